"""What templates may do with a value."""

from django import template

register = template.Library()
