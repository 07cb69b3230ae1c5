from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.channels.letters import CannotDress, as_bytes, dress, one_line
from regulars.rules.messages import Purpose
from regulars.rules.notices import what_sells
from tests.channels.parcels import parcel

ANY_TEXT = st.text(max_size=150)


def read(written: bytes):
    return message_from_bytes(written, policy=policy.default)


def test_the_reader_gets_the_owner_s_words_as_text_and_in_the_business_s_look():
    mail = read(as_bytes(parcel()))

    text = mail.get_body(("plain",)).get_content().replace("\r\n", "\n")
    html = mail.get_body(("html",)).get_content().replace("\r\n", "\n")
    assert text.startswith("Hello Tomás,\n\nyour grinder is ready.\nCome by.\n\nAna\n")
    assert html.count("<p ") == 3
    assert "your grinder is ready.<br>Come by." in html
    assert "Aurora Coffee" in html
    assert mail["From"] == '"Ana Torres, Aurora Coffee" <ana@aurora.example>'
    assert mail["Message-ID"] == "<abc@aurora.example>"


def test_nothing_is_fetched_and_nothing_tells_us_whether_it_was_read():
    html = read(as_bytes(parcel())).get_body(("html",)).get_content()

    for fetched in ("<img", "src=", "url(", "@import", "<link", "<script"):
        assert fetched not in html


@pytest.mark.parametrize("purpose", list(Purpose))
def test_everything_but_what_one_counts_on_can_be_unsubscribed_with_one_press(purpose):
    """RFC 8058: both headers, and the address in one piece."""
    one = parcel(purpose=purpose)
    written = as_bytes(one)

    counted_on = {Purpose.NOTICE, Purpose.SERVICE, Purpose.RECOVERY, Purpose.PROMISE}
    has_one = purpose not in counted_on
    assert (f"<{one.unsubscribe_url}>".encode() in written) is has_one
    assert (b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in written) is has_one
    assert one.preferences_url in read(written).get_body(("plain",)).get_content()


@pytest.mark.parametrize("language", ["en", "de"])
def test_what_stands_around_bad_news_sells_nothing(language):
    mail = read(as_bytes(parcel(purpose=Purpose.NOTICE, language=language)))

    for part in ("plain", "html"):
        assert not what_sells(mail.get_body((part,)).get_content())
    assert not what_sells(str(mail["Subject"]))


def test_an_answer_is_threaded_to_what_they_wrote():
    mail = read(as_bytes(parcel(in_reply_to="<their@example.com>")))

    assert mail["In-Reply-To"] == mail["References"] == "<their@example.com>"


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_no_text_begins_a_header_of_its_own(subject, name, business, body):
    """W13: whatever stands in a name or a subject."""
    written = as_bytes(
        parcel(subject=subject, to_name=name, from_name=business, business=business, body=body)
    )

    head, _, rest = written.partition(b"\r\n\r\n")
    assert b"\x00" not in written
    assert rest
    names = [line.split(b":")[0] for line in head.split(b"\r\n") if line[:1] not in {b" ", b"\t"}]
    assert sorted(name.decode().lower() for name in names) == [
        "auto-submitted",
        "content-type",
        "date",
        "from",
        "list-unsubscribe",
        "list-unsubscribe-post",
        "message-id",
        "mime-version",
        "subject",
        "to",
    ]
    written.decode("ascii")
    assert max(map(len, written.split(b"\r\n"))) <= 998


@given(ANY_TEXT)
def test_a_subject_arrives_as_it_was_but_for_what_no_line_can_hold(subject):
    mail = read(as_bytes(parcel(subject=subject)))

    assert mail["Subject"].split() == one_line(subject).split()


@given(st.text(alphabet='a@. <>",;:()[]\\\r\n\x00ü', max_size=30))
def test_an_odd_address_is_refused_or_written_as_it_is(address):
    try:
        mail = read(as_bytes(parcel(to_address=address)))
    except CannotDress:
        return
    assert "\r" not in address
    assert len(mail.get_all("To")) == 1


@pytest.mark.parametrize("address", ["", "nobody", "a@b\r\nBcc: c@d.example", "tö@example.com"])
def test_what_is_no_address_is_not_sent(address):
    with pytest.raises(CannotDress):
        dress(parcel(to_address=address))


def test_what_somebody_writes_is_text_and_no_markup():
    """W3."""
    html = read(as_bytes(parcel(body="<script>x</script> & <b>", business="<i>"))).get_body(
        ("html",)
    )

    assert "&lt;script&gt;x&lt;/script&gt; &amp; &lt;b&gt;" in html.get_content()
    assert "<i>" not in html.get_content()


@pytest.mark.parametrize("name", ["Jörg Grünwald", "A" * 200, 'O"Neill, Tomás', "Ana =?x?="])
def test_a_name_that_is_more_than_a_line_of_plain_letters_arrives_whole(name):
    mail = read(as_bytes(parcel(to_name=name, subject=name)))

    assert mail["To"].addresses[0].display_name == name
    assert mail["Subject"] == name


def test_the_address_for_unsubscribing_stays_on_one_line():
    written = as_bytes(parcel(unsubscribe_url="https://aurora.example/" + "x" * 300))

    assert b"\r\nList-Unsubscribe: <https://aurora.example/" + b"x" * 300 + b">\r\n" in written
