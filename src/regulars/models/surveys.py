"""What is asked of customers, in which words."""

from django.db import models
from django.db.models import Q

from regulars.models.choices import choices
from regulars.rules.kinds import Tone
from regulars.rules.surveys import AskStage, Opens, QuestionKind, SheetKind, SurveyKind


class Asking(models.Model):
    """One row: what the owner decided about asking. Read it with queries.surveys.the_asking."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    rest_days = models.PositiveSmallIntegerField(default=60)  # between any two surveys
    remind_after_days = models.PositiveSmallIntegerField(default=5)  # 0: nobody is reminded
    look_weekday = models.PositiveSmallIntegerField(default=0)  # 0 is Monday
    owner = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )  # who is responsible for surveys (D6); None: the owner of the business

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="asking_is_only_one"),
            models.CheckConstraint(
                condition=Q(look_weekday__lte=6), name="asking_looks_on_a_day_of_the_week"
            ),
        ]

    def __str__(self) -> str:
        return "asking"


class Survey(models.Model):
    """One to five questions. From its first answer on the questions are fixed."""

    key = models.CharField(
        max_length=60, unique=True, null=True, blank=True
    )  # None: the owner's own
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=20, choices=choices(SurveyKind), default="own")
    is_reminded = models.BooleanField(default=True)
    review_link = models.CharField(
        max_length=300, blank=True
    )  # shown to everybody who answered, or to nobody: never by what they said (K36)
    created_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    put_away_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class SurveyText(models.Model):
    """What stands above the questions, and what is said for an answer."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=10)
    tone = models.CharField(max_length=20, choices=choices(Tone))
    title = models.CharField(max_length=150)
    thanks = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["language", "tone"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "language", "tone"], name="one_survey_text_per_tone"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language}, {self.tone} of survey #{self.survey_id}"


class Question(models.Model):
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=choices(QuestionKind))
    stage = models.CharField(max_length=20, choices=choices(AskStage), blank=True)
    opens = models.CharField(max_length=10, choices=choices(Opens), default="nothing")
    good_options = models.JSONField(default=list, blank=True)  # of a choice, from 1
    bad_options = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "position"], name="one_question_per_place_in_a_survey"
            ),
            models.CheckConstraint(
                condition=Q(position__gte=1) & Q(position__lte=5),
                name="survey_has_five_questions_at_most",
            ),
        ]

    def __str__(self) -> str:
        return f"question {self.position} of survey #{self.survey_id}"


class QuestionText(models.Model):
    question = models.ForeignKey(Question, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=10)
    tone = models.CharField(max_length=20, choices=choices(Tone))
    text = models.CharField(max_length=300)
    low = models.CharField(max_length=60, blank=True)  # what 1 means on a scale
    high = models.CharField(max_length=60, blank=True)
    options = models.JSONField(default=list, blank=True)  # of a choice, in their order

    class Meta:
        ordering = ["language", "tone"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "language", "tone"], name="one_question_text_per_tone"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language}, {self.tone} of question #{self.question_id}"


class SurveySheet(models.Model):
    """A poster or slips with the link as a square of dots. Printing them asks nobody."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="sheets")
    kind = models.CharField(max_length=10, choices=choices(SheetKind))
    language = models.CharField(max_length=10, default="en")
    stored_as = models.CharField(max_length=255, blank=True)  # inside the data folder
    sheets = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey("Person", models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    ready_at = models.DateTimeField(null=True, blank=True)  # the file is whole
    trouble = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.kind} of survey #{self.survey_id}"
