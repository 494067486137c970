"""From running text with tables in it to blocks: what Word documents, web pages and messages share."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parsers.document import Cell, Passage, Table
from parsers.errors import UnreadableError
from parsers.formats.sheets import SheetCell

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_CONTEXT_LINES = 8
_MOST_POSITIONS = 2_000_000
"""Positions of one table: more are no table but an attack on memory."""
LONGEST_CELL = 600
"""Characters: a longer text in a cell is running text, and its table a frame around it."""
_COUNTED = re.compile(r"[<≤]?\s?\d[\d,]*(?:\.\d+)?%?|[-–*.]|nil", re.IGNORECASE)


@dataclass(slots=True)
class Flow:
    """Blocks in reading order, while they are being read."""

    blocks: list[Table | Passage] = field(default_factory=list)
    tables: int = 0
    _context: list[str] = field(default_factory=list)
    _parted: bool = True
    _tabbed: list[tuple[str, str]] = field(default_factory=list)
    """Lines with tabs that may be rows of one table: text and locator."""

    def say(self, text: str, locator: str, *, furniture: bool = False) -> None:
        """Add a line of text; lines whose tabs set numbers in columns become a table."""
        if "\t" in text.strip() and not furniture:
            if self._tabbed and self._tabbed[-1][0].count("\t") != text.strip().count("\t"):
                self.settle()
            self._tabbed.append((text.strip(), locator))
            return
        self.settle()
        self._passage(text, locator, furniture=furniture)

    def table(self, cells: Sequence[SheetCell], place: str, locate: Callable[[int, int], str]) -> None:
        """Add a table, or as passages what is only a box around text."""
        self.settle()
        grid = grid_of(cells, locate)
        if not grid:
            return
        if len(grid[0]) == 1 or len(grid) == 1:
            for cell in dict.fromkeys(cell for row in grid for cell in row if cell.text):
                self._passage(cell.text, cell.locator)
            return
        self.tables += 1
        context = tuple(self._context[-_CONTEXT_LINES:])
        self.blocks.append(Table(place, grid, context=context, continues=not self._parted))
        self._context.clear()
        self._parted = False

    def settle(self) -> None:
        """Close a run of lines with tabs."""
        lines, self._tabbed = self._tabbed, []
        rows = [[part.strip() for part in text.split("\t")] for text, _ in lines]
        values = [part for row in rows for part in row[1:] if part]
        counted = sum(_COUNTED.fullmatch(part) is not None for part in values)
        if len(rows) >= 2 and counted >= 0.5 * len(values) > 0:
            places = [locator for _, locator in lines]
            cells = [
                SheetCell(number, column, part)
                for number, row in enumerate(rows)
                for column, part in enumerate(row)
                if part
            ]
            self.table(cells, places[0], lambda row, column: f"{places[row]}, column {column + 1}")
            return
        for text, locator in lines:
            self._passage(text, locator)

    def _passage(self, text: str, locator: str, *, furniture: bool = False) -> None:
        folded = " ".join(text.split())
        if not folded:
            return
        self.blocks.append(Passage(folded, locator, furniture=furniture))
        if not furniture:
            self._context.append(folded)
            self._parted = True


def grid_of(cells: Sequence[SheetCell], locate: Callable[[int, int], str]) -> tuple[tuple[Cell, ...], ...]:
    """Return the grid of some cells, merged ones at every position that they cover; empty without text.

    Rows at the bottom that hold nothing are left out, and a merged cell reaches no further to the right than
    any other cell does: web pages merge a title over more columns than there are.

    Raises:
        UnreadableError: when the table has more positions than any reply's.
    """
    filled = [cell for cell in cells if cell.text]
    if not filled:
        return ()
    height = max(cell.row for cell in filled) + 1
    others = [cell.column + cell.column_span for cell in cells if cell.column_span == 1 or not cell.text]
    reach = min(max(cell.column + cell.column_span for cell in filled), max(others, default=0))
    width = max(reach, *(cell.column + 1 for cell in filled))
    if height * width > _MOST_POSITIONS:
        raise UnreadableError(f"a table has {height:,} rows and {width:,} columns, more than are read")
    placed: dict[tuple[int, int], Cell] = {}
    for cell in filled:
        made = Cell(
            cell.text, locate(cell.row, cell.column), cell.row, cell.column, cell.row_span, cell.column_span
        )
        for row in range(cell.row, min(cell.row + cell.row_span, height)):
            for column in range(cell.column, min(cell.column + cell.column_span, width)):
                placed.setdefault((row, column), made)
    return tuple(
        tuple(
            placed.get((row, column)) or Cell("", locate(row, column), row, column) for column in range(width)
        )
        for row in range(height)
    )
