"""Which lines of a list stand in which of its rows, where no distance and no rule parts them.

Every row has one mark (its date, its number). The lines of all columns are parted between the marks by where
the marks are set in their rows: at the top, in the middle or at the bottom. Each way must fit the whole list:
cells begin, centre or end level with their mark, their lines stand as tight as a wrapped text's, and no row
reaches into the next.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from parsers.pages.page import Segment

Way = Literal["rules", "white", "top", "middle", "bottom"]
SURE: tuple[Way, ...] = ("rules", "white")
"""Ways that do not depend on how the texts are set."""
SET: tuple[Way, ...] = ("top", "bottom", "middle")

_NEAR = 0.3
"""Line pitches by which texts that are set alike may stand off."""
_TIGHT = (0.85, 1.12)
"""Line pitches between which the lines of one cell stand apart."""
_APART = 0.9
"""Line pitches that the last line of a row and the first of the next stand apart, at least."""
_WHITE = 1.15
_MOST_LEADING = 1.3
"""Line heights: lines of one cell stand no further apart."""
_OFTEN = 4
_EQUAL = 0.01
"""Share by which equal distances differ."""
_MOST_LINES = 12
_CELL_LINES = 0.7
_BEYOND = 1e6

Columns = tuple[tuple["Segment", ...], ...]
"""The lines of each column from the top."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a page holds of a list: where each row has its mark, the lines, the rules and what may be cut.

    `marks` are the first and the last line of each row's mark: that of a head may wrap. `opens` says that no
    row of the page before goes on above the first mark, `closes` the same of the last and the next page.
    """

    marks: tuple[tuple[float, float], ...]
    columns: Columns
    levels: tuple[float, ...]
    headed: bool
    opens: bool
    closes: bool


@dataclass(frozen=True, slots=True)
class Parting:
    """One way to part a page into rows: the heights between them, and the rows that it does not fit.

    Rows have numbers from 0; what stands above the first height or below the last is cut off by the page.
    """

    way: Way
    bounds: tuple[float, ...]
    astray: frozenset[int]

    @property
    def is_sure(self) -> bool:
        """Whether rules or white part the page, and all rows fit."""
        return self.way in SURE and not self.astray

    def row_of(self, y: float) -> int:
        """Return the row of a height; -1 above all rows, the number of rows below them."""
        return bisect_left(self.bounds, y) - 1

    def places(self, sheet: Sheet) -> tuple[tuple[int, ...], ...]:
        """Return the row of each line."""
        return tuple(tuple(self.row_of(line.middle) for line in column) for column in sheet.columns)


def pitch_of(columns: Iterable[Columns], height: float) -> float:
    """Return how far the lines of one cell stand apart: the least distance that lines of a column often have.

    Of many rows only a few may wrap.
    """
    steps = sorted(
        step
        for sheet in columns
        for column in sheet
        for upper, lower in pairwise(column)
        if (step := lower.middle - upper.middle) >= _CELL_LINES * height
    )
    if not steps:
        return height
    often = (
        step for step, more in zip(steps, steps[_OFTEN - 1 :], strict=False) if more - step <= _EQUAL * step
    )
    # Where no cell wraps, the least distance is that of rows.
    return min(steps[len(steps) // 50], next(often, steps[-1]), _MOST_LEADING * height)


def partings(sheet: Sheet, pitch: float) -> list[Parting]:
    """Return the ways to part a page, at least one each of those that do not need the texts' setting.

    Where rules or white part it so that all fits, that is the last: no other is looked at.
    """
    found: list[Parting] = []
    heights = sorted(line.middle for column in sheet.columns for line in column)
    for way, bounds in _bounds(sheet, heights, pitch):
        found.append(Parting(way, bounds, _astray(sheet, way, bounds, pitch)))
        if found[-1].is_sure:
            break
    return found


def _bounds(sheet: Sheet, heights: Sequence[float], pitch: float) -> Iterator[tuple[Way, tuple[float, ...]]]:
    ruled = _by_rules(sheet)
    if ruled:
        yield "rules", ruled
    white = _by_white(sheet, heights, pitch)
    if white:
        yield "white", white
    half = 0.5 * pitch
    yield "top", (*(first - half for first, _ in sheet.marks), _BEYOND)
    yield "bottom", (-_BEYOND, *(last + half for _, last in sheet.marks))
    for lines in range(1, _MOST_LINES):
        middle = _about_the_middle(sheet, heights, pitch, lines)
        if middle:
            yield "middle", middle


def _by_rules(sheet: Sheet) -> tuple[float, ...]:
    """Return the rules between the rows, none where two marks have none between them."""
    found = []
    for (_, above), (below, _) in pairwise(sheet.marks):
        level = next((level for level in sheet.levels if above < level < below), None)
        if level is None:
            return ()
        found.append(level)
    return _with_ends(sheet, sheet.levels, found)


def _by_white(sheet: Sheet, heights: Sequence[float], pitch: float) -> tuple[float, ...]:
    """Return the middles of the white strips between the rows, none where some rows have none."""
    strips = [(upper + lower) / 2 for upper, lower in pairwise(heights) if lower - upper >= _WHITE * pitch]
    found = []
    for (_, above), (below, _) in pairwise(sheet.marks):
        between = [strip for strip in strips if above < strip < below]
        if len(between) != 1:
            return ()
        found += between
    return _with_ends(sheet, strips, found)


def _with_ends(sheet: Sheet, places: Sequence[float], found: Sequence[float]) -> tuple[float, ...]:
    """Return the bounds between rows with those above the first and below the last; none of no bounds."""
    if not found:
        return ()
    first = max((place for place in places if place < sheet.marks[0][0]), default=-_BEYOND)
    last = min((place for place in places if place > sheet.marks[-1][1]), default=_BEYOND)
    return (-_BEYOND if sheet.opens else first, *found, _BEYOND if sheet.closes else last)


def _about_the_middle(sheet: Sheet, heights: Sequence[float], pitch: float, lines: int) -> tuple[float, ...]:
    """Return the bounds of rows around their marks, the first below a head being `lines` high."""
    marks = [(first + last) / 2 for first, last in sheet.marks]
    bounds: list[float] = []
    reach = 0.5 * (lines - 1) * pitch
    if sheet.headed:
        # A head is a row of its own, and what it holds is set as heads are.
        marks.pop(0)
        bounds.append(-_BEYOND)
    if not marks:
        return (*bounds, _BEYOND)
    bounds.append(_between(heights, marks[0] - reach - _NEAR * pitch))
    bottom = marks[0] + reach + 0.5 * pitch
    for number, mark in enumerate(marks):
        if number:
            bottom = 2 * mark - bounds[-1]
        if bottom <= mark:
            return ()
        bottom = _between(heights, bottom)
        bounds.append(bottom)
    return tuple(bounds)


def _between(heights: Sequence[float], y: float) -> float:
    """Return the middle between the lines above and below a height."""
    at = bisect_left(heights, y)
    above = heights[at - 1] if at else y - 1
    below = heights[at] if at < len(heights) else y + 1
    return (above + below) / 2


def _astray(sheet: Sheet, way: Way, bounds: Sequence[float], pitch: float) -> frozenset[int]:
    """Return the rows that a way of parting does not fit, and -1 or their number for what is left over."""
    rows = len(sheet.marks)
    cells: list[list[list[float]]] = [[[] for _ in sheet.columns] for _ in range(rows)]
    astray: set[int] = set()
    for at, column in enumerate(sheet.columns):
        for line in column:
            row = bisect_left(bounds, line.middle) - 1
            if 0 <= row < rows:
                cells[row][at].append(line.middle)
            elif (row < 0 and sheet.opens) or (row >= rows and sheet.closes):
                astray.add(row)
    before = -_BEYOND
    for number, row_cells in enumerate(cells):
        filled = [cell for cell in row_cells if cell]
        if not filled:
            astray.add(number)
            continue
        first, last = min(cell[0] for cell in filled), max(cell[-1] for cell in filled)
        cut = number == rows - 1 and not sheet.closes
        if first - before < _APART * pitch or not all(
            _is_text(cell, pitch) for cell in filled if len(cell) > 1
        ):
            astray.add(number)
        head = sheet.headed and not number
        if way in SET and not (cut or head) and not _is_set(way, filled, sheet.marks[number], pitch):
            astray.add(number)
        before = last
    return frozenset(astray)


def _is_text(cell: Sequence[float], pitch: float) -> bool:
    least, most = (share * pitch for share in _TIGHT)
    return all(least <= lower - upper <= most for upper, lower in pairwise(cell))


def _is_set(way: Way, cells: Iterable[Sequence[float]], mark: tuple[float, float], pitch: float) -> bool:
    """Say whether the lines of a row's cells begin, centre or end level with its mark."""
    off = {
        "top": (cell[0] - mark[0] for cell in cells),
        "bottom": (cell[-1] - mark[1] for cell in cells),
        "middle": ((cell[0] + cell[-1] - mark[0] - mark[1]) / 2 for cell in cells),
    }
    return all(abs(each) <= _NEAR * pitch for each in off[way])
