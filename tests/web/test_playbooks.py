"""The pages of plans."""

from datetime import timedelta

import pytest
from django.urls import reverse

from regulars.actions.plans import evaluate
from regulars.actions.playbooks import install_ready_plans, switch_on
from regulars.models import Customer, Message, Playbook, PlaybookRun, Touch
from regulars.queries.local_days import noon_of, shop_today
from tests.making import make_customers
from tests.planning import bought, make_plan, make_wording


@pytest.fixture
def today(shop):
    return shop_today()


def page(client, name, *args, **query) -> str:
    response = client.get(reverse(f"playbooks:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_says_every_plan_in_a_sentence(owner, staff, shop):
    install_ready_plans()
    said = page(owner, "list")
    assert "Three days after a first purchase, thank them and ask whether everything" in said
    for trade in ("Any business", "Hairdresser and salon", "Repair workshop", "Consultant"):
        assert trade in said
    assert "Write your own" in said
    assert "Write your own" not in page(staff, "list")


def test_before_it_is_on_a_plan_shows_whom_it_would_have_reached(owner, today):
    plan = make_plan(steps=((3, "task", "service"),), on_since=None)
    for n, one in enumerate(make_customers(3)):
        bought(one, today - timedelta(days=n + 2))
    said = page(owner, "show", plan.pk)
    assert "it would have reached 1 person" in said
    assert "The next five dates" in said
    assert "Tomás Ferreira 0" in said
    assert not PlaybookRun.objects.exists()


def test_a_plan_is_switched_on_and_off_by_a_press(owner, ana, today, customer):
    plan = make_plan(steps=((0, "task", "service"),), on_since=None)
    bought(customer, today)
    assert owner.get(reverse("playbooks:on", args=[plan.pk])).status_code == 405
    owner.post(reverse("playbooks:on", args=[plan.pk]))
    plan.refresh_from_db()
    assert plan.is_on
    evaluate(today)
    said = page(owner, "show", plan.pk)
    assert "1 person so far." in said
    answer = owner.post(reverse("playbooks:off", args=[plan.pk]), follow=True).content.decode()
    assert "What waited for 1 person is cancelled" in answer
    assert not Touch.objects.open().exists()
    owner.post(reverse("playbooks:off", args=[plan.pk]))


def test_a_try_shows_the_words_and_keeps_nothing(owner, ana, today):
    ana.agreed_to_sign_at = noon_of(today)
    ana.save()
    plan = make_plan(steps=((3, "message", "service"),), on_since=None)
    (one,) = make_customers(1)
    bought(one, today - timedelta(days=3))
    response = owner.post(reverse("playbooks:try", args=[plan.pk]), {"day": today.isoformat()})
    said = response.content.decode()
    assert "nothing was sent" in said
    assert one.name in said
    assert not Touch.objects.exists()
    assert not Message.objects.exists()
    assert "it would do nothing" in (
        owner.post(reverse("playbooks:try", args=[plan.pk]), {"day": "2001-01-01"}).content.decode()
    )


def test_a_run_tells_why_and_can_be_stopped_for_one_person(owner, customer, today):
    make_plan(steps=((0, "task", "service"), (5, "task", "tip")))
    bought(customer, today, item="Walnut lamp")
    evaluate(today)
    run = PlaybookRun.objects.get()
    said = page(owner, "run", run.pk)
    assert "They bought Walnut lamp" in said
    assert "Ask whether everything is right." in said
    stop = reverse("playbooks:stop", args=[run.pk])
    assert "Nothing more of this plan reaches" in owner.post(stop, follow=True).content.decode()
    assert owner.post(stop).status_code == 302  # the second press changes nothing
    assert "Somebody here stopped it" in page(owner, "run", run.pk)


def test_one_s_own_plan_is_written_without_code(owner, shop):
    assert "They are overdue" in page(owner, "new")
    address = reverse("playbooks:new") + "?trigger=nth_purchase"
    assert "Which purchase" in owner.get(address).content.decode()
    told = {
        "name": "After the tenth",
        "numbers": "10, 20",
        "stages": ["loyal"],
        "value_from": "99.50",
        "new-1-days": "3",
        "new-1-how": "task",
        "new-1-purpose": "thanks",
        "new-1-script": "Call and say thank you.",
        "new-2-days": "10",
        "new-2-how": "message",
        "new-2-purpose": "service",
        "new-2-wording": make_wording().pk,
    }
    owner.post(address, told)
    plan = Playbook.objects.get(name="After the tenth")
    assert plan.trigger_facts == {"numbers": [10, 20]}
    assert plan.conditions == {"stages": ["loyal"], "value_from_minor": 9950}
    assert [step.after_days for step in plan.steps.all()] == [3, 10]
    assert not plan.is_on
    said = page(owner, "show", plan.pk)
    assert "Three days after a tenth purchase or purchase number 20" in said


@pytest.mark.parametrize(
    ("trigger", "told", "said"),
    [
        ("nth_purchase", {"numbers": "first"}, "Write numbers"),
        ("purchase", {}, "A plan needs at least one step."),
        ("purchase", {"new-1-how": "task"}, "Say what is to be done."),
        ("purchase", {"new-1-how": "message"}, "Choose the text that it carries."),
        (
            "birthday",
            {
                "new-1-how": "task",
                "new-1-script": "x",
                "new-1-days": "300",
                "new-1-side": "before",
            },
            "At most 120 days before.",
        ),
    ],
)
def test_what_makes_no_plan_is_said_in_one_sentence_and_kept(owner, shop, trigger, told, said):
    response = owner.post(
        reverse("playbooks:new") + f"?trigger={trigger}", {"name": "My plan", **told}
    )
    assert response.status_code == 422
    assert said in response.content.decode()
    assert "My plan" in response.content.decode()
    assert not Playbook.objects.exists()


def test_a_plan_is_changed_in_place(owner, shop):
    plan = make_plan(
        "birthday", steps=((-3, "task", "greeting"), (0, "task", "greeting")), name="Wishes"
    )
    address = reverse("playbooks:edit", args=[plan.pk])
    said = owner.get(address).content.decode()
    assert 'value="Wishes"' in said
    assert "The plan is on." in said
    owner.post(
        address,
        {
            "name": "Wishes",
            "step-1-position": "1",
            "step-1-days": "5",
            "step-1-side": "before",
            "step-1-how": "task",
            "step-1-purpose": "greeting",
            "step-1-script": "Write the card.",
            "step-2-position": "2",
            "step-2-how": "task",
            "step-2-purpose": "greeting",
            "step-2-script": "x",
            "step-2-remove": "on",
        },
    )
    assert list(plan.steps.values_list("position", "after_days", "script")) == [
        (1, -5, "Write the card.")
    ]


def test_an_own_plan_is_put_away(owner, shop):
    plan = make_plan()
    owner.post(reverse("playbooks:put_away", args=[plan.pk]))
    assert owner.get(reverse("playbooks:show", args=[plan.pk])).status_code == 404
    assert owner.get(reverse("playbooks:run", args=[1])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_queries_for_any_number(
    owner, shop, count, django_assert_num_queries
):
    for n in range(count):
        make_plan(name=f"Plan {n}")
    with django_assert_num_queries(8):  # session, user, shop, plans, steps, texts, numbers, drafts
        page(owner, "list")


@pytest.mark.parametrize("count", [1, 3])
def test_a_plan_s_page_costs_the_same_queries_for_any_number(
    owner, ana, today, count, django_assert_max_num_queries
):
    plan = make_plan(steps=((0, "task", "service"),), on_since=None)
    switch_on(playbook=plan, person=ana)
    for one in make_customers(count):
        bought(one, today, item="Tea")
    evaluate(today)
    page(owner, "show", plan.pk)
    with django_assert_max_num_queries(19):
        page(owner, "show", plan.pk)
    assert Customer.objects.count() == count
