"""Bringing in files: choose, look, try, take, take back."""

from django.urls import path

from regulars.web.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.index, name="list"),
    path("new", views.bring, name="new"),
    path("<int:pk>", views.show, name="show"),
    path("<int:pk>/check", views.check, name="check"),
    path("<int:pk>/progress", views.progress, name="progress"),
    path("<int:pk>/start", views.start, name="start"),
    path("<int:pk>/go-on", views.go_on, name="go_on"),
    path("<int:pk>/undo", views.undo, name="undo"),
    path("<int:pk>/forget", views.forget, name="forget"),
    path("<int:pk>/refused.csv", views.refused, name="refused"),
]
