"""A real IMAP server (Dovecot), started for a test as the user who runs it, on free ports."""

import datetime
import getpass
import grp
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DOVECOT = shutil.which("dovecot") or next(
    (path for path in ("/usr/sbin/dovecot",) if os.access(path, os.X_OK)), None
)
PASSWORD = "a-password-for-the-tests"

CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
default_login_user = {login_user}
default_internal_user = {user}
default_internal_group = {group}
first_valid_uid = 1
first_valid_gid = 1
mail_uid = {user}
mail_gid = {group}
mail_location = maildir:{folder}/mail/%u
disable_plaintext_auth = no
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
auth_mechanisms = plain login
auth_failure_delay = 0
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = home={folder}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@dataclass(frozen=True)
class MailServer:
    port: int
    tls_port: int
    username: str = "us@aurora.example"
    password: str = PASSWORD

    @contextmanager
    def signed_in(self) -> Iterator[imaplib.IMAP4]:
        connection = imaplib.IMAP4("127.0.0.1", self.port)
        try:
            connection.login(self.username, self.password)
            yield connection
        finally:
            connection.logout()

    def deliver(self, raw: bytes, flags: str = "") -> None:
        with self.signed_in() as connection:
            status, said = connection.append("INBOX", flags, "", raw.replace(b"\n", b"\r\n"))
            assert status == "OK", said

    def flags(self) -> list[str]:
        """Of each mail in the box, in order."""
        with self.signed_in() as connection:
            connection.select("INBOX", readonly=True)
            _, data = connection.fetch("1:*", "(FLAGS)")
            return [
                ""
                if line is None
                else line.decode().split("FLAGS (")[1].split(")")[0].replace("\\Recent", "").strip()
                for line in data
            ]

    def mark(self, number: int, flag: str) -> None:
        with self.signed_in() as connection:
            connection.select("INBOX")
            connection.store(str(number), "+FLAGS", flag)


@contextmanager
def mail_server(folder: Path) -> Iterator[MailServer]:
    user, login_user = _users()
    group = grp.getgrgid(pwd.getpwnam(user).pw_gid).gr_name
    for name in ("run", "state", "mail"):
        (folder / name).mkdir(parents=True)
    if os.getuid() == 0:
        shutil.chown(folder / "mail", user, group)
    _make_certificate(folder)
    port, tls_port = _free_port(), _free_port()
    config = folder / "dovecot.conf"
    config.write_text(
        CONFIG.format(
            folder=folder,
            user=user,
            login_user=login_user,
            group=group,
            port=port,
            tls_port=tls_port,
            password=PASSWORD,
        )
    )
    process = subprocess.Popen(
        [DOVECOT, "-F", "-c", str(config)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_for(port, process, folder / "dovecot.log")
        yield MailServer(port, tls_port)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _users() -> tuple[str, str]:
    """Whose the mails are, and who speaks with strangers. Dovecot refuses to do either as root;
    its package brings users for it."""
    if os.getuid() == 0:
        return "dovecot", "dovenull"
    return getpass.getuser(), getpass.getuser()


def _free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        with closing(socket.socket()) as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    told = log.read_text() if log.exists() else "it wrote no log"
    raise AssertionError(f"Dovecot did not start: {told[-2000:]}")


def _make_certificate(folder: Path) -> None:
    """One that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "cert.pem").write_bytes(certificate.public_bytes(pem))
    (folder / "key.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
