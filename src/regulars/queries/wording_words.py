"""What is said to owners about texts: what fills a field, and why a text cannot be kept."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.rules.fields import DETAILS, FIELDS, LONGEST_TEXT, MOST_FIELDS
from regulars.rules.tones import Found, Trouble

FILLED_WITH = {
    "first_name": gettext_lazy("What they are called"),
    "name": gettext_lazy("Their whole name"),
    "shop": gettext_lazy("The name of your business"),
    "signer": gettext_lazy("Who signs"),
    "item": gettext_lazy("What they bought"),
    "when": gettext_lazy("The day of it: yesterday, on Thursday, on 3 May"),
    "since": gettext_lazy("The month of their first purchase"),
    "years": gettext_lazy("For how many years they have been coming"),
    "talk": gettext_lazy("The day of your last talk"),
    "kept": gettext_lazy("A day that has just passed, such as a birthday"),
    "connection": gettext_lazy("Somebody around them, on that person's day"),
    "visits": gettext_lazy("How many times they have come"),
    "what_for": gettext_lazy("What the purchase meant to them, as somebody wrote it down"),
    "goal": gettext_lazy("Their goal, as somebody wrote it down"),
    "colleague": gettext_lazy("Who helped them, if that person has agreed to be named"),
    "thing": gettext_lazy("What they own or use up"),
    "service_by": gettext_lazy("The day by which its service is due"),
    "appointment": gettext_lazy("Weekday, day and hour of the appointment"),
    "appointment_what": gettext_lazy("What the appointment is for"),
    "preferences_link": gettext_lazy("Where they choose what they want to hear from you"),
    "own_page_link": gettext_lazy("Their own page: what you promised, and how to reach you"),
    "survey_link": gettext_lazy("Where they answer, in a message that asks"),
}


def fields_said() -> list[tuple[str, str, bool]]:
    """Each field as one writes it, what fills it, and whether it is a true detail."""
    return [(f"{{{name}}}", str(FILLED_WITH[name]), name in DETAILS) for name in FIELDS]


def trouble_said(found: Found) -> str:
    """Why a text cannot be kept, in one sentence."""
    word = {"word": found.word}
    return {
        Trouble.EMPTY: lambda: _("There is nothing to say yet."),
        Trouble.TOO_LONG: lambda: (
            _("This is too long: at most %(count)d characters.") % {"count": LONGEST_TEXT}
        ),
        Trouble.TOO_MANY_FIELDS: lambda: (
            _("There are too many fields: at most %(count)d.") % {"count": MOST_FIELDS}
        ),
        Trouble.UNKNOWN_FIELD: lambda: (
            _("There is no field %(word)s; those that exist are listed on this page.") % word
        ),
        Trouble.STRAY_BRACE: lambda: (
            _("Braces are for fields alone, such as {item}; this is none: %(word)s") % word
        ),
        Trouble.GREETING: lambda: _(
            "Leave out the greeting: it is put in front in the tone of each reader."
        ),
        Trouble.SIGNATURE: lambda: _(
            "Leave out the signature: it is put below in the tone of each reader."
        ),
        Trouble.FAMILIAR: lambda: (
            _("“%(word)s” is too familiar for readers who want distance.") % word
        ),
        Trouble.DISTANT: lambda: (
            _("“%(word)s” is too distant for readers who want a friendly tone.") % word
        ),
        Trouble.ADVERTISING: lambda: (
            _("“%(word)s” is advertising, and this message carries none.") % word
        ),
    }[found.trouble]()
