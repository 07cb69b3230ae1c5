import pytest

from regulars.models import Wish
from regulars.queries.local_days import noon_of, shop_today
from regulars.web.keys import key_of
from tests.levels import tried

LONG = "9" * 5_000  # Python itself refuses to read so long a number


@pytest.mark.parametrize(("told", "key"), [("7", 7), ("9" * 17, int("9" * 17))])
def test_a_number_is_read(told, key):
    assert key_of(told) == key


@pytest.mark.parametrize("told", ["", "x", "-1", "1.5", "٣", "²", " 7", "9" * 18, LONG])
def test_what_is_none_is_no_row(told):
    assert key_of(told) == 0


@pytest.mark.parametrize("told", ["9" * 25, LONG])
def test_no_form_breaks_on_a_number_of_any_length(owner, ana, customer, told):
    wish = Wish.objects.create(customer=customer, text="Oat milk", heard_at=noon_of(shop_today()))
    asked = [
        (f"/voices/what-else/{customer.pk}", {"about": f"purchase-{told}", "route": "nothing"}),
        (f"/voices/wishes/{wish.pk}/group", {"into": told}),
        (f"/voices/wishes/{wish.pk}/group", {"other": told}),
        ("/voices/ideas/new", {"title": "A second till", "friction": told}),
        ("/charter/vision/points", {"text": "Nobody waits", "of": told}),
        (f"/paid-service/{tried(ana).pk}/offer", {"customer": told}),
    ]
    for path, values in asked:
        assert owner.post(path, values).status_code < 500, path
