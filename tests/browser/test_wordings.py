"""The texts that leave the house, looked through and tried in a real browser."""

from regulars.actions.wordings import install_ready_wordings
from regulars.models import Wording
from tests.browser.conftest import both_screens


@both_screens
def test_an_owner_reads_a_text_changes_it_and_sees_it_with_a_customer(
    customer, ana, sign_in, check_axe, screen
):
    install_ready_wordings()
    thanks = Wording.objects.filter(purpose="thanks").first()
    page = sign_in()
    page.goto("/settings/wordings")
    check_axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    page.goto(f"/settings/wordings/{thanks.pk}")
    check_axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.goto(f"/settings/wordings/{thanks.pk}?language=de&tone=formal")
    check_axe(page)
    page.goto("/settings/wordings/new")
    check_axe(page)
