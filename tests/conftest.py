"""What every test may lean on: a business, its owner, and the samples folder where there is one."""

import tempfile
import zlib
import zoneinfo
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import hypothesis
import pytest
from django.db import connections
from django.test import Client, SimpleTestCase

from regulars.models import Customer, Person, Shop
from tests.mail_server import DOVECOT, MailServer, mail_server
from tests.settings import IS_POSTGRES

# A busy machine is no defect: no test is judged by the clock.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what meets a database, and what another database could change: who may
    reach a page, say, is the same on both."""
    if not IS_POSTGRES:
        return
    kept = [item for item in items if _meets_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def _meets_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("any_database"):
        return False
    fixtures = set(getattr(item, "fixturenames", ()))
    is_case = issubclass(getattr(item, "cls", None) or object, SimpleTestCase)
    return bool(item.get_closest_marker("django_db") or fixtures & DATABASE_FIXTURES or is_case)


SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "data" / "samples"


@pytest.fixture
def samples() -> Path:
    """Real files with open licences that lie beside the repository, not in it."""
    if not SAMPLES.is_dir():
        pytest.skip("the folder ../shared/data/samples is not beside this checkout")
    return SAMPLES


@pytest.fixture
def shop(db) -> Shop:
    return Shop.objects.create(
        name="Aurora Coffee",
        country="DE",
        currency="EUR",
        time_zone="Europe/Berlin",
        language="en",
    )


@pytest.fixture
def ana(shop) -> Person:
    """The owner."""
    person = Person(username="ana", display_name="Ana Torres", role="owner")
    person.set_password("a warm cup of coffee")
    person.save()
    return person


@pytest.fixture
def ben(shop) -> Person:
    """A colleague who owns nothing."""
    person = Person(username="ben", display_name="Ben Okafor", role="staff")
    person.set_password("another warm cup of tea")
    person.save()
    return person


@pytest.fixture
def owner(ana) -> Client:
    client = Client()
    client.force_login(ana, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def staff(ben) -> Client:
    client = Client()
    client.force_login(ben, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def second_allowed(transactional_db, monkeypatch):
    """Django's test case refuses every database that the settings do not name; a copy is one."""
    known = {"default": connections["default"]}
    monkeypatch.setattr("django.test.testcases.connections", known)


@pytest.fixture
def customer(shop) -> Customer:
    return Customer.objects.create(
        name="Tomás Ferreira", given_name="Tomás", family_name="Ferreira", country="DE"
    )


@pytest.fixture
def monday() -> date:
    return date(2026, 11, 23)


def at(day: date, hour: int = 12, zone: str = "Europe/Berlin") -> datetime:
    """A moment of that local day, aware and in UTC."""
    local = datetime(day.year, day.month, day.day, hour, tzinfo=zoneinfo.ZoneInfo(zone))
    return local.astimezone(UTC)


@pytest.fixture(scope="session")
def imap_process() -> Iterator[MailServer]:
    if DOVECOT is None:
        pytest.skip("NO DOVECOT: install it (tools/dovecot.sh)")
    with tempfile.TemporaryDirectory(prefix="regulars-imap-") as told:
        folder = Path(told)
        folder.chmod(0o755)  # its processes run as several users
        with mail_server(folder / "it") as server:
            yield server


@pytest.fixture
def imap(imap_process: MailServer, request: pytest.FixtureRequest) -> MailServer:
    """A real mailbox of this test's own."""
    name = f"{zlib.crc32(request.node.nodeid.encode()):08x}"
    return replace(imap_process, username=f"{name}@aurora.example")
