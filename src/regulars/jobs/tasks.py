"""What runs in the background, by name. The names are stored in the queue: never rename one."""

from contextlib import suppress
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.timezone import now
from django_tasks import task

from regulars.actions import (
    backups,
    designs,
    doubles,
    erasure_lists,
    gestures,
    guarantees,
    guesses,
    import_files,
    import_undo,
    imports,
    invitations,
    plans,
    promise_imports,
    proposals,
    recoveries,
    releases,
    removals,
    rhythms,
    things,
    upkeep,
)
from regulars.actions.post import clear_sheets
from regulars.actions.self_checks import note_self_check
from regulars.jobs import (
    calendars,
    digests,
    mail_account,
    mailbox,
    post,
    probes,
    surveys,
    texts,
    walls,
    webhooks,
)
from regulars.models import (
    CardDesign,
    CharterPrint,
    Customer,
    DoublesSearch,
    ImportBatch,
    PrintBatch,
    Probe,
    Purchase,
    SurveyRound,
    SurveySheet,
)
from regulars.queries.health import findings
from regulars.queries.local_days import shop_today
from regulars.queries.post import open_sheets
from regulars.rules.kinds import BatchState

PUT_BACK_FOR = timedelta(days=1)  # as long can be put back what somebody took away
BATCH_WORK = {
    BatchState.PREVIEWING.value: imports.preview_batch,
    BatchState.RUNNING.value: imports.run_batch,
    BatchState.UNDOING.value: import_undo.undo_batch,
}


@task(priority=10)
def work_on_batch(batch_id: int) -> str:
    """Whatever this batch waits for, from where an earlier try left it. Returns its state then."""
    batch = ImportBatch.objects.get(pk=batch_id)
    work = BATCH_WORK.get(batch.state)
    if work is not None:
        with suppress(imports.BatchIsElsewhere):  # somebody else does it
            work(batch)
    return ImportBatch.objects.values_list("state", flat=True).get(pk=batch_id)


@task()
def refresh_rhythms(day: str | None = None) -> int:
    """Everybody's rhythm anew, as of `day`."""
    return rhythms.refresh_rhythms(today=date.fromisoformat(day) if day else None)


@task()
def find_things(customer_id: int | None = None) -> int:
    """What customers have by what they bought, of all of them or of one."""
    if customer_id is None:
        return things.find_things()
    customer = Customer.objects.filter(pk=customer_id).first()
    return things.find_things(customer=customer) if customer else 0


@task()
def bring_promises() -> int:
    """Promised days of purchases as promises, and those that were delivered kept."""
    return promise_imports.bring_promises(today=shop_today())


@task()
def send_digests() -> int:
    """Whoever wants it is told their day by mail."""
    return digests.send_digests()


@task()
def print_charter(print_id: int) -> str:
    """The charter for the wall."""
    return walls.print_charter(CharterPrint.objects.get(pk=print_id))


@task()
def promise_for_batch(batch_id: int) -> int:
    """What guarantees promise for purchases that a file brought."""
    bought = Purchase.objects.filter(batch=batch_id).select_related("customer__carer")
    return guarantees.promise_for(bought.iterator(chunk_size=500))


@task()
def look_over_charter(day: str) -> int:
    """What the record proposes for what is promised. Returns how many proposals are new."""
    return proposals.look_over(day=date.fromisoformat(day))


@task()
def suggest_gestures(day: str) -> int:
    """This week's small things nobody expects. Returns how many are new."""
    return gestures.suggest_gestures(day=date.fromisoformat(day))


@task()
def settle_complaints(day: str) -> int:
    """What became of customers who complained, by what they did since. Returns how many."""
    return recoveries.settle_by_signs(day=date.fromisoformat(day))


@task()
def prune(moment: str) -> int:
    """Forget finished work that nobody will ask about any more."""
    before = datetime.fromisoformat(moment)
    gone = import_files.clear_files(before=before) + guesses.forget_guesses(before=before)
    gone += designs.clear_pictures() + clear_sheets(before=before)
    gone += invitations.clear_survey_sheets(before=before)
    return gone + upkeep.prune_finished_work(before=moment)


@task()
def forget_removed(moment: str) -> int:
    """What was taken away longer than a day ago is gone for good."""
    return removals.forget_removed(before=datetime.fromisoformat(moment) - PUT_BACK_FOR)


@task()
def look_for_doubles(search_id: int) -> int:
    """Customers who are there twice, over all of them. Returns how many new pairs."""
    return doubles.search_for_doubles(DoublesSearch.objects.get(pk=search_id))


@task()
def make_nightly_backup(moment: str) -> str:
    """One backup into the data folder; the last seven are kept."""
    return backups.make_nightly_backup(moment)


@task()
def check_database(moment: str) -> str:
    """Read the whole database once, so that damage is found while backups still hold it."""
    return upkeep.check_database(moment)


@task(priority=-10)
def tell_webhooks() -> int:
    """One round, asked for by an older version: the worker does it beside its tasks now, so that
    no task waits for a slow receiver."""
    return webhooks.tell(timezone.now())


@task()
def read_mailbox() -> int:
    """Answers to our mails and what came back. Returns how many were ours."""
    return mailbox.read_mailbox()


@task(priority=10)
def try_mail() -> str:
    """The mail that an owner wants to see arrive."""
    return mail_account.try_mail()


@task(priority=10)
def examine_domain() -> str:
    """What the DNS says of the sender's domain."""
    return mail_account.examine_domain()


@task()
def work_plans() -> int:
    """What plans owe by now becomes rows, and what is due leaves. Returns how many runs began."""
    began = plans.evaluate_changes(timezone.now()).started
    releases.release(timezone.now())
    return began


@task()
def work_plans_for(customer_id: int) -> int:
    """Something just happened to one customer."""
    return plans.evaluate(only=customer_id).started


@task()
def let_leave() -> int:
    """Contacts of plans whose moment has come. Returns how many messages that made."""
    return releases.release(timezone.now()).planned


@task(priority=20)  # somebody sits before the page and waits
def write_sheets(batch_id: int) -> str:
    """The sheets of a batch, as one file."""
    return post.write_sheets(PrintBatch.objects.select_related("design").get(pk=batch_id))


@task()
def finish_sheets() -> int:
    """Sheets that were wanted and never came: their task was lost, or somebody in them was erased.
    Returns how many batches."""
    batches = list(open_sheets())
    for batch in batches:
        post.write_sheets(batch)
    return len(batches)


@task(priority=20)
def draw_design(design_id: int) -> int:
    """How a design looks. Returns how many sides there are."""
    design = CardDesign.objects.filter(pk=design_id).first()
    return post.draw_design(design) if design else 0


@task(priority=20)  # somebody sits before the page and waits
def send_probe(probe_id: int) -> str:
    """A test reminder, over the mail account. Returns how it ended."""
    return probes.send(Probe.objects.select_related("person").get(pk=probe_id))


@task()
def check_self(day: str) -> int:
    """The daily look at this install. Returns how many things need a look."""
    troubles = [one.name for one in findings(now()) if not one.is_well]
    note_self_check(day=date.fromisoformat(day), troubles=troubles)
    return len(troubles)


@task()
def look_after_texts() -> dict[str, int]:
    """What the provider of texts is to be asked, and what nobody can send by itself."""
    return texts.look_after(timezone.now())


@task()
def sync_calendars() -> int:
    """Everybody's own calendar, both ways. Returns how many changes that made."""
    return calendars.sync_calendars(timezone.now())


@task(priority=10)  # somebody waits to see whether it works
def sync_calendar(account_id: int) -> int:
    """One calendar, both ways."""
    return calendars.sync_calendar(account_id, timezone.now())


@task()
def tidy_after_erasure(batches: str, sheets: str) -> int:
    """The files in which somebody stood go, and the list of those who stay forgotten is kept."""
    erasure_lists.write_list()
    invitations.clear_survey_sheets(before=timezone.now())
    return erasure_lists.remove_files(batches=_numbers(batches), sheets=_numbers(sheets))


@task()
def empty_pages(moment: str) -> bool:
    """What was erased is also gone from the file's unused pages."""
    return erasure_lists.empty_pages(at=datetime.fromisoformat(moment))


def _numbers(told: str) -> list[int]:
    return [int(number) for number in told.split(",") if number]


@task()
def ask_round(round_id: int) -> int:
    """Put a survey to a group. Returns how many are invited."""
    made = SurveyRound.objects.select_related("survey", "wanted_by").get(pk=round_id)
    return invitations.work_round(made, at=timezone.now())


@task()
def remind_of_surveys() -> int:
    """One gentle reminder for whoever has not answered."""
    return invitations.remind(at=timezone.now())


@task()
def draw_survey(sheet_id: int) -> int:
    """A poster or slips with the link to a survey."""
    return surveys.draw_sheet(SurveySheet.objects.select_related("survey").get(pk=sheet_id))


# A worker takes only work that its version knows; what is newer waits for a newer worker.
KNOWN = {
    one.module_path: one
    for one in (
        work_on_batch,
        refresh_rhythms,
        bring_promises,
        find_things,
        send_digests,
        sync_calendars,
        sync_calendar,
        suggest_gestures,
        look_over_charter,
        promise_for_batch,
        print_charter,
        settle_complaints,
        prune,
        forget_removed,
        look_for_doubles,
        make_nightly_backup,
        check_database,
        check_self,
        draw_design,
        finish_sheets,
        send_probe,
        write_sheets,
        tidy_after_erasure,
        empty_pages,
        tell_webhooks,
        look_after_texts,
        read_mailbox,
        try_mail,
        examine_domain,
        work_plans,
        work_plans_for,
        let_leave,
        ask_round,
        remind_of_surveys,
        draw_survey,
    )
}
