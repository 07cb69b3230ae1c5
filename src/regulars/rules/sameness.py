"""Whether words were said before. Nobody reads the same twice, nor what a neighbour got (C21)."""

import hashlib
import re
from collections.abc import Collection, Iterable

from rapidfuzz.fuzz import ratio

from regulars.rules.greetings import Addressee, Voice, letter
from regulars.rules.messages import Purpose

ALIKE_PERCENT = 85.0  # two texts of one pattern with another thing in it are about that alike
LAST_READ = 10  # messages to one person that new words are compared with
_MARK = "\x00"
_SPACE = re.compile(r"\s+")

# Facts are told as they are; what they are about is new each time, or the reader needs it again.
MAY_REPEAT = frozenset({Purpose.NOTICE})


def plain(text: str) -> str:
    """The text as a reader hears it: without differences of case, spaces and line ends."""
    return _SPACE.sub(" ", text).strip().casefold()


def core_of(body: str, who: Addressee, voice: Voice) -> str:
    """What a letter says between greeting and signature; all of it where they are not ours."""
    before, _mark, after = letter(_MARK, who, voice).partition(_MARK)
    core = body.strip()
    core = core.removeprefix(before.strip())
    return core.removesuffix(after.strip()).strip()


def digest_of(core: str, *, purpose: Purpose, called: str) -> str:
    """What stands for these words in the database; "" for what may be said again.

    Thanks are compared without the name: the same thanks to two people are none. Anything else
    belongs to the one it names.
    """
    if purpose in MAY_REPEAT or not core.strip():
        return ""
    said = core if purpose is Purpose.THANKS else f"{called}\n{core}"
    return hashlib.sha256(plain(said).encode()).hexdigest()


def is_alike(core: str, others: Iterable[str]) -> bool:
    """Whether a reader would take it for one of these texts again."""
    mine = plain(core)
    return any(ratio(mine, plain(other), score_cutoff=ALIKE_PERCENT) > 0 for other in others)


def freshest(cores: Collection[str], others: Collection[str]) -> list[str]:
    """These texts, the ones least like what was read before first; in their order where equal."""
    read = [plain(other) for other in others]

    def nearest(core: str) -> float:
        return max((ratio(plain(core), other) for other in read), default=0.0)

    return sorted(cores, key=nearest)
