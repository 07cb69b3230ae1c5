"""What a customer sees of us by their own link: what we promised, what became of their wishes, and
who is there for them (K35).

Links are passed on. So there is no other name on the page than their first, no address, no amount
and no number; of a wish the heading that its answer has, never what somebody noted here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from regulars.models import Customer, MailAccount, Promise, Shop, Wish
from regulars.queries import formats
from regulars.queries.links import preferences_path
from regulars.queries.local_days import shop_zone
from regulars.queries.preferences import channels_of, first_name_of, way_words
from regulars.rules.channels import Channel
from regulars.rules.promises import PromiseState
from regulars.rules.reach import readable

SHOWN_DAYS = 90  # what is settled longer ago is history
REPLY_BY = (Channel.PHONE, Channel.EMAIL, Channel.SMS, Channel.WHATSAPP)


@dataclass(frozen=True, slots=True)
class Line:
    """One promise or one wish, and how it stands."""

    what: str
    stands: str
    mark: str  # "green", "warm", "": how it is to be seen at a glance


@dataclass(frozen=True, slots=True)
class OwnPage:
    first_name: str  # "" where a first name would be too familiar
    open_promises: list[Line]
    settled_promises: list[Line]
    wishes: list[Line]
    carer: str  # who is there for them; "" where it is everybody
    phone: str  # the number to dial, "+49301234567"; "" where none is given
    phone_words: str  # the same as one reads it
    email: str
    reply_by: list[tuple[str, str]]  # the ways on which they may want our answer: value, words
    preferences_path: str


def own_page(customer: Customer, *, today: date) -> OwnPage:
    """Reads; the language that is active is the customer's."""
    shop = Shop.objects.get(pk=Shop.ONLY)
    promises = list(_promises(customer, today))
    mail = MailAccount.objects.filter(is_on=True).values_list("from_address", flat=True).first()
    known = channels_of(customer)
    return OwnPage(
        first_name=first_name_of(customer),
        open_promises=[_open(one, today) for one in promises if one.state == PromiseState.OPEN],
        settled_promises=[_settled(one) for one in promises if one.state != PromiseState.OPEN],
        wishes=list(_wishes(customer, today)),
        carer=customer.carer.display_name if customer.carer and customer.carer.is_active else "",
        phone=shop.phone,
        phone_words=readable(shop.phone) if shop.phone else "",
        email=mail or "",
        reply_by=[(way.value, way_words(way)) for way in REPLY_BY if way in known],
        preferences_path=preferences_path(customer.pk),
    )


def _promises(customer: Customer, today: date) -> Iterator[Promise]:
    since = today - timedelta(days=SHOWN_DAYS)
    rows = Promise.objects.filter(customer=customer).select_related("replaced_by")
    for promise in rows.exclude(state=PromiseState.RELEASED.value).order_by("due_on", "pk"):
        if promise.state == PromiseState.OPEN or promise.due_on >= since:
            yield promise


def _open(promise: Promise, today: date) -> Line:
    told = {"day": _day(promise.due_on)}
    if promise.due_on < today:
        return Line(promise.what, _("It was due on %(day)s. We are late.") % told, "warm")
    if promise.due_on == today:
        return Line(promise.what, _("Due today."), "")
    return Line(promise.what, _("By %(day)s.") % told, "")


def _settled(promise: Promise) -> Line:
    told = {"due": _day(promise.due_on), "day": _day(promise.kept_on)}
    following = getattr(promise, "replaced_by", None)
    mark = ""
    if promise.state == PromiseState.KEPT:
        stands, mark = _("Done on %(day)s."), "green"
    elif promise.state == PromiseState.KEPT_LATE:
        stands = _("Done on %(day)s, later than the %(due)s we had said.")
    elif following is not None:
        told["day"] = _day(following.due_on)
        stands = _("Not by %(due)s, as we had said: now by %(day)s.")
    elif promise.state == PromiseState.BROKEN_TOLD:
        stands = _("We could not keep it, and told you before %(due)s.")
    else:
        stands, mark = _("We did not keep this by %(due)s. We are sorry."), "warm"
    return Line(promise.what, stands % told, mark)


def _wishes(customer: Customer, today: date) -> Iterator[Line]:
    zone = shop_zone()
    since = today - timedelta(days=2 * SHOWN_DAYS)
    rows = Wish.objects.filter(customer=customer).select_related("group")
    for wish in rows.order_by("-heard_at", "-pk"):
        heard_on = wish.heard_at.astimezone(zone).date()
        group = wish.group
        if group is None or not group.answer:
            if heard_on < since or wish.state == "dropped":
                continue
            what = (
                group.title if group else _("What you told us on %(day)s") % {"day": _day(heard_on)}
            )
            yield Line(what, _("Heard and noted. No answer yet."), "")
        elif group.done_on:
            yield Line(group.title, group.answer, "green")
        else:
            yield Line(group.title, group.answer, "")


def _day(day: date | None) -> str:
    return formats.full_day(day, get_language() or "en") if day else ""
