"""The cells of a workbook's usual sheets, read by lxml; openpyxl is given the sheets without them.

openpyxl knows styles, number formats, merged cells, rows and columns, and reads all that is unusual. Making
an object of its own of each of a hundred thousand plain cells takes it three times as long as reading their
XML.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.cell.text import Text
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.xml.constants import SHEET_MAIN_NS

from parsers.preflight import open_package, read_member
from parsers.screens.parts import parse
from parsers.screens.workbook import WORKBOOK, sheets_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from openpyxl.workbook import Workbook

_ROW, _CELL, _VALUE, _INLINE, _TEXT = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("row", "c", "v", "is", "t"))
_UNUSUAL = re.compile(rb"<!\[CDATA\[|<!--|<hyperlinks?\b|<\w+:(?:row|c|v|is|t)\b|\x00")
"""What a sheet holds that is left to openpyxl: other ways to write XML, links, which may be a cell's text."""
_ANY_ROW, _USUAL_ROW = re.compile(rb"<row\b"), re.compile(rb'<row r="\d+"')
_ANY_CELL, _USUAL_CELL = re.compile(rb"<c\b"), re.compile(rb'<c r="[A-Z]{1,3}\d{1,7}"')
_BARE_ROW = re.compile(rb'<row r="\d+"(?: spans="[\d:]*")?>')
_ROWS = re.compile(rb"<row\b.*</row>", re.DOTALL)
_CELLS = re.compile(rb"<c\b[^>]*?(?:/>|>.*?</c>)", re.DOTALL)
_EMPTY_ROW = re.compile(rb'<row r="\d+"(?: spans="[\d:]*")?\s*(?:/>|>\s*</row>)')


@dataclass(frozen=True, slots=True)
class LeanBook:
    """A workbook's package without the cells of its usual sheets, and these sheets as they were, by title."""

    package: bytes
    sheets: dict[str, bytes] = field(default_factory=dict)


def without_cells(data: bytes) -> LeanBook:
    """Return a workbook's package without the cells of its usual sheets.

    Raises:
        UnreadableError: The package is broken.
        Exception: Its XML is damaged.
    """
    with open_package(data, "workbook") as package:
        sheets = [
            sheet for sheet in sheets_of(package, parse(package, WORKBOOK)) if sheet.path and sheet.shown
        ]
        if len({sheet.title.casefold() for sheet in sheets}) < len(sheets):
            return LeanBook(data)
        parts = {sheet: read_member(package, sheet.path, "workbook") for sheet in sheets}
        usual = {sheet: part for sheet, part in parts.items() if _is_usual(part)}
        if not usual:
            return LeanBook(data)
        emptied = {sheet.path: _emptied(part) for sheet, part in usual.items()}
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as lean:
            for name in package.namelist():
                part = emptied.get(name)
                lean.writestr(name, read_member(package, name, "workbook") if part is None else part)
    return LeanBook(target.getvalue(), {sheet.title: part for sheet, part in usual.items()})


def _is_usual(part: bytes) -> bool:
    """Say whether all rows and cells of a sheet say where they are, as nearly all programs write them."""
    if _UNUSUAL.search(part) or b"<sheetData" not in part:
        return False
    return all(
        len(some.findall(part)) == len(usual.findall(part))
        for some, usual in ((_ANY_ROW, _USUAL_ROW), (_ANY_CELL, _USUAL_CELL))
    )


def _emptied(part: bytes) -> bytes:
    """Return a usual sheet without its cells, and without the rows of which nothing else is said."""
    if len(_BARE_ROW.findall(part)) == len(_ANY_ROW.findall(part)):
        return _ROWS.sub(b"", part)
    return _EMPTY_ROW.sub(b"", _CELLS.sub(b"", part))


class _Style(NamedTuple):
    """A style of cells: its number format, and whether numbers in it are days or lengths of time."""

    number_format: str
    is_date: bool
    lasts: bool


class UsualCells:
    """Reads the cells of a workbook's usual sheets as openpyxl reads them."""

    def __init__(self, book: Workbook, strings: Sequence[str]) -> None:
        """Take the workbook that openpyxl read without these cells, and its shared texts."""
        self._book: Any = book
        self._strings = strings
        self._styles: dict[str | None, _Style] = {}
        self._columns: dict[str, int] = {}

    def cells(self, part: bytes) -> Iterator[tuple[int, int, object, str]]:
        """Yield row and column (from 1), stored value and number format of each cell.

        Raises:
            Exception: The sheet's XML is damaged, or holds what no program writes.
        """
        columns, styles = self._columns, self._styles
        rows = etree.iterparse(io.BytesIO(part), tag=_ROW, resolve_entities=False, no_network=True)
        for _, row in rows:
            for cell in row:
                address, of_style = cell.get("r"), cell.get("s")
                letters = address.rstrip("0123456789")
                column = columns.get(letters)
                if column is None:
                    column = columns[letters] = column_index_from_string(letters)
                style = styles.get(of_style)
                if style is None:
                    style = styles[of_style] = self._style(int(of_style or 0))
                value = self._value(cell, style)
                yield int(address[len(letters) :]), column, value, style.number_format
            row.clear()

    def _style(self, number: int) -> _Style:
        book = self._book
        array = book._cell_styles[number]  # noqa: SLF001 where openpyxl keeps them
        number_format = str(ExcelCell(book.worksheets[0], 1, 1, style_array=array).number_format)
        return _Style(
            number_format,
            is_date=number in book._date_formats,  # noqa: SLF001 the styles that openpyxl takes for dates
            lasts=number in book._timedelta_formats,  # noqa: SLF001 the same
        )

    def _value(self, cell: etree._Element, style: _Style) -> object:
        kind = cell.get("t", "n")
        stored = None
        if kind == "inlineStr":
            inline = cell.find(_INLINE)
            return None if inline is None else _inline(inline)
        for child in cell:
            if child.tag == _VALUE:
                stored = child.text or None
                break
        if stored is None:
            return None
        read = _READERS.get(kind)
        if read is not None:
            return read(stored)
        if kind == "s":
            return self._strings[int(stored)]
        return stored if kind != "n" else self._number(stored, style)

    def _number(self, stored: str, style: _Style) -> object:
        number = float(stored) if "." in stored or "E" in stored or "e" in stored else int(stored)
        if not style.is_date:
            return number
        try:
            return from_excel(number, self._book.epoch, timedelta=style.lasts)
        except (OverflowError, ValueError):
            # As openpyxl has it: no calendar has such a day.
            return "#VALUE!"


def _inline(inline: etree._Element) -> str:
    if len(inline) == 1 and inline[0].tag == _TEXT and not len(inline[0]):
        return inline[0].text or ""
    text: Any = Text.from_tree(inline)  # type: ignore[arg-type]  # lxml's elements do as well as its own
    return str(text.content)


_READERS: dict[str, Callable[[str], object]] = {"b": lambda stored: bool(int(stored)), "d": from_ISO8601}
