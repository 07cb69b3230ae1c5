"""Where the provider of SMS and WhatsApp calls us. It signs what it sends."""

from django.urls import path

from regulars.web.texts import views

app_name = "texts"
urlpatterns = [
    path("length", views.length, name="length"),
    path("in", views.inbound, name="inbound"),
    path("status/<int:row>", views.status, name="status"),
]
