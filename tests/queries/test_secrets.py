"""Secrets at rest (G5): closed in the database and in a backup, opened by the install's key."""

import zipfile
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from regulars.actions import backups
from regulars.models import MailAccount, TextAccount, Webhook
from regulars.queries import exports
from regulars.queries.secrets import CannotUnseal, seal, unseal

CLEAR = "the-clear-password-of-the-mail-server"


@given(st.text(min_size=1).filter(lambda text: not any("\ud800" <= c <= "\udfff" for c in text)))
def test_what_was_closed_opens_again_and_is_never_the_same_twice(text):
    assert unseal(seal(text)) == text
    assert seal(text) != seal(text)


def test_nothing_stays_nothing():
    assert seal("") == ""
    assert unseal("") == ""


def test_an_older_key_still_opens_and_a_strange_one_says_so_without_the_secret(settings):
    closed = seal(CLEAR)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key of this install, long enough to be one of them"
    assert unseal(closed) == CLEAR
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(CannotUnseal) as refused:
        unseal(closed)
    assert CLEAR not in str(refused.value)
    assert closed not in str(refused.value)


def test_one_letter_changed_opens_nothing():
    closed = seal(CLEAR)
    for at in range(0, len(closed), 7):
        other = "A" if closed[at] != "A" else "B"
        with pytest.raises(CannotUnseal):
            unseal(closed[:at] + other + closed[at + 1 :])


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a backup is the same for every engine")
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("second_allowed")
def test_neither_the_database_nor_a_backup_holds_the_clear_secret(shop, settings, tmp_path):
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir()
    keep_secrets()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("PRAGMA database_list")
        stored = {row[1]: row[2] for row in cursor.fetchall()}["main"]
    made = backups.make_backup(tmp_path / "one.regulars")
    with zipfile.ZipFile(made.path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    assert CLEAR.encode() not in Path(stored).read_bytes()
    assert MailAccount.objects.get().secret.encode() in kept["database.sqlite3"]
    assert not [name for name, content in kept.items() if CLEAR.encode() in content]


@pytest.mark.django_db
def test_no_export_holds_a_secret_clear_or_closed():
    keep_secrets()
    closed = set(MailAccount.objects.values_list("secret", "imap_secret", "dkim_secret").get())
    told = [cell for table in exports.all_tables() for row in table.rows for cell in row]
    assert "smtp.example.com" in told
    assert not closed & {cell for cell in told if isinstance(cell, str)}
    assert not [cell for cell in told if CLEAR in str(cell)]


@pytest.mark.django_db
def test_every_column_that_says_secret_is_left_out_of_exports():
    named = {
        (str(model._meta.model_name), field.name)
        for model in apps.get_app_config("regulars").get_models()
        for field in model._meta.concrete_fields
        if "secret" in field.name
    }
    assert named <= exports.SECRET


def keep_secrets():
    closed = {"secret": seal(CLEAR), "imap_secret": seal(CLEAR), "dkim_secret": seal(CLEAR)}
    MailAccount.objects.create(from_address="us@example.com", host="smtp.example.com", **closed)
    TextAccount.objects.create(account="AC1", secret=seal(CLEAR))
    Webhook.objects.create(url="https://example.com/", secret=seal(CLEAR))
