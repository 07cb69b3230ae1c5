"""Links that open the owner's own telephone, chat or mail program with the words in it."""

from dataclasses import dataclass
from urllib.parse import quote

from regulars.rules.channels import Channel

LONGEST_LINK = 2_000  # beyond it some phones and mail programs drop the text or refuse the link


@dataclass(frozen=True, slots=True)
class OneTap:
    channel: Channel
    address: str
    url: str  # "" for post: the address is copied or printed
    before: str = ""  # what stands before the words in the link, for words edited on the page
    carries_words: bool = False


def one_tap(channel: Channel, address: str, *, words: str, subject: str = "") -> OneTap:
    """The link for one channel. Words too long to hand over are left out, never cut."""
    before = _before_words(channel, address, subject)
    if before:
        url = before + encoded(words)
        if len(url) <= LONGEST_LINK:
            return OneTap(channel, address, url, before, carries_words=True)
        return OneTap(channel, address, before + encoded(""), before)
    url = f"tel:{quote(address, safe='+')}" if channel is Channel.PHONE else ""
    if channel is Channel.SOCIAL:
        url = address  # their page opens, and a person writes there
    return OneTap(channel, address, url)


def encoded(words: str) -> str:
    """Words as part of a link, with the line ends that mail programs expect."""
    return quote("\r\n".join(words.splitlines()), safe="")


def _before_words(channel: Channel, address: str, subject: str) -> str:
    if channel is Channel.WHATSAPP:
        return f"https://wa.me/{quote(address.lstrip('+'), safe='')}?text="
    if channel is Channel.SMS:
        return f"sms:{quote(address, safe='+')}?&body="
    if channel is Channel.EMAIL:
        return f"mailto:{quote(address, safe='@')}?subject={quote(subject, safe='')}&body="
    return ""
