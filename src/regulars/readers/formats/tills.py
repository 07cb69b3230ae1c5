"""Tills: SumUp, Zettle, Clover, Toast, Loyverse."""

import re

from regulars.readers.columns import Row
from regulars.readers.format import Format
from regulars.readers.formats.verdicts import by_status, is_true
from regulars.readers.words import REFUND_TYPES, VERDICTS, fold
from regulars.rules.imports import Field, FileKind, NoticeCode, UnusableReason, Verdict

_SUMUP_PAYOUTS = re.compile(
    r"auszahlung|virement|versement|payout|accredito|bonifico|pago|abono|uitbetaling|udbetaling"
    r"|utbetaling|utbetalning|wyplata|pagamento para|transferencia"
)
_SUMUP_FAILED = re.compile(
    r"abgebrochen|fehlgeschlagen|storniert|abgelehnt|ausstehend|cancel|failed|declined|pending"
    r"|annul|echou|refus|en attente|fallit|rifiutat|in attesa|cancelad|fallid|rechazad|pendiente"
    r"|mislukt|geannuleerd|mislykke|annulleret|misslyckad|avbruten|anulowan|nieudan|expired"
)
_SUMUP_REFUNDS = re.compile(
    r"erstatt|ruckerstatt|refund|rembours|rimbors|reembols|devoluc|terugbet|refunder|aterbet|zwrot"
)


def _judge_sumup(row: Row) -> Verdict | None:
    """Each sale comes a second time as its payout, with the same id and amount."""
    kind, status = fold(row.get(Field.ROW_TYPE)), fold(row.get(Field.STATUS))
    if _SUMUP_REFUNDS.match(kind):
        return Verdict.REFUND
    if _SUMUP_PAYOUTS.match(kind):
        return Verdict.NOT_A_SALE
    if _SUMUP_REFUNDS.match(status):
        return Verdict.REFUNDED
    return Verdict.CANCELLED if _SUMUP_FAILED.match(status) else Verdict.SALE


SUMUP = Format(
    name="sumup_transactions",
    title="SumUp transactions",
    source="sumup",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"Transaktions-ID", "Betrag inkl. MwSt.", "Trinkgeldbetrag"}),
        frozenset({"Transaktions-ID", "Auszahlungs-ID", "Durchgeführt mit"}),
        frozenset({"Réf. transaction", "Type de transaction", "Montant total"}),
        frozenset({"Réf. transaction", "Entry mode", "Payout ID"}),
        frozenset({"Transaction ID", "Entry mode", "Auth code"}),
        frozenset({"Transaction ID", "Payout ID", "Process as"}),
        frozenset({"ID transazione", "ID versamento"}),
        frozenset({"Codice transazione", "Entry mode", "Payout ID"}),
        frozenset({"ID de la transacción", "Entry mode"}),
        frozenset({"ID da transação", "Entry mode"}),
        frozenset({"Transactie-ID", "Entry mode"}),
    ),
    fields={
        Field.ORDER_KEY: (
            "Transaktions-ID", "Réf. transaction", "Transaction ID", "ID transazione",
            "Codice transazione", "ID de la transacción", "ID da transação", "Transactie-ID",
        ),
        Field.BOUGHT_ON: ("Datum", "Date", "Data", "Fecha"),
        Field.ROW_TYPE: (
            "Zahlungsart", "Transaktionsart", "Type de transaction", "Transaction type", "Type",
            "Tipo di transazione", "Tipo transazione", "Tipo de transacción",
            "Tipo de transação", "Transactietype",
        ),
        Field.STATUS: ("Status", "Statut", "Stato", "Estado"),
        Field.TOTAL: (
            "Betrag inkl. MwSt.", "Gesamtbetrag", "Betrag", "Montant total", "Total", "Amount",
            "Importo totale", "Totale", "Importe total", "Montante total", "Totaalbedrag",
        ),
        Field.NOTE: ("Beschreibung", "Description", "Descrizione", "Descripción", "Descrição"),
    },
    judge=_judge_sumup,
    notices=(NoticeCode.CASHIER_EMAIL,),
)  # fmt: skip
SUMUP_ACCOUNT = Format(
    name="sumup_account",
    title="SumUp business account",
    source="sumup",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"Codice transazione", "Importo di fatturazione in entrata"}),
        frozenset({"Transaction code", "Billing amount in", "Available balance"}),
        frozenset({"Transaktionscode", "Verfügbares Guthaben"}),
        frozenset({"Data transazione", "Codice transazione", "Saldo disponibile"}),
    ),
    fields={},
    cannot=UnusableReason.OTHER_REPORT,
    cannot_facts={"instead": "sumup_transactions"},
)

_ZETTLE_SIGNATURES = (
    {"Kvitteringsnummer", "Betalingsmetode", "Hændelsestype"},
    {"Kvitteringsnummer", "Kortudsteder", "Sidste cifre"},
    {"Receipt number", "Card issuer", "Last digits"},
    {"Receipt number", "Payment method", "Sold via"},
    {"Belegnummer", "Zahlungsmethode", "Letzte Ziffern"},
    {"Quittungsnummer", "Zahlungsmethode", "Kartenherausgeber"},
    {"Belegnummer", "Ereignistyp"},
    {"Kvittonummer", "Betalningsmetod", "Personal"},
    {"Kvittonummer", "Kortutgivare"},
    {"Kvitteringsnummer", "Betalingsmetode", "Kortutsteder"},
    {"Kuittinumero", "Maksutapa"},
    {"Numéro de reçu", "Émetteur de la carte"},
    {"Número de recibo", "Emisor de la tarjeta"},
    {"Numero ricevuta", "Emittente carta"},
    {"Bonnummer", "Kaartuitgever"},
)
_ZETTLE_REFUNDS = re.compile(
    r"refusi|refund|refunder|tilbage|erstatt|ruckerstatt|ruckzahlung|aterbetal|retur|rembours"
    r"|reembols|rimbors|terugbet|hyvitys|palautus"
)


def _judge_zettle(row: Row) -> Verdict | None:
    kind = fold(row.get(Field.ROW_TYPE))
    if _ZETTLE_REFUNDS.match(kind):
        return Verdict.REFUND
    return VERDICTS.get(kind, Verdict.SALE)


ZETTLE = Format(
    name="zettle_receipts",
    title="Zettle receipts",
    source="zettle",
    kind=FileKind.PURCHASES,
    signatures=tuple(map(frozenset, _ZETTLE_SIGNATURES)),
    fields={
        Field.ORDER_KEY: (
            "Kvitteringsnummer", "Receipt number", "Belegnummer", "Quittungsnummer",
            "Kvittonummer", "Kuittinumero", "Numéro de reçu", "Número de recibo",
            "Numero ricevuta", "Bonnummer",
        ),
        Field.BOUGHT_ON: ("Dato", "Date", "Datum", "Päivämäärä", "Fecha", "Data"),
        Field.TIME: ("Tid", "Time", "Uhrzeit", "Zeit", "Aika", "Heure", "Hora", "Ora", "Tijd"),
        Field.LINE_AMOUNT: (  # paid in two halves, a receipt has two rows
            "Total", "Totalt", "Gesamt", "Gesamtbetrag", "Summe", "Betrag", "Totalbeløb",
            "Totalbelopp", "Yhteensä", "Totale", "Totaal",
        ),
        Field.ROW_TYPE: (
            "Hændelsestype", "Event type", "Ereignistyp", "Händelsetyp", "Hendelsestype",
            "Tapahtumatyyppi", "Type d'événement", "Tipo de evento", "Tipo di evento",
        ),
        Field.STAFF: ("Personale", "Staff", "Personal", "Mitarbeiter", "Henkilökunta"),
        Field.NOTE: ("Beskrivelse", "Description", "Beschreibung", "Beskrivning", "Kuvaus"),
    },
    judge=_judge_zettle,
)  # fmt: skip
ZETTLE_STATEMENT = Format(
    name="zettle_statement",
    title="Zettle account statement",
    source="zettle",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"Afregningsdato", "Betalingsdato", "Saldo"}),
        frozenset({"Settlement date", "Payment date", "Balance"}),
        frozenset({"Abrechnungsdatum", "Zahlungsdatum", "Saldo"}),
        frozenset({"Avräkningsdatum", "Betalningsdatum", "Saldo"}),
        frozenset({"Oppgjørsdato", "Betalingsdato", "Saldo"}),
    ),
    fields={},
    cannot=UnusableReason.OTHER_REPORT,
    cannot_facts={"instead": "zettle_receipts"},
)

CLOVER = Format(
    name="clover_payments",
    title="Clover payments",
    source="clover",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"Payment Date", "Payment ID", "Tender"}),
        frozenset({"Payment ID", "Order ID", "Card Brand", "Result"}),
    ),
    fields={
        Field.ORDER_KEY: ("Order ID", "Payment ID"),
        Field.LINE_KEY: ("Payment ID",),
        Field.BOUGHT_ON: ("Payment Date", "Order Date"),
        Field.CURRENCY: ("Currency",),
        Field.LINE_AMOUNT: ("Amount",),
        Field.REFUNDED: ("Refund Amount",),
        Field.STATUS: ("Result",),
        Field.NAME: ("Customer Name",),
        Field.STAFF: ("Payment Employee Name", "Order Employee Name"),
        Field.NOTE: ("Note",),
    },
    judge=by_status(cancelled=r"fail|declin|void|pending|initiated|offline retry|discard"),
    are_names_weak=True,
)


def _judge_toast(row: Row) -> Verdict | None:
    if is_true(row.named("Voided")) or row.named("Void Date"):
        return Verdict.CANCELLED
    status = fold(row.get(Field.STATUS))
    if status.startswith(("void", "denied", "error", "cancel", "open", "authorized")):
        return Verdict.CANCELLED
    return Verdict.SALE


def _judge_toast_item(row: Row) -> Verdict | None:
    return Verdict.CANCELLED if is_true(row.named("Void?")) else Verdict.SALE


TOAST_ORDERS = Format(
    name="toast_orders",
    title="Toast order details",
    source="toast",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"Order Id", "Opened", "# of Guests"}),
        frozenset({"Order Id", "Checks", "Voided", "Total"}),
    ),
    fields={
        Field.ORDER_KEY: ("Order Id",),
        Field.BOUGHT_ON: ("Opened", "Paid", "Closed"),
        Field.TOTAL: ("Total",),
        Field.PLACE: ("Location",),
        Field.STAFF: ("Server",),
    },
    judge=_judge_toast,
    is_day_first=False,
    no_customers_instead="toast_checks",
)
TOAST_CHECKS = Format(
    name="toast_checks",
    title="Toast check details",
    source="toast",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"Customer Id", "Check Id", "Opened Date"}),
        frozenset({"Customer", "Customer Phone", "Check #", "Total"}),
    ),
    fields={
        Field.ORDER_KEY: ("Check Id",),
        Field.BOUGHT_ON: ("Opened Date",),
        Field.TIME: ("Opened Time",),
        Field.TOTAL: ("Total",),
        Field.CUSTOMER_KEY: ("Customer Id",),
        Field.NAME: ("Customer",),
        Field.PHONE: ("Customer Phone",),
        Field.EMAIL: ("Customer Email",),
        Field.PLACE: ("Location Code", "Location"),
        Field.STAFF: ("Server",),
        Field.NOTE: ("Item Description",),
    },
    judge=_judge_toast,
    is_day_first=False,
)
TOAST_PAYMENTS = Format(
    name="toast_payments",
    title="Toast payment details",
    source="toast",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"Payment Id", "Order Id", "Paid Date"}),
        frozenset({"Payment Id", "Check Id", "Amount Tendered"}),
    ),
    fields={
        Field.ORDER_KEY: ("Check Id", "Order Id"),
        Field.LINE_KEY: ("Payment Id",),
        Field.BOUGHT_ON: ("Order Date", "Paid Date"),
        Field.LINE_AMOUNT: ("Total", "Amount"),
        Field.REFUNDED: ("Refund Amount",),
        Field.STATUS: ("Status",),
        Field.EMAIL: ("Email",),
        Field.PHONE: ("Phone",),
        Field.PLACE: ("Location",),
        Field.STAFF: ("Server",),
    },
    judge=_judge_toast,
    is_day_first=False,
    no_customers_instead="toast_checks",
)
TOAST_ITEMS = Format(
    name="toast_items",
    title="Toast item selections",
    source="toast",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"Item Selection Id", "Order Id", "Menu Item"}),
        frozenset({"Order Id", "Check Id", "Menu Item", "Net Price"}),
    ),
    fields={
        Field.ORDER_KEY: ("Check Id", "Order Id"),
        Field.LINE_KEY: ("Item Selection Id",),
        Field.BOUGHT_ON: ("Order Date", "Sent Date"),
        Field.ITEM: ("Menu Item",),
        Field.SKU: ("SKU", "PLU"),
        Field.CATEGORY: ("Sales Category", "Menu Group"),
        Field.QUANTITY: ("Qty",),
        Field.LINE_AMOUNT: ("Net Price",),
        Field.TAX: ("Tax",),
        Field.PLACE: ("Location",),
        Field.STAFF: ("Server",),
    },
    judge=_judge_toast_item,
    adds_each_row=(Field.TAX,),
    is_day_first=False,
    no_customers_instead="toast_checks",
)


def _judge_loyverse(row: Row) -> Verdict | None:
    if fold(row.get(Field.STATUS)).startswith(("cancel", "void")):
        return Verdict.CANCELLED
    return Verdict.REFUND if fold(row.get(Field.ROW_TYPE)) in REFUND_TYPES else Verdict.SALE


def _contact_email(row: Row) -> str:
    """`Customer contacts` holds phone and e-mail in one cell."""
    return ",".join(part for part in row.named("Customer contacts").split() if "@" in part)


def _contact_phone(row: Row) -> str:
    parts = re.split(r"[\s,;]+", row.named("Customer contacts"))
    return " ".join(part for part in parts if "@" not in part)


_LOYVERSE_CONTACTS = {Field.EMAIL: _contact_email, Field.PHONE: _contact_phone}
_LOYVERSE = {
    Field.ORDER_KEY: ("Receipt number",),
    Field.BOUGHT_ON: ("Date",),
    Field.ROW_TYPE: ("Receipt type",),
    Field.STATUS: ("Status",),
    Field.NAME: ("Customer name",),
    Field.PLACE: ("Store",),
    Field.STAFF: ("Cashier name",),
}
LOYVERSE_RECEIPTS = Format(
    name="loyverse_receipts",
    title="Loyverse receipts",
    source="loyverse",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"Receipt number", "Receipt type", "Total collected"}),
        frozenset({"Receipt number", "Cost of goods", "Customer contacts", "Payment type"}),
    ),
    fields={
        **_LOYVERSE,
        Field.TOTAL: ("Total collected",),
        Field.NOTE: ("Description",),
    },
    computed=_LOYVERSE_CONTACTS,
    judge=_judge_loyverse,
)
LOYVERSE_ITEMS = Format(
    name="loyverse_items",
    title="Loyverse receipts by item",
    source="loyverse",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"Receipt number", "Receipt type", "Item", "Quantity"}),
        frozenset({"Receipt number", "Modifiers applied", "Item", "Net sales"}),
    ),
    fields={
        **_LOYVERSE,
        Field.ITEM: ("Item",),
        Field.SKU: ("SKU",),
        Field.CATEGORY: ("Category",),
        Field.QUANTITY: ("Quantity",),
        Field.LINE_AMOUNT: ("Net sales",),
        Field.TAX: ("Taxes",),
        Field.NOTE: ("Comment",),
    },
    computed=_LOYVERSE_CONTACTS,
    judge=_judge_loyverse,
    adds_each_row=(Field.TAX,),
)

FORMATS = (
    SUMUP,
    SUMUP_ACCOUNT,
    ZETTLE,
    ZETTLE_STATEMENT,
    CLOVER,
    TOAST_ORDERS,
    TOAST_CHECKS,
    TOAST_PAYMENTS,
    TOAST_ITEMS,
    LOYVERSE_RECEIPTS,
    LOYVERSE_ITEMS,
)
