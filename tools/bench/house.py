"""Steps that run inside the product: python -m tools.bench.house STEP, in the data folder that
REGULARS_DATA names. Each is a process of its own, so that its memory is its own."""

import json
import sys
import time

import django

django.setup()

from django.test import Client  # noqa: E402  # the settings come first

from regulars.actions.rhythms import refresh_rhythms  # noqa: E402
from regulars.actions.shops import create_shop  # noqa: E402
from regulars.management.readiness import migrate  # noqa: E402
from regulars.models import Customer, Person, Purchase, Shop  # noqa: E402


def prepare() -> dict[str, object]:
    """An empty business with its owner."""
    migrate()
    if not Shop.objects.exists():
        create_shop(name="Aurora Coffee", country="DE", currency="EUR", time_zone="Europe/Berlin")
        Person.objects.create(username="ana", display_name="Ana Torres", role="owner")
    return {}


def idle() -> dict[str, object]:
    """Nothing: what the process weighs before it does anything."""
    return {"customers": Customer.objects.count()}


def score() -> dict[str, object]:
    start = time.perf_counter()
    stored = refresh_rhythms()
    return {"customers": stored, "seconds": time.perf_counter() - start}


def score_one() -> dict[str, object]:
    """What a sale at the counter costs."""
    ids = list(Customer.objects.values_list("pk", flat=True)[:200])
    took = []
    for pk in ids:
        start = time.perf_counter()
        refresh_rhythms([pk])
        took.append(time.perf_counter() - start)
    return {"seconds": sorted(took)[len(took) // 2]}


def sign_in() -> dict[str, object]:
    """A session of the owner, and what the pages are asked for."""
    client = Client()
    client.force_login(
        Person.objects.get(username="ana"), "django.contrib.auth.backends.ModelBackend"
    )
    ids = list(Customer.objects.order_by("pk").values_list("pk", flat=True))
    return {
        "cookies": {name: morsel.value for name, morsel in client.cookies.items()},
        "ids": ids[:: max(1, len(ids) // 97)],
        "customers": len(ids),
        "purchases": Purchase.objects.count(),
    }


STEPS = {step.__name__: step for step in (prepare, idle, score, score_one, sign_in)}

if __name__ == "__main__":
    print(json.dumps(STEPS[sys.argv[1]]()))
