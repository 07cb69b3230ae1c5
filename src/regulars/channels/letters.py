"""An e-mail from the owner's plain words: the text as it is, and the same in the business's look.

Nothing in it is fetched from anywhere, nothing tells us whether it was read.
"""

import re
from binascii import b2a_qp
from email.charset import QP, Charset
from email.errors import MessageError
from email.policy import compat32
from email.utils import formatdate
from functools import lru_cache
from html import escape
from os import urandom

from django.core.mail import EmailMultiAlternatives, SafeMIMEMultipart

from regulars.channels.base import Parcel
from regulars.rules.letter_words import foot_words
from regulars.rules.messages import Purpose

# Characters that end lines, or are none: the kinds Cc, Cs, Zl and Zp.
NEVER = "\\x00-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\u2028\\u2029"
NEVER_IN_LINES = re.compile(f"[{NEVER}]")
NEVER_IN_TEXTS = re.compile(f"(?!\\t)[{NEVER}]")
NEVER_IN_ADDRESSES = re.compile(f'[{NEVER} <>,"]')
# Lines of 7 bits only: every server takes them, whatever it says of itself.
ENCODING = Charset("utf-8")
ENCODING.body_encoding = QP
FOLDED = compat32.clone(linesep="\r\n")
LINE, LONGEST_LINE = 76, 900  # a word longer than a line stays whole, as far as servers take it
PLAIN, HTML = (
    f'\r\nContent-Type: text/{kind}; charset="utf-8"\r\n'
    "Content-Transfer-Encoding: quoted-printable\r\n\r\n".encode("ascii")
    for kind in ("plain", "html")
)
# What somebody counts on cannot be unsubscribed from; everything else can, with one press.
COUNTED_ON = frozenset({Purpose.NOTICE, Purpose.SERVICE, Purpose.RECOVERY, Purpose.PROMISE})

PAGE = """\
<!doctype html>
<html lang="{language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>{subject}</title></head>
<body style="margin:0;background:#f7f3ec;color:#2c2620">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f7f3ec">
<tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px">
<tr><td style="padding:0 8px 12px;font:600 15px/1.4 Georgia,serif;color:#8a4b2a">\
{business}</td></tr>
<tr><td style="background:#fffdf9;border-radius:12px;padding:28px 28px 20px;\
font:17px/1.6 Georgia,'Times New Roman',serif;color:#2c2620">
{paragraphs}
</td></tr>
<tr><td style="padding:16px 8px;font:13px/1.5 Arial,sans-serif;color:#6f6459">{foot}</td></tr>
</table></td></tr></table>
</body></html>
"""
HOLE = "\0"  # in no text that reaches the page


class CannotDress(ValueError):
    """It cannot be put into the form of an e-mail; says what is wrong, without the address."""


def dress(parcel: Parcel) -> EmailMultiAlternatives:
    """The whole message as the library holds one, for who sends it by other ways than a line of
    SMTP. Raises CannotDress."""
    may_leave = _may_leave(parcel)
    head = _head(parcel, may_leave=may_leave)
    mail = EmailMultiAlternatives(
        subject=head.pop("Subject"),
        body=_text(parcel, may_leave=may_leave),
        from_email=head.pop("From"),
        to=[head.pop("To")],
        headers=head,
    )
    mail.encoding = ENCODING
    mail.attach_alternative(_html(parcel, may_leave=may_leave), "text/html")
    return mail


def _may_leave(parcel: Parcel) -> bool:
    return bool(parcel.unsubscribe_url) and parcel.purpose not in COUNTED_ON


def _head(parcel: Parcel, *, may_leave: bool) -> dict[str, str]:
    return {
        "Subject": one_line(parcel.subject),
        "From": _address(parcel.from_name, parcel.from_address),
        "To": _address(parcel.to_name, parcel.to_address),
        **_headers(parcel, may_leave=may_leave),
    }


def _headers(parcel: Parcel, *, may_leave: bool) -> dict[str, str]:
    headers = {
        "Date": formatdate(),
        "Message-ID": one_line(parcel.message_id),
        "Auto-Submitted": "auto-generated",
    }
    if parcel.in_reply_to:
        headers |= dict.fromkeys(("In-Reply-To", "References"), one_line(parcel.in_reply_to))
    if may_leave:
        headers["List-Unsubscribe"] = f"<{one_line(parcel.unsubscribe_url)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def as_bytes(parcel: Parcel) -> bytes:
    """The whole message as it goes over the line, ready to be signed. Raises CannotDress.

    Written here, since the library's writer takes as long as all the rest of sending: a header
    goes through the library where it is more than a line of plain letters.
    """
    may_leave = _may_leave(parcel)
    boundary = f"=_{urandom(16).hex()}"  # "=_" is in no text that is written in this encoding
    kind = f'Content-Type: multipart/alternative; boundary="{boundary}"\r\nMIME-Version: 1.0\r\n'
    mark = f"\r\n--{boundary}".encode("ascii")
    try:
        head = _head(parcel, may_leave=may_leave)
        lines = [_header(name, value) for name, value in head.items()]
        text = _quoted(_text(parcel, may_leave=may_leave))
        html = _quoted(_html(parcel, may_leave=may_leave))
    except CannotDress:
        raise
    except (ValueError, MessageError) as trouble:
        raise CannotDress("it cannot be written as an e-mail") from trouble
    parts = (mark, PLAIN, text, mark, HTML, html, mark, b"--\r\n")
    return b"".join((kind.encode("ascii"), *lines, *parts))


def _header(name: str, value: str) -> bytes:
    is_plain = value.isascii() and value.isprintable() and "=?" not in value
    room = LONGEST_LINE if " " not in value else LINE - len(name) - 2
    if is_plain and value and len(value) <= room:
        return f"{name}: {value}\r\n".encode("ascii")
    folded = SafeMIMEMultipart(encoding="utf-8")
    folded[name] = value
    return bytes(FOLDED.fold_binary(name, folded[name]))


def _quoted(text: str) -> bytes:
    return b2a_qp(text.replace("\n", "\r\n").encode(), istext=True)


def one_line(text: str) -> str:
    """Nothing that could begin a header of its own ever reaches one (W13)."""
    if text.isprintable():
        return text.strip()
    return NEVER_IN_LINES.sub(" ", text).strip()


def mailbox(address: str) -> str:
    """The address, if it is one that all servers know. Raises CannotDress."""
    local, at, domain = address.rpartition("@")
    if not at or not local or not domain or not local.isascii():
        raise CannotDress("the address is not one")
    if NEVER_IN_ADDRESSES.search(address):
        raise CannotDress("the address holds what no address may hold")
    return address


def _address(name: str, address: str) -> str:
    quoted = one_line(name).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}" <{mailbox(address)}>' if quoted else mailbox(address)


def _foot(parcel: Parcel, *, may_leave: bool) -> list[tuple[str, str]]:
    words = foot_words(parcel.language)
    links = []
    if parcel.preferences_url:
        links.append((words.preferences, one_line(parcel.preferences_url)))
    if may_leave:
        links.append((words.unsubscribe, one_line(parcel.unsubscribe_url)))
    return links


def _text(parcel: Parcel, *, may_leave: bool) -> str:
    lines = [_clean(parcel.body).strip(), ""]
    links = _foot(parcel, may_leave=may_leave)
    if links or parcel.business:
        lines += ["-- ", one_line(parcel.business)]  # what mail programs take for a signature
    lines += [f"{words}: {url}" for words, url in links]
    return "\n".join(lines).rstrip() + "\n"


def _html(parcel: Parcel, *, may_leave: bool) -> str:
    foot = " · ".join(
        f'<a href="{escape(url)}" style="color:#6f6459">{escape(words)}</a>'
        for words, url in _foot(parcel, may_leave=may_leave)
    )
    begin, middle, before_foot, end = _frame(parcel.language, one_line(parcel.business))
    subject, paragraphs = escape(one_line(parcel.subject)), _paragraphs(_clean(parcel.body))
    return "".join((begin, subject, middle, "\n".join(paragraphs), before_foot, foot, end))


@lru_cache(maxsize=64)
def _frame(language: str, business: str) -> tuple[str, ...]:
    """The page around the subject, the paragraphs and the foot: of all messages of a business."""
    told = {"language": escape(language), "business": escape(business)}
    holes = dict.fromkeys(("subject", "paragraphs", "foot"), HOLE)
    return tuple(PAGE.format(**told, **holes).split(HOLE))


def _paragraphs(body: str) -> list[str]:
    found = ["\n".join(lines) for lines in _blocks(body.split("\n"))]
    return [
        f'<p style="margin:0 0 16px">{escape(one).replace(chr(10), "<br>")}</p>' for one in found
    ]


def _blocks(lines: list[str]) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line.strip())
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _clean(body: str) -> str:
    """Line ends of one kind, and no character that a mail program could stumble over."""
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line if line.isprintable() else _readable(line) for line in lines)


def _readable(line: str) -> str:
    return NEVER_IN_TEXTS.sub("", line)
