"""PayPal activity, in the account's language. Most of its rows are no sales."""

import re

from regulars.readers.columns import Row
from regulars.readers.format import Format
from regulars.readers.words import fold
from regulars.rules.imports import Field, FileKind, Verdict

_REFUND = re.compile(
    r"refund|rembours|rimbors|reembols|devolu|erstatt|ruckzahlung|terugbet|terugstort|zwrot"
    r"|aterbetal|chargeback|ruckbuchung|retrocesso|contracargo|estorno"
)
# Conversions, funding, withdrawals, holds, authorisations, loans, fees: by what they are called.
_NOT_A_SALE = re.compile(
    r"conver[st]|wahrungsumrechnung|umrechnung|cambio (di|de) (valuta|divisa)|omrekening|valuta"
    r"|withdraw|abbuchung|retrait|virement|preliev|retir|retirad|opname|overboeking|auszahlung"
    r"|\bhold\b|einbehalt|\bretenu|retenue|blocc|sospes|retenci|reten|blokker|freigabe"
    r"|authori[sz]ation|autori[sz]|genehmig|autorisierung|^order$|^bestellung$|^commande$"
    r"|deposit|funds added|bank account|credit card|approvisionn|debit sur carte|carte bancaire"
    r"|bankgutschrift|kreditkarte|bankkonto|ricarica|versamento|deposito|carta di credito"
    r"|ingreso|tarjeta|storting|bankrekening|funding|top up|transfer (to|from)|ubertragung"
    r"|invoice (received|sent)|request|anforderung|demande|richiesta|solicitud"
    r"|reversal of|pending balance|temporary|\bfee\b|gebuhr|\bfrais\b|commission|tariffa|comision"
    r"|loan|working capital|cashback|bonus|reward|interest|adjustment|anpassung|\bbill\b"
    r"|payout|mass pay|sent$|envoye$|inviato$|enviado$|gesendet$|dispute"
)
_PENDING = re.compile(
    r"pending|denied|cancel|expired|failed|unclaimed|voided|uncleared|under review|removed|placed"
    r"|held|returned|blocked|processing"
    r"|en attente|annul|refus|expir|echou|ausstehend|offen|storniert|abgelehnt|abgebrochen"
    r"|in attesa|in sospeso|rifiut|negat|non riusc|pendiente|rechazad|denegad|cancelad|anulad"
    r"|pendente|negad|in behandeling|geweigerd|geannuleerd|mislukt"
)
_MEMO = re.compile(r"memo|nota|aucun|kein|ninguno")


def _judge(row: Row) -> Verdict | None:
    kind = fold(row.get(Field.ROW_TYPE))
    is_negative = row.get(Field.TOTAL).startswith(("-", "−", "("))
    if _REFUND.search(kind):
        # Money that a supplier gives back to the shop is no sale either.
        return Verdict.REFUND if is_negative else Verdict.NOT_A_SALE
    if is_negative or _NOT_A_SALE.search(kind) or _is_unnamed_follow_up(row):
        return Verdict.NOT_A_SALE
    if _PENDING.match(fold(row.get(Field.STATUS))):
        return Verdict.CANCELLED
    impact = fold(row.named("Balance Impact") or row.named("Impact sur le solde"))
    return Verdict.NOT_A_SALE if _MEMO.match(impact) else Verdict.SALE


def _is_unnamed_follow_up(row: Row) -> bool:
    """The second leg of a payment names nobody and refers to the first."""
    return bool(_first(row, _REFERENCE)) and not row.get(Field.NAME)


def _order_key(row: Row) -> str:
    """A refund stands with the payment it gives back.

    Other references are no orders: all payments of one subscription refer to its profile.
    """
    of = _first(row, _REFERENCE)
    is_refund = bool(of and _REFUND.search(fold(row.get(Field.ROW_TYPE))))
    return of if is_refund else row.get(Field.LINE_KEY)


def _email(row: Row) -> str:
    """The customer's own: she is the sender of a payment and the recipient of a refund."""
    is_negative = row.get(Field.TOTAL).startswith(("-", "−", "("))
    return _first(row, _TO if is_negative else _FROM)


def _first(row: Row, names: tuple[str, ...]) -> str:
    return next((value for name in names if (value := row.named(name))), "")


_FROM = (
    "From Email Address", "De l'adresse email", "Indirizzo email mittente",
    "Absender E-Mail-Adresse", "Absender-E-Mail-Adresse", "Correo electrónico del remitente",
    "Del correo electrónico", "Van e-mailadres", "Do endereço de e-mail",
    "E-mail do remetente", "Od adresu e-mail", "Fra e-mailadresse", "Från e-postadress",
)  # fmt: skip
_TO = (
    "To Email Address", "À l'adresse email", "Indirizzo email destinatario",
    "Empfänger E-Mail-Adresse", "Empfänger-E-Mail-Adresse",
    "Correo electrónico del destinatario", "Al correo electrónico", "Naar e-mailadres",
    "Para o endereço de e-mail", "E-mail do destinatário",
)  # fmt: skip
_REFERENCE = (
    "Reference Txn ID", "Nº de transaction de référence",
    "Numéro de la transaction de référence", "Codice transazione di riferimento",
    "Zugehöriger Transaktionscode", "Id. de transacción de referencia",
    "Id. de referencia de trans.", "Reference Txn-id", "Txn-referentie",
    "ID de referência da transação",
)  # fmt: skip

ACTIVITY = Format(
    name="paypal_activity",
    title="PayPal activity",
    source="paypal",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"Gross", "Fee", "Net", "From Email Address"}),
        frozenset({"Gross", "From Email Address", "Transaction ID"}),
        frozenset({"Type", "Gross", "Transaction ID", "Balance Impact"}),
        frozenset({"Avant commission", "De l'adresse email"}),
        frozenset({"Avant commission", "Numéro de transaction"}),
        frozenset({"Lordo", "Indirizzo email mittente"}),
        frozenset({"Lordo", "Tariffa", "Codice transazione"}),
        frozenset({"Brutto", "Transaktionscode"}),
        frozenset({"Brutto", "Absender E-Mail-Adresse"}),
        frozenset({"Bruto", "Correo electrónico del remitente"}),
        frozenset({"Bruto", "Id. de transacción"}),
        frozenset({"Bruto", "Transactiereferentie"}),
        frozenset({"Bruto", "Van e-mailadres"}),
        frozenset({"Bruto", "Líquido", "ID da transação"}),
        frozenset({"Bruto", "E-mail do remetente"}),
    ),
    fields={
        Field.LINE_KEY: (
            "Transaction ID", "Numéro de transaction", "Codice transazione", "Transaktionscode",
            "Id. de transacción", "Transactiereferentie", "ID da transação",
        ),
        Field.BOUGHT_ON: ("Date", "Data", "Datum", "Fecha"),
        Field.TIME: ("Time", "Heure", "Orario", "Uhrzeit", "Hora", "Tijd"),
        Field.TIME_ZONE: (
            "Time Zone", "TimeZone", "Fuseau horaire", "Fuso orario", "Zeitzone",
            "Zona horaria", "Tijdzone", "Fuso Horário",
        ),
        Field.NAME: ("Name", "Nom", "Nome", "Nombre", "Naam"),
        Field.ROW_TYPE: ("Type", "Tipo", "Typ", "Description", "Descrizione", "Beschreibung"),
        Field.STATUS: ("Status", "État", "Stato", "Estado"),
        Field.CURRENCY: ("Currency", "Devise", "Valuta", "Währung", "Divisa", "Moeda"),
        Field.TOTAL: ("Gross", "Avant commission", "Lordo", "Brutto", "Bruto"),
        Field.PHONE: (
            "Contact Phone Number", "Telefono", "Telefon", "N° de téléphone du contact",
            "Numéro de téléphone du contact", "Teléfono de contacto",
        ),
        Field.STREET: ("Address Line 1", "Adresse", "Indirizzo", "Adresszeile 1"),
        Field.POSTCODE: (
            "Zip/Postal Code", "Code postal", "CAP/Codice postale", "PLZ", "Código postal",
        ),
        Field.CITY: ("Town/City", "Ville", "Città", "Ort", "Ciudad"),
        Field.COUNTRY: (
            "Country Code", "Indicatif pays", "Codice Paese acquirente", "Country", "Pays",
            "Paese", "Land", "País",
        ),
        Field.NOTE: ("Subject", "Objet", "Oggetto", "Betreff", "Asunto"),
    },
    computed={Field.ORDER_KEY: _order_key, Field.EMAIL: _email},
    judge=_judge,
)  # fmt: skip

FORMATS = (ACTIVITY,)
