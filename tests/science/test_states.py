from dataclasses import fields

import numpy as np

from regulars.science.gaps import Estimate, Visits, estimate, fit
from regulars.science.scoring import Scores
from regulars.science.states import DAY_0, States, states

TODAY = 740_000
LAST = TODAY - 21


def weekly(people: int = 12) -> Visits:
    """Everybody comes each week, the last time three weeks ago."""
    days = np.concatenate([LAST - 7 * np.arange(25)[::-1]] * people)
    return Visits(days=days, offsets=np.arange(people + 1) * 25)


def counted(visits: Visits) -> Estimate:
    return estimate(fit(visits, today=TODAY), visits, today=TODAY)


def scores(n: int, **days: float) -> Scores:
    names = [field.name for field in fields(Scores)]
    usual = dict.fromkeys(names, 0.5)
    usual |= {"next_from": LAST + 5, "next_on": LAST + 7, "next_to": LAST + 10}
    usual |= {"slipping_from": LAST + 13, "lapsed_from": LAST + 16, "lost_from": LAST + 19}
    usual |= {"was_lost_from": np.nan}
    return Scores(**{k: np.full(n, v - DAY_0 if v > 1 else v) for k, v in (usual | days).items()})


def both(visits: Visits, **days: float) -> list[States]:
    n = len(visits.counts)
    ends = {"before": visits.last - 7, "last": visits.last}
    return [states(counted(visits), one, **ends) for one in (None, scores(n, **days))]


def test_a_weekly_regular_of_three_silent_weeks_is_later_than_usual_and_not_lost():
    for said in both(weekly()):
        assert (said.late_from <= TODAY).all()
        assert (said.lapsed_from > TODAY).all()
        assert (said.lost_from > TODAY + 7).all()


def test_days_never_run_backwards():
    for said in both(weekly(), slipping_from=LAST + 2, lost_from=LAST + 3):
        days = np.stack(
            [said.next_to, said.late_from, said.slipping_from, said.lapsed_from, said.lost_from]
        )
        assert (np.diff(days, axis=0) >= 0).all()
        assert (said.next_to < said.late_from).all()


def test_who_came_back_after_being_lost_has_returned_a_long_holiday_is_no_return():
    visits = weekly(8)
    estimated = counted(visits)
    was_lost = scores(8, was_lost_from=LAST - 1)

    for away, is_return in ((30, False), (60, True)):
        said = states(estimated, was_lost, before=visits.last - away, last=visits.last)
        assert (said.has_returned == is_return).all()


def test_where_nobody_can_tell_nothing_is_said():
    one = Visits(days=np.array([TODAY]), offsets=np.array([0, 1]))

    said = states(counted(one), None, before=one.last, last=one.last)

    assert np.isnan(said.late_from).all()
    assert np.isnan(said.lost_from).all()
