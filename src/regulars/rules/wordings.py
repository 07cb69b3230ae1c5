"""The words that customers read, as data: a language, an address, a situation, some variants."""

from regulars.rules import wordings_de, wordings_en
from regulars.rules.kinds import Tone
from regulars.rules.situations import Address, Situation

WORDINGS: dict[tuple[str, Address], dict[Situation, tuple[str, ...]]] = {
    ("en", Address.CLOSE): wordings_en.CLOSE,
    ("en", Address.POLITE): wordings_en.POLITE,
    ("de", Address.CLOSE): wordings_de.CLOSE,
    ("de", Address.POLITE): wordings_de.POLITE,
}
SUBJECTS: dict[str, dict[Situation, str]] = {
    "en": wordings_en.SUBJECTS,
    "de": wordings_de.SUBJECTS,
}


def address_of(tone: Tone) -> Address:
    return Address.CLOSE if tone is Tone.FRIENDLY else Address.POLITE
