"""Outlook's wrapping of a message's body, attachments and messages inside it (winmail.dat)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parsers.errors import UnreadableError
from parsers.formats.html import html_text
from parsers.formats.mail import document_of
from parsers.formats.outlook import Outlook, rtf_of
from parsers.formats.tnef_stream import TEXT, WIDE_TEXT, attributes, properties

if TYPE_CHECKING:
    from parsers.document import Document
    from parsers.formats.tnef_stream import Attribute, Property

_BODY, _DATA, _TITLE, _SUBJECT = 0x800C, 0x800F, 0x8010, 0x8004
_BEGINS, _MESSAGE, _ATTACHMENT, _CODE_PAGE = 0x9002, 0x9003, 0x9005, 0x9007
"""Attributes: an attachment begins; what a message and an attachment list; how texts are written."""
_PLAIN, _RTF, _HTML, _TOPIC, _CHARSET, _SENDER = 0x1000, 0x1009, 0x1013, 0x0037, 0x3FDE, 0x5D01
_FILE, _LONG_NAME, _NAME = 0x3701, 0x3707, 0x3704
_IS_MESSAGE = bytes.fromhex("0703020000000000c000000000000046")
"""What begins an object that is a message: the name of its interface, IMessage."""
_OBJECT = 0x000D
_DEEPEST = 8


@dataclass(slots=True)
class _Attached:
    names: dict[int, str] = field(default_factory=dict)
    data: bytes = b""
    message: Outlook | None = None

    def name(self, number: int) -> str:
        return next(
            (self.names[each] for each in (_LONG_NAME, _NAME, _TITLE) if self.names.get(each)), ""
        ) or (f"attachment {number}")


@dataclass(slots=True)
class _Wrapped:
    """A message being unwrapped; `gaps` say what of it could not be."""

    made: Outlook = field(default_factory=Outlook)
    attached: list[_Attached] = field(default_factory=list)
    encoding: str = "cp1252"
    gaps: list[str] = field(default_factory=list)


def read_tnef(data: bytes) -> Document:
    """Return the body, the attachments and the messages that a winmail.dat wraps.

    Raises:
        UnreadableError: when nothing of it can be taken out.
    """
    wrapped = _unwrapped(data, 0)
    if wrapped.gaps and not (wrapped.attached or wrapped.made.html or wrapped.made.plain or wrapped.made.rtf):
        raise UnreadableError(f"the winmail.dat is broken ({wrapped.gaps[0]}); ask for it again")
    document = document_of(wrapped.made.as_email(), "tnef")
    document.gaps += [("winmail.dat", gap) for gap in wrapped.gaps]
    return document


def _unwrapped(data: bytes, depth: int) -> _Wrapped:
    wrapped = _Wrapped()
    try:
        for attribute in attributes(data):
            _take(wrapped, attribute, depth)
    except ValueError:
        wrapped.gaps.append("it is cut short")
    if wrapped.made.html is not None or wrapped.made.plain is not None:
        wrapped.made.rtf = None
    for number, attached in enumerate(wrapped.attached, start=1):
        if attached.message is not None:
            wrapped.made.messages.append(attached.message.as_email())
        else:
            wrapped.made.files.append((attached.name(number), attached.data))
    return wrapped


def _take(wrapped: _Wrapped, attribute: Attribute, depth: int) -> None:
    number, data = attribute
    if number == _CODE_PAGE:
        wrapped.encoding = _encoding(data)
    elif number == _BODY:
        wrapped.made.plain = _decoded(data, wrapped.encoding)
    elif number == _SUBJECT:
        wrapped.made.headers.setdefault("Subject", _decoded(data, wrapped.encoding))
    elif number == _MESSAGE:
        _take_message(wrapped, data)
    elif number == _BEGINS:
        wrapped.attached.append(_Attached())
    elif number in {_DATA, _TITLE, _ATTACHMENT}:
        if not wrapped.attached:
            wrapped.attached.append(_Attached())
        _take_attached(wrapped, number, data, depth)


def _take_message(wrapped: _Wrapped, data: bytes) -> None:
    listed, whole = properties(data)
    if not whole:
        wrapped.gaps.append("not all that it says of the message can be read")
    made = wrapped.made
    if _PLAIN in listed:
        made.plain = _text(listed[_PLAIN], wrapped.encoding)
    if _HTML in listed:
        charset = _encoding(listed[_CHARSET].value) if _CHARSET in listed else None
        made.html = html_text(listed[_HTML].value, charset)
    if _RTF in listed:
        made.rtf = rtf_of(listed[_RTF].value)
    for name, number in (("Subject", _TOPIC), ("From", _SENDER)):
        if number in listed:
            made.headers[name] = _text(listed[number], wrapped.encoding)


def _take_attached(wrapped: _Wrapped, number: int, data: bytes, depth: int) -> None:
    attached = wrapped.attached[-1]
    if number == _DATA:
        attached.data = data
        return
    if number == _TITLE:
        attached.names[_TITLE] = _decoded(data, wrapped.encoding)
        return
    listed, whole = properties(data)
    if not whole:
        wrapped.gaps.append(f"not all that it says of attachment {len(wrapped.attached)} can be read")
    for each in (_LONG_NAME, _NAME):
        if each in listed:
            attached.names[each] = _text(listed[each], wrapped.encoding)
    if _FILE in listed:
        kind, value = listed[_FILE]
        is_message = kind == _OBJECT and value.startswith(_IS_MESSAGE)
        if is_message and depth < _DEEPEST:
            inner = _unwrapped(value[len(_IS_MESSAGE) :], depth + 1)
            attached.message = inner.made
            wrapped.gaps += [f"in a message inside it: {gap}" for gap in inner.gaps]
        else:
            attached.data = attached.data or value


def _encoding(data: bytes) -> str:
    page = int.from_bytes(data[:4], "little")
    return "utf-8" if page == 65001 else f"cp{page}"


def _text(found: Property, encoding: str) -> str:
    if found.kind == WIDE_TEXT:
        return _decoded(found.value, "utf-16-le")
    return _decoded(found.value, encoding if found.kind == TEXT else "utf-8")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding, errors="replace")
    except LookupError:
        text = data.decode("cp1252", errors="replace")
    return text.partition("\x00")[0] if encoding != "utf-16-le" else text.rstrip("\x00")
