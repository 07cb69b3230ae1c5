"""A database that is held by another process, or a disk without room: said in words, with nothing
half done, and well again by itself."""

import errno
import subprocess
import sys

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from regulars.models import Customer, Fact
from regulars.web.errors import unavailable

pytestmark = pytest.mark.django_db(transaction=True)
embedded = pytest.mark.skipif(connection.vendor != "sqlite", reason="locks one file as a whole")
HOLDER = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute(sys.argv[2])
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def client(ana):
    """A browser that is shown what people are shown."""
    client = Client(raise_request_exception=False)
    client.force_login(ana, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def impatient():
    """Production waits for twenty seconds before it gives up."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 100")
    yield
    connection.close()


@pytest.fixture
def holder():
    """Another process that holds the database."""
    name = str(connection.settings_dict["NAME"])
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, name, "BEGIN IMMEDIATE"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "held\n"
    yield process
    process.communicate(timeout=30)


def add(client, **headers):
    return client.post(reverse("customers:new"), {"name": "Mei Chen"}, headers=headers)


@embedded
def test_while_another_process_writes_the_page_says_so_and_when_to_come_back(
    client, impatient, holder
):
    response = add(client)

    assert response.status_code == 503
    assert response["Retry-After"] == "5"
    assert response["Cache-Control"] == "no-store"
    assert "Other work is being written" in response.text
    assert "OperationalError" not in response.text
    assert not Customer.objects.exists()

    holder.communicate(timeout=30)
    assert add(client).status_code == 302
    assert Customer.objects.count() == 1


@embedded
def test_reading_goes_on_while_another_process_writes(client, impatient, holder):
    assert client.get(reverse("customers:list")).status_code == 200


@embedded
def test_a_sign_in_says_it_too(ana, impatient, holder):
    form = {"username": "ana", "passphrase": "a warm cup of coffee"}

    response = Client(raise_request_exception=False).post(reverse("account:sign_in"), form)

    assert response.status_code == 503


@embedded
def test_a_part_of_a_page_stays_as_it_is_and_what_was_sent_is_told_about(client, impatient, holder):
    assert add(client, hx_request="true")["HX-Retarget"] == "body"


@embedded
def test_a_full_disk_is_said_and_nothing_is_half_there(client, customer):
    address = reverse("customers:note_fact", args=[customer.pk])
    note = {"text": "noticed " * 50, "kind": "noticed"}
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    kept = 0
    try:
        while (response := client.post(address, note)).status_code == 302:
            kept += 1
    finally:
        connection.close()

    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    assert "disk of this computer is full" in response.text
    assert Fact.objects.count() == kept
    assert client.post(address, note).status_code == 302


@pytest.mark.parametrize(
    ("number", "said"), [(errno.ENOSPC, "full"), (errno.EDQUOT, "full"), (errno.EIO, "")]
)
def test_a_disk_that_takes_no_file_is_full(number, said):
    assert unavailable(OSError(number, "no")) == said


@embedded
def test_a_table_that_is_not_there_is_our_own_fault(db):
    with connection.cursor() as cursor, pytest.raises(OperationalError) as caught:
        cursor.execute("SELECT * FROM nowhere")

    assert unavailable(caught.value) == ""


@pytest.mark.skipif(connection.vendor == "sqlite", reason="ends a connection of the server")
def test_a_database_server_that_hangs_up_is_said(client):
    with connection.cursor() as cursor, pytest.raises(OperationalError) as caught:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    connection.close()

    assert unavailable(caught.value) == "busy"
    assert client.get(reverse("customers:list")).status_code == 200
