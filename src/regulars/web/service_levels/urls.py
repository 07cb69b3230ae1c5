"""Paid service."""

from django.urls import path

from regulars.web.service_levels import offers, views

app_name = "service_levels"
urlpatterns = [
    path("", views.index, name="list"),
    path("new", views.new, name="new"),
    path("<int:pk>", views.show, name="show"),
    path("<int:pk>/edit", views.edit, name="edit"),
    path("<int:pk>/begin", views.begin, name="begin"),
    path("<int:pk>/decide", views.decide, name="decide"),
    path("<int:pk>/offer", offers.offer, name="offer"),
    path("offers/<int:pk>/answer", offers.answer, name="answer"),
    path("offers/<int:pk>/correct", offers.correct, name="correct"),
    path("offers/<int:pk>/cost", offers.cost, name="cost"),
]
