"""Asking, answers and findings."""

from django.urls import path

from regulars.web.surveys import asking, findings, views, writing

app_name = "surveys"
urlpatterns = [
    path("", views.index, name="list"),
    path("answers", views.answers, name="answers"),
    path("answers/looked", views.looked, name="looked"),
    path("answers/<int:pk>", views.response, name="response"),
    path("answers/<int:pk>/settle", views.settle, name="settle"),
    path("findings", findings.index, name="findings"),
    path("findings/<int:pk>", findings.change, name="finding"),
    path("new", writing.new, name="new"),
    path("sheets/<int:pk>", asking.sheet, name="sheet"),
    path("<int:pk>", views.show, name="show"),
    path("<int:pk>/edit", writing.edit, name="edit"),
    path("<int:pk>/options", writing.options, name="options"),
    path("<int:pk>/away", writing.put_away, name="put_away"),
    path("<int:pk>/ask", asking.ask, name="ask"),
    path("<int:pk>/poster", asking.poster, name="poster"),
    path("of/<int:pk>/ask", asking.ask_one, name="ask_one"),
    path("of/<int:pk>/none", asking.ask_nothing_of, name="none"),
]
