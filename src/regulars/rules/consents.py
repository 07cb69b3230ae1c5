"""What a person has said yes or no to, and what follows from it (K1, G3)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from regulars.rules.channels import Channel
from regulars.rules.messages import Topic

# What a person has said last. None as the topic: everything on that channel.
Standing = Mapping[tuple[Channel, Topic | None], bool]

NEEDS_A_YES = frozenset({Topic.OFFERS})


@dataclass(frozen=True, slots=True)
class Answer:
    channel: Channel
    topic: Topic | None  # None: everything on the channel
    is_given: bool
    is_from_file: bool = False


def standing(answers: Iterable[Answer]) -> dict[tuple[Channel, Topic | None], bool]:
    """What holds now; `answers` in the order they were given. A file lifts no refusal."""
    held: dict[tuple[Channel, Topic | None], bool] = {}
    for answer in answers:
        key = (answer.channel, answer.topic)
        if answer.is_from_file and answer.is_given and held.get(key) is False:
            continue
        held[key] = answer.is_given
    return held


def said_of(channel: Channel, topic: Topic, held: Standing) -> bool | None:
    """Yes, no, or None where the person has said nothing of it.

    A no to the whole channel stays until the whole channel is allowed again. Otherwise what was
    said of the topic counts, and then what was said of the channel.
    """
    if held.get((channel, None)) is False:
        return False
    of_topic = held.get((channel, topic))
    return held.get((channel, None)) if of_topic is None else of_topic


def may_write(channel: Channel, topic: Topic, held: Standing) -> bool:
    """Whether this may reach the person by this way: offers need a yes, the rest no refusal."""
    said = said_of(channel, topic, held)
    return bool(said) if topic in NEEDS_A_YES else said is not False


def changes_to(
    held: Standing,
    *,
    offered: Collection[Channel],
    channels: Collection[Channel],
    topics: Collection[Topic],
) -> list[tuple[Channel, Topic | None, bool]]:
    """The answers to record so that exactly these topics may come by exactly these channels.

    Only channels that were `offered` are touched; what holds already is not said again.
    """
    found: list[tuple[Channel, Topic | None, bool]] = []
    for channel in Channel:
        if channel not in offered:
            continue
        said = held.get((channel, None))
        if channel not in channels:
            found += [(channel, None, False)] if said is not False else []
            continue
        after = dict(held)
        if said is False:
            found.append((channel, None, True))
            after[channel, None] = True
        found += [
            (channel, topic, topic in topics)
            for topic in Topic
            if may_write(channel, topic, after) != (topic in topics)
        ]
    return found
