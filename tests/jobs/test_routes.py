import pytest

from regulars.channels.email import SmtpCarrier
from regulars.channels.providers import ProviderCarrier
from regulars.jobs.routes import ROUTES, mail_route
from regulars.models import MailAccount
from regulars.queries.secrets import CannotUnseal, seal
from regulars.rules.channels import Channel
from tests.messaging import ready_to_send


def test_there_is_no_way_out_before_the_account_is_on(shop):
    assert mail_route() is None
    account = ready_to_send()
    assert mail_route() is not None
    MailAccount.objects.filter(pk=account.pk).update(is_on=False)
    assert mail_route() is None


@pytest.mark.parametrize(("kind", "made"), [("smtp", SmtpCarrier), ("resend", ProviderCarrier)])
def test_the_account_decides_what_carries(shop, kind, made):
    ready_to_send(kind=kind, secret=seal("secret"), dkim_secret=seal("pem"))

    route = mail_route()

    assert isinstance(route.carrier(), made)
    assert ROUTES[Channel.EMAIL] is mail_route


def test_a_changed_account_is_another_route_and_the_same_one_is_the_same(shop):
    ready_to_send()
    first = mail_route()

    assert mail_route() == first
    MailAccount.objects.update(host="other.example")
    assert mail_route() != first


def test_a_password_closed_with_another_key_is_told(shop):
    ready_to_send(secret="gAAAAA-not-ours")

    with pytest.raises(CannotUnseal):
        mail_route()
