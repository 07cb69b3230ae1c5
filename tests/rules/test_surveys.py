"""What a form says, how long an answer is open, whom to leave alone, what a program is."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.surveys import (
    Asked,
    Opens,
    QuestionKind,
    Said,
    correct_until,
    free_from,
    is_bad,
    is_from_machine,
    is_good,
    is_resting,
    may_correct,
    opened_by,
    read_answers,
    wants_call,
)

SCALE = Asked(1, QuestionKind.SCALE, opens=Opens.COMPLAINT)
CHOICE = Asked(2, QuestionKind.CHOICE, 3, frozenset({1}), frozenset({3}), Opens.COMPLAINT)
WORDS = Asked(3, QuestionKind.WORDS, opens=Opens.WISH)
BERLIN = ZoneInfo("Europe/Berlin")
ZONES = [
    BERLIN,
    ZoneInfo("America/New_York"),
    ZoneInfo("Pacific/Apia"),
    ZoneInfo("Asia/Kathmandu"),
    ZoneInfo("Australia/Lord_Howe"),
]
moments = st.datetimes(datetime(2011, 1, 1), datetime(2031, 1, 1)).map(
    lambda at: at.replace(tzinfo=UTC)
)


def test_answers_are_read_against_their_questions():
    told = {"q1": "4", "q2": "3", "q3": "  More parking.  ", "q4": "5"}

    assert read_answers([SCALE, CHOICE, WORDS], told) == {
        1: Said(scale=4),
        2: Said(choice=3),
        3: Said(words="More parking."),
    }


@given(st.dictionaries(st.sampled_from(["q1", "q2", "q3", "q9"]), st.text(max_size=30)))
def test_whatever_a_form_holds_answers_stay_in_their_bounds(told):
    for position, said in read_answers([SCALE, CHOICE, WORDS], told).items():
        assert not said.is_nothing
        assert said.scale is None or (position == 1 and 1 <= said.scale <= 5)
        assert said.choice is None or (position == 2 and 1 <= said.choice <= 3)


@pytest.mark.parametrize("odd", ["0", "6", "-1", "1.5", "²", "٣", "", "44", "1 "])
def test_what_is_no_mark_on_the_scale_is_no_answer(odd):
    found = read_answers([SCALE], {"q1": odd})

    assert found == ({1: Said(scale=1)} if odd == "1 " else {})


def test_good_and_bad_answers():
    assert [is_good(SCALE, Said(scale=n)) for n in range(1, 6)] == [False] * 3 + [True] * 2
    assert [is_bad(SCALE, Said(scale=n)) for n in range(1, 6)] == [True] * 2 + [False] * 3
    assert [is_good(CHOICE, Said(choice=n)) for n in (1, 2, 3)] == [True, False, False]
    assert [is_bad(CHOICE, Said(choice=n)) for n in (1, 2, 3)] == [False, False, True]
    assert is_good(Asked(2, QuestionKind.CHOICE, 3), Said(choice=1)) is None
    assert is_good(WORDS, Said(words="x")) is None


def test_what_an_answer_opens_by_itself():
    assert opened_by(SCALE, Said(scale=2)) is Opens.COMPLAINT
    assert opened_by(SCALE, Said(scale=3)) is Opens.NOTHING
    assert opened_by(WORDS, Said(words="Open on Sundays")) is Opens.WISH
    assert opened_by(Asked(1, QuestionKind.SCALE), Said(scale=1)) is Opens.NOTHING


@pytest.mark.parametrize(
    "words",
    [
        "Please call me",
        "It broke again. CALL ME!",
        "could you ring me tomorrow",
        "Give me a call when you can",
        "call back please",
        "Bitte rufen Sie mich an.",
        "Rufen Sie bitte zurück",
        "Ich bitte um Rückruf",
        "Bitte anrufen",
        "ruf mich mal an",
        "Melden Sie sich bitte bei mir",
    ],
)
def test_a_wish_for_a_call_is_heard(words):
    assert wants_call(words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Everything was fine.",
        "Please do not call me",
        "no need to call me",
        "You always call on time",
        "Bitte nicht anrufen",
        "Kein Rückruf nötig",
        "Der Rufname war falsch",
        "a call centre would be wrong",
    ],
)
def test_what_asks_for_no_call_is_left_alone(words):
    assert not wants_call(words)


# --- the day in which an answer may be corrected ---


@given(moments, st.lists(st.sampled_from(ZONES), min_size=1, max_size=3))
def test_an_answer_may_be_corrected_for_a_day_by_their_own_clock(at, zones):
    until = correct_until(at, zones)

    assert may_correct(until, at)
    assert may_correct(until, until - timedelta(microseconds=1))
    assert not may_correct(until, until)
    # Samoa left out a whole day once: there the next day comes a day later.
    assert timedelta(hours=23) <= until - at <= timedelta(hours=49)
    assert until == max(correct_until(at, [zone]) for zone in zones)


@given(moments)
def test_it_ends_when_their_clock_shows_the_same_time_a_day_later(at):
    until = correct_until(at, [BERLIN]).astimezone(BERLIN)
    local = at.astimezone(BERLIN)

    assert until.date() == local.date() + timedelta(days=1)
    if until.utcoffset() == local.utcoffset():
        assert until.time() == local.time()


# --- one rest over all surveys ---

days = st.dates(date(2025, 1, 1), date(2027, 1, 1))


@given(st.lists(days, max_size=6), st.integers(0, 200), days)
def test_somebody_rests_until_the_day_after_which_they_are_free(asked, rest, day):
    free = free_from(asked, rest)

    assert is_resting(asked, rest, day) == (free is not None and day < free)
    if asked and not is_resting(asked, rest, day):
        assert all((day - on).days >= rest for on in asked)


# --- programs ---

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1"


def test_a_person_with_a_telephone_is_no_program():
    assert not is_from_machine(
        agent=PHONE, answered_at=NOON, delivered_at=NOON - timedelta(minutes=1), trap=""
    )
    assert not is_from_machine(agent=PHONE, answered_at=NOON, delivered_at=None, trap="")


@pytest.mark.parametrize(
    ("agent", "ago", "trap"),
    [
        (PHONE, 5, ""),
        (PHONE, 9_999, "filled"),
        ("", 9_999, ""),
        ("BarracudaCentral/1.0", 9_999, ""),
        ("Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/131.0", 9_999, ""),
        ("python-requests/2.32", 9_999, ""),
    ],
)
def test_a_program_gives_itself_away(agent, ago, trap):
    delivered = NOON - timedelta(seconds=ago)

    assert is_from_machine(agent=agent, answered_at=NOON, delivered_at=delivered, trap=trap)
