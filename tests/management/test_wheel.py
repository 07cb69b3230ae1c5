"""What is built for others holds all that the product needs: templates, sheets, pictures, words."""

import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).resolve().parents[2]
# Made anew by `make`, or of no use to anybody who runs it.
BESIDE = {".pyc", ".mo", ".po"}


@pytest.mark.any_database
def test_the_wheel_holds_every_file_of_the_product(tmp_path):
    builder = WheelBuilder(str(ROOT))

    [built] = builder.build(directory=str(tmp_path), versions=["standard"])

    source = ROOT / "src"
    wanted = {
        str(path.relative_to(source))
        for path in source.rglob("*")
        if path.is_file() and path.suffix not in BESIDE
    }
    with zipfile.ZipFile(built) as wheel:
        held = set(wheel.namelist())
    assert {name for name in wanted if name.endswith(".typ")} >= {
        "regulars/channels/sheets/paper.typ"
    }
    assert wanted - held == set()
