"""An e-mail from the owner's plain words: the text as it is, and the same in the business's look.

Nothing in it is fetched from anywhere, nothing tells us whether it was read.
"""

from binascii import b2a_qp
from email.charset import QP, Charset
from email.errors import MessageError
from email.policy import compat32
from email.utils import formatdate
from html import escape
from unicodedata import category
from uuid import uuid4

from django.core.mail import EmailMultiAlternatives, SafeMIMEMultipart

from regulars.channels.base import Parcel
from regulars.rules.letter_words import foot_words
from regulars.rules.messages import Purpose

NEVER = {"Cc", "Cs", "Zl", "Zp"}  # kinds of characters that end lines, or are none
# Lines of 7 bits only: every server takes them, whatever it says of itself.
ENCODING = Charset("utf-8")
ENCODING.body_encoding = QP
FOLDED = compat32.clone(linesep="\r\n")
LINE, LONGEST_LINE = 76, 900  # a word longer than a line stays whole, as far as servers take it
PART = (
    'Content-Type: text/{}; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
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


class CannotDress(ValueError):
    """It cannot be put into the form of an e-mail; says what is wrong, without the address."""


def dress(parcel: Parcel) -> EmailMultiAlternatives:
    """The whole message, ready to be signed and sent. Raises CannotDress."""
    may_leave = bool(parcel.unsubscribe_url) and parcel.purpose not in COUNTED_ON
    mail = EmailMultiAlternatives(
        subject=one_line(parcel.subject),
        body=_text(parcel, may_leave=may_leave),
        from_email=_address(parcel.from_name, parcel.from_address),
        to=[_address(parcel.to_name, parcel.to_address)],
        headers=_headers(parcel, may_leave=may_leave),
    )
    mail.encoding = ENCODING
    mail.attach_alternative(_html(parcel, may_leave=may_leave), "text/html")
    return mail


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


def as_bytes(mail: EmailMultiAlternatives) -> bytes:
    """The message of dress() as it goes over the line. Raises CannotDress.

    Written here, since the library's writer takes as long as all the rest of sending: a header
    goes through the library where it is more than a line of plain letters.
    """
    boundary = f"=_{uuid4().hex}"  # "=_" is in no text that is written in this encoding
    html = str(mail.alternatives[0][0])
    kind = f'Content-Type: multipart/alternative; boundary="{boundary}"\r\nMIME-Version: 1.0\r\n'
    head = {
        "Subject": str(mail.subject),
        "From": mail.from_email,
        "To": mail.to[0],
        **mail.extra_headers,
    }
    try:
        lines = b"".join(_header(name, value) for name, value in head.items())
        texts = [
            PART.format(kind).encode("ascii") + _quoted(text)
            for kind, text in (("plain", str(mail.body)), ("html", html))
        ]
    except (ValueError, MessageError) as trouble:
        raise CannotDress("it cannot be written as an e-mail") from trouble
    mark = b"\r\n--" + boundary.encode("ascii")
    parts = b"".join(mark + b"\r\n" + text for text in texts)
    return kind.encode("ascii") + lines + parts + mark + b"--\r\n"


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
    return "".join(" " if category(c) in NEVER else c for c in text).strip()


def _address(name: str, address: str) -> str:
    local, at, domain = address.rpartition("@")
    if not at or not local or not domain or not local.isascii():  # no mailbox that all servers know
        raise CannotDress("the address is not one")
    if any(category(c) in NEVER or c in ' <>,"' for c in address):
        raise CannotDress("the address holds what no address may hold")
    quoted = one_line(name).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}" <{address}>' if quoted else address


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
    return PAGE.format(
        language=escape(parcel.language),
        subject=escape(one_line(parcel.subject)),
        business=escape(one_line(parcel.business)),
        paragraphs="\n".join(_paragraphs(_clean(parcel.body))),
        foot=foot,
    )


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
    return "".join(c for c in line if c == "\t" or category(c) not in NEVER)
