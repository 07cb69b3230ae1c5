"""When something is not there, not allowed or broken: one page, in words, that tells no secrets."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from regulars.config import urls as real
from regulars.web import errors

SECRET = "the inner thing of " + "row 4711"


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError(SECRET)


def missing(request: HttpRequest) -> HttpResponse:
    raise Http404(SECRET)


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied(SECRET)


def suspicious(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation(SECRET)


urlpatterns = [
    *real.urlpatterns,
    path("test-broken/", broken),
    path("test-missing/", missing),
    path("test-forbidden/", forbidden),
    path("test-suspicious/", suspicious),
]
handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken

CASES = [
    ("/test-broken/", 500, "went wrong on our side"),
    ("/test-missing/", 404, "nothing here"),
    ("/not-there/at/all", 404, "nothing here"),
    ("/test-forbidden/", 403, "for the owner"),
    ("/test-suspicious/", 400, "could not be read"),
]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(("address", "status", "words"), CASES)
def test_an_error_is_said_in_words_and_nothing_more(ana, address, status, words):
    client = Client(raise_request_exception=False)
    client.force_login(ana, backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(address)
    said = response.content.decode()
    assert response.status_code == status
    assert words in said
    assert response["Cache-Control"] == "no-store"
    for secret in (SECRET, "Traceback", "RuntimeError", "Django", "python", "regulars/web"):
        assert secret not in said


def test_a_foreign_host_is_refused_in_words(client, ana):
    response = client.get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "evil.example" not in response.content.decode()


def test_a_form_of_too_many_fields_is_refused_in_words(client, ana):
    response = client.post("/account/sign-in", {f"field{n}": "x" for n in range(2_500)})
    assert response.status_code == 400
    assert "could not be read" in response.content.decode()


@pytest.mark.urls(__name__)
def test_the_page_for_a_broken_server_needs_no_database(ana, django_assert_num_queries, rf):
    with django_assert_num_queries(0):
        assert errors.broken(rf.get("/")).status_code == 500
