"""A receiver of webhooks on this machine, by real TLS, with a certificate of its own authority."""

import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NAME = "hooks.shop.com"
HUGE = 50 * 1024 * 1024


@dataclass
class Receiver:
    """Answers as `plan` says: a status, seconds of silence, "slow", "silent", "moved" or "huge"."""

    port: int = 0
    plan: list[int | float | str] = field(default_factory=list)
    seen: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    sent_bytes: int = 0
    trust: ssl.SSLContext | None = None
    pem: Path | None = None  # of its authority

    @property
    def url(self) -> str:
        return f"https://{NAME}:{self.port}/in"


@contextmanager
def receiver(folder: Path) -> Iterator[Receiver]:
    """Run one. `trust` is what knows its authority."""
    told = Receiver()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(told))
    server.daemon_threads = True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    pem = _certificate(folder)
    context.load_cert_chain(pem)
    told.pem = pem
    told.trust = ssl.create_default_context(cafile=str(pem))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    told.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(told: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.seen.append(({k.lower(): v for k, v in self.headers.items()}, body))
            step = told.plan.pop(0) if told.plan else 204
            try:
                self._answer(step)
            except OSError:
                self.close_connection = True

        def _answer(self, step: int | float | str) -> None:
            if step == "silent" or isinstance(step, float):
                time.sleep(step if isinstance(step, float) else 3)
            self.send_response(step if isinstance(step, int) else 301 if step == "moved" else 200)
            if step == "moved":
                self.send_header("Location", f"https://{NAME}:{told.port}/elsewhere")
            if step not in ("slow", "huge"):
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            self.send_header("Content-Length", str(HUGE))
            self.end_headers()
            piece = b"x" * (1 if step == "slow" else 65_536)
            while told.sent_bytes < HUGE:
                self.wfile.write(piece)
                told.sent_bytes += len(piece)
                if step == "slow":  # a byte now and then, for ever
                    time.sleep(0.1)

        def log_message(self, *_args: object) -> None: ...

    return Handler


def _certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "receiver.pem"
    path.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path
