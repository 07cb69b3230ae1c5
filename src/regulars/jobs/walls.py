"""Makes the charter for the wall. Killed anywhere, it makes the same file again."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from regulars.actions.charter_prints import note_print
from regulars.channels.paper import PaperIsMissing
from regulars.channels.walls import Wall, WallClause, wall_pdf
from regulars.jobs.post import write_whole
from regulars.models import CharterPrint, Shop
from regulars.queries.charter_pages import clause_rows
from regulars.queries.formats import long_day
from regulars.queries.paper_files import wall_path
from regulars.rules.kinds import PaperKind
from regulars.rules.papers import usual_paper, written_as


def print_charter(wanted: CharterPrint) -> str:
    """Returns "ready", or "missing" where the extra `paper` is not installed."""
    if wanted.ready_at is not None:
        return "ready"
    shop = Shop.objects.get(pk=Shop.ONLY)
    try:
        pdf = wall_pdf(wall_of(wanted, shop), made_at=wanted.asked_at)
    except PaperIsMissing:
        note_print(wanted, has_failed=True)
        return "missing"
    write_whole(wall_path(wanted), pdf)
    note_print(wanted)
    return "ready"


def wall_of(wanted: CharterPrint, shop: Shop) -> Wall:
    """What hangs on the wall, in the language of the business. No person is named on it."""
    version = wanted.version
    with override(shop.language):
        rows = clause_rows(version, wanted.day)
        day = long_day(wanted.day, shop.language)
        told = {"number": version.number, "day": day}
        return Wall(
            business=shop.name,
            heading=_("What you can count on"),
            opening=tuple(" ".join(one) for one in written_as(version.opening)),
            clauses=tuple(
                WallClause(
                    row.clause.sentence,
                    _("For: %(who)s.") % {"who": row.clause.who_for} if row.clause.who_for else "",
                    row.figure.words if row.figure else "",
                )
                for row in rows
            ),
            kept=_("Kept in the last 90 days:"),
            foot=_("Version %(number)d, counted on %(day)s") % told,
            language=shop.language,
            paper=usual_paper(PaperKind.LETTER, shop.country).value,
        )
