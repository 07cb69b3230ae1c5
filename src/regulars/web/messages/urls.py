"""Messages: who waits, what leaves, what left, and writing by hand."""

from django.urls import path

from regulars.web.messages import answering, views, writing

app_name = "messages"
urlpatterns = [
    path("", views.index, name="list"),
    path("look", views.look, name="look"),
    path("<int:pk>", views.show, name="show"),
    path("<int:pk>/cancel", views.cancel, name="cancel"),
    path("<int:pk>/approve", views.approve, name="approve"),
    path("<int:pk>/resolve", views.resolve, name="resolve"),
    path("write/<int:pk>", writing.write, name="write"),
    path("from/<int:pk>", answering.show, name="inbound"),
    path("from/<int:pk>/answer", answering.answer, name="answer"),
    path("from/<int:pk>/none", answering.none_needed, name="no_answer"),
    path("from/<int:pk>/whose", answering.whose, name="whose"),
]
