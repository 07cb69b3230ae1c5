"""The desk for thank-yous."""

from django.urls import path

from regulars.web.thanks import views

app_name = "thanks"
urlpatterns = [
    path("", views.show, name="show"),
    path("<int:pk>", views.show, name="one"),
    path("<int:pk>/write", views.write, name="write"),
]
