"""Plans: what comes of what happens."""

from django.urls import path

from regulars.web.playbooks import views, writing

app_name = "playbooks"
urlpatterns = [
    path("", views.index, name="list"),
    path("new", writing.new, name="new"),
    path("<int:pk>", views.show, name="show"),
    path("<int:pk>/edit", writing.edit, name="edit"),
    path("<int:pk>/on", views.turn_on, name="on"),
    path("<int:pk>/off", views.turn_off, name="off"),
    path("<int:pk>/try", views.try_out, name="try"),
    path("<int:pk>/put-away", writing.put_away, name="put_away"),
    path("runs/<int:pk>", views.run, name="run"),
    path("runs/<int:pk>/stop", views.stop, name="stop"),
]
