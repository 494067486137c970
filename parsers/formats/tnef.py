"""Outlook's wrapping of a message's body and attachments (winmail.dat), with tnefparse."""

from __future__ import annotations

import logging
import struct
from typing import TYPE_CHECKING

from tnefparse import TNEF

from parsers.errors import UnreadableError
from parsers.formats.mail import document_of
from parsers.formats.outlook import Outlook

if TYPE_CHECKING:
    from parsers.document import Document

_BROKEN = (
    ValueError,
    IndexError,
    KeyError,
    struct.error,
    TypeError,
    AttributeError,
    OverflowError,
    LookupError,
)
_HEADER, _ATTRIBUTE, _CHECKSUM = 6, 9, 2
"""Bytes of the file's head, of an attribute's head and of what ends it."""
logging.getLogger("tnefparse").setLevel(logging.CRITICAL)


def read_tnef(data: bytes) -> Document:
    """Return the body and the attachments that a winmail.dat wraps.

    Raises:
        UnreadableError: when it is broken.
    """
    try:
        wrapped = TNEF(data, do_checksum=False)
        made = Outlook(html=_text(wrapped.htmlbody), plain=_text(wrapped.body))
        if made.html is None and made.plain is None:
            made.rtf = wrapped.rtfbody or None
        for number, attachment in enumerate(wrapped.attachments, start=1):
            name = _text(attachment.long_filename()) or _text(attachment.name) or f"attachment {number}"
            made.files.append((name, bytes(attachment.data or b"")))
    except _BROKEN as error:
        raise UnreadableError(f"the winmail.dat is broken ({error}); ask for it again") from error
    document = document_of(made.as_email(), "tnef")
    if _is_cut(data):
        document.gaps.append(("winmail.dat", "it is cut short"))
    return document


def _is_cut(data: bytes) -> bool:
    """Say whether the last attribute says that it is longer than what is there."""
    at = _HEADER
    while at + _ATTRIBUTE <= len(data):
        at += _ATTRIBUTE + int.from_bytes(data[at + 5 : at + 9], "little") + _CHECKSUM
    return at > len(data)


def _text(value: object) -> str | None:
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace").strip("\x00") or None
    return str(value).strip("\x00") if value else None
