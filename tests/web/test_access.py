"""Who may see a page, and what happens to a page whose sign-in has ended."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from regulars.rules.access import Right
from regulars.web.access import may, needs, person_of


@pytest.fixture
def asked(rf):
    def by(user):
        request = rf.get("/")
        request.user = user
        return request

    return by


def test_a_right_opens_a_page(asked, ana, ben):
    @needs(Right.EXPORT)
    def page(request, pk):
        return HttpResponse(f"page {pk}")

    assert page(asked(ana), pk=7).content == b"page 7"
    with pytest.raises(PermissionDenied):
        page(asked(ben), pk=7)


def test_a_stranger_has_no_right(asked, django_user_model):
    stranger = type("Stranger", (), {"is_authenticated": False})()
    assert not may(asked(stranger), Right.CARE)
    with pytest.raises(PermissionDenied):
        person_of(asked(stranger))


def test_a_part_of_a_page_sends_the_whole_page_to_the_sign_in(client, ana):
    response = client.get(
        "/settings/own",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/settings/?tab=2"},
    )
    assert response.status_code == 200
    assert response["HX-Redirect"] == "/account/sign-in?next=%2Fsettings%2F%3Ftab%3D2"
    assert response.content == b""


def test_a_foreign_page_is_not_what_one_comes_back_to(client, ana):
    response = client.get(
        "/settings/own",
        headers={"HX-Request": "true", "HX-Current-URL": "https://evil.example/x"},
    )
    assert response["HX-Redirect"] == "/account/sign-in?next=%2F"
