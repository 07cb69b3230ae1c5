"""What follows from what: the whole flow on one page."""

from typing import Any

from django_tasks.base import Task

from regulars.actions import (
    accounts,
    calendar_sync,
    complaints,
    gestures,
    guarantees,
    inbound,
    messages,
    notices,
    recoveries,
    responses,
    rewording,
)
from regulars.jobs import tasks
from regulars.jobs.react import Reaction, Reactions
from regulars.models import CardDesign, Event
from regulars.queries.guarantees import gives_promises
from regulars.queries.plans import has_plans_on


def refresh_all_rhythms(_event: Event) -> None:
    """Many purchases came or went at once: a task takes the time that needs."""
    tasks.refresh_rhythms.enqueue()


def bring_promises(_event: Event) -> None:
    """Promised days came with a file, or went with it."""
    tasks.bring_promises.enqueue()


def work_on_batch(event: Event) -> None:
    """A file is to be tried, taken or taken back."""
    tasks.work_on_batch.enqueue(event.facts["batch"])


def look_for_doubles(event: Event) -> None:
    """Too many customers to look over while somebody waits for a page."""
    tasks.look_for_doubles.enqueue(event.facts["search"])


def find_things(_event: Event) -> None:
    """An interval says something else of what was bought long ago."""
    tasks.find_things.enqueue()


def find_their_things(event: Event) -> None:
    """What was just bought may need its service one day, or run out."""
    if event.customer_id is not None:
        tasks.find_things.enqueue(event.customer_id)


def ask_mail_server(event: Event) -> None:
    """Somebody waits to see whether the mail account works."""
    asked: dict[str, Task[[], Any]] = {
        accounts.TRY: tasks.try_mail,
        accounts.LOOK: tasks.read_mailbox,
        accounts.DOMAIN: tasks.examine_domain,
    }
    task = asked.get(event.facts.get("what", ""))
    if task is not None and event.facts.get("account") == "mail":
        task.enqueue()


def sync_calendar(event: Event) -> None:
    """Somebody waits to see whether their calendar is in step."""
    if event.facts.get("what") == calendar_sync.SYNC:
        tasks.sync_calendar.enqueue(event.facts["account"])


def work_plans(_event: Event) -> None:
    """A plan was switched on or changed."""
    tasks.work_plans.enqueue()


def work_plans_for(event: Event) -> None:
    """It may start a plan for this customer, move one or end it."""
    if event.customer_id is not None and has_plans_on():
        tasks.work_plans_for.enqueue(event.customer_id)


def write_sheets(event: Event) -> None:
    """Cards, letters or envelopes are to be put on paper."""
    tasks.write_sheets.enqueue(event.facts["batch"])


def promise_for_batch(event: Event) -> None:
    """A guarantee promises something for each purchase that a file brought."""
    if gives_promises():
        tasks.promise_for_batch.enqueue(event.facts["batch"])


def print_charter(event: Event) -> None:
    """Somebody waits for the sheet for the wall."""
    tasks.print_charter.enqueue(event.facts["wanted"])


def draw_design(event: Event) -> None:
    """The picture in the settings shows how it looks now."""
    tasks.draw_design.enqueue(event.facts["design"])


def draw_designs(_event: Event) -> None:
    """The name and the country of the business stand on each of them."""
    for key in CardDesign.objects.values_list("pk", flat=True):
        tasks.draw_design.enqueue(key)


def ask_round(event: Event) -> None:
    """A group is to be asked something."""
    tasks.ask_round.enqueue(event.facts["round"])


def draw_survey(event: Event) -> None:
    """A poster or slips are to be printed."""
    if not event.facts.get("is_ready"):
        tasks.draw_survey.enqueue(event.facts["sheet"])


# What plans hang on, or are ended by. The clock finds all of it too, within the hour.
OF_PLANS: dict[str, Reaction] = {"plans": work_plans_for}


def tidy_after_erasure(event: Event) -> None:
    """Files and lists are no rows: a task sees to them once the rows are gone."""
    tasks.tidy_after_erasure.enqueue(event.facts["batches"], event.facts["sheets"])


# kind of event -> name of reaction -> what runs. The names are stored: never rename one.
# Reactions are short; what takes longer becomes a task, enqueued in the same transaction.
REACTIONS: Reactions = {
    "response.corrected": {"follow_up": responses.follow_up},
    "response.received": {"follow_up": responses.follow_up},
    "survey.printed": {"draw": draw_survey},
    "survey.wanted": {"ask": ask_round},
    "account.changed": {"ask": ask_mail_server},
    "appointment.booked": OF_PLANS,
    "appointment.cancelled": OF_PLANS,
    "appointment.changed": OF_PLANS,
    "appointment.kept": OF_PLANS,
    "appointment.missed": OF_PLANS,
    "batch.queued": {"work": work_on_batch},
    "calendar.changed": {"sync": sync_calendar},
    "batch.imported": {
        "rhythms": refresh_all_rhythms,
        "things": find_things,
        "guarantee": promise_for_batch,
        "promises": bring_promises,
    },
    "batch.undone": {"rhythms": refresh_all_rhythms, "promises": bring_promises},
    "charter.wanted": {"print": print_charter},
    "complaint.closed": OF_PLANS,
    "complaint.opened": OF_PLANS,
    "connection.noted": OF_PLANS,
    "connection.removed": OF_PLANS,
    "customer.changed": OF_PLANS,
    "customer.paused": OF_PLANS,
    "customer.resumed": OF_PLANS,
    "design.changed": {"draw": draw_design},
    "customer.erased": {"tidy": tidy_after_erasure},
    "doubles.wanted": {"look": look_for_doubles},
    "interaction.recorded": {
        "notice": notices.in_step_after_touch,
        "answer": inbound.answered_by_talk,
        "complaint": complaints.ask_again,
        "first_word": complaints.first_word_by_talk,
        "gesture": gestures.in_step_after_touch,
        **OF_PLANS,
    },
    "interaction.undone": {
        "notice": notices.in_step_after_touch,
        "answer": inbound.in_step_after_touch,
        "gesture": gestures.in_step_after_touch,
    },
    "interval.changed": {"things": find_things},
    "message.accepted": {
        "contact": messages.note_contact,
        "notice": notices.in_step_after_touch,
        "answer": inbound.answered_by_message,
        "first_word": complaints.first_word_by_message,
    },
    "message.moved": {"words": rewording.compose_anew},
    "playbook.changed": {"plans": work_plans},
    "playbook.switched_on": {"plans": work_plans},
    "purchase.changed": OF_PLANS,
    "purchase.recorded": {
        "things": find_their_things,
        "guarantee": guarantees.promise_after_purchase,
        "recovery": recoveries.settle_after_purchase,
        **OF_PLANS,
    },
    "purchase.removed": OF_PLANS,
    "sample.created": {"rhythms": refresh_all_rhythms},
    "thing.changed": OF_PLANS,
    "thing.ended": OF_PLANS,
    "thing.noted": OF_PLANS,
    "thing.served": OF_PLANS,
    "touch.closed": {
        "notice": notices.in_step_after_touch,
        "answer": inbound.in_step_after_touch,
        "complaint": complaints.ask_again,
        "gesture": gestures.in_step_after_touch,
    },
    "paper.wanted": {"sheets": write_sheets},
    "shop.changed": {"designs": draw_designs},
    "touch.reopened": {
        "notice": notices.in_step_after_touch,
        "answer": inbound.in_step_after_touch,
        "gesture": gestures.in_step_after_touch,
    },
}
