"""What the business promises to everybody: versions of a charter, and the talk about them."""

from django.db import models
from django.db.models import Q

from regulars.models.choices import choices
from regulars.rules.charters import Metric, RemarkKind, VersionState


class CharterVersion(models.Model):
    """One wording of the charter. Once published it is frozen; the next one replaces it."""

    number = models.PositiveIntegerField(unique=True)
    state = models.CharField(max_length=12, choices=choices(VersionState), default="draft")
    opening = models.TextField(blank=True)  # the owner's own words above the promises
    training_note = models.TextField(blank=True)  # how the team does it (E13)
    changed_because = models.CharField(max_length=500, blank=True)
    created_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    agreed_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    replaced_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"],
                condition=Q(state__in=["draft", "discussion", "agreed", "published"]),
                name="one_charter_version_at_each_step",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["agreed", "published", "replaced"]) | ~Q(agreed_at=None),
                name="charter_is_agreed_before_it_counts",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["published", "replaced"], published_on__isnull=False)
                | (~Q(state__in=["published", "replaced"]) & Q(published_on=None)),
                name="charter_is_published_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state="replaced", replaced_on__isnull=False)
                | (~Q(state="replaced") & Q(replaced_on=None)),
                name="charter_is_replaced_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"charter version {self.number}, {self.state}"


class CharterClause(models.Model):
    """One promise in a plain sentence, and how it is measured."""

    version = models.ForeignKey(CharterVersion, models.CASCADE, related_name="clauses")
    position = models.PositiveSmallIntegerField()
    sentence = models.CharField(max_length=300)
    who_for = models.CharField(max_length=200, blank=True)  # "" is everybody
    metric = models.CharField(max_length=20, choices=choices(Metric), blank=True)
    within = models.PositiveSmallIntegerField(null=True, blank=True)  # hours or days of the metric
    target_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    since_on = models.DateField(null=True, blank=True)  # promised like this since
    is_published = models.BooleanField(default=False)  # its version was

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_published=False)
                | (
                    ~Q(metric="")
                    & Q(target_percent__isnull=False)
                    & Q(since_on__isnull=False)
                    & ~Q(sentence="")
                ),
                name="published_clause_has_a_source_and_a_target",
            ),
            models.CheckConstraint(
                condition=Q(is_published=False)
                | ~Q(metric__in=["answered", "thanked", "done_in", "first_word", "recovered"])
                | Q(within__isnull=False),
                name="published_clause_has_its_limit",
            ),
            models.CheckConstraint(
                condition=Q(target_percent=None)
                | (Q(target_percent__gte=50) & Q(target_percent__lte=100)),
                name="clause_target_is_a_share",
            ),
            models.CheckConstraint(
                condition=Q(within=None) | Q(within__gte=1), name="clause_limit_is_above_nothing"
            ),
        ]

    def __str__(self) -> str:
        return self.sentence


class CharterRemark(models.Model):
    """What somebody of the team says to a version (E14). Answered before the owner agrees."""

    version = models.ForeignKey(CharterVersion, models.CASCADE, related_name="remarks")
    clause = models.ForeignKey(
        CharterClause, models.SET_NULL, null=True, blank=True, related_name="remarks"
    )  # None: to the whole, or to a clause that was taken out since
    kind = models.CharField(max_length=12, choices=choices(RemarkKind))
    text = models.CharField(max_length=1000)
    person = models.ForeignKey("Person", models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    answer = models.CharField(max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | (~Q(answered_at=None) & ~Q(answer="")),
                name="remark_is_answered_in_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk} on charter version #{self.version_id}"


class CharterPrint(models.Model):
    """The charter for the wall, with the counts of one day."""

    version = models.ForeignKey(CharterVersion, models.CASCADE, related_name="prints")
    day = models.DateField()
    asked_by = models.ForeignKey("Person", models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    ready_at = models.DateTimeField(null=True, blank=True)  # the file is whole
    has_failed = models.BooleanField(default=False)  # what prints is not installed

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "day"], name="one_charter_print_a_day"),
        ]

    def __str__(self) -> str:
        return f"charter version #{self.version_id} for the wall, {self.day}"


class CharterReading(models.Model):
    """Somebody has read a version and agrees to work by it, once (E13)."""

    version = models.ForeignKey(CharterVersion, models.CASCADE, related_name="readings")
    person = models.ForeignKey("Person", models.CASCADE, related_name="charter_readings")
    agreed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "person"], name="one_reading_per_person_and_version"
            ),
        ]

    def __str__(self) -> str:
        return f"reading of charter version #{self.version_id} by person #{self.person_id}"


class VisionPoint(models.Model):
    """One sentence of the owner: what it should be like to be a customer here (E8)."""

    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    created_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    put_away_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


class HeardAnswer(models.Model):
    """What an ideal customer said excellent service would be (D4). No name is kept with it."""

    text = models.CharField(max_length=500)
    heard_on = models.DateField()
    heard_by = models.ForeignKey("Person", models.SET_NULL, null=True, blank=True, related_name="+")
    source = models.CharField(
        max_length=80, blank=True, unique=True, null=True
    )  # which answer of a survey; None: written down by hand
    point = models.ForeignKey(
        VisionPoint, models.SET_NULL, null=True, blank=True, related_name="answers"
    )  # None: a gap in the vision
    put_away_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-heard_on", "-pk"]

    def __str__(self) -> str:
        return self.text


class RivalPromise(models.Model):
    """What somebody else in the trade promises (E17): where it was seen, and when."""

    who = models.CharField(max_length=150)
    text = models.CharField(max_length=300)
    seen_where = models.CharField(max_length=300)
    seen_on = models.DateField()
    metric = models.CharField(max_length=20, choices=choices(Metric), blank=True)  # beside which
    noted_by = models.ForeignKey("Person", models.SET_NULL, null=True, blank=True, related_name="+")
    put_away_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["who", "pk"]

    def __str__(self) -> str:
        return f"{self.who}: {self.text}"


class CharterPage(models.Model):
    """One row: whether everybody may read the charter at an address without a sign-in."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    is_public = models.BooleanField(default=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="charter_page_is_only_one")]

    def __str__(self) -> str:
        return "public" if self.is_public else "not public"
