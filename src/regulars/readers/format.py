"""What a named format declares. Adding one is data: names, meanings, and what a row is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from regulars.readers.columns import Row
from regulars.readers.records import LineRecord
from regulars.readers.words import REFUND_TYPES, VERDICTS, fold
from regulars.rules.imports import Field, FileKind, NoticeCode, UnusableReason, Verdict

Judge = Callable[[Row], Verdict | None]  # None: as the row before it of the same order
SplitItems = Callable[[Row], tuple[LineRecord, ...]]
Compute = Callable[[Row], str]


class Layout(StrEnum):
    ROWS = "rows"  # a row, or several with one key, make an order
    GROUPS = "groups"  # a customer's name stands alone above the rows that are hers


def judge_by_words(row: Row) -> Verdict | None:
    """By the status and type columns, in any language we know."""
    status = fold(row.get(Field.STATUS))
    kind = fold(row.get(Field.ROW_TYPE))
    if not status and not kind:
        return None
    if kind in REFUND_TYPES:
        return Verdict.REFUND
    return VERDICTS.get(status) or VERDICTS.get(kind) or Verdict.SALE


@dataclass(frozen=True, slots=True)
class Format:
    """A file that one tool writes, in all the shapes it was seen in."""

    name: str  # stored and typed: "shopify_orders"
    title: str  # "Shopify orders", a name and so not translated
    source: str  # the tool that keeps the ids: "shopify"
    kind: FileKind
    # Any one of these sets of header names, all of its names present; write them as the file does.
    signatures: tuple[frozenset[str], ...]
    # Header names for a field, the best first. "Name #2" is the second column called "Name".
    fields: Mapping[Field, tuple[str, ...]]
    # What no column holds as it is needed, made from the row's named cells; used last.
    computed: Mapping[Field, Compute] = field(default_factory=dict)
    layout: Layout = Layout.ROWS
    judge: Judge = judge_by_words
    split_items: SplitItems | None = None  # several items packed into one cell
    # Amounts that come on top where the total is summed from lines: each row's, and once an order.
    adds_each_row: tuple[Field, ...] = ()
    adds_once: tuple[Field, ...] = ()
    takes_off_each_row: tuple[Field, ...] = ()
    is_day_first: bool | None = None  # None: the column settles it, or the owner
    has_decimal_comma: bool | None = None
    time_zone: str = ""  # what naive times are in, where the tool always says the same
    are_names_weak: bool = False  # only a name on a card or parcel
    are_emails_aliases: bool = False  # the marketplace's own: no e-mail of the customer
    file_words: tuple[str, ...] = ()  # one of these is in the file's name
    notices: tuple[NoticeCode, ...] = ()
    no_customers_instead: str = ""  # the export of this tool that names the people
    cannot: UnusableReason | None = None  # known, and of no use
    cannot_facts: Mapping[str, str] = field(default_factory=dict)  # "instead": the report to export
    folded: tuple[frozenset[str], ...] = field(init=False)

    def __post_init__(self) -> None:
        signatures = tuple(frozenset(map(fold, names)) for names in self.signatures)
        object.__setattr__(self, "folded", signatures)

    def fit(self, names: frozenset[str], file_name: str) -> int:
        """How specific the match is: names of the largest signature present; 0 for none."""
        if self.file_words and not any(word in file_name.lower() for word in self.file_words):
            return 0
        sizes = [len(signature) for signature in self.folded if signature <= names]
        return 2 * max(sizes, default=0) + bool(self.file_words and sizes)
