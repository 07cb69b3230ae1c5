"""What the records say of one customer, read only where a text asks for it (N9)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from regulars.models import (
    Appointment,
    Connection,
    Customer,
    Fact,
    Interaction,
    Person,
    PlaybookRun,
    Purchase,
    Rhythm,
    Thing,
)
from regulars.queries.leap_days import leap_day_for
from regulars.queries.links import own_page_url, preferences_url
from regulars.queries.local_days import shop_zone
from regulars.rules.dates import Anniversary
from regulars.rules.fields import Known
from regulars.rules.kinds import (
    AppointmentState,
    Direction,
    FactKind,
    FactState,
    Outcome,
    TouchRule,
)
from regulars.rules.playbooks import Trigger
from regulars.rules.suggestions import Truths

# What the subject of a contact is, told by its rule.
SUBJECTS: dict[TouchRule, str] = {
    TouchRule.THANKS: "purchase",
    TouchRule.UNTHANKED: "purchase",
    TouchRule.OCCASION: "connection",
    TouchRule.SERVICE: "thing",
    TouchRule.RUN_OUT: "thing",
    TouchRule.APPOINTMENT: "appointment",
}
A_DAY_MAY_BE_LATE = {Trigger.BIRTHDAY, Trigger.OCCASION}


@dataclass(frozen=True, slots=True)
class About:
    """What one contact hangs on: rows by their ids, and the day itself."""

    ids: Mapping[str, int] = field(default_factory=dict)  # purchase, appointment, thing, connection
    trigger: Trigger | None = None
    on: date | None = None
    what: str = ""  # the name of the thing or product where there is no row of it
    years: int | None = None


def about_of(rule: TouchRule, occurrence: str, subject_id: int | None) -> About:
    """What a contact of that rule is about; of a plan, what its run was started by."""
    if rule is TouchRule.PLAYBOOK:
        run = PlaybookRun.objects.select_related("playbook").filter(pk=subject_id or 0).first()
        return _about_run(run) if run else About()
    if rule is TouchRule.BIRTHDAY:
        return About(trigger=Trigger.BIRTHDAY)
    head = occurrence.split(":", maxsplit=1)[0]
    number = subject_id or (int(head) if head.isdecimal() else 0)
    if rule is TouchRule.OCCASION:
        return About({"connection": number}, trigger=Trigger.OCCASION)
    kind = SUBJECTS.get(rule)
    return About({kind: number} if kind and number else {})


def _about_run(run: PlaybookRun) -> About:
    facts: dict[str, Any] = run.facts
    kinds = ("purchase", "appointment", "thing", "connection")
    return About(
        ids={kind: facts[kind] for kind in kinds if isinstance(facts.get(kind), int)},
        trigger=Trigger(run.playbook.trigger),
        on=run.base_on,
        what=str(facts.get("what") or ""),
        years=facts.get("years") if isinstance(facts.get("years"), int) else None,
    )


@dataclass
class Records:
    """What may be said of one customer, each table read only where a text asks for it."""

    customer: Customer
    about: About
    day: date
    signer: Person | None

    def truths(self, wanted: Collection[str]) -> Truths:
        asks_purchase = bool({"item", "when"} & set(wanted))
        asks_rhythm = bool({"since", "years"} & set(wanted))
        first_on = self.rhythm.first_on if asks_rhythm else None
        return Truths(
            item=self.item if asks_purchase else "",
            bought_on=self.purchase.bought_on if asks_purchase and self.purchase else None,
            first_on=first_on,
            talked_on=self.talked_on if "talk" in wanted else None,
            kept_on=self.kept_on if "kept" in wanted else None,
            years=self.about.years or (_years(first_on, self.day) if first_on else None),
            connection=self.connection.name if "connection" in wanted and self.connection else "",
        )

    def known(self, wanted: Collection[str]) -> Known:
        asks = set(wanted)
        booked = self.appointment if {"appointment", "appointment_what"} & asks else None
        thing = self.thing if {"thing", "service_by"} & asks else None
        is_due = self.about.trigger in {Trigger.SERVICE_DUE, Trigger.RUN_OUT}
        service_on = _due_on(thing) if thing else None
        return Known(
            visits=self.rhythm.visits if "visits" in asks else 0,
            what_for=self.purchase.what_for if "what_for" in asks and self.purchase else "",
            goal=self.goal if "goal" in asks else "",
            colleague=self.colleague if "colleague" in asks else "",
            thing=thing.name if thing else self.about.what,
            service_on=(self.about.on if is_due else None) or service_on,
            appointment_at=(
                timezone.localtime(booked.starts_at, timezone=shop_zone()) if booked else None
            ),
            appointment_what=booked.what if booked else "",
            preferences_link=(
                preferences_url(self.customer.pk) if "preferences_link" in asks else ""
            ),
            own_page_link=own_page_url(self.customer) if "own_page_link" in asks else "",
        )

    @property
    def is_late(self) -> bool:
        """Whether the day that it is about has passed. Wishes for a day say so then."""
        return (
            self.about.trigger in A_DAY_MAY_BE_LATE
            and self.kept_on is not None
            and self.kept_on < self.day
        )

    @cached_property
    def kept_on(self) -> date | None:
        """The birthday or other day, of the year that is nearest."""
        if self.about.on is not None and self.about.trigger in A_DAY_MAY_BE_LATE:
            return self.about.on
        if self.about.trigger is Trigger.BIRTHDAY:
            return _nearest(self.customer.birthday_month, self.customer.birthday_day, self.day)
        if self.connection is not None:
            return _nearest(self.connection.month, self.connection.day, self.day)
        return None

    @cached_property
    def rhythm(self) -> Rhythm:
        found = Rhythm.objects.filter(customer=self.customer).first()
        return found or Rhythm(customer=self.customer)

    @cached_property
    def purchase(self) -> Purchase | None:
        """The one it is about, else the last one that was kept."""
        kept = Purchase.objects.filter(
            customer=self.customer, refunded_minor__lt=F("total_minor"), bought_on__lte=self.day
        )
        if "purchase" in self.about.ids:
            return kept.filter(pk=self.about.ids["purchase"]).first()
        return kept.order_by("-bought_at", "-pk").first()

    @cached_property
    def item(self) -> str:
        """The dearest thing of that purchase."""
        if self.purchase is None:
            return ""
        dearest = self.purchase.lines.order_by(F("amount_minor").desc(nulls_last=True), "position")
        return dearest.values_list("name", flat=True).first() or ""

    @cached_property
    def talked_on(self) -> date | None:
        talks = Interaction.objects.filter(
            Q(outcome=Outcome.REACHED.value) | Q(direction=Direction.INCOMING.value),
            customer=self.customer,
            happened_on__lte=self.day,
        )
        return talks.values_list("happened_on", flat=True).first()

    @cached_property
    def connection(self) -> Connection | None:
        if "connection" not in self.about.ids:
            return None
        theirs = Connection.objects.filter(customer=self.customer, is_not_for_use=False)
        return theirs.filter(pk=self.about.ids["connection"]).first()

    @cached_property
    def thing(self) -> Thing | None:
        theirs = Thing.objects.filter(customer=self.customer, ended_on=None)
        if "thing" in self.about.ids:
            theirs = theirs.filter(pk=self.about.ids["thing"])
        elif self.about.what:
            return None
        return theirs.select_related("interval").first()

    @cached_property
    def appointment(self) -> Appointment | None:
        theirs = Appointment.objects.filter(customer=self.customer).select_related("person")
        if "appointment" in self.about.ids:
            return theirs.filter(pk=self.about.ids["appointment"]).first()
        return theirs.filter(on__gte=self.day, state=AppointmentState.BOOKED.value).first()

    @cached_property
    def goal(self) -> str:
        goals = Fact.objects.filter(
            customer=self.customer,
            kind=FactKind.GOAL.value,
            state=FactState.HOLDS.value,
            is_not_for_use=False,
        )
        return goals.values_list("text", flat=True).first() or ""

    @cached_property
    def colleague(self) -> str:
        """Who helped them, where that is one of us who lets their name be said, and not the
        signer, who would speak of themselves."""
        helped = ""
        if "appointment" in self.about.ids and self.appointment and self.appointment.person:
            helped = self.appointment.person.display_name
        elif self.purchase is not None:
            helped = self.purchase.staff
        if not helped.strip():
            return ""
        agreed = Person.objects.filter(is_active=True).exclude(agreed_to_sign_at=None)
        if self.signer is not None:
            agreed = agreed.exclude(pk=self.signer.pk)
        names = [name for name in agreed.values_list("display_name", flat=True) if name.strip()]
        said = helped.strip().casefold()
        return next(
            (name for name in names if said in {name.casefold(), name.split()[0].casefold()}), ""
        )


def _nearest(month: int | None, number: int | None, day: date) -> date | None:
    """The time it is kept that is nearest to `day`."""
    if month is None or number is None:
        return None
    try:
        yearly = Anniversary(month, number)
    except ValueError:  # other people's files know a 31 February
        return None
    years = (day.year - 1, day.year, day.year + 1)
    kept = leap_day_for(month, number)
    return min((yearly.falls_on(year, kept) for year in years), key=lambda on: abs(on - day))


def _years(first_on: date, day: date) -> int:
    """Whole years with us by that day."""
    leap_day = leap_day_for(first_on.month, first_on.day)
    kept = Anniversary(first_on.month, first_on.day).falls_on(day.year, leap_day)
    return day.year - first_on.year - (kept > day)


def _due_on(thing: Thing) -> date | None:
    """When its service or its end falls due."""
    days = thing.every_days or (thing.interval.every_days if thing.interval else None)
    return (thing.served_on or thing.since_on) + timedelta(days=days) if days else None
