"""A survey as somebody writes it; a finding and what is done about it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.actions.surveys import Manner, WantedQuestion, WantedSurvey, WantedText
from regulars.models import Person, Question, Survey
from regulars.queries import labels
from regulars.rules.greetings import LANGUAGES
from regulars.rules.kinds import Tone
from regulars.rules.surveys import (
    MOST_OPTIONS,
    MOST_QUESTIONS,
    AskStage,
    Opens,
    QuestionKind,
)
from regulars.rules.web_addresses import unfit
from regulars.web.customers.inputs import DayField

TONES = (Tone.FORMAL, Tone.FRIENDLY)
NOTHING = ("", "—")


class FindingForm(forms.Form):
    found = forms.CharField(label=gettext_lazy("What do the answers show?"), max_length=500)
    action = forms.CharField(label=gettext_lazy("What is done about it?"), max_length=500)
    owner = forms.ModelChoiceField(
        label=gettext_lazy("By whom"),
        required=False,
        queryset=Person.objects.filter(is_active=True).order_by("display_name"),
        empty_label=gettext_lazy("Whoever is responsible for surveys"),
    )
    due_on = DayField(label=gettext_lazy("Until"))
    question = forms.ModelChoiceField(
        label=gettext_lazy("Measured again by"),
        required=False,
        queryset=Question.objects.none(),
        empty_label="—",
        help_text=gettext_lazy("The same question before and after shows whether it helped."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["question"]
        measured = Question.objects.exclude(kind=QuestionKind.WORDS.value)
        field.queryset = measured.select_related("survey").order_by(  # type: ignore[attr-defined]
            "survey__name", "position"
        )
        field.label_from_instance = _question_label  # type: ignore[attr-defined]


def _question_label(question: Question) -> str:
    told = {"survey": question.survey.name, "number": question.position}
    return _("%(survey)s, question %(number)d") % told


class OptionsForm(forms.Form):
    """What may change at any time."""

    name = forms.CharField(label=gettext_lazy("What is it called here?"), max_length=150)
    is_reminded = forms.BooleanField(
        label=gettext_lazy("Remind once whoever has not answered"), required=False
    )
    review_link = forms.CharField(
        label=gettext_lazy("Where public reviews are written"),
        required=False,
        max_length=300,
        widget=forms.URLInput,
        help_text=gettext_lazy(
            "Shown to everybody who answers, whatever they said. Left empty, it is shown to nobody."
        ),
    )

    def clean_review_link(self) -> str:
        link = str(self.cleaned_data["review_link"]).strip()
        if link and unfit(link):
            raise forms.ValidationError(_("Write a whole address that begins with https://."))
        return link


class HeadForm(OptionsForm):
    """A survey of one's own: its name, and what stands above its questions."""

    def __init__(self, *args: Any, languages: Sequence[str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.languages = languages
        for language in languages:
            self.fields[f"title_{language}"] = forms.CharField(
                label=_("The heading that customers read"), required=False, max_length=150
            )

    def heads(self, texts: Sequence[Manner]) -> dict[Manner, tuple[str, str]]:
        """For every language and tone in which something is asked."""
        told = self.cleaned_data
        name = told["name"]
        return {
            (language, tone): (told.get(f"title_{language}") or name, "")
            for language, tone in texts
        }


class QuestionForm(forms.Form):
    """One question. Without a text in any language it is none."""

    kind = forms.ChoiceField(
        label=gettext_lazy("How it is answered"), choices=lambda: labels.choices(QuestionKind)
    )
    stage = forms.ChoiceField(
        label=gettext_lazy("About which part of the way"),
        required=False,
        choices=lambda: [NOTHING, *labels.choices(AskStage)],
    )
    opens = forms.ChoiceField(
        label=gettext_lazy("What a bad answer, or any words, open"),
        choices=lambda: labels.choices(Opens),
    )
    is_first_good = forms.BooleanField(
        label=gettext_lazy("Of a choice, the first is good news and the last is bad"),
        required=False,
    )

    def __init__(
        self, *args: Any, languages: Sequence[str], row: Question | None = None, **more: Any
    ) -> None:
        initial: dict[str, Any] = {"kind": "scale", "opens": "nothing"}
        if row is not None:
            initial |= {"kind": row.kind, "stage": row.stage, "opens": row.opens}
            initial["is_first_good"] = bool(row.good_options)
            for text in row.texts.all():
                of = text.language
                initial[f"text_{of}_{text.tone}"] = text.text
                initial |= {f"low_{of}": text.low, f"high_{of}": text.high}
                initial[f"options_{of}"] = "\n".join(text.options)
        super().__init__(*args, **more | {"initial": initial})
        self.languages = languages
        for language in languages:
            self._add(language)

    def _add(self, of: str) -> None:
        self.fields[f"text_{of}_formal"] = forms.CharField(
            label=_("The question, formally"), required=False, max_length=300
        )
        self.fields[f"text_{of}_friendly"] = forms.CharField(
            label=_("The question, among friends"), required=False, max_length=300
        )
        self.fields[f"low_{of}"] = forms.CharField(
            label=_("What 1 means"), required=False, max_length=60
        )
        self.fields[f"high_{of}"] = forms.CharField(
            label=_("What 5 means"), required=False, max_length=60
        )
        self.fields[f"options_{of}"] = forms.CharField(
            label=_("What there is to choose from, a line each"),
            required=False,
            max_length=600,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def general(self) -> list[forms.BoundField]:
        return [self[name] for name in ("kind", "stage", "opens", "is_first_good")]

    def spoken(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields of each language."""
        names = ("text_{}_formal", "text_{}_friendly", "low_{}", "high_{}", "options_{}")
        return [(of, [self[name.format(of)] for name in names]) for of in self.languages]

    @property
    def is_wanted(self) -> bool:
        return any(
            self.cleaned_data.get(f"text_{of}_{tone.value}")
            for of in self.languages
            for tone in TONES
        )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("kind") == QuestionKind.CHOICE:
            for of in self.languages:
                has_text = told.get(f"text_{of}_formal") or told.get(f"text_{of}_friendly")
                count = len(_options(told, of))
                if has_text and not 2 <= count <= MOST_OPTIONS:
                    self.add_error(f"options_{of}", _("Two to eight lines to choose from."))
        return told

    def wanted(self) -> WantedQuestion:
        told = self.cleaned_data
        kind = QuestionKind(told["kind"])
        texts = self._texts(kind)
        count = max((len(text.options) for text in texts.values()), default=0)
        is_rated = told["is_first_good"] and kind is QuestionKind.CHOICE
        return WantedQuestion(
            kind,
            texts,
            AskStage(told["stage"]) if told["stage"] else None,
            Opens(told["opens"]),
            good=(1,) if is_rated else (),
            bad=(count,) if is_rated else (),
        )

    def _texts(self, kind: QuestionKind) -> Mapping[Manner, WantedText]:
        told = self.cleaned_data
        texts = {}
        for of in self.languages:
            for tone in TONES:
                text = told.get(f"text_{of}_{tone.value}")
                if text:
                    is_scale = kind is QuestionKind.SCALE
                    texts[of, tone] = WantedText(
                        text,
                        low=told.get(f"low_{of}", "") if is_scale else "",
                        high=told.get(f"high_{of}", "") if is_scale else "",
                        options=tuple(_options(told, of)) if kind is QuestionKind.CHOICE else (),
                    )
        return texts


def _options(told: Mapping[str, Any], of: str) -> list[str]:
    lines = str(told.get(f"options_{of}", "")).splitlines()
    return [" ".join(line.split())[:100] for line in lines if line.strip()]


def question_forms(
    data: Any, *, languages: Sequence[str], survey: Survey | None
) -> list[QuestionForm]:
    """Five, those that are there first."""
    rows: list[Question | None] = []
    if survey is not None:
        rows += list(survey.questions.prefetch_related("texts"))
    rows += [None] * (MOST_QUESTIONS - len(rows))
    return [
        QuestionForm(data, languages=languages, row=row, prefix=f"q{number}")
        for number, row in enumerate(rows, start=1)
    ]


def wanted_of(head: HeadForm, questions: Sequence[QuestionForm]) -> WantedSurvey:
    asked = [form.wanted() for form in questions if form.is_wanted]
    manners = list(dict.fromkeys(manner for one in asked for manner in one.texts))
    told = head.cleaned_data
    return WantedSurvey(
        told["name"],
        head.heads(manners),
        asked,
        is_reminded=told["is_reminded"],
        review_link=told["review_link"],
    )


def languages_from(own: str) -> list[str]:
    """The business's own first."""
    return sorted(LANGUAGES, key=lambda language: language != own)
