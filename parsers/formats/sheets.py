"""From the cells of a sheet to tables and passages: what every grid format shares.

A sheet holds what a page holds: titles, tables, notes. Rows with one cell of text before and after a table
are its title and its notes; a blank row parts one table from the next.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from parsers.document import Cell, Passage, Table
from parsers.formats.parted_heads import with_heads_over
from parsers.often_made import often_made
from parsers.vocabulary.outcomes import find_outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_CONTEXT_LINES = 8
_NUMBER = re.compile(r"[<\d.,%]+")
_TITLE = 30
"""Characters: a longer text over the whole width is a title, a shorter one a section."""


@often_made(frozen=True, slots=True)
class SheetCell:
    """A cell of a sheet with its place there, from 0.

    `written` keeps a blank cell: the file shows that it belongs to a table's row.
    """

    row: int
    column: int
    text: str
    value: object = None
    row_span: int = 1
    column_span: int = 1
    written: bool = False
    home: int | None = None
    """The row that names it where it is told again elsewhere: a head over the next table."""
    doubt: str = ""
    """Why it is not certain what it counts."""


def sheet_locator(title: str) -> Callable[[int, int], str]:
    """Return what names a sheet's cells: `'Sheet1'!C7`."""
    letters: dict[int, str] = {}

    def locate(row: int, column: int) -> str:
        known = letters.get(column)
        if known is None:
            known = letters[column] = f"'{title}'!{get_column_letter(column + 1)}"
        return f"{known}{row + 1}"

    return locate


def sheet_title(title: str) -> list[str]:
    """Return a sheet's name as a line over its tables, none where it is what programs name sheets."""
    return [] if re.fullmatch(r"sheet ?\d*", title, re.IGNORECASE) else [title]


def blocks_of(
    cells: Iterable[SheetCell], place: str, locate: Callable[[int, int], str], title: Sequence[str] = ()
) -> list[Table | Passage]:
    """Return a sheet's tables and passages in reading order.

    `locate` names a cell by its row and column; `title` are lines that stand over the whole sheet (its name).
    """
    rows: dict[int, list[SheetCell]] = {}
    for cell in cells:
        if cell.text or cell.written:
            rows.setdefault(cell.row, []).append(cell)
    blocks: list[Table | Passage] = []
    context: list[str] = list(title)
    parted = True
    for band in with_heads_over(_bands(rows)):
        first, last = (len(band), len(band)) if _is_heading(band) else _table_rows(band)
        for row in band[:first]:
            for passage in _passages(row, locate):
                blocks.append(passage)
                context.append(passage.text)
                parted = True
        if first < last:
            table = _table(band[first:last], place, locate)
            blocks.append(replace(table, context=tuple(context[-_CONTEXT_LINES:]), continues=not parted))
            context, parted = list(title), False
        for row in band[max(first, last) :]:
            for passage in _passages(row, locate):
                blocks.append(passage)
                context.append(passage.text)
                parted = True
    return blocks


def _bands(rows: dict[int, list[SheetCell]]) -> list[list[list[SheetCell]]]:
    """Group rows that follow one another without a blank row; a merged cell bridges the rows it covers."""
    bands: list[list[list[SheetCell]]] = []
    covered = -1
    for number in sorted(rows):
        row = sorted(rows[number], key=lambda cell: cell.column)
        if bands and number <= covered + 1:
            bands[-1].append(row)
        else:
            bands.append([row])
        covered = max(covered, number, *(cell.row + cell.row_span - 1 for cell in row))
    return bands


def _table_rows(band: Sequence[Sequence[SheetCell]]) -> tuple[int, int]:
    """Return where in a band of rows its table begins and ends; equal where it holds none."""
    left = min(row[0].column for row in band)
    width = max(cell.column + cell.column_span for row in band for cell in row) - left
    in_table = [not _is_line(row, left, width) for row in band]
    if not any(in_table):
        return len(band), len(band)
    first = max(in_table.index(True), _after_title(band, width))
    last = len(band) - in_table[::-1].index(True)
    if last < len(band) and any(_says_outcome(row[0]) for row in band[first:last] if row[0].column == left):
        # Below rows of outcomes another one names a row without values, and not what stands below the table.
        while last < len(band) and _says_outcome(band[last][0]):
            last += 1
    return first, last


def _says_outcome(cell: SheetCell) -> bool:
    """Say whether a cell of one column says an outcome."""
    return cell.column_span == 1 and find_outcome(cell.text).codes is not None


def _after_title(band: Sequence[Sequence[SheetCell]], width: int) -> int:
    """Return where a band goes on below a title that is merged over all columns; 0 without one.

    Links back to a list of contents and the like stand above it, and are no head of the table.
    """
    below = 0
    for number, row in enumerate(band):
        heads = len(row) > 1 and sum(cell.column_span for cell in row) > width // 2
        if heads or any(_NUMBER.fullmatch(cell.text) for cell in row):
            break
        if len(row) == 1 and row[0].column_span >= width > 1 and len(row[0].text) > _TITLE:
            below = number + 1
    return below


def _is_heading(band: Sequence[Sequence[SheetCell]]) -> bool:
    """Say whether a band is a row or two without numbers: lines of a heading that stand side by side."""
    return len(band) <= 2 and not any(_NUMBER.fullmatch(cell.text) for row in band for cell in row)


def _is_line(row: Sequence[SheetCell], left: int, width: int) -> bool:
    """Say whether a row is a line of text: one cell at the left, or one merged over the whole width."""
    if len(row) != 1:
        return False
    cell = row[0]
    whole = cell.column_span >= width
    return cell.column == left and (whole or cell.column_span == 1 or width == 1 or len(cell.text) > 60)


def _passages(row: Sequence[SheetCell], locate: Callable[[int, int], str]) -> list[Passage]:
    return [Passage(cell.text, locate(cell.row, cell.column)) for cell in row if cell.text]


def _table(rows: Sequence[Sequence[SheetCell]], place: str, locate: Callable[[int, int], str]) -> Table:
    """Return the grid of some rows; positions without a cell become blank ones."""
    top = rows[0][0].row
    bottom = max(cell.row + cell.row_span for row in rows for cell in row)
    bottom = min(bottom, rows[-1][0].row + 1) if all(c.row_span == 1 for c in rows[-1]) else bottom
    left = min(cell.column for row in rows for cell in row)
    right = max(cell.column + cell.column_span for row in rows for cell in row)
    placed: dict[int, dict[int, Cell]] = {number: {} for number in range(top, bottom)}
    for row in rows:
        for cell in row:
            made = Cell(
                text=cell.text,
                locator=locate(cell.row if cell.home is None else cell.home, cell.column),
                row=cell.row - top,
                column=cell.column - left,
                row_span=cell.row_span,
                column_span=cell.column_span,
                value=cell.value,  # type: ignore[arg-type]  # readers hand over what their format stores
                doubt=cell.doubt,
            )
            if cell.row_span == cell.column_span == 1:
                placed[cell.row].setdefault(cell.column, made)
                continue
            for r in range(cell.row, min(cell.row + cell.row_span, bottom)):
                for c in range(cell.column, cell.column + cell.column_span):
                    placed[r].setdefault(c, made)
    columns = range(left, right)
    grid = tuple(
        tuple([cells.get(c) or Cell("", locate(r, c), r - top, c - left) for c in columns])
        for r, cells in placed.items()
    )
    return Table(place=place, grid=grid)
