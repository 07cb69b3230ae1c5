"""Whom a plan is for, asked live: nobody is ever copied into a group."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from regulars.models import Consent, ContactPoint, Customer
from regulars.queries.paused import is_paused_on
from regulars.queries.rhythms import stage_filter
from regulars.queries.shops import the_shop
from regulars.rules.channels import Channel
from regulars.rules.conditions import Conditions
from regulars.rules.greetings import LANGUAGES, spoken_language
from regulars.rules.kinds import ContactKind

_RINGS = frozenset({Channel.PHONE, Channel.WHATSAPP, Channel.SMS})


def segment(wanted: Conditions, day: date, *, with_paused: bool = False) -> QuerySet[Customer]:
    """The customers of whom all conditions hold on that day; who is left in peace is none."""
    found: QuerySet[Customer] = Customer.objects.order_by()
    if not with_paused:
        found = found.exclude(is_paused_on(day))
    if wanted.are_none:
        return found
    if wanted.stages:
        stages = Q(pk__in=())
        for stage in wanted.stages:
            stages |= stage_filter(stage, day, prefix="rhythm__")
        found = found.filter(stages)
    for tag in wanted.tags:
        found = found.filter(tags=tag)
    if wanted.carer is not None:
        found = found.filter(carer=wanted.carer)
    found = _between(found, "rhythm__visits", wanted.visits_from, wanted.visits_to)
    found = _between(found, "rhythm__paid_minor", wanted.value_from_minor, wanted.value_to_minor)
    if wanted.languages:
        found = found.filter(_speaks(wanted.languages))
    if wanted.has_channel:
        found = found.filter(_reached_by(wanted.has_channel))
    if wanted.said_yes_to is not None:
        topics = {"", wanted.said_yes_about.value if wanted.said_yes_about else ""}
        answers = Consent.objects.filter(
            customer=OuterRef("pk"), channel=wanted.said_yes_to.value, topic__in=topics
        ).order_by("-answered_at", "-pk")
        found = found.alias(said=Subquery(answers.values("is_given")[:1])).filter(said=True)
    return found


def _between(
    found: QuerySet[Customer], name: str, least: int | None, most: int | None
) -> QuerySet[Customer]:
    """Somebody without a purchase has no rhythm, and counts as 0."""
    if least:
        found = found.filter(**{f"{name}__gte": least})
    if most is not None:
        found = found.filter(Q(**{f"{name}__lte": most}) | Q(rhythm=None))
    return found


def _speaks(languages: tuple[str, ...]) -> Q:
    """Whom we would write to in one of these; the business's own where we know of no other."""
    spoken = Q(pk__in=())
    shop = the_shop()
    own = spoken_language(shop.language if shop else "en")
    for language in languages:
        spoken |= Q(language__iexact=language) | Q(language__istartswith=f"{language}-")
        spoken |= Q(language__istartswith=f"{language}_")
        if language == own:
            known = Q(pk__in=())
            for other in LANGUAGES:
                known |= Q(language__istartswith=other)
            spoken |= ~known
    return spoken


def _reached_by(channels: tuple[Channel, ...]) -> Q:
    ways = Q(pk__in=())
    for channel in channels:
        if channel is Channel.POST:
            ways |= ~Q(street="") & (~Q(city="") | ~Q(postcode=""))
        elif channel is Channel.VISIT:
            ways |= Q(rhythm__visits__gt=0)
        else:
            kind = ContactKind.PHONE if channel in _RINGS else ContactKind.EMAIL
            points = ContactPoint.objects.filter(customer=OuterRef("pk"), kind=kind.value)
            ways |= Q(Exists(points))
    return ways
