"""From a chosen file to its result and back, as the pages do it."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now

from regulars.jobs.clock import tick
from regulars.models import Customer, Event, ImportBatch, KnownShape, Purchase

pytestmark = pytest.mark.django_db

SALES = """Order,Date,Customer,E-mail,Total,Currency
1,2026-01-31,Anna Meier,anna@example.com,12.50,EUR
2,2026-02-28,Anna Meier,anna@example.com,7.00,EUR
3,2026-02-30,Ben Okafor,ben@example.com,7.00,EUR
4,2026-03-01,Ben Okafor,ben@example.com,9.00,EUR
"""
UNSETTLED = """Order,Date,Customer,E-mail,Total,Currency
1,03/04/2026,Anna Meier,anna@example.com,12.50,EUR
2,05/06/2026,Anna Meier,anna@example.com,7.00,EUR
"""


def upload(client, *files: tuple[str, bytes | str]):
    sent = [
        SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)
        for name, text in files
    ]
    return client.post("/imports/new", {"files": sent}, follow=True)


def only_batch() -> ImportBatch:
    return ImportBatch.objects.get()


def at(batch: ImportBatch, step: str = "") -> str:
    return f"/imports/{batch.pk}{step}"


def work() -> None:
    tick(now())


def page(response) -> str:
    return response.content.decode()


def tried(client, text: str = SALES) -> ImportBatch:
    upload(client, ("sales.csv", text))
    batch = only_batch()
    client.post(at(batch, "/check"))
    work()
    return only_batch()


def test_a_file_is_looked_at_first_and_writes_nothing(owner):
    shown = page(upload(owner, ("sales.csv", SALES)))

    assert "Do we understand your file?" in shown
    assert "anna@example.com" in shown
    assert not Customer.objects.exists()
    assert only_batch().state == "examined"


def test_from_trying_to_the_result_and_back(owner):
    batch = tried(owner)
    assert batch.state == "previewed"
    assert not Purchase.objects.exists()
    shown = page(owner.get(at(batch)))
    assert "3 new purchases" in shown
    assert "1 row cannot be taken" in shown
    assert "“2026-02-30” in “Date” is a day that no year has." in shown

    owner.post(at(batch, "/start"))
    assert "Bringing your file in" in page(owner.get(at(batch)))
    work()
    shown = page(owner.get(at(batch)))
    assert "2 people, 3 purchases" in shown
    assert "1 of them came more than once." in shown
    assert Purchase.objects.count() == 3
    assert list(Event.objects.filter(kind="batch.imported")) != []

    owner.post(at(batch, "/undo"))
    work()
    assert "The file is taken back" in page(owner.get(at(batch)))
    assert not Customer.objects.exists()


def test_the_numbers_of_the_trial_are_those_of_the_import(owner):
    batch = tried(owner)
    promised = batch.counts

    owner.post(at(batch, "/start"))
    work()

    assert only_batch().counts == promised


def test_the_same_file_again_says_that_nothing_is_new(owner):
    batch = tried(owner)
    owner.post(at(batch, "/start"))
    work()

    upload(owner, ("sales-again.csv", SALES))
    second = ImportBatch.objects.order_by("pk").last()
    owner.post(at(second, "/check"))
    work()

    assert "All of this is here already" in page(owner.get(at(second)))


def test_an_open_question_is_asked_with_examples_and_kept_for_the_next_file(owner):
    shown = page(upload(owner, ("sales.csv", UNSETTLED)))
    assert "does the day or the month come first?" in shown
    assert "03/04/2026" in shown
    batch = only_batch()

    refused = owner.post(at(batch, "/check"))
    assert refused.status_code == 422
    assert only_batch().state == "examined"

    owner.post(at(batch, "/check"), {"day_month": "day_first"})
    work()
    assert only_batch().counts["first_on"] == "2026-04-03"
    owner.post(at(batch, "/start"))
    work()
    assert KnownShape.objects.get().answers == {"is_day_first": True}

    upload(owner, ("next.csv", UNSETTLED.replace("\n1,", "\n7,")))
    assert ImportBatch.objects.order_by("pk").last().answers == {"is_day_first": True}


def test_a_column_can_be_told_what_it_means(owner):
    upload(owner, ("sales.csv", SALES))
    batch = only_batch()

    shown = page(owner.post(at(batch, "/check"), {"column-2": "company", "again": "1"}))

    assert only_batch().answers == {"mapping": [["customer", "company"]]}
    assert '<option value="company" selected>' in shown
    owner.post(at(batch, "/check"))
    work()
    owner.post(at(batch, "/start"))
    work()
    assert Customer.objects.filter(company="Anna Meier").exists()


def test_meanings_that_do_not_exist_are_left_out(owner):
    upload(owner, ("sales.csv", SALES))

    owner.post(at(only_batch(), "/check"), {"column-2": "nonsense", "day_month": "x", "again": "1"})

    assert only_batch().answers == {}


def test_a_file_that_cannot_serve_is_refused_with_a_sentence(owner):
    shown = page(upload(owner, ("empty.csv", b"")))

    assert "empty.csv: The file is empty. Nothing of it was kept." in shown
    assert not ImportBatch.objects.exists()


def test_a_zip_becomes_one_batch_a_file(owner):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("one.csv", SALES)
        archive.writestr("two.csv", SALES.replace("\n1,", "\n9,"))

    shown = page(upload(owner, ("both.zip", packed.getvalue())))

    assert "one.csv" in shown
    assert "two.csv" in shown
    assert ImportBatch.objects.count() == 2


def test_refused_rows_come_as_a_table_that_no_spreadsheet_runs(owner):
    batch = tried(owner, SALES.replace("2026-02-30", "=1+1"))

    told = page(owner.get(at(batch, "/refused.csv")))

    assert told.splitlines()[0] == "row,why"
    assert told.splitlines()[1].startswith("4,")
    assert not any(cell.startswith("=") for cell in told.replace("\r\n", ",").split(","))


def test_progress_is_a_part_and_asks_for_the_page_once_done(owner):
    batch = tried(owner)
    owner.post(at(batch, "/start"))

    part = owner.get(at(batch, "/progress"))
    assert "<html" not in page(part)
    assert "entries" in page(part)

    work()
    assert owner.get(at(batch, "/progress")).headers["HX-Refresh"] == "true"


def test_pressing_twice_starts_once(owner):
    batch = tried(owner)

    owner.post(at(batch, "/start"))
    owner.post(at(batch, "/start"))
    work()

    assert Event.objects.filter(kind="batch.imported").count() == 1


def test_a_file_is_put_away_without_a_trace(owner, settings):
    upload(owner, ("sales.csv", SALES))

    batch = only_batch()
    assert (settings.DATA / batch.stored_as).exists()

    owner.post(at(batch, "/forget"))

    assert not ImportBatch.objects.exists()
    assert not (settings.DATA / batch.stored_as).exists()


def test_colleagues_may_import_and_strangers_may_not(staff, client):
    assert staff.get("/imports/").status_code == 200
    assert client.get("/imports/").status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_however_long_it_is(owner, count, django_assert_num_queries):
    for number in range(count):
        ImportBatch.objects.create(file_name=f"{number}.csv", format="generic", kind="file")

    owner.get("/imports/")  # caches of the session
    with django_assert_num_queries(5):
        owner.get("/imports/")
