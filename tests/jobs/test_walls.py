"""The worker makes the sheet for the wall, in the business's words, naming nobody."""

import io
from datetime import timedelta

import pytest
from django.utils.timezone import now
from pypdf import PdfReader

from regulars.actions.charter_prints import want_print
from regulars.channels import walls as channel
from regulars.jobs import clock, walls
from regulars.models import CharterPrint, Manners
from regulars.queries.local_days import shop_today
from regulars.queries.paper_files import wall_path
from tests.charters import many_wrote, published

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def wanted(settings, tmp_path, shop, ana, customer) -> CharterPrint:
    settings.DATA = tmp_path
    Manners.objects.create(quiet_weekdays=[], keeps_holidays=False)
    shop.language = "de"
    shop.save()
    clause = published(ana, shop_today() - timedelta(days=200), who_for="alle, die schreiben")
    many_wrote(customer, kept=47, missed=2)
    return want_print(version=clause.version, person=ana)


def test_the_reaction_has_it_made(wanted, customer, ana, owner):
    assert "wird gemacht" in owner.get(f"/charter/prints/{wanted.pk}").text
    assert owner.get(f"/charter/prints/{wanted.pk}.pdf").status_code == 404

    clock.tick(now())

    wanted.refresh_from_db()
    assert wanted.ready_at
    (page,) = PdfReader(io.BytesIO(wall_path(wanted).read_bytes())).pages
    words = " ".join(page.extract_text().split())
    for text in ("Worauf Sie sich verlassen können", "47 von 49", "Für: alle, die schreiben."):
        assert text in words
    assert customer.name not in words
    assert ana.display_name not in words
    answer = owner.get(f"/charter/prints/{wanted.pk}.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer).startswith(b"%PDF")
    assert walls.print_charter(wanted) == "ready"


def test_without_the_extra_the_page_says_what_to_do(wanted, owner, monkeypatch):
    monkeypatch.setattr(channel, "typst", None)

    assert walls.print_charter(wanted) == "missing"

    assert "öffentliche Seite" in owner.get("/charter/").text
