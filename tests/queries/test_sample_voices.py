from collections import Counter

from regulars.queries.sample import stories
from regulars.queries.sample_voices import (
    FRESH_WISH,
    MARKS,
    MIDWAY,
    OLD_COMPLAINTS,
    OPEN,
    WISHES,
    WORDS,
    settled,
)
from regulars.rules.surveys import AskStage


def test_everybody_who_speaks_is_of_the_sample():
    speak = {one.name for one in (*OPEN, *OLD_COMPLAINTS)}
    speak |= {name for wish in WISHES for name, _words, _kind in wish.heard}
    speak |= {MIDWAY, FRESH_WISH[0], *(name for name, _mark, _words in WORDS)}

    assert speak <= {story.name for story in stories()}
    told = {str(text) for story in stories() for _kind, text in story.wishes}
    assert {str(text) for wish in WISHES for text in wish.own} <= told


def test_the_record_is_the_same_each_time_and_over():
    rows = list(settled())

    assert rows == list(settled())
    assert all(one.made_ago - one.took_days >= 0 for one in rows)
    assert Counter(one.state for one in rows) == {
        "kept": 65,
        "kept_late": 2,
        "broken_told": 1,
        "broken_silent": 1,
    }


def test_each_part_of_the_way_has_marks():
    assert set(MARKS) == set(AskStage)
