"""A claimed row as the parcel that a channel carries."""

from regulars.channels.base import Parcel
from regulars.models import MailAccount
from regulars.queries.bounce_addresses import bounce_address
from regulars.queries.links import preferences_url, unsubscribe_url
from regulars.queries.weighed_rows import ToSend, shop_row
from regulars.rules.channels import Channel
from regulars.rules.messages import Purpose


class Packer:
    """Reads the business and its account once, for many messages."""

    def __init__(self, channel: Channel) -> None:
        shop = shop_row()
        self.business = shop.name if shop else ""
        is_mail = channel is Channel.EMAIL
        self.account = MailAccount.objects.filter(pk=MailAccount.ONLY).first() if is_mail else None

    def parcel(self, message: ToSend) -> Parcel:
        customer_id = message.customer_id
        return Parcel(
            number=message.pk,
            message_id=message.message_id,
            to_address=message.to_address,
            to_name=message.customer_name or "",
            subject=message.subject,
            body=message.body,
            purpose=Purpose(message.purpose),
            language=message.language,
            business=self.business,
            from_name=self._from_name(message.signer_name or ""),
            from_address=self.account.from_address if self.account else "",
            bounces_to=self._bounces_to(message.pk),
            unsubscribe_url=unsubscribe_url(message.pk),
            preferences_url=preferences_url(customer_id) if customer_id is not None else "",
            in_reply_to=message.answers_id or "",
        )

    def _from_name(self, signer: str) -> str:
        """A person writes, and the reader sees for whom."""
        business = (self.account.from_name if self.account else "") or self.business
        return f"{signer}, {business}" if signer and business else business

    def _bounces_to(self, number: int) -> str:
        if self.account is None or not self.account.has_bounce_addresses:
            return ""
        return bounce_address(number, domain=self.account.from_address.rpartition("@")[2])
