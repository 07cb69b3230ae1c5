import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from regulars.channels.dkim import CannotSign, Signer
from regulars.channels.letters import as_bytes
from tests.channels.parcels import parcel


@pytest.fixture(scope="module")
def key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture(scope="module")
def signer(key) -> Signer:
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    return Signer("aurora.example", "care", pem.decode())


def record_of(key):
    import base64

    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    told = b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)
    return lambda name, timeout=5: told if name == b"care._domainkey.aurora.example." else None


def test_a_signed_message_verifies_with_the_key_in_the_dns(key, signer):
    written = signer.sign(as_bytes(parcel(subject="Größe")))

    assert dkim.verify(written, dnsfunc=record_of(key))
    head = written.split(b"bh=")[0].replace(b"\r\n", b"").replace(b" ", b"")
    assert b"list-unsubscribe:list-unsubscribe-post" in head


def test_a_changed_word_breaks_the_signature(key, signer):
    written = signer.sign(as_bytes(parcel()))

    assert not dkim.verify(written.replace(b"grinder", b"grander"), dnsfunc=record_of(key))


def test_a_key_that_is_none_is_told_without_it():
    with pytest.raises(CannotSign) as told:
        Signer("aurora.example", "care", "not a key").sign(as_bytes(parcel()))

    assert "not a key" not in str(told.value)
