"""What Outlook's own forms of a message hold, made into a message as the internet sends them.

So there is one way of reading messages, whether one was saved as .msg, wrapped into winmail.dat or sent.
"""

from __future__ import annotations

import email.utils
import struct
from dataclasses import dataclass, field
from email.errors import MessageError
from email.message import EmailMessage
from typing import TYPE_CHECKING

import compressed_rtf

from parsers.formats.rtf_html import html_in_rtf

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

_HEADERS = ("From", "Subject", "Message-ID", "In-Reply-To", "Date")


@dataclass(slots=True)
class Outlook:
    """A message as Outlook stores it: its headers, the three forms of its body, and what is attached."""

    headers: dict[str, str] = field(default_factory=dict)
    plain: str | None = None
    html: str | None = None
    rtf: bytes | None = None
    files: list[tuple[str, bytes]] = field(default_factory=list)
    messages: list[EmailMessage] = field(default_factory=list)

    def as_email(self) -> EmailMessage:
        """Return it as an internet message; a body in RTF alone is attached where it holds tables."""
        message = EmailMessage()
        for name in _HEADERS:
            text = " ".join(self.headers.get(name, "").split())
            if text:
                _set_header(message, name, text)
        html, files = self.html, list(self.files)
        plain = self.plain
        if html is None and self.rtf:
            html = html_in_rtf(self.rtf)
            if html is None and b"\\trowd" in self.rtf:
                files.insert(0, ("message body.rtf", self.rtf))
                plain = None
        _set_bodies(message, plain, html)
        for name, data in files:
            safe = _clean(name)
            message.add_attachment(data, maintype="application", subtype="octet-stream", filename=safe)
        for inner in self.messages:
            message.add_attachment(inner)
        return message


def _set_bodies(message: EmailMessage, plain: str | None, html: str | None) -> None:
    if plain is not None or html is None:
        message.set_content(_clean(plain or ""))
        if html is not None:
            message.add_alternative(_clean(html), subtype="html")
    else:
        message.set_content(_clean(html), subtype="html")


def rtf_of(stored: bytes) -> bytes | None:
    """Return the rich text that Outlook stores packed, or None where it is broken."""
    try:
        return bytes(compressed_rtf.decompress(stored))
    except (ValueError, IndexError, struct.error, TypeError, OverflowError):
        return None


def dated(moment: datetime | None) -> str:
    """Return a moment as messages write it."""
    return email.utils.format_datetime(moment) if moment is not None else ""


def header_lines(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the headers that place a message, by the names they are known by here."""
    known = {name.lower(): name for name in _HEADERS}
    return {known[name.lower()]: value for name, value in pairs if name.lower() in known}


def _set_header(message: EmailMessage, name: str, text: str) -> None:
    try:
        message[name] = text
    except (ValueError, IndexError, TypeError, AttributeError, MessageError):
        del message[name]


def _clean(text: str) -> str:
    """Return a text that can be written into a message: no NUL, no half of a surrogate pair."""
    return text.replace("\x00", "").encode("utf-8", errors="replace").decode("utf-8")
