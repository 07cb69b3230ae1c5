import pytest

from regulars.readers.encodings import encoding_of
from regulars.readers.tables import open_tables
from tests.readers.reading import write

NAMES = """Name;Straße;Ort
Jürgen Müller;Königstraße 5;Köln
José Pérez;Calle Mayor;Málaga
Françoise Lefèvre;Rue de la Paix;Orléans
Søren Größe;Åvej 3;Nørre Ålslev
"""
DOS = "Name;Ort\nJürgen Müller;Köln\nJosé Pérez;Málaga\nFrançoise Lefèvre;Orléans\n"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", NAMES),
        ("utf-8-sig", NAMES),
        ("utf-16", NAMES),
        ("utf-16-le", NAMES),
        ("utf-16-be", NAMES),
        ("cp1252", NAMES),
        ("mac_roman", NAMES),
        ("cp850", DOS),
        ("cp437", DOS),
        ("cp1251", "Имя;Город\nИван Петров;Москва\nАнна Смирнова;Санкт-Петербург\n" * 5),
    ],
)
def test_the_letters_come_out_as_they_were_written(tmp_path, encoding, text):
    [table] = open_tables(write(tmp_path, text, encoding=encoding))

    lines = [";".join(cells) for _, cells in table.rows()]
    assert lines == text.splitlines()


def test_some_broken_bytes_do_not_turn_a_utf_8_file_into_another(tmp_path):
    path = write(tmp_path, NAMES)
    path.write_bytes(path.read_bytes() + b"M\xfcller;A;B\n")
    refused = []

    [table] = open_tables(path)
    rows = list(table.rows(lambda row, reason: refused.append((row, reason.value))))

    assert encoding_of(path).is_mixed
    assert len(rows) == 5
    assert refused == [(6, "encoding_mixed")]
