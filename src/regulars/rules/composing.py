"""A message out of a text and the records: whole and true, or a draft that says what is missing."""

import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from regulars.rules.fields import DETAILS, FIELDS
from regulars.rules.greetings import Addressee, Voice, letter
from regulars.rules.kinds import Tone
from regulars.rules.messages import Purpose, Reason
from regulars.rules.placeholders import FIELD, fields_of
from regulars.rules.sameness import digest_of, is_alike

# Whose words do for whom, the best first. Who wants distance never gets a familiar text.
TONES_FOR: dict[Tone, tuple[Tone, ...]] = {
    Tone.FRIENDLY: (Tone.FRIENDLY, Tone.UNDECIDED, Tone.FORMAL),
    Tone.UNDECIDED: (Tone.UNDECIDED, Tone.FORMAL),
    Tone.FORMAL: (Tone.FORMAL, Tone.UNDECIDED),
}
# Words that touch the heart: the same pattern again within the last ten is already a repeat.
NEVER_ALIKE = frozenset({Purpose.THANKS})


@dataclass(frozen=True, slots=True)
class Text:
    """One way to say it: a template with named fields."""

    body: str
    subject: str = ""

    @property
    def fields(self) -> frozenset[str]:
        return fields_of(self.body) | fields_of(self.subject)


@dataclass(frozen=True, slots=True)
class Said:
    """What was read before: by this person the last cores, and digests that are taken."""

    recent: Sequence[str] = ()
    taken: Collection[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Composed:
    """Words for one customer. Where `problems` is not empty, a person looks at them first."""

    subject: str
    body: str
    language: str
    tone: Tone
    details: tuple[str, ...] = ()  # the fields of true details that it leans on
    problems: list[Reason] = field(default_factory=list)
    digest: str = ""
    variants: int = 0  # how many ways of saying it there are
    core: str = ""


def candidates(
    texts: Sequence[Text],
    *,
    who: Addressee,
    voice: Voice,
    known: Mapping[str, str],
    purpose: Purpose,
    sentence: str = "",
) -> list[Composed]:
    """Each text filled and framed by greeting and signature. A field that nothing fills stays
    visible in its braces, and the result is a draft."""
    made = []
    for text in texts:
        core = _filled(text.body, known)
        if sentence.strip():
            core = f"{core} {sentence.strip()}".strip()
        details = tuple(sorted((fields_of(text.body) & DETAILS) & known.keys()))
        problems = []
        if not text.fields <= known.keys():
            problems.append(Reason.UNFILLED)
        if purpose is Purpose.THANKS and not details and not sentence.strip():
            problems.append(Reason.NO_DETAIL)
        made.append(
            Composed(
                subject=" ".join(_filled(text.subject, known).split()),
                body=letter(core, who, voice),
                language=voice.language,
                tone=voice.tone,
                details=details,
                problems=problems,
                digest=digest_of(core, purpose=purpose, called=who.name),
                variants=len(texts),
                core=core,
            )
        )
    return made


def chosen(
    made: Sequence[Composed], *, purpose: Purpose, said: Said, turn: str, other: int = 0
) -> Composed | None:
    """The one to send: whole, true, new. Where none is, the nearest one with what is wrong.

    `turn` (the customer and the occurrence) begins the round, so that the same occasion gets the
    same words; `other` asks for the next ones. None where there is nothing to choose from.
    """
    if not made:
        return None
    start = (zlib.crc32(turn.encode()) + other) % len(made)
    turned = [*made[start:], *made[:start]]
    checked = [_with_repeats(one, purpose=purpose, said=said) for one in turned]
    return min(checked, key=_worst)  # the first of equals: the order of the round


def _with_repeats(one: Composed, *, purpose: Purpose, said: Said) -> Composed:
    is_taken = bool(one.digest) and one.digest in said.taken
    is_again = purpose in NEVER_ALIKE and is_alike(one.core, said.recent)
    if is_taken or is_again:
        return replace(one, problems=[*one.problems, Reason.SAME_WORDS])
    return one


def _worst(one: Composed) -> tuple[bool, bool, bool, int]:
    wrong = set(one.problems)
    return (
        Reason.UNFILLED in wrong,
        Reason.SAME_WORDS in wrong,
        Reason.NO_DETAIL in wrong,
        -min(1, len(one.details)),  # what leans on the records before what suits anybody
    )


def gaps_in(text: str) -> list[str]:
    """Fields that are still in their braces: such a text must not leave. Other braces are the
    writer's own."""
    return [f"{{{name}}}" for name in FIELD.findall(text) if name in FIELDS]


def _filled(text: str, known: Mapping[str, str]) -> str:
    return FIELD.sub(lambda gap: known.get(gap[1], gap[0]), text)
