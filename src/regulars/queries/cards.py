"""One person opened: who this is, what to say, and the ways to say it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext

from regulars.models import (
    Consent,
    Customer,
    Fact,
    Interaction,
    Person,
    Purchase,
    Rhythm,
    Shop,
    Touch,
    Wish,
)
from regulars.queries import formats, labels
from regulars.queries.customer_holdings import Holdings, holdings_of
from regulars.queries.due import due_for
from regulars.queries.rhythms import long_sentence
from regulars.queries.today import Row, next_follow_ups, rows_for
from regulars.rules.channels import Channel
from regulars.rules.greetings import Addressee, Voice, spoken_language
from regulars.rules.kinds import Direction, FactState, OpenState, Outcome, Tone, TouchRule
from regulars.rules.messages import Topic
from regulars.rules.one_tap import OneTap, one_tap
from regulars.rules.reach import address_for
from regulars.rules.situations import Situation
from regulars.rules.suggestions import Suggestion, Truths, situation_of, suggest

FACTS_SHOWN = 6
TALKS_READ = 8
TONES = {Tone.FRIENDLY: gettext_lazy("a friendly tone"), Tone.FORMAL: gettext_lazy("a formal tone")}


@dataclass(frozen=True, slots=True)
class Tap:
    """A channel as a button: what it says, where it leads, which key presses it."""

    link: OneTap
    label: str
    address: str  # as one reads it
    key: str

    @property
    def channel(self) -> Channel:
        return self.link.channel

    @property
    def icon(self) -> str:
        return "call" if self.channel is Channel.PHONE else self.channel.value


@dataclass(frozen=True, slots=True)
class Card:
    customer: Customer
    row: Row | None  # None: nothing is due
    sub: list[str]
    rhythm: Rhythm
    rhythm_sentence: str
    remember: list[str]
    prefers: str
    last_talk: str
    consents: list[str]
    suggestion: Suggestion
    words: str
    other: int
    taps: list[Tap]
    spoken_today: Interaction | None
    planned: list[Touch]
    has_address: bool


def row_of(customer_id: int, *, person: Person, day: date) -> Row | None:
    """Somebody who may or may not be due; None where there is no such customer."""
    due = due_for(person, day, only=customer_id)
    return next(iter(rows_for(due, [customer_id], day)), None)


def card_for(
    row: Row,
    *,
    person: Person,
    shop: Shop,
    day: date,
    other: int = 0,
    words: str | None = None,
) -> Card:
    """Everything to care for one customer now.

    `other` asks for another wording; `words` are the reader's own instead.
    """
    customer = row.customer
    held = holdings_of(customer.pk)
    talks = held.rows(Interaction, lambda: _talks(customer))
    suggestion = _suggestion(row, talks, person=person, shop=shop, day=day, other=other)
    spoken = suggestion.text if words is None else words
    return Card(
        customer=customer,
        row=row if row.reasons else None,
        sub=_sub(row, day),
        rhythm=row.rhythm,
        rhythm_sentence=long_sentence(row.rhythm, day),
        remember=_remember(customer, held),
        prefers=_prefers(customer),
        last_talk=_last_talk(talks, day),
        consents=_consents(held.rows(Consent, lambda: _answers(customer))),
        suggestion=suggestion,
        words=spoken,
        other=other,
        taps=_taps(row, spoken, suggestion.subject),
        spoken_today=next((talk for talk in talks if talk.happened_on == day), None),
        planned=held.rows(Touch, lambda: next_follow_ups(customer, day)),
        has_address=bool(row.ways.address),
    )


def _talks(customer: Customer) -> QuerySet[Interaction]:
    talks = Interaction.objects.filter(customer=customer).select_related("person")
    return talks.order_by("-happened_at", "-pk")[:TALKS_READ]


def _answers(customer: Customer) -> QuerySet[Consent]:
    return Consent.objects.filter(customer=customer).order_by("answered_at", "pk")


def _suggestion(
    row: Row, talks: Sequence[Interaction], *, person: Person, shop: Shop, day: date, other: int
) -> Suggestion:
    customer, rhythm = row.customer, row.rhythm
    main = row.reasons[0].reason if row.reasons else None
    is_of_a_day = main is not None and main.rule in {TouchRule.BIRTHDAY, TouchRule.OCCASION}
    kept_on = main.due_on if main is not None and is_of_a_day else None
    situation = situation_of(main.rule, kept_on=kept_on, day=day) if main else Situation.SILENCE
    item, bought_on = _last_bought(customer, day)
    return suggest(
        situation,
        who=Addressee(customer.name, customer.given_name, customer.company),
        voice=Voice(
            staff_name=person.display_name,
            shop_name=shop.name,
            tone=Tone(customer.tone),
            language=spoken_language(customer.language, shop.language),
        ),
        truths=Truths(
            item=item,
            bought_on=bought_on,
            first_on=rhythm.first_on,
            talked_on=next((talk.happened_on for talk in talks if _was_a_talk(talk)), None),
            kept_on=kept_on,
            years=main.years if main else None,
            connection=main.note if main and main.rule is TouchRule.OCCASION else "",
        ),
        day=day,
        turn=f"{customer.pk}:{main.rule}:{main.occurrence}" if main else str(customer.pk),
        other=other,
        said_before={talk.words for talk in talks},
    )


def _was_a_talk(talk: Interaction) -> bool:
    return talk.outcome == Outcome.REACHED or talk.direction == Direction.INCOMING


def _last_bought(customer: Customer, day: date) -> tuple[str, date | None]:
    """The dearest thing of the last purchase that was kept, and its day."""
    last = (
        Purchase.objects.filter(
            customer=customer, refunded_minor__lt=F("total_minor"), bought_on__lte=day
        )
        .order_by(
            "-bought_at", "-pk", F("lines__amount_minor").desc(nulls_last=True), "lines__position"
        )
        .values_list("lines__name", "bought_on")[:1]
    )
    for item, bought_on in last:
        return item or "", bought_on
    return "", None


def _sub(row: Row, day: date) -> list[str]:
    """Who this is, in a line: since when, how many purchases, with whom."""
    rhythm, language = row.rhythm, get_language() or "en"
    said = []
    if rhythm.first_on:
        month = formats.month(rhythm.first_on, language)
        said.append(gettext("With you since %(month)s") % {"month": month})
    if rhythm.purchases:
        bought = ngettext("%(count)d purchase", "%(count)d purchases", rhythm.purchases)
        said.append(bought % {"count": rhythm.purchases})
    if row.customer.carer is not None:
        said.append(gettext("with %(name)s") % {"name": row.customer.carer.display_name})
    return said


def _remember(customer: Customer, held: Holdings) -> list[str]:
    facts = held.rows(Fact, lambda: _usable_facts(customer))
    wishes = held.rows(Wish, lambda: customer.wishes.filter(state=OpenState.OPEN.value)[:2])
    said = [fact.text for fact in facts]
    return said + [gettext("Wish: %(text)s") % {"text": wish.text} for wish in wishes]


def _usable_facts(customer: Customer) -> QuerySet[Fact]:
    facts = Fact.objects.filter(
        customer=customer, state=FactState.HOLDS.value, is_not_for_use=False
    )
    return facts.order_by("-noticed_at", "-pk")[:FACTS_SHOWN]


def _prefers(customer: Customer) -> str:
    parts = [
        labels.word(Channel, customer.preferred_channel) if customer.preferred_channel else "",
        customer.best_time,
        str(TONES.get(Tone(customer.tone), "")),
    ]
    return ", ".join(part for part in parts if part)


def _last_talk(talks: Sequence[Interaction], day: date) -> str:
    """The last one that came about, with what was said; "" where there was none."""
    talk = next((talk for talk in talks if talk.outcome != Outcome.NO_ANSWER), None)
    if talk is None:
        return ""
    when = formats.day(talk.happened_on, today=day, language=get_language() or "en")
    head = f"{when}, {talk.person.display_name}" if talk.person else when
    said = talk.note or talk.words
    return f"{head}: {said}" if said else head


def _consents(consents: Sequence[Consent]) -> list[str]:
    """The latest yes or no of each channel and topic, in words. They come oldest first."""
    language = get_language() or "en"
    latest = {(consent.channel, consent.topic): consent for consent in consents}
    said = []
    for consent in latest.values():
        told = [labels.word(Channel, consent.channel)]
        told += [labels.word(Topic, consent.topic)] if consent.topic else []
        if consent.is_given:
            text = gettext("Said yes to %(channel)s in %(month)s (%(where)s).")
        else:
            text = gettext("Said no to %(channel)s in %(month)s (%(where)s).")
        said.append(
            text
            % {
                "channel": ", ".join(told),
                "month": formats.month(timezone.localdate(consent.answered_at), language),
                "where": consent.came_from,
            }
        )
    return said


def _taps(row: Row, words: str, subject: str) -> list[Tap]:
    labels_of = {
        Channel.PHONE: gettext("Call"),
        Channel.WHATSAPP: gettext("Open in WhatsApp"),
        Channel.SMS: gettext("Text message"),
        Channel.EMAIL: gettext("Email"),
        Channel.POST: gettext("Letter or card"),
        Channel.SOCIAL: gettext("Open their page"),
    }
    taps: list[Tap] = []
    for channel in row.channels:
        key = "c" if channel is Channel.PHONE else "w"
        taps.append(
            Tap(
                link=one_tap(channel, address_for(channel, row.ways), words=words, subject=subject),
                label=labels_of[channel],
                address=row.address(channel),
                key="" if any(tap.key == key for tap in taps) else key,
            )
        )
    return taps
