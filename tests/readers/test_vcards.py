from pathlib import Path

import pytest

from regulars.rules.dates import Anniversary
from tests.readers.reading import read_file, read_text

SAMPLES = Path(__file__).parents[2].parent / "shared/data/samples/vcard"
PEOPLE = {
    "John_Doe_ANDROID.vcf": 6,
    "gmail-list.vcf": 3,
    "rfc2426-example.vcf": 2,
}


def test_version_2_with_soft_breaks_charsets_and_several_people(tmp_path):
    read = read_text(
        tmp_path,
        """
        BEGIN:VCARD
        VERSION:2.1
        N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=BC=
        rgen;;;
        TEL;CELL;PREF:0171 1234567
        TEL;FAX:030 999999
        END:VCARD
        BEGIN:VCARD
        VERSION:3.0
        FN:Ann Lee
        item1.EMAIL;type=INTERNET:Ann@Example.com
        item1.X-ABLabel:work
        NOTE:one\\, and
          a folded line
        BDAY:--0203
        END:VCARD
        """,
    )

    juergen, ann = read.customers
    assert (juergen.name, juergen.phones) == ("Jürgen Müller", ("+491711234567",))
    assert (ann.row, ann.emails, ann.note) == (8, ("ann@example.com",), "one, and a folded line")
    assert ann.birthday == Anniversary(2, 3)


def test_a_card_cut_off_is_refused_by_its_line(tmp_path):
    read = read_text(tmp_path, "BEGIN:VCARD\nFN:Ann\nBEGIN:VCARD\nFN:Bob\nEND:VCARD\n")

    assert read.refused == [(1, "row_unreadable")]
    assert [each.name for each in read.customers] == ["Bob"]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample address books are not here")
def test_each_sample_address_book_gives_its_people(tmp_path):
    for path in sorted(SAMPLES.glob("*.vcf")):
        read = read_file(path, tmp_path)

        assert len(read.customers) == PEOPLE.get(path.name, 1), path.name
        assert not read.refusals, path.name
        assert all(each.name or each.emails for each in read.customers), path.name
