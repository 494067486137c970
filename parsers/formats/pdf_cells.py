"""A page's tables as cells with their places, and with what is doubtful about their texts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from parsers.document import BROKEN_LABEL, COUNTS_APART, GOES_ON, Box, Cell, Table
from parsers.pages.page import BESIDE, cut_line, is_broken, lines_of, segment_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.pages.page import Line
    from parsers.pages.ruled import GridCell, PageTable

_LEAST_WORDS = 3


def table_of(table: PageTable, page: int, number: int) -> Table:
    """Return a page's table with a locator for every cell."""
    placed: dict[tuple[int, int], Cell] = {}
    for cell in table.cells:
        made = replace(
            _cell(cell.text, cell.box, page, number, cell.row, cell.column, cell.row_span, cell.column_span),
            confidence=min((word.confidence for word in cell.words), default=1.0),
            doubt=cell.doubt or _doubt_of(cell, last=cell.row + cell.row_span == table.height),
        )
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                placed.setdefault((row, column), made)
    blank = Box(table.box.x0, table.box.top, table.box.x0, table.box.top)
    grid = tuple(
        tuple(
            placed.get((row, column)) or _cell("", blank, page, number, row, column, 1, 1)
            for column in range(table.width)
        )
        for row in range(table.height)
    )
    return Table(f"page {page}", grid, page=page, column_edges=table.columns)


def _doubt_of(cell: GridCell, *, last: bool) -> str:
    """Return why the text of a cell may not be all of its text, or not as it was written."""
    if last and cell.words:
        end = max(cell.words, key=lambda word: (round(word.middle), word.x1))
        if end.run is not None and end.run.hangs:
            return GOES_ON
    if is_broken(cell.text):
        return BROKEN_LABEL
    return COUNTS_APART if _has_counts_apart(cell) else ""


def _has_counts_apart(cell: GridCell) -> bool:
    """Say whether a cell's lines are of several texts with a count among them, as rows of a table are."""
    if len(cell.words) < _LEAST_WORDS or not any(segment_of([word]).is_value for word in cell.words):
        return False
    if segment_of(cell.words).is_value:
        return False
    lines = [cut_line(words, ()) for words in lines_of(cell.words)]
    several = any(
        len(line.segments) > 1 and any(not value.is_year for value in line.values[1:] or line.values)
        for line in lines
        if not line.segments[0].is_value
    )
    return several or any(
        line.segments[0].is_value and not line.segments[0].is_year and _stands_beside(line, lines)
        for line in lines
        if len(line.segments) == 1
    )


def _stands_beside(line: Line, lines: Sequence[Line]) -> bool:
    """Say whether a line stands to the right of lines too near above or below to be of one text with it."""
    near = [
        other
        for other in lines
        if other is not line and abs(other.middle - line.middle) < BESIDE * line.height
    ]
    return bool(near) and all(other.x1 < line.x0 for other in near)


def _cell(  # noqa: PLR0913, PLR0917 what a cell is
    text: str, box: Box, page: int, table: int, row: int, column: int, row_span: int, column_span: int
) -> Cell:
    at = ",".join(str(round(edge)) for edge in box)
    locator = f"page {page}, table {table}, row {row + 1}, column {column + 1} @ {at}"
    return Cell(text, locator, row, column, row_span, column_span, box=box)
