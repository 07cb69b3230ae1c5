"""What the formats say of people, promises, lines and consent."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from regulars.readers.files import parts
from regulars.rules.channels import Channel
from regulars.rules.dates import Anniversary
from tests.readers.fixtures.cases import CASES
from tests.readers.outcomes import shop_of
from tests.readers.reading import Read, read_part, read_text

BY_ID = {case.id: case for case in CASES}


@pytest.fixture
def opened(tmp_path: Path):
    def open_case(name: str) -> Read:
        case = BY_ID[name]
        [part] = parts(case.write(tmp_path), scratch=tmp_path)
        return read_part(part, tmp_path, shop=shop_of(case))

    return open_case


def test_a_birthday_in_a_column_of_the_shop_s_own_is_found_in_any_language(opened):
    lucia, iker = opened("shopify_customers_2026").customers

    assert lucia.birthday == Anniversary(2, 29, 1988)
    assert iker.birthday is None


def test_armour_is_taken_off_shopify_s_ids_postcodes_and_phones(opened):
    [ben] = opened("shopify_customers_2024").customers

    assert (ben.key, ben.postcode, ben.phones) == ("7210448301122", "01970", ("+16175550188",))


def test_a_plain_no_is_kept_and_the_note_too(opened):
    ada, _ = opened("shopify_customers_2022").customers

    assert {consent.channel: consent.is_given for consent in ada.consents} == {
        Channel.EMAIL: True,
        Channel.SMS: False,
    }
    assert ada.note == "Likes lavender"


@pytest.mark.parametrize(
    ("name", "may_write"),
    [
        ("mailchimp_subscribed", True),
        ("mailchimp_unsubscribed", False),
        ("mailchimp_cleaned", False),
    ],
)
def test_who_left_a_mailing_list_must_not_be_written_to(opened, name: str, may_write: bool):
    people = opened(name).customers

    assert [[c.is_given for c in person.consents] for person in people] == [[may_write]] * len(
        people
    )


def test_a_mailchimp_birthday_has_no_year(opened):
    qi, ro = opened("mailchimp_subscribed").customers

    assert (qi.birthday, ro.birthday) == (Anniversary(2, 29), Anniversary(12, 3))
    assert qi.tags == ("VIP", "Blog")


def test_an_amazon_alias_is_no_address_of_the_person(opened):
    read = opened("amazon_new_orders")

    people = {purchase.customer.name for purchase in read.purchases if purchase.customer}
    assert people == {"Tess Wood", "Uma Cole"}
    assert all(not purchase.customer.emails for purchase in read.purchases if purchase.customer)


def test_amazon_and_ebay_and_odoo_say_what_was_promised(opened):
    assert opened("amazon_unshipped").purchases[0].promised_on == date(2020, 4, 5)
    assert opened("ebay_orders").purchases[0].promised_on == date(2026, 7, 31)
    assert opened("odoo_orders").purchases[0].promised_on == date(2024, 3, 9)


def test_ebay_and_any_named_column_say_what_was_delivered(opened, tmp_path):
    assert opened("ebay_orders").purchases[0].delivered_on == date(2026, 7, 27)

    read = read_text(
        tmp_path,
        """
        Order;Date;Customer;Article;Lieferant;Total;Promised on;Geliefert am
        A1;2026-11-02;Mara Lind;Table;Nussbaum GmbH;90.00;2026-11-20;2026-11-18
        A2;2026-11-03;Ole Berg;Chair;Holz AG;45.00;2026-11-25;
        """,
    )

    assert [(one.promised_on, one.delivered_on) for one in read.purchases] == [
        (date(2026, 11, 20), date(2026, 11, 18)),
        (date(2026, 11, 25), None),
    ]
    assert [one.lines[0].supplier for one in read.purchases] == ["Nussbaum GmbH", "Holz AG"]


def test_the_second_of_two_equal_columns_is_the_payer_s(opened):
    person = opened("wix_orders").purchases[0].customer

    assert (person.name, person.postcode, person.city) == ("Max Kurz", "20095", "Hamburg")


def test_a_paypal_refund_lowers_the_payment_it_refers_to(opened):
    refunded = {p.key: p.refunded_minor for p in opened("paypal_english").purchases}

    assert refunded == {"T1": 0, "T2": 500, "T4": 0}


def test_payments_of_one_paypal_subscription_are_so_many_visits(tmp_path: Path):
    case = BY_ID["paypal_english"]
    header = "Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net,From Email Address,"
    header += "To Email Address,Transaction ID,Reference Txn ID,Balance Impact"
    rows = [
        f"01/{day}/2023,10:00:00,PST,Hal,Subscription Payment,Completed,USD,9.00,0,9.00,"
        f"hal@example.com,me@example.com,S{day},I-ABC,Credit"
        for day in (14, 21, 28)
    ]
    path = tmp_path / "Download.csv"
    path.write_text("\n".join([header, *rows]), encoding="utf-8")

    [part] = parts(path, scratch=tmp_path)
    read = read_part(part, tmp_path, shop=shop_of(case))

    assert [p.key for p in read.purchases] == ["S14", "S21", "S28"]


def test_a_sub_customer_of_quickbooks_keeps_its_whole_name(opened):
    names = {p.customer.name for p in opened("quickbooks_sales").purchases}

    assert names == {"Test Shop", "Parent Co:North Branch"}


def test_woocommerce_packs_names_with_commas_into_one_cell(opened):
    lines = opened("woocommerce_orders").purchases[0].lines

    assert [(line.name, line.quantity) for line in lines] == [
        ("Mug", Decimal(2)),
        ("Tea, green", Decimal(1)),
    ]


def test_google_keeps_own_labels_and_both_addresses(opened):
    uli, by_email, by_phone = opened("google_contacts").customers

    assert uli.tags == ("Stammkunden",)
    assert uli.emails == ("uli@example.de", "u.berg@example.de")
    assert uli.birthday == Anniversary(2, 3)
    assert (by_email.name, by_email.emails) == ("", ("vi@example.de",))
    assert (by_phone.name, by_phone.phones) == ("", ("+491712345679",))


def test_the_form_of_a_cash_on_delivery_app_says_who_it_is(opened):
    [purchase] = opened("shopify_orders_cash_on_delivery").purchases

    assert purchase.customer.phones == ("+919876543210",)


def test_sumup_s_address_is_the_cashier_s(opened):
    read = opened("sumup_german")

    assert [p.customer for p in read.purchases] == [None, None]
    assert "cashier_email" in {notice.code.value for notice in read.seen.notices}


def test_toast_gives_a_day_and_a_time_in_two_columns(opened):
    purchase = opened("toast_checks").purchases[0]

    assert purchase.bought_at.isoformat() == "2026-10-08T17:18:00-04:00"


def test_square_has_a_named_zone_and_the_directory_has_the_names(opened):
    purchase = opened("square_items_35").purchases[0]
    vera, walt = opened("square_customers").customers

    assert purchase.bought_at.isoformat() == "2026-07-18T23:59:30-04:00"
    assert (purchase.customer.key, purchase.customer.source) == (vera.key, vera.source)
    assert [c.is_given for c in walt.consents] == [False]
