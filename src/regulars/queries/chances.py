"""How likely somebody comes, as one says it: "about 1 in 4", never a probability."""

from django.utils.translation import gettext

from regulars.models import Rhythm
from regulars.rules.rhythm_words import fraction, fraction_range

HARDLY_ANY, ALMOST_ALL = (0, 1), (1, 1)


def coming_chance(rhythm: Rhythm) -> str:
    """Of customers like this one, how many come soon; "" where nobody can tell."""
    if not rhythm.can_tell or rhythm.probability_buys is None:
        return ""
    return _said(
        rhythm,
        hardly=gettext("Hardly any such customers come %(soon)s."),
        most=gettext("Almost all such customers come %(soon)s."),
        some=gettext("About %(some)d in %(of)d such customers come %(soon)s."),
        at_most=gettext("At most 1 in 5 such customers come %(soon)s."),
        at_least=gettext("At least 4 in 5 such customers come %(soon)s."),
        between=gettext("%(low)d to %(high)d in 5 such customers come %(soon)s."),
    )


def return_chance(rhythm: Rhythm) -> str:
    """The end of a sentence on a silence: how many such customers it is that still return."""
    if rhythm.can_tell and rhythm.probability_buys is not None:
        return _said(
            rhythm,
            hardly=gettext("hardly any such customers still return on their own %(soon)s."),
            most=gettext("almost all such customers still return on their own %(soon)s."),
            some=gettext(
                "about %(some)d in %(of)d such customers still return on their own %(soon)s."
            ),
            at_most=gettext("at most 1 in 5 such customers still return on their own %(soon)s."),
            at_least=gettext("at least 4 in 5 such customers still return on their own %(soon)s."),
            between=gettext(
                "%(low)d to %(high)d in 5 such customers still return on their own %(soon)s."
            ),
        )
    if rhythm.return_share is None:
        return ""
    some, of = fraction(rhythm.return_share)
    if (some, of) == HARDLY_ANY:
        return gettext("hardly any such customers return on their own.")
    if (some, of) == ALMOST_ALL:
        return gettext("almost all such customers still return on their own.")
    said = gettext("about %(some)d in %(of)d such customers still return on their own.")
    return said % {"some": some, "of": of}


def soon(horizon_days: int) -> str:
    """Within a sentence: how far a chance looks."""
    known = {
        90: gettext("within the next three months"),
        180: gettext("within the next six months"),
        365: gettext("within the next year"),
    }
    return known.get(horizon_days) or gettext("within the next %(days)d days") % {
        "days": horizon_days
    }


def _said(
    rhythm: Rhythm,
    *,
    hardly: str,
    most: str,
    some: str,
    at_most: str,
    at_least: str,
    between: str,
) -> str:
    share = rhythm.probability_buys or 0.0
    within = {"soon": soon(rhythm.horizon_days or 0)}
    if rhythm.is_rough:
        low, high = fraction_range(share)
        words = at_most if low == 0 else at_least if high == 5 else between
        return words % (within | {"low": low, "high": high})
    count, of = fraction(share)
    words = {HARDLY_ANY: hardly, ALMOST_ALL: most}.get((count, of), some)
    return words % (within | {"some": count, "of": of})
