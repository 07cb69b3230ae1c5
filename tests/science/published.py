"""Data behind published tables, out of the package that ships them; its code is never imported."""

import csv
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from regulars.science.statistics import Statistics, Visits, statistics, visits

CALIBRATED = int(np.datetime64("1997-09-30").astype(int))
HOLDOUT_DAYS = 273


def folder() -> Path:
    found = find_spec("lifetimes")
    if found is None or not found.submodule_search_locations:
        pytest.skip("the published data are not installed: make test, or tools/published.txt")
    return Path(found.submodule_search_locations[0]) / "datasets"


def cdnow(name: str = "CDNOW_sample.txt") -> Visits:
    """2,357 customers who first bought in early 1997; CDNOW_master.txt has all 23,570."""
    rows = [line.split() for line in (folder() / name).read_text().splitlines()]
    rows = [row for row in rows if row[-1][0].isdigit()]
    written = [row[-3] for row in rows]
    days = np.array([f"{d[:4]}-{d[4:6]}-{d[6:]}" for d in written], dtype="M8[D]").astype(int)
    customers = np.array([int(row[-4]) - 1 for row in rows])
    return visits(customers, days, np.array([float(row[-1]) for row in rows]))


def donations() -> list[list[float]]:
    """How often, when last, of how many chances, how many donors."""
    with (folder() / "donations.csv").open() as file:
        rows = list(csv.reader(file))[1:]
    return [[float(cell) for cell in column] for column in zip(*rows, strict=True)]


def weeks(people: Statistics) -> Statistics:
    """The same in weeks, the unit of the literature."""
    return Statistics(
        people.repeats,
        people.last_days / 7,
        people.age_days / 7,
        people.log_gaps - people.repeats * np.log(7),
    )


def calibration(name: str = "CDNOW_sample.txt") -> Statistics:
    return statistics(cdnow(name), until_day=CALIBRATED)[1]
