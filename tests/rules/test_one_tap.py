from urllib.parse import parse_qs, unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.channels import Channel
from regulars.rules.one_tap import LONGEST_LINK, one_tap

WORDS = "Hi Tomás & all,\n50 % off? No: #1 coffee"


def test_a_call_is_a_plain_number():
    assert one_tap(Channel.PHONE, "+4930123456", words=WORDS).url == "tel:+4930123456"


def test_a_chat_takes_the_number_without_plus_and_the_words():
    link = one_tap(Channel.WHATSAPP, "+4915123456789", words=WORDS)

    parts = urlsplit(link.url)
    assert (parts.netloc, parts.path) == ("wa.me", "/4915123456789")
    assert parse_qs(parts.query)["text"] == [WORDS.replace("\n", "\r\n")]


def test_a_mail_has_subject_and_body():
    link = one_tap(Channel.EMAIL, "tom&s@example.com", words=WORDS, subject="Danke & Gruß")

    assert link.url.startswith("mailto:tom%26s@example.com?subject=Danke%20%26%20Gru%C3%9F&body=")
    assert unquote(link.url).endswith(WORDS.replace("\n", "\r\n"))


def test_a_short_message_opens_with_its_words():
    assert one_tap(Channel.SMS, "+49151", words="a b").url == "sms:+49151?&body=a%20b"


def test_words_too_long_to_hand_over_are_left_out_and_never_cut():
    link = one_tap(Channel.SMS, "+49151", words="ä" * 2_000)

    assert link.url == "sms:+49151?&body="
    assert not link.carries_words


@given(st.text(), st.sampled_from([Channel.WHATSAPP, Channel.SMS, Channel.EMAIL]))
def test_no_words_break_out_of_the_link(words, channel):
    link = one_tap(channel, "+4915123456789", words=words, subject=words[:40])

    rest = link.url.removeprefix(link.before)
    assert len(link.url) <= LONGEST_LINK or not link.carries_words
    assert not set(rest) & set("&?#<>\"' \n")


def test_a_letter_has_no_link():
    assert one_tap(Channel.POST, "Hauptstr. 1", words=WORDS).url == ""


def test_their_page_opens_as_it_is_and_carries_no_words():
    link = one_tap(Channel.SOCIAL, "https://social.example/t?x=1", words="Thank you")
    assert (link.url, link.carries_words) == ("https://social.example/t?x=1", False)
