"""How many SMS a text becomes: what the network charges for, and what a reader gets in pieces."""

from dataclasses import dataclass

# GSM 03.38: 7 bits each; those of the second table take two places.
_PLAIN = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_DOUBLE = frozenset("^{}\\[~]|€\f")
_ONE_PLAIN, _PART_PLAIN = 160, 153
_ONE_WIDE, _PART_WIDE = 70, 67
_BEYOND = 0xFFFF  # takes two places in UTF-16


@dataclass(frozen=True, slots=True)
class SmsLength:
    segments: int
    left: int  # places left in the last one
    is_plain: bool  # False: one character outside the small alphabet more than halves the room
    widest: str = ""  # the first such character

    @property
    def is_one(self) -> bool:
        return self.segments <= 1


def sms_length(text: str) -> SmsLength:
    """The number of SMS for a text; an empty one is none."""
    odd = next((one for one in text if one not in _PLAIN and one not in _DOUBLE), "")
    if odd:
        places = [2 if ord(one) > _BEYOND else 1 for one in text]
        segments, left = _filled(places, _ONE_WIDE, _PART_WIDE)
    else:
        places = [2 if one in _DOUBLE else 1 for one in text]
        segments, left = _filled(places, _ONE_PLAIN, _PART_PLAIN)
    return SmsLength(segments, left, is_plain=not odd, widest=odd)


def _filled(places: list[int], one: int, part: int) -> tuple[int, int]:
    """A character of two places is never cut in half: it goes whole into the next part."""
    total = sum(places)
    if total <= one:
        return int(bool(places)), one - total
    segments, left = 1, part
    for width in places:
        if width > left:
            segments, left = segments + 1, part
        left -= width
    return segments, left
