import pytest

from regulars.queries.number_words import beginning, people_to_care_for


@pytest.mark.parametrize(
    ("count", "said"), [(1, "One"), (7, "Seven"), (12, "Twelve"), (13, "13"), (1234, "1,234")]
)
def test_small_numbers_are_words(count, said):
    assert beginning(count) == said


def test_the_heading_is_a_sentence():
    assert people_to_care_for(1, is_today=True) == "One person to care for today"
    assert people_to_care_for(7, is_today=True) == "Seven people to care for today"
    assert people_to_care_for(2, is_today=False) == "Two people to care for that day"
