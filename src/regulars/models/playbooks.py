"""Plans that owe contacts, and what they owe to whom."""

from django.db import models
from django.db.models import Q

from regulars.models.choices import choices
from regulars.rules.channels import Channel
from regulars.rules.kinds import RunState
from regulars.rules.messages import How, Purpose
from regulars.rules.playbooks import Trade, Trigger


class Playbook(models.Model):
    """What happened → for whom → what is done about it. Off until the owner switches it on."""

    key = models.CharField(
        max_length=60, unique=True, null=True, blank=True
    )  # None: the owner's own
    name = models.CharField(max_length=200)
    trade = models.CharField(max_length=20, choices=choices(Trade), default="any")
    trigger = models.CharField(max_length=20, choices=choices(Trigger))
    trigger_facts = models.JSONField(default=dict, blank=True)  # read by rules/playbooks.py
    conditions = models.JSONField(default=dict, blank=True)  # read by rules/playbooks.py
    is_on = models.BooleanField(default=False)
    on_since_on = models.DateField(null=True, blank=True)  # nothing that was due before is owed
    signer = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )  # None: the customer's carer, else the owner
    created_by = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    put_away_at = models.DateTimeField(null=True, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)  # what it owes is in rows up to here

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_on=False) | ~Q(on_since_on=None),
                name="playbook_is_on_since_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PlaybookStep(models.Model):
    """One contact of a plan, so many days after what started it (before it: below 0)."""

    playbook = models.ForeignKey(Playbook, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    after_days = models.SmallIntegerField(default=0)
    how = models.CharField(max_length=10, choices=choices(How))
    purpose = models.CharField(max_length=20, choices=choices(Purpose))
    channel = models.CharField(max_length=20, choices=choices(Channel), blank=True)  # "": preferred
    wording = models.ForeignKey(
        "Wording", models.PROTECT, null=True, blank=True, related_name="steps"
    )
    survey = models.ForeignKey(
        "Survey", models.PROTECT, null=True, blank=True, related_name="steps"
    )  # whose link the message carries
    script = models.TextField(blank=True)  # for the person who does a task

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["playbook", "position"], name="one_step_per_place_in_a_playbook"
            ),
        ]

    def __str__(self) -> str:
        return f"step {self.position} of playbook #{self.playbook_id}"


class PlaybookRun(models.Model):
    """A plan at work for one customer and one occasion, once. Says why it did what it did."""

    playbook = models.ForeignKey(Playbook, models.CASCADE, related_name="runs")
    customer = models.ForeignKey("Customer", models.CASCADE, related_name="playbook_runs")
    occurrence = models.CharField(max_length=80)  # a purchase, a year, a silence's first day
    base_on = models.DateField()  # the day its steps count from
    facts = models.JSONField(default=dict, blank=True)  # what was true when it started (K31)
    state = models.CharField(max_length=10, choices=choices(RunState), default="running")
    stopped_because = models.CharField(max_length=300, blank=True)
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["playbook", "customer", "occurrence"], name="one_run_per_occurrence"
            ),
        ]

    def __str__(self) -> str:
        return f"run of playbook #{self.playbook_id} for customer #{self.customer_id}"
