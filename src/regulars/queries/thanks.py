"""The desk for writing thank-yous one after another: whom, what to lean on, words to begin with."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, gettext

from regulars.models import (
    Complaint,
    Customer,
    Fact,
    Interaction,
    MailAccount,
    Person,
    Purchase,
    Shop,
    Touch,
    Wording,
)
from regulars.queries import formats, labels
from regulars.queries.asked import FETCHED
from regulars.queries.composing import compose, may_sign, said_before
from regulars.queries.due import due_for
from regulars.queries.today import Row, rows_for
from regulars.queries.wording_words import trouble_said
from regulars.rules.care import Reason
from regulars.rules.channels import Channel
from regulars.rules.composing import Composed, gaps_in
from regulars.rules.greetings import Addressee, Voice, letter
from regulars.rules.kinds import FactState, Outcome, Tone, TouchRule
from regulars.rules.messages import Purpose
from regulars.rules.messages import Reason as Why
from regulars.rules.one_tap import OneTap, one_tap
from regulars.rules.reach import address_for
from regulars.rules.sameness import core_of, digest_of, plain
from regulars.rules.tones import advertising, clash, greeting_clash

WORDINGS = {TouchRule.THANKS: "first-thanks", TouchRule.UNTHANKED: "thanks-again"}
PURCHASES_SHOWN = 3
FACTS_SHOWN = 5
BY_HAND = (Channel.WHATSAPP, Channel.SMS, Channel.EMAIL)  # opened with the words in them


@dataclass(frozen=True, slots=True)
class Owed:
    customer_id: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Desk:
    """One thank-you to write, and how far one is."""

    row: Row
    reason: Reason
    lean_on: list[str]  # true of this customer, the newest first
    composed: Composed
    words: str
    sentence: str
    taps: list[tuple[OneTap, str]]
    mail_to: str  # "" where no mail can leave from here
    number: int  # "3 of 8"
    total: int
    other: int
    may_sign: bool

    @property
    def customer(self) -> Customer:
        return self.row.customer

    @property
    def variants(self) -> int:
        return self.composed.variants

    @property
    def channels(self) -> list[tuple[str, str]]:
        """By which way it went, where somebody did it themselves."""
        offered = [*self.row.channels, Channel.VISIT]
        return [
            (channel.value, labels.word(Channel, channel)) for channel in dict.fromkeys(offered)
        ]


def owed_thanks(person: Person, day: date) -> list[Owed]:
    """Who is owed thanks by this person, the bond that is worth most first. Nobody who waits to see
    something put right: thanks for buying would ring hollow."""
    due = due_for(person, day)
    displeased = set(
        Complaint.objects.pausing()
        .filter(customer__in=list(due.reasons))
        .values_list("customer", flat=True)
    )
    found = [
        (due.weights[customer_id], Owed(customer_id, reason))
        for customer_id, reasons in due.reasons.items()
        for reason in reasons
        if reason.rule in WORDINGS and customer_id not in displeased
    ]
    ordered = sorted(found, key=lambda one: (-one[0], one[1].customer_id))
    return [owed for _, owed in ordered][:FETCHED]


def written_today(person: Person, day: date) -> int:
    """How many thanks this person has written that day."""
    theirs = Touch.objects.filter(rule__in=[rule.value for rule in WORDINGS])
    by_hand = theirs.filter(closed_by=person, state="done", interactions__happened_on=day)
    queued = theirs.filter(messages__created_by=person, messages__composed_on=day)
    ids = {*by_hand.values_list("pk", flat=True), *queued.values_list("pk", flat=True)}
    return len(ids)


def desk_for(
    person: Person,
    shop: Shop,
    *,
    day: date,
    only: int | None = None,
    skipped: Collection[int] = (),
    other: int = 0,
    words: str | None = None,
    sentence: str = "",
) -> Desk | None:
    """The next thank-you, or that of one customer; None where none is owed."""
    owed = owed_thanks(person, day)
    open_ = [one for one in owed if one.customer_id not in skipped]
    mine = [one for one in owed if one.customer_id == only] if only else open_
    if not mine:
        return None
    chosen = mine[0]
    due = due_for(person, day, only=chosen.customer_id)
    row = next(iter(rows_for(due, [chosen.customer_id], day)))
    composed = _composed(row.customer, chosen.reason, person, day, other)
    if words is None:
        words = composed.body
    done = written_today(person, day)
    passed = len(owed) - len(open_)
    mail_to = _mail_to(row)
    return Desk(
        row=row,
        reason=chosen.reason,
        lean_on=_lean_on(row, chosen.reason, day),
        composed=composed,
        words=words,
        sentence=sentence,
        taps=_taps(row, words, composed.subject),
        mail_to=mail_to,
        number=done + passed + 1,
        total=done + len(owed),
        other=other,
        may_sign=may_sign(person),
    )


def _composed(
    customer: Customer, reason: Reason, person: Person, day: date, other: int
) -> Composed:
    key = WORDINGS[reason.rule]
    return compose(
        customer=customer,
        purpose=Purpose.THANKS,
        rule=reason.rule,
        occurrence=reason.occurrence,
        wording=Wording.objects.filter(key=key, put_away_at=None).first(),
        signer=person,
        day=day,
        subject_id=reason.subject_id,
        other=other,
    )


def _mail_to(row: Row) -> str:
    account = MailAccount.objects.filter(pk=MailAccount.ONLY, is_on=True).exists()
    is_wanted = account and Channel.EMAIL in row.channels
    return address_for(Channel.EMAIL, row.ways) if is_wanted else ""


def _taps(row: Row, words: str, subject: str) -> list[tuple[OneTap, str]]:
    return [
        (
            one_tap(channel, address_for(channel, row.ways), words=words, subject=subject),
            labels.word(Channel, channel),
        )
        for channel in row.channels
        if channel in BY_HAND
    ]


def _lean_on(row: Row, reason: Reason, day: date) -> list[str]:
    """Facts beside the text: what they bought and why, what we know, our last talk."""
    language = get_language() or "en"
    customer = row.customer
    said = []
    purchases = Purchase.objects.filter(customer=customer, bought_on__lte=day)
    for purchase in purchases.prefetch_related("lines")[:PURCHASES_SHOWN]:
        when = formats.day(purchase.bought_on, today=day, language=language)
        items = ", ".join(line.name for line in purchase.lines.all()[:3])
        said.append(f"{when}: {items}" if items else when)
        if purchase.what_for:
            said.append(gettext("What it was for: %(what)s") % {"what": purchase.what_for})
        if purchase.staff:
            said.append(gettext("Served by %(name)s") % {"name": purchase.staff})
    if row.rhythm.first_on and row.rhythm.visits > 1:
        month = formats.month(row.rhythm.first_on, language)
        said.append(gettext("With you since %(month)s") % {"month": month})
    facts = Fact.objects.filter(
        customer=customer, state=FactState.HOLDS.value, is_not_for_use=False
    )
    said += [fact.text for fact in facts[:FACTS_SHOWN]]
    talk = (
        Interaction.objects.filter(customer=customer)
        .exclude(outcome=Outcome.NO_ANSWER.value)
        .exclude(note="")
        .first()
    )
    if talk is not None:
        when = formats.day(talk.happened_on, today=day, language=language)
        said.append(f"{when}: {talk.note}")
    return said


# --- what was written ---


@dataclass(frozen=True, slots=True)
class Looked:
    """The words as they would leave, and what speaks against it, in sentences."""

    body: str
    is_handwritten: bool
    problems: list[str]


def with_sentence(desk: Desk, shop: Shop, person: Person, body: str, sentence: str) -> str:
    """The letter with a sentence of one's own at the end of its text, before the signature."""
    sentence = sentence.strip()
    if not sentence or plain(sentence) in plain(body):
        return body
    who, voice = _frame(desk, shop, person)
    core = core_of(body, who, voice)
    if plain(letter(core, who, voice)) == plain(body):
        return letter(f"{core} {sentence}", who, voice)
    return f"{body.rstrip()}\n\n{sentence}"


def looked_at(
    desk: Desk, shop: Shop, person: Person, body: str, sentence: str, day: date
) -> Looked:
    """What the desk says of the words before they leave."""
    whole = with_sentence(desk, shop, person, body.replace("\r\n", "\n").strip(), sentence)
    who, voice = _frame(desk, shop, person)
    is_changed = plain(whole) != plain(desk.composed.body)
    core = core_of(whole, who, voice)
    reasons = []
    if not core.strip() or (not is_changed and Why.NO_DETAIL in desk.composed.problems):
        reasons.append(Why.NO_DETAIL)
    if gaps_in(whole):
        reasons.append(Why.UNFILLED)
    if not may_sign(person):
        reasons.append(Why.NO_SENDER)
    digest = digest_of(core, purpose=Purpose.THANKS, called=who.name)
    said = said_before(desk.customer, who=who, day=day, digests=[digest])
    if digest in said.taken or _by_hand_today(core, day) or _read_before(desk.customer, core):
        reasons.append(Why.SAME_WORDS)
    found = (
        greeting_clash(whole, tone=voice.tone, language=voice.language)
        or clash(whole, tone=voice.tone, language=voice.language)
        or advertising(whole, purpose=Purpose.THANKS, language=voice.language)
    )
    problems = [str(labels.word(Why, reason)) + "." for reason in reasons]
    return Looked(whole, is_changed, problems + ([trouble_said(found)] if found else []))


def _frame(desk: Desk, shop: Shop, person: Person) -> tuple[Addressee, Voice]:
    customer = desk.customer
    who = Addressee(customer.name, customer.given_name, customer.company)
    tone = Tone(customer.tone)
    return who, Voice(person.display_name, shop.name, tone, desk.composed.language)


def _by_hand_today(core: str, day: date) -> bool:
    """Whether somebody got these thanks by hand that day."""
    wanted = plain(core)
    thanks = Interaction.objects.filter(happened_on=day, purpose=Purpose.THANKS.value)
    return any(wanted in plain(words) for words in thanks.values_list("words", flat=True))


def _read_before(customer: Customer, core: str) -> bool:
    wanted = plain(core)
    said = Interaction.objects.filter(customer=customer).exclude(words="")
    return any(wanted in plain(words) for words in said.values_list("words", flat=True)[:50])
