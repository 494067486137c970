"""The straight rules that a PDF page draws: stroked lines, thin shapes, the edges of stroked boxes."""

from __future__ import annotations

import ctypes
import itertools
from typing import TYPE_CHECKING

from pypdfium2 import raw

from parsers.pages.page import Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pypdfium2 as pdfium

_THIN = 2.6
"""Points: a drawn shape no thicker than this is a rule, a thicker filled one is shading."""
_SHORT = 3.0
"""Points: shorter strokes are dots, ticks and underlined marks, not rules."""
_FORM_DEPTH = 6

Place = tuple[float, float, float, float]


def _objects(container: object, count: int, get: Callable[[object, int], object]) -> Iterator[object]:
    for index in range(count):
        yield get(container, index)


def page_objects(page: pdfium.PdfPage) -> Iterator[object]:
    """Yield what a page draws, in its order."""
    return _objects(page.raw, raw.FPDFPage_CountObjects(page.raw), raw.FPDFPage_GetObject)


def rules_of(page: pdfium.PdfPage) -> Iterator[Rule]:
    """Yield the drawn rules in the file's own coordinates (y upwards)."""
    identity = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    for item in page_objects(page):
        yield from _rules_of(item, identity, 0)


def _rules_of(item: object, matrix: tuple[float, ...], depth: int) -> Iterator[Rule]:
    kind = raw.FPDFPageObj_GetType(item)
    if kind == raw.FPDF_PAGEOBJ_PATH:
        for x0, y0, x1, y1 in _strokes(item):
            yield from _rule(*apply_matrix(matrix, x0, y0), *apply_matrix(matrix, x1, y1))
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH:
        own = compose(matrix_of(item), matrix)
        for child in objects_within(item):
            yield from _rules_of(child, own, depth + 1)


def objects_within(form: object) -> Iterator[object]:
    """Yield what a form draws, in its order."""
    return _objects(form, raw.FPDFFormObj_CountObjects(form), raw.FPDFFormObj_GetObject)


def matrix_of(item: object) -> tuple[float, ...]:
    """Return how a text, shape or form is moved, scaled and turned."""
    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, own)
    return own.a, own.b, own.c, own.d, own.e, own.f


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


def _strokes(path: object) -> Iterator[Place]:
    """Yield the straight strokes of a path: its own lines if stroked, itself if it is thin."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value and not stroke.value:
        return
    count = raw.FPDFPath_CountSegments(path)
    bounds = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(path, *bounds)
    left, bottom, right, top = (bound.value for bound in bounds)
    if right - left <= _THIN or top - bottom <= _THIN:
        yield left, bottom, right, top
    elif stroke.value or count > 5:
        yield from _lines_of(path, count, stroked=bool(stroke.value))


def _lines_of(path: object, count: int, *, stroked: bool) -> Iterator[Place]:
    """Yield a path's lines; of a path that is only filled, those of its thin sub-rectangles."""
    own = matrix_of(path)
    x, y = ctypes.c_float(), ctypes.c_float()
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
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            yield from finish()
            shape = []
        shape.append(apply_matrix(own, x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment) and shape:
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
