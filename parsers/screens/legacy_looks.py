"""What a sheet of an old Excel workbook (.xls) does not show: flat rows, and cells by their look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import xlrd

from parsers.looks import BLACK, LEAST_HEIGHT, LEAST_WIDTH, WHITE, Look, look_of

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Sheet

NOTHING = frozenset((xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK))
_TWIPS, _WIDTHS = 20, 256
"""Parts of a point in which heights, and of a letter in which widths are stored."""
_NO_FILL, _SOLID = 0, 1


def hidden_rows(sheet: Sheet) -> set[int]:
    """Return the rows, from 0, that say that they are hidden, or are too flat for anything to be seen."""
    least = LEAST_HEIGHT * _TWIPS
    return {row for row, info in sheet.rowinfo_map.items() if info.hidden or info.height < least}


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
