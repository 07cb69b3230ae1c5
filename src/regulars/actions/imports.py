"""Bringing in a file: looked at, tried, taken, and all of it again taken back if need be.

A batch is one file. It is read in steps; each step is one transaction that writes its rows, what
was learned (the journal) and the batch's cursor, so that a killed import goes on where it was and
ends with the same rows and counts. docs/decisions/0005-imports.md.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Max, Sum
from django.utils.timezone import now

from regulars.actions.events import record
from regulars.actions.import_planning import Counts, Planner, people_counts
from regulars.actions.import_writing import ROWS_A_STATEMENT, Writing, write_step
from regulars.models import Event, ImportBatch, ImportJournal, KnownShape, Person, RefusedRow, Shop
from regulars.queries.import_files import records_of, scratch_folder, source_of
from regulars.queries.import_lookups import StoredRows
from regulars.queries.known_people import BOUGHT, BOUGHT_AGAIN, SEEN, KnownPeople, known_people
from regulars.readers.files import NotSettled, Unusable
from regulars.readers.records import Record, Refusal, Tally
from regulars.rules.kinds import BatchState

RECORDS_A_STEP = 2_000
# Whatever changes who is who while an import runs: then everybody is looked at anew.
IDENTITY_EVENTS = (
    "customer.changed",
    "customer.created",
    "customer.erased",
    "customer.merged",
    "customer.unmerged",
    "consent.recorded",
    "batch.undone",
)
OPEN_STATES = (BatchState.EXAMINED.value, BatchState.PREVIEWED.value)

OpenRecords = Callable[[Tally], Iterator[Record]]
Progress = Callable[[int], None]


class Totals:
    """Who was met in several files together: each person once."""

    def __init__(self) -> None:
        self._flags: dict[int, int] = {}

    def add(self, ids: Iterable[int], flags: Iterable[int]) -> None:
        for one, seen in zip(ids, flags, strict=True):
            if seen & SEEN:
                before = self._flags.get(one, 0)
                again = BOUGHT_AGAIN if before & seen & BOUGHT else 0
                self._flags[one] = before | seen | again

    def people(self) -> dict[str, int]:
        return people_counts(self._flags.values())


class BatchIsElsewhere(Exception):
    """Another worker has this batch, or somebody stopped it."""


# --- what a person decides ---


@transaction.atomic
def request_preview(batch: ImportBatch, *, person: Person | None) -> bool:
    """Have the file tried in the background: nothing of it is written."""
    changed = ImportBatch.objects.filter(pk=batch.pk, state__in=OPEN_STATES, trouble={}).update(
        state=BatchState.PREVIEWING.value, cursor=0, total=0, counts={}, started_at=now()
    )
    if changed:
        record("batch.queued", person=person, batch=batch.pk)
    return bool(changed)


@transaction.atomic
def request_import(batch: ImportBatch, *, person: Person | None) -> bool:
    """Have the file taken in the background. What was settled is kept for files of this shape."""
    changed = start_batch(batch)
    if changed:
        record("batch.queued", person=person, batch=batch.pk)
    return changed


@transaction.atomic
def request_undo(batch: ImportBatch, *, person: Person | None) -> bool:
    """Have all of it taken back in the background."""
    changed = ImportBatch.objects.filter(
        pk=batch.pk, state__in=(BatchState.DONE.value, BatchState.FAILED.value)
    ).update(state=BatchState.UNDOING.value, started_at=now())
    if changed:
        record("batch.queued", person=person, batch=batch.pk)
    return bool(changed)


@transaction.atomic
def go_on(batch: ImportBatch, *, person: Person | None) -> None:
    """Have background work that stands still taken up again. Harmless where it does not."""
    record("batch.queued", person=person, batch=batch.pk)


@transaction.atomic
def start_batch(batch: ImportBatch) -> bool:
    """From looked at to running. False where somebody else has started it."""
    changed = ImportBatch.objects.filter(pk=batch.pk, state__in=OPEN_STATES, trouble={}).update(
        state=BatchState.RUNNING.value, cursor=0, counts={}, started_at=now()
    )
    if changed:
        RefusedRow.objects.filter(batch=batch).delete()
        if batch.shape and batch.answers:
            KnownShape.objects.update_or_create(
                shape=batch.shape, defaults={"answers": batch.answers}
            )
    return bool(changed)


# --- trying ---


def preview_batch(batch: ImportBatch, *, progress: Progress | None = None) -> None:
    """Try the whole file and keep what would happen, beside the batch."""

    def note(done: int) -> None:
        ImportBatch.objects.filter(pk=batch.pk).update(cursor=done)
        if progress:
            progress(done)

    try:
        tried = next(dry_run([batch], progress=note))
    except (Unusable, NotSettled) as trouble:
        fail_batch(batch, trouble)
        return
    _keep_preview(batch, tried)


@dataclass(frozen=True, slots=True)
class Tried:
    """What an import of one file would do."""

    counts: dict[str, Any]
    total: int  # records
    refused: list[Refusal]


def dry_run(
    batches: Sequence[ImportBatch],
    *,
    shop: Shop | None = None,
    open_records: OpenRecords | None = None,
    progress: Progress | None = None,
    totals: Totals | None = None,
) -> Iterator[Tried]:
    """What importing these files one after the other would do. Writes nothing and holds no lock.

    Raises Unusable, NotSettled.
    """
    people = known_people(source=source_of(batches[0].format) if batches else "")
    for number, batch in enumerate(batches, start=1):
        stored = StoredRows(source=source_of(batch.format), batch_id=None)
        planner = Planner(people=people, stored=stored, counts=Counts(), file_number=number)
        tally, done = Tally(), 0
        refused: list[Refusal] = []
        with _opened(batch, open_records, shop) as records_with:
            for step in _steps(records_with(tally)):
                refused.extend(planner.plan(step).refused)
                done += len(step)
                if progress:
                    progress(done)
        if totals is not None:
            totals.add(range(len(people)), people.flags)
        yield Tried(_final_counts(planner, tally), done, refused)
        people.begin_file()


@transaction.atomic
def _keep_preview(batch: ImportBatch, tried: Tried) -> None:
    changed = ImportBatch.objects.filter(pk=batch.pk, state=BatchState.PREVIEWING.value).update(
        state=BatchState.PREVIEWED.value, counts=tried.counts, total=tried.total, cursor=0
    )
    if not changed:
        return
    RefusedRow.objects.filter(batch=batch).delete()
    RefusedRow.objects.bulk_create(
        [
            RefusedRow(batch=batch, row=r.row, reason=r.reason, facts=dict(r.facts))
            for r in tried.refused
        ],
        batch_size=ROWS_A_STATEMENT,
    )
    record("batch.previewed", batch=batch.pk)


# --- taking ---


def run_batch(
    batch: ImportBatch,
    *,
    open_records: OpenRecords | None = None,
    progress: Progress | None = None,
    totals: Totals | None = None,
) -> None:
    """Take the file from where it was left until its end. Raises BatchIsElsewhere."""
    try:
        run = _Run(batch.pk)
        run.through(open_records, progress)
        if totals is not None:
            totals.add(run.people.ids, run.people.flags)
    except (Unusable, NotSettled) as trouble:
        fail_batch(batch, trouble)


class _Run:
    """One process working on one batch."""

    def __init__(self, batch_id: int) -> None:
        self.batch = ImportBatch.objects.get(pk=batch_id)
        if self.batch.state != BatchState.RUNNING.value:
            raise BatchIsElsewhere(str(self.batch))
        self.tally = Tally()
        self.stamp: tuple[int, int] | None = None
        self.people: KnownPeople
        self.planner: Planner

    def through(self, open_records: OpenRecords | None, progress: Progress | None) -> None:
        at = 0
        with _opened(self.batch, open_records) as records_with, _little_memory():
            for step in _steps(records_with(self.tally)):
                done = min(max(self.batch.cursor - at, 0), len(step))
                at += len(step)
                if done:
                    self._pass_over(step[:done])
                if fresh := step[done:]:
                    self._take(fresh)
                    if progress:
                        progress(at)
        self._finish()

    def _pass_over(self, records: list[Record]) -> None:
        if self.stamp is None:
            self._meet_everybody()
        self.planner.pass_over(records)

    @transaction.atomic
    def _take(self, records: list[Record]) -> None:
        """One step: its rows, what was learned and the cursor live or die together."""
        batch = self.batch
        before, batch.cursor = batch.cursor, batch.cursor + len(records)
        moved = ImportBatch.objects.filter(
            pk=batch.pk, cursor=before, state=BatchState.RUNNING.value
        ).update(cursor=batch.cursor)
        if not moved:
            raise BatchIsElsewhere(str(batch))
        self._meet_everybody()
        step = self.planner.plan(records)
        write_step(step, Writing(batch, self.people))
        ImportJournal.objects.create(
            batch=batch, position=batch.cursor, block=self.people.take_journal()
        )
        ImportBatch.objects.filter(pk=batch.pk).update(counts=self.planner.counts.to_json())

    def _meet_everybody(self) -> None:
        """Load who is who, and again whenever somebody changed it meanwhile."""
        stamp = _identity_stamp(self.batch.pk)
        if stamp == self.stamp:
            return
        source = source_of(self.batch.format)
        counts = Counts.from_json(
            self.batch.counts if self.stamp is None else self.planner.counts.to_json()
        )
        before = self.people if self.stamp else None
        self.people = known_people(source=source, batch_id=self.batch.pk)
        if before is not None:
            self.people.told, self.people.repeats = before.told, before.repeats
        stored = StoredRows(source=source, batch_id=self.batch.pk)
        self.planner = Planner(people=self.people, stored=stored, counts=counts)
        self.stamp = stamp

    @transaction.atomic
    def _finish(self) -> None:
        self._meet_everybody()
        batch = self.batch
        done = ImportBatch.objects.filter(pk=batch.pk, state=BatchState.RUNNING.value).update(
            state=BatchState.DONE.value,
            counts=_final_counts(self.planner, self.tally),
            total=batch.cursor,
            finished_at=now(),
        )
        if not done:
            raise BatchIsElsewhere(str(batch))
        ImportJournal.objects.filter(batch=batch).delete()
        record("batch.imported", batch=batch.pk)


def _identity_stamp(batch_id: int) -> tuple[int, int]:
    events = Event.objects.filter(kind__in=IDENTITY_EVENTS).order_by("-pk")
    others = ImportBatch.objects.exclude(pk=batch_id).aggregate(
        last=Max("pk"), cursors=Sum(F("cursor"))
    )
    last = events.values_list("pk", flat=True).first() or 0
    return last, (others["cursors"] or 0)


def _final_counts(planner: Planner, tally: Tally) -> dict[str, Any]:
    return {
        **planner.counts.to_json(),
        "rows": tally.rows,
        "cancelled": tally.cancelled,
        "not_sales": tally.not_sales,
        "people": people_counts(planner.people.flags),
    }


@transaction.atomic
def fail_batch(batch: ImportBatch, trouble: Unusable | NotSettled) -> None:
    """Say why the file cannot be taken. What was taken before that point is to be undone."""
    facts: dict[str, Any]
    if isinstance(trouble, Unusable):
        facts = {"reason": trouble.reason.value, "facts": dict(trouble.facts)}
    else:
        facts = {"questions": [asdict(question) for question in trouble.questions]}
    cursor = ImportBatch.objects.filter(pk=batch.pk).values_list("cursor", flat=True).get()
    state = (
        BatchState.UNDOING
        if cursor and batch.state == BatchState.RUNNING.value
        else (BatchState.FAILED)
    )
    ImportBatch.objects.filter(pk=batch.pk).update(
        state=state.value, trouble=facts, finished_at=now()
    )
    record("batch.queued", batch=batch.pk)


# --- reading in steps ---


@contextmanager
def _opened(
    batch: ImportBatch, open_records: OpenRecords | None, shop: Shop | None = None
) -> Iterator[OpenRecords]:
    """The records of a batch: its file's, or those that a test brings."""
    if open_records:
        yield open_records
        return
    shop = shop or Shop.objects.get()
    with scratch_folder() as scratch:
        yield lambda tally: records_of(batch, shop, tally=tally, scratch=scratch)


def _steps(records: Iterator[Record]) -> Iterator[list[Record]]:
    while step := list(islice(records, RECORDS_A_STEP)):
        yield step


@contextmanager
def _little_memory() -> Iterator[None]:
    """The embedded database maps its file into memory to read fast; a long import would count the
    whole file as its own."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        row = cursor.execute("PRAGMA mmap_size").fetchone()
        cursor.execute("PRAGMA mmap_size = 0")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA mmap_size = {int(row[0]) if row else 0}")
