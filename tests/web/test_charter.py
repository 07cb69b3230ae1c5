"""From the first sentence to the public page, by those who may."""

import json
from datetime import timedelta
from hashlib import sha256

import pytest
from django.apps import apps
from django.core import serializers

from regulars.actions import charters, visions
from regulars.actions.surveys import install_ready_surveys
from regulars.models import (
    CharterClause,
    CharterReading,
    CharterRemark,
    CharterVersion,
    HeardAnswer,
    Manners,
    RivalPromise,
    Survey,
    VisionPoint,
)
from regulars.queries.local_days import shop_today
from tests.charters import ANSWER, draft, many_wrote, published
from tests.surveying import answered

pytestmark = pytest.mark.django_db
CLAUSE = {
    "sentence": "Whoever writes gets an answer within a day.",
    "who_for": "",
    "metric": "answered",
    "within": "24",
    "target_percent": "95",
}
PUBLIC = "/p/charter"


@pytest.fixture
def every_day(shop):
    return Manners.objects.create(quiet_weekdays=[], keeps_holidays=False)


def test_a_version_goes_its_way_and_everybody_has_a_say(owner, staff, ana, ben):
    owner.post("/charter/versions/new")
    version = CharterVersion.objects.get()
    at = f"/charter/versions/{version.pk}"
    owner.post(f"{at}/clauses", CLAUSE)
    owner.post(f"{at}/words", {"opening": "We mean it.", "training_note": "Look twice a day."})
    assert "Waits" not in staff.get(at).text
    owner.post(f"{at}/step", {"step": "discuss"})

    clause = CharterClause.objects.get()
    staff.post(
        f"{at}/remarks", {"kind": "objection", "text": "Not on Sundays.", "clause": clause.pk}
    )
    remark = CharterRemark.objects.get()
    assert (remark.person, remark.clause) == (ben, clause)
    said = owner.post(f"{at}/step", {"step": "agree"}, follow=True)
    assert "waits for an answer" in said.text
    assert "Not on Sundays." in owner.get(at).text
    owner.post(f"/charter/remarks/{remark.pk}/answer", {"answer": "Closed days do not count."})
    assert "Closed days do not count." in staff.get(at).text
    owner.post(f"{at}/step", {"step": "agree"})
    assert owner.post(f"{at}/step", {"step": "publish"})["Location"] == "/charter/"

    assert "We mean it." in staff.get("/charter/").text
    assert "Look twice a day." in staff.get("/charter/").text
    staff.post(f"{at}/keep")
    assert CharterReading.objects.get().person == ben
    assert "You agreed today" in staff.get("/charter/").text
    assert "not yet" in owner.get("/charter/").text  # Ana herself


def test_a_clause_is_changed_moved_and_taken_out(owner, ana):
    version, first = draft(ana)
    second = charters.keep_clause(version=version, person=ana, **{**ANSWER, "sentence": "Two."})

    assert owner.get(f"/charter/clauses/{second.pk}").status_code == 200
    owner.post(f"/charter/clauses/{second.pk}", CLAUSE | {"metric": "kept_on_day"})
    second.refresh_from_db()
    assert (second.metric, second.within) == ("kept_on_day", None)
    owner.post(f"/charter/clauses/{second.pk}/up")
    assert [one.pk for one in version.clauses.all()] == [second.pk, first.pk]
    owner.post(f"/charter/clauses/{first.pk}/remove")
    assert [one.pk for one in version.clauses.all()] == [second.pk]


def test_what_is_typed_wrong_is_asked_again(owner, staff, ana):
    version, clause = draft(ana)
    at = f"/charter/versions/{version.pk}"

    assert owner.post(f"{at}/clauses", CLAUSE | {"sentence": ""}).status_code == 422
    answer = owner.post(f"{at}/clauses", CLAUSE | {"target_percent": "20"})
    assert (answer.status_code, "within a day" in answer.text) == (422, True)
    assert owner.post(f"/charter/clauses/{clause.pk}", {"sentence": ""}).status_code == 422
    assert owner.post(f"{at}/words", {"opening": "x" * 2_001}).status_code == 422
    assert staff.post(f"{at}/remarks", {"kind": "comment", "text": ""}).status_code == 422
    charters.discuss_version(version=version, person=ana)
    staff.post(f"{at}/remarks", {"kind": "comment", "text": "Fine."})
    remark = CharterRemark.objects.get()
    answer = owner.post(f"/charter/remarks/{remark.pk}/answer", {"answer": ""})
    assert answer.status_code == 422
    assert owner.post("/charter/vision/points", {"text": ""}).status_code == 422
    assert staff.post("/charter/vision/heard", {"text": ""}).status_code == 422
    assert staff.post("/charter/others", {"who": "x"}).status_code == 422


def test_what_is_agreed_or_published_is_no_longer_written(owner, staff, ana):
    clause = published(ana)
    at = f"/charter/versions/{clause.version_id}"
    said = [
        owner.post(f"{at}/clauses", CLAUSE, follow=True),
        owner.post(f"{at}/words", {"opening": "Else."}, follow=True),
        owner.post(f"/charter/clauses/{clause.pk}", CLAUSE, follow=True),
        owner.post(f"/charter/clauses/{clause.pk}/up", follow=True),
        owner.post(f"/charter/clauses/{clause.pk}/remove", follow=True),
        owner.post(f"{at}/step", {"step": "drop"}, follow=True),
    ]
    assert all("This version stands by now as it is." in one.text for one in said)
    late = staff.post(f"{at}/remarks", {"kind": "comment", "text": "Late."}, follow=True)
    assert "not being discussed" in late.text
    assert CharterClause.objects.count() == 1
    assert owner.post(f"{at}/step", {"step": "nonsense"}).status_code == 302


def test_a_draft_that_lacks_a_source_says_what_is_missing(owner, ana):
    version, _ = draft(ana, metric="", within=None)
    charters.discuss_version(version=version, person=ana)
    at = f"/charter/versions/{version.pk}"

    assert "something recorded that measures it" in owner.get(at).text
    said = owner.post(f"{at}/step", {"step": "agree"}, follow=True)
    assert "lacks what measures it" in said.text


def test_a_second_start_leads_to_the_version_that_is_being_made(owner, ana):
    version, _ = draft(ana)

    answer = owner.post("/charter/versions/new")

    assert answer["Location"] == f"/charter/versions/{version.pk}"


def test_a_draft_shows_what_the_record_says_today(owner, ana, customer, every_day):
    many_wrote(customer, kept=47, missed=2)
    version, _ = draft(ana)

    assert "47 of 49" in owner.get(f"/charter/versions/{version.pk}").text


def test_vision_and_answers_stand_side_by_side_with_their_gaps(owner, staff, ana):
    owner.post("/charter/vision/points", {"text": "Nobody has to ask twice."})
    staff.post("/charter/vision/heard", {"text": "Tell me when it is late."})
    answer, point = HeardAnswer.objects.get(), VisionPoint.objects.get()
    page = staff.get("/charter/vision").text
    assert "One wish is not in your vision." in page
    assert "Of one of your sentences nobody has spoken." in page

    owner.post(f"/charter/vision/heard/{answer.pk}", {"point": point.pk})
    assert "is not in your vision" not in staff.get("/charter/vision").text
    owner.post(f"/charter/vision/heard/{answer.pk}", {"point": ""})
    owner.post("/charter/vision/points", {"text": answer.text, "of": answer.pk})
    answer.refresh_from_db()
    assert answer.point.text == "Tell me when it is late."
    owner.post(f"/charter/vision/heard/{answer.pk}", {"do": "put_away"})
    owner.post(f"/charter/vision/points/{point.pk}")
    assert "Nobody has to ask twice." not in staff.get("/charter/vision").text


def test_what_the_survey_of_ideal_customers_says_is_taken_up_without_a_name(owner, ana, customer):
    install_ready_surveys()
    survey = Survey.objects.filter(kind="ideal").first()
    position = survey.questions.filter(kind="words").first().position
    answered(survey, {position: "Nobody made me wait."}, customer=customer)
    page = owner.get("/charter/vision").text
    assert "From your survey of ideal customers" in page
    assert customer.name not in page

    owner.post("/charter/vision/heard", {"text": "Nobody made me wait."})

    page = owner.get("/charter/vision").text
    assert "From your survey of ideal customers" not in page
    assert "One wish is not in your vision." in page


def test_what_others_promise_stands_beside_our_own(owner, staff, ana):
    published(ana)
    staff.post(
        "/charter/others",
        {
            "who": "Dreamy Beans",
            "text": "Answers within a week",
            "seen_where": "their window",
            "seen_on": "2026-11-02",
            "metric": "answered",
        },
    )
    rival = RivalPromise.objects.get()
    page = owner.get("/charter/").text
    assert "Dreamy Beans" in page
    assert "their window, 2 Nov" in page

    staff.post(f"/charter/others/{rival.pk}/put-away")
    assert "Dreamy Beans" not in owner.get("/charter/").text
    assert "Nothing noted yet" in owner.get("/charter/others").text


def state() -> str:
    rows = [
        serializers.serialize("json", model._base_manager.order_by("pk"))
        for model in apps.get_models(include_auto_created=True)
    ]
    return sha256(json.dumps(rows).encode()).hexdigest()


@pytest.mark.parametrize("is_public", [False, True])
@pytest.mark.parametrize("method", ["get", "head", "post", "put", "delete", "options"])
def test_a_scanner_without_any_token_changes_nothing(
    client, ana, customer, every_day, is_public, method
):
    published(ana)
    many_wrote(customer, kept=12, missed=0)
    charters.show_to_everybody(is_public=is_public, person=ana)
    before = state()

    answer = getattr(client, method)(PUBLIC)

    assert state() == before
    assert not client.cookies
    expected = {True: 200, False: 404}[is_public] if method in {"get", "head"} else 405
    assert answer.status_code == expected


def test_the_public_page_counts_and_names_nobody(client, owner, ana, ben, customer, every_day):
    today = shop_today()
    clause = published(ana, today - timedelta(days=200))
    many_wrote(customer, kept=47, missed=2)
    charters.agree_to_keep(version=clause.version, person=ben)
    visions.note_rival(
        who="Dreamy Beans", text="x", seen_where="y", seen_on=today, metric="answered", person=ana
    )
    assert client.get(PUBLIC).status_code == 404
    owner.post("/charter/public", {"on": "yes"})

    page = client.get(PUBLIC).text
    assert "47 of 49" in page
    assert clause.sentence in page
    for name in (customer.name, ana.display_name, ben.display_name, "Dreamy Beans"):
        assert name not in page

    owner.post("/charter/public", {"on": "no"})
    assert client.get(PUBLIC).status_code == 404


def test_below_ten_cases_the_public_page_says_so(client, ana, customer, every_day):
    published(ana, shop_today() - timedelta(days=200))
    many_wrote(customer, kept=9, missed=0)
    charters.show_to_everybody(is_public=True, person=ana)

    assert "too few yet" in client.get(PUBLIC).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_promises(
    owner, ana, count, django_assert_num_queries
):
    version, _ = draft(ana)
    for number in range(1, count):
        told = {**ANSWER, "sentence": f"Number {number}."}
        charters.keep_clause(version=version, person=ana, **told)
    charters.discuss_version(version=version, person=ana)
    charters.agree_version(version=version, person=ana)
    charters.publish_version(version=version, person=ana)

    with django_assert_num_queries(20):
        answer = owner.get("/charter/")

    assert answer.text.count("clause-figure") == count
