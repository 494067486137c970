"""OpenDocument spreadsheets (.ods), with lxml straight from the XML, which keeps what every cell shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parsers.document import Document
from parsers.errors import PasswordNeededError, UnreadableError
from parsers.formats.docx_runs import local
from parsers.formats.odf import OFFICE, STYLE, TABLE, own_number, shown_text
from parsers.formats.package import Package
from parsers.formats.sheets import SheetCell, blocks_of, sheet_locator, sheet_title
from parsers.open_document import GROUPS
from parsers.screens.odf_looks import OdfLooks, odf_looks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_MOST_CELLS = 2_000_000
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384


def read_ods(data: bytes) -> Document:
    """Return the visible sheets of a spreadsheet.

    Raises:
        PasswordNeededError: when it is encrypted.
        UnreadableError: when it is broken, or holds no sheet or more cells than any reply needs.
    """
    with Package(data, "spreadsheet") as package:
        if b"encryption-data" in package.read("META-INF/manifest.xml")[:1_000_000]:
            raise PasswordNeededError("password needed: the spreadsheet is encrypted")
        root = package.xml("content.xml")
        named = [package.xml("styles.xml")] if "styles.xml" in package.names else []
    sheets = root.findall(f"{OFFICE}body/{OFFICE}spreadsheet/{TABLE}table")
    if not sheets:
        raise UnreadableError("the spreadsheet holds no sheet; ask for it again")
    hidden_styles = {
        style.get(f"{STYLE}name")
        for style in root.iter(f"{STYLE}style")
        for about in style.iterfind(f"{STYLE}table-properties")
        if about.get(f"{TABLE}display") == "false"
    }
    looks = odf_looks(root, *named)
    document = Document("ods", parts=len(sheets))
    for element in sheets:
        name = str(element.get(f"{TABLE}name", ""))
        place = f"sheet '{name}'"
        if element.get(f"{TABLE}style-name") in hidden_styles:
            continue  # what is hidden is counted by `parsers.screening`
        sheet = _Sheet(name, looks)
        sheet.read(element, hidden=False)
        locate = sheet_locator(name)
        seen = []
        for cell in sheet.cells:
            hidden = cell.row in sheet.hidden_rows or cell.column in sheet.hidden_columns
            if hidden or (cell.row, cell.column) in sheet.unseen:
                document.unseen.add(locate(cell.row, cell.column))
            else:
                seen.append(cell)
        document.blocks += blocks_of(seen, place, locate, sheet_title(name))
    return document


@dataclass(slots=True)
class _Sheet:
    """A sheet being read: how far, and what was found."""

    name: str
    looks: OdfLooks
    row: int = 0
    column: int = 0
    cells: list[SheetCell] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    unseen: set[tuple[int, int]] = field(default_factory=set)
    """Cells, by row and column, that show nothing of what they hold."""
    of_columns: list[tuple[int, str]] = field(default_factory=list)

    def read(self, parent: _Element, *, hidden: bool) -> None:
        for child in parent:
            name = local(child)
            inside = hidden or child.get(f"{TABLE}display") == "false"
            if name in GROUPS:
                self.read(child, hidden=inside)
            elif name == "table-column":
                many = _repeated(child, "columns", _MOST_COLUMNS - self.column)
                if hidden or self._is_hidden(child):
                    self.hidden_columns |= set(range(self.column, self.column + many))
                self.column += many
                style = str(child.get(f"{TABLE}default-cell-style-name", ""))
                self.of_columns.append((self.column - 1, style))
            elif name == "table-row":
                self._row(child, hidden=hidden)

    def _row(self, row: _Element, *, hidden: bool) -> None:
        many = _repeated(row, "rows", _MOST_ROWS - self.row)
        found = list(_cells(row))
        cells = [cell for cell, _ in found]
        if len(self.cells) + many * len(cells) > _MOST_CELLS:
            raise UnreadableError(
                f"sheet '{self.name}' holds more than {_MOST_CELLS:,} cells, more than is read"
            )
        for copy in range(many if cells else 0):
            number = self.row + copy
            if hidden or self._is_hidden(row):
                self.hidden_rows.add(number)
            self.unseen |= {
                (number, cell.column) for cell, element in found if self._shows_nothing(cell, element, row)
            }
            for cell in cells:
                self.cells.append(
                    SheetCell(number, cell.column, cell.text, cell.value, cell.row_span, cell.column_span)
                )
        self.row += many

    def _is_hidden(self, element: _Element) -> bool:
        flat = str(element.get(f"{TABLE}style-name", "")) in self.looks.flat
        return flat or element.get(f"{TABLE}visibility") in {"collapse", "filter"}

    def _shows_nothing(self, cell: SheetCell, element: _Element, row: _Element) -> bool:
        look = self.looks.of_cell(element, row, self.of_columns, cell.column)
        number = element.get(f"{OFFICE}value") is not None
        return look is not None and look.hides(number=number, other_ground=False)


def _cells(row: _Element) -> Iterator[tuple[SheetCell, _Element]]:
    """Yield the filled cells of a row, each with its element; what a merged cell covers is not shown."""
    column = 0
    for cell in row:
        name = local(cell)
        if name not in {"table-cell", "covered-table-cell"}:
            continue
        many = _repeated(cell, "columns", _MOST_COLUMNS - column)
        text = shown_text(cell) if name == "table-cell" else ""
        if text:
            spans = (_spanned(cell, "rows"), _spanned(cell, "columns"))
            for copy in range(many):
                yield SheetCell(0, column + copy, text, own_number(cell), *spans), cell
        column += many


def _repeated(element: _Element, what: str, most: int) -> int:
    text = str(element.get(f"{TABLE}number-{what}-repeated", "1"))
    return max(0, min(int(text) if text.isdecimal() and len(text) < 9 else 1, most))


def _spanned(cell: _Element, what: str) -> int:
    text = str(cell.get(f"{TABLE}number-{what}-spanned", "1"))
    return max(1, int(text)) if text.isdecimal() and len(text) < 8 else 1
