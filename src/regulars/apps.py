"""The one Django app."""

from django.apps import AppConfig


class RegularsConfig(AppConfig):
    name = "regulars"
    label = "regulars"
