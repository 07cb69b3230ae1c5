"""The seeded business: one sales file, the same for the same size."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

SEED = 20_261_122
YEARS = 3
HEADER = ("Order ID", "Date", "Customer", "Email", "Phone", "Item", "Quantity", "Total", "Currency")
GIVEN = [
    "Tomás",
    "Ayşe",
    "Jürgen",
    "Mei",
    "Olu",
    "Zoë",
    "Søren",
    "Inês",
    "Mara",
    "Peter",
    "Lena",
    "Yuki",
    "Ngozi",
    "Emil",
    "Hanna",
    "Pavel",
    "Aiko",
    "Chloé",
    "Dmitri",
    "Fatima",
    "Giulia",
    "Hamza",
    "Ivana",
    "Jonas",
]
FAMILY = [
    "Ferreira",
    "Yılmaz",
    "Müller",
    "Chen",
    "Okafor",
    "Novák",
    "Lund",
    "Moreau",
    "Lindqvist",
    "Hald",
    "Brandt",
    "Tanaka",
    "Adeyemi",
    "Rossi",
    "Kowalski",
    "García",
    "Dubois",
    "Nakamura",
    "Petrov",
    "Haddad",
    "Conti",
    "Weber",
    "Silva",
    "Horváth",
]
ITEMS = ("Espresso Blend 500 g", "Filter Roast 250 g", "Decaf 250 g", "Filter papers", "Descaling")
PRICES = (1890, 1150, 1240, 490, 3500)


@dataclass(frozen=True)
class Size:
    customers: int
    purchases: int


def rows(size: Size, *, last_on: date) -> Iterator[tuple[str, ...]]:
    """Every sale in the order of its day, as a till would export them."""
    rng = np.random.default_rng(SEED)
    who, day = _visits(rng, size)
    items = rng.integers(0, len(ITEMS), size.purchases)
    quantities = rng.choice([1, 1, 1, 2, 3], size.purchases)
    people = [_person(n) for n in range(size.customers)]
    days = [(last_on - timedelta(days=back)).isoformat() for back in range(365 * YEARS + 1)]
    columns = zip(who.tolist(), day.tolist(), items.tolist(), quantities.tolist(), strict=True)
    for number, (one, back, item, quantity) in enumerate(columns, start=100_000):
        total = PRICES[item] * quantity
        yield (
            f"R{number}",
            days[back],
            *people[one],
            ITEMS[item],
            str(quantity),
            f"{total // 100}.{total % 100:02d}",
            "EUR",
        )


def _visits(rng: np.random.Generator, size: Size) -> tuple[np.ndarray, np.ndarray]:
    """Whose each purchase is and how many days ago, the oldest first. Few buy often, many seldom;
    gaps are steady for some and random for others."""
    share = rng.gamma(0.8, 1.0, size.customers)
    extra = rng.multinomial(size.purchases - size.customers, share / share.sum())
    counts = extra + 1
    who = np.repeat(np.arange(size.customers), counts)
    usual = np.minimum(rng.gamma(2.0, 20.0, size.customers) + 3, 0.9 * YEARS * 365 / counts)
    steadiness = rng.choice([1.0, 4.0, 12.0], size.customers)
    gaps = rng.gamma(steadiness[who], usual[who] / steadiness[who])
    last = rng.gamma(1.0, 90.0, size.customers)
    starts = np.cumsum(counts) - counts
    gaps[starts] = last
    run = np.cumsum(gaps)
    back = run - np.repeat(run[starts] - last, counts)
    day = np.clip(back, 0, YEARS * 365).astype(np.int64)
    order = np.argsort(-day, kind="stable")
    return who[order], day[order]


def _person(n: int) -> tuple[str, str, str]:
    given = GIVEN[n % len(GIVEN)]
    second, first = divmod(n // len(GIVEN), len(FAMILY))
    family = f"{FAMILY[first]} {FAMILY[second % len(FAMILY)]}"
    phone = f"+4915{n:09d}" if n % 5 < 3 else ""
    return f"{given} {family}", f"person{n}@example.com", phone


def write(path: Path, size: Size, *, last_on: date) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(rows(size, last_on=last_on))
