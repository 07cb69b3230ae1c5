"""What a page says back after something was done, with a way to take it back."""

from django.contrib import messages
from django.http import HttpRequest

WARM = "is-warm"


def tell(request: HttpRequest, text: str, *, undo: str = "") -> None:
    """Shown on the next page or in the swapped answer. `undo` is the address a press posts to."""
    messages.success(request, text, extra_tags=undo)


def warn(request: HttpRequest, text: str) -> None:
    messages.warning(request, text)
