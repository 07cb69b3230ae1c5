from regulars.queries.sample import stories


def test_everybody_has_a_name_of_their_own():
    names = [story.name for story in stories()]

    assert len(names) == len(set(names)) == 60


def test_the_same_people_come_each_time():
    assert stories() == stories()


def test_whoever_shares_a_phone_shares_it_with_somebody_there():
    names = {story.name for story in stories()}

    assert {s.shares_phone_with for s in stories() if s.shares_phone_with} <= names
