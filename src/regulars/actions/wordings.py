"""The shop's own texts to customers: what comes with the product, and what people make of it."""

from django.db import transaction
from django.utils import timezone

from regulars.actions.events import record
from regulars.models import Person, Shop, Wording, WordingText
from regulars.rules.greetings import spoken_language
from regulars.rules.kinds import Tone
from regulars.rules.messages import Purpose
from regulars.rules.ready_wordings import NAMES, PURPOSES, ready_texts
from regulars.rules.tones import Found, trouble_in


class CannotKeep(Exception):
    """A text that must not be kept; `found` says what is wrong with it."""

    def __init__(self, found: Found) -> None:
        super().__init__(found.trouble.value)
        self.found = found


@transaction.atomic
def install_ready_wordings() -> int:
    """The texts of this version that are not there yet. Run at set-up and after each upgrade.

    A wording that has any text is somebody's own by now and stays as it is. Returns how many
    wordings got their texts.
    """
    has_texts = set(
        WordingText.objects.exclude(wording__key=None).values_list("wording__key", flat=True)
    )
    missing = [key for key in PURPOSES if key not in has_texts]
    if not missing:
        return 0
    language = spoken_language(
        Shop.objects.values_list("language", flat=True).filter(pk=Shop.ONLY).first() or "en"
    )
    for key in missing:
        wording, _ = Wording.objects.get_or_create(
            key=key, defaults={"name": NAMES[language][key], "purpose": PURPOSES[key].value}
        )
        WordingText.objects.bulk_create(
            (
                WordingText(
                    wording=wording,
                    language=text.language,
                    tone=text.tone.value,
                    variant=text.variant,
                    subject=text.subject,
                    body=text.body,
                )
                for text in ready_texts(key)
            ),
            ignore_conflicts=True,  # two starts at once
        )
    return len(missing)


@transaction.atomic
def create_wording(*, name: str, purpose: Purpose, person: Person) -> Wording:
    """A thing to say of the owner's own, without any text yet."""
    wording = Wording.objects.create(name=name.strip(), purpose=purpose.value)
    record("wording.changed", person=person, wording=wording.pk)
    return wording


@transaction.atomic
def keep_text(
    *,
    wording: Wording,
    language: str,
    tone: Tone,
    variant: int,
    subject: str,
    body: str,
    person: Person,
) -> WordingText:
    """One way of saying it, new or instead of what was there. Raises CannotKeep."""
    found = trouble_in(
        body, purpose=Purpose(wording.purpose), tone=tone, language=language, subject=subject
    )
    if found is not None:
        raise CannotKeep(found)
    text, _ = WordingText.objects.update_or_create(
        wording=wording,
        language=language,
        tone=tone.value,
        variant=variant,
        defaults={"subject": " ".join(subject.split()), "body": body.strip()},
    )
    record("wording.changed", person=person, wording=wording.pk, text=text.pk)
    return text


@transaction.atomic
def remove_text(*, text: WordingText, person: Person) -> bool:
    """Say it this way no longer. The last text of a wording stays: False then."""
    theirs = WordingText.objects.select_for_update().filter(wording=text.wording_id)
    if len(list(theirs.exclude(pk=text.pk)[:1])) == 0:
        return False
    gone, _ = theirs.filter(pk=text.pk).delete()
    if gone:
        record("wording.changed", person=person, wording=text.wording_id, removed=text.pk)
    return bool(gone)


@transaction.atomic
def put_away_wording(*, wording: Wording, is_away: bool, person: Person) -> bool:
    """Out of sight for new plans, or back; plans that use it go on. False: it was so before."""
    changed = Wording.objects.filter(pk=wording.pk, put_away_at__isnull=is_away).update(
        put_away_at=timezone.now() if is_away else None
    )
    if changed:
        record("wording.changed", person=person, wording=wording.pk, is_away=is_away)
    return bool(changed)
