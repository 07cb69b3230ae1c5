"""Contacts and mailing lists: HubSpot, Mailchimp, Google, Outlook, loyalty cards."""

import re

from regulars.readers.columns import Row
from regulars.readers.format import Format
from regulars.readers.words import fold
from regulars.rules.imports import Field, FileKind, Verdict

HUBSPOT_CONTACTS = Format(
    name="hubspot_contacts",
    title="HubSpot contacts",
    source="hubspot",
    kind=FileKind.CUSTOMERS,
    signatures=(
        frozenset({"Record ID", "First Name", "Last Name", "Email"}),
        frozenset({"Record ID", "Email", "Contact owner"}),
        frozenset({"Contact ID", "First Name", "Email", "Lifecycle Stage"}),
    ),
    fields={
        Field.CUSTOMER_KEY: ("Record ID", "Contact ID"),
        Field.GIVEN_NAME: ("First Name",),
        Field.FAMILY_NAME: ("Last Name",),
        Field.EMAIL: ("Email",),
        Field.PHONE: ("Mobile Phone Number", "Phone Number"),
        Field.COMPANY: ("Company Name", "Associated Company"),
        Field.STREET: ("Street Address",),
        Field.POSTCODE: ("Postal Code",),
        Field.CITY: ("City",),
        Field.REGION: ("State/Region",),
        Field.COUNTRY: ("Country/Region",),
        Field.BIRTHDAY: ("Date of birth", "Birthday"),
        Field.LANGUAGE: ("Preferred language",),
        Field.CUSTOMER_SINCE: ("Create Date",),
    },
)


def _first_contact(row: Row) -> str:
    """`101;102`: the first of a deal's contacts is the one it began with."""
    for name in ("Associated Contact IDs", "Associated Contact ID"):
        if value := row.named(name):
            return re.split(r"[;,]", value)[0].strip()
    return ""


_PERSON = re.compile(r"\s*([^;(]*?)\s*\(([^()\s]+@[^()\s]+)\)")


def _deal_email(row: Row) -> str:
    """`Pau Serra (pau@example.es); …`: who the deal was made with."""
    found = _PERSON.match(row.named("Associated Contact"))
    return found[2] if found else ""


def _deal_name(row: Row) -> str:
    cell = row.named("Associated Contact")
    found = _PERSON.match(cell)
    return found[1] if found else cell.split(";")[0].strip()


def _judge_deal(row: Row) -> Verdict | None:
    stage = fold(row.get(Field.STATUS)).replace(" ", "")
    is_won = "won" in stage or stage.startswith(("gewonnen", "abgeschlossenundgewonnen", "gagne"))
    return Verdict.SALE if is_won else Verdict.CANCELLED


HUBSPOT_DEALS = Format(
    name="hubspot_deals",
    title="HubSpot deals",
    source="hubspot",
    kind=FileKind.PURCHASES,
    signatures=(
        frozenset({"Deal Name", "Deal Stage", "Amount"}),
        frozenset({"Record ID", "Deal Name", "Close Date"}),
    ),
    fields={
        Field.ORDER_KEY: ("Record ID", "Deal ID"),
        Field.BOUGHT_ON: ("Close Date",),
        Field.TOTAL: ("Amount",),
        Field.CURRENCY: ("Currency", "Deal Currency Code"),
        Field.STATUS: ("Deal Stage",),
        Field.COMPANY: ("Associated Company",),
        Field.STAFF: ("Deal owner",),
        Field.NOTE: ("Deal Name",),
    },
    computed={
        Field.CUSTOMER_KEY: _first_contact,
        Field.EMAIL: _deal_email,
        Field.NAME: _deal_name,
    },
    judge=_judge_deal,
    no_customers_instead="hubspot_deals",
)


def _mailchimp(
    name: str, title: str, word: str, *marks: str, file_words: tuple[str, ...] = ()
) -> Format:
    """One of the lists of an audience: who has left it must not be written to.

    A list is known by its own columns, or by its file's name where they were left out.
    """
    signatures = (
        frozenset({"Email Address", "MEMBER_RATING", "LEID", *marks}),
        frozenset({"Email Address", "OPTIN_TIME", "EUID", *marks}),
        frozenset({"Email Address", "MEMBER_RATING", "LAST_CHANGED", *marks}),
    )
    return Format(
        name=name,
        title=title,
        source="mailchimp",
        kind=FileKind.CUSTOMERS,
        signatures=signatures,
        fields={
            Field.CUSTOMER_KEY: ("EUID",),
            Field.EMAIL: ("Email Address",),
            Field.GIVEN_NAME: ("First Name", "FNAME"),
            Field.FAMILY_NAME: ("Last Name", "LNAME"),
            Field.NAME: ("Name", "Full Name"),
            Field.PHONE: ("Phone Number", "Phone", "PHONE"),
            Field.STREET: ("Address",),
            Field.BIRTHDAY: ("Birthday", "Birthday #2", "BIRTHDAY"),
            Field.COUNTRY: ("CC",),
            Field.TAGS: ("TAGS",),
            Field.NOTE: ("NOTES",),
            Field.CUSTOMER_SINCE: ("OPTIN_TIME", "CONFIRM_TIME"),
        },
        computed={Field.CONSENT_EMAIL: lambda _: word},
        is_day_first=False,
        file_words=file_words,
    )


MAILCHIMP = _mailchimp("mailchimp_subscribed", "Mailchimp subscribed", "subscribed")
MAILCHIMP_LEFT = _mailchimp(
    "mailchimp_unsubscribed", "Mailchimp unsubscribed", "unsubscribed", "UNSUB_TIME"
)
MAILCHIMP_CLEANED = _mailchimp("mailchimp_cleaned", "Mailchimp cleaned", "cleaned", "CLEAN_TIME")
_BY_FILE_NAME = (
    _mailchimp(
        "mailchimp_unsubscribed",
        "Mailchimp unsubscribed",
        "unsubscribed",
        file_words=("unsubscribed",),
    ),
    _mailchimp("mailchimp_cleaned", "Mailchimp cleaned", "cleaned", file_words=("cleaned",)),
    # Bought something once, never asked for letters: neither a yes nor a no.
    _mailchimp(
        "mailchimp_nonsubscribed", "Mailchimp non-subscribed", "", file_words=("nonsubscribed",)
    ),
)


def _labels(row: Row) -> str:
    """Without the group that every contact is in."""
    cell = row.named("Labels") or row.named("Group Membership")
    labels = (label.strip().removeprefix("* ") for label in cell.split(":::"))
    return " ::: ".join(label for label in labels if label and label != "myContacts")


def _each(pattern: str, count: int = 6) -> tuple[str, ...]:
    return tuple(pattern.format(i) for i in range(1, count + 1))


GOOGLE = Format(
    name="google_contacts",
    title="Google Contacts",
    source="google",
    kind=FileKind.CUSTOMERS,
    signatures=(
        frozenset({"First Name", "Last Name", "File As", "Labels"}),
        frozenset({"First Name", "Phonetic First Name", "Labels"}),
        frozenset({"Given Name", "Family Name", "Group Membership"}),
        frozenset({"Name", "Given Name", "Yomi Name"}),
        frozenset({"E-mail 1 - Value", "Phone 1 - Value"}),
        frozenset({"Given Name", "Family Name", "E-mail 1 - Value"}),
    ),
    fields={
        Field.NAME: ("Name", "File As"),
        Field.GIVEN_NAME: ("First Name", "Given Name"),
        Field.FAMILY_NAME: ("Last Name", "Family Name"),
        Field.COMPANY: ("Organization Name", "Organization 1 - Name"),
        Field.EMAIL: _each("E-mail {} - Value"),
        Field.PHONE: _each("Phone {} - Value"),
        Field.STREET: ("Address 1 - Street", "Address 1 - Formatted"),
        Field.POSTCODE: ("Address 1 - Postal Code",),
        Field.CITY: ("Address 1 - City",),
        Field.REGION: ("Address 1 - Region",),
        Field.COUNTRY: ("Address 1 - Country",),
        Field.BIRTHDAY: ("Birthday",),
        Field.NOTE: ("Notes",),
    },
    computed={Field.TAGS: _labels},
)

OUTLOOK = Format(
    name="outlook_contacts",
    title="Outlook contacts",
    source="outlook",
    kind=FileKind.CUSTOMERS,
    signatures=(
        frozenset({"First Name", "Last Name", "E-mail Address", "Mobile Phone"}),
        frozenset({"E-mail Address", "Home Street", "Business Street"}),
        frozenset({"E-mail Address", "E-mail 2 Address", "Business Phone"}),
        frozenset({"Vorname", "Nachname", "E-Mail-Adresse", "Mobiltelefon"}),
        frozenset({"Nachname", "E-Mail-Adresse", "Straße geschäftlich"}),
        frozenset({"Prénom", "Nom", "Adresse de messagerie", "Tél. mobile"}),
        frozenset({"Prénom", "Nom", "Adresse de messagerie"}),
    ),
    fields={
        Field.GIVEN_NAME: ("First Name", "Vorname", "Prénom"),
        Field.FAMILY_NAME: ("Last Name", "Nachname", "Nom"),
        Field.COMPANY: ("Company", "Firma", "Société"),
        Field.EMAIL: (
            "E-mail Address", "E-mail 2 Address", "E-mail 3 Address", "E-Mail-Adresse",
            "E-Mail 2: Adresse", "E-Mail 3: Adresse", "Adresse de messagerie",
            "Adresse de messagerie 2",
        ),
        Field.PHONE: (
            "Mobile Phone", "Primary Phone", "Home Phone", "Business Phone", "Home Phone 2",
            "Business Phone 2", "Other Phone", "Mobiltelefon", "Telefon (privat)",
            "Telefon privat", "Telefon geschäftlich", "Telefon (geschäftlich)", "Tél. mobile",
            "Téléphone (domicile)", "Téléphone (bureau)",
        ),
        Field.STREET: (
            "Home Street", "Business Street", "Other Street", "Straße privat",
            "Straße geschäftlich", "Rue (domicile)", "Rue (bureau)",
        ),
        Field.POSTCODE: (
            "Home Postal Code", "Business Postal Code", "Other Postal Code",
            "Postleitzahl privat", "Postleitzahl geschäftlich", "Code postal (domicile)",
        ),
        Field.CITY: (
            "Home City", "Business City", "Other City", "Ort privat", "Ort geschäftlich",
            "Ville (domicile)",
        ),
        Field.REGION: ("Home State", "Business State", "Other State"),
        Field.COUNTRY: (
            "Home Country", "Home Country/Region", "Business Country",
            "Business Country/Region", "Other Country", "Land/Region privat",
            "Land/Region geschäftlich",
        ),
        Field.BIRTHDAY: ("Birthday", "Geburtstag", "Anniversaire"),
        Field.TAGS: ("Categories", "Kategorien", "Catégories"),
        Field.NOTE: ("Notes", "Notizen", "Notes"),
    },
)  # fmt: skip

LOYALTY = Format(
    name="loyalty_cards",
    title="Loyalty cards",
    source="loyalty",
    kind=FileKind.CUSTOMERS,
    signatures=(
        frozenset({"Crm Name", "Membership Tier"}),
        frozenset({"Crm Name", "Phone Number", "Register Date"}),
        frozenset({"Membership Tier", "Register Branch", "Point"}),
    ),
    fields={
        Field.CUSTOMER_KEY: ("Line UID",),
        Field.NAME: ("Crm Name",),
        Field.EMAIL: ("Email",),
        Field.PHONE: ("Phone Number",),
        Field.BIRTHDAY: ("Birthdate",),
        Field.CUSTOMER_SINCE: ("Register Date",),
        Field.TAGS: ("Tag", "Membership Tier"),
    },
    is_day_first=True,
)

FORMATS = (
    *_BY_FILE_NAME,
    HUBSPOT_CONTACTS,
    HUBSPOT_DEALS,
    MAILCHIMP,
    MAILCHIMP_LEFT,
    MAILCHIMP_CLEANED,
    GOOGLE,
    OUTLOOK,
    LOYALTY,
)
