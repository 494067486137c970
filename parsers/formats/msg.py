"""Messages as Outlook saves them (.msg), with python-oxmsg."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from oxmsg import Message
from oxmsg.properties import Properties
from oxmsg.storage import Storage

from parsers.errors import UnreadableError
from parsers.formats.html import html_text
from parsers.formats.mail import document_of
from parsers.formats.outlook import Outlook, dated, header_lines, rtf_of

if TYPE_CHECKING:
    from email.message import EmailMessage

    from oxmsg.attachment import Attachment

    from parsers.document import Document

_SUBJECT, _BODY, _RTF, _HTML = 0x0037, 0x1000, 0x1009, 0x1013
_HEADERS, _SENDER, _SMTP = 0x007D, 0x0C1F, 0x5D01
_MESSAGE_ID, _IN_REPLY_TO = 0x1035, 0x1042
_FILE, _LONG_NAME, _NAME = 0x3701, 0x3707, 0x3704
_INNER = "__substg1.0_3701000D"
_DEEPEST = 8


def read_msg(data: bytes) -> Document:
    """Return a message's own text, its attachments, and the headers that place it.

    Raises:
        UnreadableError: when its container is broken.
    """
    try:
        message = Message.load(data)
    except (OSError, ValueError, struct.error, IndexError, KeyError, AssertionError, RecursionError) as error:
        raise UnreadableError(f"the Outlook message is broken ({error}); ask for it again") from error
    return document_of(_email_of(message, 0), "msg")


def _email_of(message: Message, depth: int) -> EmailMessage:
    headers = header_lines(message.message_headers.items())
    headers.setdefault("Subject", _text(message, _SUBJECT) or "")
    headers.setdefault("Message-ID", _text(message, _MESSAGE_ID) or "")
    headers.setdefault("In-Reply-To", _text(message, _IN_REPLY_TO) or "")
    headers.setdefault("Date", _sent(message))
    sender = _text(message, _SMTP) or _text(message, _SENDER) or ""
    headers.setdefault("From", sender if "@" in sender else "")
    made = Outlook(headers, plain=_text(message, _BODY), html=_html(message), rtf=_rtf(message))
    for attachment in message.attachments:
        _attach(made, attachment, depth)
    return made.as_email()


def _attach(made: Outlook, attachment: Attachment, depth: int) -> None:
    storage = attachment._storage  # noqa: SLF001 a message inside is reached no other way
    inner = next(
        (
            each
            for each in (storage.storages if isinstance(storage, Storage) else ())
            if each.name.upper() == _INNER.upper()
        ),
        None,
    )
    if inner is not None and depth < _DEEPEST:
        made.messages.append(_email_of(_Inner(inner), depth + 1))
        return
    name = _text(attachment, _LONG_NAME) or _text(attachment, _NAME) or "attachment"
    made.files.append((name, attachment.properties.binary_prop_value(_FILE) or b""))


class _Inner(Message):
    """A message inside a message: its properties' header is shorter than that of one by itself."""

    @property
    def properties(self) -> Properties:
        return Properties(self._storage, properties_header_offset=24)


def _text(source: Message | Attachment, property_id: int) -> str | None:
    """Return a text property, None where it is missing or in no encoding that is known."""
    try:
        return source.properties.str_prop_value(property_id)
    except (UnicodeDecodeError, LookupError, KeyError):
        return None


def _html(message: Message) -> str | None:
    try:
        stored = message.properties.binary_prop_value(_HTML)
        return html_text(stored) if stored else message.properties.str_prop_value(_HTML)
    except (UnicodeDecodeError, LookupError, KeyError):
        return None


def _rtf(message: Message) -> bytes | None:
    stored = message.properties.binary_prop_value(_RTF)
    return rtf_of(stored) if stored else None


def _sent(message: Message) -> str:
    try:
        return dated(message.sent_date)
    except (ValueError, OverflowError):
        return ""
