"""Complaints for the people who deal with them: who waits, one with all that is known of it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, IntegerField, Value, When
from django.utils import timezone

from regulars.models import Amends, Cause, Complaint, Message, Person
from regulars.queries.amends import amends_asked_for, limits_now
from regulars.queries.recovery import case_of
from regulars.rules.amends import limit_of
from regulars.rules.complaints import ALLOWED, OPEN_STEPS, PAUSING, Act, Lacking, Step, lacking
from regulars.rules.kinds import TouchRule
from regulars.rules.messages import UNSENT, MessageState

SHOWN = 60
ORDER = [Step.HEARD, Step.ANSWERED, Step.MENDED, Step.CLOSED, Step.SETTLED, Step.NONE]


@dataclass(frozen=True, slots=True)
class ComplaintRow:
    complaint: Complaint
    is_late: bool  # nobody has said a word by the moment that was promised

    @property
    def is_open(self) -> bool:
        return self.complaint.step in OPEN_STEPS


@dataclass(frozen=True, slots=True)
class ComplaintList:
    rows: list[ComplaintRow]  # those that are not settled, the most pressing first
    settled: list[Complaint]  # the latest
    asked: list[Amends]  # what waits for a yes

    @property
    def open_count(self) -> int:
        return sum(row.is_open for row in self.rows)


def complaint_list(now: datetime | None = None) -> ComplaintList:
    now = now or timezone.now()
    rank = Case(
        *[When(step=step.value, then=Value(number)) for number, step in enumerate(ORDER)],
        output_field=IntegerField(),
    )
    rows = Complaint.objects.select_related("customer", "owner", "cause")
    waiting = rows.pausing().order_by(rank, "first_word_by_at", "heard_at", "pk")[:SHOWN]
    settled = rows.exclude(step__in=sorted(step.value for step in PAUSING))
    return ComplaintList(
        rows=[ComplaintRow(one, _is_late(one, now)) for one in waiting],
        settled=list(settled.order_by("-closed_on", "-pk")[:SHOWN]),
        asked=list(amends_asked_for()),
    )


def _is_late(complaint: Complaint, now: datetime) -> bool:
    by_at = complaint.first_word_by_at
    return complaint.step == Step.HEARD and by_at is not None and by_at < now


@dataclass(frozen=True, slots=True)
class ComplaintPage:
    complaint: Complaint
    allowed: frozenset[str]  # acts that make sense now
    lacking: tuple[Lacking, ...]
    amends: list[Amends]
    words: list[Message]  # what was written about it, the latest first
    causes: list[Cause]
    same_cause: int  # complaints of this cause, this one included
    earlier: int  # complaints of this customer before
    limit_minor: int | None  # what the reader may give alone; None: as much as needed
    is_late: bool

    @property
    def may_close(self) -> bool:
        return Act.CLOSE.value in self.allowed and not self.lacking


def complaint_page(complaint: Complaint, *, reader: Person) -> ComplaintPage:
    case = case_of(complaint)
    causes = Cause.objects.filter(is_on=True)
    return ComplaintPage(
        complaint=complaint,
        allowed=frozenset(act.value for act in ALLOWED[case.step]),
        lacking=lacking(case),
        amends=list(complaint.amends.select_related("given_by", "decided_by")),
        words=_words(complaint),
        causes=list(causes),
        same_cause=Complaint.objects.filter(cause=complaint.cause).count()
        if complaint.cause_id
        else 0,
        earlier=Complaint.objects.filter(
            customer=complaint.customer_id, heard_at__lt=complaint.heard_at
        )
        .exclude(pk=complaint.pk)
        .count(),
        limit_minor=limit_of(reader.role, limits_now()),
        is_late=_is_late(complaint, timezone.now()),
    )


def _words(complaint: Complaint) -> list[Message]:
    return list(
        Message.objects.filter(
            customer=complaint.customer_id,
            rule=TouchRule.COMPLAINT.value,
            occurrence__startswith=f"{complaint.pk}-",
        ).select_related("signed_by")
    )


def can_be_taken_back(message: Message) -> bool:
    return MessageState(message.state) in UNSENT
