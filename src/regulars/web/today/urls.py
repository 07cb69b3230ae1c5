"""Today: the list, a person opened, and what can be done there."""

from django.urls import path

from regulars.web.today import acting, views

app_name = "today"
urlpatterns = [
    path("", views.show, name="show"),
    path("today/print", views.printed, name="print"),
    path("today/<int:pk>", views.open_one, name="open"),
    path("today/<int:pk>/words", views.use_words, name="words"),
    path("today/<int:pk>/why", views.why, name="why"),
    path("today/<int:pk>/talk", acting.talk, name="talk"),
    path("today/<int:pk>/later", acting.later, name="later"),
    path("today/<int:pk>/drop", acting.drop, name="drop"),
    path("today/undo/<int:event>", acting.undo, name="undo"),
]
