"""What the address of the calendar asks for, and the page it gives."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from regulars.models import Person
from regulars.queries import labels
from regulars.queries.calendar import calendar_for
from regulars.rules.calendars import EntryKind, Look, span_of
from regulars.web.access import person_of
from regulars.web.shop import shop_of, today_of
from regulars.web.today.choices import LATER, WHY_NOT

FURTHEST_DAYS = 3 * 366


@dataclass(frozen=True, slots=True)
class Asked:
    """The look, its day, whose work and which kind. The address keeps them."""

    today: date
    look: Look = Look.COMING
    day: date = field(default=date.min)
    who: str = ""  # "" is the reader's own, "everybody", or the id of a colleague
    kind: str = ""

    def query(self, **changed: str) -> str:
        """The same choices as an address takes them, some changed; "" for the plain page."""
        told = {
            "look": "" if self.look is Look.COMING else self.look.value,
            "on": "" if self.day == self.today else self.day.isoformat(),
            "who": self.who,
            "kind": self.kind,
            **changed,
        }
        kept = {name: value for name, value in told.items() if value}
        return f"?{urlencode(kept)}" if kept else ""

    def people(self, person: Person) -> frozenset[int] | None:
        if self.who == "everybody":
            return None
        return frozenset({int(self.who) if self.who else person.pk})

    def kinds(self) -> frozenset[EntryKind] | None:
        return frozenset({EntryKind(self.kind)}) if self.kind else None


def asked_of(request: HttpRequest) -> Asked:
    """What makes no sense is left out rather than refused."""
    today = today_of(shop_of(request))
    told = request.GET
    look, who, kind = told.get("look", ""), told.get("who", ""), told.get("kind", "")
    is_person = who.isascii() and who.isdecimal() and len(who) < 10
    return Asked(
        today=today,
        look=Look(look) if look in set(Look) else Look.COMING,
        day=_day(told.get("on", ""), today),
        who=who if who == "everybody" or is_person else "",
        kind=kind if kind in set(EntryKind) else "",
    )


def _day(told: str, today: date) -> date:
    try:
        day = date.fromisoformat(told)
    except ValueError:
        return today
    return day if abs(day - today) <= timedelta(days=FURTHEST_DAYS) else today


def board(request: HttpRequest, *, status: int = 200) -> HttpResponse:
    """The calendar; htmx gets the part that is swapped, with the notes to go along."""
    asked, person, shop = asked_of(request), person_of(request), shop_of(request)
    page = calendar_for(
        shop,
        look=asked.look,
        day=asked.day,
        today=asked.today,
        people=asked.people(person),
        kinds=asked.kinds(),
    )
    span = span_of(asked.look, asked.day)
    context = {
        "page": page,
        "asked": asked,
        "today": asked.today,
        "query": asked.query(),
        "looks": [(look.value, asked.query(look=_look(look))) for look in Look],
        "before": asked.query(on=span.before_on.isoformat()),
        "after": asked.query(on=span.after_on.isoformat()),
        "now": asked.query(on=""),
        "is_now": asked.today in span.days,
        "kinds": labels.choices(EntryKind),
        "later": LATER,
        "why_not": WHY_NOT,
    }
    name = "swapped" if request.headers.get("HX-Request") else "show"
    return render(request, f"calendar/{name}.html", context, status=status)


def _look(look: Look) -> str:
    return "" if look is Look.COMING else look.value
