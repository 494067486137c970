"""Tables that go on over a page become one table again."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from parsers.document import Cell, Table
from parsers.layout.kinds import is_count, kind_of
from parsers.vocabulary.outcomes import find_outcome
from parsers.vocabulary.text import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.document import Grid

_NEAR = 8.0
"""Points: column edges of one table differ no more between pages."""


@dataclass(frozen=True, slots=True)
class Stitched:
    """A table with all its pages' rows; `parts` names where each page's rows begin and their place."""

    table: Table
    parts: tuple[tuple[int, str], ...]


def stitch(tables: Sequence[Table]) -> list[Stitched]:
    """Return the tables with continuations joined to the tables that they continue."""
    joined: list[Stitched] = []
    for table in tables:
        if joined and table.continues:
            longer = _join(joined[-1], table)
            if longer is not None:
                joined[-1] = longer
                continue
        joined.append(Stitched(table, ((0, table.place),)))
    return joined


def _join(above: Stitched, below: Table) -> Stitched | None:
    """Return both as one table, or None where `below` is a table of its own."""
    columns = _columns_of(above.table, below)
    if columns is None:
        return None
    rows = _recast(below.grid, columns, above.table)
    repeated = _repeated_head(above.table.grid, rows)
    if repeated == 0 and _is_head(rows[0]):
        return None
    rows = rows[repeated:]
    grid = list(above.table.grid)
    if rows and grid and _is_cut(grid[-1], rows[0]):
        grid[-1] = _healed(grid[-1], rows[0])
        rows = rows[1:]
    start = len(grid)
    grid += rows
    numbered = _renumbered(grid)
    table = replace(above.table, grid=numbered)
    return Stitched(table, (*above.parts, (start, below.place)))


def head_height(grid: Sequence[Sequence[Cell]]) -> int:
    """Return how many rows at the top are heads: those before the first with a count beyond its label."""
    for number, row in enumerate(grid):
        beyond = [cell for cell in row[1:] if cell.row == number or cell.row_span == 1]
        if any(is_count(cell.text) for cell in beyond):
            return number
    return 0


def _is_head(row: Sequence[Cell]) -> bool:
    """Say whether a row begins a table of its own: words or periods over its columns, and no count.

    One text alone is a section's.
    """
    beyond = {id(cell): cell.text for cell in row[1:] if cell.text}
    alone = len(beyond) == 1 and not row[0].text and len(row) > 2
    return bool(beyond) and not alone and not any(is_count(text) for text in beyond.values())


def _columns_of(above: Table, below: Table) -> list[int] | None:
    """Return for each column of `below` the column of `above` that it continues."""
    if not (above.column_edges and below.column_edges):
        return list(range(below.width)) if above.width == below.width else None
    if above.width == below.width and all(
        abs(left - right) <= _NEAR
        for left, right in zip(above.column_edges[1:-1], below.column_edges[1:-1], strict=True)
    ):
        return list(range(below.width))
    # A column that stays blank on one page is not seen there; the others still stand where they stood.
    spans = list(pairwise(above.column_edges))
    columns = []
    for column in range(below.width):
        boxes = [row[column].box for row in below.grid if row[column].text and row[column].box]
        if not boxes:
            return None
        centre = sum((box.x0 + box.x1) / 2 for box in boxes if box) / len(boxes)
        home = [index for index, (x0, x1) in enumerate(spans) if x0 - _NEAR <= centre <= x1 + _NEAR]
        if not home:
            return None
        columns.append(home[0])
    return columns if len(set(columns)) == len(columns) and columns[0] == 0 else None


def _recast(grid: Grid, columns: Sequence[int], above: Table) -> list[tuple[Cell, ...]]:
    """Return rows in the columns of the table that they continue; columns not seen are blank."""
    if list(columns) == list(range(above.width)):
        return [tuple(row) for row in grid]
    rows = []
    for row in grid:
        cells = [Cell("", f"{row[0].locator} (blank)", row[0].row, column) for column in range(above.width)]
        for cell, column in zip(row, columns, strict=True):
            cells[column] = replace(cell, column=column, column_span=1)
        rows.append(tuple(cells))
    return rows


def _repeated_head(above: Grid, rows: Sequence[Sequence[Cell]]) -> int:
    """Return how many rows at the top of a continuation repeat a head that stands above.

    Two tables without a gap between them are one grid with two heads; the lower one goes on.
    """
    height = head_height(rows) or 1
    head = [_texts(row) for row in rows[:height]]
    standing = [_texts(row) for row in above]
    starts = range(len(standing) - height + 1) if height else ()
    return height if any(standing[start : start + height] == head for start in starts) else 0


def _texts(row: Sequence[Cell]) -> list[str]:
    return [normalise(cell.text) for cell in row]


def _is_cut(above: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Say whether a page break cuts one row: values on one side of it only, and a label that goes on.

    The label goes on if it does so in lower case, or if only both parts together are a known wording.
    """
    here = [cell.text for cell in above[1:] if cell.text]
    there = [cell.text for cell in below[1:] if cell.text]
    if not below[0].text or not above[0].text or (here and there):
        return False
    if any(kind_of(text) == "text" for text in there) and here:
        return False
    first, second = above[0].text, below[0].text
    whole = find_outcome(f"{first} {second}").codes is not None
    alone = find_outcome(first).codes is not None
    lower = second[:1].islower()
    ends_open = (
        re.search(r"(?:[-–—:;,/(]|\b(?:and|or|the|of|to|a|an|in|by|not|is|with|for))$", first) is not None
    )
    if here:
        return lower or (whole and not alone) or ends_open
    # Values at the bottom of a cut row: the upper part has none, which a section row has not either.
    return bool(there) and (lower or (whole and not alone) or ends_open)


def _healed(above: Sequence[Cell], below: Sequence[Cell]) -> tuple[Cell, ...]:
    cells = []
    for upper, lower in zip(above, below, strict=True):
        if upper.column != lower.column:
            cells.append(upper)
            continue
        text = f"{upper.text} {lower.text}".strip()
        cells.append(replace(upper if upper.text else lower, text=text, row=upper.row, row_span=1))
    return tuple(cells)


def _renumbered(grid: Sequence[Sequence[Cell]]) -> Grid:
    """Return the rows with every cell's row counted in the whole table."""
    made: dict[int, Cell] = {}
    rows = []
    for number, row in enumerate(grid):
        cells = []
        for cell in row:
            if id(cell) not in made:
                made[id(cell)] = cell if cell.row == number else replace(cell, row=number)
            cells.append(made[id(cell)])
        rows.append(tuple(cells))
    return tuple(rows)
