"""The pages of asking, for people who work here."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from regulars.actions.findings import note_finding
from regulars.actions.surveys import change_asking
from regulars.models import (
    Asking,
    Complaint,
    Finding,
    NoSurvey,
    Response,
    Survey,
    SurveyInvitation,
    SurveyLook,
    SurveyRound,
    SurveySheet,
    Touch,
    Wish,
)
from regulars.queries.local_days import shop_today
from tests.making import make_customers
from tests.surveying import answered, reachable, ready_survey, signs


@pytest.fixture
def survey(shop) -> Survey:
    return ready_survey()


@pytest.fixture
def asked(customer, ana):
    signs(ana)
    return reachable(customer, at=timezone.now())


def test_the_list_shows_the_ways_parts_and_the_ready_sets(owner, survey):
    page = owner.get(reverse("surveys:list"))

    assert "First contact" in page.text
    assert "no answer yet" in page.text
    assert "Why somebody leaves" in page.text
    assert "Ana Torres is responsible for surveys" in page.text


def test_the_weak_part_stands_in_the_heading_once_it_is_sure(owner):
    way = ready_survey("whole-way")
    for one in make_customers(12):
        answered(way, {1: 5, 2: 5, 3: 1}, customer=one, at=timezone.now())

    page = owner.get(reverse("surveys:list"))

    assert "The weak part of the way: The work or the delivery" in page.text
    assert "0 of 12" in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_for_any_number_of_answers(owner, survey, count):
    people = make_customers(count)
    for one in people:
        answered(survey, {1: 2, 3: "Late."}, customer=one, at=timezone.now())
    used = {}
    for name, args in (("list", []), ("answers", []), ("show", [survey.pk])):
        with CaptureQueriesContext(connection) as queries:
            owner.get(reverse(f"surveys:{name}", args=args))
        used[name] = len(queries)

    assert used["list"] <= 14
    assert used["answers"] <= 16
    assert used["show"] <= 20


def test_who_gets_it_and_who_not_is_seen_before_the_press(owner, survey, asked):
    other = make_customers(1)[0]
    page = owner.get(reverse("surveys:ask", args=[survey.pk]))
    assert "would reach 1 person" in page.text
    assert "1 is not asked: First give, then ask" in page.text
    assert other.name in page.text

    owner.post(reverse("surveys:ask", args=[survey.pk]), {"do": "ask"})

    assert SurveyRound.objects.get().survey == survey


def test_slips_are_made_for_those_who_may(owner, survey, asked):
    owner.post(reverse("surveys:ask", args=[survey.pk]), {"do": "slips"})

    sheet = SurveySheet.objects.get()
    assert (sheet.kind, sheet.invitations.get().customer) == ("slips", asked)
    assert owner.get(reverse("surveys:sheet", args=[sheet.pk])).status_code == 404


def test_a_poster_is_wanted_in_a_language(owner, survey):
    owner.post(reverse("surveys:poster", args=[survey.pk]), {"language": "de"})
    assert (SurveySheet.objects.get().kind, SurveySheet.objects.get().language) == ("poster", "de")


def test_one_person_is_asked_or_it_says_why_not(owner, survey, asked):
    link = reverse("surveys:ask_one", args=[asked.pk])
    assert "Nothing stands against it" in owner.get(link).text
    owner.post(link, {"survey": survey.pk})
    assert SurveyInvitation.objects.get().customer == asked

    page = owner.get(link)
    assert "Another question is on its way to them" in page.text
    told = owner.post(link, {"survey": survey.pk}, follow=True)
    assert told.status_code == 200
    assert SurveyInvitation.objects.count() == 1


def test_no_survey_because(owner, asked):
    link = reverse("surveys:none", args=[asked.pk])
    owner.post(link, {"because": ""})
    assert not NoSurvey.objects.exists()
    owner.post(link, {"because": "In mourning."})
    assert "In mourning." in owner.get(reverse("surveys:ask_one", args=[asked.pk])).text
    owner.post(link, {"do": "again"})
    assert not NoSurvey.objects.exists()


def test_one_tap_makes_a_complaint_a_wish_or_a_call(owner, survey, customer):
    response = answered(survey, {1: 2, 3: "Open on Sundays."}, customer=customer)
    page = owner.get(reverse("surveys:response", args=[response.pk]))
    assert "Open on Sundays." in page.text
    for what in ("complaint", "wish", "call", "complaint", "seen"):
        owner.post(reverse("surveys:settle", args=[response.pk]), {"what": what})

    assert Complaint.objects.count() == 1
    assert Wish.objects.get().text == "Open on Sundays."
    assert Touch.objects.filter(rule="follow_up").count() == 1
    assert Response.objects.get().seen_at is not None


def test_whose_answer_it_is_and_that_it_counts(owner, survey, customer):
    customer.search_text = "tomas ferreira"
    customer.save(update_fields=["search_text"])
    response = answered(survey, {1: 2}, contact="Tomás", set_aside_because="machine")
    link = reverse("surveys:response", args=[response.pk])
    assert "Tomás Ferreira" in owner.get(link, {"who": "Tomás"}).text
    for told in ({"what": "count"}, {"what": "who", "customer": customer.pk}):
        owner.post(reverse("surveys:settle", args=[response.pk]), told)

    response.refresh_from_db()
    assert (response.set_aside_because, response.customer) == ("", customer)
    assert (
        owner.post(
            reverse("surveys:settle", args=[response.pk]), {"what": "who", "customer": "x"}
        ).status_code
        == 404
    )


def test_the_weekly_look_ends_with_a_press(owner, survey):
    answered(survey, {1: 5})
    assert "1 answer that nobody has read" in owner.get(reverse("surveys:answers")).text
    assert "Look through this week" in owner.get(reverse("today:show")).text

    owner.post(reverse("surveys:looked"))

    assert SurveyLook.objects.count() == 1
    assert "Every answer has been read" in owner.get(reverse("surveys:answers")).text
    assert "Look through this week" not in owner.get(reverse("today:show")).text


def test_a_finding_becomes_an_action_on_today_and_is_measured(owner, survey, ana):
    question = survey.questions.get(position=1)
    owner.post(
        reverse("surveys:findings"),
        {
            "found": "Work is late.",
            "action": "Ring before.",
            "owner": ana.pk,
            "due_on": shop_today().isoformat(),
            "question": question.pk,
        },
    )
    finding = Finding.objects.get()
    assert "Ring before." in owner.get(reverse("today:show")).text

    link = reverse("surveys:finding", args=[finding.pk])
    owner.post(link, {"what": "done"})
    owner.post(link, {"what": "measure"})
    assert "Cannot tell yet" in owner.get(reverse("surveys:findings")).text
    owner.post(link, {"what": "drop"})
    owner.post(link, {"what": "drop", "because": "It was the weather."})
    owner.post(link, {"what": "done"})
    assert Finding.objects.get().state == "dropped"
    assert owner.post(reverse("surveys:findings"), {"found": "x"}).status_code == 422


def test_questions_of_ones_own_are_written_changed_and_put_away(owner, shop):
    told = {
        "name": "Ours",
        "title_en": "How was it?",
        "is_reminded": "on",
        **{f"q{n}-kind": "scale" for n in range(1, 6)},
        **{f"q{n}-opens": "nothing" for n in range(1, 6)},
        "q1-text_en_formal": "How was it?",
        "q1-low_en": "bad",
        "q1-high_en": "good",
        "q2-kind": "choice",
        "q2-text_en_formal": "Which day?",
        "q2-options_en": "Monday\nSunday",
        "q2-is_first_good": "on",
        "q2-opens": "complaint",
    }
    owner.post(reverse("surveys:new"), told)
    survey = Survey.objects.get(name="Ours")
    assert survey.texts.get().title == "How was it?"
    second = survey.questions.get(position=2)
    assert (second.good_options, second.bad_options, second.opens) == ([1], [2], "complaint")

    page = owner.get(reverse("surveys:edit", args=[survey.pk]))
    assert "Monday" in page.text
    owner.post(reverse("surveys:edit", args=[survey.pk]), told | {"q1-text_en_formal": "Well?"})
    assert survey.questions.get(position=1).texts.get().text == "Well?"
    assert owner.post(reverse("surveys:new"), told | {"q2-options_en": "one"}).status_code == 422
    empty = {key: value for key, value in told.items() if "text_en" not in key}
    assert owner.post(reverse("surveys:new"), empty).status_code == 422
    answered(survey, {1: 4})
    owner.post(reverse("surveys:edit", args=[survey.pk]), told)
    assert survey.questions.get(position=1).texts.get().text == "Well?"

    for do, is_away in (("away", True), ("back", False)):
        owner.post(reverse("surveys:put_away", args=[survey.pk]), {"do": do})
        survey.refresh_from_db()
        assert (survey.put_away_at is not None) == is_away


def test_reviews_are_for_everybody_or_nobody(owner, survey):
    link = reverse("surveys:options", args=[survey.pk])
    odd = {"name": "x", "review_link": "http://reviews.example"}
    assert owner.post(link, odd).status_code == 422
    owner.post(link, {"name": "x", "review_link": "https://g.page/r/aurora"})
    survey.refresh_from_db()
    assert survey.review_link == "https://g.page/r/aurora"
    assert "whatever they said" in owner.get(link).text


def test_how_one_asks_is_a_setting(owner, ben):
    told = {"rest_days": 90, "remind_after_days": 0, "owner": ben.pk, "look_weekday": 4}
    owner.post(reverse("settings:asking"), told)
    asking = Asking.objects.get()
    assert (asking.rest_days, asking.remind_after_days, asking.owner) == (90, 0, ben)
    assert owner.post(reverse("settings:asking"), told | {"rest_days": -1}).status_code == 422


def test_whoever_is_responsible_may_ask_without_owning_anything(staff, ana, ben, survey):
    link = reverse("surveys:ask", args=[survey.pk])
    assert staff.get(link).status_code == 403

    change_asking(fields={"owner": ben}, person=ana)

    assert staff.get(link).status_code == 200
    assert staff.get(reverse("surveys:new")).status_code == 200


def test_what_is_due_stands_on_the_today_of_whoever_does_it(owner, staff, ana, ben):
    yesterday = shop_today() - timedelta(days=1)
    note_finding(found="Late.", action="Ring before.", owner=ben, due_on=yesterday, person=ana)

    assert "Ring before." in staff.get(reverse("today:show")).text
    assert "Ring before." not in owner.get(reverse("today:show")).text
