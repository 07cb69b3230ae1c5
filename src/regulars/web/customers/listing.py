"""The list of customers, searched as one types, and the same as a file."""

import csv
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from regulars.models import Person, Tag
from regulars.queries import labels
from regulars.queries.customer_table import customer_table
from regulars.queries.customers import NOBODY, Wanted, custom_filters, customer_page
from regulars.queries.duplicates import has_open_pairs
from regulars.rules.access import Right
from regulars.rules.listing import Sort
from regulars.rules.stages import Stage
from regulars.web.access import needs
from regulars.web.customers.words import sorts
from regulars.web.shop import shop_of, today_of

LONGEST_SEARCH = 100
BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads umlauts as two signs each


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    shop = shop_of(request)
    wanted = wanted_from(request)
    today = today_of(shop)
    context: dict[str, Any] = {
        "page": customer_page(wanted, today=today, region=shop.country),
        "wanted": wanted,
        "today": today,
        "asked": _asked(request),
    }
    if request.headers.get("HX-Request") and not request.headers.get("HX-History-Restore-Request"):
        return render(request, "customers/_list.html", context)
    context |= {
        "stages": labels.choices(Stage),
        "sorts": sorts(),
        "carers": Person.objects.filter(is_active=True).order_by("display_name"),
        "tags": Tag.objects.all()[:200],
        "fields": [(field, wanted.fields.get(field.pk, "")) for field in custom_filters()],
        "nobody": NOBODY,
        "has_pairs": has_open_pairs(),
    }
    return render(request, "customers/list.html", context)


@needs(Right.EXPORT)
@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """The customers of the current filter, row by row, so that no number of them is too many."""
    shop = shop_of(request)
    rows = customer_table(wanted_from(request), shop=shop, today=today_of(shop))
    language = translation.get_language() or "en"
    response = StreamingHttpResponse(_lines(rows, language), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="customers.csv"'
    return response


class _Echo:
    """A file that hands back what is written."""

    def write(self, text: str) -> str:
        return text


def _lines(rows: Iterator[list[str]], language: str) -> Iterator[str]:
    yield BYTE_ORDER_MARK
    writer = csv.writer(_Echo())
    with translation.override(language):  # the rows are made after the request is over
        yield from (writer.writerow(row) for row in rows)


def wanted_from(request: HttpRequest) -> Wanted:
    """What the address asks for; what makes no sense is left out."""
    asked = request.GET
    return Wanted(
        text=asked.get("q", "").replace("\0", "")[:LONGEST_SEARCH],
        stage=Stage(asked["stage"]) if asked.get("stage") in set(Stage) else None,
        is_next_missing=asked.get("next") == "missing",
        carer=_number(asked.get("carer", "")),
        tag=_number(asked.get("tag", "")),
        fields={
            int(name.removeprefix("field_")): str(text).replace("\0", "")[:LONGEST_SEARCH]
            for name, text in asked.items()
            if name.startswith("field_") and text and _number(name.removeprefix("field_"))
        },
        sort=Sort(asked["sort"]) if asked.get("sort") in set(Sort) else Sort.NAME,
        after=_number(asked.get("after", "")),
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _asked(request: HttpRequest) -> str:
    """The filter as part of an address, without the place in the list."""
    kept = [(name, text) for name, text in request.GET.items() if text and name != "after"]
    return urlencode(kept)
