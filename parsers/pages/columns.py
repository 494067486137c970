"""The columns of a table without vertical rules: where the words of its rows stand above one another."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from parsers.document import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsers.pages.page import Line, Segment

_Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns from left to right as x spans; the first `labels` of them name the rows.

    `records` is true where every column but perhaps a numbering first one holds text: a list of items.
    """

    spans: tuple[_Span, ...]
    labels: int
    records: bool

    @property
    def count(self) -> int:
        """Number of columns."""
        return len(self.spans)

    def of(self, segment: Segment) -> int:
        """Return the column that a segment stands in: the one it overlaps most, else the nearest."""
        return max(range(self.count), key=lambda column: segment.overlap(*self.spans[column]))

    def under(self, segment: Segment) -> list[int]:
        """Return the columns that a head covers by more than a third."""
        found = []
        for column, (x0, x1) in enumerate(self.spans):
            if segment.overlap(x0, x1) > 0.3 * min(x1 - x0, segment.x1 - segment.x0):
                found.append(column)
        return found

    def centre(self, column: int) -> float:
        """Return a column's horizontal middle."""
        return sum(self.spans[column]) / 2

    def blank(self, column: int, row: Box) -> Box:
        """Return the place of a blank cell in a row."""
        return Box(self.spans[column][0], row.top, self.spans[column][1], row.bottom)

    def edges(self, box: Box) -> tuple[float, ...]:
        """Return the edges between the columns, halfway, with the table's own left and right."""
        inner = [(left[1] + right[0]) / 2 for left, right in pairwise(self.spans)]
        return (box.x0, *inner, box.x1)


def find_columns(head: Sequence[Line], rows: Sequence[Line]) -> Columns | None:
    """Return the columns of rows of segments, or None where there are fewer than two.

    Values make the columns; text joins one unless it would bridge two (a long total label, a wide head).
    """
    values = [segment for line in rows for segment in line.values]
    strong = _merged((segment.x0, segment.x1) for segment in values)
    spans = list(strong)
    for line in rows:
        for segment in line.segments:
            if segment.is_value:
                continue
            bridged = [span for span in strong if segment.overlap(*span) > 0.15 * (span[1] - span[0])]
            if len(bridged) <= 1:
                spans.append((segment.x0, segment.x1))
    spans = _merged(spans)
    for _ in range(len(spans)):
        crowded = _crowded(spans, rows)
        if crowded is None:
            break
        spans = sorted([span for span in spans if span != crowded] + _split(crowded, rows))
    spans = _with_blank_columns(spans, head)
    if len(spans) < 2:
        return None
    return _columns(spans, rows)


def _columns(spans: Sequence[_Span], rows: Sequence[Line]) -> Columns:
    """Return columns at known places, with which of them are labels."""
    texts = [_is_text(span, rows) for span in spans]
    records = len(spans) >= 3 and all(texts[1:])
    labels = (
        len(spans) - 1 if records else next((at for at, text in enumerate(texts) if not text), len(spans))
    )
    return Columns(tuple(spans), min(max(labels, 1), len(spans) - 1), records)


def drawn_columns(edges: Sequence[float], rows: Sequence[Line]) -> Columns:
    """Return the columns between drawn edges."""
    return _columns([(left + 0.5, right - 0.5) for left, right in pairwise(edges)], rows)


def _with_blank_columns(spans: list[_Span], head: Sequence[Line]) -> list[_Span]:
    """Add the columns in which every value is blank: where more heads stand side by side than columns."""
    fullest = max(head, key=lambda line: len(line.segments), default=None)
    if fullest is None or len(fullest.segments) <= len(spans):
        return spans
    alone = [
        (segment.x0, segment.x1)
        for segment in fullest.segments
        if all(segment.overlap(*span) <= 0 for span in spans)
    ]
    return _merged([*spans, *alone])


def _merged(spans: Iterable[_Span]) -> list[_Span]:
    merged: list[_Span] = []
    for x0, x1 in sorted(spans):
        if merged and x0 <= merged[-1][1] + 0.5:
            merged[-1] = (merged[-1][0], max(merged[-1][1], x1))
        else:
            merged.append((x0, x1))
    return merged


def _inside(line: Line, span: _Span) -> list[Segment]:
    return [segment for segment in line.segments if segment.overlap(*span) > 0]


def _crowded(spans: Sequence[_Span], rows: Sequence[Line]) -> _Span | None:
    """Return a column in which some row has two segments: two columns that a wide text has joined."""
    for span in spans:
        if any(len(_inside(line, span)) > 1 for line in rows):
            return span
    return None


def _split(span: _Span, rows: Sequence[Line]) -> list[_Span]:
    """Rebuild the columns in a crowded span from its narrowest segments outwards."""
    segments = sorted(
        (segment for line in rows for segment in _inside(line, span)),
        key=lambda segment: segment.x1 - segment.x0,
    )
    spans: list[_Span] = []
    for segment in segments:
        joined = _merged([*spans, (segment.x0, segment.x1)])
        if not any(
            sum(other.overlap(*column) > 0 for other in _inside(line, span)) > 1
            for line in rows
            for column in joined
        ):
            spans = joined
    return spans


def _is_text(span: _Span, rows: Sequence[Line]) -> bool:
    """Say whether a column holds text more often than values."""
    inside = [segment for line in rows for segment in _inside(line, span)]
    return sum(not segment.is_value for segment in inside) > 0.5 * len(inside)
