"""Calls an address of the open Internet, and no other: the guard is at the connection itself."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import dns.asyncresolver
import dns.exception
import httpx

from regulars.rules.web_addresses import is_public
from regulars.rules.webhooks import Ended, ended_by

SECONDS_IN_ALL = 10.0
SECONDS_FOR_THE_NAME = 5.0
MOST_BYTES = 64 * 1024
AGENT = "Regulars-Webhooks/1"

Resolve = Callable[[str], Awaitable[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Call:
    """One POST of a text that is signed already."""

    url: str
    body: bytes
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    ended: Ended
    status: int | None = None


class NotPermitted(httpx.TransportError):
    """A name stands for a machine that is not on the open Internet."""


class NoName(httpx.TransportError):
    """A name stands for nothing."""


async def resolve(name: str) -> Sequence[str]:
    """Every address that the name stands for now."""
    try:
        found = await dns.asyncresolver.resolve_name(name, lifetime=SECONDS_FOR_THE_NAME)
    except dns.exception.DNSException as trouble:
        raise NoName(str(type(trouble).__name__)) from trouble
    return list(found.addresses())


class Guarded(httpx.AsyncBaseTransport):
    """Resolves the name itself, refuses unless every address is permitted, and connects to the
    address it has looked at: whatever the name stands for a moment later changes nothing. The
    certificate is still checked against the name."""

    def __init__(
        self,
        *,
        resolve: Resolve = resolve,
        is_permitted: Callable[[str], bool] = is_public,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self.resolve = resolve
        self.is_permitted = is_permitted
        # No connection is kept: one whose certificate was that of another name would do for this.
        self.inner = httpx.AsyncHTTPTransport(
            verify=trust or httpx.create_ssl_context(trust_env=False),
            limits=httpx.Limits(max_keepalive_connections=0),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        name = request.url.host
        addresses = list(await self.resolve(name))
        if not addresses:
            raise NoName(name)
        if request.url.scheme != "https" or not all(map(self.is_permitted, addresses)):
            raise NotPermitted(name)
        extensions = {**request.extensions, "sni_hostname": name}
        pinned = httpx.Request(
            method=request.method,
            url=request.url.copy_with(host=addresses[0]),
            headers=request.headers,  # the Host among them is still the name
            stream=request.stream,
            extensions=extensions,
        )
        return await self.inner.handle_async_request(pinned)

    async def aclose(self) -> None:
        await self.inner.aclose()


def deliver(
    calls: Sequence[Call],
    *,
    guard: Callable[[], httpx.AsyncBaseTransport] = Guarded,
    seconds: float = SECONDS_IN_ALL,
) -> list[Answer]:
    """Make these calls side by side; none takes longer than `seconds`. Never raises."""
    return asyncio.run(_all(calls, guard, seconds))


async def _all(
    calls: Sequence[Call], guard: Callable[[], httpx.AsyncBaseTransport], seconds: float
) -> list[Answer]:
    # No proxy of the environment: it would resolve the name anew, on its own.
    async with httpx.AsyncClient(
        transport=guard(), trust_env=False, follow_redirects=False, timeout=seconds
    ) as client:
        return list(await asyncio.gather(*(_one(client, call, seconds) for call in calls)))


async def _one(client: httpx.AsyncClient, call: Call, seconds: float) -> Answer:
    headers = {"User-Agent": AGENT, "Accept-Encoding": "identity", **call.headers}
    try:
        async with (
            asyncio.timeout(seconds),
            client.stream("POST", call.url, content=call.body, headers=headers) as response,
        ):
            await _read_a_little(response)
            return Answer(ended_by(response.status_code), response.status_code)
    except (TimeoutError, httpx.TimeoutException):
        return Answer(Ended.TIMEOUT)
    except NotPermitted:
        return Answer(Ended.NOT_PERMITTED)
    except NoName:
        return Answer(Ended.NO_NAME)
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as trouble:
        return Answer(Ended.NOT_TRUSTED if _is_about_trust(trouble) else Ended.NO_ANSWER)


async def _read_a_little(response: httpx.Response) -> None:
    """Some receivers act only when their answer is read; nobody has to read it for ever."""
    seen = 0
    async for piece in response.aiter_raw():
        seen += len(piece)
        if seen > MOST_BYTES:
            return


def _is_about_trust(trouble: BaseException | None) -> bool:
    while trouble is not None:
        if isinstance(trouble, ssl.SSLCertVerificationError):
            return True
        trouble = trouble.__cause__ or trouble.__context__
    return False
