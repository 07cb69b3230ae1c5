from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from regulars.models import Rhythm
from regulars.queries.strips import strip_for, words_for
from tests.queries.test_rhythms import TODAY, ago, rhythm


def regular(**changes: object) -> Rhythm:
    recent = [[ago(58 + 31 * n).isoformat(), 1200] for n in reversed(range(7))]
    return rhythm(recent=recent, **changes)


def test_the_text_alternative_says_what_the_drawing_shows():
    assert words_for(regular(), TODAY) == "19 purchases, every 31 days, silent for 58 days"
    assert words_for(Rhythm(visits=0), TODAY) == "no purchase yet"


def test_the_silence_begins_after_the_expected_visit_and_ends_today():
    strip = strip_for(regular(), TODAY)

    assert strip.band
    assert strip.silence == (round(sum(strip.band), 1), strip.now)


def test_somebody_on_time_has_no_silence():
    on_time = regular(next_from=TODAY + timedelta(days=2), next_to=TODAY + timedelta(days=9))

    assert strip_for(on_time, TODAY).silence is None


def test_nobody_without_a_purchase_gets_a_dot_or_a_band():
    strip = strip_for(Rhythm(visits=0), TODAY)

    assert (strip.dots, strip.band, strip.silence) == ([], None, None)


def test_large_purchases_are_larger_dots():
    recent = [[ago(days).isoformat(), amount] for days, amount in ((90, 10), (60, 40), (30, 10))]

    small, large, last = strip_for(rhythm(recent=recent), TODAY).dots

    assert small.radius == last.radius < large.radius


def test_only_the_wide_strip_names_its_days():
    assert strip_for(regular(), TODAY, wide=True).dots[-2].title == "25 Aug"
    assert strip_for(regular(), TODAY).dots[-2].title == ""


amounts = st.integers(0, 10**12)
past = st.integers(0, 40_000).map(ago)


@given(st.lists(st.tuples(past, amounts), max_size=24), st.integers(-40_000, 1_000_000))
def test_everything_stays_inside_the_drawing(visits, next_days):
    visits.sort()
    next_from = date.fromordinal(min(TODAY.toordinal() + next_days, date.max.toordinal()))
    row = rhythm(
        recent=[[day.isoformat(), amount] for day, amount in visits],
        next_from=next_from,
        next_to=min(next_from, date.max - timedelta(days=9)) + timedelta(days=9),
    )

    strip = strip_for(row, TODAY)

    assert all(0 <= dot.x <= strip.now for dot in strip.dots)
    assert strip.band
    assert strip.band[0] >= 0
    assert strip.band[0] + strip.band[1] <= strip.width + 0.2
    if strip.silence:
        assert 0 <= strip.silence[0] <= strip.silence[1]
