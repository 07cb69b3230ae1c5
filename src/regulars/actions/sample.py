"""The sample business: invented people to look around with, and gone again with one press."""

import random
import zlib
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext

from regulars.actions.events import record
from regulars.actions.rhythms import refresh_rhythms
from regulars.actions.sample_care import write_care
from regulars.actions.sample_promises import write_promises
from regulars.actions.sample_rows import note_rows, remove_rows
from regulars.actions.sample_voices import Voices
from regulars.actions.touches import plan_follow_up
from regulars.models import (
    Concern,
    Connection,
    Consent,
    ContactPoint,
    Customer,
    Fact,
    ImportBatch,
    Interaction,
    Line,
    Merge,
    Message,
    Person,
    Purchase,
    Shop,
    Wish,
)
from regulars.queries.local_days import shop_today, shop_zone
from regulars.queries.sample import Item, Story, stories
from regulars.rules.kinds import BatchKind, BatchState, OpenState
from regulars.rules.money import minor_digits, to_minor
from regulars.rules.search import fold, search_text

SOURCE = "sample"
PHONES = "+447700900"  # kept for fiction by the British regulator
CHEAP_UNITS = 100  # of a currency without smaller coins, for one of the price list


@transaction.atomic
def add_sample(*, person: Person | None, today: date | None = None) -> ImportBatch:
    """Put the sample business into this install, in the shop's language. There once already,
    nothing is added and its batch is returned."""
    shop = Shop.objects.select_for_update().get(pk=Shop.ONLY)
    there = ImportBatch.objects.filter(kind=BatchKind.SAMPLE.value).first()
    if there is not None:
        return there
    today = today or shop_today()
    with translation.override(shop.language):
        batch = ImportBatch.objects.create(
            kind=BatchKind.SAMPLE.value,
            file_name=gettext("Sample business"),
            state=BatchState.DONE.value,
            created_by=person,
            started_at=timezone.now(),
            finished_at=timezone.now(),
        )
        people = _Writing(batch, shop, person, today).write(stories())
    refresh_rhythms(today=today)
    record("sample.created", person=person, batch=batch.pk, customers=people)
    return batch


@transaction.atomic
def remove_sample(*, person: Person | None) -> int:
    """Take the sample business away, with all that was tried out on its people. Returns how many
    of them went. Who has become part of a real customer's record stays, without invented sales."""
    Shop.objects.select_for_update().get(pk=Shop.ONLY)
    batches = ImportBatch.objects.filter(kind=BatchKind.SAMPLE.value)
    if not batches.exists():
        return 0
    invented = Customer.objects.filter(batch__in=batches).exclude(pk__in=_real_by_now(batches))
    count = invented.count()
    Purchase.objects.filter(batch__in=batches).delete()
    Message.objects.filter(customer__in=invented).delete()  # they outlive a customer else
    invented.delete()
    remove_rows(batches)
    for rows in (ContactPoint, Consent, Fact):
        rows.objects.filter(batch__in=batches).delete()
    batches.delete()
    refresh_rhythms()
    record("sample.removed", person=person, customers=count)
    return count


def _real_by_now(batches: models.QuerySet[ImportBatch]) -> set[int]:
    """Invented customers into whom a real one was merged, or whom a file has filled."""
    merged = Merge.objects.filter(undone_at=None).values_list("kept_id", flat=True)
    filled = (
        Purchase.objects.filter(customer__batch__in=batches)
        .exclude(batch=None)
        .exclude(batch__in=batches)
        .values_list("customer_id", flat=True)
    )
    return {pk for pk in (*merged, *filled) if pk is not None}


class _Writing:
    """One run over the stories: rows are collected and written in bulk."""

    def __init__(self, batch: ImportBatch, shop: Shop, person: Person | None, today: date) -> None:
        self.batch, self.shop, self.person, self.today = batch, shop, person, today
        self.zone = shop_zone()
        self.phones: dict[str, str] = {}
        self.purchases: list[Purchase] = []
        self.lines: list[Line] = []

    def write(self, told: Sequence[Story]) -> int:
        customers = {story.name: self._customer(n, story) for n, story in enumerate(told)}
        Customer.objects.bulk_create(customers.values())
        for number, story in enumerate(told):
            customer = customers[story.name]
            self._contacts(number, story, customer)
            self._knowing(story, customer)
            self._consents(story, customer)
            self._talks(story, customer)
            self._around(story, customer, customers)
            self._visits(story, customer)
            if story.follow_up:
                plan_follow_up(
                    customer=customer,
                    due_on=self.today,
                    note=str(story.follow_up),
                    person=self.person,
                )
        write_care(customers, person=self.person, today=self.today, moment_of=self._moment)
        Purchase.objects.bulk_create(self.purchases)
        Line.objects.bulk_create(self.lines)
        self._promises_and_voices(customers)
        return len(customers)

    def _promises_and_voices(self, customers: dict[str, Customer]) -> None:
        promised = write_promises(
            customers,
            shop=self.shop,
            person=self.person,
            today=self.today,
            moment_of=self._moment,
            money=self._money,
        )
        voices = Voices(
            customers,
            shop=self.shop,
            person=self.person,
            today=self.today,
            moment_of=self._moment,
            money=self._money,
        )
        note_rows(self.batch, [*promised, *voices.write()])

    def _customer(self, number: int, story: Story) -> Customer:
        given, _, family = story.name.partition(" ")
        if story.given:
            given, family = story.given, "" if story.company else story.name
            family = family.replace(story.given, "").replace("Dr.", "").strip()
        phone = self._phone_of(number, story)
        email = _email(number, story)
        month = day = year = None
        if story.birthday:
            in_days, year = story.birthday
            on = self.today + timedelta(days=in_days)
            month, day = on.month, on.day
        return Customer(
            name=story.name,
            given_name=given,
            family_name=family,
            company=story.company,
            city=story.city,
            language=story.language,
            tone=story.tone.value,
            preferred_channel=story.channel.value if story.channel else "",
            best_time=str(story.best_time),
            birthday_month=month,
            birthday_day=day,
            birthday_year=year,
            why_stays=str(story.why_stays),
            carer=self.person if story.is_cared_for else None,
            pause_reason=story.pause.value if story.pause else "",
            search_text=search_text(
                name=story.name,
                company=story.company,
                emails=[email] if email else [],
                phones=[phone] if phone else [],
            ),
            batch=self.batch,
        )

    def _phone_of(self, number: int, story: Story) -> str:
        """A household shares one; who comes first in the stories settles it."""
        if not story.has_phone:
            return ""
        number_of = f"{PHONES}{number + 100:03d}"
        phone = self.phones.setdefault(story.shares_phone_with or story.name, number_of)
        return self.phones.setdefault(story.name, phone)

    def _contacts(self, number: int, story: Story, customer: Customer) -> None:
        values = (("email", _email(number, story)), ("phone", self._phone_of(number, story)))
        ContactPoint.objects.bulk_create(
            ContactPoint(customer=customer, kind=kind, value=value, batch=self.batch)
            for kind, value in values
            if value
        )

    def _knowing(self, story: Story, customer: Customer) -> None:
        Fact.objects.bulk_create(
            Fact(
                customer=customer,
                kind=kind.value,
                text=str(text),
                noticed_by=self.person,
                noticed_at=self._moment(self._ago(story.last + 1), 11),
                batch=self.batch,
            )
            for kind, text in story.facts
        )
        Wish.objects.bulk_create(
            Wish(
                customer=customer,
                text=str(text),
                certainty=certainty.value,
                heard_by=self.person,
                heard_at=self._moment(self._ago(story.last), 11),
            )
            for certainty, text in story.wishes
        )
        if story.concern:
            Concern.objects.create(
                customer=customer,
                text=str(story.concern),
                owner=self.person,
                state=OpenState.OPEN.value,
                noticed_at=self._moment(self._ago(story.last), 11),
            )

    def _consents(self, story: Story, customer: Customer) -> None:
        Consent.objects.bulk_create(
            Consent(
                customer=customer,
                channel=channel.value,
                is_given=is_given,
                words=gettext("May we write to you or call you this way?"),
                came_from=gettext("at the counter"),
                answered_at=self._moment(self._ago(300), 12),
                recorded_by=self.person,
                batch=self.batch,
            )
            for is_given, channels in ((True, story.yes), (False, story.no))
            for channel in channels
        )

    def _talks(self, story: Story, customer: Customer) -> None:
        Interaction.objects.bulk_create(
            Interaction(
                customer=customer,
                person=self.person,
                happened_on=self._ago(talk.days_ago),
                happened_at=self._moment(self._ago(talk.days_ago), 15),
                channel=talk.channel.value,
                direction=talk.direction.value,
                outcome=talk.outcome.value,
                words=str(talk.words),
                note=str(talk.note),
            )
            for talk in story.talks
        )

    def _around(self, story: Story, customer: Customer, customers: dict[str, Customer]) -> None:
        for one in story.around:
            on = None if one.in_days is None else self.today + timedelta(days=one.in_days)
            Connection.objects.create(
                customer=customer,
                other=customers[one.name] if one.is_customer else None,
                name=one.name,
                relation=str(one.relation),
                occasion=str(one.occasion),
                month=on.month if on else None,
                day=on.day if on else None,
                year=one.year if on else None,
            )

    def _visits(self, story: Story, customer: Customer) -> None:
        rng = random.Random(zlib.crc32(story.name.encode()))  # noqa: S311  # invented sales
        for number, day in enumerate(_days_of(story, self.today, rng)):
            item = story.items[number % len(story.items)]
            quantity = rng.choice((1, 1, 1, 2))
            price = self._price(item)
            key = f"{self.batch.pk}-{len(self.purchases)}"
            purchase = Purchase(
                customer=customer,
                source=SOURCE,
                key=key,
                bought_on=day,
                bought_at=self._moment(day, rng.randint(9, 17)),
                currency=self.shop.currency,
                total_minor=price * quantity,
                what_for=str(story.what_for) if number == 0 else "",
                recorded_by=self.person,
                batch=self.batch,
            )
            self.purchases.append(purchase)
            self.lines.append(
                Line(
                    purchase=purchase,
                    position=0,
                    name=str(item[0]),
                    quantity=quantity,
                    amount_minor=price * quantity,
                )
            )

    def _price(self, item: Item) -> int:
        return self._money(item[1])

    def _money(self, price: int) -> int:
        currency = self.shop.currency
        units = CHEAP_UNITS if minor_digits(currency) == 0 else 1
        return to_minor(Decimal(price) * units, currency)

    def _ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def _moment(self, day: date, hour: int) -> datetime:
        return datetime.combine(day, time(hour), tzinfo=self.zone).astimezone(UTC)


def _email(number: int, story: Story) -> str:
    if not story.has_email:
        return ""
    plain = "".join(c if c.isascii() and c.isalnum() else "." for c in fold(story.name))
    return f"{plain.strip('.') or f'person{number}'}@example.com".replace("..", ".")


def _days_of(story: Story, today: date, rng: random.Random) -> Iterator[date]:
    """The days of the visits, the latest first."""
    extra = dict(story.skips)
    first = _years_before(today, story.anniversary) if story.anniversary else date.min
    back = story.last
    for number in range(story.visits):
        day = today - timedelta(days=back)
        if number and day <= first + timedelta(days=story.every // 2):
            break
        yield day
        stray = rng.uniform(1 - story.wobble, 1 + story.wobble)
        back += max(1, round(story.every * stray)) + extra.get(number + 1, 0)
    if story.anniversary:
        yield first


def _years_before(day: date, years: int) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year - years, 2, 28)
    return day.replace(year=day.year - years)
