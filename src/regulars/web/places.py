"""Countries, currencies, zones and languages as a form offers them."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest

from regulars.queries.formats import locale_of
from regulars.rules import places
from regulars.rules.search import fold

Choices = list[tuple[str, str]]
LOCALTIME, ZONE_FOLDER = Path("/etc/localtime"), "zoneinfo/"


def country_choices(language: str) -> Choices:
    names = locale_of(language).territories
    return _by_name([(code, names.get(code, code)) for code in places.countries()])


def currency_choices(language: str) -> Choices:
    names = locale_of(language).currencies
    return [(code, f"{code} · {names.get(code, code)}") for code in places.currencies()]


def zone_choices(chosen: str | None = None) -> list[tuple[str, Choices]]:
    """Grouped by continent. A zone chosen under another of its names stays in the list."""
    names = {*places.zones(), places.WORLD_ZONE, *([chosen] if chosen else [])}
    groups: dict[str, Choices] = {}
    for name in sorted(names):
        region, _, city = name.partition("/")
        groups.setdefault(region, []).append((name, (city or region).replace("_", " ")))
    return list(groups.items())


def language_choices() -> Choices:
    return list(settings.LANGUAGES)


def guess_for(request: HttpRequest) -> places.Place:
    """Where this business most likely is: from what the browser accepts and the machine's zone."""
    return places.guess(
        languages=places.accepted_languages(request.headers.get("Accept-Language", "")),
        zone=machine_zone(),
        offered=[code for code, _ in settings.LANGUAGES],
    )


def is_country_named(request: HttpRequest) -> bool:
    """Whether the browser names a country; else its clock knows better (begin.js)."""
    told = request.headers.get("Accept-Language", "")
    return places.named_country(places.accepted_languages(told)) is not None


class TellingSelect(forms.Select):
    """A choice whose options tell what goes with them, for begin.js."""

    def __init__(self, **facts: Callable[[str], str | None]) -> None:
        super().__init__()
        self.facts = facts

    def create_option(self, name: str, value: Any, *args: Any, **options: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **options)
        told = {f"data-{key}": fact(str(value)) for key, fact in self.facts.items()}
        option["attrs"] |= {key: fact for key, fact in told.items() if fact}
        return option


def machine_zone() -> str | None:
    """The zone this computer is set to, where that is a place."""
    told = os.environ.get("TZ", "").lstrip(":")
    if not told and LOCALTIME.is_symlink():
        told = str(LOCALTIME.resolve()).partition(ZONE_FOLDER)[2]
    return told if places.country_of_zone(told) else None


def _by_name(choices: Sequence[tuple[str, str]]) -> Choices:
    return sorted(choices, key=lambda choice: fold(choice[1]))
