import pytest

from regulars.actions.plans import evaluate
from regulars.actions.releases import release
from regulars.actions.runs import RunHasEnded, finish_runs_of, in_words, moved_touches, stop_run
from regulars.models import ContactPoint, Event, Message, PlaybookRun, Shop, Touch
from regulars.queries.local_days import noon_of
from regulars.rules.messages import Reason
from regulars.rules.playbooks import StopReason
from tests.planning import bought, make_plan


@pytest.fixture
def run(customer, ana, monday) -> PlaybookRun:
    ana.agreed_to_sign_at = noon_of(monday)
    ana.save()
    ContactPoint.objects.create(customer=customer, kind="email", value="t@example.com")
    make_plan(steps=((0, "message", "service"), (9, "task", "service")))
    bought(customer, monday)
    evaluate(monday)
    release(noon_of(monday))
    return PlaybookRun.objects.get()


def test_a_person_stops_a_plan_for_one_customer_once(run, ana):
    stop_run(run, person=ana)
    run.refresh_from_db()
    assert (run.state, run.stopped_because) == ("stopped", "by_hand")
    assert Message.objects.get().state == "cancelled"
    assert not Touch.objects.open().exists()
    assert Event.objects.filter(kind="run.stopped", person=ana).count() == 1
    with pytest.raises(RunHasEnded):
        stop_run(run, person=ana)


def test_a_plan_stopped_by_hand_stays_stopped(run, ana, monday):
    stop_run(run, person=ana)
    evaluate(monday)
    run.refresh_from_db()
    assert run.state == "stopped"


def test_a_message_that_waits_moves_with_its_contact(run, monday):
    touch = Touch.objects.get(how="message")
    tuesday = monday.replace(day=24)
    assert moved_touches([(touch, tuesday)]) == 1
    message = Message.objects.get()
    assert message.due_at == noon_of(tuesday)
    assert message.moved_from_at is not None
    touch.refresh_from_db()
    assert moved_touches([(touch, tuesday)]) == 0


def test_a_run_ends_with_its_last_contact(run):
    assert finish_runs_of([run.pk]) == 0
    Touch.objects.update(state="done", closed_at=noon_of(run.base_on))
    assert finish_runs_of([run.pk]) == 1


def test_reasons_are_told_in_the_language_of_the_business(shop):
    assert in_words(Reason.EXPIRED) == "Too late to make sense"
    Shop.objects.update(language="de")
    assert in_words(StopReason.CAME_BACK) != "They came back"
