import pytest

from regulars.management import folder
from regulars.management.refuse import Refuse

MOUNTS = """\
proc /proc proc rw 0 0
/dev/sda1 / ext4 rw 0 0
nas:/shops /mnt/shops nfs4 rw 0 0
/dev/sdb1 /mnt/shops/local\\040disk ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/srv/data", "ext4"),
        ("/mnt/shops/aurora", "nfs4"),
        ("/mnt/shops", "nfs4"),
        ("/mnt/shopskeeper", "ext4"),
        ("/mnt/shops/local disk/data", "ext4"),
    ],
)
def test_the_nearest_mount_tells_the_kind(tmp_path, place, kind):
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS)
    assert folder.file_system(folder.Path(place), mounts) == kind


def test_a_network_drive_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(folder, "file_system", lambda _: "nfs4")
    with pytest.raises(Refuse, match="network drive"):
        folder.refuse_network(tmp_path)


def test_a_lock_is_seen_while_it_is_held_and_left_over_by_nothing(tmp_path):
    assert not folder.is_held(tmp_path)
    with folder.hold(tmp_path):
        assert folder.is_held(tmp_path)
        with pytest.raises(Refuse, match="already in use by process"):
            folder.hold(tmp_path)
    assert (tmp_path / folder.LOCK).exists()
    assert not folder.is_held(tmp_path)
    folder.hold(tmp_path).close()


def test_an_unreadable_lock_file_still_refuses_in_words(tmp_path):
    with folder.hold(tmp_path) as held:
        held.truncate(0)
        with pytest.raises(Refuse, match="unknown"):
            folder.hold(tmp_path)
