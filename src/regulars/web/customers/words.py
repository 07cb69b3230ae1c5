"""Words of these pages that stand for values."""

from django.utils.translation import gettext_lazy as _

from regulars.queries.care_labels import Words
from regulars.rules.listing import Sort

SORTS: dict[Sort, Words] = {
    Sort.NAME: _("Name"),
    Sort.LAST: _("Here last"),
    Sort.SILENCE: _("Silent for longest"),
    Sort.SPENT: _("Spent most"),
    Sort.NEWEST: _("New in our records"),
}


def sorts() -> list[tuple[str, Words]]:
    return [(sort.value, words) for sort, words in SORTS.items()]
