"""What customers own and have booked, and how often it needs care."""

from django.db import models
from django.db.models import Q

from regulars.models.choices import choices
from regulars.rules.kinds import AppointmentState, IntervalKind


class CareInterval(models.Model):
    """How long until something sold needs its service, or is used up (C4, C18)."""

    kind = models.CharField(max_length=10, choices=choices(IntervalKind))
    name = models.CharField(max_length=150)  # "Yearly inspection", "Coffee, 250 g"
    matches = models.CharField(max_length=200)  # a product, its number or its category
    every_days = models.PositiveIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(every_days__gte=1), name="interval_is_a_day_or_more")
        ]

    def __str__(self) -> str:
        return self.name


class Thing(models.Model):
    """Something a customer owns that we look after. When it is next due is derived."""

    customer = models.ForeignKey("Customer", models.CASCADE, related_name="things")
    name = models.CharField(max_length=200)
    interval = models.ForeignKey(
        CareInterval, models.SET_NULL, null=True, blank=True, related_name="things"
    )
    every_days = models.PositiveIntegerField(null=True, blank=True)  # its own, before the interval
    units = models.PositiveIntegerField(default=1)  # of what is used up: so many last as often
    since_on = models.DateField()
    served_on = models.DateField(null=True, blank=True)  # the last service, or bought again
    ended_on = models.DateField(null=True, blank=True)  # sold, broken, gone
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "name", "since_on"], name="one_thing_of_a_name_and_day"
            ),
            models.CheckConstraint(condition=Q(units__gte=1), name="thing_is_one_or_more"),
        ]

    def __str__(self) -> str:
        return self.name


class Appointment(models.Model):
    """A time that somebody booked. Kept, it is a completed piece of work."""

    customer = models.ForeignKey("Customer", models.CASCADE, related_name="appointments")
    starts_at = models.DateTimeField()
    on = models.DateField()  # the shop's local day
    minutes = models.PositiveSmallIntegerField(default=60)
    what = models.CharField(max_length=200, blank=True)
    thing = models.ForeignKey(
        Thing, models.SET_NULL, null=True, blank=True, related_name="appointments"
    )
    person = models.ForeignKey(
        "Person", models.SET_NULL, null=True, blank=True, related_name="appointments"
    )
    state = models.CharField(max_length=10, choices=choices(AppointmentState), default="booked")
    completed_on = models.DateField(null=True, blank=True)
    moves = models.PositiveIntegerField(default=0)  # calendar programs count them (SEQUENCE)
    moved_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="kept") | ~Q(completed_on=None),
                name="kept_appointment_was_completed_on_a_day",
            ),
        ]
        indexes = [models.Index(fields=["on"], name="appointments_by_day")]

    def __str__(self) -> str:
        return f"appointment of customer #{self.customer_id} on {self.on}"
