"""The German is whole: each text that people read has its words, its numbers and its marks."""

import ast
import gettext
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "regulars"
PO = PACKAGE / "locale" / "de" / "LC_MESSAGES" / "django.po"
# Where the text stands among the arguments; before it stands the context.
PLAIN = ("_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy")
IN_CONTEXT = ("pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy")
CALLS = dict.fromkeys(PLAIN, 0) | dict.fromkeys(IN_CONTEXT, 1)
PLACES = re.compile(r"%\(\w+\)[sd]|(?<!%)\{\w*\}")
Key = tuple[str | None, str]


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="de")


def messages(path: Path = PO) -> list[Message]:
    return [message for message in read(path) if message.id]


def both(message: Message) -> list[tuple[str, str]]:
    """Each form in English beside its German."""
    if isinstance(message.id, tuple):
        return list(zip(message.id, message.string, strict=True))
    return [(message.id, message.string)]


def key_of(message: Message) -> Key:
    return message.context, message.id[0] if isinstance(message.id, tuple) else message.id


FORMS = [pair for message in messages() for pair in both(message)]


def test_every_text_has_its_german():
    assert [english for english, german in FORMS if not german.strip()] == []
    assert [key_of(message) for message in messages() if message.fuzzy] == []


def places(*texts: str) -> set[str]:
    return {place for text in texts for place in PLACES.findall(text)}


def test_the_same_places_are_filled():
    """Of several forms the last says all that the English says; the first may leave the one out."""
    odd = []
    for message in messages():
        *others, last = both(message)
        there = places(*(english for english, _german in both(message)))
        if places(last[0]) != places(last[1]) or not places(*(g for _e, g in others)) <= there:
            odd.append(both(message))
    assert odd == []


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("an exclamation mark", r"!"),
        ("quotation marks of another language", r"[\"”]|(?<!\w)'|“(?=\w)"),
        ("three points in place of an ellipsis", r"\.\.\."),
        ("two blanks", r"  "),
        ("a blank at an end", r"^\s|\s$"),
        ("an owner addressed as du", r"\b(?:dein|deine|deinen|deinem|deiner|dich|dir)\b"),
        ("a hyphen in place of a dash", r" - "),
    ],
)
def test_the_german_is_written_with_care(what, pattern):
    assert [german for _english, german in FORMS if re.search(pattern, german)] == [], what


def test_a_sentence_stays_a_sentence():
    ends = {
        (english, german)
        for english, german in FORMS
        if english[-1] in ".?:…" and not german.endswith(english[-1])
    }

    assert ends == set()


def test_every_call_in_the_sources_names_a_text_that_was_collected():
    known = {key_of(message) for message in messages()}

    assert [place for key, place in texts_called() if key not in known] == []


def texts_called() -> Iterator[tuple[Key | None, str]]:
    """Each text in Python. None where it is put together only when the program runs: the
    collector cannot see such a text, as little as one inside an f-string."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            name = getattr(getattr(node, "func", None), "id", "")
            if isinstance(node, ast.Call) and name in CALLS:
                said = [getattr(each, "value", None) for each in node.args[: CALLS[name] + 1]]
                is_plain = all(isinstance(each, str) for each in said)
                key = (said[0] if CALLS[name] else None, said[-1]) if is_plain else None
                yield key, f"{path.relative_to(ROOT)}:{node.lineno} {ast.unparse(node)}"


def test_the_collected_texts_are_those_of_the_sources(tmp_path):
    if shutil.which("xgettext") is None:
        pytest.skip("NO xgettext HERE (Debian: apt-get install gettext): make words is not checked")
    copy = tmp_path / "src" / "regulars"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "*.mo", "static"))

    subprocess.run(
        [sys.executable, str(ROOT / "tools" / "words.py"), "collect"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )

    collected = {key_of(message) for message in messages(copy / PO.relative_to(PACKAGE))}
    assert collected == {key_of(message) for message in messages()}, "run: make words"


def test_the_words_compile(tmp_path):
    copy = tmp_path / "de" / "LC_MESSAGES" / "django.po"
    copy.parent.mkdir(parents=True)
    shutil.copy(PO, copy)

    subprocess.run(
        [sys.executable, str(ROOT / "tools" / "words.py"), "compile", str(copy)], check=True
    )

    german = gettext.translation("django", tmp_path, ["de"])
    assert german.gettext("yesterday") == "gestern"
    assert german.ngettext("%(n)d person", "%(n)d people", 1) == "%(n)d Person"
    assert german.ngettext("%(n)d person", "%(n)d people", 0) == "%(n)d Personen"


@pytest.mark.parametrize(
    ("customer_word", "said"),
    [
        ("customer", ["Kunden", "von Ihren Kunden", "Ihren ersten Kunden eintragen"]),
        ("client", ["Klienten", "von Ihren Klienten", "Ihren ersten Klienten eintragen"]),
        ("guest", ["Gäste", "von Ihren Gästen", "Ihren ersten Gast eintragen"]),
        ("patient", ["Patienten", "von Ihren Patienten", "Ihren ersten Patienten eintragen"]),
        ("member", ["Mitglieder", "von Ihren Mitgliedern", "Ihr erstes Mitglied eintragen"]),
    ],
)
def test_sentences_bend_with_the_shops_word(owner, shop, customer_word, said):
    shop.language, shop.customer_word = "de", customer_word
    shop.save()

    heading, preposition, first = said

    assert heading in owner.get("/customers/").text
    assert preposition in owner.get("/settings/").text
    assert preposition in owner.get("/customers/fields").text
    assert first in owner.get("/account/ways-on").text
