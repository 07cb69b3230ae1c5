"""Odoo and ERPNext: an order's first row, then rows of items whose parent cells are blank."""

import re

from regulars.readers.columns import Row
from regulars.readers.format import Format
from regulars.readers.formats.verdicts import by_status
from regulars.readers.words import fold
from regulars.rules.imports import Field, FileKind, Verdict

_GROUP = re.compile(r".*\(\d+\)")  # "Azure Interior (2)": how many orders stand below
_ODOO_CALLED_OFF = re.compile(
    r"quotation|draft|sent|cancel|angebot|abgebrochen|storniert|devis|annul|presupuesto"
    r"|cotizaci|preventivo|annullat|offerte|geannuleerd|cotacao|orcamento|cancelad"
)


def _judge_odoo(row: Row) -> Verdict | None:
    status = fold(row.get(Field.STATUS))
    if status:
        return Verdict.CANCELLED if _ODOO_CALLED_OFF.match(status) else Verdict.SALE
    if not row.get(Field.BOUGHT_ON) and any(map(_GROUP.fullmatch, row.cells[:2])):
        return Verdict.SKIP
    return None


ODOO = Format(
    name="odoo_orders",
    title="Odoo sales orders",
    source="odoo",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"Order Reference", "Order Date", "Customer"}),
        frozenset({"Order Reference", "Creation Date", "Customer"}),
        frozenset({"Order Reference", "Customer", "Total", "Status"}),
        frozenset({"Number", "Customer", "Total", "Invoice Status"}),
        frozenset({"Number", "Order Date", "Customer", "Salesperson"}),
        frozenset({"Number", "Creation Date", "Customer", "Salesperson"}),
        frozenset({"name", "partner_id", "date_order"}),
        frozenset({"partner_id", "amount_total", "state"}),
        frozenset({"name", "partner_id/name", "date_order"}),
        frozenset({"Auftragsreferenz", "Auftragsdatum", "Kunde"}),
        frozenset({"Auftragsreferenz", "Kunde", "Gesamt"}),
        frozenset({"Nummer", "Kunde", "Verkäufer", "Gesamt"}),
        frozenset({"Nummer", "Auftragsdatum", "Kunde"}),
        frozenset({"Référence de la commande", "Client", "Date de la commande"}),
        frozenset({"Numéro", "Client", "Vendeur", "Total"}),
        frozenset({"Referencia del pedido", "Cliente", "Fecha del pedido"}),
        frozenset({"Número", "Cliente", "Vendedor", "Total"}),
        frozenset({"Riferimento ordine", "Cliente", "Data ordine"}),
        frozenset({"Orderreferentie", "Klant", "Orderdatum"}),
        frozenset({"Referência do Pedido", "Cliente", "Data do Pedido"}),
    ),
    fields={
        Field.ORDER_KEY: (
            "Order Reference", "Number", "name", "Auftragsreferenz", "Nummer",
            "Référence de la commande", "Numéro", "Referencia del pedido", "Número",
            "Riferimento ordine", "Numero", "Orderreferentie", "Referência do Pedido",
        ),
        Field.BOUGHT_ON: (
            "Order Date", "date_order", "Creation Date", "create_date", "Auftragsdatum",
            "Bestelldatum", "Erstellungsdatum", "Date de la commande", "Date de création",
            "Fecha del pedido", "Fecha de la orden", "Fecha de creación", "Data ordine",
            "Data creazione", "Orderdatum", "Data do Pedido",
        ),
        Field.TOTAL: ("Total", "amount_total", "Gesamt", "Totale", "Totaal"),
        Field.CURRENCY: ("Currency", "currency_id", "Währung", "Devise", "Moneda", "Valuta"),
        Field.STATUS: ("Status", "state", "Statut", "Estado", "Stato"),
        Field.CUSTOMER_KEY: (
            "Customer/External ID", "partner_id/id", "Customer", "partner_id",
            "partner_id/name", "Kunde", "Client", "Cliente", "Klant",
        ),
        Field.NAME: (
            "Customer", "Customer/Display Name", "Customer/Name", "partner_id",
            "partner_id/name", "Kunde", "Client", "Cliente", "Klant",
        ),
        Field.EMAIL: ("Customer/Email", "partner_id/email", "Kunde/E-Mail"),
        Field.PHONE: ("Customer/Phone", "Customer/Mobile", "partner_id/phone", "Kunde/Telefon"),
        Field.ITEM: (
            "Order Lines/Product", "Order Lines/Description", "order_line/product_id",
            "order_line/product_id/name", "order_line/name", "Auftragspositionen/Produkt",
            "Lignes de la commande/Article", "Líneas del pedido/Producto",
        ),
        Field.QUANTITY: (
            "Order Lines/Quantity", "order_line/product_uom_qty", "Auftragspositionen/Menge",
            "Lignes de la commande/Quantité", "Líneas del pedido/Cantidad",
        ),
        Field.UNIT_PRICE: ("Order Lines/Unit Price", "order_line/price_unit"),
        Field.LINE_AMOUNT: (
            "Order Lines/Total", "Order Lines/Subtotal", "order_line/price_total",
            "order_line/price_subtotal",
        ),
        Field.PROMISED_ON: (
            "Delivery Date", "commitment_date", "Expected Date", "Lieferdatum",
            "Date de livraison", "Fecha de entrega",
        ),
        Field.DELIVERED_ON: ("Effective Date", "effective_date", "Effektives Datum"),
        Field.STAFF: ("Salesperson", "user_id", "Verkäufer", "Vendeur", "Vendedor"),
    },
    judge=_judge_odoo,
)  # fmt: skip

ERPNEXT = Format(
    name="erpnext_orders",
    title="ERPNext orders",
    source="erpnext",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"ID", "Series", "Customer"}),
        frozenset({"ID", "Customer", "Item Code (Items)"}),
        frozenset({"ID", "Customer", "ID (Items)"}),
        frozenset({"ID", "Customer", "Grand Total", "Status"}),
        frozenset({"ID", "Customer", "Company", "Date"}),
        frozenset({"name", "customer", "transaction_date", "grand_total"}),
        frozenset({"name", "customer", "posting_date", "grand_total"}),
        frozenset({"ID", "Nummernkreis", "Kunde"}),
    ),
    fields={
        Field.ORDER_KEY: ("ID", "name"),
        Field.BOUGHT_ON: (
            "Date", "Posting Date", "Transaction Date", "transaction_date", "posting_date",
            "Datum", "Buchungsdatum",
        ),
        Field.CURRENCY: ("Currency", "currency", "Währung"),
        Field.TOTAL: (
            "Rounded Total", "Grand Total", "Rounded Total (Company Currency)", "grand_total",
            "Total", "Gesamtbetrag",
        ),
        Field.LINE_AMOUNT: ("Amount (Items)", "Betrag (Artikel)"),
        Field.UNIT_PRICE: ("Rate (Items)", "Preis (Artikel)"),
        Field.ITEM: (
            "Item Name (Items)", "Item Code (Items)", "Description (Items)",
            "Artikelname (Artikel)",
        ),
        Field.SKU: ("Item Code (Items)", "Artikelcode (Artikel)"),
        Field.QUANTITY: ("Quantity (Items)", "Qty (Items)", "Menge (Artikel)"),
        Field.STATUS: ("Status", "status"),
        Field.CUSTOMER_KEY: ("Customer", "customer", "Kunde"),
        Field.NAME: ("Customer Name", "customer_name", "Customer", "customer", "Kunde"),
        Field.EMAIL: ("Contact Email", "contact_email"),
        Field.PHONE: ("Mobile No", "Contact Mobile", "Phone"),
        Field.PROMISED_ON: ("Delivery Date", "delivery_date", "Lieferdatum"),
    },
    judge=by_status(
        cancelled=r"draft|cancel|expired|lost|open$|entwurf|storniert|abgebrochen",
        refunded=r"return|credit note issued",
        sales=r"closed|completed|to |on hold|overdue|unpaid|paid|partly|submitted",
    ),
)  # fmt: skip

FORMATS = (ODOO, ERPNEXT)
