"""Excel workbooks of before 2007 (.xls), with xlrd: the same as in newer ones, as far as they have it."""

from __future__ import annotations

import io
from collections import Counter
from typing import TYPE_CHECKING

import xlrd
from xlrd.compdoc import CompDoc, CompDocError

from parsers.errors import UnreadableError
from parsers.figure import Hidden
from parsers.looks import cells_place
from parsers.screens.legacy_looks import NOTHING, hidden_columns, hidden_rows, other_sheets, unseen_cells
from parsers.screens.legacy_records import COMPOUND, records, stream_in, stream_of
from parsers.screens.places import column_letters, columns_place, rows_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlrd.book import Book
    from xlrd.sheet import Sheet

_STATES = {1: "hidden sheet", 2: "very hidden sheet"}
_OUTER_BOOK, _OUTER_CELLS = 0x01AE, 0x005A
"""Records: a book that formulas refer to (SUPBOOK), and copies of some of its cells (CRN)."""
_CACHES, _LOG = "_SX_DB_CUR", "Revision Log"
_EMBEDDED = ("MBD", "LNK")
"""How the storages of embedded objects are named."""


def screen_legacy_workbook(data: bytes) -> list[Hidden]:
    """Return what a workbook holds and does not show.

    Raises:
        UnreadableError: It is broken or locked.
        Exception: Its records are damaged.
    """
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except xlrd.XLRDError as error:
        raise UnreadableError(f"the workbook cannot be opened ({type(error).__name__})") from error
    found = [
        hidden for number, sheet in enumerate(book.sheets(), 1) for hidden in _of_sheet(book, sheet, number)
    ]
    others = [
        Hidden(_STATES.get(other.visibility, _STATES[2]), f"sheet {other.number}", 1, None, holds=True)
        for other in other_sheets(book, stream_in(data))
        if other.visibility
    ]
    return [*found, *others, *_streams(data), *_names(book)]


def _of_sheet(book: Book, sheet: Sheet, number: int) -> Iterator[Hidden]:
    filled = [
        (row, column)
        for row in range(sheet.nrows)
        for column in range(sheet.row_len(row))
        if sheet.cell_type(row, column) not in NOTHING
    ]
    place = f"sheet {number}" if sheet.visibility else f"'{sheet.name}'"
    if sheet.visibility:
        if filled:
            yield Hidden(_STATES.get(sheet.visibility, _STATES[2]), place, 1, len(filled), holds=True)
    else:
        yield from _rows_and_columns(sheet, filled)
        cells = sorted(unseen_cells(book, sheet))
        if cells:
            addresses = (f"{column_letters(column + 1)}{row + 1}" for row, column in cells)
            yield Hidden(
                "hidden text", cells_place(sheet.name, addresses), len(cells), len(cells), holds=True
            )
    notes = len(sheet.cell_note_map)
    if notes:
        yield Hidden("comment", place, notes, None, holds=True)


def _rows_and_columns(sheet: Sheet, filled: list[tuple[int, int]]) -> Iterator[Hidden]:
    flat, narrow = hidden_rows(sheet), hidden_columns(sheet)
    rows = Counter(row for row, _ in filled if row in flat)
    columns = {column for _, column in filled if column in narrow}
    if rows:
        place = rows_place(sheet.name, (row + 1 for row in rows))
        yield Hidden("hidden row", place, len(rows), rows.total(), holds=True)
    if columns:
        alone = sum(column in columns and row not in flat for row, column in filled)
        place = columns_place(sheet.name, (column + 1 for column in columns))
        yield Hidden("hidden column", place, len(columns), alone or None, holds=True)


def _names(book: Book) -> Iterator[Hidden]:
    """Yield one finding for the names that point to hidden sheets."""
    hidden = {number for number, sheet in enumerate(book.sheets()) if sheet.visibility}
    count = sum(
        any(first in hidden for first in _sheets_of(name)) for name in book.name_obj_list if not name.builtin
    )
    if count:
        yield Hidden("named range", "the workbook", count, None, holds=False)


def _sheets_of(name: xlrd.book.Name) -> list[int]:
    value = getattr(name.result, "value", None) if name.result is not None else None
    areas = value if isinstance(value, list) else []
    return [area.coords[0] for area in areas if hasattr(area, "coords")]


def _streams(data: bytes) -> Iterator[Hidden]:
    """Yield what stands beside the sheets: caches of pivot tables, copies of other books' cells, objects."""
    if not data.startswith(COMPOUND):
        return
    try:
        package = CompDoc(data, logfile=io.StringIO())
    except CompDocError as error:
        raise UnreadableError(f"the workbook cannot be opened ({type(error).__name__})") from error
    names = [entry.name for entry in package.dirlist if entry.etype]
    caches = [entry for entry in package.dirlist if entry.name == _CACHES]
    if caches:
        yield Hidden("pivot cache", "the workbook", max(1, len(caches[0].children)), None, holds=True)
    yield from _outer_books(package)
    embedded = sum(name.startswith(_EMBEDDED) and name[3:].isalnum() for name in names)
    if embedded:
        yield Hidden("embedded file", "the workbook", embedded, None, holds=True)
    if _LOG in names:
        yield Hidden("tracked change", "the workbook", 1, None, holds=True)


def _outer_books(package: CompDoc) -> Iterator[Hidden]:
    stream = stream_of(package)
    books = cells = 0
    for kind, start, size in records(stream):
        if kind == _OUTER_BOOK and size > 4:
            books += 1
        elif kind == _OUTER_CELLS and size >= 2:
            cells += stream[start] - stream[start + 1] + 1
    if books:
        yield Hidden("external link", "the workbook", books, cells or None, holds=cells > 0)
