"""Cards and letters."""

from django.urls import path

from regulars.web.post import views, writing

app_name = "post"
urlpatterns = [
    path("", views.index, name="list"),
    path("write/<int:pk>", writing.write, name="write"),
    path("week", views.week, name="week"),
    path("make", views.make, name="make"),
    path("posted", views.posted, name="posted"),
    path("pieces/<int:pk>/take-back", views.take_back, name="take_back"),
    path("pieces/<int:pk>/put-back", views.put_back, name="put_back"),
    path("pieces/<int:pk>/drop", views.drop, name="drop"),
    path("pieces/<int:pk>/returned", views.returned, name="returned"),
    path("batches/<int:pk>", views.batch, name="batch"),
    path("batches/<int:pk>/progress", views.progress, name="progress"),
    path("batches/<int:pk>/sheets", views.sheets, name="sheets"),
    path("batches/<int:pk>/printed", views.printed, name="printed"),
    path("batches/<int:pk>/again", views.again, name="again"),
    path("batches/<int:pk>/envelopes", views.envelopes, name="envelopes"),
]
