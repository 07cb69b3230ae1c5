"""What a message is about, how its reader is addressed, and what it may lean on."""

from enum import StrEnum


class Situation(StrEnum):
    """A rule that owes a contact, told apart where the words must differ."""

    THANKS = "thanks"
    OVERDUE = "overdue"
    BIRTHDAY = "birthday"
    BIRTHDAY_LATE = "birthday_late"
    ANNIVERSARY = "anniversary"
    OCCASION = "occasion"
    OCCASION_LATE = "occasion_late"
    SILENCE = "silence"
    FOLLOW_UP = "follow_up"
    UNTHANKED = "unthanked"


class Address(StrEnum):
    CLOSE = "close"  # du
    POLITE = "polite"  # Sie


class Detail(StrEnum):
    """Something true of one customer that a wording may name in braces."""

    ITEM = "item"  # what they bought last
    WHEN = "when"  # the day of it: "yesterday", "on 3 May"
    SINCE = "since"  # the month of their first purchase
    YEARS = "years"  # how many years: "three years", "drei Jahren"
    TALK = "talk"  # the day of our last talk
    KEPT = "kept"  # a day that has just passed
    CONNECTION = "connection"  # somebody around them
