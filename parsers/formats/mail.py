"""Messages (.eml): the body with its tables, the attachments as inner documents."""

from __future__ import annotations

import email
import email.errors
import email.policy
import email.utils
from typing import TYPE_CHECKING

from parsers.document import Document, InnerDocument
from parsers.errors import UnreadableError
from parsers.formats.mail_body import fill_from_bodies, text_of_part
from parsers.formats.text import paragraphs

if TYPE_CHECKING:
    from email.message import EmailMessage, MIMEPart

_MOST_PARTS = 500
_SMALL_PICTURE = 15_000
"""Bytes: smaller pictures in a message's text are badges and logos; a larger one may be a table."""
_SIGNATURES = frozenset(("pkcs7-signature", "x-pkcs7-signature", "pgp-signature", "pgp-keys"))


def read_mail(data: bytes) -> Document:
    """Return a message's own text, its attachments, and the headers that place it.

    Raises:
        UnreadableError: when the message has more parts than any reply.
    """
    if data.startswith(b"From "):
        data = data.split(b"\n", 1)[-1]
    return document_of(email.message_from_bytes(data, policy=email.policy.default), "eml")


def document_of(message: EmailMessage, name: str) -> Document:
    """Return what a message says and carries, as a document of the format `name`.

    Raises:
        UnreadableError: when the message has more parts than any reply.
    """
    document = Document(name, parts=1)
    document.facts = _facts(message)
    parts = _parts(message)
    plain, pages = _body(message, "plain"), [part for part in parts if _is_shown_page(part)]
    fill_from_bodies(document, plain, pages)
    for number, part in enumerate(parts):
        if number >= _MOST_PARTS:
            raise UnreadableError(f"the message has more than {_MOST_PARTS} parts, more than are read")
        holds_parts = part.is_multipart() and part.get_content_type() != "message/rfc822"
        if part is plain or part in pages or holds_parts:
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


def _body(message: EmailMessage, form: str) -> MIMEPart | None:
    try:
        return message.get_body((form,))
    except (AttributeError, KeyError, ValueError, IndexError):
        return None


def _is_shown_page(part: MIMEPart) -> bool:
    """Say whether a part is shown with the message; Apple's has one page between any two attachments."""
    return part.get_content_type() == "text/html" and not part.is_attachment() and not part.get_filename()


def _attach(document: Document, part: MIMEPart, number: int) -> None:
    name = _name(part, number)
    if part.get_content_type() == "message/rfc822":
        inner = _inner(part)
        if inner:
            document.inner.append(InnerDocument(name, inner))
        return
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    inline = part.get_content_disposition() == "inline" or part.get("Content-ID") is not None
    if part.get_content_maintype() == "image" and inline and len(data) < _SMALL_PICTURE:
        return
    if part.get_content_subtype() in _SIGNATURES:
        return
    if part.get_content_maintype() == "text" and not part.is_attachment() and not part.get_filename():
        # A footer that a mail system adds, or the other form of the body.
        if data.strip() and part.get_content_subtype() == "plain":
            document.blocks += paragraphs(text_of_part(part), where=f"part {number}, line")
    elif data.strip():
        document.inner.append(InnerDocument(name, data))
    else:
        document.gaps.append((name, "empty attachment"))


def _inner(part: MIMEPart) -> bytes:
    """Return a message inside a message; some mail systems put a header of their own before it."""
    payload = part.get_payload()
    child = payload[0] if isinstance(payload, list) and payload else None
    if child is None or isinstance(child, str):
        return b""
    if any(child.get(name) for name in ("From", "Received", "Subject", "Date")) or child.is_multipart():
        return child.as_bytes()
    text = child.get_payload(decode=True)
    return text if isinstance(text, bytes) else child.as_bytes()


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
