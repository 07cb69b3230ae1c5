"""How somebody is addressed and how we sign, in the tone they want (B1, B3)."""

from dataclasses import dataclass

from regulars.rules.kinds import Tone

LANGUAGES = ("en", "de")

_OPENINGS: dict[tuple[str, Tone], str] = {
    ("en", Tone.FRIENDLY): "Hi {}, {} here from {}.",
    ("de", Tone.FRIENDLY): "Hallo {}, hier ist {} von {}.",
}
_GREETINGS: dict[tuple[str, Tone], str] = {
    ("en", Tone.FORMAL): "Dear {},",
    ("en", Tone.UNDECIDED): "Hello {},",
    ("de", Tone.FORMAL): "Guten Tag {},",
    ("de", Tone.UNDECIDED): "Guten Tag {},",
}
_CLOSINGS: dict[tuple[str, Tone], str] = {
    ("en", Tone.FORMAL): "Yours sincerely,",
    ("en", Tone.UNDECIDED): "Kind regards,",
    ("de", Tone.FORMAL): "Mit freundlichen Grüßen",
    ("de", Tone.UNDECIDED): "Herzliche Grüße",
}
_EVERYONE_AT = {"en": "everyone at {}", "de": "an alle bei {}"}


@dataclass(frozen=True, slots=True)
class Addressee:
    name: str  # exactly as the person writes it
    given_name: str = ""
    company: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, and how this customer wants to be spoken to."""

    staff_name: str
    shop_name: str
    tone: Tone = Tone.UNDECIDED
    language: str = "en"  # one of LANGUAGES


def spoken_language(*wanted: str) -> str:
    """The first of the wanted languages that we have words in, else English."""
    for tag in wanted:
        language = tag.replace("_", "-").split("-")[0].lower()
        if language in LANGUAGES:
            return language
    return "en"


def called(who: Addressee, voice: Voice) -> str:
    """What they are called. We know no titles, so that a formal greeting takes the whole name."""
    if who.company and who.name == who.company:
        return _EVERYONE_AT[voice.language].format(who.name)
    is_distant = voice.tone is Tone.UNDECIDED and voice.language == "de"
    if voice.tone is Tone.FORMAL or is_distant:
        return who.name
    return who.given_name or who.name


def letter(body: str, who: Addressee, voice: Voice) -> str:
    """The body between greeting and signature. Every message carries a name (B1)."""
    name = called(who, voice)
    manner = (voice.language, voice.tone)
    if voice.tone is Tone.FRIENDLY:
        first_name = (voice.staff_name.split() or [voice.shop_name])[0]
        return f"{_OPENINGS[manner].format(name, first_name, voice.shop_name)} {body}".rstrip()
    signature = f"{_CLOSINGS[manner]}\n{voice.staff_name}\n{voice.shop_name}"
    return "\n\n".join(part for part in (_GREETINGS[manner].format(name), body, signature) if part)
