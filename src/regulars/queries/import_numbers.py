"""What an import has done, as one plain object for machines."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from regulars.queries.import_words import refusal_words
from regulars.readers.examining import Examination, Question
from regulars.rules.imports import FileKind, QuestionKind
from regulars.rules.money import from_minor

OPTIONS = {
    QuestionKind.DAY_MONTH: ["--day-first", "--month-first"],
    QuestionKind.DECIMAL: ["--decimal-comma", "--decimal-point"],
    QuestionKind.TIME_ZONE: ["--time-zone"],
    QuestionKind.CURRENCY: ["--currency"],
}
NO_PEOPLE = {"created": 0, "updated": 0, "unchanged": 0, "with_purchases": 0, "repeat": 0}


def numbers(
    seen: Examination,
    counts: Mapping[str, Any],
    *,
    refused: Iterable[tuple[int, str, Mapping[str, str]]] = (),
    batch: int | None = None,
) -> dict[str, Any]:
    """One file's object. `refused` are (row, reason, facts)."""
    people = counts.get("people", NO_PEOPLE)
    is_of_customers = seen.kind is FileKind.CUSTOMERS
    refusals = counts.get("refused", 0)
    return {
        "format": seen.format,
        "rows": counts.get("rows", 0),
        "purchases": {
            "created": counts.get("created", 0),
            "updated": counts.get("updated", 0),
            "unchanged": counts.get("unchanged", 0),
            "refused": 0 if is_of_customers else refusals,
        },
        "customers": {
            "created": people["created"],
            "updated": people["updated"],
            "unchanged": people["unchanged"],
            "refused": refusals if is_of_customers else 0,
        },
        "lines": counts.get("lines", 0),
        "people_with_purchases": people["with_purchases"],
        "repeat_people": people["repeat"],
        "unattributed_purchases": counts.get("unattributed", 0),
        "cancelled": counts.get("cancelled", 0),
        "revenue": revenue(counts),
        "first_on": counts.get("first_on") or None,
        "last_on": counts.get("last_on") or None,
        "refused": [
            {"row": row, "reason": refusal_words(reason, facts)} for row, reason, facts in refused
        ],
        "questions": [question(asked) for asked in seen.questions],
        "batch": batch,
        **({"forgotten_purchases": forgotten} if (forgotten := counts.get("forgotten", 0)) else {}),
    }


def revenue(counts: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """By currency, never added up: totals before refunds, and what was given back."""
    gross, refunded = counts.get("gross_minor", {}), counts.get("refunded_minor", {})
    return {
        currency: {
            "gross": str(from_minor(gross.get(currency, 0), currency)),
            "refunded": str(from_minor(refunded.get(currency, 0), currency)),
        }
        for currency in sorted({*gross, *refunded})
    }


def question(asked: Question) -> dict[str, Any]:
    return {
        "kind": asked.kind.value,
        "column": asked.column,
        "examples": list(asked.examples),
        "options": OPTIONS[asked.kind],
    }


def together(
    files: list[dict[str, Any]], people: Mapping[str, int], names: list[str]
) -> dict[str, Any]:
    """One object for several files; `people` counts each person once over all of them."""
    first = files[0]
    if len(files) == 1:
        return first
    days = [one[end] for one in files for end in ("first_on", "last_on") if one[end]]
    return {
        "format": first["format"] if len({one["format"] for one in files}) == 1 else "several",
        "rows": sum(one["rows"] for one in files),
        "purchases": _added(files, "purchases"),
        "customers": {
            **_added(files, "customers"),
            **{name: people[name] for name in ("created", "updated", "unchanged")},
        },
        "lines": sum(one["lines"] for one in files),
        "people_with_purchases": people["with_purchases"],
        "repeat_people": people["repeat"],
        "unattributed_purchases": sum(one["unattributed_purchases"] for one in files),
        "cancelled": sum(one["cancelled"] for one in files),
        "revenue": _revenues(files),
        "first_on": min(days, default=None),
        "last_on": max(days, default=None),
        "refused": [
            {"file": name, **row}
            for name, one in zip(names, files, strict=True)
            for row in one["refused"]
        ],
        "questions": [
            {"file": name, **asked}
            for name, one in zip(names, files, strict=True)
            for asked in one["questions"]
        ],
        "batch": None,
        "files": [{"file": name, **one} for name, one in zip(names, files, strict=True)],
    }


def _added(files: list[dict[str, Any]], name: str) -> dict[str, int]:
    return {key: sum(one[name][key] for one in files) for key in files[0][name]}


def _revenues(files: list[dict[str, Any]]) -> dict[str, dict[str, str]]:
    currencies = sorted({currency for one in files for currency in one["revenue"]})
    return {
        currency: {
            part: str(
                sum(
                    (
                        Decimal(one["revenue"][currency][part])
                        for one in files
                        if currency in one["revenue"]
                    ),
                    Decimal(0),
                )
            )
            for part in ("gross", "refunded")
        }
        for currency in currencies
    }
