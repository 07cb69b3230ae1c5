from datetime import date, timedelta

import pytest

from regulars.models import Customer, Message, PlaybookRun, Touch
from regulars.queries.run_words import cause, full, how_word, step_state, stopped_words
from regulars.rules.playbooks import Trigger
from tests.planning import bought

ON = date(2026, 11, 23)


@pytest.mark.parametrize("trigger", list(Trigger))
@pytest.mark.parametrize("what", ["", "Walnut lamp"])
def test_each_beginning_is_told_in_a_sentence(shop, trigger, what):
    run = PlaybookRun(base_on=ON, facts={"what": what, "stage": "lost", "years": 3})
    said = cause(run, trigger)
    assert said.endswith(".")
    assert "23 November 2026" in said
    assert "%(" not in said


def test_what_was_bought_is_read_from_the_purchase(customer):
    purchase = bought(customer, ON, item="Walnut lamp")
    run = PlaybookRun(base_on=ON, facts={"purchase": purchase.pk})
    assert (
        cause(run, Trigger.NTH_PURCHASE) == "They bought Walnut lamp on Monday, 23 November 2026."
    )


def test_a_step_says_how_it_stands_and_why():
    touch = Touch(customer=Customer(), due_on=ON, how="task", state="open")
    assert step_state(touch, None, ON).said.startswith("Planned for")
    assert step_state(touch, None, ON + timedelta(days=2)).said == "2 days late"
    touch.moved_from_on, touch.moved_because = ON - timedelta(days=1), "holiday"
    touch.handed_because = "no_address"
    assert step_state(touch, None, ON).because == [
        "Moved from Sunday, 22 November 2026 to Monday, 23 November 2026.",
        "A holiday or a closed day",
        "Handed to a person: There is no address for it.",
    ]
    message = Message(state="draft", reason="no_sender")
    state = step_state(touch, message, ON)
    assert state.said == "Draft"
    assert state.because[-1] == "Nobody has agreed to sign it"
    touch.state = "done"
    assert step_state(touch, None, ON).said == "Done"
    touch.state = "dropped"
    assert step_state(touch, None, ON).said == "Not needed"


def test_words_for_the_rest():
    assert stopped_words(PlaybookRun(stopped_because="came_back")) == "They came back"
    assert stopped_words(PlaybookRun()) == ""
    assert how_word(Touch(how="card")) == "A card on paper"
    assert full(ON) == "Monday, 23 November 2026"
