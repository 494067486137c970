"""Excel workbooks of before 2007 (.xls), with xlrd: what the sheets show, not what they store."""

from __future__ import annotations

import io
import re
import struct
from typing import TYPE_CHECKING

import xlrd

from parsers.document import Document
from parsers.errors import PasswordNeededError, UnreadableError
from parsers.formats.listed_sheets import CHART, OTHER
from parsers.formats.number_format import shown
from parsers.formats.sheets import SheetCell, blocks_of, sheet_locator, sheet_title
from parsers.screens.legacy_looks import hidden_columns, hidden_rows, other_sheets, unseen_cells
from parsers.screens.legacy_records import records, stream_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlrd.book import Book
    from xlrd.sheet import Cell as StoredCell
    from xlrd.sheet import Sheet

_MOST_CELLS = 5_000_000
_MOST_ROWS, _MOST_COLUMNS = 65_536, 256
_CLAIM = 0x0200
_DIMENSIONS = struct.Struct("<IIHH")
"""The first row that a sheet claims, the row after the last, and the same of columns."""
_SPACE = re.compile(r"\s+")


def read_xls(data: bytes) -> Document:
    """Return the visible sheets of a workbook.

    Raises:
        PasswordNeededError: when it is encrypted.
        UnreadableError: when it is broken, or holds no sheet or more cells than any reply needs.
    """
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except xlrd.XLRDError as error:
        if "encrypt" in str(error).lower():
            raise PasswordNeededError("password needed: the workbook is encrypted") from error
        raise UnreadableError(f"the workbook cannot be opened ({error}); ask for it again") from error
    if not book.nsheets:
        raise UnreadableError("the workbook holds no sheet of cells; ask for it again")
    stream = stream_in(data)
    _refuse_claims(stream)
    if sum(sheet.nrows * sheet.ncols for sheet in book.sheets()) > _MOST_CELLS:
        raise UnreadableError(
            f"the workbook's sheets span more than {_MOST_CELLS:,} cells, more than is read"
        )
    document = Document("xls", parts=book.nsheets)
    for sheet in book.sheets():
        place = f"sheet '{sheet.name}'"
        if sheet.visibility:
            continue  # what is hidden is counted by `parsers.screening`
        rows, columns, unseen = hidden_rows(sheet), hidden_columns(sheet), unseen_cells(book, sheet)
        document.unseen |= {sheet_locator(sheet.name)(row, column) for row, column in unseen}
        locate = sheet_locator(sheet.name)
        seen = []
        for cell in _cells(book, sheet):
            if cell.row in rows or cell.column in columns or (cell.row, cell.column) in unseen:
                document.unseen.add(locate(cell.row, cell.column))
            else:
                seen.append(cell)
        document.blocks += blocks_of(seen, place, locate, sheet_title(sheet.name))
    document.gaps += [
        (f"sheet '{other.title}'", CHART if other.is_chart else OTHER)
        for other in other_sheets(book, stream)
        if not other.visibility
    ]
    return document


def _refuse_claims(stream: bytes) -> None:
    """Make sure that no sheet claims other rows and columns than the format has, or an end before its start.

    calamine, by which the workbook is counted again, makes room for all that is claimed, and ends the process
    where there is not so much.
    """
    for kind, start, _ in records(stream):
        if kind != _CLAIM or start + _DIMENSIONS.size > len(stream):
            continue
        top, bottom, left, right = _DIMENSIONS.unpack_from(stream, start)
        if not (top <= bottom <= _MOST_ROWS and left <= right <= _MOST_COLUMNS):
            raise UnreadableError(
                f"a sheet claims the rows {top:,} to {bottom:,} and columns {left:,} to {right:,}, as only a "
                "damaged one does"
            )


def _cells(book: Book, sheet: Sheet) -> Iterator[SheetCell]:
    spans = {}
    covered = set()
    for top, bottom, left, right in sheet.merged_cells:
        spans[top, left] = (bottom - top, right - left)
        if (bottom - top) * (right - left) <= _MOST_CELLS:
            covered |= {(row, column) for row in range(top, bottom) for column in range(left, right)}
            covered.discard((top, left))
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = sheet.cell(row, column)
            if cell.ctype in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK} or (row, column) in covered:
                continue
            value, text = _value(book, cell)
            row_span, column_span = spans.get((row, column), (1, 1))
            if text:
                yield SheetCell(row, column, text, value, row_span, column_span)


def _value(book: Book, cell: StoredCell) -> tuple[object, str]:
    """Return what a cell stores and what it shows."""
    code = _number_format(book, cell)
    value: object = cell.value
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            value = xlrd.xldate_as_datetime(cell.value, book.datemode)
        except (xlrd.xldate.XLDateError, OverflowError, ValueError):
            value = cell.value
    elif cell.ctype == xlrd.XL_CELL_NUMBER:
        value = int(cell.value) if float(cell.value).is_integer() else cell.value
    elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
        value = bool(cell.value)
    elif cell.ctype == xlrd.XL_CELL_ERROR:
        value = xlrd.error_text_from_code.get(cell.value, "#N/A")
    return value, _SPACE.sub(" ", shown(value, code)).strip()


def _number_format(book: Book, cell: StoredCell) -> str:
    if cell.xf_index is None or cell.xf_index >= len(book.xf_list):
        return "General"
    found = book.format_map.get(book.xf_list[cell.xf_index].format_key)
    return str(found.format_str) if found is not None else "General"
