"""Two records of one person become one, and two again if that was wrong (K17)."""

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from regulars.actions.customers import refresh_search_text
from regulars.actions.events import record
from regulars.actions.rhythms import refresh_rhythms
from regulars.actions.rows import Kept, bring_back, columns_of, kept_row, kept_tree, model_named
from regulars.models import (
    Connection,
    Consent,
    Customer,
    DoubtfulPair,
    Interaction,
    Merge,
    Message,
    Person,
    Rhythm,
)
from regulars.queries.customer_relations import Relation, customer_columns, customer_relations
from regulars.queries.local_days import shop_today
from regulars.rules.channels import Channel
from regulars.rules.kinds import ContactKind, OpenState, PairState
from regulars.rules.merging import keeps_from, may_undo_merge
from regulars.rules.messages import GONE_OUT, UNSENT, MessageState, Reason

Columns = dict[str, Any]

VERSION = 1
MERGED_REFUSAL = "merge of two records"  # where a refusal that outlives a merge came from


class CannotMerge(Exception):
    """The two are one already, or one of them is gone."""


class CannotUndoMerge(Exception):
    """It was undone before, or longer ago than merges are kept."""


class _Ledger:
    """What a merge does, written down row by row so that it can be taken back."""

    def __init__(self) -> None:
        self.moved: list[tuple[str, int, str]] = []  # table, id, column that pointed at the gone
        self.dropped: list[Kept] = []  # rows that the kept customer has already
        self.changed: list[tuple[str, int, Columns, Columns]] = []  # table, id, before, after
        self.added: list[tuple[str, int]] = []

    def as_json(self) -> dict[str, Any]:
        return {
            "moved": self.moved,
            "dropped": self.dropped,
            "changed": self.changed,
            "added": self.added,
        }


@transaction.atomic
def merge_customers(
    *,
    kept: Customer,
    gone: Customer,
    choices: Mapping[str, str] | None = None,
    person: Person | None,
) -> Merge:
    """Everything of `gone` becomes `kept`'s, then `gone` is deleted. Raises CannotMerge.

    `choices` say for a column, or "custom:ID" for a field of the shop's own, whether the value
    of the "kept" or the "gone" record stays; without one, a value beats none.
    """
    kept, gone = _locked(kept.pk, gone.pk)
    ledger = _Ledger()
    rows = {"kept": kept_row(kept), "gone": kept_row(gone)}
    refusals = _refusals_that_would_be_lost(kept, gone)
    _choose_columns(kept, gone, choices or {}, ledger)
    _choose_custom_values(kept, gone, choices or {}, ledger)
    _close_twin_touches(kept, gone, ledger)
    _settle_twin_messages(kept, gone, ledger)
    _settle_pairs(kept, gone, ledger)
    for relation in customer_relations():
        _move(relation, kept, gone, ledger)
    for about, words in refusals.items():
        _repeat_refusal(kept, about, words, person, ledger)
    name, gone_id = gone.name, gone.pk
    gone.delete()
    refresh_search_text(kept)
    refresh_rhythms([kept.pk], today=shop_today())
    merge = Merge.objects.create(
        kept=kept,
        gone_id=gone_id,
        record={"version": VERSION, **rows, **ledger.as_json()},
        merged_by=person,
    )
    record("customer.merged", kept, person=person, merge=merge.pk, gone=gone_id, name=name)
    return merge


def _locked(kept_id: int, gone_id: int) -> tuple[Customer, Customer]:
    found = Customer.objects.select_for_update().order_by("pk").in_bulk([kept_id, gone_id])
    if len(found) < 2:
        raise CannotMerge(f"customers #{kept_id} and #{gone_id}")
    return found[kept_id], found[gone_id]


def _choose_columns(
    kept: Customer, gone: Customer, choices: Mapping[str, str], ledger: _Ledger
) -> None:
    names = customer_columns()
    birthday = ["birthday_month", "birthday_day", "birthday_year"]  # one choice for the three
    pause = ["pause_reason", "paused_until_on"]
    for group in [birthday, pause, *([n] for n in names if n not in birthday + pause)]:
        lead = group[0]
        side = choices.get(lead) or keeps_from(
            _without_default(kept, lead), _without_default(gone, lead)
        )
        if side != "gone":
            continue
        columns = [columns_of(Customer)[name].attname for name in group]
        _set(kept, {column: getattr(gone, column) for column in columns}, ledger)


def _without_default(customer: Customer, name: str) -> object:
    """A value nobody chose counts as none: the tone starts as undecided."""
    field = columns_of(Customer)[name]
    value = getattr(customer, field.attname)
    return None if field.has_default() and value == field.get_default() else value


def _set(row: models.Model, values: Columns, ledger: _Ledger) -> None:
    """Change columns that only make sense together, so that they are taken back together."""
    before = kept_row(row)
    for column, value in values.items():
        setattr(row, column, value)
    after = kept_row(row)["row"]
    if after == before["row"]:
        return
    type(row)._base_manager.filter(pk=row.pk).update(**values)
    was = {column: before["row"][column] for column in values}
    ledger.changed.append((before["table"], row.pk, was, {name: after[name] for name in values}))


def _choose_custom_values(
    kept: Customer, gone: Customer, choices: Mapping[str, str], ledger: _Ledger
) -> None:
    theirs = {value.field_id: value for value in gone.custom_values.all()}
    for value in kept.custom_values.all():
        if value.field_id in theirs and choices.get(f"custom:{value.field_id}") == "gone":
            _set(value, {"text": theirs[value.field_id].text}, ledger)


def _close_twin_touches(kept: Customer, gone: Customer, ledger: _Ledger) -> None:
    """The same contact was owed to both records: what was done for either is done."""
    ours = {(touch.rule, touch.occurrence): touch for touch in kept.touches.all()}
    for theirs in gone.touches.all():
        twin = ours.get((theirs.rule, theirs.occurrence))
        if twin is None:
            continue
        if twin.state == OpenState.OPEN and theirs.state != OpenState.OPEN:
            columns = ("state", "closed_at", "closed_by_id", "dropped_because")
            _set(twin, {name: getattr(theirs, name) for name in columns}, ledger)
        for interaction in Interaction.objects.filter(touch=theirs):
            _set(interaction, {"touch_id": twin.pk}, ledger)


def _settle_twin_messages(kept: Customer, gone: Customer, ledger: _Ledger) -> None:
    """The same message was on its way to both records: one goes, and where one has gone out no
    second does (S13). What has not left yet goes to the kept record's address, and is taken out
    of a worker's hands: it is claimed anew with the address it has then."""
    ours = {(one.rule, one.occurrence): one for one in kept.messages.all()}
    ended: Columns = {"state": MessageState.CANCELLED.value, "reason": Reason.MERGED.value}
    ended |= {"owner": "", "lease_until": None, "ended_at": timezone.now()}
    address = _first_address(kept)
    for theirs in gone.messages.all():
        twin = ours.get((theirs.rule, theirs.occurrence))
        if twin is not None:
            if theirs.state in GONE_OUT and twin.state in UNSENT:
                _set(twin, ended, ledger)
            if theirs.state in UNSENT:  # kept as it is when the merge is undone: never sent
                _set(theirs, ended, ledger)
        elif theirs.state in UNSENT and theirs.channel == Channel.EMAIL:
            was_claimed = theirs.state == MessageState.CLAIMED
            free: Columns = {"state": MessageState.PLANNED.value, "owner": "", "lease_until": None}
            _set(theirs, {"to_address": address or theirs.to_address}, ledger)
            if was_claimed:
                Message.objects.filter(pk=theirs.pk).update(**free)


def _first_address(customer: Customer) -> str:
    emails = customer.contact_points.filter(kind=ContactKind.EMAIL.value)
    return emails.values_list("value", flat=True).first() or ""


def _settle_pairs(kept: Customer, gone: Customer, ledger: _Ledger) -> None:
    """Doubts about the gone record become doubts about the kept one, each pair once, in order."""
    pairs = DoubtfulPair.objects.filter(models.Q(first=gone) | models.Q(second=gone))
    for pair in pairs:
        other = pair.second_id if pair.first_id == gone.pk else pair.first_id
        first, second = sorted((kept.pk, other))
        ledger.dropped.append(kept_row(pair))
        pair.delete()
        if other == kept.pk:
            continue
        moved, is_new = DoubtfulPair.objects.get_or_create(
            first_id=first,
            second_id=second,
            defaults={"reason": pair.reason, "state": pair.state, "batch": pair.batch},
        )
        if is_new:
            ledger.added.append(("doubtfulpair", moved.pk))


def _move(relation: Relation, kept: Customer, gone: Customer, ledger: _Ledger) -> None:
    manager = relation.model._base_manager
    for row in manager.filter(**{relation.column: gone.pk}).order_by("pk"):
        if _is_kept_already(relation, row, kept):
            ledger.dropped += kept_tree(row)
            row.delete()
            continue
        ledger.moved.append((relation.table, row.pk, relation.column))
        manager.filter(pk=row.pk).update(**{relation.column: kept.pk})
    if relation.model is Connection and relation.column == "other":
        _drop_links_to_oneself(kept, gone, ledger)


def _is_kept_already(relation: Relation, row: models.Model, kept: Customer) -> bool:
    if relation.model is Rhythm:
        return True  # computed anew from all purchases
    return any(
        relation.model._base_manager.filter(
            **{relation.column: kept.pk}, **{name: getattr(row, name) for name in group}
        ).exists()
        for group in relation.uniques
    )


def _drop_links_to_oneself(kept: Customer, gone: Customer, ledger: _Ledger) -> None:
    """The two records were linked to each other; one person is no relation of herself."""
    for link in Connection.objects.filter(customer=kept, other=kept):
        held = kept_row(link)
        for entry in [entry for entry in ledger.moved if entry[:2] == ("connection", link.pk)]:
            ledger.moved.remove(entry)
            held["row"][f"{entry[2]}_id"] = gone.pk
        ledger.dropped.append(held)
        link.delete()


def _refusals_that_would_be_lost(kept: Customer, gone: Customer) -> dict[tuple[str, str], str]:
    """What one record said no to while the other's later yes would win. A no wins."""
    said: dict[tuple[str, str], list[Consent]] = {}
    for customer in (kept, gone):
        latest: dict[tuple[str, str], Consent] = {}
        for consent in customer.consents.all():  # newest first
            latest.setdefault((consent.channel, consent.topic), consent)
        for about, consent in latest.items():
            said.setdefault(about, []).append(consent)
    lost = {}
    for about, answers in said.items():
        newest = max(answers, key=lambda answer: (answer.answered_at, answer.pk))
        refusals = [answer for answer in answers if not answer.is_given]
        if refusals and newest.is_given:
            lost[about] = refusals[0].words
    return lost


def _repeat_refusal(
    kept: Customer, about: tuple[str, str], words: str, person: Person | None, ledger: _Ledger
) -> None:
    channel, topic = about
    consent = Consent.objects.create(
        customer=kept,
        channel=channel,
        topic=topic,
        is_given=False,
        words=words,
        came_from=MERGED_REFUSAL,
        answered_at=timezone.now(),
        recorded_by=person,
    )
    ledger.added.append(("consent", consent.pk))


@transaction.atomic
def undo_merge(*, merge: Merge, person: Person | None) -> Customer:
    """Both records as they were; what came after stays with the kept one. Raises CannotUndoMerge.

    Returns the customer who is back.
    """
    now = timezone.now()
    is_first = Merge.objects.filter(pk=merge.pk, undone_at=None).update(undone_at=now)
    if not is_first or not may_undo_merge(merge.merged_at, now):
        raise CannotUndoMerge(str(merge))
    kept_id, held = merge.kept_id, merge.record
    gone = bring_back(held["gone"])
    assert isinstance(gone, Customer)
    for table, pk in held["added"]:
        model_named(table)._base_manager.filter(pk=pk).delete()
    for table, pk, column in held["moved"]:
        manager = model_named(table)._base_manager
        manager.filter(pk=pk, **{column: kept_id}).update(**{column: gone.pk})
    for kept in held["dropped"]:
        bring_back(kept)
    for table, pk, before, after in reversed(held["changed"]):
        _unset(table, pk, before=before, after=after)
    kept_customer = Customer.objects.get(pk=kept_id)
    for customer in (kept_customer, gone):
        refresh_search_text(customer)
    refresh_rhythms([kept_id, gone.pk], today=shop_today())
    record("customer.unmerged", kept_customer, person=person, merge=merge.pk, gone=gone.pk)
    return gone


def _unset(table: str, pk: int, *, before: Columns, after: Columns) -> None:
    """Only where the merge's values still stand: a later correction by a person stays."""
    model = model_named(table)

    def read(columns: Columns) -> Columns:
        return {name: columns_of(model)[name].to_python(v) for name, v in columns.items()}

    model._base_manager.filter(pk=pk, **read(after)).update(**read(before))


@transaction.atomic
def decide_pair(*, pair: DoubtfulPair, state: PairState, person: Person | None) -> None:
    """Two records are the same person or are not. Saying "same" merges nothing by itself."""
    changed = DoubtfulPair.objects.filter(pk=pair.pk).exclude(state=state.value)
    if changed.update(state=state.value):
        record("pair.decided", pair.first, person=person, other=pair.second_id, state=state.value)
