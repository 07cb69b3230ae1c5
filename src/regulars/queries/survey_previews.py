"""Before a group is asked: who gets it, who not, and why; each reason with its people."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from regulars.models import Customer, NoSurvey, Survey
from regulars.queries.labels import word
from regulars.queries.local_days import shop_zone
from regulars.queries.segments import segment
from regulars.queries.surveys import Candidate, candidates, the_asking
from regulars.rules.conditions import Conditions
from regulars.rules.messages import Reason
from regulars.rules.surveys import WhyNot

SHOWN = 30
SHOWN_OF_A_REASON = 10


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Those who are not asked for one reason."""

    why: str
    people: list[Customer]  # the first of them
    count: int


@dataclass(frozen=True, slots=True)
class Preview:
    people: list[Customer]  # the first who are asked
    asked: int
    left_out: list[LeftOut]  # the commonest reason first

    @property
    def others(self) -> int:
        return sum(one.count for one in self.left_out)


def preview_for(survey: Survey, wanted: Conditions, at: datetime) -> Preview:
    found = candidates(_group(wanted, at), at=at, survey=survey)
    by_reason: dict[str, list[Customer]] = defaultdict(list)
    asked = []
    for one in found:
        if one.why_not is None:
            asked.append(one.customer)
        else:
            by_reason[why_words(one, with_day=False)].append(one.customer)
    left_out = [
        LeftOut(why, people[:SHOWN_OF_A_REASON], len(people)) for why, people in by_reason.items()
    ]
    return Preview(asked[:SHOWN], len(asked), sorted(left_out, key=lambda one: -one.count))


def _group(wanted: Conditions, at: datetime) -> list[Customer]:
    day = at.astimezone(shop_zone()).date()
    return list(segment(wanted, day).order_by("name", "pk"))


def those_who_may(survey: Survey, wanted: Conditions, at: datetime, most: int) -> list[Customer]:
    """For slips: the first of the group whom the rest and the manners allow."""
    return [
        one.customer
        for one in candidates(_group(wanted, at), at=at, survey=survey)
        if one.why_not is None or one.why_not in {Reason.NO_ADDRESS, Reason.SUPPRESSED}
    ][:most]


def why_words(one: Candidate, *, with_day: bool = True) -> str:
    """No survey, because …; "" where there may be one."""
    why = one.why_not
    if why is None:
        return ""
    if why is WhyNot.RESTING and one.free_on is not None and with_day:
        told = {"days": the_asking().rest_days, "day": one.free_on.isoformat()}
        return _("Another survey asked them less than %(days)d days ago") % told
    if why is WhyNot.BY_HAND and with_day:
        row = NoSurvey.objects.filter(customer=one.customer).first()
        if row is not None:
            return row.because
    return word(type(why), why.value)
