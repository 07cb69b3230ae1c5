"""The product's pages, and an empty one: signed in, in the same frame, with nothing on it."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from regulars.config import urls as product

EMPTY = """{% extends "base.html" %}{% block heading %}Nothing{% endblock %}"""
handler400, handler403 = product.handler400, product.handler403
handler404, handler500 = product.handler404, product.handler500
template = engines["django"].from_string(EMPTY)


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse(template.render({}, request))


urlpatterns = [*product.urlpatterns, path("bench/empty", empty)]
