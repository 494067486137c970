"""The HTML that Outlook hides in the RTF form of a body.

Source: Microsoft's [MS-OXRTFEX], "Rich Text Format (RTF) Extensions Algorithm".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_TOKEN = re.compile(
    rb"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\([^a-zA-Z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_FROM_HTML = re.compile(rb"\\fromhtml1?(?![a-z0-9])")
_CODEPAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_SIGNS = {
    b"par": "\r\n",
    b"line": "\r\n",
    b"tab": "\t",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"bullet": "•",
    b"endash": "–",
    b"emdash": "—",
}
_SILENT = frozenset((b"fonttbl", b"colortbl", b"stylesheet", b"info", b"generator", b"mhtmltag", b"pict"))
_DEEPEST = 500


@dataclass(slots=True)
class _Group:
    """A group's state: what of it is HTML and what is only there for programs without HTML."""

    silent: bool = False
    tag: bool = False
    for_rtf: bool = False
    skip: int = 1
    """Characters that stand for a Unicode one in programs without Unicode."""


@dataclass(slots=True)
class _Reader:
    encoding: str
    groups: list[_Group] = field(default_factory=lambda: [_Group()])
    pieces: list[str] = field(default_factory=list)
    bytes_: bytearray = field(default_factory=bytearray)
    to_skip: int = 0
    star: bool = False

    def text(self) -> None:
        if self.bytes_:
            self.pieces.append(self.bytes_.decode(self.encoding, errors="replace"))
            self.bytes_.clear()

    def shows(self) -> bool:
        group = self.groups[-1]
        return not group.silent and (group.tag or not group.for_rtf)


def html_in_rtf(data: bytes) -> str | None:
    """Return the HTML in an RTF text, or None where it was not made from HTML."""
    if _FROM_HTML.search(data[:1000]) is None:
        return None
    codepage = _CODEPAGE.search(data[:1000])
    encoding = f"cp{codepage[1].decode()}" if codepage else "cp1252"
    try:
        "".encode(encoding)
    except LookupError:
        encoding = "cp1252"
    reader = _Reader("utf-8" if encoding == "cp65001" else encoding)
    for match in _TOKEN.finditer(data):
        if not _read(reader, match):
            return None
    reader.text()
    return "".join(reader.pieces)


def _read(reader: _Reader, match: re.Match[bytes]) -> bool:
    """Take in one token; False where groups are nested beyond measure."""
    escaped, word, number, sign, brace, plain = match.groups()
    if brace == b"{":
        reader.groups.append(_Group(**{name: getattr(reader.groups[-1], name) for name in _Group.__slots__}))
        return len(reader.groups) < _DEEPEST
    if brace == b"}":
        if len(reader.groups) > 1:
            reader.groups.pop()
    elif word is not None:
        _word(reader, word, int(number) if number else None)
    elif sign is not None:
        _sign(reader, sign)
    elif escaped is not None:
        _bytes(reader, bytes([int(escaped, 16)]))
    elif plain is not None:
        _bytes(reader, plain)
    return True


def _bytes(reader: _Reader, data: bytes) -> None:
    skipped = min(reader.to_skip, len(data))
    reader.to_skip -= skipped
    if reader.shows():
        reader.bytes_ += data[skipped:]


def _sign(reader: _Reader, sign: bytes) -> None:
    if sign == b"*":
        reader.star = True
    elif reader.shows():
        reader.text()
        reader.pieces.append({b"~": "\u00a0", b"_": "\u00ad", b"-": ""}.get(sign, sign.decode("latin-1")))


def _word(reader: _Reader, word: bytes, number: int | None) -> None:
    group = reader.groups[-1]
    star, reader.star = reader.star, False
    if word == b"htmltag":
        group.tag = True
    elif word == b"htmlrtf":
        group.for_rtf = number != 0
    elif word in _SILENT or star:
        group.silent = True
    elif word == b"uc":
        group.skip = number or 0
    elif word == b"u" and number is not None:
        if reader.shows():
            reader.text()
            reader.pieces.append(chr(number & 0xFFFF))
        reader.to_skip = group.skip
    elif word in _SIGNS and reader.shows():
        reader.text()
        reader.pieces.append(_SIGNS[word])
