import pytest

from regulars.rules.fields import LONGEST_TEXT
from regulars.rules.kinds import Tone
from regulars.rules.messages import Purpose
from regulars.rules.tones import Found, Trouble, clash, greeting_clash, trouble_in
from tests.rules.payloads import PAYLOADS

BRACES = {Trouble.UNKNOWN_FIELD, Trouble.STRAY_BRACE}


def trouble(body, *, purpose=Purpose.THANKS, tone=Tone.UNDECIDED, language="en", subject=""):
    return trouble_in(body, purpose=purpose, tone=tone, language=language, subject=subject)


def test_a_plain_text_with_known_fields_can_be_kept():
    assert trouble("Thank you for choosing {item} {when}.") is None


def test_there_are_two_hundred_payloads():
    assert len(set(PAYLOADS)) >= 200


A_FIELD_AFTER_A_SIGN = {"${first_name}", "\\{first_name}"}


def test_a_payload_with_a_brace_is_refused_at_writing():
    for payload in set(PAYLOADS) - A_FIELD_AFTER_A_SIGN:
        found = trouble(f"Thank you for {payload} today.", purpose=Purpose.OFFER)

        if "{" in payload or "}" in payload:
            assert found is not None, payload
            assert found.trouble in BRACES
        else:
            assert found is None, payload  # plain characters, and they stay that


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("  \n ", Found(Trouble.EMPTY)),
        ("x" * (LONGEST_TEXT + 1), Found(Trouble.TOO_LONG)),
        ("{item} " * 21, Found(Trouble.TOO_MANY_FIELDS)),
        ("Thank you, {nickname}.", Found(Trouble.UNKNOWN_FIELD, "{nickname}")),
        ("Thank you {for", Found(Trouble.STRAY_BRACE, "{for")),
        ("Dear {first_name},\nthank you.", Found(Trouble.GREETING, "dear")),
        ("Hello Maria,\nthank you.", Found(Trouble.GREETING, "hello")),
        ("Thank you.\n\nKind regards\nAna", Found(Trouble.SIGNATURE, "kind regards")),
        ("Hope you guys liked it.", Found(Trouble.FAMILIAR, "guys")),
        ("Thank you. Use the voucher below.", Found(Trouble.ADVERTISING, "voucher")),
        ("Thank you, and 20% for you.", Found(Trouble.ADVERTISING, "20%")),
    ],
)
def test_what_cannot_be_kept_is_named(body, expected):
    assert trouble(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "Sehr geehrte Frau Schulz,\nvielen Dank.",
        "Liebe Maria, vielen Dank.",
        "Hallo {first_name},\ndanke.",
    ],
)
def test_a_greeting_belongs_to_the_tone_and_not_to_the_text(body):
    found = trouble(body, language="de", tone=Tone.FRIENDLY)

    assert found is not None
    assert found.trouble is Trouble.GREETING


def test_a_text_for_distance_must_not_say_du():
    du = "danke, dass du gestern da warst."

    assert clash(du, tone=Tone.FORMAL, language="de") == Found(Trouble.FAMILIAR, "du")
    assert clash(du, tone=Tone.UNDECIDED, language="de") == Found(Trouble.FAMILIAR, "du")
    assert clash(du, tone=Tone.FRIENDLY, language="de") is None


def test_a_friendly_text_must_not_say_sie_yet_may_speak_of_others():
    assert clash("Wie geht es Ihnen?", tone=Tone.FRIENDLY, language="de") == Found(
        Trouble.DISTANT, "Ihnen"
    )
    others = "Deine Kinder waren da. Sie hatten Spaß."
    assert clash(others, tone=Tone.FRIENDLY, language="de") is None


@pytest.mark.parametrize("purpose", [Purpose.GREETING, Purpose.RECOVERY, Purpose.NOTICE])
@pytest.mark.parametrize(
    ("language", "body"),
    [("de", "zum Geburtstag schenken wir Ihnen einen Gutschein."), ("en", "A discount for you.")],
)
def test_greetings_apologies_and_notices_carry_no_advertising(purpose, language, body):
    found = trouble(body, purpose=purpose, language=language)

    assert found is not None
    assert found.trouble is Trouble.ADVERTISING


def test_an_offer_may_say_that_it_is_one():
    assert trouble("A voucher for you.", purpose=Purpose.OFFER) is None


def test_the_subject_is_read_too():
    found = trouble("Thank you.", subject="20 % off")

    assert found == Found(Trouble.ADVERTISING, "20 %")


def test_a_field_of_the_name_du_is_none_of_the_readers_words():
    assert clash("{item} {when}", tone=Tone.FORMAL, language="de") is None


@pytest.mark.parametrize(
    ("language", "body"), [("de", "Hallo Maria,\n\ndanke."), ("en", "Hello Maria,\n\nthanks.")]
)
def test_a_letter_to_somebody_formal_begins_formally(language, body):
    assert greeting_clash(body, tone=Tone.FORMAL, language=language) is not None
    assert greeting_clash(body, tone=Tone.UNDECIDED, language=language) is None
    assert greeting_clash("Guten Tag Maria Schulz,", tone=Tone.FORMAL, language=language) is None
