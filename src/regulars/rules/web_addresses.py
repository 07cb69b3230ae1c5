"""Which addresses of the web this install may call: those of the open Internet, by https only.

Checked twice: the address as it is typed, and each number that its name stands for at the moment
of the call (channels/webhooks.py), since a name may point anywhere by then.
"""

import ipaddress
import re
from enum import StrEnum
from urllib.parse import urlsplit

LONGEST = 500
_PLAIN = re.compile(r"[!-~]+")  # no spaces, no control characters, nothing beyond ASCII
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_LAST_LABEL = re.compile(r"(?!-)(?=.*[a-z])[a-z0-9-]{2,63}(?<!-)")
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")
_LONGEST_NAME = 253
_INSIDE = frozenset(
    {"localhost", "local", "internal", "intranet", "lan", "home", "corp", "private", "test"}
    | {"example", "invalid", "onion", "arpa", "localdomain", "workgroup", "host"}
)
_CLOSED = tuple(
    ipaddress.ip_network(told)
    for told in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # behind the provider's own translation
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local, and what clouds tell their machines
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "::/96",  # unspecified, loopback, and IPv4 in an old dress
        "::ffff:0:0/96",
        "::ffff:0:0:0/96",
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/23",  # Teredo among them
        "2001:db8::/32",
        "2002::/16",  # 6to4
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
    )
)
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


class Unfit(StrEnum):
    """Why an address is not called."""

    NOT_AN_ADDRESS = "not_an_address"
    NOT_HTTPS = "not_https"
    CARRIES_A_NAME = "carries_a_name"  # https://somebody:secret@…
    A_NUMBER = "a_number"  # an IP address, however it is written
    INSIDE = "inside"  # a name of this machine or of the network it stands in
    ODD_PORT = "odd_port"


def unfit(url: str) -> Unfit | None:
    """What speaks against this address, or None. What its name stands for is asked at the call."""
    if len(url) > LONGEST or not _PLAIN.fullmatch(url) or "\\" in url:
        return Unfit.NOT_AN_ADDRESS
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return Unfit.NOT_AN_ADDRESS
    if parts.scheme != "https":
        return Unfit.NOT_HTTPS if parts.scheme else Unfit.NOT_AN_ADDRESS
    if parts.fragment or not parts.hostname:
        return Unfit.NOT_AN_ADDRESS
    return _unfit_place(parts.hostname.lower(), port, has_name="@" in parts.netloc)


def _unfit_place(host: str, port: int | None, *, has_name: bool) -> Unfit | None:
    if has_name:
        return Unfit.CARRIES_A_NAME
    if port is not None and port != 443 and not 1024 <= port <= 65_535:
        return Unfit.ODD_PORT
    return _unfit_host(host)


def _unfit_host(host: str) -> Unfit | None:
    labels = host.removesuffix(".").split(".")
    if ":" in host or "[" in host or _NUMBER.fullmatch(labels[-1]):
        return Unfit.A_NUMBER
    if labels[-1] in _INSIDE or len(labels) < 2:
        return Unfit.INSIDE
    is_name = all(map(_LABEL.fullmatch, labels[:-1])) and _LAST_LABEL.fullmatch(labels[-1])
    return None if is_name and len(host) <= _LONGEST_NAME else Unfit.NOT_AN_ADDRESS


def is_public(number: str) -> bool:
    """Whether an IP address, as a resolver gives it, belongs to the open Internet."""
    try:
        address = ipaddress.ip_address(number)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id:
            return False
        if address in _TRANSLATED:  # an IPv4 address, as networks without IPv4 write it
            return is_public(str(ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)))
        if (int(address) >> 32) & 0xFFFF_FFFF in {0x0000_5EFE, 0x0200_5EFE}:  # ISATAP
            return False
    is_closed = any(address in network for network in _CLOSED if network.version == address.version)
    return address.is_global and not address.is_multicast and not is_closed
