"""What the people of the sample business own, have booked and have written: invented like them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Owned:
    """A thing; days are counted back from today."""

    name: Text
    since: int
    every: int  # days between services
    served: int | None = None


@dataclass(frozen=True, slots=True)
class Booked:
    in_days: int  # below 0: it has been
    hour: int
    what: Text
    minutes: int = 60
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class Wrote:
    days_ago: int
    subject: Text
    body: Text


@dataclass(frozen=True, slots=True)
class CareStory:
    owns: tuple[Owned, ...] = ()
    booked: tuple[Booked, ...] = ()
    wrote: tuple[Wrote, ...] = ()
    complains: Text = ""


MACHINE = _("Lever espresso machine")
SERVICE = _("Espresso machine service")
CARE: dict[str, CareStory] = {
    "Peter Hald": CareStory(
        owns=(Owned(_("His father's espresso machine"), since=900, every=182, served=178),),
        booked=(Booked(9, 10, SERVICE, minutes=90),),
    ),
    "Ngozi Adeyemi": CareStory(
        owns=(Owned(MACHINE, since=3, every=365),),
        booked=(Booked(2, 16, _("Setting up the machine together")),),
        wrote=(
            Wrote(
                1,
                _("How fine should I grind?"),
                _("The first cups run through in ten seconds. Is the mill set too coarse?"),
            ),
        ),
    ),
    "Repair Café Nord": CareStory(
        owns=(
            Owned(_("Grinder at the bar"), since=400, every=120, served=95),
            Owned(_("Espresso machine in the workshop"), since=700, every=365, served=352),
        ),
    ),
    "Hotel Aurora": CareStory(
        owns=(Owned(_("Breakfast machine, two groups"), since=620, every=180, served=171),),
        booked=(Booked(0, 15, _("Tasting with the kitchen"), minutes=45),),
    ),
    "Emil Sørensen": CareStory(
        booked=(Booked(-5, 18, _("Home barista course"), minutes=120, is_kept=True),),
    ),
    "José María Núñez": CareStory(booked=(Booked(6, 18, _("Home barista course"), minutes=120),)),
    "Dmitri Petrov": CareStory(complains=_("The last bag was stale, and nobody called back.")),
}
