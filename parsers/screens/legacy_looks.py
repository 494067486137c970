"""What a sheet of an old Excel workbook (.xls) does not show: flat rows, cells by their look, charts."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

import xlrd
from xlrd.biffh import unpack_string, unpack_unicode

from parsers.looks import BLACK, LEAST_HEIGHT, LEAST_WIDTH, WHITE, Look, look_of
from parsers.screens.legacy_records import records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlrd.book import Book
    from xlrd.sheet import Sheet

NOTHING = frozenset((xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK))
_TWIPS, _WIDTHS = 20, 256
"""Parts of a point in which heights, and of a letter in which widths are stored."""
_NO_FILL, _SOLID = 0, 1
_SHEET_RECORD, _UNICODE_FROM = 0x0085, 80
_CELLS, _CHART, _MODULE = 0, 2, 6
_LEAST_RECORD = 8


class OtherSheet(NamedTuple):
    """A sheet that is no sheet of cells, from 1 among all that the workbook lists."""

    number: int
    title: str
    visibility: int
    is_chart: bool


def other_sheets(book: Book, stream: bytes) -> Iterator[OtherSheet]:
    """Yield the sheets of charts and of macros that a workbook lists. Source: [MS-XLS] 2.4.28.

    `stream` is the one with its sheets.
    """
    number = 0
    for kind, start, size in records(stream):
        if kind != _SHEET_RECORD or size < _LEAST_RECORD:
            continue
        body = stream[start : start + size]
        number += 1
        visibility, of_what = body[4] & 3, body[5]
        if of_what not in {_CELLS, _MODULE}:
            yield OtherSheet(number, _title(book, body), visibility, of_what == _CHART)


def _title(book: Book, body: bytes) -> str:
    try:
        if book.biff_version < _UNICODE_FROM:
            return str(unpack_string(body, 6, book.encoding, lenlen=1))
        return str(unpack_unicode(body, 6, lenlen=1))
    except (IndexError, ValueError, struct.error, LookupError):
        return ""


def hidden_rows(sheet: Sheet) -> set[int]:
    """Return the rows, from 0, that say that they are hidden, or are too flat for anything to be seen.

    Those of which the sheet says nothing are hidden where it hides such rows. Source: [MS-XLS] 2.4.87.
    """
    least = LEAST_HEIGHT * _TWIPS
    hidden = {row for row, info in sheet.rowinfo_map.items() if info.hidden or info.height < least}
    if sheet.default_row_hidden:
        hidden |= set(range(sheet.nrows)) - set(sheet.rowinfo_map)
    return hidden


def hidden_columns(sheet: Sheet) -> set[int]:
    """Return the columns, from 0, that say that they are hidden, or are too narrow to show anything."""
    least = LEAST_WIDTH * _WIDTHS
    return {column for column, info in sheet.colinfo_map.items() if info.hidden or info.width < least}


def unseen_cells(book: Book, sheet: Sheet) -> set[tuple[int, int]]:
    """Return the filled cells of a sheet, by row and column from 0, that show nothing of what they hold."""
    looks = {at: look for at in range(len(book.xf_list)) if (look := _look(book, at)) is not None}
    if not looks:
        return set()
    return {
        (row, column)
        for row in range(sheet.nrows)
        for column in range(sheet.row_len(row))
        if (kind := sheet.cell_type(row, column)) not in NOTHING
        and (look := looks.get(sheet.cell_xf_index(row, column))) is not None
        and look.hides(number=kind != xlrd.XL_CELL_TEXT, other_ground=False)
    }


def _look(book: Book, at: int) -> Look | None:
    style = book.xf_list[at]
    if style.font_index >= len(book.font_list):
        return None
    font, fill = book.font_list[style.font_index], style.background
    letters = book.colour_map.get(font.colour_index) or BLACK
    ground = WHITE if fill.fill_pattern == _NO_FILL else None
    if fill.fill_pattern == _SOLID:
        ground = book.colour_map.get(fill.pattern_colour_index)
    # On a pattern, letters of any colour may be seen.
    red, green, blue = ground or tuple(255 - part for part in letters)
    found = book.format_map.get(style.format_key)
    code = str(found.format_str) if found is not None else "General"
    return look_of(letters, (red, green, blue), font.height / _TWIPS, code)
