"""The formats that are recognised by their signature columns. One module for a family of tools."""

from itertools import chain

from regulars.readers.format import Format
from regulars.readers.formats import (
    contacts,
    erp,
    gocardless,
    invoicing,
    marketplaces,
    paypal,
    services,
    shopify,
    square,
    stripe,
    summaries,
    tills,
    webshops,
    woocommerce,
)

_FAMILIES = (
    shopify,
    woocommerce,
    webshops,
    marketplaces,
    square,
    tills,
    stripe,
    paypal,
    gocardless,
    invoicing,
    erp,
    services,
    contacts,
    summaries,
)
FORMATS: tuple[Format, ...] = tuple(chain.from_iterable(family.FORMATS for family in _FAMILIES))
BY_NAME: dict[str, Format] = {each.name: each for each in FORMATS}


def recognise(names: frozenset[str], *, file_name: str = "") -> Format | None:
    """The most specific format whose signature is among the folded header names."""
    best = max(FORMATS, key=lambda each: each.fit(names, file_name))
    return best if best.fit(names, file_name) else None
