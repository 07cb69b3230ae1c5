"""A plan as somebody writes it, without code."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from regulars.models import Person, Playbook, PlaybookStep, Survey, Tag, Wording
from regulars.queries import formats, labels
from regulars.rules.channels import Channel
from regulars.rules.conditions import Conditions
from regulars.rules.greetings import LANGUAGES
from regulars.rules.messages import How, Purpose, Topic
from regulars.rules.money import from_minor, to_minor
from regulars.rules.playbooks import COMING, Trigger
from regulars.rules.stages import Stage
from regulars.rules.steps import BY_ITSELF, EARLIEST_DAYS, FURTHEST_DAYS
from regulars.rules.triggers import FIELDS, TriggerFacts
from regulars.web.today.forms import DayInput

STEPS_SHOWN = 2  # empty ones, beside those that are there
NOTHING = ("", "—")
CARRIES = (Channel.EMAIL, Channel.SMS, Channel.PHONE, Channel.POST)


class DayForm(forms.Form):
    day = forms.DateField(label=_("As if today were"), widget=DayInput)

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not 2000 <= day.year <= 2100:
            raise forms.ValidationError(_("Choose a day of this century."))
        return day


class TriggerForm(forms.Form):
    """What exactly must happen: only what this trigger asks about."""

    about = forms.CharField(  # not "matches": a browser's form has a function of that name
        label=_("Only about"),
        required=False,
        max_length=500,
        help_text=_("A product, its number or its category; several with a comma between."),
    )
    numbers = forms.CharField(
        label=_("Which purchase"),
        max_length=60,
        help_text=_("1 for the first, 10 for the tenth; several with a comma between."),
    )
    stage = forms.ChoiceField(label=_("Which stage"))
    days = forms.IntegerField(label=_("Days without contact"), min_value=1, max_value=3650)
    rest_days = forms.IntegerField(
        label=_("Rest between two times for the same person, in days"),
        required=False,
        min_value=0,
        max_value=3650,
        help_text=_("Left empty, each time counts."),
    )

    def __init__(self, *args: Any, trigger: Trigger, facts: TriggerFacts, **more: Any) -> None:
        initial = {
            "about": ", ".join(facts.matches),
            "numbers": ", ".join(str(number) for number in facts.numbers),
            "stage": facts.stage,
            "days": facts.days,
            "rest_days": facts.rest_days or None,
        }
        super().__init__(*args, **more | {"initial": initial})
        asked = {"about" if name == "matches" else name for name in FIELDS[trigger]}
        for name in set(self.fields) - asked:
            del self.fields[name]
        if "stage" in self.fields:
            stages = [one for one in labels.choices(Stage) if one[0] != Stage.PROSPECT]
            self.fields["stage"].choices = stages  # type: ignore[attr-defined]  # a ChoiceField

    def clean_numbers(self) -> tuple[int, ...]:
        parts = self.cleaned_data["numbers"].replace(";", ",").split(",")
        try:
            return tuple(int(part) for part in parts if part.strip())
        except ValueError:
            raise forms.ValidationError(_("Write numbers, like 1 or 1, 10.")) from None

    def facts(self) -> TriggerFacts:
        told = self.cleaned_data
        return TriggerFacts(
            matches=tuple(_parts(told.get("about", ""))),
            numbers=told.get("numbers", ()),
            stage=Stage(told["stage"]) if told.get("stage") else None,
            days=told.get("days"),
            rest_days=told.get("rest_days") or 0,
        )


def _parts(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split(",") if part.strip()]


class WhomForm(forms.Form):
    """For whom; what is left empty asks nothing."""

    stages = forms.MultipleChoiceField(
        label=_("At one of these stages"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: labels.choices(Stage),
    )
    visits_from = forms.IntegerField(label=_("Visits, at least"), required=False, min_value=0)
    visits_to = forms.IntegerField(label=_("Visits, at most"), required=False, min_value=0)
    value_from = forms.DecimalField(
        label=_("Spent with you, at least"), required=False, min_value=0, max_value=10**8
    )
    value_to = forms.DecimalField(
        label=_("Spent with you, at most"), required=False, min_value=0, max_value=10**8
    )
    tags = forms.ModelMultipleChoiceField(
        label=_("With all of these tags"),
        required=False,
        queryset=Tag.objects.all(),
        widget=forms.CheckboxSelectMultiple,
    )
    carer = forms.ModelChoiceField(
        label=_("Looked after by"),
        required=False,
        queryset=Person.objects.filter(is_active=True).order_by("display_name"),
        empty_label="—",
    )
    languages = forms.MultipleChoiceField(
        label=_("Reads"), required=False, widget=forms.CheckboxSelectMultiple
    )
    has_channel = forms.MultipleChoiceField(
        label=_("Can be reached by one of"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    said_yes_to = forms.ChoiceField(label=_("Said yes to"), required=False)
    said_yes_about = forms.ChoiceField(label=_("That yes was about"), required=False)

    def __init__(self, *args: Any, wanted: Conditions, currency: str, **more: Any) -> None:
        self.currency = currency
        shown = wanted.as_json() | {
            "value_from": self._shown(wanted.value_from_minor),
            "value_to": self._shown(wanted.value_to_minor),
        }
        super().__init__(*args, **more | {"initial": shown})
        reader = get_language() or "en"
        channels = [(one.value, labels.word(Channel, one.value)) for one in CARRIES]
        self._choose("languages", [(one, formats.language_name(one, reader)) for one in LANGUAGES])
        self._choose("has_channel", channels)
        self._choose("said_yes_to", [NOTHING, *channels])
        self._choose("said_yes_about", [NOTHING, *labels.choices(Topic)])

    def _choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def _shown(self, minor: int | None) -> Decimal | None:
        return None if minor is None else from_minor(minor, self.currency)

    def _minor(self, name: str) -> int | None:
        amount = self.cleaned_data[name]
        return None if amount is None else to_minor(amount, self.currency)

    def conditions(self) -> Conditions:
        told = self.cleaned_data
        return Conditions(
            stages=tuple(Stage(one) for one in told["stages"]),
            tags=tuple(sorted(tag.pk for tag in told["tags"])),
            carer=told["carer"].pk if told["carer"] else None,
            visits_from=told["visits_from"],
            visits_to=told["visits_to"],
            value_from_minor=self._minor("value_from"),
            value_to_minor=self._minor("value_to"),
            languages=tuple(told["languages"]),
            has_channel=tuple(Channel(one) for one in told["has_channel"]),
            said_yes_to=Channel(told["said_yes_to"]) if told["said_yes_to"] else None,
            said_yes_about=Topic(told["said_yes_about"]) if told["said_yes_about"] else None,
        )


class NameForm(forms.Form):
    name = forms.CharField(label=_("What shall the plan be called?"), max_length=200)
    signer = forms.ModelChoiceField(
        label=_("Who signs its messages"),
        required=False,
        queryset=Person.objects.filter(is_active=True).order_by("display_name"),
        empty_label=_("Whoever looks after them, else the owner"),
    )


class StepForm(forms.Form):
    """One step. Left empty, a new one is none."""

    position = forms.IntegerField(required=False, widget=forms.HiddenInput)
    days = forms.IntegerField(label=_("Days"), required=False, min_value=0, max_value=FURTHEST_DAYS)
    side = forms.ChoiceField(
        label=_("Before or after"),
        choices=[("after", _("after it")), ("before", _("before it"))],
        required=False,
    )
    how = forms.ChoiceField(
        label=_("How"), required=False, choices=lambda: [NOTHING, *labels.choices(How)]
    )
    purpose = forms.ChoiceField(
        label=_("What for"), required=False, choices=lambda: labels.choices(Purpose)
    )
    channel = forms.ChoiceField(label=_("By"), required=False)
    wording = forms.ModelChoiceField(
        label=_("The text it carries"),
        required=False,
        queryset=Wording.objects.filter(put_away_at=None),
        empty_label="—",
        help_text=_("For a message or a card. You write texts under Settings, What you say."),
    )
    survey = forms.ModelChoiceField(
        label=_("The questions it asks"),
        required=False,
        queryset=Survey.objects.filter(put_away_at=None),
        empty_label="—",
        help_text=_("For a message that asks: its text holds the field {survey_link}."),
    )
    script = forms.CharField(
        label=_("What is to be done"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For a task: what to say or do, for whoever does it."),
    )
    remove = forms.BooleanField(label=_("Take this step out"), required=False)

    def __init__(
        self, *args: Any, trigger: Trigger, row: PlaybookStep | None = None, **more: Any
    ) -> None:
        initial: dict[str, Any] = {"purpose": Purpose.SERVICE.value, "side": "after"}
        if row is not None:
            initial = {
                "position": row.position,
                "days": abs(row.after_days),
                "side": "before" if row.after_days < 0 else "after",
                "how": row.how,
                "purpose": row.purpose,
                "channel": row.channel,
                "wording": row.wording_id,
                "survey": row.survey_id,
                "script": row.script,
            }
        super().__init__(*args, **more | {"initial": initial})
        self.is_known = row is not None
        ways = [one for one in Channel if one in BY_ITSELF | {Channel.PHONE}]
        self.fields["channel"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("", _("the way they like best")),
            *((one.value, labels.word(Channel, one.value)) for one in ways),
        ]
        if trigger not in COMING:
            del self.fields["side"]
        if row is None:
            del self.fields["remove"]

    @property
    def is_wanted(self) -> bool:
        return bool(self.cleaned_data.get("how")) and not self.cleaned_data.get("remove")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("how") and not told.get("remove"):
            is_before = told.get("side") == "before"
            if is_before and (told.get("days") or 0) > EARLIEST_DAYS:
                self.add_error("days", _("At most 120 days before."))
            if told["how"] == How.TASK and not told.get("script", "").strip():
                self.add_error("script", _("Say what is to be done."))
            if told["how"] != How.TASK and not told.get("wording"):
                self.add_error("wording", _("Choose the text that it carries."))
            is_question = told.get("purpose") == Purpose.SURVEY and told["how"] == How.MESSAGE
            if bool(told.get("survey")) and not is_question:
                self.add_error("survey", _("Only a message that asks a question carries these."))
        return told

    @property
    def after_days(self) -> int:
        days = self.cleaned_data.get("days") or 0
        return -days if self.cleaned_data.get("side") == "before" else days


def steps_of(data: Any, *, trigger: Trigger, playbook: Playbook | None) -> list[StepForm]:
    """A form for each step there is, then some empty ones."""
    rows = list(playbook.steps.order_by("after_days", "position")) if playbook else []
    forms_there = [
        StepForm(data, trigger=trigger, row=row, prefix=f"step-{row.position}") for row in rows
    ]
    new = [
        StepForm(data, trigger=trigger, prefix=f"new-{number}")
        for number in range(1, STEPS_SHOWN + 1)
    ]
    return [*forms_there, *new]
