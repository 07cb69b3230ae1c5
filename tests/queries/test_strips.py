import xml.etree.ElementTree as ET
from datetime import date, timedelta

from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from regulars.models import Rhythm
from regulars.queries.strips import strip_for
from tests.queries.test_rhythms import TODAY, ago, rhythm


def drawn(row: Rhythm, *, wide: bool = False) -> ET.Element:
    template = engines["django"].get_template("parts/strip.html")
    return ET.fromstring(template.render({"strip": strip_for(row, TODAY, wide=wide)}))


def classes(svg: ET.Element) -> list[str]:
    return [element.get("class", "") for element in svg if element.tag != "title"]


def regular(**changes: object) -> Rhythm:
    recent = [[ago(58 + 31 * n).isoformat(), 1200] for n in reversed(range(7))]
    return rhythm(recent=recent, **changes)


def test_a_silent_regular_shows_dots_a_band_a_dotted_silence_and_today():
    assert classes(drawn(regular())) == ["axis", "expected", "silence", *["dot"] * 7, "now"]


def test_the_text_alternative_says_the_same():
    svg = drawn(regular())

    assert svg.get("role") == "img"
    assert svg.get("aria-label") == "19 purchases, every 31 days, silent for 58 days"


def test_somebody_on_time_has_no_silence():
    on_time = regular(next_from=TODAY + timedelta(days=2), next_to=TODAY + timedelta(days=9))

    assert "silence" not in classes(drawn(on_time))


def test_nobody_without_a_purchase_gets_a_dot_or_a_band():
    svg = drawn(Rhythm(visits=0))

    assert classes(svg) == ["axis", "now"]
    assert svg.get("aria-label") == "no purchase yet"


def test_large_purchases_are_larger_dots():
    recent = [[ago(days).isoformat(), amount] for days, amount in ((90, 10), (60, 40), (30, 10))]

    small, large, last = strip_for(rhythm(recent=recent), TODAY).dots

    assert small.radius == last.radius < large.radius


def test_dots_of_the_wide_strip_say_their_day():
    svg = drawn(regular(), wide=True)

    titles = [dot[0].text for dot in svg if dot.get("class") == "dot"]
    assert titles[-2] == "25 Aug"


def test_drawing_has_no_style_attribute_and_costs_no_query(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        svg = drawn(regular())

    assert not [element for element in svg.iter() if element.get("style")]


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
