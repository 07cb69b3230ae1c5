"""By which account each channel leaves the house, and how a line to it is made."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from regulars.channels.base import Carrier
from regulars.channels.dkim import Signer
from regulars.channels.email import Patience, Server, SmtpCarrier
from regulars.channels.providers import Provider, ProviderCarrier
from regulars.channels.texts import TextCarrier
from regulars.jobs.texts import line_for
from regulars.models import MailAccount
from regulars.queries.secrets import unseal
from regulars.rules.channels import Channel
from regulars.rules.kinds import MailKind, Security

TEXT_LINES = 2  # the limit a second is a low one


@dataclass(frozen=True, slots=True)
class Route:
    channel: Channel
    connections: int
    carrier: Callable[[], Carrier] = field(compare=False)
    account: tuple[object, ...] = ()  # what the lines depend on: another one needs new lines


def mail_route() -> Route | None:
    """None: no mail account, or it is off. Raises CannotUnseal if its password was closed with
    another key."""
    account = MailAccount.objects.filter(pk=MailAccount.ONLY, is_on=True).first()
    if account is None:
        return None
    told = (account.kind, account.host, account.port, account.security, account.username)
    secrets = (account.secret, account.dkim_secret, account.dkim_selector, account.provider_domain)
    return Route(
        Channel.EMAIL,
        max(1, account.connections),
        carrier_factory(account),
        (*told, *secrets, account.from_address),
    )


def carrier_factory(
    account: MailAccount, patience: Patience | None = None
) -> Callable[[], Carrier]:
    """Lines by this account, for whatever is to be sent through it. Raises CannotUnseal."""
    kind = MailKind(account.kind)
    secret = unseal(account.secret)
    if kind is not MailKind.SMTP:
        provider = Provider(
            kind, key=secret, second_key=account.username, domain=account.provider_domain
        )
        return lambda: ProviderCarrier(provider)
    domain = account.from_address.rpartition("@")[2]
    key = unseal(account.dkim_secret)
    server = Server(
        host=account.host,
        port=account.port,
        security=Security(account.security),
        username=account.username,
        password=secret,
        signer=Signer(domain, account.dkim_selector, key) if key else None,
        patience=patience or Patience(),
    )
    return lambda: SmtpCarrier(server)


def text_route(channel: Channel) -> Route | None:
    """None: no account for texts, it is off, or its library is not installed. Raises
    CannotUnseal."""
    line = line_for(channel)
    if line is None:
        return None
    return Route(channel, TEXT_LINES, partial(TextCarrier, line), (line,))


# Each channel that a machine sends by. The order is that of the worker's looks.
ROUTES: dict[Channel, Callable[[], Route | None]] = {
    Channel.EMAIL: mail_route,
    Channel.SMS: partial(text_route, Channel.SMS),
    Channel.WHATSAPP: partial(text_route, Channel.WHATSAPP),
}
