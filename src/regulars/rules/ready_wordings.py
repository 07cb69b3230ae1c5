"""The texts that come with the product, by key: what they are for, and all ways of saying them.

The keys are stored in every install: never rename one, only add.
"""

from dataclasses import dataclass

from regulars.rules import ready_survey_wordings, ready_wordings_de, ready_wordings_en
from regulars.rules.kinds import Tone
from regulars.rules.messages import Purpose

PURPOSES: dict[str, Purpose] = {
    "first-thanks": Purpose.THANKS,
    "second-thanks": Purpose.THANKS,
    "welcome-back": Purpose.THANKS,
    "tenth-thanks": Purpose.THANKS,
    "thanks-again": Purpose.THANKS,
    "thanks-card": Purpose.THANKS,
    "meeting-thanks": Purpose.THANKS,
    "anniversary-thanks": Purpose.GREETING,
    "anniversary-card": Purpose.GREETING,
    "birthday-greeting": Purpose.GREETING,
    "birthday-greeting-late": Purpose.GREETING,
    "birthday-card": Purpose.GREETING,
    "birthday-card-late": Purpose.GREETING,
    "occasion-greeting": Purpose.GREETING,
    "occasion-greeting-late": Purpose.GREETING,
    "check-right": Purpose.SERVICE,
    "what-else": Purpose.SERVICE,
    "salon-how-is-it": Purpose.SERVICE,
    "repair-check": Purpose.SERVICE,
    "overdue-hello": Purpose.SERVICE,
    "quiet-hello": Purpose.SERVICE,
    "salon-rebook": Purpose.SERVICE,
    "appointment-reminder": Purpose.SERVICE,
    "service-due": Purpose.SERVICE,
    "service-card": Purpose.SERVICE,
    "reorder-nudge": Purpose.SERVICE,
    "after-complaint": Purpose.RECOVERY,
    "salon-colour-care": Purpose.TIP,
    "tips-sheet": Purpose.TIP,
    "review-ask": Purpose.REVIEW,
    "survey-ask": Purpose.SURVEY,
    "survey-after-job": Purpose.SURVEY,
    "survey-ideal": Purpose.SURVEY,
    "survey-exit": Purpose.SURVEY,
    "survey-again": Purpose.SURVEY,
}


@dataclass(frozen=True, slots=True)
class Ready:
    """One text as it is installed."""

    key: str
    language: str
    tone: Tone
    variant: int  # from 1
    subject: str
    body: str


Bodies = dict[str, dict[Tone, tuple[str, ...]]]
BODIES: dict[str, Bodies] = {
    "en": ready_wordings_en.BODIES | ready_survey_wordings.BODIES["en"],
    "de": ready_wordings_de.BODIES | ready_survey_wordings.BODIES["de"],
}
SUBJECTS: dict[str, dict[str, str]] = {
    "en": ready_wordings_en.SUBJECTS | ready_survey_wordings.SUBJECTS["en"],
    "de": ready_wordings_de.SUBJECTS | ready_survey_wordings.SUBJECTS["de"],
}
NAMES: dict[str, dict[str, str]] = {
    "en": ready_wordings_en.NAMES | ready_survey_wordings.NAMES["en"],
    "de": ready_wordings_de.NAMES | ready_survey_wordings.NAMES["de"],
}


def ready_texts(key: str) -> list[Ready]:
    """Every text of one key: all languages, tones and variants."""
    return [
        Ready(key, language, tone, variant, SUBJECTS[language][key], body)
        for language, bodies in BODIES.items()
        for tone, texts in bodies[key].items()
        for variant, body in enumerate(texts, start=1)
    ]
