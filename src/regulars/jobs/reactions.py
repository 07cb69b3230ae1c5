"""What follows from what: the whole flow on one page."""

from typing import Any

from django_tasks.base import Task

from regulars.actions import accounts, complaints, inbound, messages
from regulars.jobs import tasks
from regulars.jobs.react import Reactions
from regulars.models import Event


def refresh_all_rhythms(_event: Event) -> None:
    """Many purchases came or went at once: a task takes the time that needs."""
    tasks.refresh_rhythms.enqueue()


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


# kind of event -> name of reaction -> what runs. The names are stored: never rename one.
# Reactions are short; what takes longer becomes a task, enqueued in the same transaction.
REACTIONS: Reactions = {
    "account.changed": {"ask": ask_mail_server},
    "batch.queued": {"work": work_on_batch},
    "batch.imported": {"rhythms": refresh_all_rhythms, "things": find_things},
    "batch.undone": {"rhythms": refresh_all_rhythms},
    "doubles.wanted": {"look": look_for_doubles},
    "interaction.recorded": {"answer": inbound.answered_by_talk, "complaint": complaints.ask_again},
    "interaction.undone": {"answer": inbound.in_step_after_touch},
    "message.accepted": {
        "contact": messages.note_contact,
        "answer": inbound.answered_by_message,
    },
    "interval.changed": {"things": find_things},
    "purchase.recorded": {"things": find_their_things},
    "sample.created": {"rhythms": refresh_all_rhythms},
    "touch.closed": {"answer": inbound.in_step_after_touch, "complaint": complaints.ask_again},
    "touch.reopened": {"answer": inbound.in_step_after_touch},
}
