"""Whether messages may leave the house now: asked inside the hand-over, with facts read there."""

from collections.abc import Collection, Sequence
from datetime import datetime

from regulars.models import Message
from regulars.queries.manners import bounds_at, facts_for_all, wanted_of
from regulars.queries.weighed_rows import MessageRow, invented_among, points_of
from regulars.rules.channels import Channel
from regulars.rules.kinds import ContactKind
from regulars.rules.manners import Bounds, Kind, Load, Verdict, weigh
from regulars.rules.messages import Reason

__all__ = ["Bounds", "bounds_at", "may_leave", "verdicts_on"]

KIND_OF = {
    Channel.EMAIL.value: ContactKind.EMAIL.value,
    Channel.SMS.value: ContactKind.PHONE.value,
    Channel.WHATSAPP.value: ContactKind.PHONE.value,
}


def may_leave(message: Message | MessageRow, at: datetime, bounds: Bounds) -> Verdict:
    """Go, wait until, a person's task, or the end. Inside a transaction."""
    return verdicts_on([message], at, bounds)[message.pk]


def verdicts_on(
    messages: Sequence[Message | MessageRow], at: datetime, bounds: Bounds, load: Load | None = None
) -> dict[int, Verdict]:
    """The same for messages of one channel to different customers, in as many queries as for one.
    Inside a transaction that has locked the customers."""
    found: dict[int, Verdict] = {}
    asked: dict[int, Message | MessageRow] = {}
    whose = [one.customer_id for one in messages if one.customer_id is not None]
    invented, points = invented_among(whose), points_of(whose)
    addresses = {(pk, kind, value.lower()) for pk, kind, value in points}
    for message in messages:
        pk = message.customer_id
        if pk is None:
            found[message.pk] = Verdict(Kind.END, Reason.ERASED)
        elif pk in invented:
            found[message.pk] = Verdict(Kind.END, Reason.INVENTED)
        elif not _is_still_theirs(message, addresses):
            found[message.pk] = Verdict(Kind.HAND, Reason.NO_ADDRESS)
        else:
            asked[pk] = message
    if asked:
        channel = Channel(messages[0].channel)
        facts = facts_for_all(
            asked, at=at, channel=channel, bounds=bounds, points=points, load=load
        )
        for pk, message in asked.items():
            found[message.pk] = weigh(wanted_of(message), facts[pk], at)
    return found


def _is_still_theirs(
    message: Message | MessageRow, addresses: Collection[tuple[int, str, str]]
) -> bool:
    """An address that was taken off the customer is nobody's, or somebody else's."""
    kind = KIND_OF.get(message.channel)
    if kind is None or not message.to_address:
        return True
    return (message.customer_id, kind, message.to_address.lower()) in addresses
