"""From an empty install over a sales file to a logged call, and the file taken back as a whole."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from regulars.jobs.clock import tick
from regulars.models import Customer, ImportBatch, Interaction, Purchase, Touch
from regulars.queries.local_days import shop_today
from tests.sales_files import FIRST, OVERDUE, PEOPLE, PURCHASES, sales_file

pytestmark = pytest.mark.django_db(transaction=True)
FIRST_VISIT = {
    "display_name": "Ana Torres",
    "username": "ana",
    "passphrase": "a warm cup of coffee",
    "shop_name": "Aurora Coffee",
    "customer_word": "guest",
    "country": "DE",
    "currency": "EUR",
    "time_zone": "Europe/Berlin",
    "language": "en",
}


@pytest.fixture
def visitor(db) -> Client:
    return Client()


def work() -> None:
    """What the worker does meanwhile."""
    tick(timezone.now())


def send_file(visitor: Client, text: str) -> ImportBatch:
    file = SimpleUploadedFile("till 2026.csv", text.encode())
    visitor.post(reverse("imports:new"), {"files": [file]})
    batch = ImportBatch.objects.latest("pk")
    visitor.post(reverse("imports:check", args=[batch.pk]))
    work()
    return batch


def bring_in(visitor: Client, batch: ImportBatch) -> str:
    visitor.post(reverse("imports:start", args=[batch.pk]))
    assert "Bringing your file in" in visitor.get(reverse("imports:show", args=[batch.pk])).text
    work()
    return visitor.get(reverse("imports:show", args=[batch.pk])).text


def form_of(page: str) -> dict[str, list[str]]:
    """The hidden reasons that the open card sends along."""
    return {"reason": [unescape(one) for one in re.findall(r'name="reason" value="([^"]+)"', page)]}


def undo_of(page: str) -> str:
    notes = page[page.index('id="notes"') :]
    return re.search(r'action="([^"]+)"', notes)[1]


def listed(visitor: Client) -> set[str]:
    page = visitor.get("/").text
    return {name for name in (OVERDUE, FIRST) if name in page}


def call(visitor: Client, customer: Customer):
    card = visitor.get(reverse("today:open", args=[customer.pk])).text
    assert "What to say" in card
    told = {"channel": "phone", "outcome": "reached", "note": "wants the darker blend"}
    told |= {"days": "7", "next_note": "ask how it tastes", **form_of(card)}
    return visitor.post(reverse("today:talk", args=[customer.pk]), told, follow=True).text


def test_from_the_first_page_to_a_call_and_the_file_taken_back(visitor):
    assert visitor.get("/")["Location"] == reverse("account:begin")
    visitor.post(reverse("account:begin"), FIRST_VISIT)
    text = sales_file(shop_today())

    batch = send_file(visitor, text)
    preview = visitor.get(reverse("imports:show", args=[batch.pk])).text
    assert f"{PURCHASES} new purchases" in preview
    assert "1 row cannot be taken" in preview
    assert not Purchase.objects.exists(), "nothing is written before somebody says so"
    assert f"{PEOPLE} people, {PURCHASES} purchases" in bring_in(visitor, batch)

    assert listed(visitor) == {OVERDUE, FIRST}
    tomas = Customer.objects.get(name=OVERDUE)
    page = call(visitor, tomas)
    assert f"{OVERDUE}: reached, and on record." in page
    assert listed(visitor) == {FIRST}

    visitor.post(undo_of(page))
    assert listed(visitor) == {OVERDUE, FIRST}
    assert not Interaction.objects.exists()
    assert not Touch.objects.filter(state="open", note="ask how it tastes").exists()

    call(visitor, tomas)
    page = visitor.get(reverse("customers:show", args=[tomas.pk])).text
    assert "wants the darker blend" in page
    assert "ask how it tastes" in page

    visitor.post(reverse("imports:undo", args=[batch.pk]))
    work()
    assert "The file is taken back" in visitor.get(reverse("imports:show", args=[batch.pk])).text
    assert list(Customer.objects.values_list("name", flat=True)) == [OVERDUE]
    assert not Purchase.objects.exists()
    assert "wants the darker blend" in visitor.get(reverse("customers:show", args=[tomas.pk])).text


def test_the_same_file_again_and_a_longer_one_double_nobody(visitor):
    visitor.post(reverse("account:begin"), FIRST_VISIT)
    text = sales_file(shop_today())
    bring_in(visitor, send_file(visitor, text))

    again = send_file(visitor, text)
    assert (
        "All of this is here already" in visitor.get(reverse("imports:show", args=[again.pk])).text
    )
    more = f"2000,{shop_today()},{FIRST},person1@example.com,,9.00,EUR,Milk\n"
    assert (
        "1 new purchase."
        in visitor.get(reverse("imports:show", args=[send_file(visitor, text + more).pk])).text
    )
    bring_in(visitor, ImportBatch.objects.latest("pk"))

    assert Customer.objects.count() == PEOPLE
    assert Purchase.objects.count() == PURCHASES + 1
    assert listed(visitor) == {OVERDUE}, "she was here today"
