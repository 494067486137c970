"""Text of a PDF page that the page does not show: under a black box, white on white, in a hidden layer.

A name is not gone because a box was drawn over it. What may be hidden is told by the order in which the page
is drawn; that it is hidden, by looking at the drawn page, where nothing can be seen in its place.
"""

from __future__ import annotations

import ctypes
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pypdfium2 import raw

from parsers.pages.strokes import page_objects

if TYPE_CHECKING:
    import pypdfium2 as pdfium

COVERED, LAYER, HIDDEN = "covered text", "hidden layer", "hidden text"
_LEAST_COVER = 4.0
"""Points: a smaller shape is a rule or a mark."""
_MOST_PICTURE = 0.5
"""Share of the page: text under a larger picture is somebody's recognition of a scan."""
_OPAQUE, _WHITE = 255, 250
_INVISIBLE = 3
_CONTRAST = 24
"""Shades of grey, of 256, in which printed text differs at least from its ground."""
_SCALE = 2.0
_MOST_PIXELS = 12_000_000
_LAYER_MARK = "OC"

_Bounds = tuple[float, float, float, float]


@dataclass(slots=True)
class _Drawn:
    """What a page draws, in its order: texts with their bounds, and shapes that could cover them."""

    texts: list[tuple[int, _Bounds, int]] = field(default_factory=list)
    covers: list[tuple[int, _Bounds]] = field(default_factory=list)
    pictures: list[_Bounds] = field(default_factory=list)
    suspects: dict[int, str] = field(default_factory=dict)
    """Texts that may be hidden, by address, with the way."""


def find_unseen(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> dict[int, str]:
    """Return the characters that the page does not show, by their index in its text, and why not."""
    drawn = _drawn(page)
    _suspect_covered(drawn)
    if not drawn.suspects:
        return {}
    handle = textpage.raw
    suspected = {}
    for index in range(textpage.count_chars()):
        owner = address_of(raw.FPDFText_GetTextObject(handle, index))
        if owner in drawn.suspects:
            suspected[index] = drawn.suspects[owner]
    return _not_visible(page, textpage, suspected)


def _drawn(page: pdfium.PdfPage) -> _Drawn:
    drawn = _Drawn()
    width, height = page.get_size()
    for order, item in enumerate(page_objects(page)):
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            address = address_of(item)
            drawn.texts.append((order, _bounds(item), address))
            way = _suspicion(item)
            if way:
                drawn.suspects[address] = way
        elif kind in {raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE}:
            bounds = _bounds(item)
            if min(bounds[2] - bounds[0], bounds[3] - bounds[1]) < _LEAST_COVER:
                continue
            if kind == raw.FPDF_PAGEOBJ_IMAGE:
                share = (bounds[2] - bounds[0]) * (bounds[3] - bounds[1]) / max(width * height, 1.0)
                if share > _MOST_PICTURE:
                    drawn.pictures.append(bounds)
                    continue
                drawn.covers.append((order, bounds))
            elif drawn.texts and _is_filled(item):
                drawn.covers.append((order, bounds))
    if drawn.pictures:
        # Text on a scan, in whatever way it was put there, is no secret: the scan shows it.
        drawn.suspects.clear()
    return drawn


def _suspicion(text: object) -> str:
    if raw.FPDFTextObj_GetTextRenderMode(text) == _INVISIBLE:
        return HIDDEN
    if any(_mark_name(raw.FPDFPageObj_GetMark(text, at)) == _LAYER_MARK for at in range(_marks(text))):
        return LAYER
    return HIDDEN if min(_colour(text)[:3]) >= _WHITE else ""


def _suspect_covered(drawn: _Drawn) -> None:
    """Suspect the texts over which an opaque shape is drawn later."""
    if not drawn.covers or not drawn.texts or drawn.covers[-1][0] < drawn.texts[0][0]:
        return
    texts = sorted(
        (((b[1] + b[3]) / 2, order, b, address) for order, b, address in drawn.texts), key=lambda t: t[0]
    )
    middles = [text[0] for text in texts]
    for order, (left, bottom, right, top) in drawn.covers:
        for _, drawn_at, bounds, address in texts[bisect_left(middles, bottom) : bisect_right(middles, top)]:
            if drawn_at < order and bounds[0] < right and left < bounds[2]:
                drawn.suspects.setdefault(address, COVERED)


def _not_visible(
    page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, suspected: dict[int, str]
) -> dict[int, str]:
    """Return those of the suspected characters in whose place the drawn page shows one shade only."""
    width, height = page.get_size()
    scale = min(_SCALE, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    pixels = bytes(bitmap.buffer)
    across, down = ctypes.c_int(), ctypes.c_int()
    unseen = {}
    for index, way in suspected.items():
        left, bottom, right, top = textpage.get_charbox(index)
        if right <= left or top <= bottom:
            continue
        columns, rows = [], []
        for x, y in ((left, bottom), (right, top)):
            raw.FPDF_PageToDevice(page.raw, 0, 0, bitmap.width, bitmap.height, 0, x, y, across, down)
            columns.append(min(max(across.value, 0), bitmap.width - 1))
            rows.append(min(max(down.value, 0), bitmap.height - 1))
        shades = [
            shade
            for row in range(min(rows), max(rows) + 1)
            for shade in pixels[row * bitmap.stride + min(columns) : row * bitmap.stride + max(columns) + 1]
        ]
        if max(shades) - min(shades) < _CONTRAST:
            unseen[index] = way
    bitmap.close()
    return unseen


def address_of(item: object) -> int:
    """Return where pdfium keeps an object, which tells it from others of its page."""
    return ctypes.addressof(item.contents) if item else 0  # type: ignore[attr-defined]


_EDGES = [ctypes.c_float() for _ in range(4)]
_PARTS = [ctypes.c_uint() for _ in range(4)]
_NAME, _LENGTH = (ctypes.c_ushort * 64)(), ctypes.c_ulong()
"""What pdfium writes its answers into: made once, as a page draws thousands of things."""


def _bounds(item: object) -> _Bounds:
    left, bottom, right, top = _EDGES
    if not raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return 0.0, 0.0, 0.0, 0.0
    return left.value, bottom.value, right.value, top.value


def _is_filled(path: object) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(fill.value) and _colour(path)[3] == _OPAQUE


def _colour(item: object) -> tuple[int, int, int, int]:
    red, green, blue, alpha = _PARTS
    if not raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        return 0, 0, 0, _OPAQUE
    return red.value, green.value, blue.value, alpha.value


def _marks(item: object) -> int:
    return max(0, int(raw.FPDFPageObj_CountMarks(item)))


def _mark_name(mark: object) -> str:
    size = ctypes.sizeof(_NAME)
    if not raw.FPDFPageObjMark_GetName(mark, _NAME, size, _LENGTH) or _LENGTH.value > size:
        return ""
    length = max(0, _LENGTH.value - 2)
    return ctypes.string_at(_NAME, length).decode("utf-16-le", errors="replace")
