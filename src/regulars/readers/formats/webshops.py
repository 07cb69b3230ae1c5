"""Magento, PrestaShop, Wix and Squarespace."""

import re
from decimal import Decimal

from regulars.readers.columns import Row
from regulars.readers.format import Format
from regulars.readers.formats.verdicts import by_status
from regulars.readers.records import LineRecord
from regulars.readers.words import fold
from regulars.rules.imports import Field, FileKind, Verdict

MAGENTO_ORDERS = Format(
    name="magento_orders",
    title="Magento orders",
    source="magento",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"Purchase Point", "Purchase Date", "Bill-to Name"}),
        frozenset({"ID", "Bill-to Name", "Grand Total (Base)"}),
        frozenset({"ID", "Purchase Date", "Grand Total (Purchased)"}),
    ),
    fields={
        Field.ORDER_KEY: ("ID",),
        Field.BOUGHT_ON: ("Purchase Date",),
        Field.TOTAL: ("Grand Total (Purchased)", "Grand Total (Base)"),
        Field.REFUNDED: ("Total Refunded",),
        Field.STATUS: ("Status",),
        Field.NAME: ("Customer Name", "Bill-to Name", "Ship-to Name"),
        Field.EMAIL: ("Customer Email",),
        Field.STREET: ("Billing Address",),
    },
    judge=by_status(
        cancelled=r"cancell?ed|pending|on ?hold|holded|payment review|(suspected )?fraud|rejected",
        refunded=r"refunded",
        sales=r"closed|complete|processing",
    ),
)
MAGENTO_CUSTOMERS = Format(
    name="magento_customers",
    title="Magento customers",
    source="magento",
    kind=FileKind.CUSTOMERS,
    signatures=(
        frozenset({"ID", "Name", "Email", "Customer Since"}),
        frozenset({"Email", "Web Site", "Account Created in"}),
    ),
    fields={
        Field.CUSTOMER_KEY: ("ID",),
        Field.NAME: ("Name",),
        Field.GIVEN_NAME: ("Billing Firstname",),
        Field.FAMILY_NAME: ("Billing Lastname",),
        Field.COMPANY: ("Company",),
        Field.EMAIL: ("Email",),
        Field.PHONE: ("Phone",),
        Field.STREET: ("Street Address", "Billing Address"),
        Field.POSTCODE: ("ZIP",),
        Field.CITY: ("City",),
        Field.REGION: ("State/Province",),
        Field.COUNTRY: ("Country",),
        Field.CUSTOMER_SINCE: ("Customer Since",),
        Field.BIRTHDAY: ("Date of Birth",),
        Field.TAGS: ("Group",),
    },
)

PRESTASHOP = Format(
    name="prestashop_orders",
    title="PrestaShop orders",
    source="prestashop",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"Reference", "New client", "Customer"}),
        frozenset({"Référence", "Nouveau client", "Client"}),
        frozenset({"Referenz", "Neukunde", "Kunde"}),
        frozenset({"Bestellnummer", "Neukunde", "Kunde"}),
        frozenset({"Referencia", "Nuevo cliente", "Cliente"}),
        frozenset({"Riferimento", "Nuovo cliente", "Cliente"}),
        frozenset({"Referentie", "Nieuwe klant", "Klant"}),
        frozenset({"Referência", "Novo cliente", "Cliente"}),
        frozenset({"Indeks", "Nowy klient", "Klient"}),
    ),
    fields={
        Field.ORDER_KEY: (
            "Reference", "Référence", "Referenz", "Bestellnummer", "Referencia", "Riferimento",
            "Referentie", "Referência", "Indeks", "ID",
        ),
        Field.BOUGHT_ON: ("Date", "Datum", "Fecha", "Data"),
        Field.TOTAL: ("Total", "Gesamt", "Summe", "Totale", "Totaal", "Razem"),
        Field.STATUS: ("Status", "État", "Estado", "Stato"),
        Field.NAME: ("Customer", "Client", "Kunde", "Cliente", "Klant", "Klient"),
        Field.COMPANY: ("Company", "Société", "Firma", "Empresa", "Azienda", "Bedrijf"),
        Field.COUNTRY: ("Delivery", "Livraison", "Lieferung", "Entrega", "Consegna", "Bezorging"),
    },
    judge=by_status(
        cancelled=(
            r"cancel|annul|abgebrochen|storniert|anulad|geannuleerd|anulowan"
            r"|payment error|erreur de|fehler|zahlungsfehler|error (en|de)|errore"
            r"|awaiting|en attente|warten|wartet|in attesa|en espera|a la espera|wacht|aguardando"
            r"|on backorder not paid|oczekiw"
        ),
        refunded=r"refunded|rembours|erstattet|ruckerstattet|reembols|rimbors|terugbetaald|zwroc",
    ),
)  # fmt: skip

WIX = Format(
    name="wix_orders",
    title="Wix orders",
    source="wix",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"Order number", "Date created", "Contact email"}),
        frozenset({"Order number", "Total order quantity", "Payment status"}),
        frozenset({"Order number", "Delivery zip/postal code", "Recipient name"}),
    ),
    fields={
        Field.ORDER_KEY: ("Order number",),
        Field.BOUGHT_ON: ("Date created",),
        Field.TIME: ("Time",),
        Field.CURRENCY: ("Currency",),
        Field.TOTAL: ("Total",),
        Field.REFUNDED: ("Refunded amount",),
        Field.STATUS: ("Payment status",),
        Field.EMAIL: ("Contact email",),
        Field.NAME: ("Billing name", "Recipient name"),
        Field.PHONE: ("Billing phone", "Recipient phone"),
        Field.COMPANY: ("Billing company name", "Recipient company name"),
        # The columns of the delivery come twice under one name; the second are the payer's.
        Field.STREET: ("Billing address", "Delivery address #2", "Delivery address"),
        Field.POSTCODE: (
            "Billing zip/postal code", "Delivery zip/postal code #2", "Delivery zip/postal code",
        ),
        Field.CITY: ("Billing city", "Delivery city #2", "Delivery city"),
        Field.REGION: ("Delivery state name #2", "Delivery state name"),
        Field.COUNTRY: ("Billing country", "Delivery country"),
        Field.ITEM: ("Item",),
        Field.SKU: ("SKU",),
        Field.QUANTITY: ("Qty",),
        Field.UNIT_PRICE: ("Price",),
        Field.SHIPPING: ("Shipping rate",),
        Field.TAX: ("Total tax",),
        Field.PROMISED_ON: ("Fulfill by",),
        Field.NOTE: ("Note from customer",),
    },
    judge=by_status(
        cancelled=r"cancel|unpaid|not paid|pending|declined|authorized|failed|voided",
        refunded=r"(fully )?refunded",
        sales=r"paid|partially",
    ),
)  # fmt: skip


def _judge_squarespace(row: Row) -> Verdict | None:
    if row.named("Cancelled at"):
        return Verdict.CANCELLED
    status = fold(row.get(Field.STATUS))
    if not status:
        return None
    if status in {"pending", "voided", "authorized", "failed", "canceled", "cancelled", "unpaid"}:
        return Verdict.CANCELLED
    return Verdict.REFUNDED if status == "refunded" else Verdict.SALE


SQUARESPACE = Format(
    name="squarespace_orders",
    title="Squarespace orders",
    source="squarespace",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"Order ID", "Lineitem variant", "Lineitem name", "Created at"}),
        frozenset({"Order ID", "Financial Status", "Amount Refunded", "Total"}),
        frozenset({"Order ID", "Email", "Financial Status", "Lineitem name", "Created at"}),
    ),
    fields={
        Field.ORDER_KEY: ("Order ID",),
        Field.DELIVERED_ON: ("Fulfilled at",),
        Field.STATUS: ("Financial Status",),
        Field.BOUGHT_ON: ("Created at", "Paid at"),
        Field.CURRENCY: ("Currency",),
        Field.TOTAL: ("Total",),
        Field.NET: ("Subtotal",),
        Field.TAX: ("Taxes",),
        Field.REFUNDED: ("Amount Refunded",),
        Field.EMAIL: ("Email",),
        Field.PHONE: ("Billing Phone", "Shipping Phone"),
        Field.NAME: ("Billing Name", "Shipping Name"),
        Field.STREET: ("Billing Address1", "Shipping Address1"),
        Field.POSTCODE: ("Billing Zip", "Shipping Zip"),
        Field.CITY: ("Billing City", "Shipping City"),
        Field.REGION: ("Billing Province", "Shipping Province"),
        Field.COUNTRY: ("Billing Country", "Shipping Country"),
        Field.ITEM: ("Lineitem name",),
        Field.QUANTITY: ("Lineitem quantity",),
        Field.UNIT_PRICE: ("Lineitem price",),
        Field.SKU: ("Lineitem sku",),
        Field.SHIPPING: ("Shipping",),
        Field.DISCOUNT: ("Discount Amount",),
        Field.NOTE: ("Private Notes",),
    },
    judge=_judge_squarespace,
)

_PACKED = re.compile(
    r"Product Qty:\s*(?P<count>\d+).*?Product Name:\s*(?P<name>.*?)(?:,\s*Product [\w ]+:|$)"
)


def _packed_products(row: Row) -> tuple[LineRecord, ...]:
    """`Product ID: 12, Product Qty: 1, …, Product Name: Mug|Product ID: 13, …`"""
    found = (_PACKED.search(part) for part in row.get(Field.ITEM).split("|"))
    return tuple(LineRecord(m["name"].strip()[:200], Decimal(m["count"])) for m in found if m)


BIGCOMMERCE = Format(
    name="bigcommerce_orders",
    title="BigCommerce orders",
    source="bigcommerce",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"Order ID", "Order Date", "Order Status", "Order Total (inc tax)"}),
        frozenset({"Order ID", "Order Date", "Product Details", "Customer Email"}),
    ),
    fields={
        Field.ORDER_KEY: ("Order ID",),
        Field.BOUGHT_ON: ("Order Date",),
        Field.TIME: ("Order Time",),
        Field.CURRENCY: ("Order Currency Code", "Currency Code"),
        Field.TOTAL: ("Order Total (inc tax)", "Order Total"),
        Field.REFUNDED: ("Refund Amount",),
        Field.STATUS: ("Order Status",),
        Field.CUSTOMER_KEY: ("Customer ID",),
        Field.NAME: ("Customer Name", "Billing Name", "Shipping Name"),
        Field.EMAIL: ("Customer Email", "Billing Email"),
        Field.PHONE: ("Customer Phone", "Billing Phone", "Shipping Phone"),
        Field.STREET: ("Billing Street 1", "Shipping Street 1"),
        Field.POSTCODE: ("Billing Zip", "Shipping Zip"),
        Field.CITY: ("Billing Suburb", "Shipping Suburb"),
        Field.REGION: ("Billing State", "Shipping State"),
        Field.COUNTRY: ("Billing Country", "Shipping Country"),
        Field.ITEM: ("Product Details",),
        Field.NOTE: ("Customer Message",),
    },
    judge=by_status(
        cancelled=r"cancel|declined|incomplete|pending|awaiting payment|manual verif|disputed",
        refunded=r"refunded",
        sales=r"awaiting (fulfil|ship|pick)|completed|shipped|partially",
    ),
    split_items=_packed_products,
)

FORMATS = (BIGCOMMERCE, MAGENTO_ORDERS, MAGENTO_CUSTOMERS, PRESTASHOP, WIX, SQUARESPACE)
