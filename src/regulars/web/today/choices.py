"""What one most often presses on the card of a person."""

from django.utils.translation import gettext_lazy as _

LATER = [(1, _("Tomorrow")), (3, _("In 3 days")), (7, _("In a week"))]
WHY_NOT = [_("Was here just now"), _("Not the right moment"), _("Not a fit any more")]
