"""Whether the cells of a page's table stand on the page as they stand in the grid."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from parsers.layout.kinds import is_count

if TYPE_CHECKING:
    from parsers.document import Box, Cell, Table

_SLACK = 1.0
"""Points by which two cells side by side may run into one another."""


def out_of_order(table: Table) -> list[Cell]:
    """Return the cells that stand in no line with their row, or on the wrong side of a neighbour.

    A row's cells run from left to right and share a height, a column's from the top down; where they do not,
    words were bound to the wrong row or column. Tables without geometry have none.
    """
    astray: dict[int, Cell] = {}
    columns: dict[int, list[Cell]] = {}
    for number, row in enumerate(table.grid):
        own = [
            cell
            for column, cell in enumerate(row)
            if cell.text and cell.box is not None and (cell.row, cell.column) == (number, column)
        ]
        # Heads of one row may stand at different heights; the rows below them may not.
        counted = any(is_count(cell.text) for cell in own)
        # Where no count but the running number stands in a row, texts may be set at either end of a tall one.
        tall = own if not any(is_count(cell.text) for cell in own[1:]) else []
        for left, right in pairwise(own):
            level = _level(left, right) or any(_level(left, each) and _level(each, right) for each in tall)
            if _after(left, right, "x") or (counted and not level):
                astray[id(right)] = right
        for cell in own:
            columns.setdefault(cell.column, []).append(cell)
    for cells in columns.values():
        for upper, lower in pairwise(cells):
            if _after(upper, lower, "y"):
                astray[id(lower)] = lower
    return list(astray.values())


def _after(first: Cell, second: Cell, axis: str) -> bool:
    """Say whether the first cell stands behind the second, by their middles."""
    one, other = _span(first.box, axis), _span(second.box, axis)
    return sum(one) > sum(other) + 2 * _SLACK


def _level(left: Cell, right: Cell) -> bool:
    """Say whether two cells of a row share a height."""
    if left.row_span > 1 or right.row_span > 1:
        return True
    (top, bottom), (other_top, other_bottom) = _span(left.box, "y"), _span(right.box, "y")
    return min(bottom, other_bottom) > max(top, other_top) - _SLACK


def _span(box: Box | None, axis: str) -> tuple[float, float]:
    if box is None:
        return 0.0, 0.0
    return (box.x0, box.x1) if axis == "x" else (box.top, box.bottom)
