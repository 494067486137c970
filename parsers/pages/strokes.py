"""The straight rules that a PDF page draws: stroked lines, thin shapes, the edges of stroked boxes."""

from __future__ import annotations

import ctypes
import itertools
from typing import TYPE_CHECKING

from pypdfium2 import raw

from parsers.pages.page import Rule
from parsers.pdfium_calls import (
    Room,
    address_of,
    bounds_of,
    closes,
    count_in,
    count_on,
    draw_mode_of,
    kind_of_segment,
    matrix_in,
    object_in,
    object_on,
    point_of,
    segment_of,
    segments_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import pypdfium2 as pdfium

    from parsers.pages.drawn_items import Item

_THIN = 2.6
"""Points: a drawn shape no thicker than this is a rule, a thicker filled one is shading."""
_SHORT = 3.0
"""Points: shorter strokes are dots, ticks and underlined marks, not rules."""
_NOWHERE = (0.0,) * 6
_MODE, _EDGES, _MATRIX = Room(ctypes.c_int, 2), Room(ctypes.c_float, 4), Room(ctypes.c_float, 6)

Place = tuple[float, float, float, float]


def page_objects(page: pdfium.PdfPage) -> Iterator[int]:
    """Yield what a page draws, in its order, each by its address."""
    handle = address_of(page.raw)
    return map(object_on, itertools.repeat(handle), range(count_on(handle)))


def rules_of(items: Iterable[Item]) -> Iterator[Rule]:
    """Yield the rules among what a page draws, in the file's own coordinates (y upwards)."""
    for item in items:
        if item.kind == raw.FPDF_PAGEOBJ_PATH:
            for x0, y0, x1, y1 in _strokes(item.handle):
                yield from _rule(*apply_matrix(item.matrix, x0, y0), *apply_matrix(item.matrix, x1, y1))


def objects_within(form: int) -> Iterator[int]:
    """Yield what a form draws, in its order."""
    return map(object_in, itertools.repeat(form), range(count_in(form)))


def matrix_of(item: int) -> tuple[float, ...]:
    """Return how a text, shape or form is moved, scaled and turned."""
    return tuple(_MATRIX.numbers) if matrix_in(item, _MATRIX.places[0]) else _NOWHERE


def apply_matrix(matrix: tuple[float, ...], x: float, y: float) -> tuple[float, float]:
    """Return where a matrix puts a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def compose(first: tuple[float, ...], then: tuple[float, ...]) -> tuple[float, ...]:
    """Return the matrix that does what `first` does, and `then` what the other does."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _rule(x0: float, y0: float, x1: float, y1: float) -> Iterator[Rule]:
    width, height = abs(x1 - x0), abs(y1 - y0)
    if height <= _THIN < width and width >= _SHORT:
        yield Rule("h", (y0 + y1) / 2, min(x0, x1), max(x0, x1))
    elif width <= _THIN < height and height >= _SHORT:
        yield Rule("v", (x0 + x1) / 2, min(y0, y1), max(y0, y1))


def draw_mode(path: int) -> tuple[int, int]:
    """Return how a path is filled and stroked, 0 where it is not."""
    fill, stroke = _MODE.numbers if draw_mode_of(path, *_MODE.places) else (0, 0)
    return fill, stroke


def bounds_in(item: int) -> Place:
    """Return the left, bottom, right and top of an object, in the coordinates of what it stands in."""
    if not bounds_of(item, *_EDGES.places):
        return 0.0, 0.0, 0.0, 0.0
    left, bottom, right, top = _EDGES.numbers
    return left, bottom, right, top


def point_at(segment: int | None) -> tuple[float, float]:
    """Return where a segment of a path ends."""
    point_of(segment, *_EDGES.places[:2])
    x, y, *_ = _EDGES.numbers
    return x, y


def _strokes(path: int) -> Iterator[Place]:
    """Yield the straight strokes of a path: its own lines if stroked, itself if it is thin."""
    fill, stroke = draw_mode(path)
    if not fill and not stroke:
        return
    count = segments_of(path)
    left, bottom, right, top = bounds_in(path)
    if right - left <= _THIN or top - bottom <= _THIN:
        yield left, bottom, right, top
    elif stroke or count > 5:
        yield from _lines_of(path, count, stroked=bool(stroke))


def _lines_of(path: int, count: int, *, stroked: bool) -> Iterator[Place]:
    """Yield a path's lines; of a path that is only filled, those of its thin sub-rectangles."""
    own = matrix_of(path)
    shape: list[tuple[float, float]] = []

    def finish() -> Iterator[Place]:
        if not stroked:
            xs, ys = [p[0] for p in shape], [p[1] for p in shape]
            if shape and min(max(xs) - min(xs), max(ys) - min(ys)) <= _THIN:
                yield min(xs), min(ys), max(xs), max(ys)
            return
        for (ax, ay), (bx, by) in itertools.pairwise(shape):
            yield ax, ay, bx, by

    for index in range(count):
        segment = segment_of(path, index)
        if kind_of_segment(segment) == raw.FPDF_SEGMENT_MOVETO:
            yield from finish()
            shape = []
        shape.append(apply_matrix(own, *point_at(segment)))
        if closes(segment) and shape:
            shape.append(shape[0])
    yield from finish()


def place_rule(rule: Rule, place: Callable[[float, float, float, float], Place]) -> Rule:
    """Return a rule where `place` puts it on the page as it is shown."""
    if rule.orientation == "h":
        x0, top, x1, bottom = place(rule.start, rule.at, rule.end, rule.at)
    else:
        x0, top, x1, bottom = place(rule.at, rule.start, rule.at, rule.end)
    if x1 - x0 >= bottom - top:
        return Rule("h", (top + bottom) / 2, x0, x1)
    return Rule("v", (x0 + x1) / 2, top, bottom)
