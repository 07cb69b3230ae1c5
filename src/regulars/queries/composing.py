"""Words for one customer out of a text of the shop and the records (N9)."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from django.db.models import Q

from regulars.models import Customer, Message, Person, Shop, Wording, WordingText
from regulars.queries.shops import the_shop
from regulars.queries.true_details import Records, about_of
from regulars.rules import sameness
from regulars.rules.composing import TONES_FOR, Composed, Said, Text, candidates, chosen
from regulars.rules.fields import values_of
from regulars.rules.greetings import Addressee, Voice, letter, spoken_language
from regulars.rules.kinds import Tone, TouchRule
from regulars.rules.messages import MessageState, Purpose, Reason
from regulars.rules.suggestions import situation_of
from regulars.rules.wordings import SUBJECTS, WORDINGS, address_of

LATE = "-late"  # what the text for a day that has passed is called after the one for the day
NOT_READ = (MessageState.DRAFT.value, MessageState.FAILED.value, MessageState.CANCELLED.value)


def compose(  # noqa: PLR0913  # each is one fact of the contact; all are named at the call
    *,
    customer: Customer,
    purpose: Purpose,
    rule: TouchRule,
    occurrence: str,
    wording: Wording | None,
    signer: Person | None,
    day: date,
    subject_id: int | None = None,
    sentence: str = "",
    other: int = 0,
    survey_link: str = "",
) -> Composed:
    """The words that reach this customer on that local day, greeting and signature included.

    `wording` None takes the words of the rule itself. `subject_id` is what it is about: the
    purchase, the thing, the appointment or the connection that the rule tells, or the run of a
    plan. `sentence` is a person's own, and stands at the end of the text.
    Where `problems` is not empty the message stays a draft.
    """
    shop = the_shop() or Shop(name="")
    who = Addressee(customer.name, customer.given_name, customer.company)
    records = Records(customer, about_of(rule, occurrence, subject_id), day, signer)
    texts, language = _texts(customer, shop, wording, rule, records.is_late)
    voice = Voice(
        staff_name=signer.display_name if signer else shop.name,
        shop_name=shop.name,
        tone=Tone(customer.tone),
        language=language,
    )
    wanted = frozenset(name for text in texts for name in text.fields)
    known = values_of(
        records.truths(wanted),
        replace(
            records.known(wanted),
            first_name=customer.given_name or customer.name,
            name=customer.name,
            shop=shop.name,
            signer=voice.staff_name,
            survey_link=survey_link,
        ),
        day=day,
        language=language,
    )
    made = candidates(texts, who=who, voice=voice, known=known, purpose=purpose, sentence=sentence)
    said = said_before(customer, who=who, day=day, digests=[one.digest for one in made])
    turn = f"{customer.pk}:{rule}:{occurrence}"
    best = chosen(made, purpose=purpose, said=said, turn=turn, other=other)
    if best is None:
        empty = [Reason.NO_DETAIL]
        body = letter(sentence.strip(), who, voice)
        best = Composed("", body, language, voice.tone, problems=[] if sentence.strip() else empty)
    return best if may_sign(signer) else replace(best, problems=[*best.problems, Reason.NO_SENDER])


def may_sign(person: Person | None) -> bool:
    """Nothing carries the name of somebody who has not agreed to it, or works here no more."""
    return person is not None and person.is_active and person.agreed_to_sign_at is not None


def said_before(customer: Customer, *, who: Addressee, day: date, digests: Collection[str]) -> Said:
    """What this person has read, and which of these words are taken, by them or on that day."""
    sent = Message.objects.exclude(state__in=NOT_READ)
    wanted = [digest for digest in digests if digest]
    taken = sent.filter(Q(customer=customer) | Q(composed_on=day), words_digest__in=wanted)
    shop = the_shop() or Shop(name="")
    recent = []
    for message in sent.filter(customer=customer).select_related("signed_by")[: sameness.LAST_READ]:
        voice = voice_of(message, shop)
        recent.append(sameness.core_of(message.body, who, voice))
    return Said(recent=recent, taken=set(taken.values_list("words_digest", flat=True)))


def voice_of(message: Message, shop: Shop) -> Voice:
    """In whose name, tone and language a message speaks."""
    signer = message.signed_by
    return Voice(
        staff_name=signer.display_name if signer else shop.name,
        shop_name=shop.name,
        tone=Tone(message.tone),
        language=spoken_language(message.language, shop.language),
    )


def digest_for(message: Message) -> str:
    """What stands for the words of a message in the database (the unique keys of its table)."""
    if message.customer is None:
        return ""
    shop = the_shop() or Shop(name="")
    customer = message.customer
    who = Addressee(customer.name, customer.given_name, customer.company)
    core = sameness.core_of(message.body, who, voice_of(message, shop))
    return sameness.digest_of(core, purpose=Purpose(message.purpose), called=customer.name)


def _texts(
    customer: Customer, shop: Shop, wording: Wording | None, rule: TouchRule, is_late: bool
) -> tuple[list[Text], str]:
    """The ways to say it to somebody of this tone, and the language they are in."""
    tone = Tone(customer.tone)
    wanted = spoken_language(customer.language, shop.language)
    if wording is None:
        late_day = date.min if is_late else None
        situation = situation_of(rule, kept_on=late_day, day=date.max)
        subject = SUBJECTS[wanted][situation]
        bodies = WORDINGS[wanted, address_of(tone)][situation]
        return [Text(body, subject) for body in bodies], wanted
    rows = _rows_of(wording, is_late)
    for language in dict.fromkeys((wanted, spoken_language(shop.language), "en", "de")):
        for fitting in TONES_FOR[tone]:
            found = [
                Text(row.body, row.subject)
                for row in rows
                if row.language == language and row.tone == fitting.value
            ]
            if found:
                return found, language
    return [], wanted


def _rows_of(wording: Wording, is_late: bool) -> list[WordingText]:
    if is_late and wording.key:
        late = WordingText.objects.filter(
            wording__key=wording.key + LATE, wording__put_away_at=None
        )
        found = list(late)
        if found:
            return found
    return list(WordingText.objects.filter(wording=wording))
