"""A page's part of a list as a table: a cell for every row and column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.document import Box
from parsers.pages.page import hull
from parsers.pages.rows import NOT_TOLD_APART
from parsers.pages.ruled import GridCell, PageTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.pages.list_columns import ListColumns
    from parsers.pages.list_parting import Part
    from parsers.pages.list_rows import Parting
    from parsers.pages.page import Word


_HEAD = -2
"""The row of a head that is printed again, above what stands above all rows."""


def table_of(part: Part, parting: Parting, columns: ListColumns) -> PageTable:
    """Return the table that a parting makes of a page; cut-off lines are rows of their own."""
    placed: dict[int, dict[int, list[Word]]] = {}
    for at, column in enumerate(part.head):
        for line in column:
            placed.setdefault(_HEAD, {}).setdefault(at, []).extend(line.words)
    for at, column in enumerate(part.sheet.columns):
        for line in column:
            placed.setdefault(parting.row_of(line.middle), {}).setdefault(at, []).extend(line.words)
    cells: list[GridCell] = []
    for number, row in enumerate(sorted(placed)):
        doubt = NOT_TOLD_APART if row in parting.astray else ""
        cells += _row(number, placed[row], columns, doubt)
    box = hull(part.words)
    edges = (columns.spans[0][0], *columns.edges, columns.spans[-1][1])
    return PageTable(box, len(placed), columns.count, tuple(cells), edges, ruled=False)


def _row(number: int, inside: dict[int, list[Word]], columns: ListColumns, doubt: str) -> Sequence[GridCell]:
    box = hull(word for words in inside.values() for word in words)
    cells = []
    for at in range(columns.count):
        words = tuple(inside.get(at, ()))
        x0, x1 = columns.spans[at]
        own = hull(words) if words else Box(x0, box.top, x1, box.bottom)
        cells.append(GridCell(number, at, 1, 1, own, words, doubt))
    return cells
