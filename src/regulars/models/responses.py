"""Who was asked, and what they answered."""

from django.db import models
from django.db.models import F, Q

from regulars.models.choices import choices
from regulars.rules.channels import Channel
from regulars.rules.kinds import Tone
from regulars.rules.surveys import SetAside


class SurveyRound(models.Model):
    """A survey asked of a group in one go."""

    survey = models.ForeignKey("Survey", models.CASCADE, related_name="rounds")
    number = models.PositiveIntegerField()
    conditions = models.JSONField(default=dict, blank=True)  # read by rules/conditions.py
    wanted_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    wanted_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)
    invited = models.PositiveIntegerField(default=0)
    left_out = models.JSONField(default=dict, blank=True)  # reason: how many; nobody is named

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="one_round_per_number"),
        ]

    def __str__(self) -> str:
        return f"round {self.number} of survey #{self.survey_id}"


class SurveyInvitation(models.Model):
    """One person is asked once for one occasion. It is answered once."""

    survey = models.ForeignKey("Survey", models.CASCADE, related_name="invitations")
    customer = models.ForeignKey("Customer", models.CASCADE, related_name="survey_invitations")
    occurrence = models.CharField(max_length=80)  # a round, a run of a plan, a sheet; no moment
    channel = models.CharField(max_length=20, choices=choices(Channel))
    asked_on = models.DateField()  # the day it was made; one that leaves later counts from then
    expires_on = models.DateField()  # the last day (UTC) on which its link opens
    round = models.ForeignKey(
        SurveyRound, models.SET_NULL, null=True, blank=True, related_name="invitations"
    )
    sheet = models.ForeignKey(
        "SurveySheet", models.SET_NULL, null=True, blank=True, related_name="invitations"
    )
    message = models.OneToOneField(
        "Message", models.SET_NULL, null=True, blank=True, related_name="survey_invitation"
    )
    reminder = models.OneToOneField(
        "Message", models.SET_NULL, null=True, blank=True, related_name="reminded_invitation"
    )
    created_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "customer", "occurrence"], name="one_invitation_per_occurrence"
            ),
        ]

    def __str__(self) -> str:
        return f"invitation of customer #{self.customer_id} to survey #{self.survey_id}"


class Response(models.Model):
    """What somebody answered. Who was erased leaves their marks on a scale, and no word."""

    survey = models.ForeignKey("Survey", models.CASCADE, related_name="responses")
    invitation = models.OneToOneField(
        SurveyInvitation, models.SET_NULL, null=True, blank=True, related_name="response"
    )  # None: by the link for everybody
    customer = models.ForeignKey(
        "Customer", models.SET_NULL, null=True, blank=True, related_name="survey_responses"
    )
    form_key = models.CharField(
        max_length=64, unique=True, null=True, blank=True
    )  # of a form for everybody: sent twice, it is one answer
    answered_at = models.DateTimeField()
    correct_until_at = models.DateTimeField()
    corrected_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=10, default="en")
    tone = models.CharField(max_length=20, choices=choices(Tone), default=Tone.UNDECIDED.value)
    wants_call = models.BooleanField(default=False)
    contact = models.CharField(max_length=200, blank=True)  # where nobody knows who it is
    set_aside_because = models.CharField(max_length=20, choices=choices(SetAside), blank=True)
    counted_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )  # who said that it counts after all
    complaint = models.ForeignKey(
        "Complaint", models.SET_NULL, null=True, blank=True, related_name="survey_responses"
    )
    wish_noted_at = models.DateTimeField(null=True, blank=True)  # once, however often it is pressed
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey("Person", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-answered_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(correct_until_at__gte=F("answered_at")),
                name="response_may_be_corrected_for_a_while",
            ),
            models.CheckConstraint(
                condition=Q(corrected_at=None) | Q(corrected_at__lt=F("correct_until_at")),
                name="response_is_fixed_after_its_day",
            ),
        ]
        indexes = [
            models.Index(fields=["survey", "-answered_at"], name="responses_by_survey"),
            models.Index(
                fields=["-answered_at"], condition=Q(seen_at=None), name="responses_not_seen"
            ),
        ]

    def __str__(self) -> str:
        return f"response #{self.pk} to survey #{self.survey_id}"


class Answer(models.Model):
    """To one question."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="answers")
    question = models.ForeignKey("Question", models.PROTECT, related_name="answers")
    scale = models.PositiveSmallIntegerField(null=True, blank=True)
    choice = models.PositiveSmallIntegerField(null=True, blank=True)  # from 1, as options stand
    words = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["response", "question"], name="one_answer_to_each_question"
            ),
            models.CheckConstraint(
                condition=Q(scale=None) | Q(scale__gte=1, scale__lte=5),
                name="answer_is_on_the_scale",
            ),
            models.CheckConstraint(
                condition=Q(scale=None) | Q(choice=None), name="answer_is_of_one_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"answer #{self.pk} to question #{self.question_id}"


class NoSurvey(models.Model):
    """Somebody here decided that this person is asked nothing, and says why."""

    customer = models.OneToOneField("Customer", models.CASCADE, related_name="no_survey")
    because = models.CharField(max_length=300)
    decided_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(because=""), name="no_survey_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"no survey for customer #{self.customer_id}"
