import json
from datetime import timedelta

import pytest
from django.utils import timezone

from regulars.actions.customers import create_customer
from regulars.actions.purchases import record_purchase
from regulars.management import cli
from regulars.models import Refund
from regulars.queries.local_days import shop_today
from regulars.rules.kinds import ContactKind


def told(capsys, *arguments: str):
    assert cli.main(["customers", "--json", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def people(shop):
    found = []
    for name, days in (("José López", (0, 10, 20)), ("Anna", ())):
        customer = create_customer(
            fields={"name": name}, contacts={ContactKind.EMAIL: ["a@example.com"]}, person=None
        )
        for back in days:
            record_purchase(
                customer=customer,
                bought_at=timezone.now() - timedelta(days=back),
                total_minor=1_250,
                currency="EUR" if back else "JPY",
                person=None,
            )
        found.append(customer)
    return found


def test_everybody_is_told_with_rhythm_and_money_by_currency(people, capsys):
    Refund.objects.create(
        customer=people[0],
        source="",
        key="r",
        refunded_on=shop_today(),
        currency="EUR",
        amount_minor=500,
    )

    anna, jose = told(capsys)

    assert anna["name"] == "Anna"
    assert (anna["stage"], anna["visits"], anna["silent_days"]) == ("prospect", 0, None)
    assert anna["emails"] == ["a@example.com"]
    assert jose["visits"] == 3
    assert jose["paid"] == {"EUR": "20.00", "JPY": "1250"}
    assert jose["silent_days"] == 0
    assert jose["last_on"] is not None


def test_the_list_is_searched_narrowed_and_cut(people, capsys):
    assert [one["name"] for one in told(capsys, "--search", "LOPEZ")] == ["José López"]
    assert [one["name"] for one in told(capsys, "--stage", "prospect")] == ["Anna"]
    assert len(told(capsys, "--limit", "1")) == 1
    assert told(capsys, "--search", "nobody") == []


def test_without_json_it_is_a_sentence_each(people, capsys):
    cli.main(["customers"])

    assert "Anna: No purchase yet." in capsys.readouterr().out


def test_bad_input_is_one_sentence(shop, capsys):
    assert cli.main(["customers", "--limit", "0"]) == 2
    assert "--limit" in capsys.readouterr().err


def test_before_the_set_up_it_says_what_to_do(db, capsys):
    assert cli.main(["customers", "--json"]) == 2
    assert "regulars serve" in capsys.readouterr().err
