"""Which engine carries the work, and that an odd wish for one stops the start."""

import os
import subprocess
import sys

import pytest

from regulars.config import env
from regulars.jobs import engine
from regulars.jobs.celery_engine import CeleryCarrier

POSTGRES = {"REGULARS_DATABASE_URL": "postgresql://me@db/regulars"}
CELERY = {"REGULARS_ENGINE": "celery", **POSTGRES}


@pytest.fixture
def told(monkeypatch):
    def tell(surroundings):
        for name in ("REGULARS_ENGINE", "REGULARS_BROKER_URL", "REGULARS_DATABASE_URL"):
            monkeypatch.delenv(name, raising=False)
        for name, value in surroundings.items():
            monkeypatch.setenv(name, value)
        chosen = env.engine()
        return chosen, env.broker_url(chosen)

    return tell


def test_the_workers_carry_the_work_themselves_unless_told(told, settings):
    assert told({}) == ("embedded", "")
    assert engine.carrier() is None
    settings.ENGINE, settings.BROKER_URL = "celery", "redis://localhost:1/0"
    assert isinstance(engine.carrier(), CeleryCarrier)


@pytest.mark.parametrize(
    "url", ["redis://broker:6379/0", "rediss://broker/1", "amqp://me:secret@broker:5672/shop"]
)
def test_celery_with_a_broker_and_postgresql_is_taken(told, url):
    assert told({**CELERY, "REGULARS_BROKER_URL": url}) == ("celery", url)


@pytest.mark.parametrize(
    ("surroundings", "word"),
    [
        ({"REGULARS_ENGINE": "spark"}, "REGULARS_ENGINE"),
        ({"REGULARS_ENGINE": "celery"}, "REGULARS_DATABASE_URL"),
        (CELERY, "REGULARS_BROKER_URL"),
        ({**CELERY, "REGULARS_BROKER_URL": "broker:6379"}, "REGULARS_BROKER_URL"),
        ({**CELERY, "REGULARS_BROKER_URL": "http://broker"}, "REGULARS_BROKER_URL"),
        ({**CELERY, "REGULARS_BROKER_URL": "redis://"}, "REGULARS_BROKER_URL"),
        ({"REGULARS_BROKER_URL": "redis://broker"}, "REGULARS_ENGINE"),
    ],
)
def test_an_odd_engine_is_refused_with_what_would_do(told, surroundings, word):
    with pytest.raises(env.OddSetting, match=word):
        told(surroundings)


def test_celery_without_its_extra_is_refused(told, monkeypatch):
    monkeypatch.setattr(env.importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(env.OddSetting, match=r"regulars\[engine\]"):
        told({**CELERY, "REGULARS_BROKER_URL": "redis://broker"})


def test_the_embedded_way_never_imports_celery():
    look = (
        "import sys, django; django.setup()\n"
        "from regulars.config import urls\n"
        "from regulars.management import doctor, serve, work\n"
        "from regulars.jobs import engine\n"
        "assert engine.carrier() is None\n"
        "print('celery' in sys.modules or 'kombu' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", look],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": "src:."},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "False"), done.stderr
