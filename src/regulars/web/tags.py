"""What templates may do with a value. Loaded everywhere, without a {% load %}."""

import zlib
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.template.context import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from regulars.models import Connection, Rhythm
from regulars.queries import formats, labels
from regulars.queries.promises import kind_name
from regulars.queries.strips import Strip, strip_for
from regulars.queries.text_lengths import length_words
from regulars.rules.access import Right, may
from regulars.web.strips import svg

register = template.Library()

PROMISE_TINTS = {
    "open": "is-blue",
    "kept": "is-green",
    "kept_late": "is-gold",
    "broken_told": "is-blue",
    "broken_silent": "is-warm",
}
TINTS = ("is-gold", "is-green", "is-warm", "is-blue", "is-plum")


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str, css: str = "") -> SafeString:
    """A drawing from icons.svg. It decorates: the words beside it must be enough."""
    turns = "icon-turns" if name in {"forward", "back", "leave", "undo", "merge"} else ""
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        " ".join(part for part in ("icon", turns, css) if part),
        static("regulars/icons.svg"),
        name,
    )


@register.simple_tag
@lru_cache(maxsize=4_096)
def avatar(name: str, seed: Any = None) -> SafeString:
    """Initials on a tint that stays with the person: the seed is the row's id, or the name."""
    return format_html(
        '<span class="avatar {}" aria-hidden="true">{}</span>',
        tint(name if seed is None else seed),
        initials(name),
    )


@register.filter
def initials(name: str) -> str:
    """First letters of the first and last word: "Mara Lindqvist" → ML, "木村" → 木."""
    words = [word for word in name.split() if word[0].isalnum()]
    if not words:
        return "·"
    picked = words if len(words) == 1 else [words[0], words[-1]]
    return "".join(word[0] for word in picked).upper()


@register.filter
def tint(seed: Any) -> str:
    """The same class for the same seed, in every process and on every day."""
    return TINTS[zlib.crc32(str(seed).encode()) % len(TINTS)]


@register.filter
def money(amount_minor: int | None, currency: str) -> str:
    """Minor units in the currency's own form: {{ purchase.total_minor|money:purchase.currency }}"""
    return "" if amount_minor is None else formats.money(amount_minor, currency, language())


@register.filter
def round_money(amount_minor: int, currency: str) -> str:
    """An amount that is known about: {{ page.worth_minor|round_money:shop.currency }}."""
    return formats.round_money(amount_minor, currency, language())


@register.filter
def day(on: date | None, today: date) -> str:
    """As people say it: {{ touch.due_on|day:today }} → tomorrow, Friday, 24 Sep, 24 Sep 2024."""
    return "" if on is None else formats.day(on, today=today, language=language())


@register.filter
def full_day(on: date) -> str:
    """Sunday, 22 November 2026."""
    return formats.full_day(on, language())


@register.filter
def day_of_year(connection: Connection) -> str:
    """The day that is kept of somebody around a customer: 24 September."""
    if connection.month is None or connection.day is None:
        return ""
    return formats.day_of_year(connection.month, connection.day, connection.year, language())


@register.filter
def language_name(code: str) -> str:
    """{{ customer.language|language_name }} → Japanese"""
    return formats.language_name(code, language())


@register.filter
def local_day(moment: datetime) -> date:
    """The shop's day of a moment: {{ consent.answered_at|local_day|day:today }}"""
    return timezone.localdate(moment)


@register.filter
def whole(number: int | None) -> str:
    """12345 → 12,345 or 12.345, as the reader writes it."""
    return "" if number is None else formats.whole(number, language())


@register.filter
def share(value: float | None) -> str:
    """0.42 → 42 %, as the reader writes it."""
    return "" if value is None else formats.share(value, language())


@register.filter
def word(value: str, kind: str) -> str:
    """The words of a stored enum value: {{ touch.rule|word:"TouchRule" }}"""
    return labels.word(kind, value)


@register.filter
def promise_kind(kind: str) -> str:
    """A ready kind in words, an owner's own words as they are: {{ promise.kind|promise_kind }}"""
    return kind_name(kind)


@register.filter
def promise_tint(state: str) -> str:
    """The quiet colour of how a promise came out: {{ promise.state|promise_tint }}"""
    return PROMISE_TINTS.get(state, "")


@register.filter
def sms_words(text: str) -> str:
    """How many SMS a text becomes: {{ message.body|sms_words }}"""
    return length_words(text)


@register.filter
def short_address(url: str) -> str:
    """https://www.instagram.com/tomas/ → instagram.com/tomas"""
    return url.removeprefix("https://").removeprefix("www.").rstrip("/")


@register.simple_tag(takes_context=True)
def people_word(context: Context, form: str = "many") -> str:
    """What this business calls its customers. The forms: queries/labels.py, PeopleWords."""
    shop = context.get("shop")
    return str(getattr(labels.people_words(shop.customer_word if shop else "customer"), form))


@register.simple_tag(takes_context=True)
def may_do(context: Context, right: str) -> bool:
    """{% may_do "change_shop" as may_change %}: a thing one may not do is not shown."""
    user = context["request"].user
    return bool(user.is_authenticated and may(user.role, Right(right)))


@register.simple_tag(takes_context=True)
def current(context: Context, area: str) -> SafeString | str:
    """Marks the area of this page in the navigation."""
    match = context["request"].resolver_match
    here = match is not None and area in match.namespaces
    return SafeString('aria-current="page"') if here else ""


@register.inclusion_tag("parts/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """One field of a form with its label, hint and errors."""
    widget = bound.field.widget
    return {
        "field": bound,
        "is_tick": isinstance(widget, CheckboxInput),
        "is_group": isinstance(widget, RadioSelect | CheckboxSelectMultiple),
    }


@register.simple_tag
def strip(what: Rhythm | Strip, *, wide: bool = False) -> SafeString:
    """The rhythm strip: {% strip customer.rhythm %}, on the customer's page wide=True."""
    if isinstance(what, Rhythm):
        what = strip_for(what, timezone.localdate(), wide=wide)
    return svg(what)


def language() -> str:
    return get_language() or "en"
