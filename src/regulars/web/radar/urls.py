"""The radar."""

from django.urls import path

from regulars.web.radar import views

app_name = "radar"
urlpatterns = [path("", views.show, name="show")]
