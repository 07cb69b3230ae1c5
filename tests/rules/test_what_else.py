from regulars.rules.what_else import ElseRoute


def test_each_answer_goes_somewhere_or_nowhere():
    assert [one.value for one in ElseRoute] == [
        "nothing",
        "quote",
        "wish",
        "improvement",
        "complaint",
    ]
