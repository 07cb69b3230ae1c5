"""Bad news first."""

from django.urls import path

from regulars.web.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.index, name="list"),
    path("new", views.new, name="new"),
    path("<int:pk>", views.show, name="show"),
    path("<int:pk>/again", views.again, name="again"),
    path("<int:pk>/<int:customer>/told", views.told, name="told"),
    path("<int:pk>/<int:customer>/asked", views.asked, name="asked"),
    path("<int:pk>/<int:customer>/spared", views.spared, name="spared"),
]
