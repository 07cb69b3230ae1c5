from regulars.rules.wishes import WishDecision


def test_what_we_cannot_is_another_answer_than_what_we_choose_not_to():
    assert WishDecision.CANNOT is not WishDecision.CHOOSE_NOT
    assert [one.value for one in WishDecision] == [
        "undecided",
        "will_do",
        "cannot",
        "choose_not",
        "another_firm",
    ]
