from regulars.rules.messages import Purpose
from regulars.rules.ready_plans import card, message, said, task


def test_a_language_we_do_not_speak_gets_english():
    assert said(("Thanks", "Danke"), "de-AT") == "Danke"
    assert said(("Thanks", "Danke"), "fr") == "Thanks"


def test_the_three_kinds_of_steps_carry_what_they_need():
    assert message(3, Purpose.TIP, "tips-sheet").step(1, "en").wording == "tips-sheet"
    assert card(3, Purpose.THANKS, "thanks-card").step(2, "en").position == 2
    assert task(1, Purpose.SERVICE, "Call.", "Anrufen.").step(1, "de").script == "Anrufen."
