"""What stands in the DNS: TXT records, asked of the system's resolver or of a named one."""

from collections.abc import Iterable

import dns.exception
import dns.resolver

LIFETIME_SECONDS = 8.0


class CannotAsk(Exception):
    """No resolver answers."""


def texts_of(names: Iterable[str], *, server: str = "") -> dict[str, list[str]]:
    """TXT records by name; none for a name without. `server` is "address:port", "" for the
    system's own. Raises CannotAsk."""
    resolver = _resolver(server)
    return {name: _texts(resolver, name) for name in names}


def _resolver(server: str) -> dns.resolver.Resolver:
    try:
        resolver = dns.resolver.Resolver(configure=not server)
    except (OSError, dns.exception.DNSException) as trouble:
        raise CannotAsk(type(trouble).__name__) from trouble
    if server:
        address, _, port = server.rpartition(":")
        resolver.nameservers = [address.strip("[]")]
        resolver.port = int(port)
    resolver.lifetime = LIFETIME_SECONDS
    return resolver


def _texts(resolver: dns.resolver.Resolver, name: str) -> list[str]:
    try:
        answer = resolver.resolve(name, "TXT", search=False)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except (dns.exception.DNSException, OSError) as trouble:
        raise CannotAsk(type(trouble).__name__) from trouble
    # One record may come in several pieces, which belong together without a space.
    return [b"".join(record.strings).decode("utf-8", "replace") for record in answer]
