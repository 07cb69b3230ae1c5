"""What gets in the way, and the team's box of ideas: thought up, voted on, tried, kept or not."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from regulars.actions.events import record
from regulars.models import Cause, Complaint, Friction, Idea, IdeaVote, Person, WishGroup
from regulars.queries.local_days import shop_today, shop_zone
from regulars.queries.shops import the_shop
from regulars.rules.complaints import SAME_CAUSE, SAME_CAUSE_DAYS, Step
from regulars.rules.ideas import STILL_OPEN, Effort, IdeaOrigin, IdeaState, may_become
from regulars.rules.kinds import OpenState

LONGEST_TITLE = 150


class IdeaHasMoved(Exception):
    """Somebody decided about it first, or it cannot become that from where it is."""


@transaction.atomic
def open_improvement(*, cause: Cause, person: Person | None) -> Idea | None:
    """The same cause for the SAME_CAUSE-th time within a year: a matter of how we work, and in the
    box of ideas, once for as long as nobody has ended it. What was heard after that counts anew.
    None where it is there already or not often enough yet."""
    _hold(cause.pk)
    opened = Idea.objects.filter(cause=cause)
    if opened.filter(state__in=[state.value for state in STILL_OPEN]).exists():
        return None
    ended_on = opened.aggregate(last=Max("decided_on"))["last"] or date.min
    after = max(shop_today() - timedelta(days=SAME_CAUSE_DAYS), ended_on)
    zone = shop_zone()
    same = Complaint.objects.filter(cause=cause).exclude(step=Step.NONE.value)
    heard = same.order_by().values_list("heard_at", flat=True)
    if sum(moment.astimezone(zone).date() > after for moment in heard) < SAME_CAUSE:
        return None
    shop = the_shop()
    with translation.override(shop.language if shop else "en"):
        title = _("Complaints again and again: %(cause)s") % {"cause": cause.name}
    return _open(
        Idea(title=title[:LONGEST_TITLE], origin=IdeaOrigin.COMPLAINTS.value, cause=cause),
        person,
    )


@transaction.atomic
def think_up(
    *,
    title: str,
    text: str = "",
    origin: IdeaOrigin = IdeaOrigin.TEAM,
    cost_minor: int | None = None,
    effort: Effort | None = None,
    owner: Person | None = None,
    about: Friction | WishGroup | None = None,
    person: Person | None,
) -> Idea:
    """Into the box. Whoever thinks it up has voted for it. `about`: what it is an answer to."""
    shop = the_shop()
    idea = _open(
        Idea(
            title=title.strip()[:LONGEST_TITLE],
            text=text.strip(),
            origin=origin.value,
            cost_minor=cost_minor,
            currency=shop.currency if shop and cost_minor is not None else "",
            effort=effort.value if effort else "",
            owner=owner,
            friction=about if isinstance(about, Friction) else None,
            wish_group=about if isinstance(about, WishGroup) else None,
        ),
        person,
    )
    if person is not None:
        vote(idea=idea, person=person)
    return idea


def _open(idea: Idea, person: Person | None) -> Idea:
    idea.thought_by, idea.thought_at = person, timezone.now()
    idea.save(force_insert=True)
    record("idea.opened", person=person, idea=idea.pk, origin=idea.origin)
    return idea


@transaction.atomic
def vote(*, idea: Idea, person: Person, is_for: bool = True) -> bool:
    """One vote a person, given or taken back. False where it stood so already."""
    if is_for:
        _row, changed = IdeaVote.objects.get_or_create(idea=idea, person=person)
    else:
        gone, _rows = IdeaVote.objects.filter(idea=idea, person=person).delete()
        changed = bool(gone)
    if changed:
        record("idea.voted", person=person, idea=idea.pk, is_for=is_for)
    return changed


@transaction.atomic
def change_idea(
    *,
    idea: Idea,
    title: str,
    text: str,
    cost_minor: int | None,
    effort: Effort | None,
    owner: Person | None,
    person: Person | None,
) -> None:
    shop = the_shop()
    Idea.objects.filter(pk=idea.pk).update(
        title=title.strip()[:LONGEST_TITLE],
        text=text.strip(),
        cost_minor=cost_minor,
        currency=shop.currency if shop and cost_minor is not None else "",
        effort=effort.value if effort else "",
        owner=owner,
    )
    record("idea.changed", person=person, idea=idea.pk, what="text")


@transaction.atomic
def try_idea(
    *, idea: Idea, from_on: date, until_on: date | None, owner: Person, person: Person | None
) -> None:
    """It is tried from a day on, by somebody. Raises IdeaHasMoved."""
    _become(
        idea,
        IdeaState.TRYING,
        person,
        trial_from_on=from_on,
        trial_until_on=until_on,
        owner=owner,
    )


@transaction.atomic
def end_idea(*, idea: Idea, is_kept: bool, result: str, person: Person | None) -> None:
    """What came of it. Raises IdeaHasMoved, and ValueError without a result in words."""
    if not result.strip():
        raise ValueError("an idea ends with a result")
    state = IdeaState.KEPT if is_kept else IdeaState.DROPPED
    _become(idea, state, person, result=result.strip(), decided_on=shop_today())


@transaction.atomic
def take_up_again(*, idea: Idea, person: Person | None) -> None:
    """It was not for us, and now it may be. Raises IdeaHasMoved, also where complaints have opened
    a new one of the same cause."""
    if idea.cause_id is not None:
        _hold(idea.cause_id)
        same = Idea.objects.filter(cause=idea.cause_id).exclude(pk=idea.pk)
        if same.filter(state__in=[state.value for state in STILL_OPEN]).exists():
            raise IdeaHasMoved(str(idea))
    _become(
        idea,
        IdeaState.NEW,
        person,
        result="",
        decided_on=None,
        trial_from_on=None,
        trial_until_on=None,
    )


def _hold(cause_id: int) -> None:
    Cause.objects.select_for_update(no_key=True).get(pk=cause_id)


def _become(idea: Idea, state: IdeaState, person: Person | None, **columns: object) -> None:
    before = [one.value for one in IdeaState if may_become(one, state)]
    rows = Idea.objects.filter(pk=idea.pk, state__in=before)
    if not rows.update(state=state.value, **columns):
        raise IdeaHasMoved(str(idea))
    record("idea.changed", person=person, idea=idea.pk, what=state.value)


@transaction.atomic
def note_friction(
    *, place: str, what: str, times_a_month: int, minutes_lost: int, person: Person | None
) -> Friction:
    """Something that makes it hard to buy from us or to work here."""
    friction = Friction.objects.create(
        place=place.strip(),
        what=what.strip(),
        times_a_month=times_a_month,
        minutes_lost=minutes_lost,
        noted_by=person,
        noted_at=timezone.now(),
    )
    record("friction.noted", person=person, friction=friction.pk)
    return friction


@transaction.atomic
def close_friction(
    *, friction: Friction, words: str, person: Person | None, is_gone: bool = True
) -> bool:
    """It is gone, or it has to be borne; `words` say how. False for the second of two."""
    if not words.strip():
        raise ValueError("say how it ended")
    state = OpenState.DONE if is_gone else OpenState.DROPPED
    changed = Friction.objects.filter(pk=friction.pk, state=OpenState.OPEN.value).update(
        state=state.value, closed_on=shop_today(), closing_words=words.strip()
    )
    if changed:
        record("friction.closed", person=person, friction=friction.pk, state=state.value)
    return bool(changed)
