"""An access request: everything about one person, and about nobody else."""

import json

import pytest
from django.apps import apps
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from regulars.models import Customer, Event, Fact, Handled, Line, Purchase
from regulars.queries.customer_export import everything_about
from regulars.queries.customer_relations import customer_relations
from tests.actions.test_merges import fill
from tests.conftest import at


@pytest.mark.parametrize(
    "relation", customer_relations(), ids=lambda relation: f"{relation.table}.{relation.column}"
)
def test_every_table_that_knows_customers_is_in_it(relation, customer):
    row = fill(relation.model, relation.column, customer, 1)

    told = everything_about(customer)

    assert [one for one in told["tables"][relation.table] if row.pk in one.values()]
    json.dumps(told)


def test_what_hangs_on_something_of_theirs_is_in_it(customer, monday):
    purchase = Purchase.objects.create(
        customer=customer,
        source="",
        key="k",
        bought_at=at(monday),
        bought_on=monday,
        currency="EUR",
        total_minor=1,
    )
    Line.objects.create(purchase=purchase, position=0, name="beans")
    event = Event.objects.create(kind="customer.created", customer=customer)
    Handled.objects.create(event=event, reaction="x")

    tables = everything_about(customer)["tables"]

    assert tables["line"][0]["name"] == "beans"
    assert len(tables["handled"]) == 1


def test_a_long_history_takes_no_more_queries_than_a_short_one(
    customer, monday, django_assert_num_queries
):
    def buy(number: int) -> None:
        purchase = Purchase.objects.create(
            customer=customer,
            source="",
            key=str(number),
            bought_at=at(monday),
            bought_on=monday,
            currency="EUR",
            total_minor=1,
        )
        Line.objects.create(purchase=purchase, position=0, name="beans")

    buy(1)
    with CaptureQueriesContext(connection) as short:
        everything_about(customer)
    for number in range(2, 5):
        buy(number)

    with django_assert_num_queries(len(short)):
        tables = everything_about(customer)["tables"]

    assert (len(tables["purchase"]), len(tables["line"])) == (4, 4)


def test_nobody_else_is_in_it(customer):
    other = Customer.objects.create(name="Somebody else")
    Fact.objects.create(customer=other, text="a secret", noticed_at=timezone.now())

    told = json.dumps(everything_about(customer))

    assert "a secret" not in told
    assert "Somebody else" not in told


def test_every_table_of_ours_is_reached_or_said_to_be_about_nobody():
    """A new table must be reachable from a customer, or be named here as one that is not."""
    about_nobody = {
        "absence",
        "advertisingmonth",
        "asking",
        "calendaraccount",
        "calendarfeed",
        "carddesign",
        "careinterval",
        "cause",
        "charterclause",
        "charterpage",
        "charterprint",
        "charterproposal",
        "charterreading",
        "charterremark",
        "charterversion",
        "closure",
        "customer",
        "customfield",
        "digest",
        "doublessearch",
        "erasure",
        "finding",
        "fittedmodel",
        "friction",
        "gesture",
        "guarantee",
        "heardanswer",
        "idea",
        "ideavote",
        "importbatch",
        "importchange",  # found by the row it names
        "importjournal",
        "knownshape",
        "linkguess",
        "mailaccount",
        "manners",
        "notice",
        "person",
        "playbook",
        "playbookstep",
        "printbatch",
        "probe",
        "question",
        "questiontext",
        "refusedrow",
        "rivalpromise",
        "schedule",
        "selfcheck",
        "servicelevel",
        "shop",
        "suppression",
        "survey",
        "surveylook",
        "surveyround",
        "surveysheet",
        "surveytext",
        "tag",
        "textaccount",
        "valueanswer",
        "visionpoint",
        "webhook",
        "wishgroup",
        "wording",
        "wordingtext",
        "workerbeat",
    }
    reached, todo = set(), [Customer]
    while todo:
        model = todo.pop()
        for field in model._meta.get_fields(include_hidden=True):
            if isinstance(field, models.ManyToOneRel) and field.related_model not in reached:
                reached.add(field.related_model)
                todo.append(field.related_model)
    ours = set(apps.get_app_config("regulars").get_models(include_auto_created=True))

    assert {model._meta.model_name for model in ours - reached - {Customer}} == about_nobody - {
        "customer"
    }
