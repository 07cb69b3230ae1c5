"""Telling everyone who asked, each of them once and by name: what was decided, or that it is there.

By mail where they may be reached so and somebody signs; else somebody here has it as a task, with
the words.
"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from regulars.actions.events import record
from regulars.actions.messages import plan_message
from regulars.models import Customer, Person, Shop, Touch, Wish, WishGroup
from regulars.queries.composing import may_sign
from regulars.queries.local_days import shop_today
from regulars.queries.mail_accounts import is_mail_on
from regulars.queries.shops import the_shop
from regulars.queries.ways_in import ways_in
from regulars.rules.channels import Channel
from regulars.rules.greetings import Addressee, Voice, letter, spoken_language
from regulars.rules.kinds import OpenState, Tone, TouchRule
from regulars.rules.messages import How, Purpose
from regulars.rules.reach import WaysIn, offered
from regulars.rules.wishes import WishDecision

PATIENCE = timedelta(days=60)  # an answer to a wish may wait for a quiet week


@transaction.atomic
def tell_everyone(*, group: WishGroup, person: Person) -> int:
    """Whoever asked and does not know it yet. Pressed again, nobody is told twice. Returns how
    many people. Raises ValueError before it is decided."""
    held = WishGroup.objects.select_for_update(of=("self",)).get(pk=group.pk)
    if held.decision == WishDecision.UNDECIDED:
        raise ValueError("first decide, then answer")
    is_done = held.done_on is not None
    column = "told_done_on" if is_done else "told_answer_on"
    waiting = Wish.objects.filter(group=held, **{column: None}).exclude(customer=None)
    asked: dict[int, list[Wish]] = {}
    for wish in waiting.select_related("customer").order_by("heard_at", "pk"):
        if wish.customer_id is not None:
            asked.setdefault(wish.customer_id, []).append(wish)
    shop = the_shop() or Shop(name="", language="en")
    ways = ways_in([wishes[0].customer for wishes in asked.values() if wishes[0].customer])
    is_on = is_mail_on() and may_sign(person)
    told = 0
    for customer_id, wishes in sorted(asked.items()):
        customer = wishes[0].customer
        assert customer is not None
        knows = Wish.objects.filter(group=held, customer=customer).exclude(**{column: None})
        if not knows.exists():
            way = ways[customer_id] if is_on else None
            _tell(customer, wishes[0], held, way, shop=shop, person=person)
            told += 1
        changes: dict[str, Any] = {column: shop_today()}
        if is_done or held.decision != WishDecision.WILL_DO:
            changes |= {"state": OpenState.DONE.value, "offered": held.answer[:500]}
        Wish.objects.filter(pk__in=[wish.pk for wish in wishes]).update(**changes)
    record("wish.decided", person=person, group=held.pk, told=told)
    return told


def _tell(
    customer: Customer,
    wish: Wish,
    group: WishGroup,
    ways: WaysIn | None,
    *,
    shop: Shop,
    person: Person,
) -> None:
    occurrence = f"{group.pk}-{'done' if group.done_on else group.decision}"
    language = spoken_language(customer.language, shop.language)
    tone = Tone(customer.tone)
    with translation.override(language):
        subject = _("You asked, and now it is there") if group.done_on else _("You asked us")
        said = _("You once wished for this: %(wish)s") % {"wish": wish.text}
    stop = "" if said.endswith((".", "!", "?", "…")) else "."
    who = Addressee(customer.name, customer.given_name, customer.company)
    voice = Voice(person.display_name, shop.name, tone, language)
    body = letter(f"{said}{stop} {group.answer}", who, voice)
    address = ways.emails[0] if ways and ways.emails and Channel.EMAIL in offered(ways) else ""
    touch, is_new = Touch.objects.get_or_create(
        customer=customer,
        rule=TouchRule.WISH.value,
        occurrence=occurrence,
        defaults={
            "due_on": shop_today(),
            "how": How.MESSAGE.value if address else How.TASK.value,
            "purpose": Purpose.SERVICE.value,
            "note": f"{group.title}: {group.answer}"[:500],
            "script": body,
            "assigned_to": customer.carer or person,
            "created_by": person,
        },
    )
    if not is_new or not address:
        return
    plan_message(
        customer=customer,
        rule=TouchRule.WISH,
        occurrence=occurrence,
        channel=Channel.EMAIL,
        purpose=Purpose.SERVICE,
        subject=subject,
        body=body,
        language=language,
        tone=tone,
        to_address=address,
        signed_by=person,
        due_at=timezone.now(),
        use_by_at=timezone.now() + PATIENCE,
        touch=touch,
        created_by=person,
        person=person,
    )
