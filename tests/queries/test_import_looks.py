"""What a form says about columns becomes answers, and only what it may say."""

import pytest

from regulars.queries.import_looks import answers_given, file_shown
from regulars.readers.examining import ColumnSeen, Examination
from regulars.rules.imports import Certainty, Field, FileKind


def seen(*names: str, header_row: int = 1) -> Examination:
    columns = tuple(
        ColumnSeen(at, name, ("x",), Field.IGNORE, Certainty.UNKNOWN)
        for at, name in enumerate(names)
    )
    return Examination("generic", "", FileKind.PURCHASES, header_row=header_row, columns=columns)


def test_a_column_is_kept_by_its_name_also_where_two_have_one():
    told = answers_given(seen("Name", "Name"), {}, {"column-1": "company"})

    assert told == {"mapping": [["name #2", "company"]]}


def test_without_a_heading_row_a_column_is_kept_by_its_place():
    told = answers_given(seen("", "", header_row=0), {}, {"column-1": "email"})

    assert told == {"mapping": [[1, "email"]]}


def test_an_answer_can_be_changed_and_others_stay():
    before = {"mapping": [["name", "company"], ["total", "total"]], "currency": "EUR"}

    told = answers_given(seen("Name"), before, {"column-0": "name", "day_month": "month_first"})

    assert told["mapping"] == [["name", "name"], ["total", "total"]]
    assert told["is_day_first"] is False
    assert told["currency"] == "EUR"


@pytest.mark.parametrize(
    "told", [{"column-0": "nonsense"}, {"day_month": "x"}, {"column-9": "name"}]
)
def test_what_no_choice_allows_is_left_out(told):
    assert answers_given(seen("Name"), {}, told) == {}


def test_an_answered_question_can_be_seen_and_changed():
    shown = file_shown(seen("Name"), {"is_day_first": True})

    (question,) = shown.questions
    assert [choice.is_chosen for choice in question.choices] == [True, False]
