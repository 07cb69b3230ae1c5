"""Guarantees."""

from django.urls import path

from regulars.web.guarantees import proposals, views

app_name = "guarantees"
urlpatterns = [
    path("", views.index, name="list"),
    path("new", views.new, name="new"),
    path("<int:pk>", views.show, name="show"),
    path("<int:pk>/ask", views.ask, name="ask"),
    path("<int:pk>/edit", views.edit, name="edit"),
    path("<int:pk>/publish", views.publish, name="publish"),
    path("<int:pk>/end", views.end, name="end"),
    path("<int:pk>/value", views.value, name="value"),
    path("proposals/<int:pk>", proposals.decide, name="decide"),
]
