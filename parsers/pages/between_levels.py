"""What stands between two levels of rules: a row of cells, a head, a title, or all rows of a table.

It is a row only if no word crosses an edge and no cell holds several values: below the rules of a head may
lie all rows, and between two tables of like columns stands a title.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from parsers.pages.level_rules import NEAR
from parsers.pages.lines import cut_line, lines_of, told_apart
from parsers.pages.page import segment_of
from parsers.pages.ruled import holds_several_values
from parsers.vocabulary.periods import read_period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.pages.level_rules import Edge, Level
    from parsers.pages.page import Line, Segment, Word

_INSIDE = 1.0
"""Points that a word may reach over an edge."""
MORE_WHITE = 0.6
"""Line heights of white more than rows have: a text that stands so far from its rules is no row."""
_WHITE_OF_TITLES = 0.3
"""The same for a text over a head."""
_TOO_LONG = 0.2
"""Share of a word that may stand beyond its cell where it has no room in it."""
_FEW = 3
"""Bands of a table of which no more than one may be a row: whether rules part its rows is not seen there."""
_LEAST_EDGES = 2
_LEADING = 1.35
"""Line heights: lines of one text stand no further apart."""
MIDDLE = attrgetter("middle")


@dataclass(frozen=True)
class Band:
    """What stands between two levels, and the edges between them, from left to right."""

    edges: Sequence[float]
    words: Sequence[Word]
    weak: Sequence[float] = ()
    """Those of the edges that no text may run over, though none of its words does."""

    def white(self, upper: Level, lower: Level) -> float:
        """How far the words are from the levels, on the side where they are further, in line heights."""
        if not self.words:
            return float("inf")
        first, last = min(word.top for word in self.words), max(word.bottom for word in self.words)
        return max(first - upper.at, lower.at - last) / self.words[0].height

    @property
    def has_counts(self) -> bool:
        """Whether a cell holds a value that is no year."""
        texts = [segment_of(words) for words in self.cells if words]
        return any(text.is_value and not text.is_year for text in texts)

    @property
    def is_head(self) -> bool:
        """Whether several cells hold texts or years, and none a count."""
        return sum(map(bool, self.cells)) > 1 and not self.has_counts

    @property
    def is_one_text(self) -> bool:
        """Whether only one cell holds words, or what stands in several may be one text."""
        lines = self._lines
        return sum(map(bool, self.cells)) == 1 or (len(lines) == 1 and len(lines[0].segments) == 1)

    @property
    def is_section(self) -> bool:
        """Whether one text begins in the first cell and runs on over an edge: the name of a section."""
        lines = self._lines
        return (
            len(self.edges) > _LEAST_EDGES
            and len(lines) == 1
            and len(lines[0].segments) == 1
            and not lines[0].values
            and self.edges[0] - _INSIDE <= lines[0].x0 < self.edges[1] < lines[0].x1
            and lines[0].x1 <= self.edges[-1] + _INSIDE
        )

    def is_crossed_at(self, edge: float) -> bool:
        """Say whether a text runs over an edge, or would but for the space between two of its words."""
        return _cross([segment for line in self._lines for segment in line.segments], edge)

    @property
    def may_be_rows(self) -> bool:
        """Whether several lines hold texts in several cells, or stand apart: rows that no rule parts."""
        lines = lines_of(self.words)
        filled = [len({bisect_left(self.edges, word.centre) for word in line}) for line in lines]
        apart = [
            below[0].middle - above[0].middle > _LEADING * below[0].height for above, below in pairwise(lines)
        ]
        return sum(cells > 1 for cells in filled) > 1 or (len(apart) > 1 and all(apart))

    @property
    def begins_level(self) -> bool:
        """Whether all but its first text begin on one line: heads over several columns stand above others.

        The last may begin higher, for over what stands right of it it cannot stand.
        """
        tops = [min(word.middle for word in words) for words in self.cells[1:] if words]
        if len(tops) > 1 and self.cells[-1] and tops[-1] < min(tops[:-1]):
            tops.pop()
        return max(tops) - min(tops) <= NEAR

    @cached_property
    def cells(self) -> list[list[Word]]:
        """The words between each two edges."""
        cells: list[list[Word]] = [[] for _ in self.edges[1:]]
        for word in sorted(self.words, key=attrgetter("top", "x0")):
            at = bisect_left(self.edges, word.centre) - 1
            if 0 <= at < len(cells):
                cells[at].append(word)
        return cells

    @cached_property
    def _lines(self) -> list[Line]:
        return [cut_line(line, ()) for line in lines_of(self.words)]

    @cached_property
    def is_row(self) -> bool:
        """Whether the words stand in cells, none of which holds several values."""
        if not self.words or len(self.edges) < _LEAST_EDGES:
            return False
        if len(self.edges) == _LEAST_EDGES:
            return all(len(line.segments) == 1 and not line.values for line in self._lines)
        crossing = [word for word in self.words if any(_cross((word,), edge) for edge in self.edges[1:-1])]
        texts = [segment for line in self._lines for segment in line.segments] if self.weak else []
        crossing_weak = [text for text in texts if any(_cross((text,), edge) for edge in self.weak)]
        if any(len(text.words) > 1 for text in crossing_weak):
            return False
        crossing += [text.words[0] for text in crossing_weak]
        if not all(map(self._is_too_long, crossing)):
            return False
        return not any(holds_several_values(words, ()) or _holds_several_days(words) for words in self.cells)

    def _is_too_long(self, word: Word) -> bool:
        """Say whether a word drawn by itself, alone in its cell, is a little too long for that."""
        at = bisect_left(self.edges, word.centre) - 1
        if not 0 <= at < len(self.cells) or len(self.cells[at]) > 1:
            return False
        beyond = max(self.edges[at] - word.x0, word.x1 - self.edges[at + 1])
        before = self.cells[at - 1][-1:] if at else []
        after = self.cells[at + 1][:1] if at + 1 < len(self.cells) else []
        near = [*before, word, *after]
        apart = [told_apart(*both) for both in pairwise(near)]
        return beyond <= _TOO_LONG * (word.x1 - word.x0) and True in apart and False not in apart


def _holds_several_days(words: Sequence[Word]) -> bool:
    """Say whether lines of a cell are days, each by itself: those of several rows of a list."""
    if not any(word.text[0].isdecimal() for word in words):
        return False
    periods = [read_period(segment_of(line).text) for line in lines_of(words)]
    return sum(period is not None and period.kind == "day" for period in periods) > 1


def bands_of_levels(levels: Sequence[Level], edges: Sequence[Edge], words: Sequence[Word]) -> list[Band]:
    """Return what stands between each two levels of a table."""
    left, right = min(level.left for level in levels), max(level.right for level in levels)
    return [
        _band(
            index,
            edges,
            [word for word in words_between(words, upper.at, lower.at) if left <= word.centre <= right],
        )
        for index, (upper, lower) in enumerate(pairwise(levels))
    ]


def _band(index: int, edges: Sequence[Edge], words: Sequence[Word]) -> Band:
    """Return what stands between a level and the next."""
    own = [edge for edge in edges if edge.upper <= index < edge.lower]
    return Band([edge.x for edge in own], words, [edge.x for edge in own if not edge.sure])


def _cross(texts: Sequence[Word | Segment], edge: float) -> bool:
    return any(text.x0 + _INSIDE < edge < text.x1 - _INSIDE for text in texts)


def words_between(words: Sequence[Word], top: float, bottom: float) -> Sequence[Word]:
    """Return those of the words, from the top, whose middles stand between two heights."""
    return words[bisect_right(words, top, key=MIDDLE) : bisect_left(words, bottom, key=MIDDLE)]


def usual_white(bands: Sequence[Band], levels: Sequence[Level]) -> float | None:
    """Return how far rows with counts, or else rows of several texts, stand from their levels at most."""
    rows = [
        (band.has_counts, band.white(*around))
        for band, around in zip(bands, pairwise(levels), strict=True)
        if band.is_row and not band.is_one_text
    ]
    counted = [white for counts, white in rows if counts]
    return max(counted or [white for _, white in rows], default=None)


def runs_of_rows(
    levels: Sequence[Level], edges: Sequence[Edge], words: Sequence[Word], *, parted: bool = False
) -> list[list[Level]]:
    """Return the levels between which rows stand, parted where none does.

    `parted` says that rules are known to part the table's rows.
    """
    bands = bands_of_levels(levels, edges, words)
    whites = [band.white(*around) for band, around in zip(bands, pairwise(levels), strict=True)]
    several = [band.is_row and not band.is_one_text for band in bands]
    usual = usual_white(bands, levels)
    runs = [[levels[0]]]
    for at, (band, white, lower) in enumerate(zip(bands, whites, levels[1:], strict=True)):
        over_head = at + 1 < len(bands) and bands[at + 1].is_head
        one = band.is_one_text or not band.is_row
        most = (_WHITE_OF_TITLES if over_head and one else MORE_WHITE) + (usual or 0.0)
        near = usual is not None and white <= most
        amid = 0 < at < len(bands) - 1 and several[at + 1] and not over_head
        if at and len(bands) <= _FEW and band.may_be_rows and not parted:
            goes_on = False
        elif amid and band.is_section:
            # The name of a section, drawn as one cell over all columns between rows of one table.
            goes_on = near
        elif several[at]:
            goes_on = near or band.has_counts or not at
        else:
            # A head over several columns, as browsers draw it, is no row of cells.
            goes_on = near and (band.is_row or (over_head and band.is_head))
        if goes_on:
            runs[-1].append(lower)
        else:
            runs.append([lower])
    return runs
