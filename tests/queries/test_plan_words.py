"""Plans as a person would say them, in both languages."""

import pytest
from django.utils import translation

from regulars.actions.playbooks import install_ready_plans
from regulars.models import Playbook, Tag
from regulars.queries.plan_words import (
    name_of,
    problem_words,
    rest_sentence,
    sentences,
    step_sentence,
    when_said,
    whom_sentences,
)
from regulars.queries.plans import plan_of
from regulars.queries.playbooks import wording_names
from regulars.rules.conditions import conditions
from regulars.rules.playbooks import Trigger
from regulars.rules.triggers import OddPlan, PlanProblem, trigger_facts

FACTS = {
    Trigger.NTH_PURCHASE: {"numbers": [2, 11]},
    Trigger.STAGE: {"stage": "slipping"},
    Trigger.NO_CONTACT: {"days": 90},
    Trigger.PURCHASE: {"matches": ["coffee", "tea"]},
}


def said(key: str) -> list[str]:
    playbook = Playbook.objects.prefetch_related("steps").get(key=key)
    return sentences(plan_of(playbook), wording_names([playbook]))


def test_the_plan_of_the_house_reads_as_its_owner_would_say_it(shop):
    install_ready_plans()
    assert said("any-first-thanks") == [
        "Three days after a first purchase, thank them and ask whether everything is right."
    ]
    assert said("any-appointment-reminder") == ["One day before an appointment, remind them."]
    assert said("any-birthday") == ["On a birthday, send birthday wishes."]
    assert said("workshop-service-card")[0] == (
        "14 days before the day a service is due, remind them of the service with a card that"
        " arrives in time."
    )


def test_german_is_said_as_germans_do(shop):
    install_ready_plans()
    with translation.override("de"):
        assert said("any-first-thanks") == [
            "Drei Tage nach einem ersten Kauf: ihnen danken und fragen, ob alles in Ordnung ist."
        ]
        assert name_of(Playbook.objects.get(key="any-first-thanks")) == (
            "Dank für einen ersten Kauf"
        )


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("days", [-1, 0, 1, 3, 40])
@pytest.mark.parametrize("trigger", list(Trigger))
def test_every_beginning_has_its_words(shop, trigger, days, language):
    facts = trigger_facts(trigger, FACTS.get(trigger, {}))
    with translation.override(language):
        words = when_said(trigger, facts, days)
    assert words
    assert "%(" not in words
    if language == "de":
        assert " day" not in words


def test_every_ready_plan_says_all_its_steps_in_german(shop):
    install_ready_plans()
    playbooks = list(Playbook.objects.prefetch_related("steps"))
    names = wording_names(playbooks)
    with translation.override("de"):
        for playbook in playbooks:
            plan = plan_of(playbook)
            for step in plan.steps:
                words = step_sentence(plan, step, names)
                assert not {"after", "them", "the", "somebody"} & set(words.split()), words


def test_for_whom_it_is_is_told_in_sentences(shop, ana):
    tag = Tag.objects.create(name="wool")
    wanted = conditions(
        {
            "stages": ["regular"],
            "tags": [tag.pk],
            "carer": ana.pk,
            "visits_from": 2,
            "value_from_minor": 10_000,
            "languages": ["de"],
            "has_channel": ["post"],
            "said_yes_to": "email",
            "said_yes_about": "offers",
        }
    )
    assert whom_sentences(wanted) == [
        "Only at the stage “Regular”.",
        "Only with 2 visits or more.",
        "Only who spent €100.00 or more with you.",
        "Only with the tag wool.",
        "Only whom Ana Torres looks after.",
        "Only who reads German.",
        "Only who can be reached by Letter or card.",
        "Only who said yes to Email for “Offers”.",
    ]
    assert whom_sentences(conditions({})) == []


def test_the_rest_is_told_where_there_is_one(shop):
    facts = trigger_facts(Trigger.PURCHASE, {"rest_days": 30})
    assert rest_sentence(facts) == "Once in 30 days at most for the same person."
    assert rest_sentence(trigger_facts(Trigger.PURCHASE, {})) == ""


@pytest.mark.parametrize("problem", list(PlanProblem))
def test_each_problem_is_one_clear_sentence(problem):
    words = problem_words(OddPlan(problem))
    assert words.endswith(".")
    assert words != problem.value


def test_a_plan_that_the_owner_renamed_keeps_its_name(shop):
    install_ready_plans()
    Playbook.objects.filter(key="any-birthday").update(name="Wishes")
    with translation.override("de"):
        assert name_of(Playbook.objects.get(key="any-birthday")) == "Wishes"
