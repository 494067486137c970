"""The columns of a table without vertical rules: the words between the white strips that run down it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from parsers.document import Box
from parsers.pages.lines import are_two_texts, told_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsers.pages.page import Line, Segment, Word
    from parsers.pages.spacing import Spacing

_Span = tuple[float, float]
_HAIR = 0.5
"""Points by which texts that begin at one place stand off."""
_LEAST_TEXTS = 3
_WIDER_THAN_SPACE = 0.6
"""Line heights."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns from left to right as x spans; the first `labels` of them name the rows.

    `numeric` says of each whether it holds values. `records` is true where every column but perhaps a
    numbering first one holds text: a list of items.
    """

    spans: tuple[_Span, ...]
    labels: int
    numeric: tuple[bool, ...]

    @property
    def count(self) -> int:
        """Number of columns."""
        return len(self.spans)

    @property
    def records(self) -> bool:
        """Whether no column but the first holds values."""
        return not any(self.numeric[1:])

    @property
    def bounds(self) -> list[float]:
        """The places halfway between neighbouring columns."""
        return [(left[1] + right[0]) / 2 for left, right in pairwise(self.spans)]

    def at(self, x: float) -> int:
        """Return the column in which a place lies."""
        return bisect_right(self.bounds, x)

    def of(self, segment: Segment) -> int:
        """Return the column that a segment stands in."""
        overlaps = [segment.overlap(*span) for span in self.spans]
        most = max(overlaps)
        return overlaps.index(most) if most > 0 else self.at(segment.centre)

    @property
    def second_table(self) -> float | None:
        """The place where a second table begins beside a first: labels between columns of values."""
        for column in range(2, self.count - 1):
            if self.numeric[column - 1] and not self.numeric[column] and any(self.numeric[column + 1 :]):
                return self.bounds[column - 1]
        return None

    def with_blank(self, spans: Iterable[_Span]) -> Columns:
        """Return the columns with some more of them, in which no row holds anything: labels, or values."""
        first = self.spans[self.labels][0]
        more = [(span, span[0] >= first) for span in spans]
        placed = sorted([*zip(self.spans, self.numeric, strict=True), *more])
        labels = self.labels + sum(not holds for _, holds in more)
        return Columns(tuple(span for span, _ in placed), labels, tuple(holds for _, holds in placed))

    def centre(self, column: int) -> float:
        """Return a column's horizontal middle."""
        return sum(self.spans[column]) / 2

    def blank(self, column: int, row: Box) -> Box:
        """Return the place of a blank cell in a row."""
        return Box(self.spans[column][0], row.top, self.spans[column][1], row.bottom)

    def edges(self, box: Box, texts: Iterable[Segment] = ()) -> tuple[float, ...]:
        """Return the edges between the columns, with the table's own left and right.

        They lie halfway; but a column whose `texts` all begin at one place begins there: what is set at the
        right of the column before may reach so far on another page.
        """
        inside: list[list[float]] = [[] for _ in self.spans]
        for text in texts:
            inside[self.of(text)].append(text.x0)
        inner = [
            bound if self.numeric[at] else edge_before(begin, bound)
            for at, (bound, begin) in enumerate(zip(self.bounds, inside[1:], strict=True), 1)
        ]
        return (box.x0, *inner, box.x1)


def edge_before(begin: Sequence[float], bound: float) -> float:
    """Return the edge before a column whose texts `begin` at some places: `bound`, if these are not one."""
    one = len(begin) >= _LEAST_TEXTS and max(begin) - min(begin) <= 2 * _HAIR
    return min(begin) - _HAIR if one else bound


def find_columns(rows: Sequence[Line], texts: Sequence[Line], spacing: Spacing) -> Columns | None:
    """Return the columns of a table, or None where there are fewer than two.

    `rows` are lines with values; `texts` are lines of wrapped labels between them. Columns are parted by
    strips in which no line has a word, wider than the space between two words. A text that would bridge two
    columns of values (the label of a merged row) parts none.
    """
    strong = merged(((each.x0, each.x1) for line in rows for each in line.values), 0.5)
    segments = [
        segment
        for line in rows
        for segment in line.segments
        if segment.is_value or sum(segment.overlap(*span) > 0 for span in strong) <= 1
    ]
    spans = _spans(segments, spacing, rows)
    if len(spans) < 2 and _are_aligned([line.values for line in rows]):
        # A label that fills its cell leaves little more than a space before its value.
        narrower = (each for each in spacing.narrowing() if len(_spans(segments, each, rows)) > 1)
        spacing = next(narrower, spacing)
        spans = _spans(segments, spacing, rows)
    counts = _numeric(spans, rows)
    if len(spans) < 2:
        return None
    first = next((span[0] for span, numeric in zip(spans, counts, strict=True) if numeric), None)
    last = max(line.middle for line in rows)
    below = [line for line in texts if line.middle > last]
    # A sentence below the table runs over its columns; what follows it is no label either.
    end = next((line.middle for line in below if first is not None and _runs_over(line, first)), None)
    more = [
        segment
        for line in texts
        for segment in line.segments
        if (first is None or segment.x1 < first - spacing.gutter) and (end is None or line.middle < end)
    ]
    spans = _cells_of_sheets(_spans([*segments, *more], spacing, rows), rows)
    return columns_of(spans, rows) if len(spans) >= 2 else None


def _cells_of_sheets(spans: Sequence[_Span], rows: Sequence[Line]) -> list[_Span]:
    """Return spans with those as one that hold the signs and the numbers of one column.

    A sheet sets signs at the left of their cells and numbers at the right. No row has both.
    """
    made: list[_Span] = []
    for span in spans:
        if made and _are_of_cells(made[-1], span, rows):
            made[-1] = (made[-1][0], span[1])
        else:
            made.append(span)
    return made


def _are_of_cells(left: _Span, right: _Span, rows: Sequence[Line]) -> bool:
    signs, numbers = (
        [[segment for segment in line.segments if segment.overlap(*span) > 0] for line in rows]
        for span in (left, right)
    )
    if any(one and other for one, other in zip(signs, numbers, strict=True)):
        return False
    every = all(one or other for one, other in zip(signs, numbers, strict=True))
    at_left = [each.x0 for some in signs for each in some if each.is_value and not each.text[0].isdecimal()]
    at_right = [each.x1 for some in numbers for each in some if each.text.isdecimal()]
    whole = len(at_left) == sum(map(len, signs)) and len(at_right) == sum(map(len, numbers))
    return (
        every
        and whole
        and all(places and max(places) - min(places) <= 2 * _HAIR for places in (at_left, at_right))
    )


def _runs_over(line: Line, place: float) -> bool:
    return any(segment.x0 < place < segment.x1 for segment in line.segments)


def columns_of(spans: Sequence[_Span], rows: Sequence[Line]) -> Columns:
    """Return columns at known places, with which of them are labels."""
    numeric = _numeric(spans, rows)
    last_text = max((at for at, holds in enumerate(numeric) if not holds), default=0)
    first_value = next((at for at, holds in enumerate(numeric) if holds), len(spans))
    labels = first_value if first_value < last_text else last_text + 1
    return Columns(tuple(spans), min(max(labels, 1), len(spans) - 1), tuple(numeric))


def drawn_columns(edges: Sequence[float], rows: Sequence[Line]) -> Columns:
    """Return the columns between drawn edges."""
    return columns_of([(left + 0.5, right - 0.5) for left, right in pairwise(edges)], rows)


def edges_clear_of(rows: Sequence[Line], edges: Sequence[float]) -> list[float]:
    """Return the edges of columns known from other rows, moved where texts of these rows stand over them.

    Rows of another page may have longer labels: an edge goes to the nearest strip without a text in it, short
    of the next edge. A gap wider than the space between two words is free of text, in a line not cut there.
    """
    height = max((line.height for line in rows), default=0.0)
    texts = (span for line in rows for each in line.segments for span in _texts(each))
    standing = merged(texts, _WIDER_THAN_SPACE * height)
    filled = merged(((each.x0, each.x1) for line in rows for each in line.segments), 0.0)
    strips = [(left[1] + right[0]) / 2 for left, right in pairwise(filled)]
    moved = list(edges)
    for at in range(1, len(edges) - 1):
        if any(x0 < edges[at] < x1 for x0, x1 in standing):
            near = [strip for strip in strips if moved[at - 1] < strip < edges[at + 1]]
            moved[at] = min(near, key=lambda strip: abs(strip - edges[at]), default=edges[at])
    return moved


def _are_aligned(values: Sequence[Sequence[Segment]]) -> bool:
    """Say whether all rows have one value each, and these begin or end at one place."""
    if len(values) < _LEAST_TEXTS or any(len(some) != 1 for some in values):
        return False
    return any(
        max(places) - min(places) <= 2 * _HAIR
        for places in ([some[0].x0 for some in values], [some[0].x1 for some in values])
    )


def _spans(segments: Iterable[Segment], spacing: Spacing, rows: Sequence[Line]) -> list[_Span]:
    """Return the spans of ink down a table, parted by white or where all rows have two texts."""
    made: list[_Span] = []
    lines = [line.words for line in rows]
    for span in merged((span for segment in segments for span in _texts(segment)), 0.0):
        near = made and span[0] - made[-1][1] <= spacing.gutter
        if near and not _are_of_two(lines, made[-1], span):
            made[-1] = (made[-1][0], max(made[-1][1], span[1]))
        else:
            made.append(span)
    return made


def _are_of_two(lines: Iterable[Sequence[Word]], left: _Span, right: _Span) -> bool:
    """Say whether all rows that have words on both sides of a strip have those of two texts there."""
    pairs = [
        (word, after)
        for line in lines
        for word, after in pairwise(line)
        if left[0] - _HAIR <= word.x0 and word.x1 <= left[1] + _HAIR
        if right[0] - _HAIR <= after.x0 and after.x1 <= right[1] + _HAIR
    ]
    return len(pairs) > 1 and all(are_two_texts(*pair) for pair in pairs)


def _texts(segment: Segment) -> list[_Span]:
    """Return the places of a segment's words, those drawn as one text together."""
    spans = [(segment.words[0].x0, segment.words[0].x1)]
    for left, right in pairwise(segment.words):
        if told_apart(left, right) is False:
            spans[-1] = (spans[-1][0], right.x1)
        else:
            spans.append((right.x0, right.x1))
    return spans


def merged(spans: Iterable[_Span], near: float) -> list[_Span]:
    """Return spans from left to right, those that overlap or stand no further apart than `near` as one."""
    made: list[_Span] = []
    for x0, x1 in sorted(spans):
        if made and x0 <= made[-1][1] + near:
            made[-1] = (made[-1][0], max(made[-1][1], x1))
        else:
            made.append((x0, x1))
    return made


def _numeric(spans: Sequence[_Span], rows: Sequence[Line]) -> list[bool]:
    """Say of each column whether it holds values at least as often as text; the first names the rows.

    So does one that holds nothing but years. One that holds nothing, between two of values, is of values.
    """
    found: list[bool] = []
    blank: list[int] = []
    for at, span in enumerate(spans):
        inside = [segment for line in rows for segment in line.segments if segment.overlap(*span) > 0]
        values = sum(segment.is_value for segment in inside)
        years = all(segment.is_year for segment in inside)
        found.append(bool(found) and bool(inside) and not years and values >= 0.5 * len(inside))
        if not inside:
            blank.append(at)
    filled = [at for at in range(len(spans)) if at not in blank]
    for left, right in pairwise(filled):
        if found[left] and found[right]:
            found[left:right] = [True] * (right - left)
    return found
