"""The page "Is everything running?": what was looked at, the last days, and a test reminder."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from regulars.models import MailAccount, Person, Probe, SelfCheck
from regulars.queries.findings import Finding
from regulars.queries.formats import day as day_said
from regulars.queries.health import findings
from regulars.queries.labels import word
from regulars.rules.kinds import ProbeTrouble

DAYS_SHOWN = 14
GIVEN_UP_AFTER = timedelta(minutes=10)
IN_THE_SETTINGS = gettext_lazy("Look at the mail account in the settings.")
TO_DO = {
    ProbeTrouble.NO_ADDRESS: gettext_lazy("Write down your email address in your own settings."),
    ProbeTrouble.NO_ACCOUNT: gettext_lazy("Set up a mail account in the settings."),
    ProbeTrouble.ACCOUNT_OFF: gettext_lazy("Switch the mail account on in the settings."),
    ProbeTrouble.UNREACHABLE: IN_THE_SETTINGS,
    ProbeTrouble.REFUSED: IN_THE_SETTINGS,
    ProbeTrouble.LOST_ANSWER: gettext_lazy(
        "Look into your mailbox: it may have arrived all the same."
    ),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a test reminder. `at` is None where it has not come so far."""

    said: str
    at: datetime | None
    is_now: bool = False  # it stands here


@dataclass(frozen=True, slots=True)
class ProbeShown:
    """A test reminder on its way, step by step."""

    probe: Probe
    steps: list[Step]
    is_over: bool
    has_arrived: bool
    trouble: str  # in words; "" where there is none
    to_do: str
    said: str  # the server's own words


@dataclass(frozen=True, slots=True)
class DayChecked:
    day: date
    is_checked: bool
    is_well: bool


@dataclass(frozen=True, slots=True)
class RunningPage:
    to_do: list[Finding]
    well: list[Finding]
    days: list[DayChecked]  # the oldest first
    probe: ProbeShown | None


def running_page(person: Person, *, now: datetime, today: date) -> RunningPage:
    found = findings(now)
    return RunningPage(
        to_do=[one for one in found if not one.is_well],
        well=[one for one in found if one.is_well],
        days=days_checked(today),
        probe=last_probe(person, now=now),
    )


def days_checked(today: date) -> list[DayChecked]:
    """The last two weeks; a day without a check is a day on which nothing ran."""
    first = today - timedelta(days=DAYS_SHOWN - 1)
    rows = {row.day: row for row in SelfCheck.objects.filter(day__gte=first)}
    if not rows:
        return []
    days = [first + timedelta(days=after) for after in range(DAYS_SHOWN)]
    begun = [day for day in days if day >= min(rows)]
    return [
        DayChecked(day, is_checked=day in rows, is_well=day in rows and not rows[day].troubles)
        for day in begun
    ]


def warning_on(today: date) -> str:
    """What Today says to the owner where the daily look found something, or does not come any
    more; "" where all is well."""
    latest = SelfCheck.objects.first()
    if latest is None:
        return ""
    if latest.day < today - timedelta(days=1):
        return _("Nothing has looked after this install since %(day)s.") % {
            "day": day_said(latest.day, today=today, language=get_language() or "en")
        }
    count = len(latest.troubles)
    if not count:
        return ""
    return ngettext(
        "The daily look found one thing that needs you.",
        "The daily look found %(n)d things that need you.",
        count,
    ) % {"n": count}


def last_probe(person: Person, *, now: datetime) -> ProbeShown | None:
    """The last test reminder that this person asked for."""
    probe = Probe.objects.filter(person=person).first()
    return probe_shown(probe, now=now) if probe else None


def probe_shown(probe: Probe, *, now: datetime) -> ProbeShown:
    told = [
        (_("You asked for it"), probe.asked_at),
        (_("The clock saw it"), probe.seen_at),
        (_("A worker took it"), probe.taken_at),
        (_("Handed to the mail server"), probe.handed_at),
        (_("Accepted by the mail server"), probe.accepted_at),
    ]
    waiting = next((at for at, (_said, moment) in enumerate(told) if moment is None), len(told))
    is_late = probe.accepted_at is None and now - probe.asked_at > GIVEN_UP_AFTER
    is_over = bool(probe.accepted_at or probe.trouble or is_late)
    trouble, to_do = _what_is_wrong(probe, is_late=is_late)
    return ProbeShown(
        probe=probe,
        steps=[
            Step(said, moment, is_now=at == waiting and not is_over)
            for at, (said, moment) in enumerate(told)
        ],
        is_over=is_over,
        has_arrived=probe.accepted_at is not None,
        trouble=trouble,
        to_do=to_do,
        said=probe.said,
    )


def _what_is_wrong(probe: Probe, *, is_late: bool) -> tuple[str, str]:
    if probe.trouble:
        return word("ProbeTrouble", probe.trouble), str(TO_DO[ProbeTrouble(probe.trouble)])
    if not is_late:
        return "", ""
    if probe.seen_at is None:
        return _("The clock never saw it."), _("Start Regulars with: regulars serve")
    if probe.taken_at is None:
        return _("No worker took it."), _("Start Regulars again or add a worker: regulars work")
    return (
        _("It was handed over, and no answer came."),
        _("Look into your mailbox: it may have arrived all the same."),
    )


def address_of(person: Person) -> str:
    """Where a test reminder goes: the person's own address, else the business's."""
    if person.email:
        return person.email
    account = MailAccount.objects.filter(pk=MailAccount.ONLY).first()
    return account.from_address if account and person.is_owner else ""
