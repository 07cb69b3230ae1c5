from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.calendars import Look, span_of

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@given(look=st.sampled_from(Look), day=DAYS)
def test_a_look_holds_its_day_and_the_next_ones_meet_it(look, day):
    span = span_of(look, day)

    assert day in span.days
    assert span.days[0] == span.from_on
    assert span.days[-1] == span.to_on
    assert span_of(look, span.after_on).from_on == span.to_on + timedelta(days=1)
    assert span_of(look, span.before_on).to_on == span.from_on - timedelta(days=1)


def test_a_week_begins_on_monday_and_a_month_is_whole():
    assert span_of(Look.WEEK, date(2026, 11, 29)).from_on == date(2026, 11, 23)
    assert len(span_of(Look.MONTH, date(2028, 2, 10)).days) == 29
    assert len(span_of(Look.COMING, date(2026, 12, 25)).days) == 14
