"""A test reminder by the way that all take: rows, the clock, a worker, the mail account."""

from contextlib import closing
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from regulars.actions.self_checks import accept_probe, end_probe, hand_probe, take_probe
from regulars.channels.base import CannotReach, Parcel
from regulars.jobs.routes import carrier_factory
from regulars.models import MailAccount, Probe, Shop
from regulars.queries.running import address_of
from regulars.queries.secrets import CannotUnseal
from regulars.rules.kinds import ProbeTrouble
from regulars.rules.messages import Purpose
from regulars.rules.sending import Outcome, Result

TROUBLE_OF = {
    Result.LOST: ProbeTrouble.LOST_ANSWER,
    Result.UNREACHABLE: ProbeTrouble.UNREACHABLE,
}


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The step at which it leaves, written down right before."""

    probe: Probe

    def ask(self) -> bool:
        return hand_probe(self.probe)

    def holds(self) -> bool:
        return True


def send(probe: Probe) -> str:
    """Carry it as far as it comes; each step is written down. Returns how it ended."""
    if not take_probe(probe):
        return "in other hands"
    account = MailAccount.objects.filter(pk=MailAccount.ONLY).first()
    to_address = address_of(probe.person)
    trouble = _missing(account, to_address)
    if trouble is not None or account is None:
        end_probe(probe, trouble=trouble or ProbeTrouble.NO_ACCOUNT)
        return str(trouble)
    try:
        with closing(carrier_factory(account)()) as carrier:
            parcel = _parcel(probe, account, to_address)
            outcome = carrier.carry(parcel, HandedOver(probe), lambda: None)
    except (CannotReach, CannotUnseal) as trouble_said:
        outcome = Outcome(Result.UNREACHABLE, str(trouble_said))
    if outcome.result is Result.ACCEPTED:
        accept_probe(probe)
    else:
        known = TROUBLE_OF.get(outcome.result, ProbeTrouble.REFUSED)
        end_probe(probe, trouble=known, said=outcome.said)
    return outcome.result.value


def _missing(account: MailAccount | None, to_address: str) -> ProbeTrouble | None:
    if account is None:
        return ProbeTrouble.NO_ACCOUNT
    if not account.is_on:
        return ProbeTrouble.ACCOUNT_OFF
    return None if to_address else ProbeTrouble.NO_ADDRESS


def _parcel(probe: Probe, account: MailAccount, to_address: str) -> Parcel:
    shop = Shop.objects.get(pk=Shop.ONLY)
    language = probe.person.language or shop.language
    with override(language):
        subject = _("A test reminder from Regulars")
        body = _(
            "Hello %(name)s,\n\nthis reminder took the whole way: the clock saw it, a worker took"
            " it, and your mail account carried it. So will the reminders to come.\n\nRegulars"
        ) % {"name": probe.person.display_name}
    return Parcel(
        number=0,
        message_id=probe.message_id,
        to_address=to_address,
        to_name=probe.person.display_name,
        from_name=account.from_name or shop.name,
        from_address=account.from_address,
        subject=subject,
        body=body,
        purpose=Purpose.SERVICE,
        language=language,
        business=shop.name,
    )
