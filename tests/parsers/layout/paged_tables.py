"""Tables from plain texts, as a reader of pages hands them on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.document import Box, Cell, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH = 60.0


def table_of(lines: Sequence[Sequence[str]], page: int = 1, *, continues: bool = False) -> Table:
    """Return a table with these texts, 60 points to a column and 15 to a row."""
    grid = tuple(
        tuple(
            Cell(
                text,
                f"page {page}, row {row + 1}, column {column + 1}",
                row,
                column,
                box=Box(column * WIDTH, row * 15.0, (column + 1) * WIDTH, row * 15.0 + 15),
            )
            for column, text in enumerate(line)
        )
        for row, line in enumerate(lines)
    )
    edges = tuple(column * WIDTH for column in range(len(lines[0]) + 1))
    return Table(f"page {page}", grid, page=page, column_edges=edges, continues=continues)


def texts(table: Table) -> list[list[str]]:
    """Return the texts of a table."""
    return [[cell.text for cell in row] for row in table.grid]
