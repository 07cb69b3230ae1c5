"""The words for what tables store. Enums live in rules, which knows no language; here they get one.

A new member of an enum without words fails tests/queries/test_labels.py.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regulars.queries.care_labels import CARE_WORDS, Words
from regulars.queries.charter_labels import CHARTER_WORDS
from regulars.queries.survey_labels import SURVEY_WORDS
from regulars.queries.voice_labels import VOICE_WORDS
from regulars.rules.channels import Channel
from regulars.rules.kinds import (
    ContactKind,
    CustomerWord,
    Direction,
    FactKind,
    FactState,
    FieldKind,
    OpenState,
    Outcome,
    PauseReason,
    Role,
    Theme,
    Tone,
    TouchRule,
    WishCertainty,
)
from regulars.rules.matching import DoubtReason
from regulars.rules.stages import Stage

WORDS: dict[type[StrEnum], dict[str, Words]] = {
    **CARE_WORDS,
    **CHARTER_WORDS,
    **SURVEY_WORDS,
    **VOICE_WORDS,
    Role: {
        Role.OWNER: _("Owner"),
        Role.STAFF: _("Colleague"),
    },
    CustomerWord: {
        CustomerWord.CUSTOMER: _("Customer"),
        CustomerWord.CLIENT: _("Client"),
        CustomerWord.GUEST: _("Guest"),
        CustomerWord.PATIENT: _("Patient"),
        CustomerWord.MEMBER: _("Member"),
    },
    Theme: {
        Theme.DEVICE: _("As this device is set"),
        Theme.LIGHT: _("Light"),
        Theme.DARK: _("Dark"),
    },
    Tone: {
        Tone.UNDECIDED: _("Not decided"),
        Tone.FRIENDLY: _("Friendly"),
        Tone.FORMAL: _("Formal"),
    },
    PauseReason: {
        PauseReason.HOLIDAY: _("Away for a while"),
        PauseReason.MOVED: _("Moved away"),
        PauseReason.DIED: _("Has died"),
        PauseReason.OTHER: _("Another reason"),
    },
    ContactKind: {
        ContactKind.EMAIL: _("Email"),
        ContactKind.PHONE: _("Phone"),
        ContactKind.PROFILE: _("Social media"),
    },
    Channel: {
        Channel.PHONE: _("Call"),
        Channel.WHATSAPP: _("WhatsApp"),
        Channel.SMS: _("SMS"),
        Channel.EMAIL: _("Email"),
        Channel.POST: _("Letter or card"),
        Channel.VISIT: _("Visit"),
        Channel.SOCIAL: _("Social media"),
    },
    Direction: {
        Direction.OUTGOING: _("We got in touch"),
        Direction.INCOMING: _("They got in touch"),
    },
    Outcome: {
        Outcome.REACHED: _("Reached"),
        Outcome.SENT: _("Sent"),
        Outcome.LEFT_MESSAGE: _("Left a message"),
        Outcome.NO_ANSWER: _("No answer"),
    },
    FactKind: {
        FactKind.NOTICED: _("Noticed"),
        FactKind.INTEREST: _("Interest"),
        FactKind.GOAL: _("Goal"),
        FactKind.REASON: _("Reason to buy"),
        FactKind.ARRANGEMENT: _("Standing arrangement"),
    },
    FactState: {
        FactState.HOLDS: _("Holds"),
        FactState.REACHED: _("Reached"),
        FactState.ENDED: _("Ended"),
    },
    WishCertainty: {
        WishCertainty.STATED: _("Said so"),
        WishCertainty.IMPLIED: _("Between the lines"),
        WishCertainty.CANNOT_SAY: _("Wants it but cannot put it into words"),
    },
    OpenState: {
        OpenState.OPEN: _("Open"),
        OpenState.DONE: _("Done"),
        OpenState.DROPPED: _("Dropped"),
    },
    TouchRule: {
        TouchRule.THANKS: _("Thanks for a first purchase"),
        TouchRule.OVERDUE: _("Overdue"),
        TouchRule.BIRTHDAY: _("Birthday"),
        TouchRule.ANNIVERSARY: _("Anniversary"),
        TouchRule.OCCASION: _("Occasion"),
        TouchRule.SILENCE: _("No contact for long"),
        TouchRule.FOLLOW_UP: _("Follow-up"),
        TouchRule.PLAYBOOK: _("Planned care"),
        TouchRule.SERVICE: _("Service due"),
        TouchRule.RUN_OUT: _("Running out"),
        TouchRule.APPOINTMENT: _("Appointment"),
        TouchRule.ANSWER: _("They wait for an answer"),
        TouchRule.UNTHANKED: _("Not thanked yet"),
        TouchRule.COMPLAINT: _("Complaint"),
        TouchRule.GESTURE: _("A small surprise"),
        TouchRule.WRITTEN: _("Written by hand"),
        TouchRule.PROMISE: _("Promise"),
        TouchRule.NOTICE: _("Bad news to tell"),
        TouchRule.SURVEY: _("Asked what they think"),
        TouchRule.CHECK_BACK: _("Ask whether it is put right"),
        TouchRule.WISH: _("Answer to a wish"),
    },
    Stage: {
        Stage.PROSPECT: _("No purchase yet"),
        Stage.FIRST_TIME: _("First-time buyer"),
        Stage.SECOND: _("Second purchase"),
        Stage.REGULAR: _("Regular"),
        Stage.LOYAL: _("Loyal"),
        Stage.SLIPPING: _("Slipping"),
        Stage.LAPSED: _("Lapsed"),
        Stage.LOST: _("Lost"),
        Stage.RETURNED: _("Returned"),
    },
    DoubtReason: {
        DoubtReason.SAME_EMAIL: _("The same email, names that may be one"),
        DoubtReason.SAME_PHONE: _("The same phone, names that may be one"),
        DoubtReason.SAME_NAME: _("Names that may be one, and nothing that tells them apart"),
        DoubtReason.KEY_AND_EMAIL: _("A sale named the number of one and the email of the other"),
    },
    FieldKind: {
        FieldKind.TEXT: _("Text"),
        FieldKind.NUMBER: pgettext_lazy("kind of field", "Number"),
        FieldKind.DATE: _("Date"),
        FieldKind.CHOICE: _("One of a list"),
    },
}
BY_NAME = {enum.__name__: words for enum, words in WORDS.items()}


def choices(enum: type[StrEnum]) -> list[tuple[str, Words]]:
    """The members with their words, in order, for a form."""
    return [(member.value, WORDS[enum][member]) for member in enum]


def word(enum: type[StrEnum] | str, value: str) -> str:
    """The words of one value; the bare value where a newer version stored one unknown here."""
    words = BY_NAME[enum] if isinstance(enum, str) else WORDS[enum]
    return str(words.get(value, value))


@dataclass(frozen=True, slots=True)
class PeopleWords:
    """What this business calls those it cares for (A4), in the forms that sentences need.

    Languages bend the word and its article, so each form is translated by itself, with a context
    that says where it stands. Sentences are written around a form and never bend it:
    {% blocktranslate with them=people.to_many %}Write to {{ them }}{% endblocktranslate %}
    """

    title: Words  # a heading: Customers
    one: Words  # 1 customer
    many: Words  # 5 customers, All customers
    to_many: Words  # after a preposition of place or purpose: for, with, of, to (customers)
    a_one: Words  # as an object: add (a customer)
    this_one: Words  # as an object: remove (this customer)
    new_one: Words  # a button: New customer
    first_one: Words  # as an object: type in (your first customer)


PEOPLE = {
    CustomerWord.CUSTOMER: PeopleWords(
        title=pgettext_lazy("people: heading", "Customers"),
        one=pgettext_lazy("people: one, nominative", "customer"),
        many=pgettext_lazy("people: several, nominative", "customers"),
        to_many=pgettext_lazy("people: several, dative", "customers"),
        a_one=pgettext_lazy("people: any one, accusative", "a customer"),
        this_one=pgettext_lazy("people: this one, accusative", "this customer"),
        new_one=pgettext_lazy("people: button for a new one", "New customer"),
        first_one=pgettext_lazy("people: your first one, accusative", "your first customer"),
    ),
    CustomerWord.CLIENT: PeopleWords(
        title=pgettext_lazy("people: heading", "Clients"),
        one=pgettext_lazy("people: one, nominative", "client"),
        many=pgettext_lazy("people: several, nominative", "clients"),
        to_many=pgettext_lazy("people: several, dative", "clients"),
        a_one=pgettext_lazy("people: any one, accusative", "a client"),
        this_one=pgettext_lazy("people: this one, accusative", "this client"),
        new_one=pgettext_lazy("people: button for a new one", "New client"),
        first_one=pgettext_lazy("people: your first one, accusative", "your first client"),
    ),
    CustomerWord.GUEST: PeopleWords(
        title=pgettext_lazy("people: heading", "Guests"),
        one=pgettext_lazy("people: one, nominative", "guest"),
        many=pgettext_lazy("people: several, nominative", "guests"),
        to_many=pgettext_lazy("people: several, dative", "guests"),
        a_one=pgettext_lazy("people: any one, accusative", "a guest"),
        this_one=pgettext_lazy("people: this one, accusative", "this guest"),
        new_one=pgettext_lazy("people: button for a new one", "New guest"),
        first_one=pgettext_lazy("people: your first one, accusative", "your first guest"),
    ),
    CustomerWord.PATIENT: PeopleWords(
        title=pgettext_lazy("people: heading", "Patients"),
        one=pgettext_lazy("people: one, nominative", "patient"),
        many=pgettext_lazy("people: several, nominative", "patients"),
        to_many=pgettext_lazy("people: several, dative", "patients"),
        a_one=pgettext_lazy("people: any one, accusative", "a patient"),
        this_one=pgettext_lazy("people: this one, accusative", "this patient"),
        new_one=pgettext_lazy("people: button for a new one", "New patient"),
        first_one=pgettext_lazy("people: your first one, accusative", "your first patient"),
    ),
    CustomerWord.MEMBER: PeopleWords(
        title=pgettext_lazy("people: heading", "Members"),
        one=pgettext_lazy("people: one, nominative", "member"),
        many=pgettext_lazy("people: several, nominative", "members"),
        to_many=pgettext_lazy("people: several, dative", "members"),
        a_one=pgettext_lazy("people: any one, accusative", "a member"),
        this_one=pgettext_lazy("people: this one, accusative", "this member"),
        new_one=pgettext_lazy("people: button for a new one", "New member"),
        first_one=pgettext_lazy("people: your first one, accusative", "your first member"),
    ),
}


def people_words(customer_word: str) -> PeopleWords:
    if customer_word in set(CustomerWord):
        return PEOPLE[CustomerWord(customer_word)]
    return PEOPLE[CustomerWord.CUSTOMER]
