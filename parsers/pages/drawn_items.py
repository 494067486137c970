"""What a PDF page draws, in its order and in the page's own coordinates, forms within it taken apart."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, NamedTuple

from pypdfium2 import raw

from parsers.pages.strokes import (
    apply_matrix,
    bounds_in,
    compose,
    draw_mode,
    matrix_of,
    objects_within,
    page_objects,
    point_at,
)
from parsers.pdfium_calls import (
    Room,
    clip_of,
    fill_of,
    kind_of,
    own_size_of,
    paths_in,
    pen_of,
    segment_in,
    segments_in,
)

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
_PARTS, _WIDTH = Room(ctypes.c_uint, 4), Room(ctypes.c_float, 1)


class Item(NamedTuple):
    """One text, shape or picture: its address, its kind, and how what it stands in is moved and scaled.

    `within` says whether it stands in a form, which may be switched off as a whole.
    """

    handle: int
    kind: int
    matrix: tuple[float, ...]
    within: bool

    @property
    def bounds(self) -> Bounds:
        """Where it stands on the page."""
        x0, y0, x1, y1 = bounds_in(self.handle)
        if not self.within:
            return x0, y0, x1, y1
        return around(apply_matrix(self.matrix, x, y) for x, y in ((x0, y0), (x0, y1), (x1, y0), (x1, y1)))


def around(points: Iterable[tuple[float, float]]) -> Bounds:
    """Return the smallest upright box around some points."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def drawn_items(page: pdfium.PdfPage) -> Iterator[Item]:
    """Yield what a page draws, in its order."""
    left = [_MOST]
    for handle in page_objects(page):
        kind = kind_of(handle)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            yield from _of_form(handle, _IDENTITY, 1, left)
        else:
            yield Item(handle, kind, _IDENTITY, within=False)


def _of_form(form: int, matrix: tuple[float, ...], depth: int, left: list[int]) -> Iterator[Item]:
    own = compose(matrix_of(form), matrix)
    for handle in objects_within(form):
        left[0] -= 1
        if left[0] < 0:
            return
        kind = kind_of(handle)
        if kind != raw.FPDF_PAGEOBJ_FORM:
            yield Item(handle, kind, own, within=True)
        elif depth < _DEEPEST:
            yield from _of_form(handle, own, depth + 1, left)


def fill_colour(handle: int) -> Colour:
    """Return the colour that a text or shape is filled with; black where it does not say."""
    if not fill_of(handle, *_PARTS.places):
        return 0, 0, 0, OPAQUE
    red, green, blue, alpha = _PARTS.numbers
    return red, green, blue, alpha


def is_filled(handle: int) -> bool:
    """Say whether a shape is filled and lets nothing through."""
    return bool(draw_mode(handle)[0]) and fill_colour(handle)[3] == OPAQUE


def stroke_width(handle: int) -> float:
    """Return how broad the pen is that a shape's lines are drawn with; 0 where none is."""
    if not draw_mode(handle)[1] or not pen_of(handle, *_WIDTH.places):
        return 0.0
    width: float = _WIDTH.numbers[0]
    return width


def clip_bounds(handle: int) -> Bounds | None:
    """Return the box outside of which nothing of a text or shape is shown, None where nothing is cut off.

    It is in the coordinates of what the thing stands in.
    """
    clip = clip_of(handle)
    count = paths_in(clip) if clip else 0
    if count <= 0:
        return None
    boxes = []
    for path in range(count):
        points = [
            point_at(segment_in(clip, path, number)) for number in range(max(0, segments_in(clip, path)))
        ]
        if points:
            boxes.append(around(points))
    if not boxes:
        return None
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return max(lefts), max(bottoms), min(rights), min(tops)


def letter_size(item: Item) -> float:
    """Return the size in points that a text's letters are shown in."""
    if not own_size_of(item.handle, *_WIDTH.places):
        return 0.0
    a, b, c, d, *_ = compose(matrix_of(item.handle), item.matrix)
    return float(_WIDTH.numbers[0] * abs(a * d - b * c) ** 0.5)
