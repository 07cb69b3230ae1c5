"""The words that customers read, as data: a language, an address, a situation, some variants."""

from regulars.rules import ready_wordings_de, ready_wordings_en, wordings_de, wordings_en
from regulars.rules.kinds import Tone
from regulars.rules.situations import Address, Situation

_AGAIN = "thanks-again"
_THANKS_EN, _THANKS_DE = ready_wordings_en.BODIES[_AGAIN], ready_wordings_de.BODIES[_AGAIN]
WORDINGS: dict[tuple[str, Address], dict[Situation, tuple[str, ...]]] = {
    ("en", Address.CLOSE): wordings_en.CLOSE | {Situation.UNTHANKED: _THANKS_EN[Tone.FRIENDLY]},
    ("en", Address.POLITE): wordings_en.POLITE | {Situation.UNTHANKED: _THANKS_EN[Tone.FORMAL]},
    ("de", Address.CLOSE): wordings_de.CLOSE | {Situation.UNTHANKED: _THANKS_DE[Tone.FRIENDLY]},
    ("de", Address.POLITE): wordings_de.POLITE | {Situation.UNTHANKED: _THANKS_DE[Tone.FORMAL]},
}
SUBJECTS: dict[str, dict[Situation, str]] = {
    "en": wordings_en.SUBJECTS | {Situation.UNTHANKED: ready_wordings_en.SUBJECTS[_AGAIN]},
    "de": wordings_de.SUBJECTS | {Situation.UNTHANKED: ready_wordings_de.SUBJECTS[_AGAIN]},
}


def address_of(tone: Tone) -> Address:
    return Address.CLOSE if tone is Tone.FRIENDLY else Address.POLITE
