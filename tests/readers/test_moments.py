import contextlib
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.readers.moments import (
    MomentImpossible,
    Moments,
    MomentUnreadable,
    anniversary_in,
    settle_day_first,
)
from regulars.rules.dates import Anniversary

DAYS = st.dates(date(1970, 1, 1), date(2068, 12, 31))
GERMAN = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
SPANISH = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"


@given(
    DAYS, st.sampled_from(["%d.%m.%Y", "%d/%m/%Y", "%d-%m-%y", "%Y-%m-%d", "%Y%m%d", "%Y/%m/%d"])
)
def test_a_day_is_read_back_day_first(day, way):
    moment = Moments(is_day_first=True).read(day.strftime(way))

    assert moment is not None
    assert moment.at.date() == day
    assert not moment.is_time_known


@given(DAYS, st.sampled_from(["%m/%d/%Y", "%m/%d/%y", "%b %d, %Y", "%B %d %Y", "%b-%d-%y"]))
def test_a_day_is_read_back_month_first(day, way):
    moment = Moments(is_day_first=False).read(day.strftime(way))

    assert moment is not None
    assert moment.at.date() == day


@given(DAYS, st.sampled_from([GERMAN, FRENCH, SPANISH]))
def test_months_in_words(day, names):
    moment = Moments().read(f"{day.day}. {names.split()[day.month - 1]} {day.year}")

    assert moment is not None
    assert moment.at.date() == day


@given(st.datetimes(datetime(1970, 1, 1), datetime(2068, 12, 31)))
def test_a_moment_with_seconds_is_read_back(at):
    at = at.replace(microsecond=0)

    for way in ("%d.%m.%Y %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y, %I:%M:%S %p"):
        moment = Moments().read(at.strftime(way))

        assert moment is not None
        assert (moment.at, moment.is_time_known) == (at, True)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("31/12/2023 22:36", datetime(2023, 12, 31, 22, 36)),
        ("08/14/25", datetime(2025, 8, 14)),
        ("26.05.2014", datetime(2014, 5, 26)),
        ("30/12/24, 14:42", datetime(2024, 12, 30, 14, 42)),
        ("Jul-25-26", datetime(2026, 7, 25)),
        ("10-Dez-25", datetime(2025, 12, 10)),
        ("10/18/26 5:18 PM", datetime(2026, 10, 18, 17, 18)),
        ("2/24/2003 0:00", datetime(2003, 2, 24)),
        ("Dec 8, 2024", datetime(2024, 12, 8)),
        ("Jan 5, 2024 9:15:51 AM", datetime(2024, 1, 5, 9, 15, 51)),
        ("Fri, 5 Jan 2024", datetime(2024, 1, 5)),
        ("5 août 2024 à 14h30", datetime(2024, 8, 5, 14, 30)),
        ("45000", datetime(2023, 3, 15)),
        ("45000.5", datetime(2023, 3, 15, 12)),
        ("'2024-01-05", datetime(2024, 1, 5)),
    ],
)
def test_ways_of_writing_seen_in_real_files(text, meant):
    moment = Moments().read(text)

    assert moment is not None
    assert moment.at == meant


def test_an_offset_in_the_value_is_kept():
    for text in ("2022-01-11 04:32:30 -0500", "2022-01-11T04:32:30-05:00"):
        moment = Moments().read(text)

        assert moment is not None
        assert moment.at == datetime(2022, 1, 11, 4, 32, 30, tzinfo=timezone(timedelta(hours=-5)))


@pytest.mark.parametrize(
    "text", ["30.02.2024", "2024-02-30", "29/02/2023", "Feb 30, 2024", "32.01.2024"]
)
def test_days_that_no_calendar_has(text):
    with pytest.raises(MomentImpossible):
        Moments().read(text)


@pytest.mark.parametrize("text", ["soon", "12:30", "12.50", "3", "99999", "x" * 500, "May"])
def test_what_is_no_date(text):
    with pytest.raises((MomentUnreadable, MomentImpossible)):
        Moments().read(text)


@pytest.mark.parametrize(
    ("values", "is_day_first"),
    [
        (["03/04/2024", "13/04/2024"], True),
        (["03/04/2024", "04/13/2024"], False),
        (["1/4/2024", "12/31/2023"], False),
        (["03/04/2024", "04/05/2024"], None),
        (["03/03/2024", "04/04/2024"], True),
        (["03.04.2024"], True),
        (["2024-04-03"], True),
        ([], True),
    ],
)
def test_the_order_is_settled_by_the_whole_column_or_left_open(values, is_day_first):
    assert settle_day_first(values) is is_day_first


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1980-03-22", Anniversary(3, 22, 1980)),
        ("19800322", Anniversary(3, 22, 1980)),
        ("--0203", Anniversary(2, 3)),
        ("--02-29", Anniversary(2, 29)),
        ("22.03.", Anniversary(3, 22)),
        ("22/03", Anniversary(3, 22)),
        ("22. März", Anniversary(3, 22)),
        ("29.02.", Anniversary(2, 29)),
    ],
)
def test_birthdays_with_and_without_a_year(text, meant):
    assert anniversary_in(text, Moments()) == meant


@given(st.text(max_size=70))
def test_no_text_breaks_it(text):
    with contextlib.suppress(MomentUnreadable, MomentImpossible):
        Moments().read(text)
