"""What plain texts and the bodies of messages hold, taken from their bytes by a way of its own."""

from __future__ import annotations

import email
import html
import re
from typing import TYPE_CHECKING

from parsers.formats.text_encoding import decode

if TYPE_CHECKING:
    from email.message import Message

_SILENT = re.compile(r"<(script|style|head|title)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.DOTALL | re.IGNORECASE)


def printed_text(data: bytes) -> str:
    """Return the whole of a plain text."""
    return decode(data)


def printed_body(data: bytes) -> str:
    """Return the running text of a message: its plain parts, or without any the words of its HTML."""
    if data.startswith(b"From "):
        data = data.split(b"\n", 1)[-1]
    parts = _parts(email.message_from_bytes(data))
    plain = [_text(part) for part in parts if part.get_content_type() == "text/plain"]
    if plain:
        return "\n".join(plain)
    pages = [_text(part) for part in parts if part.get_content_type() == "text/html"]
    return "\n".join(html.unescape(_SILENT.sub(" ", page)) for page in pages)


def _parts(message: Message) -> list[Message]:
    """Return the parts that are shown with a message; what is attached is a document of its own."""
    if message.get_content_type() == "message/rfc822":
        return []
    if message.is_multipart():
        inner = message.get_payload()
        return [part for child in inner if not isinstance(child, str) for part in _parts(child)]
    attached = message.get_filename() or message.get_content_disposition() == "attachment"
    return [] if attached else [message]


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset()
    try:
        return raw.decode(charset) if charset else decode(raw)
    except (LookupError, UnicodeDecodeError):
        return decode(raw)
