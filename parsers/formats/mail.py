"""Messages (.eml): the body as passages, the attachments as inner documents."""

from __future__ import annotations

import email
import email.errors
import email.policy
import email.utils
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from parsers.document import Document, InnerDocument
from parsers.errors import UnreadableError
from parsers.formats.text import paragraphs
from parsers.formats.text_encoding import decode

if TYPE_CHECKING:
    from email.message import EmailMessage, MIMEPart

_MOST_PARTS = 500
_SMALL_PICTURE = 15_000
"""Bytes: smaller pictures in a message's text are badges and logos; a larger one may be a table."""


def read_mail(data: bytes) -> Document:
    """Return a message's own text, its attachments, and the headers that place it.

    Raises:
        UnreadableError: when the message has more parts than any reply.
    """
    if data.startswith(b"From "):
        data = data.split(b"\n", 1)[-1]
    message = email.message_from_bytes(data, policy=email.policy.default)
    document = Document("eml", parts=1)
    document.facts = _facts(message)
    body = _body(message)
    if body is not None:
        document.blocks += paragraphs(_body_text(body), where="body, line")
    for number, part in enumerate(_parts(message)):
        if number >= _MOST_PARTS:
            raise UnreadableError(f"the message has more than {_MOST_PARTS} parts, more than are read")
        holds_parts = part.is_multipart() and part.get_content_type() != "message/rfc822"
        if part is body or holds_parts:
            continue
        _attach(document, part, number)
    return document


def _parts(message: MIMEPart) -> list[MIMEPart]:
    """Return the parts of a message in order; a message inside it is one part, not its parts."""
    parts: list[MIMEPart] = []
    pending: list[MIMEPart] = [message]
    while pending:
        part = pending.pop(0)
        parts.append(part)
        if part.is_multipart() and part.get_content_type() != "message/rfc822":
            pending = [child for child in part.iter_parts() if child is not None] + pending
    return parts


def _body(message: EmailMessage) -> MIMEPart | None:
    try:
        return message.get_body(("plain", "html"))
    except (AttributeError, KeyError, ValueError, IndexError):
        return None


def _body_text(part: MIMEPart) -> str:
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset()
    text = _decoded(raw, charset)
    return _plain(text) if part.get_content_type() == "text/html" else text


def _decoded(raw: bytes, charset: str | None) -> str:
    if charset:
        try:
            return raw.decode(charset)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(raw)


def _attach(document: Document, part: MIMEPart, number: int) -> None:
    name = _name(part, number)
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        child = inner[0] if isinstance(inner, list) and inner else None
        if child is not None and hasattr(child, "as_bytes"):
            document.inner.append(InnerDocument(name, child.as_bytes()))
        return
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    inline = part.get_content_disposition() == "inline" or part.get("Content-ID") is not None
    if part.get_content_maintype() == "image" and inline and len(data) < _SMALL_PICTURE:
        return
    if part.get_content_maintype() == "text" and not part.is_attachment() and not part.get_filename():
        # The other form of the body, or a footer that a mail system adds.
        if data.strip() and part.get_content_subtype() == "plain":
            document.blocks += paragraphs(_body_text(part), where=f"part {number}, line")
    elif data.strip():
        document.inner.append(InnerDocument(name, data))
    else:
        document.gaps.append((name, "empty attachment"))


def _name(part: MIMEPart, number: int) -> str:
    try:
        name = part.get_filename()
    except (KeyError, ValueError, IndexError, AttributeError, email.errors.MessageError):
        name = None
    return str(name).replace("/", "_").replace("\\", "_") if name else f"part {number}"


def _facts(message: EmailMessage) -> dict[str, str]:
    """Return sender, subject, day and thread of a message, as far as its headers can be read."""
    facts: dict[str, str] = {}
    for header, fact in (
        ("From", "sender"),
        ("Subject", "subject"),
        ("Message-ID", "message_id"),
        ("In-Reply-To", "in_reply_to"),
        ("Date", "date"),
    ):
        try:
            value = message.get(header)
            text = " ".join(str(value).split()) if value else ""
        except (ValueError, TypeError, IndexError, AttributeError, KeyError, email.errors.MessageError):
            continue
        if not text:
            continue
        if fact == "sender":
            text = email.utils.parseaddr(text)[1].lower()
        elif fact == "date":
            text = _day(text)
        if text:
            facts[fact] = text
    return facts


def _day(text: str) -> str:
    try:
        return email.utils.parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


class _TextOfHtml(HTMLParser):
    _BLOCKS = frozenset(("p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "table", "blockquote"))
    _SILENT = frozenset(("script", "style", "head", "title"))

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._silent += tag in self._SILENT
        if tag in self._BLOCKS:
            self.pieces.append("\n" if tag in {"br", "tr", "li"} else "\n\n")
        elif tag in {"td", "th"}:
            self.pieces.append("  ")

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in self._SILENT))

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(" ".join(data.split()) + " " if data.strip() else " ")


def _plain(html: str) -> str:
    reader = _TextOfHtml()
    reader.feed(html)
    return "".join(reader.pieces)
