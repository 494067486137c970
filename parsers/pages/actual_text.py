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

from parsers.pages.drawn_items import drawn_items
from parsers.pdfium_calls import address_of, code_of, owner_of

if TYPE_CHECKING:
    import pypdfium2 as pdfium

_KEY = b"ActualText"
_ENCODINGS = {b"\xfe\xff": "utf-16-be", b"\xff\xfe": "utf-16-le", b"\xef\xbb\xbf": "utf-8"}
_LIGATURE, _LETTERS = 2, 4
"""So many drawn characters may be one sign for so many letters."""
_UNKNOWN = frozenset(("Cn", "Co", "Cs"))
"""Kinds of characters that fonts have where nobody said which letters they draw."""
_LENGTH = ctypes.c_ulong()


class Unshown(NamedTuple):
    """Text that a page says and does not show: how many pieces, and the words in them."""

    pieces: int
    words: int


@dataclass(slots=True)
class _Said:
    """What is said of some texts of a page, by which mark, and which texts these are."""

    value: bytes
    mark: object
    items: list[object] = field(default_factory=list)


def take_drawn_text(document: pdfium.PdfDocument, page: pdfium.PdfPage) -> Unshown:
    """Make a page's text what it draws where it says something else; return what it says and does not show.

    What is said stays where it means the same words and numbers, or where nobody knows the letters of what
    is drawn. To be called before the page's text is opened.
    """
    said = _all_said(page)
    if not said:
        return Unshown(0, 0)
    for each in said:
        raw.FPDFPageObjMark_RemoveParam(each.items[0], each.mark, _KEY)
    drawn = _drawn_texts(page)
    pieces = words = 0
    for each in said:
        text = _decoded(each.value)
        shown = [char for item in each.items for char in drawn.get(address_of(item), ())]
        if _agrees(text, shown):
            size = len(each.value)
            value = (ctypes.c_ubyte * size)(*each.value)
            raw.FPDFPageObjMark_SetBlobParam(document.raw, each.items[0], each.mark, _KEY, value, size)
        elif _letters(text) not in {"", _letters("".join(shown))}:
            pieces += 1
            words += len(text.split())
    return Unshown(pieces, words)


def _all_said(page: pdfium.PdfPage) -> list[_Said]:
    found: dict[int, _Said] = {}
    for item in drawn_items(page):
        if item.kind != raw.FPDF_PAGEOBJ_TEXT:
            continue
        for at in range(max(0, int(raw.FPDFPageObj_CountMarks(item.handle)))):
            mark = raw.FPDFPageObj_GetMark(item.handle, at)
            address = address_of(mark)
            if address not in found:
                value = _said_by(mark)
                if value is None:
                    continue
                found[address] = _Said(value, mark)
            found[address].items.append(item.handle)
    return list(found.values())


def _said_by(mark: object) -> bytes | None:
    if not raw.FPDFPageObjMark_GetParamBlobValue(mark, _KEY, None, 0, _LENGTH):
        return None
    value = (ctypes.c_ubyte * _LENGTH.value)()
    raw.FPDFPageObjMark_GetParamBlobValue(mark, _KEY, value, _LENGTH.value, _LENGTH)
    return bytes(value)


def _decoded(value: bytes) -> str:
    """Return a text string of a PDF. Source: ISO 32000-2, 7.9.2.2."""
    for start, encoding in _ENCODINGS.items():
        if value.startswith(start):
            return value[len(start) :].decode(encoding, errors="replace")
    return value.decode("cp1252", errors="replace")


def _drawn_texts(page: pdfium.PdfPage) -> dict[int, list[str]]:
    """Return the characters that each text draws, "" for one of which nobody said what it is."""
    found: dict[int, list[str]] = {}
    textpage = page.get_textpage()
    try:
        handle = address_of(textpage.raw)
        for index in range(textpage.count_chars()):
            owner = owner_of(handle, index)
            if owner is not None:
                unknown = raw.FPDFText_HasUnicodeMapError(textpage.raw, index) == 1
                found.setdefault(owner, []).append("" if unknown else chr(code_of(handle, index)))
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
