"""Where each area of the product lives."""

from django.urls import include, path

from regulars.web import errors, health

urlpatterns = [
    path("health", health.show, name="health"),
    path("", include("regulars.web.today.urls")),
    path("account/", include("regulars.web.account.urls")),
    path("calendar/", include("regulars.web.calendar.urls")),
    path("charter/", include("regulars.web.charter.urls")),
    path("customers/", include("regulars.web.customers.urls")),
    path("gestures/", include("regulars.web.gestures.urls")),
    path("guarantees/", include("regulars.web.guarantees.urls")),
    path("paid-service/", include("regulars.web.service_levels.urls")),
    path("imports/", include("regulars.web.imports.urls")),
    path("p/", include("regulars.web.public.urls")),
    path("messages/", include("regulars.web.messages.urls")),
    path("plans/", include("regulars.web.playbooks.urls")),
    path("notices/", include("regulars.web.notices.urls")),
    path("post/", include("regulars.web.post.urls")),
    path("promises/", include("regulars.web.promises.urls")),
    path("radar/", include("regulars.web.radar.urls")),
    path("thanks/", include("regulars.web.thanks.urls")),
    path("surveys/", include("regulars.web.surveys.urls")),
    path("texts/", include("regulars.web.texts.urls")),
    path("voices/", include("regulars.web.voices.urls")),
    path("settings/", include("regulars.web.settings.urls")),
]
handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken
