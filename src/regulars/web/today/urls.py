"""Placeholder: the addresses that other pages lead to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path


def _later(request: HttpRequest, **_: object) -> HttpResponse:
    return render(request, "base.html")


app_name = "today"
urlpatterns = [
    path("", _later, name="show"),
]
