"""Real exports with open licences, where they lie beside the project: read as by eye."""

from datetime import date
from pathlib import Path

import pytest

from regulars.readers.files import Answers, ShopDefaults, examine
from tests.readers.reading import Read, read_file

SAMPLES = Path(__file__).parents[3] / "shared" / "data" / "samples"
TODAY = date(2026, 11, 22)
SWISS = ShopDefaults(country="CH", currency="CHF", time_zone="Europe/Zurich", today=TODAY)
DANISH = ShopDefaults(country="DK", currency="DKK", time_zone="Europe/Copenhagen", today=TODAY)

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the folder of sample files is not beside the repository"
)


def read_sample(name: str, scratch: Path, *, shop: ShopDefaults = SWISS, **answers: object) -> Read:
    return read_file(SAMPLES / name, scratch, shop=shop, answers=Answers(**answers))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "shop", "purchases", "cancelled", "gross", "refunded"),
    [
        ("paypal_activity_en_2014.csv", SWISS, 3, 0, {"GBP": 200, "USD": 1100}, {}),
        ("paypal_activity_fr_2014.csv", SWISS, 3, 0, {"USD": 1200}, {}),
        ("paypal_activity_fr_ch_2020.csv", SWISS, 0, 0, {}, {}),
        ("stripe_balance_summary_2025.csv", SWISS, 2, 0, {"CHF": 50800}, {}),
        (
            "stripe_payments_custom_semicolon_2024.csv",
            SWISS,
            622,
            0,
            {"USD": 355300, "EUR": 310750, "MXN": 1911500},
            {},
        ),
        ("stripe_unified_payments_all_columns_2024.csv", SWISS, 1, 0, {"USD": 1500}, {}),
        ("sumup_transactions_de_2025.csv", SWISS, 1116, 98, {"CHF": 4010680}, {}),
        ("sumup_transactions_de_2025b.csv", SWISS, 1, 0, {"CHF": 200}, {}),
        ("sumup_transactions_fr_2025.csv", SWISS, 4, 0, {"CHF": 15085}, {"CHF": 260}),
        ("zettle_receipts_da_2021.xlsx", DANISH, 6, 0, {"DKK": 243500}, {}),
    ],
)
def test_sales_of_a_real_export(
    name: str,
    shop: ShopDefaults,
    purchases: int,
    cancelled: int,
    gross: dict[str, int],
    refunded: dict[str, int],
    tmp_path: Path,
):
    read = read_sample(name, tmp_path, shop=shop)

    assert (len(read.purchases), read.tally.cancelled) == (purchases, cancelled)
    assert (read.tally.gross_minor, read.tally.refunded_minor) == (gross, refunded)
    assert read.refusals == []


@pytest.mark.parametrize(
    ("name", "instead"),
    [
        ("sumup_account_it_2023.csv", "sumup_transactions"),
        ("sumup_account_it_2024.csv", "sumup_transactions"),
        ("zettle_account_statement_da_2025.xlsx", "zettle_receipts"),
    ],
)
def test_a_statement_is_refused_with_the_report_to_run_instead(name: str, instead: str):
    seen = examine(SAMPLES / name, shop=SWISS)

    assert (str(seen.unusable), seen.unusable_facts["instead"]) == ("other_report", instead)


def test_a_column_that_settles_no_order_of_day_and_month_is_asked_about(tmp_path: Path):
    seen = examine(SAMPLES / "paypal_activity_it_2023.csv", shop=SWISS)
    read = read_sample("paypal_activity_it_2023.csv", tmp_path, is_day_first=True)

    assert [question.kind.value for question in seen.questions] == ["day_month"]
    assert read.tally.rows == 24


@pytest.mark.parametrize(
    ("name", "people"),
    [("gmail-list", 3), ("John_Doe_ANDROID", 6), ("outlook-2007", 1), ("rfc6350-example", 1)],
)
def test_people_of_a_real_address_book(name: str, people: int, tmp_path: Path):
    assert len(read_sample(f"vcard/{name}.vcf", tmp_path).customers) == people
