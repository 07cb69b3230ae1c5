"""Nothing on a page is left in English: a walk in a language that marks every translated text.

The language stands in for any: each text that goes through gettext comes back as ⟦text⟧. What is
left outside the brackets and is neither somebody's data nor a date is a text nobody can translate.
"""

import re
from html.parser import HTMLParser

import pytest
from babel import Locale
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import CharField, TextField
from django.test import Client
from django.utils.translation import trans_real

from regulars.actions.sample import add_sample
from regulars.models import Customer, Fact, Person, Shop
from regulars.rules.mail_hosts import HOSTS

OPENS, CLOSES = "⟦", "⟧"
WORD = re.compile(r"[^\W\d_]{2,}")
SAID_ALOUD = ("aria-label", "placeholder", "title", "alt", "data-label")
NAMES = {"Regulars", "Enter", "English", "Deutsch", "WhatsApp", "EUR", "DE", "Berlin"}
# Lists of the world, worded by Babel and holidays; and the showcase of developers.
LISTS = {"country", "currency", "region", "time_zone"}
NOT_FOR_OWNERS = ("/settings/components", "/customers/export", ".csv", "/static/", "/everything")
MOST_PAGES_OF_A_KIND = 4


class Texts(HTMLParser):
    """What a person reads or hears on a page, without what they typed themselves."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.links: set[str] = set()
        self._skipped: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.found += [told[name] for name in SAID_ALOUD if told.get(name)]
        if tag == "a":
            self.links.add(told.get("href") or "")
        if self._skipped:
            self._skipped += [tag] if tag == self._skipped[0] else []
        elif (
            tag in {"script", "style", "textarea"}
            or told.get("translate") == "no"
            or (tag == "select" and told.get("name") in LISTS)
            or "avatar" in (told.get("class") or "").split()
        ):
            self._skipped = [tag]

    def handle_endtag(self, tag):
        if self._skipped and tag == self._skipped[0]:
            self._skipped.pop()

    def handle_data(self, data):
        if not self._skipped and data.strip():
            self.found.append(data)


def outside(text: str) -> str:
    """What stands outside the brackets, however deep they are nested."""
    kept, depth = [], 0
    for letter in text:
        depth += (letter == OPENS) - (letter == CLOSES)
        kept.append(letter if depth == 0 and letter != CLOSES else " ")
    return "".join(kept)


def words_of_data() -> set[str]:
    """Every word that somebody typed or that Babel writes: a date, a language."""
    texts = {"Ferreira's"} | {host.name for host in HOSTS}
    for model in apps.get_app_config("regulars").get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, CharField | TextField) and not field.choices:
                texts |= set(model.objects.values_list(field.name, flat=True))
    locale = Locale("de")
    for names in (locale.months, locale.days):
        for width in names["format"].values():
            texts |= set(width.values())
    texts |= set(locale.languages.values())
    return {word for text in texts if text for word in WORD.findall(text)} | NAMES


@pytest.fixture
def marked(monkeypatch):
    """German, with each text in brackets in place of its translation."""
    german = trans_real.translation("de")

    def one(message):
        return f"{OPENS}{message.split(chr(4))[-1]}{CLOSES}" if message else message

    monkeypatch.setattr(german, "gettext", one)
    monkeypatch.setattr(german, "ngettext", lambda a, b, n: one(a if n == 1 else b))


@pytest.fixture
def reader(ana) -> Client:
    add_sample(person=ana)
    return _client(ana)


def _client(person: Person) -> Client:
    Person.objects.filter(pk=person.pk).update(language="de")
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def left_in_english(page: str, known: set[str] | None = None) -> list[str]:
    known = known or words_of_data()
    return [
        text.strip()
        for text in Texts(page).found
        if any(word not in known for word in WORD.findall(outside(text)))
    ]


def test_what_is_not_in_brackets_is_found(reader, marked):
    assert left_in_english('<p title="Hello">⟦Good⟧ morning</p>') == ["Hello", "⟦Good⟧ morning"]
    assert left_in_english("<p>⟦With ⟦Tomás⟧ since⟧ Tomás</p>") == []


@pytest.mark.any_database
def test_no_page_of_the_sample_says_a_word_that_cannot_be_translated(reader, marked):
    Customer.objects.update(language="de")  # their own pages, too
    waiting, seen, kinds, left = ["/"], {"/"}, {}, {}
    known = words_of_data()
    while waiting:
        address = waiting.pop(0)
        response = reader.get(address, follow=True)
        assert response.status_code == 200, address
        if words := left_in_english(response.text, known):
            left[address] = words
        for link in sorted(Texts(response.text).links):
            kind = re.sub(r"(?<=/p/)(\w+)/[^/]+|\d+|=[^&]*", r"\1#", link)
            if not link.startswith("/") or any(part in link for part in NOT_FOR_OWNERS):
                continue
            if link not in seen and kinds.get(kind, 0) < MOST_PAGES_OF_A_KIND:
                kinds[kind] = kinds.get(kind, 0) + 1
                seen.add(link)
                waiting.append(link)

    assert left == {}
    assert len(seen) > 40


@pytest.mark.any_database
def test_what_forms_complain_of_can_be_translated(reader, marked):
    somebody = Customer.objects.get(name="Tomás Ferreira")
    fact = Fact.objects.filter(customer=somebody).first()
    told = {
        "/customers/new": {},
        f"/customers/{somebody.pk}/edit": {"country": "Germany", "phones": "x", "day": "31"},
        f"/customers/{somebody.pk}/purchases": {"amount": "much", "bought_on": "2090-01-01"},
        f"/customers/{somebody.pk}/people": {"name": "Mia", "day": "31", "month": "2"},
        f"/customers/{somebody.pk}/consents": {"answer": "yes", "channel": "sms"},
        f"/customers/{somebody.pk}/follow-up": {"due_on": "2001-01-01"},
        f"/customers/{somebody.pk}/facts/{fact.pk}": {"text": ""},
        f"/today/{somebody.pk}/talk": {"reason": "nonsense"},
        f"/today/{somebody.pk}/drop": {},
        "/customers/fields": {"kind": "choice"},
        "/settings/own": {"minutes_a_day": "lots"},
        "/settings/business": {"currency": "?"},
        "/settings/colleagues/new": {"username": "ana", "passphrase": "short"},
        "/account/passphrase": {"old": "wrong", "new": "password1234"},
        "/imports/new": {},
    }
    for address, fields in told.items():
        response = reader.post(address, fields, follow=True)
        assert response.status_code in {200, 422}, address
        assert left_in_english(response.text) == [], address


@pytest.mark.any_database
def test_what_is_said_after_an_act_can_be_translated(reader, marked):
    somebody = Customer.objects.get(name="Tomás Ferreira")
    acts = {
        f"/customers/{somebody.pk}/talk": {"channel": "phone", "outcome": "reached"},
        f"/customers/{somebody.pk}/follow-up": {"days": "7"},
        f"/customers/{somebody.pk}/facts": {"text": "Mara", "kind": "noticed"},
        f"/customers/{somebody.pk}/purchases": {"amount": "12,50", "what": "Mara"},
        f"/customers/{somebody.pk}/pause": {"reason": "moved"},
        f"/customers/{somebody.pk}/resume": {},
        "/customers/doubles/look": {},
        "/account/sample/remove": {},
    }
    for address, fields in acts.items():
        response = reader.post(address, fields, follow=True)
        assert response.status_code == 200, address
        assert left_in_english(response.text) == [], address


def test_the_way_of_a_file_can_be_translated(reader, marked, settings, tmp_path):
    settings.DATA = tmp_path
    table = (
        "Order,Date,Customer,Email,Total\n1,2026-03-04,Mara,mara@example.org,12.50\n2,x,Mara,,\n"
    )
    file = SimpleUploadedFile("Mara.csv", table.encode(), content_type="text/csv")

    response = reader.post("/imports/new", {"files": file}, follow=True)

    known = {"Order", "Date", "Customer", "Email", "Total", "csv", "mara", "example", "org"}
    words = {
        word for text in left_in_english(response.text) for word in WORD.findall(outside(text))
    }
    assert words - words_of_data() - known == set()


def test_the_pages_without_a_name_can_be_translated(reader, marked, ben):
    Shop.objects.update(language="de")
    stranger = Client()
    pages = [
        stranger.get("/account/sign-in"),
        stranger.post("/account/sign-in", {"username": "ana", "passphrase": "wrong"}),
        reader.get("/nowhere"),
        _client(ben).get("/settings/colleagues"),
    ]

    assert [left_in_english(page.text) for page in pages] == [[]] * len(pages)


def test_the_first_visit_can_be_translated(db, marked):
    visitor = Client(headers={"accept-language": "de"})

    pages = [visitor.get("/account/begin"), visitor.post("/account/begin", {})]

    assert [left_in_english(page.text) for page in pages] == [[], []]
