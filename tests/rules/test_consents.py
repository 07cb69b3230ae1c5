from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.channels import Channel
from regulars.rules.consents import Answer, changes_to, may_write, said_of, standing
from regulars.rules.messages import Topic

EMAIL, SMS = Channel.EMAIL, Channel.SMS


def test_without_an_answer_care_may_go_and_offers_may_not():
    assert may_write(EMAIL, Topic.CARE, {})
    assert not may_write(EMAIL, Topic.OFFERS, {})
    assert said_of(EMAIL, Topic.CARE, {}) is None


def test_a_yes_to_the_channel_holds_for_offers_too():
    held = standing([Answer(EMAIL, None, is_given=True)])

    assert may_write(EMAIL, Topic.OFFERS, held)
    assert not may_write(SMS, Topic.OFFERS, held)


def test_a_no_to_the_channel_beats_a_later_yes_to_a_topic():
    held = standing([Answer(EMAIL, None, is_given=False), Answer(EMAIL, Topic.OFFERS, True)])

    assert not may_write(EMAIL, Topic.OFFERS, held)
    assert not may_write(EMAIL, Topic.CARE, held)


def test_a_no_to_a_topic_leaves_the_rest_of_the_channel_open():
    held = standing([Answer(EMAIL, None, True), Answer(EMAIL, Topic.FEEDBACK, False)])

    assert not may_write(EMAIL, Topic.FEEDBACK, held)
    assert may_write(EMAIL, Topic.CARE, held)


def test_the_latest_answer_of_a_topic_holds():
    held = standing([Answer(EMAIL, Topic.OFFERS, False), Answer(EMAIL, Topic.OFFERS, True)])

    assert may_write(EMAIL, Topic.OFFERS, held)


def test_a_file_lifts_no_refusal_and_may_bring_one():
    refused = [Answer(EMAIL, None, is_given=False)]

    assert not may_write(
        EMAIL, Topic.CARE, standing([*refused, Answer(EMAIL, None, True, is_from_file=True)])
    )
    assert may_write(EMAIL, Topic.CARE, standing([*refused, Answer(EMAIL, None, True)]))
    assert not may_write(EMAIL, Topic.CARE, standing([Answer(EMAIL, None, False, True)]))


answers = st.lists(
    st.builds(
        Answer,
        channel=st.sampled_from([EMAIL, SMS]),
        topic=st.sampled_from([None, *Topic]),
        is_given=st.booleans(),
        is_from_file=st.booleans(),
    ),
    max_size=12,
)


@given(answers)
def test_after_a_no_to_everything_nothing_of_that_channel_may_go_until_a_person_says_yes(said):
    held = standing([*said, Answer(EMAIL, None, is_given=False)])
    from_files = [Answer(EMAIL, topic, True, is_from_file=True) for topic in [None, *Topic]]

    assert not any(may_write(EMAIL, topic, held) for topic in Topic)
    held = standing([*said, Answer(EMAIL, None, is_given=False), *from_files])
    assert not any(may_write(EMAIL, topic, held) for topic in Topic)


@given(answers, st.sampled_from(Topic))
def test_an_offer_never_goes_without_a_yes(said, topic):
    held = standing(said)

    if may_write(EMAIL, Topic.OFFERS, held):
        assert any(a.is_given and a.channel is EMAIL for a in said)
    if not may_write(EMAIL, topic, held) and topic is not Topic.OFFERS:
        assert any(not a.is_given and a.channel is EMAIL for a in said)


@given(answers, st.sets(st.sampled_from([EMAIL, SMS])), st.sets(st.sampled_from(Topic)))
def test_after_choosing_exactly_what_was_chosen_may_come(said, channels, topics):
    before = standing(said)

    changes = changes_to(before, offered=[EMAIL, SMS], channels=channels, topics=topics)

    after = standing([*said, *(Answer(*change) for change in changes)])
    for channel in (EMAIL, SMS):
        for topic in Topic:
            assert may_write(channel, topic, after) == (channel in channels and topic in topics)
    assert changes_to(after, offered=[EMAIL, SMS], channels=channels, topics=topics) == []


def test_a_way_that_was_not_offered_is_left_alone():
    assert changes_to({}, offered=[EMAIL], channels=[], topics=[]) == [(EMAIL, None, False)]
