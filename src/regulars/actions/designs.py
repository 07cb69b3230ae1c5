"""The business's own cards and letters: how they look."""

import os
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.db import transaction

from regulars.actions.events import record
from regulars.models import CardDesign, Person
from regulars.queries.paper_files import paper_folder, picture_path
from regulars.rules.pictures import look_at

FIELDS = frozenset(
    {"name", "kind", "paper", "accent", "headline", "sender_lines", "link", "is_usual"}
)


def keep_picture(data: bytes) -> str:
    """Keep a picture under a name of our own. Raises NoPicture for all but a PNG or JPEG."""
    seen = look_at(data)
    name = f"{uuid4().hex}.{seen.suffix}"
    path = picture_path(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return name


@transaction.atomic
def change_design(
    *, design: CardDesign | None, told: Mapping[str, Any], picture: str | None, person: Person
) -> CardDesign:
    """A new design, or another look of one. `picture` None leaves the one it has; "" takes it
    off. The usual one of its kind is usual alone."""
    values = {name: told[name] for name in FIELDS}
    if picture is not None:
        values["picture"] = picture
    if values["is_usual"]:
        CardDesign.objects.filter(kind=values["kind"], is_usual=True).update(is_usual=False)
    if design is None:
        design = CardDesign.objects.create(**values)
    else:
        CardDesign.objects.filter(pk=design.pk).update(**values)
        design.refresh_from_db()
    record("design.changed", person=person, design=design.pk)
    return design


@transaction.atomic
def remove_design(design: CardDesign, *, person: Person) -> None:
    """No longer offered. What was printed with it stays."""
    key = design.pk
    design.delete()
    record("design.changed", person=person, design=key, is_removed=True)


def clear_pictures() -> int:
    """Pictures and drawings that no design shows any more. Returns how many."""
    shown = set(CardDesign.objects.exclude(picture="").values_list("picture", flat=True))
    designs = {str(key) for key in CardDesign.objects.values_list("pk", flat=True)}
    gone = 0
    for path in (paper_folder() / "pictures").glob("*"):
        if path.name not in shown:
            path.unlink(missing_ok=True)
            gone += 1
    for path in (paper_folder() / "drawings").glob("*.png"):
        if path.name.split("-", 1)[0] not in designs:
            path.unlink(missing_ok=True)
            gone += 1
    return gone
