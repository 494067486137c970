"""How a table's text is set: the gap between two words, and the pitch of two lines of one cell."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from parsers.pages.lines import BEFORE_MARKED, told_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from parsers.pages.page import Line, Segment

_WIDEST_SPACE = 0.45
"""Line heights: a wider gap is not one space."""
_USUAL_SPACE = 0.24
_GUTTER = 1.35
_NARROWER = (1.25, 1.15, 1.05)
"""Spaces: texts of two heads stand no nearer than the last."""
_TOLD = 0.01
"""Line heights between columns where the page tells which words are one text."""
_LEAST_PITCH = 0.75
_MOST_LEADING = 1.25
"""Line heights: lines of one cell stand no further apart, for rows have padding between them."""
_LOOSEST_LEADING = 1.5
"""The same where numbers show that rows stand further apart."""
_PADDED = 0.08
"""Line heights by which rows of one line must stand further apart than the lines of a cell."""


@dataclass(frozen=True, slots=True)
class Spacing:
    """Measures of one table in points.

    `space` is the gap between two words of a text. Lines of a cell stand no further apart than `leading`;
    it is 0 where rows stand as tight as wrapped lines, so that no distance tells them apart.
    """

    height: float
    space: float
    leading: float

    gutter: float
    """The least gap between two columns: next to none where the page tells its texts apart."""
    before_marked: float = BEFORE_MARKED
    """Spaces before what begins another piece of content, if it is another cell's text."""

    def narrowing(self) -> Iterator[Spacing]:
        """Yield the measures with ever narrower gaps between columns, down to little more than a space.

        Before gaps are narrowed, whatever begins another piece of content is taken for another cell's.
        """
        yield self
        if self.gutter < self.space:
            return
        yield replace(self, before_marked=0.0)
        for spaces in _NARROWER:
            yield replace(self, gutter=spaces * self.space)


def spacing_of(lines: Sequence[Line]) -> Spacing:
    """Return the measures of a table's lines.

    Numbers never wrap: the least pitch of two that stand above one another is that of rows, and any smaller
    one is the leading.
    """
    height = median(word.height for line in lines for word in line.words)
    gaps = [
        gap
        for line in lines
        for segment in line.segments
        for left, right in pairwise(segment.words)
        if 0 < (gap := right.x0 - left.x1) < _WIDEST_SPACE * height
    ]
    space = median(gaps) if gaps else _USUAL_SPACE * height
    segments = [segment for line in lines for segment in line.segments]
    least = _LEAST_PITCH * height
    rows = min(_pitches(each for each in segments if each.is_value), default=float("inf"))
    texts = [
        pitch for pitch in _pitches(segments) if least <= pitch < min(rows - _PADDED * height, 2 * height)
    ]
    leading = min(texts, default=0.0)
    gutter = _TOLD * height if _tell_apart(lines) else _GUTTER * space
    between = _least_above_rows(lines)
    if leading and between > leading + _PADDED * height:
        limit = max((leading + between) / 2, between - _PADDED * height)
        return Spacing(height, space, min(limit, _LOOSEST_LEADING * leading), gutter)
    if leading > (_MOST_LEADING if rows == float("inf") else _LOOSEST_LEADING) * height:
        # No cell wraps.
        return Spacing(height, space, 0.0, gutter)
    return Spacing(height, space, min(_MOST_LEADING * leading, (leading + rows) / 2), gutter)


def _least_above_rows(lines: Sequence[Line]) -> float:
    """Return how far every row stands below the line above it, 0 where a count has no label on its line.

    Where counts stand on the first lines of their labels no two rows are nearer to one another.
    """
    least = float("inf")
    for above, line in pairwise(lines):
        if any(not value.is_year for value in line.values):
            if line.segments[0].is_value:
                return 0.0
            least = min(least, line.middle - above.middle)
    return least if least < float("inf") else 0.0


def _tell_apart(lines: Sequence[Line]) -> bool:
    """Say whether of all neighbours on the lines it is known whether they are one text or two."""
    return all(told_apart(left, right) is not None for line in lines for left, right in pairwise(line.words))


def _pitches(segments: Iterable[Segment]) -> list[float]:
    """Return the distances between segments and those next below them."""
    places: dict[int, list[Segment]] = defaultdict(list)
    pitches = []
    for segment in sorted(segments, key=lambda segment: segment.middle):
        shelves = range(int(segment.x0 // 20), int(segment.x1 // 20) + 1)
        above = [
            other
            for shelf in shelves
            for other in places[shelf][-1:]
            if segment.overlap(other.x0, other.x1) > 0
        ]
        if above:
            pitches.append(min(segment.middle - other.middle for other in above))
        for shelf in shelves:
            places[shelf].append(segment)
    return [pitch for pitch in pitches if pitch > 1]
