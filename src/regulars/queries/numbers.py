"""How good the numbers are: what the shop's own past says of what was said of it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Sum
from django.utils.translation import get_language, gettext, ngettext

from regulars.models import FittedModel, Rhythm
from regulars.queries.calibration_pictures import Picture, picture_of
from regulars.queries.chances import soon
from regulars.queries.formats import whole
from regulars.queries.paused import is_paused_on
from regulars.rules.rhythm_words import DAYS_IN, Unit
from regulars.science import gaps, scoring
from regulars.science.candidates import Candidate
from regulars.science.choice import Alarm
from regulars.science.scoring import Learnt

DAY_0 = date(1970, 1, 1)
CLOSE = 0.05  # how far off chances may be on average to be called good
MEAN_OF_NORMAL = 0.8  # of its distance from the middle, in standard deviations
LOOK_BACK = (
    "brier",
    "brier_uncorrected",
    "calibration_error",
    "mean_absolute_error",
    "root_mean_square_error",
    "bias",
    "ranking",
    "outcomes",
)


@dataclass(frozen=True, slots=True)
class NumbersPage:
    """`learnt` is None where nothing can be told yet; then `gaps` and dates may still be known."""

    can_tell: bool
    is_by_gaps: bool  # late and lost are counted in gaps, as the test does not support more
    gaps: int
    verdict: str
    proofs: list[str]
    picture: Picture | None
    from_on: date | None
    to_on: date | None
    records: str
    method: list[str]
    cautions: list[str]
    coming: str
    parameters: list[tuple[str, str]]
    fitted: FittedModel | None


def numbers_page(*, today: date) -> NumbersPage:
    kept = {row.name: row for row in FittedModel.objects.all()}
    row, counted = kept.get(scoring.NAME), kept.get(gaps.NAME)
    known = row if row is not None and row.version == scoring.VERSION else None
    learnt = scoring.read(known.numbers) if known else None
    back = learnt.report["looked_back"] if learnt else None
    source = known or counted
    return NumbersPage(
        can_tell=learnt is not None,
        is_by_gaps=learnt is None or not learnt.may_alarm,
        gaps=counted.numbers["gaps"] if counted else 0,
        verdict=_verdict(learnt, back),
        proofs=_proofs(learnt, back) if learnt and back else [],
        picture=picture_of(back["bins"]) if back else None,
        from_on=source.records_from_on if source else None,
        to_on=source.records_to_on if source else None,
        records=_records(learnt) if learnt else "",
        method=_method(learnt) if learnt else [],
        cautions=_cautions(learnt, back) if learnt else [],
        coming=_coming(learnt, today) if learnt else "",
        parameters=_parameters(learnt.report) if learnt else [],
        fitted=known,
    )


def _verdict(learnt: Learnt | None, back: dict[str, Any] | None) -> str:
    if learnt is None:
        return gettext("Cannot tell yet.")
    if back is None:
        return gettext("They rest on your records, but these are too short to test them.")
    off = back["calibration_error"]
    if off <= CLOSE:
        return gettext("Good: what was said of your past came true about as often as it should.")
    if off <= CLOSE + _by_luck(back["bins"]):
        return gettext("Fair: what was said of your past came true roughly as often as it should.")
    return gettext("Rough: take them as a hint. Your past was often different from what was said.")


def _by_luck(bins: list[dict[str, Any]]) -> float:
    """How far off chances would seem on average if every one were right: few outcomes stray."""
    strays = (
        (one["customers"] * one["said"] * (1 - one["said"])) ** 0.5 * MEAN_OF_NORMAL for one in bins
    )
    return float(sum(strays) / max(sum(one["customers"] for one in bins), 1))


def _proofs(learnt: Learnt, back: dict[str, Any]) -> list[str]:
    """What was said on earlier days, with only what was known then, and what came of it."""
    days = learnt.until_day - min(back["origin_days"])
    ahead = round(min(back["horizon_days"]))
    said = []
    if back["called_overdue"]:
        called = ngettext(
            "%(span)s: of %(count)s silence called later than usual, %(away)s did not end by itself"
            " within %(ahead)d days.",
            "%(span)s: of %(count)s silences called later than usual, %(away)s did not end by"
            " themselves within %(ahead)d days.",
            back["called_overdue"],
        )
        said.append(
            called
            % {
                "span": _span(days),
                "count": _whole(back["called_overdue"]),
                "away": _whole(back["stayed_away"]),
                "ahead": ahead,
            }
        )
        others = gettext("Of %(count)s others, %(away)s did not.")
        if back["not_called"]:
            counts = {"count": _whole(back["not_called"]), "away": _whole(back["of_them_away"])}
            said.append(others % counts)
    off = max(1, round(back["calibration_error"] * 100))
    said.append(
        gettext("A chance was off by about %(off)d in 100, on average over everybody.")
        % {"off": off}
    )
    more = round((back["bias"] - 1) * 100)
    if abs(more) < 1:
        said.append(gettext("All visits together came as expected."))
    elif more > 0:
        words = gettext("All visits together were expected %(more)d in 100 too high.")
        said.append(words % {"more": more})
    else:
        words = gettext("All visits together were expected %(less)d in 100 too low.")
        said.append(words % {"less": -more})
    return said


def _span(days: int) -> str:
    """How far the look back goes, as the beginning of a sentence."""
    if days < 60:
        words = ngettext("In the last %(count)d day", "In the last %(count)d days", days)
        return words % {"count": days}
    months = round(days / DAYS_IN[Unit.MONTHS])
    words = ngettext("In the last %(count)d month", "In the last %(count)d months", months)
    return words % {"count": months}


def _whole(number: int) -> str:
    return whole(number, get_language() or "en")


def _records(learnt: Learnt) -> str:
    report = learnt.report
    return gettext("Learnt from %(visits)s visits of %(people)s people.") % {
        "visits": _whole(report["visits"]),
        "people": _whole(report["customers"]),
    }


def _method(learnt: Learnt) -> list[str]:
    """Who speaks, in plain words."""
    ways = {
        Candidate.NBD: gettext("everybody keeps coming, each at a pace of their own"),
        Candidate.BG_NBD: gettext("people come at their own pace and may stay away after a return"),
        Candidate.MBG_NBD: gettext("people come at their own pace and may stay away after a visit"),
        Candidate.PARETO_NBD: gettext("people come at their own pace and may leave at any time"),
        Candidate.MIXTURE: gettext(
            "people come at their own pace, some steadily and some not, and may stay away after"
            " a visit"
        ),
    }
    choice = learnt.choice
    told = {
        Alarm.GAP: gettext("how rarely a gap of theirs lasts as long as this silence"),
        Alarm.LEAVING: gettext("how likely they have left for good"),
        Alarm.QUIET: gettext("how likely they do not come soon"),
    }
    said = gettext("Five ways of looking at visits were tried on your past.")
    if len(choice.buys) == 1:
        best = gettext("Best for whether somebody comes was: %(ways)s.")
    else:
        best = gettext("Best for whether somebody comes was the middle of these: %(ways)s.")
    lines = [said, best % {"ways": "; ".join(ways[one] for one in choice.buys)}]
    if learnt.may_alarm:
        alarm = gettext("Who stays away was told best by %(sign)s.")
        lines.append(alarm % {"sign": told[choice.alarm]})
    if learnt.choice.chances.weights:
        lines.append(gettext("Where your past showed them too high or too low, chances are moved."))
    return lines


def _cautions(learnt: Learnt, back: dict[str, Any] | None) -> list[str]:
    report, said = learnt.report, []
    if back is None:
        said.append(
            gettext("With more people and more months on record, this page will show a test.")
        )
    if not report["can_tell_percent"]:
        said.append(
            gettext(
                "Fewer than 30 gaps between visits are on record, so chances are given roughly."
            )
        )
    if not learnt.may_alarm:
        said.append(
            gettext(
                "Your past does not show yet that this tells who stays away, so late, slipping,"
                " lapsed and lost are counted in usual gaps."
            )
        )
    if report["records_start_inside"]:
        said.append(
            gettext(
                "Many people who look new at the start of your records came before. Of them less"
                " is known than it seems."
            )
        )
    if report["has_season"]:
        said.append(
            gettext("Your year has busy and quiet months; a quiet month counts as less silence.")
        )
    said.append(
        gettext("Nobody knows who came because you called: such visits count as returns too.")
    )
    return said


def _coming(learnt: Learnt, today: date) -> str:
    """The whole base, without those in a pause."""
    told = Rhythm.objects.filter(can_tell=True).exclude(is_paused_on(today, prefix="customer__"))
    expected = told.aggregate(all=Sum("expected_purchases"))["all"] or 0.0
    count = round(expected)
    words = ngettext(
        "About %(count)s visit of people on record is expected %(soon)s.",
        "About %(count)s visits of people on record are expected %(soon)s.",
        count,
    )
    return words % {"count": _whole(count), "soon": soon(round(learnt.horizon_days))}


def _parameters(report: dict[str, Any]) -> list[tuple[str, str]]:
    """For whoever knows the literature; names as there, never translated."""
    rows = [("version", f"{report['name']} {report['version']}")]
    rows += [(f"voices.{one}", ", ".join(report[f"{one}_by"])) for one in ("buys", "expected")]
    rows.append(("alarm", report["alarm_by"]))
    for model, values in report["parameters"].items():
        rows += [(f"{model}.{name}", _number(value)) for name, value in values.items()]
    if back := report["looked_back"]:
        rows += [(f"look_back.{name}", _number(back[name])) for name in LOOK_BACK]
        rows += [(f"brier.{one['candidate']}", _number(one["brier"])) for one in back["candidates"]]
        starts = (DAY_0 + timedelta(days=day) for day in back["origin_days"])
        rows.append(("look_back.origins", ", ".join(day.isoformat() for day in starts)))
    return rows


def _number(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_number(one) for one in value)
    return f"{value:.4g}" if isinstance(value, float) else str(value)
