import pytest
from django.urls import reverse

from regulars.models import Shop

KEPT = {
    "first_word_hours": 4,
    "check_back_days": 10,
    "cool_off_minutes": 15,
    "amends_staff_minor": "12.50",
    "amends_owner_minor": "",
}


def test_the_owner_decides_how_much_and_how_soon(owner):
    page = owner.post(reverse("settings:recovery"), KEPT, follow=True).text

    shop = Shop.objects.get()
    assert (shop.first_word_hours, shop.check_back_days, shop.cool_off_minutes) == (4, 10, 15)
    assert (shop.amends_staff_minor, shop.amends_owner_minor) == (1_250, None)
    assert "From now on" in page
    assert 'value="12.50"' in page


@pytest.mark.parametrize(
    "wrong", [{"first_word_hours": 0}, {"check_back_days": 0}, {"amends_staff_minor": "-1"}]
)
def test_what_makes_no_sense_is_refused(owner, wrong):
    assert owner.post(reverse("settings:recovery"), KEPT | wrong).status_code == 422
    assert Shop.objects.get().first_word_hours == 24
