"""The business behind every request: its day, its language."""

import zoneinfo
from datetime import date

import pytest
from django.utils import timezone

from regulars.models import Person, Shop
from regulars.web.shop import shop_of, today_of


def test_a_page_before_the_set_up_has_no_business(rf):
    with pytest.raises(LookupError):
        shop_of(rf.get("/"))


@pytest.mark.parametrize(
    ("zone", "day"), [("Pacific/Auckland", date(2026, 1, 2)), ("America/Lima", date(2026, 1, 1))]
)
def test_today_is_the_day_at_the_business(monkeypatch, zone, day):
    moment = timezone.datetime(2026, 1, 1, 23, 30, tzinfo=zoneinfo.ZoneInfo("UTC"))
    monkeypatch.setattr(timezone, "now", lambda: moment)
    assert today_of(Shop(time_zone=zone)) == day


@pytest.mark.parametrize(
    ("own", "of_shop", "header", "spoken"),
    [("", "en", "de", "en"), ("", "de", "en", "de"), ("en", "de", "de", "en")],
)
def test_the_readers_language_outweighs_the_shops(owner, shop, own, of_shop, header, spoken):
    Shop.objects.update(language=of_shop)
    Person.objects.update(language=own)
    response = owner.get("/settings/", headers={"accept-language": header})
    assert response["Content-Language"] == spoken


@pytest.mark.django_db
def test_before_the_set_up_the_browsers_language_is_spoken(client):
    response = client.get("/account/begin", headers={"accept-language": "de-AT,de;q=0.9"})
    assert response["Content-Language"] == "de"


def test_words_of_one_reader_do_not_stay_for_the_next(owner, staff, ana, ben):
    Person.objects.filter(pk=ana.pk).update(language="de")
    assert owner.get("/settings/")["Content-Language"] == "de"
    assert staff.get("/settings/")["Content-Language"] == "en"
