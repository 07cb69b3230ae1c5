from regulars.rules.messages import (
    ASKS,
    GONE_OUT,
    TOPIC_OF,
    UNSENT,
    MessageState,
    Purpose,
    Stance,
    Topic,
    priority_of,
    stance_of,
)


def test_every_purpose_gives_or_asks_and_has_a_topic_that_people_can_refuse():
    assert {purpose for purpose in Purpose if stance_of(purpose) is Stance.ASK} == ASKS
    assert set(TOPIC_OF) == set(Purpose)
    assert set(TOPIC_OF.values()) == set(Topic)


def test_bad_news_waits_least_and_advertising_longest():
    ordered = sorted(Purpose, key=priority_of)

    assert ordered[:3] == [Purpose.NOTICE, Purpose.PROMISE, Purpose.RECOVERY]
    assert ordered[-1] is Purpose.OFFER


def test_what_has_not_left_and_what_has_are_all_there_is_but_the_two_ends():
    assert UNSENT.isdisjoint(GONE_OUT)
    assert set(MessageState) - UNSENT - GONE_OUT == {MessageState.FAILED, MessageState.CANCELLED}
