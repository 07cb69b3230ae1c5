import json
from datetime import timedelta

import pytest

from regulars.actions.findings import note_finding
from regulars.actions.touches import plan_follow_up
from regulars.management import cli
from regulars.models import ContactPoint, Customer, Finding, Shop
from regulars.queries.local_days import shop_today

KEYS = {
    "customer",
    "name",
    "rule",
    "occurrence",
    "reason",
    "why",
    "due_on",
    "other_reasons",
    "channels",
    "minutes",
    "carer",
}


def told(capsys, *arguments: str):
    assert cli.main(["today", "--json", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def promised(customer, ana):
    ContactPoint.objects.create(customer=customer, kind="phone", value="+4915123456789")
    plan_follow_up(customer=customer, due_on=shop_today(), note="call about beans", person=ana)
    return customer


def test_machines_get_stable_keys(promised, capsys):
    found = told(capsys)

    assert set(found) == {
        "day",
        "minutes",
        "budget_minutes",
        "waiting",
        "is_waiting_more",
        "duties",
        "people",
    }
    assert found["duties"] == []
    assert found["day"] == shop_today().isoformat()
    (person,) = found["people"]
    assert set(person) == KEYS
    assert (person["name"], person["rule"], person["why"]) == (
        "Tomás Ferreira",
        "follow_up",
        "call about beans",
    )
    assert person["channels"] == ["phone", "sms"]
    assert person["due_on"] == shop_today().isoformat()


def test_people_get_a_list_to_read(promised, capsys):
    assert cli.main(["today"]) == 0

    out = capsys.readouterr().out
    assert "One person to care for today" in out
    assert "Tomás Ferreira · Follow-up today" in out
    assert "Call +49 1512 3456789" in out


def test_what_is_to_do_for_the_business_stands_there_too(shop, ben, capsys):
    today = shop_today()
    note_finding(found="Late.", action="Ring before.", owner=ben, due_on=today, person=ben)

    assert told(capsys)["duties"] == [
        {
            "what": "Ring before.",
            "why": "Because of what customers answered: Late.",
            "due_on": today.isoformat(),
            "url": f"/surveys/findings#finding-{Finding.objects.get().pk}",
        }
    ]
    assert cli.main(["today"]) == 0
    out = capsys.readouterr().out
    assert "Nobody is waiting for you." in out
    assert f"For the business\n  Ring before. ({today.isoformat()})" in out


def test_another_day_and_one_persons_own_list(promised, ben, capsys):
    yesterday = (shop_today() - timedelta(days=1)).isoformat()

    assert told(capsys, "--on", yesterday)["people"] == []
    assert told(capsys, "--for", "ben")["people"] == []
    assert len(told(capsys, "--for", "ANA")["people"]) == 1


def test_all_goes_beyond_the_minutes(shop, capsys):
    today = shop_today()
    Customer.objects.bulk_create(
        Customer(name=f"Guest {n}", birthday_month=today.month, birthday_day=today.day)
        for n in range(20)
    )

    short, long = told(capsys), told(capsys, "--all")

    assert (len(short["people"]), short["waiting"]) == (9, 11)
    assert (len(long["people"]), long["waiting"]) == (20, 0)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--on", "24.12.2026"], "like 2026-12-24"),
        (["--for", "nobody"], "Nobody here signs in as 'nobody'"),
    ],
)
def test_bad_input_is_one_sentence(promised, capsys, arguments, said):
    assert cli.main(["today", *arguments]) == 2

    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1


def test_before_the_set_up_it_says_what_to_do(db, capsys):
    assert cli.main(["today", "--json"]) == 2
    assert "regulars serve" in capsys.readouterr().err


def test_a_day_without_anybody(customer, capsys):
    assert cli.main(["today", "--on", "2026-12-24"]) == 0
    assert "Nobody is waiting for you." in capsys.readouterr().out


def test_a_german_business_reads_a_german_list(promised, shop, capsys):
    Shop.objects.update(language="de")
    assert cli.main(["today"]) == 0
    out = capsys.readouterr().out
    assert "Eine Person wartet heute auf Sie" in out
    assert "Etwa " in out
    assert "minute" not in out
