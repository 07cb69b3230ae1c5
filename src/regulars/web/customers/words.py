"""Words of these pages that stand for values."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from regulars.queries.labels import Words
from regulars.rules.listing import Sort

if TYPE_CHECKING:  # only the type stubs know a lazy text as one
    from django.utils.functional import _StrPromise as Words

SORTS: dict[Sort, "Words"] = {
    Sort.NAME: _("Name"),
    Sort.LAST: _("Here last"),
    Sort.SILENCE: _("Silent for longest"),
    Sort.SPENT: _("Spent most"),
    Sort.NEWEST: _("New in our records"),
}


def sorts() -> list[tuple[str, "Words"]]:
    return [(sort.value, words) for sort, words in SORTS.items()]
