"""What is said about other people's files: meanings of columns, questions, refusals.

The values are stored and typed on the command line: never rename one.
"""

from enum import StrEnum


class Field(StrEnum):
    """What a column means."""

    CUSTOMER_KEY = "customer_key"
    NAME = "name"
    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    COMPANY = "company"
    EMAIL = "email"
    PHONE = "phone"
    STREET = "street"
    POSTCODE = "postcode"
    CITY = "city"
    REGION = "region"
    COUNTRY = "country"
    BIRTHDAY = "birthday"
    LANGUAGE = "language"
    CUSTOMER_SINCE = "customer_since"
    NOTE = "note"
    TAGS = "tags"
    CONSENT_EMAIL = "consent_email"
    CONSENT_SMS = "consent_sms"
    CONSENT_WHATSAPP = "consent_whatsapp"
    CONSENT_PHONE = "consent_phone"
    CONSENT_POST = "consent_post"
    ORDER_KEY = "order_key"
    LINE_KEY = "line_key"
    REFUND_OF = "refund_of"  # the key of the order that a refund row gives money back for
    BOUGHT_ON = "bought_on"
    TIME = "time"
    TIME_ZONE = "time_zone"
    CURRENCY = "currency"
    TOTAL = "total"
    NET = "net"
    TAX = "tax"
    TIP = "tip"
    DISCOUNT = "discount"
    SHIPPING = "shipping"
    REFUNDED = "refunded"
    QUANTITY = "quantity"
    ITEM = "item"
    SKU = "sku"
    CATEGORY = "category"
    UNIT_PRICE = "unit_price"
    LINE_AMOUNT = "line_amount"
    STATUS = "status"
    ROW_TYPE = "row_type"
    PROMISED_ON = "promised_on"
    DELIVERED_ON = "delivered_on"  # handed over, or sent off
    SUPPLIER = "supplier"
    PLACE = "place"
    STAFF = "staff"
    OWN_FIELD = "own_field"
    IGNORE = "ignore"


class FileKind(StrEnum):
    """Purchases carry the customers who made them."""

    PURCHASES = "purchases"
    CUSTOMERS = "customers"


class Certainty(StrEnum):
    CERTAIN = "certain"  # a known format, the owner's own word, or name and values agree
    LIKELY = "likely"  # the name says so and no value speaks against it
    GUESSED = "guessed"  # from the values alone
    UNKNOWN = "unknown"


class RefusalReason(StrEnum):
    """Why one row could not be taken."""

    DATE_MISSING = "date_missing"
    DATE_UNREADABLE = "date_unreadable"
    DATE_IMPOSSIBLE = "date_impossible"  # 30 February
    DATE_OUT_OF_RANGE = "date_out_of_range"  # the year 2999, a sale before 1970
    AMOUNT_MISSING = "amount_missing"
    AMOUNT_UNREADABLE = "amount_unreadable"
    CURRENCY_UNKNOWN = "currency_unknown"
    EMAIL_UNREADABLE = "email_unreadable"  # and nothing else says who it is
    FORGOTTEN = "forgotten"  # they were erased at their wish
    NOBODY_NAMED = "nobody_named"  # a customer row without key, e-mail, phone or name
    TOO_MANY_CELLS = "too_many_cells"
    CELL_TOO_LONG = "cell_too_long"
    QUOTE_UNCLOSED = "quote_unclosed"
    ENCODING_MIXED = "encoding_mixed"
    NUL_CHARACTER = "nul_character"
    ROW_UNREADABLE = "row_unreadable"


class QuestionKind(StrEnum):
    """What only the owner can know about a file."""

    DAY_MONTH = "day_month"
    DECIMAL = "decimal"
    TIME_ZONE = "time_zone"
    CURRENCY = "currency"


class UnusableReason(StrEnum):
    """Why a whole file cannot serve."""

    EMPTY = "empty"
    NOT_A_TABLE = "not_a_table"
    DAMAGED = "damaged"
    PASSWORD = "password"  # noqa: S105
    TOO_LARGE_UNPACKED = "too_large_unpacked"
    TOO_MANY_PARTS = "too_many_parts"
    NESTED_ARCHIVE = "nested_archive"
    TOO_WIDE = "too_wide"
    NO_DATE = "no_date"
    NO_AMOUNT = "no_amount"
    NO_CUSTOMER = "no_customer"
    SUMMARY_REPORT = "summary_report"
    OTHER_REPORT = "other_report"  # a known file, not about sales or customers
    MISSING_COLUMN = "missing_column"


class NoticeCode(StrEnum):
    """Worth knowing before the import, no obstacle."""

    NO_CUSTOMERS = "no_customers"
    CASHIER_EMAIL = "cashier_email"
    EMAILS_ARE_ALIASES = "emails_are_aliases"
    NAMES_ONLY = "names_only"
    NO_HEADER = "no_header"
    OTHER_SHEETS = "other_sheets"
    NO_TOTALS = "no_totals"


class Verdict(StrEnum):
    """What one row of a sales file is."""

    SALE = "sale"
    REFUND = "refund"  # the row itself is money given back
    REFUNDED = "refunded"  # a sale of which everything was given back
    CANCELLED = "cancelled"  # called off, failed, voided, still pending
    NOT_A_SALE = "not_a_sale"  # payout, fee, conversion, quotation
    SKIP = "skip"  # says nothing of its own: a total, a repeat of another row
