import json
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from django.conf import settings as install
from django.db import connection
from django.utils import timezone

from regulars.actions import backups, erasure_lists, restores
from regulars.actions.erasure import erase_customer
from regulars.jobs.queue import run_ready
from regulars.jobs.react import react_to_all
from regulars.jobs.reactions import REACTIONS
from regulars.models import ContactPoint, Customer, Erasure, ImportBatch, PrintBatch
from tests.actions.test_backups import folder  # noqa: F401  # a fixture
from tests.making_messages import make_message

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("second_allowed")]
on_sqlite = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="the file of the embedded database"
)


@pytest.fixture
def known(customer) -> Customer:
    ContactPoint.objects.create(customer=customer, kind="email", value="tomas@example.com")
    Customer.objects.create(name="Maria Ferreira")
    return customer


def the_list(folder) -> list[dict]:  # noqa: F811
    return json.loads((folder / "backups" / erasure_lists.LIST).read_text())


def test_the_list_holds_each_erasure_once_and_no_name(folder, known, ana):  # noqa: F811
    assert erasure_lists.write_list() == 0
    erase_customer(customer=known, person=ana)

    assert erasure_lists.write_list() == erasure_lists.write_list() == 1

    kept = the_list(folder)
    assert kept[0]["gone_id"] == known.pk
    assert "tomas" not in json.dumps(kept).lower()
    assert (folder / "backups" / erasure_lists.LIST).stat().st_mode & 0o777 == 0o600


def test_who_is_back_is_erased_again_and_nobody_else(folder, known, ana):  # noqa: F811
    erase_customer(customer=known, person=ana)
    erasure_lists.write_list()
    Erasure.objects.all().delete()  # as in a backup of before
    Customer.objects.create(pk=known.pk, name=known.name, created_at=known.created_at)
    Customer.objects.filter(pk=known.pk).update(created_at=known.created_at)

    assert erasure_lists.erase_again() == 1
    assert erasure_lists.erase_again() == 0

    assert list(Customer.objects.values_list("name", flat=True)) == ["Maria Ferreira"]
    assert Erasure.objects.filter(gone_id=known.pk).count() == 2


@on_sqlite
def test_a_restored_backup_forgets_them_again(folder, known, ana, tmp_path):  # noqa: F811
    packed = backups.make_backup(tmp_path / "before.regulars").path
    erase_customer(customer=known, person=ana)
    with closing(sqlite3.connect(folder / restores.LIVE)) as live:  # as the install's own file
        connection.ensure_connection()
        connection.connection.backup(live)

    restores.restore_backup(packed, replace=True)
    kept = the_list(folder)

    assert [entry["gone_id"] for entry in kept] == [known.pk]
    # The tables of the test stand in for the restored ones: the person is there, the row is not.
    Erasure.objects.all().delete()
    Customer.objects.create(pk=known.pk, name=known.name)
    Customer.objects.filter(pk=known.pk).update(created_at=known.created_at)
    assert erasure_lists.erase_again() == 1


@on_sqlite
def test_a_damaged_database_does_not_stop_a_restore(folder, known, tmp_path):  # noqa: F811
    packed = backups.make_backup(tmp_path / "before.regulars").path
    (folder / restores.LIVE).write_text("not a database")

    restores.restore_backup(packed, replace=True)

    assert not (folder / "backups" / erasure_lists.LIST).exists()


def test_files_in_which_they_stood_go_with_them(folder, known, ana):  # noqa: F811
    paths = {name: folder / name for name in ("done.csv", "running.csv", "sheet.pdf")}
    for path in paths.values():
        path.write_text("Tomás")
    done = ImportBatch.objects.create(file_name="a", stored_as="done.csv", state="done")
    ImportBatch.objects.create(file_name="b", stored_as="running.csv", state="running")
    sheet = PrintBatch.objects.create(
        kind="postcard", stored_as="sheet.pdf", ready_at=timezone.now()
    )
    envelope = paths["sheet.pdf"].with_name("envelope.pdf")
    envelope.write_text("Tomás")
    PrintBatch.objects.create(
        kind="envelope", stored_as="envelope.pdf", ready_at=timezone.now(), envelopes_for=sheet
    )
    Customer.objects.filter(pk=known.pk).update(batch=done)
    from_sheet = {"print_batch": sheet, "channel": "post"}
    make_message(known, **from_sheet)

    erase_customer(customer=known, person=ana)
    react_to_all(REACTIONS, timezone.now())
    run_ready()

    assert not paths["done.csv"].exists()
    assert not paths["sheet.pdf"].exists()
    assert not envelope.exists()
    assert paths["running.csv"].exists()
    sheet.refresh_from_db()
    assert (sheet.stored_as, sheet.ready_at) == ("", None)
    assert len(the_list(folder)) == 1


def test_unused_pages_are_emptied_after_an_erasure_and_else_not(known, ana):
    now = timezone.now()
    assert not erasure_lists.empty_pages(at=now)
    erase_customer(customer=known, person=ana)

    assert erasure_lists.empty_pages(at=now) == (connection.vendor == "sqlite")
    assert not erasure_lists.empty_pages(at=now + timedelta(days=3))


def test_the_folder_of_the_install_is_meant_where_none_is_named(folder):  # noqa: F811
    assert erasure_lists.write_list() == 0
    assert str(install.DATA) == str(folder)
