"""The grid that a table's tags tell: its rows from all pages, and which rows and columns each cell covers.

Browsers leave out cells in which nothing stands, and rows of them: such a row's other cells stand in the
columns in which those of whole rows stand.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from parsers.pages.tags import RowAt, TaggedTable

_MOST_PLACES = 500_000
"""Rows times columns of a table: a reply with more is no letter."""
_NEAR = 1.0
"""Points by which texts of neighbouring columns may overlap."""
_SET = 3.0
"""Points by which a head over several columns may stand off their middle or their ends."""

Ends = tuple[float, float]
"""Where something begins and ends from the left."""
CellAt = tuple["RowAt", int]
"""A cell by its row and its number there."""


class Place(NamedTuple):
    """Where a cell stands in the whole table."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of all pages; `places` are those of its cells by their row and their number in it."""

    height: int
    width: int
    places: Mapping[CellAt, Place]


@dataclass(slots=True)
class _Row:
    """The spans of a row's cells, rows and columns of each, and where their texts begin and end."""

    at: RowAt
    cells: list[int]
    """Their numbers among the row's children."""
    spans: list[tuple[int, int]]
    told: bool
    """Whether the file says the spans of all that it shows."""
    ends: list[Ends | None]
    total: int = 0
    """How many columns they take, with those that cells of rows above cover."""


def grid_of(parts: Sequence[TaggedTable], ends: Mapping[CellAt, Ends]) -> Grid | None:
    """Return the grid of a table that some pages show parts of, or None where tags and places tell none.

    `ends` are those of the cells' texts. A cell of which no page shows anything is taken for one place.
    """
    rows = _rows(parts, ends)
    width = _count_columns(rows)
    if not rows or width * len(rows) > _MOST_PLACES:
        return None
    grid = _Placing(rows, width)
    grid.place_whole_rows()
    if not grid.place_others():
        return None
    keeps_blank = any(end is None for row in rows for end in row.ends)
    if not keeps_blank and not all(map(_hang_together, grid.texts.values())):
        return None
    return Grid(len(rows), width, grid.places)


def _rows(parts: Sequence[TaggedTable], ends: Mapping[CellAt, Ends]) -> list[_Row]:
    """Return all rows from the top; those of which no page shows anything have no cells."""
    spans: dict[RowAt, dict[int, tuple[int, int]]] = defaultdict(dict)
    untold: set[RowAt] = set()
    counts: dict[RowAt, int] = {}
    drawn: dict[RowAt, set[int]] = defaultdict(set)
    no_rows = {at for part in parts for at in part.drawn}
    for part in parts:
        for at, row in part.rows.items():
            counts[at] = max(counts.get(at, 0), row.count)
            drawn[at] |= row.drawn
            for number, cell in row.cells.items():
                spans[at][number] = (cell.row_span or 1, cell.column_span or 1)
                if cell.row_span is None or cell.column_span is None:
                    untold.add(at)
    groups = {group for group, place in counts if place >= 0}
    ordered = sorted(at for at in counts if (at[1] >= 0 or at[0] not in groups) and at not in no_rows)
    made = []
    for at in ordered:
        cells = [number for number in range(counts[at]) if number not in drawn[at]]
        made.append(
            _Row(
                at,
                cells,
                [spans[at].get(number, (1, 1)) for number in cells],
                at not in untold,
                [ends.get((at, number)) for number in cells],
            )
        )
    return made


def _count_columns(rows: Sequence[_Row]) -> int:
    """Note how many columns each row takes, and return the most of them."""
    over: dict[int, int] = defaultdict(int)
    width = 0
    for number, row in enumerate(rows):
        row.total = over.pop(number, 0) + sum(columns for _, columns in row.spans)
        for down, columns in row.spans:
            for below in range(number + 1, min(number + down, len(rows))):
                over[below] += columns
        width = max(width, row.total)
    return width


class _Placing:
    """A grid while its cells are placed."""

    def __init__(self, rows: Sequence[_Row], width: int) -> None:
        self.rows = rows
        self.width = width
        self.places: dict[CellAt, Place] = {}
        self.texts: dict[int, list[Ends]] = defaultdict(list)
        """The ends of the texts in cells of one column, by the column."""
        self._taken: set[tuple[int, int]] = set()
        self._later: list[int] = []

    def place_whole_rows(self) -> None:
        """Place the cells of rows that leave none out, one after another."""
        unknown: set[int] = set()
        for number, row in enumerate(self.rows):
            if row.total < self.width or number in unknown:
                self._later.append(number)
                for down, _ in row.spans:
                    unknown.update(range(number + 1, number + down))
                continue
            column = 0
            for cell, (_, columns) in enumerate(row.spans):
                while (number, column) in self._taken:
                    column += 1
                if not self._put(number, cell, column):
                    return
                column += columns

    def place_others(self) -> bool:
        """Place the cells of the other rows where their texts stand; say whether each has one place."""
        strips = self._strips()
        for number in self._later:
            row = self.rows[number]
            if not row.told:
                # Whether it lacks cells or has one over several columns is not known.
                return False
            shown = [cell for cell, ends in enumerate(row.ends) if ends is not None]
            ways = list(self._ways(row, shown, strips, 0))
            if len(ways) != 1:
                return False
            for cell, column in zip(shown, ways[0], strict=True):
                if not self._put(number, cell, column):
                    return False
        return all(
            (row.at, cell) in self.places
            for row in self.rows
            for cell, ends in zip(row.cells, row.ends, strict=True)
            if ends
        )

    def _put(self, number: int, cell: int, column: int) -> bool:
        """Place a cell; say whether it had room."""
        row = self.rows[number]
        down, columns = row.spans[cell]
        down = min(down, len(self.rows) - number)
        covered = [(number + below, column + beside) for below in range(down) for beside in range(columns)]
        if column + columns > self.width or not self._taken.isdisjoint(covered):
            return False
        self._taken.update(covered)
        self.places[row.at, row.cells[cell]] = Place(number, column, down, columns)
        ends = row.ends[cell]
        if ends is not None and columns == 1:
            self.texts[column].append(ends)
        return True

    def _strips(self) -> list[Ends | None]:
        """Return from where to where the texts of each column stand."""
        return [
            (min(left for left, _ in texts), max(right for _, right in texts))
            if (texts := self.texts.get(column))
            else None
            for column in range(self.width)
        ]

    def _ways(
        self, row: _Row, cells: Sequence[int], strips: Sequence[Ends | None], start: int
    ) -> Iterator[list[int]]:
        """Yield the ways, no more than two, to put some cells of a row in columns from `start` on."""
        if not cells:
            yield []
            return
        ends, columns = row.ends[cells[0]], row.spans[cells[0]][1]
        found = 0
        for column in range(start, self.width - columns + 1):
            if ends is None or not _stands_in(ends, strips, column, columns):
                continue
            for rest in self._ways(row, cells[1:], strips, column + columns):
                yield [column, *rest]
                found += 1
                if found > 1:
                    return


def _stands_in(ends: Ends, strips: Sequence[Ends | None], column: int, columns: int) -> bool:
    """Say whether a text stands in a column among the texts of it, or over several as a head does."""
    inside = [strip for strip in strips[column : column + columns] if strip is not None]
    if len(inside) < columns:
        return False
    left, right = inside[0][0], inside[-1][1]
    before = next((strip for strip in reversed(strips[:column]) if strip is not None), None)
    after = next((strip for strip in strips[column + columns :] if strip is not None), None)
    if (before and ends[0] < before[1] - _NEAR) or (after and ends[1] > after[0] + _NEAR):
        return False
    if columns == 1:
        return min(ends[1], right) > max(ends[0], left)
    off = (ends[0] - left, ends[1] - right, (ends[0] + ends[1] - left - right) / 2)
    return min(map(abs, off)) <= _SET


def _hang_together(texts: Sequence[Ends]) -> bool:
    """Say whether the texts of a column stand under one another, with no white strip between any of them."""
    ordered = sorted(texts)
    end = float("-inf")
    for (_, right), (left, _) in pairwise(ordered):
        end = max(end, right)
        if left >= end:
            return False
    return True
