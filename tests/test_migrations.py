"""The short way of a fresh install and the long way of an old one end at the same tables."""

import inspect
from importlib import import_module
from typing import Any

from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

SHORT = ("regulars", "0001_squashed_0027")


def of_ours(state: ProjectState) -> dict[str, ModelState]:
    return {name: model for (app, name), model in state.models.items() if app == "regulars"}


def told(model: ModelState) -> dict[str, Any]:
    """What decides on the table; the order of its columns decides on nothing."""
    options = dict(model.options)
    lists = {
        key: sorted(repr(one.deconstruct()) for one in options.pop(key, ()))
        for key in ("indexes", "constraints")
    }
    fields = {name: repr(field.deconstruct()[1:]) for name, field in model.fields.items()}
    return {"fields": fields, "options": options, "bases": model.bases} | lists


def test_the_short_way_makes_what_the_long_way_makes():
    short = MigrationLoader(None)
    long = MigrationLoader(None, replace_migrations=False)
    replaced = short.disk_migrations[SHORT].replaces

    made = of_ours(short.project_state(SHORT, at_end=True))
    grown = of_ours(long.project_state(replaced[-1], at_end=True))

    assert set(made) == set(grown)
    for name, model in made.items():
        assert told(model) == told(grown[name]), name


def test_the_short_way_freezes_what_was_published_in_the_same_words():
    short = import_module("regulars.migrations.0001_squashed_0027")
    long = import_module("regulars.migrations.0018_charter")
    assert short.FROZEN == long.FROZEN
    assert inspect.getsource(short.freeze) == inspect.getsource(long.freeze)
    assert inspect.getsource(short.thaw) == inspect.getsource(long.thaw)
