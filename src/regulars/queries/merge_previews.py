"""What a merge of two records would keep and move, before anything is done."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from regulars.models import Customer, CustomField
from regulars.queries import formats, labels
from regulars.queries.care_labels import Words
from regulars.queries.customer_relations import customer_columns, customer_relations
from regulars.rules.channels import Channel
from regulars.rules.kinds import PauseReason, Tone
from regulars.rules.merging import keeps_from

COLUMNS: dict[str, Words] = {
    "name": _("Name"),
    "given_name": _("Given name"),
    "family_name": _("Family name"),
    "company": _("Company"),
    "street": _("Street"),
    "postcode": _("Postcode"),
    "city": _("City"),
    "region": _("Region"),
    "country": _("Country"),
    "language": _("Language"),
    "tone": _("Tone"),
    "preferred_channel": _("Prefers"),
    "best_time": _("Best time"),
    "birthday_month": _("Birthday"),
    "birthday_day": _("Birthday"),
    "birthday_year": _("Birthday"),
    "customer_since_on": _("With us since"),
    "why_stays": _("Why they stay"),
    "carer": _("Who looks after them"),
    "pause_reason": _("Left in peace"),
    "contacts": _("Phone and email"),
}
GO_TOGETHER = {"birthday_day", "birthday_year", "paused_until_on"}  # with the column they belong to
TABLES: dict[str, Words] = {
    "purchase": _("Purchases"),
    "refund": _("Refunds"),
    "interaction": _("Talks"),
    "touch": _("Next steps, open and done"),
    "fact": _("Facts"),
    "wish": _("Wishes"),
    "concern": _("Concerns"),
    "connection": _("People around them"),
    "consent": _("Yes and no, by channel"),
    "contactlimit": _("How often they want to hear from us"),
    "contactpoint": _("Emails and phone numbers"),
    "customerkey": _("Numbers in other tools"),
    "customvalue": _("Values of your own fields"),
    "customer_tags": _("Tags"),
    "event": _("Entries of the record"),
    "merge": _("Earlier merges"),
    "doubtfulpair": _("Doubts about doubles"),
    "amends": _("Given to put things right"),
    "appointment": _("Appointments"),
    "complaint": _("Complaints"),
    "promise": _("Promises"),
    "noticecontact": _("Bad news they had to hear"),
    "datarequest": _("Requests about their data"),
    "gesturesuggestion": _("Small surprises"),
    "inboundmessage": _("What they wrote"),
    "message": _("Messages to them"),
    "nosurvey": _("That they are asked nothing"),
    "playbookrun": _("Plans at work"),
    "response": _("Answers to surveys"),
    "serviceoffer": _("Paid service they were offered"),
    "surveyinvitation": _("Questions put to them"),
    "whatelse": _("What else they would like"),
    "thing": _("Things they own"),
}
NOT_COUNTED = {"rhythm"}  # computed anew


@dataclass(frozen=True, slots=True)
class Choice:
    """A value on which the two differ."""

    name: str
    label: str
    kept: str
    gone: str
    suggested: str  # "kept" or "gone"


@dataclass(frozen=True, slots=True)
class Moves:
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Preview:
    kept: Customer
    gone: Customer
    choices: list[Choice]
    moves: list[Moves]


def preview_of(kept: Customer, gone: Customer) -> Preview:
    return Preview(kept, gone, [*_columns(kept, gone), *_own_values(kept, gone)], _moves(gone))


def _columns(kept: Customer, gone: Customer) -> list[Choice]:
    choices = []
    for name in customer_columns():
        if name in GO_TOGETHER:
            continue
        ours, theirs = _shown(kept, name), _shown(gone, name)
        if ours != theirs:
            label = str(COLUMNS.get(name, name))
            choices.append(Choice(name, label, ours, theirs, keeps_from(ours, theirs)))
    return choices


def _shown(customer: Customer, name: str) -> str:
    value = getattr(customer, name)
    if value in (None, "") or (name == "tone" and value == Tone.UNDECIDED):
        return ""
    words = {"tone": Tone, "preferred_channel": Channel, "pause_reason": PauseReason}
    if name in words:
        return labels.word(words[name], value)
    if name == "birthday_month":
        day, year = customer.birthday_day or 1, customer.birthday_year
        return formats.day_of_year(value, day, year, get_language() or "en")
    if name == "customer_since_on":
        return formats.full_day(value, get_language() or "en")
    if name == "language":
        return formats.language_name(value, get_language() or "en")
    return str(value)


def _own_values(kept: Customer, gone: Customer) -> list[Choice]:
    ours = dict(kept.custom_values.values_list("field_id", "text"))
    theirs = dict(gone.custom_values.values_list("field_id", "text"))
    return [
        Choice(f"custom:{field.pk}", field.name, ours[field.pk], theirs[field.pk], "kept")
        for field in CustomField.objects.filter(pk__in=ours.keys() & theirs.keys())
        if ours[field.pk] != theirs[field.pk]
    ]


def _moves(gone: Customer) -> list[Moves]:
    counts: dict[str, int] = {}
    for relation in customer_relations():
        if relation.table not in NOT_COUNTED:
            rows = relation.model._base_manager.filter(**{relation.column: gone.pk})
            counts[relation.table] = counts.get(relation.table, 0) + rows.count()
    return [
        Moves(str(TABLES.get(table, table)), counts[table])
        for table in sorted(counts, key=[*TABLES, *counts].index)
        if counts[table]
    ]
