"""A marker in every field that may hold somebody's data, and a walk through all of the product.

It stands in no log, on no error page, in no address of ours and in no title (G4), and it becomes
markup on no page (W3).
"""

import io
import logging
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from regulars.config import urls as real
from regulars.config.logs import WithoutData
from regulars.models import Customer
from regulars.web import errors
from tests.making_rows import fill, make_row
from tests.web.addresses import Address, addresses

NAME = "Zyxmarker"
MARKER = f"\"'><xss>{NAME}"
OWN = ("href", "action", "src", "formaction", "hx-get", "hx-post")
FIELDS = (
    "name",
    "words",
    "text",
    "note",
    "body",
    "subject",
    "email",
    "phone",
    "q",
    "reason",
    "what",
)
BACKEND = "django.contrib.auth.backends.ModelBackend"


def broken(request: HttpRequest, pk: int) -> HttpResponse:
    told = IntegrityError(f"Key (value)=({NAME}) already exists.")
    raise RuntimeError(f"{NAME} cannot be kept") from told


urlpatterns = [*real.urlpatterns, path("test-broken/<int:pk>", broken, name="test-broken")]
handler400, handler403 = errors.bad_request, errors.forbidden
handler404, handler500 = errors.not_found, errors.broken


class Seen(HTMLParser):
    """Tags, addresses of ours and the title of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.own: list[str] = []
        self.title = ""
        self._in_title = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self._in_title = tag == "title" or (self._in_title and tag != "body")
        told = [value for name, value in attrs if name in OWN and value]
        self.own += [value for value in told if value.startswith(("/", "?", "#"))]

    def handle_endtag(self, tag):
        self._in_title = self._in_title and tag != "title"

    def handle_data(self, data):
        self.title += data if self._in_title else ""


@pytest.fixture
def log(django_db_reset_sequences):
    """What production writes, as it writes it. Rows count from 1, as the walk asks for them."""
    told = io.StringIO()
    handler = logging.StreamHandler(told)
    handler.setFormatter(WithoutData("{levelname} {name}: {message}", style="{"))
    logging.getLogger().addHandler(handler)
    yield told
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def marked(log, shop) -> Customer:
    customer = make_row(Customer, MARKER, country="DE")
    fill(customer, MARKER)
    return customer


# They read a column of which the made-up row has words where our own code alone writes a record.
OF_OUR_OWN_SHAPE = {"notices:show", "customers:undo_merge"}


class Walk:
    def __init__(self, ana) -> None:
        self.ana = ana
        self.client = Client(raise_request_exception=False)
        self.stranger = Client(raise_request_exception=False)
        self.statuses: Counter[int] = Counter()
        self.broke: set[str] = set()
        self.wrong: list[str] = []

    def ask(
        self,
        method: str,
        address: Address,
        told: dict[str, str] | None = None,
        *,
        is_stranger: bool = False,
    ) -> None:
        client = self.stranger if is_stranger else self.client
        if not is_stranger and SESSION_KEY not in client.session:  # signed out on the way
            client.force_login(self.ana, backend=BACKEND)
        response = getattr(client, method)(address.path, told or {})
        self.statuses[response.status_code] += 1
        if response.status_code == 500:
            self.broke.add(address.name)
        if NAME in unquote(response.headers.get("Location", "")):
            self.wrong.append(f"{address.name} leads to an address with the marker")
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            return
        page = b"".join(response) if response.streaming else response.content
        seen = Seen(page.decode())
        if "xss" in seen.tags:
            self.wrong.append(f"{address.name} makes markup of it")
        if NAME in seen.title:
            self.wrong.append(f"{address.name} has it in the title")
        self.wrong += [
            f"{address.name} has it in {one}" for one in seen.own if NAME in unquote(one)
        ]
        if response.status_code >= 500 and NAME in page.decode():
            self.wrong.append(f"{address.name} says it where it breaks")


@pytest.mark.urls(__name__)
def test_g4_w3_no_log_title_address_or_error_page_tells_it_and_nothing_becomes_markup(
    marked, ana, log
):
    walk = Walk(ana)
    every = [one for one in addresses() if "test-broken" not in one.path]
    for one in every:
        walk.ask("get", one, is_stranger=True)
    for one in every:
        walk.ask("get", one)
    typed = dict.fromkeys(FIELDS, MARKER)
    for one in every:
        if "sample" not in one.name:  # that makes a business of hundreds
            walk.ask("post", one, typed)
    walk.ask("get", Address("broken", "/test-broken/7"))

    assert sum(walk.statuses.values()) >= 500
    assert walk.statuses[200] > 70
    assert walk.broke == {"broken"} | OF_OUR_OWN_SHAPE
    assert walk.wrong == []
    assert "RuntimeError" in log.getvalue()
    assert NAME not in log.getvalue()
