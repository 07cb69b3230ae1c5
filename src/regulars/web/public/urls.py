"""What customers reach by a signed link."""

from django.urls import path

from regulars.web.public import charter, own_pages, preferences, surveys, unsubscribe

app_name = "public"
urlpatterns = [
    path("charter", charter.show, name="charter"),
    path("stop/<str:token>", unsubscribe.show, name="unsubscribe"),
    path("ask/<str:token>", surveys.answer, name="survey"),
    path("say/<str:token>", surveys.answer_for_all, name="survey_for_all"),
    path("choices/<str:token>", preferences.show, name="preferences"),
    path("yours/<str:token>", own_pages.show, name="own_page"),
    path("choices/<str:token>/data", preferences.ask_for_data, name="ask_for_data"),
]
