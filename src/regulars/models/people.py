"""The people who work here."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from regulars.models.choices import choices
from regulars.rules.kinds import Role, Theme


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(username__iexact=username)


class Person(AbstractBaseUser):
    """Somebody who works here and signs in. The first one owns the business."""

    username = models.CharField(max_length=150, unique=True)
    display_name = models.CharField(max_length=150)
    role = models.CharField(max_length=20, choices=choices(Role), default=Role.STAFF.value)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=10, blank=True)
    care_minutes = models.PositiveSmallIntegerField(default=45)
    theme = models.CharField(max_length=10, choices=choices(Theme), default=Theme.DEVICE.value)
    email = models.CharField(max_length=254, blank=True)  # for what the product tells them
    morning_at = models.TimeField(null=True, blank=True)  # today's list, by mail
    evening_at = models.TimeField(null=True, blank=True)  # what was left over
    agreed_to_sign_at = models.DateTimeField(null=True, blank=True)  # messages may carry the name
    has_shortcuts = models.BooleanField(default=True)  # single keys on a page can be in the way
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PersonManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(care_minutes__gte=5) & Q(care_minutes__lte=600),
                name="person_care_minutes_are_a_working_day_at_most",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def is_owner(self) -> bool:
        return self.role == Role.OWNER.value
