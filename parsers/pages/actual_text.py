"""What a PDF says that a text is, beside what it draws (ActualText): used only where the two agree.

Files say so of ligatures and of words that are parted at the end of a line, for programs that read aloud or
search. pdfium hands out what is said in place of what is drawn, so that a file could say anything: names that
no page shows, or other numbers than it prints.
"""

from __future__ import annotations

import ctypes
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from pypdfium2 import raw

from parsers.pdfium_calls import (
    Room,
    address_of,
    code_of,
    is_unmapped,
    mark_on,
    marks_on,
    owner_of,
    said_by_mark,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pypdfium2 as pdfium

    from parsers.pages.drawn_items import Item

_KEY = b"ActualText"
_ENCODINGS = {b"\xfe\xff": "utf-16-be", b"\xff\xfe": "utf-16-le", b"\xef\xbb\xbf": "utf-8"}
_LIGATURE, _LETTERS = 2, 4
"""So many drawn characters may be one sign for so many letters."""
_UNKNOWN = frozenset(("Cn", "Co", "Cs"))
"""Kinds of characters that fonts have where nobody said which letters they draw."""
_LENGTH = Room(ctypes.c_ulong, 1)


class Unshown(NamedTuple):
    """Text that a page says and does not show: how many pieces, and the words in them."""

    pieces: int
    words: int


@dataclass(slots=True)
class _Said:
    """What is said of some texts of a page, by which mark, and which texts these are."""

    value: bytes
    mark: int
    items: list[int] = field(default_factory=list)


def take_drawn_text(document: pdfium.PdfDocument, page: pdfium.PdfPage, items: Iterable[Item]) -> Unshown:
    """Make a page's text what it draws where it says something else; return what it says and does not show.

    `items` are what the page draws.

    What is said stays where it means the same words and numbers, or where nobody knows the letters of what
    is drawn. To be called before the page's text is opened.
    """
    said = _all_said(items)
    if not said:
        return Unshown(0, 0)
    for each in said:
        raw.FPDFPageObjMark_RemoveParam(_object(each.items[0]), _mark(each.mark), _KEY)
    drawn = _drawn_texts(page, {item for each in said for item in each.items})
    pieces = words = 0
    for each in said:
        text = _decoded(each.value)
        shown = [char for item in each.items for char in drawn.get(item, ())]
        if _agrees(text, shown):
            size = len(each.value)
            value = (ctypes.c_ubyte * size)(*each.value)
            item, mark = _object(each.items[0]), _mark(each.mark)
            raw.FPDFPageObjMark_SetBlobParam(document.raw, item, mark, _KEY, value, size)
        elif _letters(text) not in {"", _letters("".join(shown))}:
            pieces += 1
            words += len(text.split())
    return Unshown(pieces, words)


def _all_said(items: Iterable[Item]) -> list[_Said]:
    found: dict[int, _Said | None] = {}
    for item in items:
        if item.kind != raw.FPDF_PAGEOBJ_TEXT:
            continue
        for at in range(marks_on(item.handle)):
            mark = mark_on(item.handle, at)
            if mark not in found:
                value = _said_by(mark)
                found[mark] = None if value is None else _Said(value, mark)
            said = found[mark]
            if said is not None:
                said.items.append(item.handle)
    return [said for said in found.values() if said is not None]


def _said_by(mark: int) -> bytes | None:
    if not said_by_mark(mark, _KEY, None, 0, *_LENGTH.places):
        return None
    length = _LENGTH.numbers[0]
    value = (ctypes.c_ubyte * length)()
    said_by_mark(mark, _KEY, ctypes.addressof(value), length, *_LENGTH.places)
    return bytes(value)


def _object(address: int) -> object:
    return ctypes.cast(address, raw.FPDF_PAGEOBJECT)


def _mark(address: int) -> object:
    return ctypes.cast(address, raw.FPDF_PAGEOBJECTMARK)


def _decoded(value: bytes) -> str:
    """Return a text string of a PDF. Source: ISO 32000-2, 7.9.2.2."""
    for start, encoding in _ENCODINGS.items():
        if value.startswith(start):
            return value[len(start) :].decode(encoding, errors="replace")
    return value.decode("cp1252", errors="replace")


def _drawn_texts(page: pdfium.PdfPage, texts: set[int]) -> dict[int, list[str]]:
    """Return the characters that each of some texts draws, "" for one of which nobody said what it is."""
    found: dict[int, list[str]] = {}
    textpage = page.get_textpage()
    try:
        handle = address_of(textpage.raw)
        for index in range(textpage.count_chars()):
            owner = owner_of(handle, index)
            if owner in texts:
                letter = "" if is_unmapped(handle, index) == 1 else chr(code_of(handle, index))
                found.setdefault(owner, []).append(letter)
    finally:
        textpage.close()
    return found


def _agrees(said: str, drawn: list[str]) -> bool:
    """Say whether what is said may stand for what is drawn."""
    if any(not char or unicodedata.category(char) in _UNKNOWN for char in drawn):
        return True
    shown = "".join(drawn)
    if any(map(str.isdigit, said + shown)):
        # A sign more makes another number.
        return _signs(said) == _signs(shown)
    told, signs = _letters(said), shown.strip()
    ligature = 0 < len(signs) <= _LIGATURE and len(told) <= _LETTERS and told.isalpha()
    return told == _letters(signs) or ligature


def _signs(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _letters(text: str) -> str:
    """Return the letters and digits of a text, without their accents and whatever their case."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in plain if char.isalnum())
