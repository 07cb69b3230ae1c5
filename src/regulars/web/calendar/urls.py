"""The calendar, and what can be done in it."""

from django.urls import path

from regulars.web.calendar import acting, appointments, feeds, views

app_name = "calendar"
urlpatterns = [
    path("", views.show, name="show"),
    path("<int:pk>/done", acting.done, name="done"),
    path("<int:pk>/move", acting.move, name="move"),
    path("<int:pk>/drop", acting.drop, name="drop"),
    path("undo/<int:event>", acting.undo, name="undo"),
    path("customers/<int:pk>/book", appointments.book, name="book"),
    path("appointments/<int:pk>", appointments.edit, name="appointment"),
    path("feed/<str:token>.ics", feeds.feed, name="feed"),
    path("appointments/<int:pk>/settle", appointments.settle, name="settle"),
]
