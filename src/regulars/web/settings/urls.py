"""The settings."""

from django.urls import path

from regulars.web.settings import colleagues, manners, signing, views, webhooks, wordings

app_name = "settings"
urlpatterns = [
    path("", views.show, name="show"),
    path("own", views.own, name="own"),
    path("own/sign", signing.sign, name="sign"),
    path("wordings", wordings.index, name="wordings"),
    path("wordings/new", wordings.new, name="wording_new"),
    path("wordings/<int:pk>", wordings.show, name="wording"),
    path("wordings/<int:pk>/<int:variant>", wordings.keep, name="keep_text"),
    path("wordings/<int:pk>/<int:variant>/remove", wordings.remove, name="remove_text"),
    path("wordings/<int:pk>/put-away", wordings.put_away, name="put_away_wording"),
    path("business", views.business, name="business"),
    path("sending", views.sending, name="sending"),
    path("colleagues", colleagues.index, name="colleagues"),
    path("colleagues/new", colleagues.new, name="colleague_new"),
    path("colleagues/<int:pk>", colleagues.edit, name="colleague"),
    path("colleagues/<int:pk>/role", colleagues.change_role, name="change_role"),
    path("colleagues/<int:pk>/passphrase", colleagues.set_passphrase, name="set_passphrase"),
    path("colleagues/<int:pk>/leave", colleagues.leave, name="leave"),
    path("colleagues/<int:pk>/come-back", colleagues.come_back, name="come_back"),
    path("webhooks", webhooks.index, name="webhooks"),
    path("webhooks/new", webhooks.new, name="webhook_new"),
    path("webhooks/<int:pk>", webhooks.show, name="webhook"),
    path("webhooks/<int:pk>/test", webhooks.test, name="webhook_test"),
    path("webhooks/<int:pk>/switch", webhooks.switch, name="webhook_switch"),
    path("manners", manners.show, name="manners"),
    path("closures", manners.closures, name="closures"),
    path("closures/<int:pk>/remove", manners.open_again, name="open_again"),
    path("pause", manners.pause, name="pause"),
    path("displaced", manners.displaced, name="displaced"),
    path("numbers", views.numbers, name="numbers"),
    path("components", views.components, name="components"),
]
