"""Whether everything is running: the daily look, and a test reminder over the whole way."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils.timezone import now

from regulars.actions.events import record
from regulars.models import MailAccount, Person, Probe, SelfCheck
from regulars.rules.kinds import ProbeTrouble

KEEP = timedelta(days=30)
NO_DOMAIN = "regulars.invalid"


@transaction.atomic
def ask_probe(*, person: Person) -> Probe:
    """A test reminder for whoever asks. The row is all that is written here: the clock finds it,
    as it finds what is due."""
    account = MailAccount.objects.filter(pk=MailAccount.ONLY).first()
    domain = account.from_address.rpartition("@")[2] if account else ""
    probe = Probe.objects.create(
        person=person, asked_at=now(), message_id=f"<{uuid4().hex}@{domain or NO_DOMAIN}>"
    )
    record("probe.asked", person=person, probe=probe.pk)
    return probe


def see_probe(probe: Probe, *, moment: datetime) -> bool:
    """The clock saw it. False where another clock was quicker. Inside a transaction."""
    return bool(Probe.objects.filter(pk=probe.pk, seen_at=None).update(seen_at=moment))


@transaction.atomic
def take_probe(probe: Probe) -> bool:
    """A worker has it, and nobody else will: a test is rather lost than sent twice."""
    return bool(Probe.objects.filter(pk=probe.pk, taken_at=None, trouble="").update(taken_at=now()))


@transaction.atomic
def hand_probe(probe: Probe) -> bool:
    """It is on the line to the mail server now."""
    return bool(
        Probe.objects.filter(pk=probe.pk, handed_at=None, trouble="").update(handed_at=now())
    )


@transaction.atomic
def accept_probe(probe: Probe) -> None:
    """The mail server has it."""
    Probe.objects.filter(pk=probe.pk, accepted_at=None).update(accepted_at=now())


@transaction.atomic
def end_probe(probe: Probe, *, trouble: ProbeTrouble, said: str = "") -> None:
    """It came no further, and why."""
    Probe.objects.filter(pk=probe.pk, accepted_at=None, trouble="").update(
        trouble=trouble.value, said=said[:300]
    )


@transaction.atomic
def note_self_check(*, day: date, troubles: Sequence[str]) -> SelfCheck:
    """What the look of this day found. A second look the same day replaces the first."""
    moment = now()
    check, _ = SelfCheck.objects.update_or_create(
        day=day, defaults={"checked_at": moment, "troubles": list(troubles)}
    )
    SelfCheck.objects.filter(checked_at__lt=moment - KEEP).delete()
    Probe.objects.filter(asked_at__lt=moment - KEEP).delete()
    return check
