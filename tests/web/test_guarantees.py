"""A guarantee on its way: measured, refused until it is earned, given, and proposed anew."""

from datetime import timedelta

import pytest

from regulars.actions.guarantees import keep_guarantee
from regulars.models import (
    CharterProposal,
    CharterVersion,
    Guarantee,
    Manners,
    Survey,
    ValueAnswer,
)
from regulars.queries.local_days import shop_today
from tests.charters import guaranteed, mended, published
from tests.surveying import answered

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(shop):
    Manners.objects.create(quiet_weekdays=[], keeps_holidays=False)
    return shop_today()


def typed(today, **told) -> dict[str, str]:
    fields = {
        "sentence": "Mended within 5 days, or it costs you nothing.",
        "gives": "The repair is free.",
        "metric": "done_in",
        "within": "5",
        "promise_kind": "repair",
        "promised_percent": "90",
        "compensation": "40.00",
        "measured_from_on": (today - timedelta(days=364)).isoformat(),
    }
    return {**fields, **told}


def test_it_is_measured_refused_and_given_once_it_is_earned(owner, staff, customer, today):
    owner.post("/guarantees/new", typed(today, makes_promises="on"))
    one = Guarantee.objects.get()
    assert (one.compensation_minor, one.makes_promises, one.state) == (4_000, True, "measuring")
    at = f"/guarantees/{one.pk}"
    assert "not earned yet" in staff.get(at).text
    refused = owner.post(f"{at}/publish", follow=True)
    assert "The record does not prove it yet" in refused.text

    mended(customer, today, kept=118, late=2)
    page = owner.get(at).text
    assert "Kept in 118 of 120 cases" in page
    assert "€80.00, had it been paid for the 2 misses on record" in page
    assert "The tightest that the record supports: within 3 days." in page
    assert 'aria-label="40 within 1 day; 39 within 2 days; 39 within 3 days; 2 within' in page
    owner.post(f"{at}/publish")
    one.refresh_from_db()
    assert (one.state, one.proven_cases) == ("published", 120)
    assert "on 118 of 120 cases" in owner.get(at).text
    assert "It is given by now" in owner.post(f"{at}/edit", typed(today), follow=True).text
    assert "It is given by now" in owner.post(f"{at}/publish", follow=True).text

    owner.post(f"{at}/end")
    one.refresh_from_db()
    assert one.state == "ended"
    assert owner.post(f"{at}/end").status_code == 302


@pytest.mark.parametrize(
    "told",
    [
        {"within": ""},
        {"promised_percent": "100"},
        {"measured_from_on": "2999-01-01"},
        {"makes_promises": "on", "promise_kind": ""},
        {"makes_promises": "on", "metric": "answered"},
    ],
    ids=["limit", "percent", "day", "kind", "metric"],
)
def test_what_cannot_be_promised_is_asked_again(owner, today, told):
    answer = owner.post("/guarantees/new", typed(today, **told))

    assert answer.status_code == 422
    assert "The repair is free." in answer.text
    assert not Guarantee.objects.exists()


def test_it_is_changed_while_it_is_measured(owner, ana, today):
    one = keep_guarantee(told=guaranteed(today), person=ana)
    assert "40.00" in owner.get(f"/guarantees/{one.pk}/edit").text

    owner.post(f"/guarantees/{one.pk}/edit", typed(today, metric="kept_on_day", within="9"))

    one.refresh_from_db()
    assert (one.metric, one.within) == ("kept_on_day", None)


def test_the_record_of_the_last_year_speaks_first(owner, customer, today):
    mended(customer, today, kept=150, late=0)

    page = owner.get("/guarantees/").text

    assert "You could promise it within 3 days: kept in 150 of 150 cases" in page
    assert "/guarantees/new?metric=done_in&amp;within=3" in page
    form = owner.get("/guarantees/new?metric=done_in&within=3").text
    assert 'value="3"' in form


def test_a_short_record_supports_no_promise(owner, customer, today):
    mended(customer, today, kept=10, late=0)

    assert "10 cases support no promise yet" in owner.get("/guarantees/").text


def test_what_customers_say_makes_it_dull_or_not(staff, ana, today):
    one = keep_guarantee(told=guaranteed(today), person=ana)
    for _ in range(5):
        staff.post(f"/guarantees/{one.pk}/value", {"expected": "yes"})

    assert ValueAnswer.objects.filter(is_expected=True, matters=False).count() == 5
    assert "Dull: almost everybody expects it anyway." in staff.get(f"/guarantees/{one.pk}").text
    assert "dull" in staff.get("/guarantees/").text


def propose(today, **told) -> CharterProposal:
    fields = {
        "kind": "tighten",
        "since_on": today - timedelta(days=200),
        "made_on": today,
        "within": 12,
        "percent": 95,
        "cases": 180,
        "kept": 180,
        "lower_permille": 970,
    }
    return CharterProposal.objects.create(**{**fields, **told})


def test_a_proposal_waits_for_the_owner_and_becomes_a_draft(owner, staff, ana, today):
    clause = published(ana, today - timedelta(days=200))
    proposal = propose(today, clause=clause)
    page = staff.get("/charter/").text
    assert "There is room for more: within 12 hours." in page
    assert "Take it up" not in page
    assert "Take it up" in owner.get("/guarantees/").text

    answer = owner.post(f"/guarantees/proposals/{proposal.pk}", {"do": "approve"})

    version = CharterVersion.objects.get(state="draft")
    assert answer["Location"] == f"/charter/versions/{version.pk}"
    again = owner.post(f"/guarantees/proposals/{proposal.pk}", {"do": "approve"}, follow=True)
    assert "Somebody has decided this already." in again.text


def test_a_proposal_is_left_or_becomes_a_guarantee_to_measure(owner, ana, today):
    one = keep_guarantee(told=guaranteed(today), person=ana)
    Guarantee.objects.filter(pk=one.pk).update(
        state="published", published_on=today, proven_cases=300, proven_permille=980
    )
    first = propose(today, guarantee=one, within=4, percent=90)
    assert "within 4 days" in owner.get(f"/guarantees/{one.pk}").text
    owner.post(f"/guarantees/proposals/{first.pk}", {"do": "approve"})
    assert Guarantee.objects.get(state="measuring").within == 4

    slips = propose(today, guarantee=one, kind="protect", within=7, percent=90)
    assert "It slips" in owner.get("/guarantees/").text
    owner.post(f"/guarantees/proposals/{slips.pk}", {"do": "decline", "because": "One bad week"})
    slips.refresh_from_db()
    assert (slips.state, slips.because) == ("declined", "One bad week")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_no_more_than_its_evidence(
    owner, ana, today, count, django_assert_max_num_queries
):
    for number in range(count):
        keep_guarantee(told=guaranteed(today, promise_kind=f"kind {number}"), person=ana)

    with django_assert_max_num_queries(28 + 4 * count):  # a record, and proposals, of each
        answer = owner.get("/guarantees/")

    assert answer.text.count('id="guarantee-') == count


def test_customers_are_asked_about_it_by_a_survey_and_counted_with_the_rest(owner, ana, today):
    one = keep_guarantee(told=guaranteed(today), person=ana)

    asked = owner.post(f"/guarantees/{one.pk}/ask", follow=True)

    assert asked.status_code == 200
    survey = Survey.objects.get()
    assert asked.redirect_chain[-1][0] == f"/surveys/{survey.pk}/ask"
    answered(survey, {1: 1, 2: 1})
    owner.post(f"/guarantees/{one.pk}/value", {"matters": "yes"})
    page = owner.get(f"/guarantees/{one.pk}").text
    assert "2 answers: to 2 it would matter, 1 would expect it anyway." in page
