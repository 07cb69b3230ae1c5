import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from regulars.models import Rhythm
from regulars.queries.chances import coming_chance, return_chance, soon


def scored(share: float | None, **changes: object) -> Rhythm:
    facts = {"can_tell": True, "horizon_days": 30, "probability_buys": share}
    return Rhythm(**{**facts, **changes})


@pytest.mark.parametrize(
    ("share", "is_rough", "said"),
    [
        (0.0, False, "Hardly any such customers come within the next 30 days."),
        (0.26, False, "About 1 in 4 such customers come within the next 30 days."),
        (0.9, False, "About 9 in 10 such customers come within the next 30 days."),
        (1.0, False, "Almost all such customers come within the next 30 days."),
        (0.0, True, "At most 1 in 5 such customers come within the next 30 days."),
        (0.19, True, "At most 1 in 5 such customers come within the next 30 days."),
        (0.26, True, "1 to 2 in 5 such customers come within the next 30 days."),
        (0.81, True, "At least 4 in 5 such customers come within the next 30 days."),
        (1.0, True, "At least 4 in 5 such customers come within the next 30 days."),
    ],
)
def test_a_chance_is_said_as_people_say_it(share, is_rough, said):
    assert coming_chance(scored(share, is_rough=is_rough)) == said


@pytest.mark.parametrize(
    ("rhythm", "said"),
    [
        (scored(0.24), "about 1 in 4 such customers still return on their own within the next 30"),
        (scored(0.0), "hardly any such customers still return on their own within"),
        (scored(0.3, is_rough=True), "1 to 2 in 5 such customers still return on their own"),
        (Rhythm(return_share=0.27), "about 1 in 4 such customers still return on their own."),
        (Rhythm(return_share=0.0), "hardly any such customers return on their own."),
    ],
)
def test_what_a_silence_means_is_the_end_of_a_sentence(rhythm, said):
    assert return_chance(rhythm).startswith(said)


def test_where_nobody_can_tell_nothing_is_said():
    assert coming_chance(Rhythm()) == ""
    assert coming_chance(scored(None)) == ""
    assert return_chance(Rhythm()) == ""


@pytest.mark.parametrize("language", ["en", "de"])
@given(share=st.floats(0, 1), horizon=st.sampled_from([30, 90, 180, 365]), rough=st.booleans())
def test_every_chance_is_a_whole_sentence_without_a_percentage(language, share, horizon, rough):
    with translation.override(language):
        rhythm = scored(share, horizon_days=horizon, is_rough=rough)
        for said in (coming_chance(rhythm), return_chance(rhythm)):
            assert said.endswith(".")
            assert "%" not in said
            assert soon(horizon) in said


@pytest.mark.parametrize(
    ("share", "is_rough", "said"),
    [
        (0.24, False, "In etwa 1 von 4 solchen Fällen folgt in den nächsten 30 Tagen ein Besuch."),
        (0.0, False, "In solchen Fällen kommt in den nächsten 30 Tagen kaum jemand."),
        (1.0, False, "In solchen Fällen kommen in den nächsten 30 Tagen fast alle."),
        (0.3, True, "In 1 bis 2 von 5 solchen Fällen folgt in den nächsten 30 Tagen ein Besuch."),
    ],
)
def test_german_says_it_too(share, is_rough, said):
    with translation.override("de"):
        assert coming_chance(scored(share, is_rough=is_rough)) == said
