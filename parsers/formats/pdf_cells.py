"""A page's tables as cells with their places, and with what is doubtful about their texts."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from parsers.document import BROKEN_LABEL, COUNTS_APART, GOES_ON, TWO_TEXTS, Box, Cell, Table
from parsers.pages.lines import cut_line, is_broken, lines_of, text_of, told_apart
from parsers.pages.page import BESIDE, is_value
from parsers.pages.ruled import GridCell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.pages.page import Line
    from parsers.pages.ruled import PageTable

_LEAST_WORDS = 3


def table_of(table: PageTable, page: int, number: int) -> Table:
    """Return a page's table with a locator for every cell."""
    placed: dict[tuple[int, int], Cell] = {}
    for cell in table.cells:
        text = cell.text
        doubt = cell.doubt or _doubt_of(cell, text, last=cell.row + cell.row_span == table.height)
        if not doubt and not table.path and _holds_two_texts(cell):
            # A cell that the file's tags tell is one.
            doubt = TWO_TEXTS
        made = _cell(text, cell.box, (page, number), cell, doubt)
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                placed.setdefault((row, column), made)
    blank = Box(table.box.x0, table.box.top, table.box.x0, table.box.top)
    grid = tuple(
        tuple(
            placed.get((row, column))
            or _cell("", blank, (page, number), GridCell(row, column, 1, 1, blank, ()), "")
            for column in range(table.width)
        )
        for row in range(table.height)
    )
    return Table(
        f"page {page}",
        grid,
        page=page,
        column_edges=table.columns,
        path=table.path,
        repeated=table.repeated,
        cut=table.cut,
    )


def _doubt_of(cell: GridCell, text: str, *, last: bool) -> str:
    """Return why the text of a cell may not be all of its text, or not as it was written."""
    if last and cell.words:
        end = max(cell.words, key=lambda word: (round(word.middle), word.x1))
        if end.run is not None and end.run.hangs:
            return GOES_ON
    if is_broken(text):
        return BROKEN_LABEL
    return COUNTS_APART if _has_counts_apart(cell) else ""


def _holds_two_texts(cell: GridCell) -> bool:
    """Say whether a cell holds two texts side by side that the page drew as two, each with a word in it."""
    if len(cell.words) < _LEAST_WORDS or cell.column_span > 1:
        return False
    return any(
        told_apart(left, right)
        and right.run is not None
        and right.run.begins
        and all(any(map(str.isalpha, word.text)) for word in (left, right))
        for line in lines_of(cell.words)
        for left, right in pairwise(line)
    )


def _has_counts_apart(cell: GridCell) -> bool:
    """Say whether a cell's lines are of several texts with a count among them, as rows of a table are."""
    if len(cell.words) < _LEAST_WORDS or not any(is_value([word]) for word in cell.words):
        return False
    if is_value(cell.words):
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


def _cell(text: str, box: Box, table: tuple[int, int], of: GridCell, doubt: str) -> Cell:
    """Return a cell of the grid with its place; `table` is its page and which table of that page it is."""
    page, number = table
    at = ",".join([str(round(edge)) for edge in box])
    locator = f"page {page}, table {number}, row {of.row + 1}, column {of.column + 1} @ {at}"
    confidence = min([word.confidence for word in of.words], default=1.0)
    return Cell(
        text,
        locator,
        of.row,
        of.column,
        of.row_span,
        of.column_span,
        box=box,
        confidence=confidence,
        doubt=doubt,
        own=None if of.here is None else text_of(of.here),
    )
