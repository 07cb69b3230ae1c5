"""Etsy, eBay and Amazon."""

from regulars.readers.columns import Row
from regulars.readers.format import Format
from regulars.readers.words import fold
from regulars.rules.imports import Field, FileKind, NoticeCode, Verdict


def _etsy_total(row: Row) -> str:
    """`Adjusted Order Total` is 0 where nothing was adjusted, not where all was given back."""
    adjusted = row.named("Adjusted Order Total")
    is_adjusted = any(digit in adjusted for digit in "123456789")
    return adjusted if is_adjusted else row.named("Order Total")


def _judge_etsy(row: Row) -> Verdict | None:
    status = fold(row.get(Field.STATUS))
    if status.startswith(("cancel", "unpaid", "payment pending")):
        return Verdict.CANCELLED
    return Verdict.REFUNDED if status in {"refunded", "fully refunded"} else Verdict.SALE


ETSY_ORDERS = Format(
    name="etsy_orders",
    title="Etsy orders",
    source="etsy",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"Sale Date", "Order ID", "Buyer User ID"}),
        frozenset({"Sale Date", "Order ID", "Order Value", "Order Total"}),
        frozenset({"Order ID", "Number of Items", "Order Net"}),
    ),
    fields={
        Field.ORDER_KEY: ("Order ID",),
        Field.BOUGHT_ON: ("Sale Date",),
        Field.CURRENCY: ("Currency",),
        Field.CUSTOMER_KEY: ("Buyer User ID",),
        Field.NAME: ("Full Name",),
        Field.GIVEN_NAME: ("First Name",),
        Field.FAMILY_NAME: ("Last Name",),
        Field.STREET: ("Street 1",),
        Field.POSTCODE: ("Ship Zipcode",),
        Field.CITY: ("Ship City",),
        Field.REGION: ("Ship State",),
        Field.COUNTRY: ("Ship Country",),
        Field.STATUS: ("Status",),
        Field.DELIVERED_ON: ("Date Shipped",),
        Field.SHIPPING: ("Shipping",),
        Field.TAX: ("Sales Tax",),
    },
    computed={Field.TOTAL: _etsy_total},
    judge=_judge_etsy,
    is_day_first=False,
)
ETSY_ITEMS = Format(
    name="etsy_items",
    title="Etsy order items",
    source="etsy",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"Sale Date", "Item Name", "Order ID", "Transaction ID"}),
        frozenset({"Sale Date", "Item Name", "Item Total"}),
    ),
    fields={
        Field.ORDER_KEY: ("Order ID",),
        Field.LINE_KEY: ("Transaction ID",),
        Field.BOUGHT_ON: ("Sale Date", "Date Paid"),
        Field.CURRENCY: ("Currency",),
        Field.CUSTOMER_KEY: ("Buyer",),
        Field.NAME: ("Ship Name",),
        Field.STREET: ("Ship Address1",),
        Field.POSTCODE: ("Ship Zipcode",),
        Field.CITY: ("Ship City",),
        Field.REGION: ("Ship State",),
        Field.COUNTRY: ("Ship Country",),
        Field.ITEM: ("Item Name",),
        Field.SKU: ("SKU",),
        Field.QUANTITY: ("Quantity",),
        Field.LINE_AMOUNT: ("Item Total",),
        Field.DELIVERED_ON: ("Date Shipped",),
        Field.UNIT_PRICE: ("Price",),
        Field.SHIPPING: ("Order Shipping",),
        Field.TAX: ("Order Sales Tax",),
    },
    adds_once=(Field.SHIPPING, Field.TAX),
    is_day_first=False,
)


def _judge_ebay(row: Row) -> Verdict | None:
    """An order of several items has a row of its own and then one for each item."""
    if any("record(s) downloaded" in cell for cell in row.cells[:2]):
        return Verdict.SKIP
    if not row.get(Field.BOUGHT_ON) and not _ebay_total(row):
        return None
    is_paid = not row.has_column("Paid On Date", "Zahlungsdatum") or (
        row.named("Paid On Date") or row.named("Zahlungsdatum")
    )
    return Verdict.SALE if is_paid else Verdict.CANCELLED


_EBAY_TOTALS = (
    "Total Price", "Gesamtbetrag", "Gesamtpreis", "Prix total", "Prezzo totale", "Precio total",
)  # fmt: skip
_EBAY_NAMES = ("Buyer Name", "Ship To Name", "Post to name")


def _ebay_total(row: Row) -> str:
    """An item's row under its order's may repeat a part of the order's total."""
    is_of_order = not row.has_column(*_EBAY_NAMES) or any(map(row.named, _EBAY_NAMES))
    is_item = bool(row.get(Field.ITEM)) and not is_of_order
    return "" if is_item else next((t for name in _EBAY_TOTALS if (t := row.named(name))), "")


EBAY = Format(
    name="ebay_orders",
    title="eBay orders",
    source="ebay",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"Sales Record Number", "Order Number", "Buyer Username"}),
        frozenset({"Order Number", "Buyer Username", "Sold For"}),
        frozenset({"Sales Record Number", "Buyer Username", "Item Title"}),
        frozenset({"Order number", "Buyer username", "Post to name"}),
        frozenset({"Verkaufsprotokollnummer", "Bestellnummer"}),
        frozenset({"Bestellnummer", "Nutzername des Käufers"}),
        frozenset({"Numéro de commande", "Nom d'utilisateur de l'acheteur"}),
        frozenset({"Numero ordine", "Nome utente acquirente"}),
        frozenset({"Número de pedido", "Nombre de usuario del comprador"}),
    ),
    fields={
        Field.ORDER_KEY: (
            "Order Number", "Bestellnummer", "Numéro de commande", "Numero ordine",
            "Número de pedido", "Sales Record Number", "Verkaufsprotokollnummer",
        ),
        Field.BOUGHT_ON: (
            "Sale Date", "Verkauft am", "Verkaufsdatum", "Date de la vente", "Date de vente",
            "Data di vendita", "Fecha de venta",
        ),
        Field.LINE_AMOUNT: ("Sold For", "Verkauft für", "Vendu pour", "Vendido por"),
        Field.CUSTOMER_KEY: (
            "Buyer Username", "Nutzername des Käufers", "Nom d'utilisateur de l'acheteur",
            "Nome utente acquirente", "Nombre de usuario del comprador",
        ),
        Field.NAME: (
            "Buyer Name", "Ship To Name", "Post to name", "Name des Käufers", "Versand an Name",
            "Nom de l'acheteur", "Nome acquirente", "Nombre del comprador",
        ),
        # A relay address that eBay gives anew for each order is no address of the person.
        Field.PHONE: ("Ship To Phone", "Post to phone", "Telefonnummer des Empfängers"),
        Field.STREET: ("Buyer Address 1", "Ship To Address 1", "Post to address 1"),
        Field.POSTCODE: (
            "Buyer Zip", "Ship To Zip", "Buyer postcode", "Post to postcode", "PLZ des Käufers",
        ),
        Field.CITY: ("Buyer City", "Ship To City", "Post to city", "Ort des Käufers"),
        Field.REGION: ("Buyer State", "Ship To State", "Post to county"),
        Field.COUNTRY: ("Buyer Country", "Ship To Country", "Post to country", "Land des Käufers"),
        Field.ITEM: ("Item Title", "Artikelbezeichnung", "Angebotstitel", "Titre de l'objet"),
        Field.SKU: ("Custom Label", "Item Number", "Bestandseinheit", "Artikelnummer"),
        Field.QUANTITY: ("Quantity", "Stückzahl", "Anzahl", "Quantité"),
        Field.PROMISED_ON: ("Maximum Estimated Delivery Date", "Ship By Date"),
        Field.DELIVERED_ON: ("Shipped On Date",),
        Field.NOTE: ("Buyer Note",),
    },
    computed={Field.TOTAL: _ebay_total},
    judge=_judge_ebay,
)  # fmt: skip


def _judge_amazon(row: Row) -> Verdict | None:
    status = fold(row.get(Field.STATUS))
    if status.startswith(("cancel", "pending", "unfulfillable")):
        return Verdict.CANCELLED
    if fold(row.named("item-status")).startswith("cancel"):
        return Verdict.CANCELLED
    return Verdict.SALE


_AMAZON_MONEY = {
    Field.LINE_AMOUNT: ("item-price",),
    Field.TAX: ("item-tax", "shipping-tax", "gift-wrap-tax"),
    Field.SHIPPING: ("shipping-price", "gift-wrap-price"),
    Field.CURRENCY: ("currency",),
    Field.SKU: ("sku",),
    Field.ITEM: ("product-name",),
}
AMAZON_ALL = Format(
    name="amazon_all_orders",
    title="Amazon all orders",
    source="amazon",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"amazon-order-id", "purchase-date"}),
        frozenset({"amazon-order-id", "order-status"}),
    ),
    fields={
        **_AMAZON_MONEY,
        Field.ORDER_KEY: ("amazon-order-id",),
        Field.BOUGHT_ON: ("purchase-date",),
        Field.STATUS: ("order-status",),
        Field.QUANTITY: ("quantity",),
        Field.NAME: ("buyer-name", "recipient-name"),
        Field.EMAIL: ("buyer-email",),
    },
    judge=_judge_amazon,
    adds_each_row=(Field.TAX, Field.SHIPPING),
    are_emails_aliases=True,
    no_customers_instead="amazon_new_orders",
)
AMAZON_NEW = Format(
    name="amazon_new_orders",
    title="Amazon new orders",
    source="amazon",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"order-id", "order-item-id", "purchase-date"}),
        frozenset({"order-id", "purchase-date", "buyer-email"}),
    ),
    fields={
        **_AMAZON_MONEY,
        Field.ORDER_KEY: ("order-id",),
        Field.LINE_KEY: ("order-item-id",),
        Field.BOUGHT_ON: ("purchase-date", "payments-date"),
        Field.QUANTITY: ("quantity-purchased",),
        Field.NAME: ("buyer-name", "recipient-name"),
        Field.EMAIL: ("buyer-email",),
        Field.PHONE: ("buyer-phone-number", "ship-phone-number"),
        Field.STREET: ("ship-address-1",),
        Field.POSTCODE: ("ship-postal-code",),
        Field.CITY: ("ship-city",),
        Field.REGION: ("ship-state",),
        Field.COUNTRY: ("ship-country",),
        Field.PROMISED_ON: ("promise-date", "delivery-end-date"),
    },
    adds_each_row=(Field.TAX, Field.SHIPPING),
    are_emails_aliases=True,
    notices=(NoticeCode.EMAILS_ARE_ALIASES,),
)
AMAZON_UNSHIPPED = Format(
    name="amazon_unshipped",
    title="Amazon unshipped orders",
    source="amazon",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"order-id", "order-item-id", "purchase-date", "quantity-to-ship"}),
        frozenset({"order-id", "order-item-id", "purchase-date", "days-past-promise"}),
    ),
    fields=AMAZON_NEW.fields,
    adds_each_row=(Field.TAX, Field.SHIPPING),
    are_emails_aliases=True,
    notices=(NoticeCode.EMAILS_ARE_ALIASES,),
)

FORMATS = (ETSY_ORDERS, ETSY_ITEMS, EBAY, AMAZON_ALL, AMAZON_NEW, AMAZON_UNSHIPPED)
