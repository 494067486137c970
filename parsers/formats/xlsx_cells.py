"""The cells of one sheet of an Excel workbook, straight from its part.

openpyxl makes an object of every cell that a sheet writes, blank ones too, and of all that stands around
them. Here its parser is asked only for what each kind of value means, once for all cells that store the same.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from lxml import etree
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter
from openpyxl.worksheet._reader import (
    CELL_TAG,
    COL_TAG,
    FORMULA_TAG,
    INLINE_STRING,
    ROW_TAG,
    VALUE_TAG,
    WorksheetReader,
)
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.xml.constants import SHEET_MAIN_NS

from parsers.errors import UnreadableError
from parsers.formats.number_format import shown
from parsers.formats.sheets import SheetCell
from parsers.looks import LEAST_HEIGHT, LEAST_WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from openpyxl.worksheet.worksheet import Worksheet

_MERGED_TAG = f"{{{SHEET_MAIN_NS}}}mergeCell"
_TEXT_TAG = f"{{{SHEET_MAIN_NS}}}t"
_NO = frozenset(("0", "f", "false"))
_LAST_COLUMN = 16_384
_MOST_CELLS = 5_000_000
_MOST_MERGED = 2_000_000
_MANY_BLANKS = 100_000
_BLANK = re.compile(rb"<(?:\w+:)?c\b[^>]*/>")
_BLANK_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*(?:/>|>\s*</(?:\w+:)?row>)")
_SPACE = re.compile(r"\s+")

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
        self._row = 0
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
        found: dict[tuple[int, int], _Stored] = {}
        for element in _elements(_without_blanks(part)):
            if element.tag == ROW_TAG:
                self._read_row(element, found)
                if len(found) > _MOST_CELLS:
                    raise UnreadableError(
                        f"sheet '{self._sheet.title}' holds {len(found):,} cells, more than is read"
                    )
            elif element.tag == COL_TAG:
                self._read_column(element)
            else:
                self._merged.append(CellRange(element.get("ref", "")))
        spans = self._spans(found)
        cells = []
        for (row, column), (text, value) in found.items():
            if row in self._hidden_rows or column in self._hidden_columns:
                self.unseen.add((row, column))
            elif text and (row, column) not in self.unseen:
                row_span, column_span = spans.get((row, column), (1, 1))
                cells.append(SheetCell(row - 1, column - 1, text, value, row_span, column_span))
        return cells

    def _read_column(self, element: etree._Element) -> None:
        first, last = int(element.get("min", 0)), int(element.get("max", 0))
        get_column_letter(first)  # raises where there is no such column
        if last and (_says(element.get("hidden")) or _is_below(element.get("width"), LEAST_WIDTH)):
            self._hidden_columns |= set(range(first, min(last, _LAST_COLUMN) + 1))

    def _read_row(self, element: etree._Element, found: dict[tuple[int, int], _Stored]) -> None:
        number = element.get("r")
        own = self._row = self._row + 1 if number is None else int(float(number))
        if _says(element.get("hidden")) or _is_below(element.get("ht"), LEAST_HEIGHT):
            self._hidden_rows.add(own)
        digits = str(own)
        column = 0
        for cell in element.iterchildren(CELL_TAG):
            address = cell.get("r")
            row = own
            if address is None:
                column += 1
            else:
                letters = address.removesuffix(digits)
                known = self._columns.get(letters)
                if known is not None:
                    column = known
                else:
                    row, column = coordinate_to_tuple(address)
                    if row == own:
                        self._columns[letters] = column
            if len(cell):
                found[row, column] = self._stored_in(cell)

    def _stored_in(self, cell: etree._Element) -> _Stored:
        kind = cell.get("t")
        first = cell[0]
        if first.tag == FORMULA_TAG:
            return self._calculated(cell, first)
        if (
            kind == "inlineStr"
            and first.tag == INLINE_STRING
            and len(first) == 1
            and first[0].tag == _TEXT_TAG
        ):
            text = first[0].text or ""
            return self._folded(text), text
        stored = (first.text if first.tag == VALUE_TAG and len(cell) == 1 else None, kind, cell.get("s"))
        if stored[0] is None:
            return self._shown(self._parser.parse_cell(cell)["value"], stored[2])
        known = self._stored.get(stored)
        if known is None:
            value = self._parser.parse_cell(cell)["value"]
            known = self._stored[stored] = self._shown(value, stored[2])
        return known

    def _calculated(self, cell: etree._Element, formula: etree._Element) -> _Stored:
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


def _elements(part: bytes) -> Iterator[etree._Element]:
    """Yield a sheet's rows, columns and merged ranges in their order; each is forgotten after its turn."""
    parsing = etree.iterparse(
        io.BytesIO(part),
        tag=(ROW_TAG, COL_TAG, _MERGED_TAG),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    first = True
    for _, element in parsing:
        if first and element.getroottree().docinfo.internalDTD is not None:
            raise UnreadableError("the workbook declares a document type, as only a hostile file does")
        first = False
        yield element
        element.clear()
        before = element.getprevious()
        if before is not None:
            before.getparent().remove(before)


def _without_blanks(part: bytes) -> bytes:
    """Return a sheet without the cells and rows that hold nothing, with which it may be filled to its end."""
    if part.count(b"/>") < _MANY_BLANKS:
        return part
    return _BLANK_ROW.sub(b"", _BLANK.sub(b"", part))


def _says(hidden: str | None) -> bool:
    return hidden is not None and hidden not in _NO


def _is_below(size: str | None, least: float) -> bool:
    return size is not None and float(size) < least
