from django.urls import reverse
from django.utils import timezone

from regulars.actions.touches import plan_follow_up
from regulars.models import CalendarAccount, CalendarEntry, Event
from regulars.queries.local_days import shop_today
from regulars.queries.secrets import unseal

PAGE = "settings:calendar_account"
TOLD = {"url": "https://example.com/ana/", "username": "ana", "password": "pass words"} | {
    "is_on": "on"
}


def test_an_account_is_kept_and_its_password_never_shown(owner, ana):
    assert owner.post(reverse(PAGE), TOLD).status_code == 302
    page = owner.get(reverse(PAGE)).text
    assert "pass words" not in page
    assert "Never in step yet." in page
    owner.post(reverse(PAGE), TOLD | {"password": "", "username": "anna"})
    account = CalendarAccount.objects.get(person=ana)
    assert (unseal(account.secret), account.username) == ("pass words", "anna")


def test_only_an_address_of_the_web_without_a_password_in_it_is_taken(owner):
    for url in ("ftp://example.com/", "https://ana:words@example.com/"):
        assert owner.post(reverse(PAGE), TOLD | {"url": url}).status_code == 422
    assert not CalendarAccount.objects.exists()


def test_each_sees_their_own(owner, staff, ben):
    owner.post(reverse(PAGE), TOLD)
    assert "example.com/ana" not in staff.get(reverse(PAGE)).text
    staff.post(reverse("settings:calendar_sync"))
    assert not Event.objects.filter(kind="calendar.changed", person=ben).exists()


def test_trouble_and_what_was_taken_off_there_are_told(owner, ana, customer):
    owner.post(reverse(PAGE), TOLD)
    touch = plan_follow_up(customer=customer, due_on=shop_today(), person=ana)
    account = CalendarAccount.objects.get()
    CalendarEntry.objects.create(
        account=account, touch=touch, uid="one", removed_there_at=timezone.now()
    )
    CalendarAccount.objects.update(trouble="refused", synced_at=timezone.now())
    page = owner.get(reverse(PAGE)).text
    assert "refuses the name or the password" in page
    assert "Last in step" in page
    assert customer.name in page


def test_a_press_asks_for_a_round(owner, ana):
    owner.post(reverse(PAGE), TOLD)
    owner.post(reverse("settings:calendar_sync"))
    assert Event.objects.filter(kind="calendar.changed", facts__what="sync").count() == 2


def test_without_the_extra_it_says_what_to_install(owner, monkeypatch):
    monkeypatch.setattr("regulars.queries.calendar_accounts.find_spec", lambda name: None)
    assert "regulars[caldav]" in owner.get(reverse(PAGE)).text
