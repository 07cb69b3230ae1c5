"""What is said about other people's files: each code with its facts becomes a whole sentence."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.queries.format_titles import title_of
from regulars.readers.columns import nameless
from regulars.rules.imports import (
    Field,
    NoticeCode,
    QuestionKind,
    RefusalReason,
    UnusableReason,
)

Facts = Mapping[str, str]

REFUSED: dict[str, Promise] = {
    RefusalReason.DATE_MISSING: gettext_lazy("There is no date in “{column}”."),
    RefusalReason.DATE_UNREADABLE: gettext_lazy(
        "“{value}” in “{column}” cannot be read as a date."
    ),
    RefusalReason.DATE_IMPOSSIBLE: gettext_lazy(
        "“{value}” in “{column}” is a day that no year has."
    ),
    RefusalReason.DATE_OUT_OF_RANGE: gettext_lazy(
        "“{value}” in “{column}” is too long ago or too far ahead for a sale."
    ),
    RefusalReason.AMOUNT_MISSING: gettext_lazy("There is no amount in “{column}”."),
    RefusalReason.AMOUNT_UNREADABLE: gettext_lazy("“{value}” cannot be read as an amount."),
    RefusalReason.CURRENCY_UNKNOWN: gettext_lazy("“{value}” is no currency we know."),
    RefusalReason.EMAIL_UNREADABLE: gettext_lazy(
        "“{value}” is no e-mail address, and nothing else says who it is."
    ),
    RefusalReason.NOBODY_NAMED: gettext_lazy(
        "No name, e-mail address, phone number or customer number says who it is."
    ),
    RefusalReason.FORGOTTEN: gettext_lazy(
        "This person wished to be forgotten, so nothing about them is taken. If they are back,"
        " write them down by hand first."
    ),
    RefusalReason.TOO_MANY_CELLS: gettext_lazy("The row has more cells than the heading row."),
    RefusalReason.CELL_TOO_LONG: gettext_lazy("A cell is too long to be real."),
    RefusalReason.QUOTE_UNCLOSED: gettext_lazy("A quotation mark opens here and never closes."),
    RefusalReason.ENCODING_MIXED: gettext_lazy(
        "Some letters are damaged: they are written in another encoding than the rest."
    ),
    RefusalReason.NUL_CHARACTER: gettext_lazy("The row holds a character that no text has."),
    RefusalReason.ROW_UNREADABLE: gettext_lazy("The row cannot be read."),
}

UNUSABLE: dict[str, Promise] = {
    UnusableReason.EMPTY: gettext_lazy("The file is empty."),
    UnusableReason.NOT_A_TABLE: gettext_lazy(
        "The file is no table of sales or customers that we could read. Export it as CSV or Excel."
    ),
    UnusableReason.DAMAGED: gettext_lazy("The file is damaged. Export or download it once more."),
    UnusableReason.PASSWORD: gettext_lazy(
        "The file is locked with a password. Save a copy without one."
    ),
    UnusableReason.TOO_LARGE_UNPACKED: gettext_lazy(
        "Unpacked, the file would be larger than any export. Bring the files in it one by one."
    ),
    UnusableReason.TOO_MANY_PARTS: gettext_lazy(
        "The archive holds too many files. Bring in those that you need."
    ),
    UnusableReason.NESTED_ARCHIVE: gettext_lazy(
        "There is an archive inside the archive ({name}). Unpack it first."
    ),
    UnusableReason.TOO_WIDE: gettext_lazy(
        "The file has {columns} columns; up to {most} can be read."
    ),
    UnusableReason.NO_DATE: gettext_lazy(
        "No column says when something was bought. Export the orders with their date."
    ),
    UnusableReason.NO_AMOUNT: gettext_lazy(
        "No column says what was paid. Export the orders with their total."
    ),
    UnusableReason.NO_CUSTOMER: gettext_lazy(
        "No column says who bought something. Export the orders with the customer's name, e-mail"
        " address or number."
    ),
    UnusableReason.SUMMARY_REPORT: gettext_lazy(
        "This is a summary, with sums in place of single sales. Export the list of all orders or"
        " receipts."
    ),
    UnusableReason.OTHER_REPORT: gettext_lazy(
        "This report is about something else than sales or customers. Export the list of all"
        " orders or receipts."
    ),
    UnusableReason.MISSING_COLUMN: gettext_lazy(
        "The column “{column}” is missing. Export the file with all its columns."
    ),
}

NOTICES: dict[str, Promise] = {
    NoticeCode.NO_CUSTOMERS: gettext_lazy(
        "Nobody is named in this file: its sales count for the business, and for no person."
    ),
    NoticeCode.CASHIER_EMAIL: gettext_lazy(
        "The e-mail addresses in it are those of your cashiers, so they are left out."
    ),
    NoticeCode.EMAILS_ARE_ALIASES: gettext_lazy(
        "The e-mail addresses in it are the marketplace's own and no way to reach somebody."
    ),
    NoticeCode.NAMES_ONLY: gettext_lazy(
        "Only names tell people apart here, so two people of one name count as one."
    ),
    NoticeCode.NO_HEADER: gettext_lazy(
        "The file has no heading row. Look whether the columns are understood."
    ),
    NoticeCode.OTHER_SHEETS: gettext_lazy(
        "Only the sheet “{sheet}” is taken; the file has others."
    ),
    NoticeCode.NO_TOTALS: gettext_lazy(
        "No column says what was paid: each sale counts as a visit without an amount."
    ),
}

QUESTIONS: dict[str, Promise] = {
    QuestionKind.DAY_MONTH: gettext_lazy(
        "In “{column}”, does the day or the month come first? No date in the file settles it."
    ),
    QuestionKind.DECIMAL: gettext_lazy(
        "In “{column}”, is it a comma or a point that stands before the cents? No amount in the"
        " file settles it."
    ),
    QuestionKind.TIME_ZONE: gettext_lazy("In which time zone are the times in “{column}”?"),
    QuestionKind.CURRENCY: gettext_lazy("In which currency are the amounts in “{column}”?"),
}

ANSWERS: dict[str, Promise] = {
    "day_first": gettext_lazy("The day comes first"),
    "month_first": gettext_lazy("The month comes first"),
    "decimal_comma": gettext_lazy("A comma: 1.234,50"),
    "decimal_point": gettext_lazy("A point: 1,234.50"),
}

FIELDS: dict[Field, Promise] = {
    Field.BOUGHT_ON: gettext_lazy("Date of the sale"),
    Field.TIME: gettext_lazy("Time of the sale"),
    Field.TIME_ZONE: gettext_lazy("Time zone"),
    Field.ORDER_KEY: gettext_lazy("Order or receipt number"),
    Field.LINE_KEY: gettext_lazy("Line number"),
    Field.REFUND_OF: gettext_lazy("Number of the refunded order"),
    Field.TOTAL: gettext_lazy("Total paid"),
    Field.NET: gettext_lazy("Amount before tax"),
    Field.TAX: gettext_lazy("Tax"),
    Field.TIP: gettext_lazy("Tip"),
    Field.DISCOUNT: gettext_lazy("Discount"),
    Field.SHIPPING: gettext_lazy("Shipping"),
    Field.REFUNDED: gettext_lazy("Amount given back"),
    Field.CURRENCY: gettext_lazy("Currency"),
    Field.STATUS: gettext_lazy("Status"),
    Field.ROW_TYPE: gettext_lazy("Kind of row"),
    Field.ITEM: gettext_lazy("What was bought"),
    Field.QUANTITY: gettext_lazy("How many"),
    Field.UNIT_PRICE: gettext_lazy("Price of one"),
    Field.LINE_AMOUNT: gettext_lazy("Amount of the line"),
    Field.SKU: gettext_lazy("Article number"),
    Field.CATEGORY: gettext_lazy("Category"),
    Field.PROMISED_ON: gettext_lazy("Promised for"),
    Field.DELIVERED_ON: gettext_lazy("Delivered or sent on"),
    Field.SUPPLIER: gettext_lazy("Supplier or make"),
    Field.PLACE: gettext_lazy("Branch"),
    Field.STAFF: gettext_lazy("Served by"),
    Field.CUSTOMER_KEY: gettext_lazy("Customer number"),
    Field.NAME: gettext_lazy("Name"),
    Field.GIVEN_NAME: gettext_lazy("First name"),
    Field.FAMILY_NAME: gettext_lazy("Last name"),
    Field.COMPANY: gettext_lazy("Company"),
    Field.EMAIL: gettext_lazy("E-mail address"),
    Field.PHONE: gettext_lazy("Phone number"),
    Field.STREET: gettext_lazy("Street"),
    Field.POSTCODE: gettext_lazy("Postcode"),
    Field.CITY: gettext_lazy("City"),
    Field.REGION: gettext_lazy("Region"),
    Field.COUNTRY: gettext_lazy("Country"),
    Field.BIRTHDAY: gettext_lazy("Birthday"),
    Field.LANGUAGE: gettext_lazy("Language"),
    Field.CUSTOMER_SINCE: gettext_lazy("Customer since"),
    Field.NOTE: gettext_lazy("Note"),
    Field.TAGS: gettext_lazy("Tags"),
    Field.CONSENT_EMAIL: gettext_lazy("May we write e-mails?"),
    Field.CONSENT_SMS: gettext_lazy("May we write SMS?"),
    Field.CONSENT_WHATSAPP: gettext_lazy("May we write on WhatsApp?"),
    Field.CONSENT_PHONE: gettext_lazy("May we call?"),
    Field.CONSENT_POST: gettext_lazy("May we send post?"),
    Field.OWN_FIELD: gettext_lazy("Keep as a field of its own"),
    Field.IGNORE: gettext_lazy("Leave out"),
}


def refusal_words(reason: str, facts: Facts) -> str:
    """Why one row could not be taken."""
    if reason == RefusalReason.DATE_MISSING and not facts.get("column"):
        return _("There is no date.")
    if reason == RefusalReason.AMOUNT_MISSING and not facts.get("column"):
        return _("There is no amount.")
    return _filled(REFUSED, reason, facts, REFUSED[RefusalReason.ROW_UNREADABLE])


def unusable_words(reason: str, facts: Facts) -> str:
    """Why a whole file cannot serve, and what to export instead."""
    said = _filled(UNUSABLE, reason, facts, UNUSABLE[UnusableReason.NOT_A_TABLE])
    better = title_of(facts.get("instead", ""))
    if not better:
        return said
    right = _("The right one is: {title}.").format(title=better)
    return f"{said} {right}"


def notice_words(code: str, facts: Facts) -> str:
    said = _filled(NOTICES, code, facts, gettext_lazy("Look whether all is understood."))
    better = title_of(facts.get("instead", ""))
    if code == NoticeCode.NO_CUSTOMERS and better:
        more = _("“{title}” names the people, if you have that file too.").format(title=better)
        return f"{said} {more}"
    return said


def question_words(kind: str, column: str, examples: Sequence[str]) -> str:
    said = _filled(QUESTIONS, kind, {"column": column}, gettext_lazy("One thing is not clear."))
    if not examples:
        return said
    shown = _("For example: {examples}.").format(examples=", ".join(examples))
    return f"{said} {shown}"


def column_words(name: str) -> str:
    """A column as its file names it; one without a heading by its number."""
    number = name.rpartition(" ")[2]
    if number.isdecimal() and name == nameless(int(number)):
        return _("Column %(number)d") % {"number": int(number)}
    return name


def _filled(words: Mapping[str, Promise], code: str, facts: Facts, otherwise: Promise) -> str:
    try:
        said = {**facts, "column": column_words(facts["column"])} if "column" in facts else facts
        return str(words.get(code, otherwise)).format(**said)
    except (KeyError, IndexError):  # a reader left a fact out: the sentence without it
        return str(otherwise)
