"""python -m regulars.science LOG.csv --customer COL --date COL --until DATE --horizon-days H

From a file of purchases to one row per customer: how often, how long silent, whether still active,
what is to be expected. Needs no database and no settings.
"""

import argparse
import sys
import time
from datetime import date
from math import isfinite
from pathlib import Path
from typing import TextIO

import numpy as np

from regulars.science.checks import Floats, ScienceError
from regulars.science.outlook import Outlook, outlook
from regulars.science.reading import Log, days, read_log
from regulars.science.report import Report
from regulars.science.statistics import visits

COLUMNS = (
    "customer,purchases,first_on,last_on,usual_gap_days,silent_days,probability_active,"
    "probability_buys,expected_purchases,median_purchases,expected_spend,next_on,next_from,next_to"
)


def main(arguments: list[str] | None = None) -> int:
    """Runs the command.

    Returns the exit code: 0, or 2 after one sentence on what was wrong.

    Source: none.
    """
    told = _parser().parse_args(arguments)
    begun = time.perf_counter()
    try:
        log = read_log(told.log, customer=told.customer, date=told.date, amount=told.amount)
        read = time.perf_counter()
        until = int(days([told.until])[0])
        seen = visits(log.customer, log.on_day, log.amount)
        found = outlook(seen, until_day=until, horizon_days=told.horizon_days)
        if told.out is None:
            _write(sys.stdout, log, found)
        else:
            with told.out.open("w", encoding="utf-8", newline="") as file:
                _write(file, log, found)
    except (ScienceError, OSError) as wrong:
        print(f"{_sentence(wrong)}.", file=sys.stderr)  # noqa: T201
        return 2
    if told.report:
        ended = time.perf_counter()
        text = _report(found.report, reading=read - begun, scoring=ended - read)
        print(text, file=sys.stderr if told.out is None else sys.stdout)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m regulars.science", description=__doc__)
    parser.add_argument("log", type=Path, metavar="LOG.csv")
    parser.add_argument("--customer", required=True, metavar="COL", help="column of the customer")
    parser.add_argument("--date", required=True, metavar="COL", help="column of the day")
    parser.add_argument("--amount", metavar="COL", help="column of what was paid; below 0: refund")
    parser.add_argument("--until", required=True, metavar="DATE", help="last day of the records")
    parser.add_argument("--horizon-days", required=True, type=float, metavar="H")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write here, not to the screen")
    parser.add_argument("--report", action="store_true", help="say what was chosen and how it did")
    return parser


def _sentence(wrong: Exception) -> str:
    if isinstance(wrong, OSError):
        return f"{wrong.filename}: {wrong.strerror}"
    text = str(wrong)
    return text[:1].upper() + text[1:]


def _write(file: TextIO, log: Log, found: Outlook) -> None:
    until = found.report.until_day
    columns = [
        [_cell(log.names[i]) for i in found.customer.tolist()],
        found.purchases.astype(int).astype(str).tolist(),
        _dates(found.first_day),
        _dates(found.last_day),
        _numbers(found.usual_gap_days, 1),
        found.silent_days.astype(int).astype(str).tolist(),
        _numbers(found.probability_active, 4),
        _numbers(found.probability_buys, 4),
        _numbers(found.expected_purchases, 4),
        found.median_purchases.astype(int).astype(str).tolist(),
        _numbers(found.expected_spend, 2),
        *(
            _dates(until + np.ceil(found_days))
            for found_days in (found.next_on_days, found.next_from_days, found.next_to_days)
        ),
    ]
    file.write(COLUMNS + "\n")
    file.writelines(",".join(row) + "\n" for row in zip(*columns, strict=True))


def _cell(text: str) -> str:
    if any(sign in text for sign in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _numbers(values: Floats, digits: int) -> list[str]:
    return [f"{value:.{digits}f}" if isfinite(value) else "" for value in values.tolist()]


def _dates(day: np.ndarray) -> list[str]:
    told = np.isfinite(day)
    written = np.where(told, day, 0).astype("M8[D]").astype(str).tolist()
    return [text if ok else "" for text, ok in zip(written, told.tolist(), strict=True)]


def _report(report: Report, *, reading: float, scoring: float) -> str:
    begin, end = (date.fromordinal(719_163 + day) for day in (report.from_day, report.until_day))
    lines = [
        f"records      {begin} to {end}: {report.customers} customers, {report.visits} visits",
        f"horizon      {report.horizon_days:g} days",
        f"who buys     {' and '.join(report.buys_by)}",
        f"how often    {' and '.join(report.expected_by)}",
        f"alarm by     {report.alarm_by}",
        f"season       {'yes' if report.has_season else 'no'}",
    ]
    for name, values in report.parameters.items():
        said = ", ".join(f"{key} {_rounded(value)}" for key, value in values.items())
        lines.append(f"{name + ' ':<13}{said}")
    lines += _looked_back(report)
    if report.records_start_inside:
        lines.append(
            "note         most customers turn up where the records begin; older ones look newer"
        )
    if not report.can_tell_percent:
        lines.append(
            "note         too few repeat visits for percentages; read the chances as ranges"
        )
    lines.append(f"time         {reading:.2f} s reading, {scoring:.2f} s scoring")
    return "\n".join(lines)


def _rounded(value: object) -> str:
    if isinstance(value, tuple | list):
        return "(" + " ".join(_rounded(one) for one in value) + ")"
    return f"{value:.5g}" if isinstance(value, float) else str(value)


def _looked_back(report: Report) -> list[str]:
    past = report.looked_back
    if past is None:
        return [
            "back-test    the records are too short or too few to be asked about their own past"
        ]
    calibrated = f"calibration error {past.calibration_error:.3f}, bias {past.bias:.2f}"
    said = f"Brier {past.brier:.4f} (uncorrected {past.brier_uncorrected:.4f}), {calibrated}"
    errors = f"{past.mean_absolute_error:.4f}, RMSE of the mean {past.root_mean_square_error:.4f}"
    away = f"of {past.called_overdue} called overdue, {past.stayed_away} did not come back"
    lines = [
        f"back-test    {past.outcomes} outcomes on {len(past.origin_days)} earlier days: {said}",
        f"             MAE of the median {errors}",
        f"overdue      {away} on their own; of {past.not_called} others, {past.of_them_away}",
    ]
    for one in past.candidates:
        scores = f"Brier {one.brier:.4f}, deviance {one.deviance:.4f}, bias {one.bias:.2f}"
        lines.append(f"  {one.candidate:<11}{scores}")
    return lines


if __name__ == "__main__":
    sys.exit(main())
