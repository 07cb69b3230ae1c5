from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.covers import Away, closes_a_circle, who_covers

MONDAY = date(2026, 11, 23)
ANA, BEN, CY, DEE = 1, 2, 3, 4


def away(person: int, cover: int, first: int = 0, last: int = 6) -> Away:
    return Away(person, cover, MONDAY + timedelta(days=first), MONDAY + timedelta(days=last))


def test_the_work_goes_to_the_cover_and_back_again():
    absences = [away(ANA, BEN, 1, 2)]

    assert [who_covers(ANA, MONDAY + timedelta(days=n), absences) for n in range(4)] == [
        ANA,
        BEN,
        BEN,
        ANA,
    ]


def test_a_cover_who_is_away_too_hands_it_on():
    absences = [away(ANA, BEN), away(BEN, CY, 2, 3)]

    assert who_covers(ANA, MONDAY, absences) == BEN
    assert who_covers(ANA, MONDAY + timedelta(days=2), absences) == CY


def test_a_circle_leaves_the_work_where_it_is():
    assert who_covers(ANA, MONDAY, [away(ANA, BEN), away(BEN, ANA)]) == ANA


def test_a_circle_is_seen_only_where_the_days_meet():
    assert closes_a_circle(away(BEN, ANA), [away(ANA, BEN)])
    assert not closes_a_circle(away(BEN, ANA, 3, 4), [away(ANA, BEN, 0, 2)])
    assert closes_a_circle(away(CY, ANA, 2, 9), [away(ANA, BEN), away(BEN, CY, 1, 2)])
    assert not closes_a_circle(away(CY, ANA, 3, 9), [away(ANA, BEN), away(BEN, CY, 1, 2)])


NEW = st.builds(
    lambda person, cover, first, length: away(person, cover, first, first + length),
    st.sampled_from([ANA, BEN, CY, DEE]),
    st.sampled_from([ANA, BEN, CY, DEE]),
    st.integers(0, 8),
    st.integers(0, 5),
)


@given(st.lists(NEW, max_size=9))
def test_kept_absences_always_find_somebody_who_is_here(wanted):
    """By the definition: on each day, whoever covers is not away."""
    kept: list[Away] = []
    for new in wanted:
        own = any(one.person_id == new.person_id and one.overlaps(new) for one in kept)
        if new.person_id != new.cover_id and not own and not closes_a_circle(new, kept):
            kept.append(new)

    for n in range(15):
        day = MONDAY + timedelta(days=n)
        absent = {one.person_id for one in kept if one.holds_on(day)}
        assert all(who_covers(person, day, kept) not in absent for person in (ANA, BEN, CY, DEE))
