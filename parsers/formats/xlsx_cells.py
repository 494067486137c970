"""The cells of one sheet of an Excel workbook, straight from its part.

openpyxl makes an object of every cell that a sheet writes, blank ones too, and of all that stands around
them. Here its parser is asked only for what each kind of value means, once for all cells that store the same.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement  # makes elements, parses none

from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter
from openpyxl.worksheet._reader import CELL_TAG, FORMULA_TAG, VALUE_TAG, WorksheetReader
from openpyxl.worksheet.cell_range import CellRange

from parsers.errors import UnreadableError
from parsers.formats.number_format import shown
from parsers.formats.sheets import SheetCell
from parsers.formats.xlsx_events import tell
from parsers.looks import LEAST_HEIGHT, LEAST_WIDTH

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from openpyxl.worksheet.worksheet import Worksheet

_NO = frozenset(("0", "f", "false"))
_LAST_COLUMN = 16_384
_MOST_CELLS = 5_000_000
_MOST_MERGED = 2_000_000
_MANY_BLANKS = 100_000
_BLANK = re.compile(rb"<(?:\w+:)?c\b[^>]*/>")
_BLANK_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*(?:/>|>\s*</(?:\w+:)?row>)")
_SPACE = re.compile(r"\s+")
_ALONE = 1, 1
_FRACTION = frozenset(".eE")
_NUMBER = frozenset((None, "n"))
"""How a cell says that it stores a number."""

_Stored = tuple[str, object]
"""What a cell shows, and its value."""


class SheetReader:
    """Reads the part of one sheet; `sheet` is openpyxl's, as yet empty, which knows the workbook's styles."""

    def __init__(self, sheet: Worksheet, strings: list[str], unseen: AbstractSet[tuple[int, int]]) -> None:
        """Take what the cells of a sheet refer to; `strings` are those that all sheets share.

        `unseen` are cells, by row and column from 1, that show nothing of what they hold.
        """
        self.unseen = set(unseen)
        """The cells that are left out as nobody sees them, by row and column from 1."""
        self._sheet = sheet
        self._parser = WorksheetReader(sheet, io.BytesIO(), strings, data_only=True, rich_text=False).parser
        self._row = self._column = 0
        self._digits = ""
        self._found: dict[tuple[int, int], _Stored] = {}
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._merged: list[CellRange] = []
        self._columns: dict[str, int] = {}
        self._stored: dict[tuple[str | None, str | None, str | None], _Stored] = {}
        self._texts: dict[str, str] = {}
        self._formats: dict[str | None, str] = {}

    def cells(self, part: bytes) -> list[SheetCell]:
        """Return the cells that the sheet shows and that hold anything, as they are written.

        Raises:
            UnreadableError: The sheet holds or merges more cells than any reply does, or declares entities.
            Exception: Its XML is damaged.
        """
        tell(_without_blanks(part), self)
        spans = self._spans(self._found)
        hidden_rows, hidden_columns, unseen = self._hidden_rows, self._hidden_columns, self.unseen
        cells = []
        for place, (text, value) in self._found.items():
            row, column = place
            if row in hidden_rows or column in hidden_columns:
                unseen.add(place)
            elif text and place not in unseen:
                row_span, column_span = spans.get(place, _ALONE)
                cells.append(SheetCell(row - 1, column - 1, text, value, row_span, column_span))
        return cells

    def take_columns(self, about: Mapping[str, str]) -> None:
        """Take what the sheet says of one or more columns."""
        first, last = int(about.get("min", 0)), int(about.get("max", 0))
        get_column_letter(first)  # raises where there is no such column
        if last and (_says(about.get("hidden")) or _is_below(about.get("width"), LEAST_WIDTH)):
            self._hidden_columns |= set(range(first, min(last, _LAST_COLUMN) + 1))

    def begin_row(self, about: Mapping[str, str]) -> None:
        """Take what the sheet says of a row, whose cells come next."""
        number = about.get("r")
        self._row = self._row + 1 if number is None else int(float(number))
        self._digits, self._column = str(self._row), 0
        if _says(about.get("hidden")) or _is_below(about.get("ht"), LEAST_HEIGHT):
            self._hidden_rows.add(self._row)

    def end_row(self) -> None:
        """Make sure that the sheet does not hold more cells than any reply does."""
        if len(self._found) > _MOST_CELLS:
            raise UnreadableError(
                f"sheet '{self._sheet.title}' holds {len(self._found):,} cells, more than is read"
            )

    def take_merged(self, area: str) -> None:
        """Take an area of cells that are merged."""
        self._merged.append(CellRange(area))

    def take_value(self, about: Mapping[str, str], stored: str) -> None:
        """Take a cell that holds nothing but one value, which is read once for all that store the same."""
        kind, style = about.get("t"), about.get("s")
        key = stored, kind, style
        known = self._stored.get(key)
        if known is None:
            if kind in _NUMBER and int(style or 0) not in self._parser.date_formats:
                value: object = _number(stored)
            else:
                cell = Element(CELL_TAG, dict(about))
                SubElement(cell, VALUE_TAG).text = stored
                value = self._parser.parse_cell(cell)["value"]
            known = self._stored[key] = self._shown(value, style)
        self._found[self._place(about.get("r"))] = known

    def take_text(self, about: Mapping[str, str], text: str) -> None:
        """Take a cell that holds nothing but a text of its own."""
        self._found[self._place(about.get("r"))] = self._folded(text), text

    def take_cell(self, about: Mapping[str, str], cell: Element | None) -> None:
        """Take any other cell; one that holds nothing has its place all the same."""
        place = self._place(about.get("r"))
        if cell is not None:
            self._found[place] = self._stored_in(cell)

    def _place(self, address: str | None) -> tuple[int, int]:
        """Return the row and column from 1 of the next cell of the row."""
        if address is None:
            self._column += 1
            return self._row, self._column
        letters = address.removesuffix(self._digits)
        known = self._columns.get(letters)
        if known is not None:
            self._column = known
            return self._row, known
        row, self._column = coordinate_to_tuple(address)
        if row == self._row:
            self._columns[letters] = self._column
        return row, self._column

    def _stored_in(self, cell: Element) -> _Stored:
        if cell[0].tag == FORMULA_TAG:
            return self._calculated(cell, cell[0])
        return self._shown(self._parser.parse_cell(cell)["value"], cell.get("s"))

    def _calculated(self, cell: Element, formula: Element) -> _Stored:
        """Return what a cell with a formula shows; one that was never calculated shows nothing.

        Its own text then keeps it from being lost. Cells may share a formula that stands in one of them.
        """
        value = self._parser.parse_cell(cell)["value"]
        if value is not None and not (formula.get("t") == "shared" and formula.text):
            return self._shown(value, cell.get("s"))
        said = self._parser.parse_formula(cell)  # type: ignore[no-untyped-call]
        if value is not None:
            return self._shown(value, cell.get("s"))
        return (said if isinstance(said, str) and said.startswith("=") else ""), None

    def _shown(self, value: object, style: str | None) -> _Stored:
        if value is None:
            return "", None
        if isinstance(value, str):
            return self._folded(value), value
        number_format = self._formats.get(style)
        if number_format is None:
            # As openpyxl's own reader asks for it.
            styles = self._sheet.parent._cell_styles  # type: ignore[union-attr]  # noqa: SLF001
            made = ExcelCell(self._sheet, 1, 1, style_array=styles[int(style or 0)])
            number_format = self._formats[style] = made.number_format
        return self._folded(shown(value, number_format)), value

    def _folded(self, text: str) -> str:
        known = self._texts.get(text)
        if known is None:
            known = self._texts[text] = _SPACE.sub(" ", text).strip()
        return known

    def _spans(self, found: dict[tuple[int, int], _Stored]) -> dict[tuple[int, int], tuple[int, int]]:
        """Return the rows and columns that each merged cell covers, and forget what those hold."""
        area = sum(merged.size["rows"] * merged.size["columns"] for merged in self._merged)
        if area > _MOST_MERGED:
            raise UnreadableError(
                f"sheet '{self._sheet.title}' merges {area:,} cells, more than any reply does"
            )
        spans: dict[tuple[int, int], tuple[int, int]] = {}
        for merged in self._merged:
            anchor = merged.min_row, merged.min_col
            spans[anchor] = merged.size["rows"], merged.size["columns"]
            for place in merged.cells:
                if place != anchor and found.pop(place, None) is not None:
                    self.unseen.add(place)
        return spans


def _without_blanks(part: bytes) -> bytes:
    """Return a sheet without the cells and rows that hold nothing, with which it may be filled to its end."""
    if part.count(b"/>") < _MANY_BLANKS:
        return part
    return _BLANK_ROW.sub(b"", _BLANK.sub(b"", part))


def _number(stored: str) -> float:
    """Return a number as openpyxl reads it."""
    return int(stored) if _FRACTION.isdisjoint(stored) else float(stored)


def _says(hidden: str | None) -> bool:
    return hidden is not None and hidden not in _NO


def _is_below(size: str | None, least: float) -> bool:
    return size is not None and float(size) < least
