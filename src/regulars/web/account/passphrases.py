"""Django's checks of a new passphrase, in our words."""

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class LongEnough(MinimumLengthValidator):
    def get_error_message(self) -> str:
        return ngettext(
            "This is too short: %(n)d character is the least.",
            "This is too short: %(n)d characters are the least.",
            self.min_length,
        ) % {"n": self.min_length}


class NotCommon(CommonPasswordValidator):
    def get_error_message(self) -> str:
        return _("Many people use this one, so it is tried first by whoever guesses.")


class NotTheName(UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return _("This is too much like the name.")
