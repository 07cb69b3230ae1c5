"""A claimed row as the parcel that a channel carries."""

from collections.abc import Sequence

from django.db.models import prefetch_related_objects

from regulars.channels.base import Parcel
from regulars.models import MailAccount, Message
from regulars.queries.bounce_addresses import bounce_address
from regulars.queries.links import preferences_url, unsubscribe_url
from regulars.queries.shops import the_shop
from regulars.rules.channels import Channel
from regulars.rules.messages import Purpose


class Packer:
    """Reads the business and its account once, for many messages."""

    def __init__(self, channel: Channel) -> None:
        shop = the_shop()
        self.business = shop.name if shop else ""
        is_mail = channel is Channel.EMAIL
        self.account = MailAccount.objects.filter(pk=MailAccount.ONLY).first() if is_mail else None

    def parcels(self, messages: Sequence[Message]) -> list[tuple[Message, Parcel]]:
        """In as many queries for many as for one."""
        prefetch_related_objects(messages, "customer", "signed_by", "reply_to")
        return [(message, self._parcel(message)) for message in messages]

    def _parcel(self, message: Message) -> Parcel:
        customer = message.customer
        return Parcel(
            number=message.pk,
            message_id=message.message_id,
            to_address=message.to_address,
            to_name=customer.name if customer else "",
            subject=message.subject,
            body=message.body,
            purpose=Purpose(message.purpose),
            language=message.language,
            business=self.business,
            from_name=self._from_name(message),
            from_address=self.account.from_address if self.account else "",
            bounces_to=self._bounces_to(message),
            unsubscribe_url=unsubscribe_url(message),
            preferences_url=preferences_url(customer) if customer else "",
            in_reply_to=message.reply_to.message_id if message.reply_to else "",
        )

    def _from_name(self, message: Message) -> str:
        """A person writes, and the reader sees for whom."""
        business = (self.account.from_name if self.account else "") or self.business
        signer = message.signed_by
        return f"{signer.display_name}, {business}" if signer and business else business

    def _bounces_to(self, message: Message) -> str:
        if self.account is None or not self.account.has_bounce_addresses:
            return ""
        return bounce_address(message, domain=self.account.from_address.rpartition("@")[2])
