"""A real little DNS server on loopback, for TXT records."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.rrset


class _Handler(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        wire, line = self.request
        query = dns.message.from_wire(wire)
        name = query.question[0].name
        answer = dns.message.make_response(query, recursion_available=True)
        told = name.to_text(omit_final_dot=True).lower()
        records = self.server.records
        if self.server.is_broken:
            answer.set_rcode(dns.rcode.SERVFAIL)
        elif told not in records:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        elif records[told]:
            texts = [_pieces(text) for text in records[told]]
            answer.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", *texts))
        line.sendto(answer.to_wire(), self.client_address)


def _pieces(text: str) -> str:
    """A long record comes in pieces of at most 255 letters."""
    return " ".join(f'"{text[at : at + 200]}"' for at in range(0, len(text), 200))


class NameServer(socketserver.ThreadingUDPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.records: dict[str, list[str]] = {}
        self.is_broken = False

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


@contextmanager
def name_server() -> Iterator[NameServer]:
    with NameServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
