"""The charter: written, talked over, agreed to, published; and read by everybody who keeps it."""

from datetime import date

from django.db import transaction
from django.utils.timezone import now

from regulars.actions.events import record
from regulars.models import (
    CharterClause,
    CharterPage,
    CharterReading,
    CharterRemark,
    CharterVersion,
    Person,
    Shop,
)
from regulars.queries.charters import clauses_lacking, in_the_making, published
from regulars.queries.local_days import shop_today
from regulars.rules.charters import STEPS, RemarkKind, Step, VersionState

WRITABLE = (VersionState.DRAFT.value, VersionState.DISCUSSION.value)
KEPT_BY = (VersionState.AGREED.value, VersionState.PUBLISHED.value)  # what one agrees to keep
CARRIED = ("sentence", "who_for", "metric", "within", "target_percent")


class VersionInTheMaking(Exception):
    """There is a version that nobody has published yet. One at a time."""


class WrongStep(Exception):
    """Somebody else was quicker, or this step does not follow on that state."""


class RemarksUnanswered(Exception):
    """Somebody of the team said something, and nobody has answered."""


class ClausesLacking(Exception):
    """A clause lacks what a published one needs, or there is none."""


@transaction.atomic
def start_version(*, person: Person | None, because: str = "") -> CharterVersion:
    """A new draft with everything that the published one says. Raises VersionInTheMaking."""
    Shop.objects.select_for_update().get(pk=Shop.ONLY)
    if in_the_making() is not None:
        raise VersionInTheMaking
    last = CharterVersion.objects.order_by("-number").first()
    before = published()
    version = CharterVersion.objects.create(
        number=last.number + 1 if last else 1,
        opening=before.opening if before else "",
        training_note=before.training_note if before else "",
        changed_because=because,
        created_by=person,
    )
    if before is not None:
        CharterClause.objects.bulk_create(
            CharterClause(
                version=version,
                position=clause.position,
                **{name: getattr(clause, name) for name in CARRIED},
            )
            for clause in before.clauses.all()
        )
    record("charter.started", person=person, version=version.pk)
    return version


@transaction.atomic
def write_version(
    *, version: CharterVersion, opening: str, training_note: str, person: Person | None
) -> None:
    """The words around the clauses. Raises WrongStep once it is agreed."""
    changed = CharterVersion.objects.filter(pk=version.pk, state__in=WRITABLE)
    if not changed.update(opening=opening.strip(), training_note=training_note.strip()):
        raise WrongStep(str(version))
    record("charter.changed", person=person, version=version.pk)


@transaction.atomic
def keep_clause(
    *,
    version: CharterVersion,
    sentence: str,
    who_for: str = "",
    metric: str = "",
    within: int | None = None,
    target_percent: int | None = None,
    person: Person | None,
    clause: CharterClause | None = None,
) -> CharterClause:
    """A clause, new or said better. Raises WrongStep where the version may not be changed."""
    _must_be_writable(version)
    told = {
        "sentence": sentence.strip(),
        "who_for": who_for.strip(),
        "metric": metric,
        "within": within,
        "target_percent": target_percent,
    }
    if clause is None:
        last = version.clauses.order_by("-position").first()
        position = last.position + 1 if last else 1
        clause = CharterClause.objects.create(version=version, position=position, **told)
    else:
        mine = CharterClause.objects.filter(pk=clause.pk, version=version, is_published=False)
        if not mine.update(**told):
            raise WrongStep(str(version))
    record("charter.changed", person=person, version=version.pk, clause=clause.pk)
    return clause


@transaction.atomic
def move_clause(*, clause: CharterClause, person: Person) -> bool:
    """One place up. False where it is the first already."""
    _must_be_writable(clause.version)
    above = (
        clause.version.clauses.filter(position__lt=clause.position).order_by("-position").first()
    )
    if above is None:
        return False
    CharterClause.objects.filter(pk=clause.pk).update(position=above.position)
    CharterClause.objects.filter(pk=above.pk).update(position=clause.position)
    record("charter.changed", person=person, version=clause.version_id, clause=clause.pk)
    return True


@transaction.atomic
def remove_clause(*, clause: CharterClause, person: Person) -> None:
    """Out of the version that is being made. What was said to it stays with the version."""
    _must_be_writable(clause.version)
    version, key = clause.version_id, clause.pk
    CharterClause.objects.filter(pk=key, is_published=False).delete()
    record("charter.changed", person=person, version=version, clause=key)


# --- steps ---


@transaction.atomic
def discuss_version(*, version: CharterVersion, person: Person | None) -> None:
    """The team is asked."""
    _step(version, Step.DISCUSS)
    record("charter.discussed", person=person, version=version.pk)


@transaction.atomic
def revise_version(*, version: CharterVersion, person: Person) -> None:
    """Back to the desk. What was said stays, and waits for an answer still."""
    _step(version, Step.REVISE, agreed_at=None, agreed_by=None)
    record("charter.revised", person=person, version=version.pk)


@transaction.atomic
def agree_version(*, version: CharterVersion, person: Person | None) -> None:
    """The owner's word. Raises RemarksUnanswered, ClausesLacking, WrongStep."""
    _lock(version)
    if version.remarks.filter(answered_at=None).exists():
        raise RemarksUnanswered(str(version))
    if clauses_lacking(version) or not version.clauses.exists():
        raise ClausesLacking(str(version))
    _step(version, Step.AGREE, agreed_at=now(), agreed_by=person)
    record("charter.agreed", person=person, version=version.pk)


@transaction.atomic
def publish_version(
    *, version: CharterVersion, person: Person | None, today: date | None = None
) -> None:
    """From now on it is what the business promises. The one before is replaced, and frozen like
    this one. A promise that stands as it stood is measured on from when it was first made."""
    day = today or shop_today()
    _lock(version)
    before = published()
    since = {_promise(one): one.since_on for one in before.clauses.all()} if before else {}
    if before is not None:
        _step(before, Step.REPLACE, replaced_on=day)
    _step(version, Step.PUBLISH, published_on=day)
    for clause in version.clauses.all():
        CharterClause.objects.filter(pk=clause.pk).update(
            is_published=True, since_on=since.get(_promise(clause), day)
        )
    record("charter.published", person=person, version=version.pk)


@transaction.atomic
def drop_version(*, version: CharterVersion, person: Person) -> None:
    """Nobody will publish this one."""
    _step(version, Step.DROP, agreed_at=None, agreed_by=None)
    record("charter.dropped", person=person, version=version.pk)


# --- the team ---


@transaction.atomic
def make_remark(
    *,
    version: CharterVersion,
    kind: RemarkKind,
    text: str,
    person: Person,
    clause: CharterClause | None = None,
) -> CharterRemark:
    """What somebody says while a version is talked over. Raises WrongStep at any other time."""
    _lock(version)
    talked_over = CharterVersion.objects.filter(pk=version.pk, state=VersionState.DISCUSSION.value)
    if not talked_over.exists():
        raise WrongStep(str(version))
    remark = CharterRemark.objects.create(
        version=version,
        clause=clause,
        kind=kind.value,
        text=text.strip(),
        person=person,
        made_at=now(),
    )
    record("remark.made", person=person, version=version.pk, remark=remark.pk)
    return remark


@transaction.atomic
def answer_remark(*, remark: CharterRemark, answer: str, person: Person) -> bool:
    """Once. False for the second of two hands, whose words are not taken."""
    changed = CharterRemark.objects.filter(pk=remark.pk, answered_at=None).update(
        answer=answer.strip(), answered_by=person, answered_at=now()
    )
    if changed:
        record("remark.answered", person=person, version=remark.version_id, remark=remark.pk)
    return bool(changed)


@transaction.atomic
def agree_to_keep(*, version: CharterVersion, person: Person) -> bool:
    """Somebody has read it and will work by it. False where they said so before. Raises WrongStep
    for a version that does not count."""
    if not CharterVersion.objects.filter(pk=version.pk, state__in=KEPT_BY).exists():
        raise WrongStep(str(version))
    _, is_new = CharterReading.objects.get_or_create(
        version=version, person=person, defaults={"agreed_at": now()}
    )
    if is_new:
        record("charter.read", person=person, version=version.pk)
    return is_new


@transaction.atomic
def show_to_everybody(*, is_public: bool, person: Person) -> bool:
    """Whether the charter has a public address. False where it is so already."""
    CharterPage.objects.get_or_create(pk=CharterPage.ONLY)
    changed = CharterPage.objects.filter(is_public=not is_public).update(
        is_public=is_public, changed_at=now()
    )
    if changed:
        record("charter.shown", person=person, is_public=is_public)
    return bool(changed)


def _promise(clause: CharterClause) -> tuple[str, int | None, int | None]:
    return clause.metric, clause.within, clause.target_percent


def _lock(version: CharterVersion) -> None:
    CharterVersion.objects.select_for_update().get(pk=version.pk)


def _must_be_writable(version: CharterVersion) -> None:
    _lock(version)
    if not CharterVersion.objects.filter(pk=version.pk, state__in=WRITABLE).exists():
        raise WrongStep(str(version))


def _step(version: CharterVersion, step: Step, **also: object) -> None:
    for (state, of), target in STEPS.items():
        mine = CharterVersion.objects.filter(pk=version.pk, state=state.value)
        if of is step and mine.update(state=target.value, **also):
            return
    raise WrongStep(f"{step} of {version}")
