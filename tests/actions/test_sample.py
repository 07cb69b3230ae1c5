from datetime import date, timedelta

import pytest
from django.apps import apps

from regulars.actions.sample import add_sample, remove_sample
from regulars.models import (
    Customer,
    Event,
    FittedModel,
    ImportBatch,
    Interaction,
    Merge,
    Person,
    Purchase,
    Rhythm,
    Shop,
)
from regulars.queries.due import due_for
from regulars.queries.rhythms import long_sentence, stage_of
from regulars.rules.care import KEPT_AS_ROWS
from regulars.rules.kinds import TouchRule
from regulars.rules.stages import Stage
from tests.conftest import at
from tests.making import make_purchases

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("today", [TODAY, date(2028, 2, 29), date(2027, 1, 1)])
def test_every_reason_to_care_is_there_whenever_one_looks(shop, ana, today):
    add_sample(person=ana, today=today)

    due = due_for(ana, today, everybody=True)

    rules = {reason.rule for reasons in due.reasons.values() for reason in reasons}
    assert rules >= set(TouchRule) - KEPT_AS_ROWS - {TouchRule.WRITTEN} | {TouchRule.FOLLOW_UP}
    assert 8 <= len(due.reasons) <= 30


def test_every_stage_is_there(shop, ana):
    add_sample(person=ana, today=TODAY)

    stages = {stage_of(rhythm, TODAY) for rhythm in Rhythm.objects.all()}

    assert stages == set(Stage)


def test_tomas_is_told_as_the_shop_would_tell_him(shop, ana):
    add_sample(person=ana, today=TODAY)

    said = long_sentence(Rhythm.objects.get(customer__name="Tomás Ferreira"), TODAY)

    assert said.startswith("Comes back every 31 days, very steadily. Silent for 58 days: about ")
    assert "such customers still return on their own within " in said


def test_nothing_lies_in_the_future_but_what_is_to_come(shop, ana):
    add_sample(person=ana, today=TODAY)

    assert Purchase.objects.order_by("-bought_on")[0].bought_on < TODAY
    assert Interaction.objects.order_by("-happened_on")[0].happened_on < TODAY


def test_a_second_press_adds_nothing(shop, ana):
    first = add_sample(person=ana, today=TODAY)
    count = Customer.objects.count()

    assert add_sample(person=ana, today=TODAY) == first
    assert (Customer.objects.count(), ImportBatch.objects.count()) == (count, 1)


def test_removing_leaves_nothing_of_it_and_all_that_is_real(shop, ana, customer):
    make_purchases(customer, last=at(TODAY), every_days=9, count=2)
    add_sample(person=ana, today=TODAY)

    remove_sample(person=ana)

    kept = {Customer: 1, Purchase: 2, Person: 1, Shop: 1, Rhythm: 1, FittedModel: 1}
    ours = [m for m in apps.get_app_config("regulars").get_models() if m is not Event]
    left = {model: model.objects.count() for model in ours if model.objects.count()}
    assert left == kept
    assert Customer.objects.get() == customer


def test_removing_twice_or_without_a_sample_does_nothing(shop, ana):
    assert remove_sample(person=ana) == 0
    add_sample(person=ana, today=TODAY)
    assert remove_sample(person=ana) > 50
    assert remove_sample(person=ana) == 0
    assert Event.objects.filter(kind="sample.removed").count() == 1


def test_what_was_tried_out_on_invented_people_goes_with_them(shop, ana, customer):
    add_sample(person=ana, today=TODAY)
    invented = Customer.objects.get(name="Lena Brandt")
    for one in (invented, customer):
        Interaction.objects.create(
            customer=one, person=ana, happened_at=at(TODAY), happened_on=TODAY, channel="phone",
            outcome="reached",
        )  # fmt: skip

    remove_sample(person=ana)

    assert [talk.customer for talk in Interaction.objects.all()] == [customer]


def test_a_real_customer_merged_into_an_invented_one_stays(shop, ana, customer):
    add_sample(person=ana, today=TODAY)
    invented = Customer.objects.get(name="Lena Brandt")
    make_purchases(invented, last=at(TODAY), every_days=9, count=2)
    Merge.objects.create(kept=invented, gone_id=1, record={}, merged_by=ana)

    remove_sample(person=ana)

    stayed = Customer.objects.exclude(pk=customer.pk).get()
    assert stayed.name == "Lena Brandt"
    assert stayed.purchases.count() == 2
    assert stayed.facts.count() == 0


def test_amounts_are_sensible_in_a_currency_without_cents(ana):
    Shop.objects.update(currency="JPY")

    add_sample(person=ana, today=TODAY)

    assert Purchase.objects.order_by("total_minor")[0].total_minor >= 1_000


def test_it_works_without_anybody_signed_in_and_with_other_data_there(shop, customer):
    add_sample(person=None, today=TODAY)

    assert Customer.objects.filter(batch__kind="sample").count() == 60
    assert Event.objects.filter(kind="sample.created").get().facts["customers"] == 60


def test_people_of_a_day_ago_are_found_by_any_part_of_their_name(shop, ana):
    add_sample(person=ana, today=TODAY)

    assert Customer.objects.matching("ayse").get().name == "Ayşe Yılmaz"
    assert not Customer.objects.filter(search_text="").exists()
    first = Customer.objects.get(name="Mara Lindqvist").purchases.last()
    assert first is not None
    assert first.bought_on == TODAY.replace(year=TODAY.year - 2)
    assert first.bought_on < TODAY - timedelta(days=700)
