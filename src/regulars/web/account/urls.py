"""Coming in and going out."""

from django.urls import path

from regulars.web.account import sample, views

app_name = "account"
urlpatterns = [
    path("begin", views.begin, name="begin"),
    path("ways-on", views.ways_on, name="ways_on"),
    path("sign-in", views.sign_in, name="sign_in"),
    path("sign-out", views.sign_out, name="sign_out"),
    path("sample/add", sample.add, name="add_sample"),
    path("sample/remove", sample.remove, name="remove_sample"),
    path("passphrase", views.change_passphrase, name="passphrase"),
]
