"""The columns of a list: white strips that run down all of its pages, and heads where strips are narrow."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Literal

from parsers.pages.columns import edge_before, merged
from parsers.pages.lines import are_two_texts, lines_of, told_apart
from parsers.pages.page import segment_of
from parsers.vocabulary.periods import read_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsers.pages.marks import Stack
    from parsers.pages.page import Segment, Word

ColumnKind = Literal["period", "value", "text"]
_Span = tuple[float, float]

_GUTTER = 1.35
"""Spaces: a wider strip parts columns by itself, for a text's words never stand so far apart."""
_CLOSE = 0.75
"""Spaces: what stands nearer is set in two cells, for a text's words never stand so near."""
_WIDEST_SPACE = 0.45
_USUAL_SPACE = 0.24
_HAIR = 0.25
"""Points: a narrower strip is none."""
_NEAR = 1.0
_ALL_BUT_FEW = 0.95
_MOST = 0.6
_FEW = 0.1
_FILLED = 0.8
"""Share of the rows in which a column of a list is filled."""


@dataclass(frozen=True, slots=True)
class ListColumns:
    """The columns from left to right as spans of ink, the places between them, and what they hold."""

    spans: tuple[_Span, ...]
    bounds: tuple[float, ...]
    kinds: tuple[ColumnKind, ...]
    filled: tuple[int, ...]
    """How many lines each column holds between the first mark and the last."""
    cores: tuple[tuple[tuple[Segment, ...], ...], ...] = ()
    """The lines of each column, for each page, between the first mark and the last."""
    edges: tuple[float, ...] = ()
    """The edges between the columns as rows of other pages see them, right before texts that begin alike."""

    @property
    def count(self) -> int:
        """Number of columns."""
        return len(self.spans)

    def at(self, x: float) -> int:
        """Return the column in which a place lies."""
        return bisect_right(self.bounds, x)

    def crosses(self, line: Iterable[Word]) -> bool:
        """Say whether a word of a line stands over a strip between two columns, as sentences' words do."""
        strips = [(left[1], right[0]) for left, right in pairwise(self.spans)]
        return any(
            word.x0 < start - _NEAR and word.x1 > end + _NEAR for word in line for start, end in strips
        )

    def are_of_list(self, stacks: Sequence[Stack], marked: int) -> bool:
        """Say whether rows with such marks stand for one thing each: described in words, or counted once.

        `marked` is the column of the marks. Columns of texts count if they are filled in most rows; several
        columns of numbers are counts by something, but beside days they may describe a crime.
        """
        rows = sum(len(stack.marks) for stack in stacks)
        texts = sum(
            kind == "text" and lines >= _FILLED * rows and at != marked
            for at, (kind, lines) in enumerate(zip(self.kinds, self.filled, strict=True))
        )
        values = sum(kind == "value" for at, kind in enumerate(self.kinds) if at != marked)
        # A period that wraps is none line by line.
        if any(mark.kind != "period" for stack in stacks for mark in stack.marks):
            return texts >= 2 and (values == 0 or "period" in self.kinds)
        days = all(is_day(mark.text) for stack in stacks for mark in stack.marks)
        return (texts >= 2 and (values <= 1 or days)) or (texts == 1 and values == 1)

    def lines(self, words: Sequence[Word]) -> tuple[tuple[Segment, ...], ...]:
        """Return the lines of each column among some words, from the top."""
        inside: list[list[Word]] = [[] for _ in self.spans]
        for word in words:
            inside[bisect_right(self.bounds, (word.x0 + word.x1) / 2)].append(word)
        return tuple(tuple(segment_of(line) for line in lines_of(some)) for some in inside)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows where columns are parted beside white: columns of marks, words of heads, drawn edges.

    `marked` is the column of the marks that name the rows, `beside` are those of others.
    """

    marked: _Span
    beside: Sequence[_Span]
    runs: Sequence[Sequence[Word]]
    """The texts over the list, word by word."""
    edges: Sequence[float]

    @property
    def heads(self) -> list[Word]:
        """The words of the heads."""
        return [word for run in self.runs for word in run]

    def within(self, left: float, right: float) -> bool:
        """Say whether a strip stands in the column of marks."""
        return self.marked[0] <= left and right <= self.marked[1]

    def draws(self, left: float, right: float) -> bool:
        """Say whether an edge is drawn in a strip."""
        return any(left - _NEAR <= edge <= right + _NEAR for edge in self.edges)

    def ends_marks(self, left: float, right: float) -> bool:
        """Say whether the column of the marks that name the rows ends at a strip."""
        return abs(self.marked[1] - left) <= _NEAR or abs(self.marked[0] - right) <= _NEAR

    def ends_others(self, left: float, right: float) -> bool:
        """Say whether a column of other marks ends at a strip."""
        return any(abs(x1 - left) <= _NEAR or abs(x0 - right) <= _NEAR for x0, x1 in self.beside)

    def begins(self, right: float, gutter: float) -> bool:
        """Say whether a head begins where a column would, apart from the head before it."""
        begins = any(abs(run[0].x0 - right) <= _NEAR for run in self.runs)
        return begins and not any(word.x0 < right - _NEAR and word.x1 > right - gutter for word in self.heads)

    def bounds(self, spans: Sequence[_Span]) -> tuple[float, ...]:
        """Return the places between columns."""
        found: list[float] = []
        for at, (upper, lower) in enumerate(pairwise(spans), 2):
            beyond = spans[at][0] if at < len(spans) else float("inf")
            found.append(self._bound(found[-1] if found else float("-inf"), upper, lower, beyond))
        return tuple(found)

    def _bound(self, start_of_upper: float, upper: _Span, lower: _Span, beyond: float) -> float:
        """Return the place between two columns: a drawn edge, or the widest part without a head's word.

        Where heads stand over white, each column keeps one: that of the lower column over its texts, else
        (set at the right of a column that its texts do not fill) before the column that begins at `beyond`.
        """
        left, right = upper[1], lower[0]
        drawn = [edge for edge in self.edges if left - _NEAR <= edge <= right + _NEAR]
        if drawn:
            return drawn[0]
        taken = merged(self._drawn_heads(), 0.0)
        edges = [float("-inf"), *(x for span in taken for x in span), float("inf")]
        free = [(edges[at], edges[at + 1]) for at in range(0, len(edges), 2)]
        free = [(start, end) for start, end in free if start < right and end > left]
        headed: list[_Span] = []
        for limit in (lower[1], beyond):
            headed = headed or [gap for gap in free if self._parts_heads(gap, start_of_upper, limit)]
        start, end = max(headed or free, key=self._evident, default=(left, right))
        return (max(start, left) + min(end, right)) / 2

    def _parts_heads(self, gap: _Span, left: float, right: float) -> bool:
        """Say whether words of heads stand on both sides of a gap, between two places."""
        start, end = gap
        return any(left <= word.centre <= start for word in self.heads) and any(
            end <= word.centre <= right for word in self.heads
        )

    def _drawn_heads(self) -> list[_Span]:
        """Return where the heads' words stand, those together that the page draws as one text."""
        found: list[_Span] = []
        for run in self.runs:
            found += [(word.x0, word.x1) for word in run]
            found += [
                (left.x1, right.x0)
                for left, right in pairwise(run)
                if told_apart(left, right) is False and right.x0 - left.x1 < _WIDEST_SPACE * left.height
            ]
        return found

    def _evident(self, gap: _Span) -> tuple[int, float]:
        """Return how many lines of heads begin right of a gap between words of them, and how wide it is."""
        begin = sum(abs(word.x0 - gap[1]) <= _NEAR for word in self.heads)
        return max(begin, 1), gap[1] - gap[0]


def columns_of(parts: Sequence[Sequence[Word]], evidence: Evidence) -> ListColumns | None:
    """Return the columns of a list whose rows hold the words of `parts`, one for each page, or None.

    A strip no wider than the space between two words parts columns only where something else shows it, or
    where the texts right of it mostly stand apart from those left of it.
    """
    words = [word for part in parts for word in part]
    if not words:
        return None
    lines = [line for part in parts for line in lines_of(part)]
    gutter = _GUTTER * _space_of(lines)
    spans: list[_Span] = []
    for x0, x1 in merged(((word.x0, word.x1) for word in words), -_HAIR):
        if spans and not _is_column(spans[-1], (x0, x1), lines, evidence, gutter):
            spans[-1] = (spans[-1][0], max(spans[-1][1], x1))
        else:
            spans.append((x0, x1))
    if len(spans) < 2:
        return None
    found = ListColumns(tuple(spans), evidence.bounds(spans), (), ())
    pages = [found.lines(part) for part in parts]
    cells = [[line for page in pages for line in page[at]] for at in range(found.count)]
    kinds = tuple(map(_kind, cells))
    edges = tuple(
        edge_before([line.x0 for line in cells[at]], bound) if kinds[at] == "text" else bound
        for at, bound in enumerate(found.bounds, 1)
    )
    return replace(found, kinds=kinds, filled=tuple(map(len, cells)), cores=tuple(pages), edges=edges)


def _is_column(
    left: _Span, right: _Span, lines: Sequence[Sequence[Word]], evidence: Evidence, gutter: float
) -> bool:
    """Say whether a span of ink is of another column than the one left of it."""
    pairs = _pairs(lines, left, right)
    if pairs and sum(are_two_texts(*pair) for pair in pairs) >= _ALL_BUT_FEW * len(pairs):
        # The page draws them as two texts, however near they stand: a number at the right of its cell, or
        # texts that fill theirs and touch.
        return True
    if right[0] - left[1] <= _HAIR or evidence.within(left[1], right[0]):
        return False
    if evidence.edges:
        # A head in boxes draws all of them.
        return evidence.draws(left[1], right[0])
    if right[0] - left[1] >= gutter or evidence.ends_marks(left[1], right[0]):
        return True
    gaps = [after.x0 - word.x1 for word, after in pairs]
    if evidence.ends_others(left[1], right[0]) or evidence.begins(right[0], gutter):
        # What stands one space apart in nearly all rows is one text, whatever stands over it; and only one of
        # its ends stands by itself in others: "under" and 5, "Burglary" and the first word of "Burglary of".
        alone = min(sum(any(_in(word, span) for word in line) for line in lines) for span in (left, right))
        alone -= len(gaps)
        close = sum(gap < _CLOSE / _GUTTER * gutter for gap in gaps)
        if alone > _FEW * len(gaps) or close > _MOST * len(gaps):
            return True
        return sum(gap > gutter for gap in gaps) > _FEW * len(gaps)
    return sum(gap > gutter for gap in gaps) > _MOST * len(gaps)


def _pairs(lines: Sequence[Sequence[Word]], left: _Span, right: _Span) -> list[tuple[Word, Word]]:
    """Return the neighbours of two spans in the lines that have both beside each other."""
    start, end, begin, stop = left[0] - _HAIR, left[1] + _HAIR, right[0] - _HAIR, right[1] + _HAIR
    return [
        (word, after)
        for line in lines
        for word, after in pairwise(line)
        if start <= word.x0 and word.x1 <= end and begin <= after.x0 and after.x1 <= stop
    ]


def _in(word: Word, span: _Span) -> bool:
    return span[0] - _HAIR <= word.x0 and word.x1 <= span[1] + _HAIR


def _space_of(lines: Sequence[Sequence[Word]]) -> float:
    """Return the usual gap between two words."""
    height = median(word.height for line in lines for word in line)
    gaps = [
        gap
        for line in lines
        for left, right in pairwise(line)
        if 0 < (gap := right.x0 - left.x1) < _WIDEST_SPACE * height
    ]
    return median(gaps) if gaps else _USUAL_SPACE * height


def is_day(text: str) -> bool:
    """Say whether a text is one day."""
    period = read_period(text)
    return period is not None and period.kind == "day"


def _kind(lines: Sequence[Segment]) -> ColumnKind:
    periods = sum(read_period(line.text) is not None for line in lines)
    if periods >= _MOST * len(lines):
        return "period"
    return "value" if sum(line.is_value for line in lines) >= _MOST * len(lines) else "text"
