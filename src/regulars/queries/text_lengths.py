"""How long a text is on the phone, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.rules.sms_length import sms_length


def length_words(text: str) -> str:
    """As one or more SMS, and which character makes it longer; "" for no text."""
    told = sms_length(text)
    if not told.segments:
        return ""
    said = ngettext("By SMS: one text.", "By SMS: %(n)d texts in one.", told.segments)
    said %= {"n": told.segments}
    if told.widest and not told.is_one:
        return f"{said} " + _("“%(sign)s” more than halves the room of each.") % {
            "sign": told.widest
        }
    return said
