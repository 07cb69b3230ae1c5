"""Every address of the product, read off the URL map, so that no walk forgets a new one."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse

FILL = {"int": 1, "str": "x", "slug": "x", "path": "x", "uuid": "0" * 32}


@dataclass(frozen=True)
class Address:
    name: str  # area:verb
    path: str  # with made-up ids in it


def addresses() -> list[Address]:
    return list(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: list[URLPattern | URLResolver], area: str) -> Iterator[Address]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{area}{pattern.namespace}:" if pattern.namespace else area
            yield from _walk(pattern.url_patterns, inner)
            continue
        assert pattern.name, f"{pattern.pattern} has no name"
        name = f"{area}{pattern.name}"
        converters = pattern.pattern.converters
        filled = {key: FILL[_kind(converter)] for key, converter in converters.items()}
        yield Address(name, reverse(name, kwargs=filled))


def _kind(converter: object) -> str:
    return type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
