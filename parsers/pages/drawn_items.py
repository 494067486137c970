"""What a PDF page draws, in its order and in the page's own coordinates, forms within it taken apart."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, NamedTuple

from pypdfium2 import raw

from parsers.pages.strokes import apply_matrix, compose, matrix_of, objects_within, page_objects

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pypdfium2 as pdfium

Bounds = tuple[float, float, float, float]
"""Left, bottom, right and top."""
Colour = tuple[int, int, int, int]
"""Red, green, blue and how opaque, each of 255."""
OPAQUE = 255
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_DEEPEST = 6
_MOST = 200_000
"""Things that are looked at on one page: forms that draw one another may come to billions."""
_EDGES = [ctypes.c_float() for _ in range(4)]
_PARTS = [ctypes.c_uint() for _ in range(4)]
_WIDTH = ctypes.c_float()
"""What pdfium writes its answers into: made once, as a page draws thousands of things."""


class Item(NamedTuple):
    """One text, shape or picture: pdfium's handle, its kind, and how what it stands in is moved and scaled.

    `within` says whether it stands in a form, which may be switched off as a whole.
    """

    handle: object
    kind: int
    matrix: tuple[float, ...]
    within: bool

    @property
    def bounds(self) -> Bounds:
        """Where it stands on the page."""
        left, bottom, right, top = _EDGES
        if not raw.FPDFPageObj_GetBounds(self.handle, left, bottom, right, top):
            return 0.0, 0.0, 0.0, 0.0
        if not self.within:
            return left.value, bottom.value, right.value, top.value
        x0, y0, x1, y1 = left.value, bottom.value, right.value, top.value
        return around(apply_matrix(self.matrix, x, y) for x, y in ((x0, y0), (x0, y1), (x1, y0), (x1, y1)))


def around(points: Iterable[tuple[float, float]]) -> Bounds:
    """Return the smallest upright box around some points."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def drawn_items(page: pdfium.PdfPage) -> Iterator[Item]:
    """Yield what a page draws, in its order."""
    left = [_MOST]
    for handle in page_objects(page):
        kind = raw.FPDFPageObj_GetType(handle)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            yield from _of_form(handle, _IDENTITY, 1, left)
        else:
            yield Item(handle, kind, _IDENTITY, within=False)


def _of_form(form: object, matrix: tuple[float, ...], depth: int, left: list[int]) -> Iterator[Item]:
    own = compose(matrix_of(form), matrix)
    for handle in objects_within(form):
        left[0] -= 1
        if left[0] < 0:
            return
        kind = raw.FPDFPageObj_GetType(handle)
        if kind != raw.FPDF_PAGEOBJ_FORM:
            yield Item(handle, kind, own, within=True)
        elif depth < _DEEPEST:
            yield from _of_form(handle, own, depth + 1, left)


def fill_colour(handle: object) -> Colour:
    """Return the colour that a text or shape is filled with; black where it does not say."""
    red, green, blue, alpha = _PARTS
    if not raw.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha):
        return 0, 0, 0, OPAQUE
    return red.value, green.value, blue.value, alpha.value


def is_filled(handle: object) -> bool:
    """Say whether a shape is filled and lets nothing through."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(handle, fill, stroke)
    return bool(fill.value) and fill_colour(handle)[3] == OPAQUE


def stroke_width(handle: object) -> float:
    """Return how broad the pen is that a shape's lines are drawn with; 0 where none is."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(handle, fill, stroke)
    if not stroke.value or not raw.FPDFPageObj_GetStrokeWidth(handle, _WIDTH):
        return 0.0
    return _WIDTH.value


def clip_bounds(handle: object) -> Bounds | None:
    """Return the box outside of which nothing of a text or shape is shown, None where nothing is cut off.

    It is in the coordinates of what the thing stands in.
    """
    clip = raw.FPDFPageObj_GetClipPath(handle)
    count = raw.FPDFClipPath_CountPaths(clip) if clip else 0
    if count <= 0:
        return None
    boxes = []
    for path in range(count):
        points = [
            _point(raw.FPDFClipPath_GetPathSegment(clip, path, number))
            for number in range(max(0, raw.FPDFClipPath_CountPathSegments(clip, path)))
        ]
        if points:
            boxes.append(around(points))
    if not boxes:
        return None
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return max(lefts), max(bottoms), min(rights), min(tops)


def _point(segment: object) -> tuple[float, float]:
    x, y = _EDGES[:2]
    raw.FPDFPathSegment_GetPoint(segment, x, y)
    return x.value, y.value


def letter_size(item: Item) -> float:
    """Return the size in points that a text's letters are shown in."""
    if not raw.FPDFTextObj_GetFontSize(item.handle, _WIDTH):
        return 0.0
    a, b, c, d, *_ = compose(matrix_of(item.handle), item.matrix)
    return float(_WIDTH.value * abs(a * d - b * c) ** 0.5)
