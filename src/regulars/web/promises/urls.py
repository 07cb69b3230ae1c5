"""Promises: the ledger, giving one, and what becomes of it."""

from django.urls import path

from regulars.web.promises import capture, settling, views

app_name = "promises"
urlpatterns = [
    path("", views.index, name="list"),
    path("new", capture.new, name="new"),
    path("new/said", capture.said, name="said"),
    path("new/<int:customer>", capture.make, name="make"),
    path("<int:pk>/kept", settling.keep, name="keep"),
    path("<int:pk>/told", settling.tell_them, name="tell"),
    path("<int:pk>/released", settling.release, name="release"),
    path("undo/<int:event>", settling.undo, name="undo"),
]
