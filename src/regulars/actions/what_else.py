""" "What else can we do for you?": asked or not at the end of a purchase or a visit, and where the
answer goes (N11)."""

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from regulars.actions.complaints import open_complaint
from regulars.actions.events import record
from regulars.actions.ideas import think_up
from regulars.actions.touches import plan_follow_up
from regulars.actions.wishes import record_wish
from regulars.models import Appointment, Customer, Person, Purchase, WhatElse
from regulars.queries.local_days import shop_today
from regulars.queries.shops import the_shop
from regulars.rules.ideas import IdeaOrigin
from regulars.rules.what_else import ElseRoute

LONGEST_NOTE = 500


class ToldAlready(Exception):
    """Of this purchase or visit somebody has said it."""


@transaction.atomic
def tell_what_else(
    *,
    customer: Customer,
    about: Purchase | Appointment | None,
    was_asked: bool,
    answer: str = "",
    route: ElseRoute | None = None,
    person: Person,
) -> WhatElse:
    """Once for each purchase or visit; an answer may come after "asked", once. The answer becomes
    a task to make a quote, a wish, an idea or a complaint.

    Raises ToldAlready, and ValueError where something without words is to go somewhere.
    """
    words = answer.strip() if was_asked else ""
    goes = route if was_asked and route is not None else None
    if goes not in {None, ElseRoute.NOTHING} and not words:
        raise ValueError("say what they answered")
    row = _row(customer, about, was_asked=was_asked, person=person)
    changed = WhatElse.objects.filter(pk=row.pk, route="").update(
        was_asked=was_asked, answer=words, route=goes.value if goes else ""
    )
    if not changed:
        raise ToldAlready(str(row))
    _send_on(customer, words, goes, person)
    record("else.told", customer, person=person, asked=was_asked, route=goes.value if goes else "")
    row.refresh_from_db()
    return row


def _row(
    customer: Customer, about: Purchase | Appointment | None, *, was_asked: bool, person: Person
) -> WhatElse:
    on = shop_today()
    told = {"was_asked": was_asked, "told_by": person, "told_at": timezone.now()}
    if isinstance(about, Purchase):
        told |= {"customer": customer, "asked_on": about.bought_on}
        return WhatElse.objects.get_or_create(purchase=about, defaults=told)[0]
    if isinstance(about, Appointment):
        told |= {"customer": customer, "asked_on": about.on}
        return WhatElse.objects.get_or_create(appointment=about, defaults=told)[0]
    return WhatElse.objects.create(customer=customer, asked_on=on, **told)


def _send_on(customer: Customer, words: str, route: ElseRoute | None, person: Person) -> None:
    if route is ElseRoute.QUOTE:
        shop = the_shop()
        with translation.override(shop.language if shop else "en"):
            note = _("Make a quote: %(what)s") % {"what": words}
        plan_follow_up(
            customer=customer, due_on=shop_today(), note=note[:LONGEST_NOTE], person=person
        )
    elif route is ElseRoute.WISH:
        record_wish(customer=customer, said=words[:500], heard_by=person)
    elif route is ElseRoute.IMPROVEMENT:
        think_up(title=words, text=words, origin=IdeaOrigin.ANSWER, person=person)
    elif route is ElseRoute.COMPLAINT:
        open_complaint(customer=customer, text=words, person=person)
