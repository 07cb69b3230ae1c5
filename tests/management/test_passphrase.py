"""A forgotten passphrase, at the computer itself."""

import io

import pytest
from axes.models import AccessAttempt
from django.test import Client

from regulars.management import cli, passphrase
from regulars.models import Event, Person

NEW = "seven quiet owls at night"
pytestmark = pytest.mark.django_db


@pytest.fixture
def piped(monkeypatch):
    def put(text: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    return put


def sign_in(passphrase: str, client: Client | None = None) -> int:
    form = {"username": "ana", "passphrase": passphrase}
    return (client or Client()).post("/account/sign-in", form).status_code


def test_the_only_owner_is_let_in_again_and_other_devices_are_out(owner, ana, piped, capsys):
    assert owner.get("/settings/").status_code == 200
    piped(NEW + "\r\n")

    assert cli.main(["passphrase"]) == 0

    assert "Ana Torres has a new passphrase" in capsys.readouterr().out
    assert NEW not in str(list(Event.objects.values_list("facts", flat=True)))
    assert Event.objects.get(kind="person.changed").facts == {"whom": ana.pk, "passphrase": True}
    assert owner.get("/settings/").status_code == 302, "signed out"
    assert sign_in("a warm cup of coffee") == 422
    assert sign_in(NEW) == 302


def test_a_colleague_is_named_however_it_is_cased(ana, ben, piped):
    piped(NEW)

    assert cli.main(["passphrase", "BEN"]) == 0

    ben.refresh_from_db()
    assert ben.check_password(NEW)


def test_who_was_locked_out_after_guessing_may_try_at_once(ana, piped):
    for number in range(11):
        sign_in(f"guess number {number}")
    assert AccessAttempt.objects.exists()
    assert sign_in("a warm cup of coffee") != 302
    piped(NEW)

    cli.main(["passphrase", "ana"])

    assert sign_in(NEW) == 302


@pytest.mark.parametrize(
    ("told", "said"),
    [("", "too short"), ("short", "too short"), ("ana torres ana", "too much like the name")],
)
def test_a_passphrase_that_is_no_good_is_refused(ana, piped, capsys, told, said):
    piped(told)

    assert cli.main(["passphrase", "ana"]) == 2

    assert said in capsys.readouterr().err
    ana.refresh_from_db()
    assert ana.check_password("a warm cup of coffee")


def test_two_owners_are_asked_which(ana, ben, piped, capsys):
    Person.objects.update(role="owner")

    assert cli.main(["passphrase"]) == 2
    assert "ana, ben" in capsys.readouterr().err


def test_before_the_first_visit_there_is_none(db, capsys):
    assert cli.main(["passphrase"]) == 2
    assert "Nobody has an account yet" in capsys.readouterr().err


def test_who_has_left_is_not_let_in(ana, ben, capsys):
    Person.objects.filter(pk=ben.pk).update(is_active=False)

    assert cli.main(["passphrase", "ben"]) == 2
    assert "does not work here any more" in capsys.readouterr().err


@pytest.mark.parametrize(("second", "code"), [(NEW, 0), ("another one altogether", 2)])
def test_on_a_terminal_it_is_asked_twice(ana, monkeypatch, second, code):
    answers = iter((NEW, second))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr(passphrase.getpass, "getpass", lambda _: next(answers))

    assert cli.main(["passphrase", "ana"]) == code

    ana.refresh_from_db()
    assert ana.check_password(NEW) is (code == 0)
