"""The list of customers as rows of a spreadsheet."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from django.utils.translation import gettext

from regulars.models import Consent, CustomField, CustomValue, Shop
from regulars.queries import labels
from regulars.queries.customers import Row, Wanted, all_rows, rhythm_of
from regulars.rules.cells import defuse
from regulars.rules.channels import Channel
from regulars.rules.kinds import ContactKind
from regulars.rules.money import from_minor

CHUNK = 500


def customer_table(wanted: Wanted, *, shop: Shop, today: date) -> Iterator[list[str]]:
    """A heading, then a row for each customer who fits. Every cell stays text in a spreadsheet."""
    fields = list(CustomField.objects.all())
    yield [defuse(heading) for heading in [*_headings(shop), *(field.name for field in fields)]]
    rows = all_rows(wanted, today=today, region=shop.country)
    while chunk := list(islice(rows, CHUNK)):
        ids = [row.customer.pk for row in chunk]
        values = {
            (value.customer_id, value.field_id): value.text
            for value in CustomValue.objects.filter(customer__in=ids)
        }
        answers = _answers(ids)
        for row in chunk:
            pk = row.customer.pk
            cells = [
                *_cells(row, shop),
                *(answers.get((pk, channel.value), "") for channel in Channel),
                *(values.get((pk, field.pk), "") for field in fields),
            ]
            yield [defuse(cell) for cell in cells]


def _headings(shop: Shop) -> list[str]:
    return [
        gettext("Number"),
        gettext("Name"),
        gettext("Given name"),
        gettext("Family name"),
        gettext("Company"),
        gettext("Email"),
        gettext("Phone"),
        gettext("Street"),
        gettext("Postcode"),
        gettext("City"),
        gettext("Country"),
        gettext("Language"),
        gettext("Birthday"),
        gettext("Tags"),
        gettext("Carer"),
        gettext("Stage"),
        gettext("Visits"),
        gettext("First visit"),
        gettext("Last visit"),
        gettext("Usual gap in days"),
        gettext("Next visit from"),
        gettext("Next visit to"),
        gettext("Paid in %(currency)s") % {"currency": shop.currency},
        gettext("Next step"),
        gettext("Next step on"),
        *(
            gettext("Consent: %(channel)s") % {"channel": labels.word(Channel, channel)}
            for channel in Channel
        ),
    ]


def _cells(row: Row, shop: Shop) -> list[str]:
    customer, rhythm, touch = row.customer, rhythm_of(row.customer), row.next_touch
    points = list(customer.contact_points.all())
    return [
        str(customer.pk),
        customer.name,
        customer.given_name,
        customer.family_name,
        customer.company,
        "; ".join(p.value for p in points if p.kind == ContactKind.EMAIL),
        "; ".join(p.value for p in points if p.kind == ContactKind.PHONE),
        customer.street,
        customer.postcode,
        customer.city,
        customer.country,
        customer.language,
        _birthday(customer.birthday_year, customer.birthday_month, customer.birthday_day),
        "; ".join(tag.name for tag in row.tags),
        customer.carer.display_name if customer.carer else "",
        labels.word("Stage", row.stage),
        str(rhythm.visits),
        _iso(rhythm.first_on),
        _iso(rhythm.last_on),
        "" if rhythm.usual_gap_days is None else f"{rhythm.usual_gap_days:.0f}",
        _iso(rhythm.next_from),
        _iso(rhythm.next_to),
        str(from_minor(rhythm.paid_minor, shop.currency)),
        (touch.note or labels.word("TouchRule", touch.rule)) if touch else "",
        _iso(touch.due_on) if touch else "",
    ]


def _answers(ids: Iterable[int]) -> dict[tuple[int, str], str]:
    """The latest answer of each customer for each channel; nothing where they never gave one."""
    words = {True: gettext("yes"), False: gettext("no")}
    answers: dict[tuple[int, str], str] = {}
    for consent in Consent.objects.filter(customer__in=list(ids), topic=""):  # newest first
        answers.setdefault((consent.customer_id, consent.channel), words[consent.is_given])
    return answers


def _birthday(year: int | None, month: int | None, day: int | None) -> str:
    return f"{year or '-'}-{month:02}-{day:02}" if month and day else ""


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
