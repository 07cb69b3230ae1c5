"""The page of a day: which day and whose, and the board that htmx swaps."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from regulars.models import Person
from regulars.queries import labels
from regulars.queries.cards import Card, card_for, row_of
from regulars.queries.mail_accounts import is_mail_on
from regulars.queries.running import warning_on
from regulars.queries.today import Row, Today, today_for
from regulars.rules.access import Right, may
from regulars.rules.channels import Channel
from regulars.rules.kinds import Outcome
from regulars.web.access import person_of
from regulars.web.shop import shop_of, today_of
from regulars.web.today.choices import LATER, WHY_NOT
from regulars.web.today.forms import IN_DAYS, LONGEST_WORDS

FURTHEST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    today: date
    day: date
    everybody: bool
    show_all: bool
    other: int

    def query(self, **changed: object) -> str:
        """The same choices as an address takes them; "" for a plain today."""
        told = {
            "on": self.day.isoformat() if self.day != self.today else "",
            "who": "everybody" if self.everybody else "",
            "show": "all" if self.show_all else "",
            **changed,
        }
        kept = {name: value for name, value in told.items() if value}
        return f"?{urlencode(kept)}" if kept else ""


def asked_of(request: HttpRequest) -> Asked:
    today = today_of(shop_of(request))
    return Asked(
        today=today,
        day=_day(request.GET.get("on", ""), today),
        everybody=request.GET.get("who") == "everybody",
        show_all=request.GET.get("show") == "all",
        other=_number(request.GET.get("other", "")),
    )


def _day(told: str, today: date) -> date:
    """The day of the address; today where it is no day or too far to say anything about."""
    try:
        day = date.fromisoformat(told)
    except ValueError:
        return today
    near = abs(day - today) <= timedelta(days=FURTHEST_DAYS)
    return day if near else today


def _number(told: str) -> int:
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 4 else 0


def board(
    request: HttpRequest,
    *,
    opened: int | None = None,
    typed: QueryDict | None = None,
    status: int = 200,
) -> HttpResponse:
    """The list with one person opened beside it: the one asked for, else the first.

    htmx gets the board alone, with the heading and the notes to go along. `typed` is what was
    written on the card so far; it stays there.
    """
    asked = asked_of(request)
    person, shop = person_of(request), shop_of(request)
    day_list = today_for(
        person,
        day=asked.day,
        today=asked.today,
        everybody=asked.everybody,
        show_all=asked.show_all,
    )
    words = typed.get("words", "")[:LONGEST_WORDS] if typed is not None else None
    row = _opened_row(day_list, opened, person=person, day=asked.day)
    card = None
    if row is not None:
        card = card_for(
            row, person=person, shop=shop, day=asked.day, other=asked.other, words=words
        )
    context = _context(asked, day_list, card) | {"is_opened": opened is not None, "typed": typed}
    if not request.headers.get("HX-Request") and may(person.role, Right.CHANGE_SHOP):
        context["warning"] = warning_on(asked.today)
    if request.headers.get("HX-Request"):
        return render(request, "today/swapped.html", context, status=status)
    return render(request, "today/show.html", context, status=status)


def _opened_row(day_list: Today, opened: int | None, *, person: Person, day: date) -> Row | None:
    """The one asked for, on the list or not, else the first. Raises Http404 for nobody."""
    if opened is None:
        return day_list.rows[0] if day_list.rows else None
    listed = next((row for row in day_list.rows if row.customer.pk == opened), None)
    row = listed or row_of(opened, person=person, day=day)
    if row is None:
        raise Http404
    return row


def _context(asked: Asked, day_list: Today, card: Card | None) -> dict[str, object]:
    return {
        "today": day_list,
        "asked": asked,
        "query": asked.query(),
        "query_all": asked.query(show="all"),
        "query_everybody": asked.query(who="" if asked.everybody else "everybody"),
        "query_other": asked.query(other=asked.other + 1),
        "card": card,
        "is_mail_on": card is not None and is_mail_on(),
        "later": LATER,
        "why_not": WHY_NOT,
        "in_days": IN_DAYS,
        "outcomes": labels.choices(Outcome),
        "channels": _channels(card),
    }


def _channels(card: Card | None) -> list[tuple[str, str]]:
    """By which way it went: those offered first, then the others that may have happened."""
    offered = [tap.channel for tap in card.taps] if card else []
    rest = [channel for channel in (Channel.VISIT, Channel.PHONE) if channel not in offered]
    return [(channel.value, labels.word(Channel, channel)) for channel in [*offered, *rest]]
