"""What the mail account asks. A secret that is kept is never shown: an empty field keeps it."""

from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from regulars.actions.accounts import Server
from regulars.queries import labels
from regulars.queries.mail_words import host_choices
from regulars.rules.kinds import MailKind, Security
from regulars.rules.mail_hosts import HOSTS
from regulars.web.account.forms import offer

KEPT = _("One is kept. Leave this empty to keep it.")
MOST_PORT = 65_535


class AddressField(forms.EmailField):
    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=254, **options)
        self.widget.attrs |= {"autocomplete": "email", "autocapitalize": "none"}


class SecretField(forms.CharField):
    """Never filled in by us, and by no password manager with the wrong one."""

    def __init__(self, **options: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
        super().__init__(required=False, strip=False, max_length=2_000, widget=widget, **options)


class BeginForm(forms.Form):
    from_address = AddressField(label=_("From which address do you write?"))
    from_name = forms.CharField(label=_("Name beside the address"), max_length=150, required=False)
    host_key = forms.ChoiceField(
        label=_("Who looks after this mailbox?"),
        required=False,
        help_text=_("The usual settings are filled in then; you can change each of them."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        known = [("", _("Guess it from the address")), *host_choices(HOSTS)]
        offer(self, "host_key", known)


class SenderForm(forms.Form):
    from_address = AddressField(label=_("Address"))
    from_name = forms.CharField(label=_("Name beside the address"), max_length=150, required=False)


class ServerForm(forms.Form):
    """A server, with the password in words only on its way in."""

    host = forms.CharField(
        label=_("Name of the server"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    port = forms.IntegerField(label=_("Port"), min_value=1, max_value=MOST_PORT)
    security = forms.ChoiceField(
        label=_("Encryption"), choices=lambda: labels.choices(Security), widget=forms.RadioSelect
    )
    username = forms.CharField(
        label=_("Name to sign in"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    password = SecretField(label=_("Password"))

    def __init__(self, *args: Any, has_secret: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if has_secret:
            self.fields["password"].help_text = KEPT

    def clean_host(self) -> str:
        host: str = self.cleaned_data["host"].strip()
        if "://" in host or "/" in host or " " in host or "@" in host:
            raise forms.ValidationError(_("Only the name of the server, such as smtp.example.com."))
        return host

    def server(self) -> Server:
        told = self.cleaned_data
        return Server(
            host=told.get("host", ""),
            port=told["port"],
            security=Security(told["security"]),
            username=told["username"],
            password=told["password"] or None,
        )


class OutgoingForm(ServerForm):
    is_for_replies = forms.BooleanField(
        label=_("Answers are read from the same mailbox, with the same password"),
        required=False,
        initial=True,
    )


class RepliesForm(ServerForm):
    folder = forms.CharField(label=_("Folder"), max_length=100, required=False, initial="INBOX")
    has_bounce_addresses = forms.BooleanField(
        label=_("Mail to bounce+anything at my domain comes into this mailbox too"),
        required=False,
        help_text=_(
            "Leave it off unless your mail host said so. With it, what comes back is always told"
            " apart."
        ),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["host"].required = False
        self.fields["host"].help_text = _("Leave it empty, and no mailbox is read.")


class ServiceForm(forms.Form):
    kind = forms.ChoiceField(label=_("Sending service"), widget=forms.RadioSelect)
    key = SecretField(label=_("Key (API key)"))
    second_key = forms.CharField(
        label=_("Public key"),
        max_length=254,
        required=False,
        help_text=_("Mailjet has two keys; the other services have one."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    domain = forms.CharField(
        label=_("Domain at the service"),
        max_length=200,
        required=False,
        help_text=_("Mailgun asks for it."),
    )

    def __init__(self, *args: Any, kept_for: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kept_for = kept_for
        services = [one for one in labels.choices(MailKind) if one[0] != MailKind.SMTP.value]
        offer(self, "kind", services)
        if kept_for:
            self.fields["key"].help_text = KEPT

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        kind = told.get("kind")
        if kind and not told.get("key") and kind != self.kept_for:
            self.add_error("key", _("The service gives you a key; copy it here."))
        if kind == MailKind.MAILGUN and not told.get("domain"):
            self.add_error("domain", _("Mailgun asks for the domain that you set up there."))
        if kind == MailKind.MAILJET and not told.get("second_key"):
            self.add_error("second_key", _("Mailjet asks for both keys."))
        return told


class TryForm(forms.Form):
    to_address = AddressField(label=_("Send a test mail to"))

    def clean_to_address(self) -> str:
        address: str = self.cleaned_data["to_address"]
        validate_email(address)
        return address
