"""How the clock and all that goes out are: schedules, messages, mail, digests, webhooks."""

from datetime import datetime, timedelta

from django.db.models import Count, Max, Min, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.models import Digest, MailAccount, Message, Schedule, Webhook
from regulars.queries.findings import Finding, told
from regulars.queries.labels import word
from regulars.rules.channels import Channel
from regulars.rules.messages import MessageState

LATE_AFTER = timedelta(hours=1)
UNREAD_AFTER = timedelta(hours=1)
IN_HAND = (MessageState.CLAIMED.value, MessageState.HANDING.value)
BY_ITSELF = (Channel.EMAIL.value, Channel.SMS.value, Channel.WHATSAPP.value)


def clock_runs(now: datetime) -> Finding:
    """Each schedule: when it last ran, and that none is late."""
    rows = list(Schedule.objects.order_by("name"))
    late = [row.name for row in rows if now - row.next_at > LATE_AFTER]
    if late:
        return Finding(
            "clock",
            False,
            _("What comes round is late: %(names)s.") % {"names": ", ".join(late)},
            _("Without a worker nothing comes round. Start Regulars with: regulars serve"),
        )
    last = max((row.last_at for row in rows if row.last_at), default=None)
    if last is None:
        return Finding("clock", True, _("Nothing has come round yet."))
    return Finding(
        "clock", True, _("The clock runs; it last struck %(when)s.") % {"when": told(last)}
    )


def messages_move(now: datetime) -> Finding:
    """How many wait, are in hand and have an unknown fate."""
    due = Q(state=MessageState.PLANNED.value, channel__in=BY_ITSELF, due_at__lte=now)
    counts = Message.objects.aggregate(
        waiting=Count("pk", filter=due),
        in_hand=Count("pk", filter=Q(state__in=IN_HAND)),
        unknown=Count("pk", filter=Q(state=MessageState.UNKNOWN.value)),
        oldest=Min("due_at", filter=due & Q(next_try_at=None)),
    )
    if counts["unknown"]:
        said = ngettext(
            "Of %(count)d message nobody knows whether it arrived.",
            "Of %(count)d messages nobody knows whether they arrived.",
            counts["unknown"],
        ) % {"count": counts["unknown"]}
        return Finding("messages", False, said, _("Decide about them under Messages."))
    said = _("Messages that are due: %(waiting)d waiting, %(in_hand)d in hand.") % {
        "waiting": counts["waiting"],
        "in_hand": counts["in_hand"],
    }
    if counts["oldest"] and now - counts["oldest"] > LATE_AFTER:
        return Finding("messages", False, said, _("See under Messages what holds them up."))
    return Finding("messages", True, said)


def mail_leaves(_now: datetime) -> Finding:
    """The mail account, and when the last message was delivered by it."""
    account = MailAccount.objects.filter(pk=MailAccount.ONLY).first()
    if account is None:
        return Finding("mail", True, _("No mail account is set up, so no mail leaves by itself."))
    if account.trouble:
        since = told(account.trouble_since_at) if account.trouble_since_at else "?"
        return Finding(
            "mail",
            False,
            _("The mail server cannot be used since %(when)s: %(what)s")
            % {"when": since, "what": account.trouble},
            _("Look at the mail account in the settings."),
        )
    if not account.is_on:
        return Finding("mail", True, _("The mail account is switched off."))
    last = Message.objects.filter(channel=Channel.EMAIL.value).aggregate(at=Max("accepted_at"))
    if last["at"] is None:
        return Finding("mail", True, _("The mail account is on; nothing was sent by it yet."))
    return Finding(
        "mail", True, _("The last mail was delivered %(when)s.") % {"when": told(last["at"])}
    )


def mailbox_is_read(now: datetime) -> Finding | None:
    """None where no mailbox is read."""
    account = MailAccount.objects.filter(pk=MailAccount.ONLY).exclude(imap_host="").first()
    if account is None or not account.is_on:
        return None
    to_do = _("Look at the mail account in the settings.")
    if account.imap_trouble:
        said = _("The mailbox cannot be read: %(what)s") % {
            "what": word("MailTrouble", account.imap_trouble)
        }
        return Finding("mailbox", False, said, to_do)
    if account.imap_read_at is None:
        return Finding("mailbox", True, _("The mailbox has not been read yet."))
    said = _("The mailbox was last read %(when)s.") % {"when": told(account.imap_read_at)}
    if now - account.imap_read_at > UNREAD_AFTER:
        return Finding("mailbox", False, said, to_do)
    return Finding("mailbox", True, said)


def digests_arrive(now: datetime) -> Finding | None:
    """None where nobody gets one."""
    rows = Digest.objects.filter(day__gte=(now - timedelta(days=3)).date())
    counts = rows.aggregate(
        last=Max("sent_at"), failed=Count("pk", filter=Q(state=MessageState.FAILED.value))
    )
    if counts["failed"]:
        said = ngettext(
            "%(count)d morning or evening message could not be sent.",
            "%(count)d morning or evening messages could not be sent.",
            counts["failed"],
        ) % {"count": counts["failed"]}
        return Finding("digests", False, said, _("Send yourself a test reminder below."))
    if counts["last"] is None:
        return None
    said = _("The last morning or evening message left %(when)s.") % {"when": told(counts["last"])}
    return Finding("digests", True, said)


def webhooks_deliver() -> Finding | None:
    """None where no other program is told anything."""
    hooks = Webhook.objects.aggregate(
        count=Count("pk"), stopped=Count("pk", filter=~Q(stopped_because=""))
    )
    if hooks["stopped"]:
        said = ngettext(
            "%(count)d address of another program does not answer and is told nothing more.",
            "%(count)d addresses of other programs do not answer and are told nothing more.",
            hooks["stopped"],
        ) % {"count": hooks["stopped"]}
        return Finding("webhooks", False, said, _("Look at the webhooks in the settings."))
    if not hooks["count"]:
        return None
    return Finding("webhooks", True, _("Other programs are told what happens."))
