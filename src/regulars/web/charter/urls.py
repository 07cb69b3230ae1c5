"""The charter."""

from django.urls import path

from regulars.web.charter import printing, talking, views, visions, writing

app_name = "charter"
urlpatterns = [
    path("", views.show, name="show"),
    path("public", views.switch_public, name="switch_public"),
    path("versions/new", writing.start, name="start"),
    path("versions/<int:pk>", writing.version, name="version"),
    path("versions/<int:pk>/words", writing.words, name="words"),
    path("versions/<int:pk>/step", writing.step, name="step"),
    path("versions/<int:pk>/clauses", writing.new_clause, name="new_clause"),
    path("versions/<int:pk>/remarks", talking.remark, name="remark"),
    path("versions/<int:pk>/print", printing.want, name="want"),
    path("prints/<int:pk>", printing.progress, name="progress"),
    path("prints/<int:pk>.pdf", printing.wall, name="wall"),
    path("versions/<int:pk>/keep", views.keep, name="keep"),
    path("clauses/<int:pk>", writing.clause, name="clause"),
    path("clauses/<int:pk>/up", writing.up, name="up"),
    path("clauses/<int:pk>/remove", writing.remove, name="remove"),
    path("remarks/<int:pk>/answer", talking.answer, name="answer"),
    path("vision", visions.vision, name="vision"),
    path("vision/points", visions.new_point, name="new_point"),
    path("vision/points/<int:pk>", visions.point, name="point"),
    path("vision/heard", visions.hear, name="hear"),
    path("vision/heard/<int:pk>", visions.heard, name="heard"),
    path("others", visions.rivals, name="rivals"),
    path("others/<int:pk>/put-away", visions.put_away_rival, name="put_away_rival"),
]
