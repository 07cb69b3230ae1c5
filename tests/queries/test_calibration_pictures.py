from regulars.queries.calibration_pictures import LEFT, SIDE, TOP, picture_of


def test_a_dot_stands_on_the_line_where_as_many_came_as_was_said():
    bins = [
        {"customers": 100, "said": 0.25, "came": 0.25},
        {"customers": 25, "said": 0.5, "came": 0.75},
    ]

    picture = picture_of(bins)

    right, off = picture.dots
    assert float(right.x) - LEFT == TOP + SIDE - float(right.y) == SIDE / 4
    assert TOP + SIDE - float(off.y) > float(off.x) - LEFT
    assert float(right.radius) > float(off.radius)
    assert picture.words == "said 25, came 25 in 100; said 50, came 75 in 100"


def test_without_anybody_there_is_no_dot():
    assert picture_of([]).dots == []
