"""Text of a PDF page that the page does not show: under a black box or on one, white on white, in a layer.

A name is not gone because a box was drawn over it. What may be hidden is told by the order in which the page
is drawn; that it is hidden, by looking at the drawn page, where nothing can be seen in its place.
"""

from __future__ import annotations

import ctypes
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pypdfium2 import raw

from parsers.pages.drawn_items import (
    clip_bounds,
    fill_colour,
    is_filled,
    letter_size,
    stroke_width,
)
from parsers.pages.fields import page_annotations
from parsers.pdfium_calls import Room, address_of, mark_on, marks_on, mode_of, name_of_mark, owner_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pypdfium2 as pdfium

    from parsers.pages.drawn_items import Bounds, Colour, Item

COVERED, LAYER, HIDDEN, OFF_PAGE = "covered text", "hidden layer", "hidden text", "text off the page"
_LEAST_COVER = 4.0
"""Points: a smaller shape is a rule or a mark."""
_MOST_PICTURE = 0.5
"""Share of the page: text under a larger picture is somebody's recognition of a scan."""
_WHITE, _CLEAR = 250, 32
"""Of 255: lighter letters are as good as white, and those that are less opaque as good as not there."""
_INVISIBLE = 3
_CONTRAST = 24
"""Shades of grey, of 256, in which printed text differs at least from its ground."""
_SMALLEST = 1.5
"""Points: nobody reads smaller letters."""
_SCALE = 2.0
_MOST_LOOKED = 40_000_000
"""Pixels of a page that are looked at in all: a page of text takes a tenth of its own."""
_MOST_PIXELS = 12_000_000
_LAYER_MARK = "OC"
_NO_COVERS = frozenset(
    (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_TEXT)
)
"""What is annotated beside the text of a page and not over it."""


@dataclass(slots=True)
class _Drawn:
    """What a page draws, in its order: texts with their bounds, and shapes that could cover them.

    `grounds` are shapes with the shade that they are filled with: what is written on them in the same one
    cannot be seen. `marked` are places that somebody marked to be blacked out, and did not.
    """

    texts: list[tuple[int, Bounds, int]] = field(default_factory=list)
    covers: list[tuple[int, Bounds]] = field(default_factory=list)
    grounds: list[tuple[int, Bounds, float]] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    marked: list[Bounds] = field(default_factory=list)
    colours: dict[int, Colour] = field(default_factory=dict)
    suspects: dict[int, str] = field(default_factory=dict)
    """Texts that may be hidden, by address, with the way."""
    sure: dict[int, str] = field(default_factory=dict)
    """Texts that are hidden, whatever the drawn page shows in their place."""
    under_marks: set[int] = field(default_factory=set)
    layers: dict[int, bool] = field(default_factory=dict)
    """Whether a mark, by its address, is a layer's: many texts share one."""


def find_unseen(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, items: Iterable[Item]) -> dict[int, str]:
    """Return the characters that the page does not show, by their index in its text, and why not.

    `items` are what the page draws, in its order.
    """
    drawn = _drawn(page, items)
    _suspect_covered(drawn)
    if not (drawn.suspects or drawn.sure or drawn.under_marks):
        return {}
    handle = address_of(textpage.raw)
    suspected, unseen = {}, {}
    for index in range(textpage.count_chars()):
        owner = owner_of(handle, index) or 0
        if owner in drawn.sure:
            unseen[index] = drawn.sure[owner]
        elif owner in drawn.under_marks and _is_marked(textpage.get_charbox(index), drawn.marked):
            unseen[index] = COVERED
        elif owner in drawn.suspects:
            suspected[index] = drawn.suspects[owner]
    return unseen | (_not_visible(page, textpage, suspected) if suspected else {})


def _drawn(page: pdfium.PdfPage, items: Iterable[Item]) -> _Drawn:
    drawn = _Drawn()
    width, height = page.get_size()
    shown = page.get_cropbox(fallback_ok=True)
    order = 0
    for order, item in enumerate(items):
        if item.kind == raw.FPDF_PAGEOBJ_TEXT:
            _take_text(drawn, order, item, shown)
        elif item.kind in {raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE}:
            bounds = item.bounds
            if min(bounds[2] - bounds[0], bounds[3] - bounds[1]) < _LEAST_COVER:
                if item.kind == raw.FPDF_PAGEOBJ_PATH and drawn.texts:
                    _take_line(drawn, order, item, bounds)
            elif item.kind == raw.FPDF_PAGEOBJ_PATH:
                _take_shape(drawn, order, item, bounds)
            elif (bounds[2] - bounds[0]) * (bounds[3] - bounds[1]) > _MOST_PICTURE * max(width * height, 1.0):
                drawn.pictures.append(order)
            else:
                drawn.covers.append((order, bounds))
    _take_annotations(drawn, page, order + 1)
    if drawn.pictures:
        _leave_recognised(drawn)
    return drawn


def _take_text(drawn: _Drawn, order: int, item: Item, shown: Bounds) -> None:
    address, bounds = item.handle, item.bounds
    drawn.texts.append((order, bounds, address))
    colour = fill_colour(address)
    drawn.colours[address] = colour
    way = _suspicion(drawn, item, colour, bounds, shown)
    if way == OFF_PAGE:
        drawn.sure[address] = way
    elif way:
        drawn.suspects[address] = way
    low = min(bounds[2] - bounds[0], bounds[3] - bounds[1]) < _SMALLEST
    if low and bounds[2] > bounds[0] and 0 < letter_size(item) < _SMALLEST:
        drawn.sure[address] = HIDDEN


def _suspicion(drawn: _Drawn, item: Item, colour: Colour, bounds: Bounds, shown: Bounds) -> str:
    text = item.handle
    if mode_of(text) == _INVISIBLE:
        return HIDDEN
    marks = marks_on(text)
    if marks > 0 and _has_layer(drawn.layers, text, marks):
        return LAYER
    if min(colour[:3]) >= _WHITE or colour[3] < _CLEAR:
        return HIDDEN
    if shown[0] < shown[2] and shown[1] < shown[3] and _apart(bounds, shown):
        return OFF_PAGE
    cut = clip_bounds(text)
    if cut is not None and not item.within and _apart(bounds, cut):
        return HIDDEN
    # A form may be switched off as a whole, which nothing in it tells.
    return LAYER if item.within else ""


def _is_marked(box: Bounds, marked: list[Bounds]) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(left <= x <= right and bottom <= y <= top for left, bottom, right, top in marked)


def _apart(one: Bounds, other: Bounds) -> bool:
    """Say whether two boxes share nothing."""
    return one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]


def _shade(colour: Colour) -> float:
    red, green, blue, _ = colour
    return 0.299 * red + 0.587 * green + 0.114 * blue


def _take_shape(drawn: _Drawn, order: int, item: Item, bounds: Bounds) -> None:
    if is_filled(item.handle):
        if drawn.texts:
            drawn.covers.append((order, bounds))
        shade = _shade(fill_colour(item.handle))
        if shade < _WHITE:
            drawn.grounds.append((order, bounds, shade))
    elif drawn.texts:
        _take_line(drawn, order, item, bounds)


def _take_line(drawn: _Drawn, order: int, item: Item, bounds: Bounds) -> None:
    """Take in a line that is drawn with a pen as broad as a word is high."""
    width = stroke_width(item.handle)
    if width >= _LEAST_COVER:
        left, bottom, right, top = bounds
        drawn.covers.append(
            (order, (left - width / 2, bottom - width / 2, right + width / 2, top + width / 2))
        )


def _take_annotations(drawn: _Drawn, page: pdfium.PdfPage, order: int) -> None:
    """Take in what somebody laid over the page: shapes and marks, and marks for what is to be blacked out."""
    rect = raw.FS_RECTF()
    for annotation in page_annotations(page):
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        if kind in _NO_COVERS or not raw.FPDFAnnot_GetRect(annotation, rect):
            continue
        bounds = (rect.left, min(rect.bottom, rect.top), rect.right, max(rect.bottom, rect.top))
        if kind == raw.FPDF_ANNOT_REDACT:
            drawn.marked.append(bounds)
        else:
            drawn.covers.append((order, bounds))


def _leave_recognised(drawn: _Drawn) -> None:
    """Leave alone what somebody's recognition put on a scan: it is no secret, the scan shows it."""
    last = drawn.pictures[-1]
    later = {address for order, _, address in drawn.texts if order > last}
    drawn.suspects = {
        address: way for address, way in drawn.suspects.items() if address in later and way == LAYER
    }
    drawn.sure = {address: way for address, way in drawn.sure.items() if way == OFF_PAGE}


def _suspect_covered(drawn: _Drawn) -> None:
    """Suspect the texts over which something opaque is drawn, or that stand on a shape of their shade."""
    if not drawn.texts or not (drawn.covers or drawn.grounds or drawn.marked):
        return
    texts = _Heights(drawn.texts)
    first = drawn.texts[0][0]
    for order, bounds in drawn.covers:
        for drawn_at, address in texts.within(bounds) if order > first else ():
            if drawn_at < order and drawn.suspects.get(address, LAYER) == LAYER:
                drawn.suspects[address] = COVERED
    for order, bounds, shade in drawn.grounds:
        for drawn_at, address in texts.within(bounds):
            if drawn_at > order and abs(_shade(drawn.colours[address]) - shade) < _CONTRAST:
                drawn.suspects.setdefault(address, COVERED)
    drawn.under_marks = {address for bounds in drawn.marked for _, address in texts.within(bounds)}


class _Heights:
    """The texts of a page by their height on it, to find those within a box."""

    def __init__(self, texts: list[tuple[int, Bounds, int]]) -> None:
        self._texts = sorted(((box[1] + box[3]) / 2, order, box, address) for order, box, address in texts)
        self._middles = [text[0] for text in self._texts]

    def within(self, bounds: Bounds) -> Iterator[tuple[int, int]]:
        """Yield the order and address of each text that a box covers in its height and touches across."""
        left, bottom, right, top = bounds
        first, last = bisect_left(self._middles, bottom), bisect_right(self._middles, top)
        for _, order, box, address in self._texts[first:last]:
            if box[0] < right and left < box[2]:
                yield order, address


def _not_visible(
    page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, suspected: dict[int, str]
) -> dict[int, str]:
    """Return those of the suspected characters in whose place the drawn page shows one shade only.

    Boxes of made-up fonts may each be as large as the page: what is not looked at any more counts as hidden.
    """
    width, height = page.get_size()
    scale = min(_SCALE, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    pixels = bytes(bitmap.buffer)
    across, down = ctypes.c_int(), ctypes.c_int()
    unseen = {}
    left_to_look = _MOST_LOOKED
    for index, way in suspected.items():
        left, bottom, right, top = textpage.get_charbox(index)
        if right <= left or top <= bottom:
            continue
        columns, rows = [], []
        for x, y in ((left, bottom), (right, top)):
            raw.FPDF_PageToDevice(page.raw, 0, 0, bitmap.width, bitmap.height, 0, x, y, across, down)
            columns.append(min(max(across.value, 0), bitmap.width - 1))
            rows.append(min(max(down.value, 0), bitmap.height - 1))
        wide, tall = max(columns) - min(columns) + 1, max(rows) - min(rows) + 1
        left_to_look -= wide * tall
        begins = (row * bitmap.stride + min(columns) for row in range(min(rows), max(rows) + 1))
        if left_to_look < 0 or _is_one_shade(pixels[begin : begin + wide] for begin in begins):
            unseen[index] = way
    bitmap.close()
    return unseen


def _is_one_shade(rows: Iterable[bytes]) -> bool:
    """Say whether rows of pixels, each a grey from 0 to 255, show nothing that stands out."""
    seen: set[int] = set()
    for row in rows:
        seen |= {min(row), max(row)}
        if max(seen) - min(seen) >= _CONTRAST:
            return False
    return True


_NAME, _LENGTH = Room(ctypes.c_ushort, 64), Room(ctypes.c_ulong, 1)
_NAME_SIZE = ctypes.sizeof(_NAME.numbers)


def _has_layer(layers: dict[int, bool], text: int, marks: int) -> bool:
    """Say whether one of the marks of a text is a layer's; `layers` are those that were asked."""
    for at in range(marks):
        mark = mark_on(text, at)
        if mark not in layers:
            layers[mark] = _mark_name(mark) == _LAYER_MARK
        if layers[mark]:
            return True
    return False


def _mark_name(mark: int) -> str:
    size = _NAME_SIZE
    named = name_of_mark(mark, _NAME.places[0], size, _LENGTH.places[0])
    length = _LENGTH.numbers[0]
    if not named or length > size:
        return ""
    return ctypes.string_at(_NAME.places[0], max(0, length - 2)).decode("utf-16-le", errors="replace")
