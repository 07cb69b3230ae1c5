"""The box of ideas."""

from django.urls import path

from regulars.web.gestures import views

app_name = "gestures"
urlpatterns = [
    path("", views.index, name="list"),
    path("new", views.new, name="new"),
    path("ready", views.take_ready, name="ready"),
    path("<int:pk>/switch", views.switch, name="switch"),
]
