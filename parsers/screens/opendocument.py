"""OpenDocument spreadsheets (.ods): hidden sheets, rows and columns, comments, changes, links and files."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parsers.errors import UnreadableError
from parsers.figure import Hidden
from parsers.looks import cells_place
from parsers.open_document import GROUPS
from parsers.preflight import open_package, refuse_entities
from parsers.screens.odf_looks import OdfLooks, odf_looks
from parsers.screens.parts import attribute, local, parse
from parsers.screens.places import column_letters, columns_place, rows_place

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_MOST_CELLS = 2_000_000
_UNSEEN = frozenset(("collapse", "filter"))


@dataclass(slots=True)
class _Sheet:
    """What a sheet holds, by row and column from 1; a repeated row of cells counts as often as it stands."""

    rows: Counter[int] = field(default_factory=Counter)
    hidden_rows: set[int] = field(default_factory=set)
    columns: Counter[int] = field(default_factory=Counter)
    """Filled cells of rows that show, by column."""
    filled_columns: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    row: int = 0
    column: int = 0
    cells: int = 0
    looks: OdfLooks = field(default_factory=OdfLooks)
    of_columns: list[tuple[int, str]] = field(default_factory=list)
    unseen: set[tuple[int, int]] = field(default_factory=set)
    """Cells of rows that show, by row and column, that show nothing of what they hold."""

    def look(self, parent: Element, *, hidden: bool = False) -> None:
        """Take in a sheet's rows and columns, those of groups included."""
        for child in parent:
            name = local(child.tag)
            if name in GROUPS:
                self.look(child, hidden=hidden or attribute(child, "display") == "false")
            elif name == "table-column":
                many = _many(child, "columns")
                if hidden or self._is_hidden(child):
                    self.hidden_columns.append((self.column + 1, self.column + many))
                self.column += many
                style = attribute(child, "default-cell-style-name") or ""
                self.of_columns.append((self.column - 1, style))
            elif name == "table-row":
                self._row(child, hidden=hidden or self._is_hidden(child))

    def _is_hidden(self, element: Element) -> bool:
        flat = attribute(element, "style-name") in self.looks.flat
        return flat or attribute(element, "visibility") in _UNSEEN

    def _row(self, row: Element, *, hidden: bool) -> None:
        found = list(_filled(row))
        columns = [column for column, _ in found]
        many = _many(row, "rows")
        self.cells += many * len(columns)
        if self.cells > _MOST_CELLS:
            raise UnreadableError(f"the spreadsheet holds more than {_MOST_CELLS:,} cells, more than is read")
        for number in range(self.row + 1, self.row + 1 + (many if columns else 0)):
            self.rows[number] = len(columns)
            if hidden:
                self.hidden_rows.add(number)
            else:
                self.columns.update(columns)
                self.unseen |= {
                    (number, column) for column, cell in found if self._shows_nothing(cell, row, column)
                }
        self.filled_columns.update(columns)
        self.row += many

    def _shows_nothing(self, cell: Element, row: Element, column: int) -> bool:
        number = attribute(cell, "value") is not None
        if number and any(local(child.tag) == "p" for child in cell) and not _has_text(cell):
            return True
        look = self.looks.of_cell(cell, row, self.of_columns, column - 1)
        return look is not None and _has_text(cell) and look.hides(number=number, other_ground=False)


def _has_text(cell: Element) -> bool:
    return any("".join(child.itertext()).strip() for child in cell if local(child.tag) == "p")


def screen_opendocument(data: bytes) -> list[Hidden]:
    """Return what a spreadsheet holds and does not show.

    Raises:
        UnreadableError: Its package is broken, locked, or unpacks beyond measure.
        Exception: Its XML is damaged.
    """
    with open_package(data, "spreadsheet") as package:
        refuse_entities(package, "spreadsheet")
        content = parse(package, "content.xml")
        unseen = {
            attribute(style, "name")
            for style in content.iter()
            if local(style.tag) == "style"
            and any(attribute(about, "display") == "false" for about in style if "table-prop" in about.tag)
        }
        sheets = [child for body in content.iter() if local(body.tag) == "spreadsheet" for child in body]
        sheets = [element for element in sheets if local(element.tag) == "table"]
        named = [parse(package, "styles.xml")] if "styles.xml" in package.namelist() else []
        looks = odf_looks(content, *named)
        return [
            *(
                found
                for number, element in enumerate(sheets, start=1)
                for found in _of_sheet(
                    element, number, looks, hidden=attribute(element, "style-name") in unseen
                )
            ),
            *_texts_and_links(content),
            *_changes(content),
            *_files(package),
        ]


def _texts_and_links(content: Element) -> Iterator[Hidden]:
    """Yield fields whose text is hidden, and copies of what other programs told."""
    texts = sum(local(found.tag) in {"hidden-text", "hidden-paragraph"} for found in content.iter())
    if texts:
        yield Hidden("hidden text", "the spreadsheet", texts, None, holds=True)
    links = [found for found in content.iter() if local(found.tag) == "dde-link"]
    copied = sum(local(found.tag) == "p" for link in links for found in link.iter())
    if links:
        yield Hidden("external link", "the spreadsheet", len(links), copied or None, holds=copied > 0)


def _of_sheet(element: Element, number: int, looks: OdfLooks, *, hidden: bool) -> Iterator[Hidden]:
    sheet = _Sheet(looks=looks)
    sheet.look(element)
    name = attribute(element, "name") or ""
    place = f"sheet {number}" if hidden else f"'{name}'"
    outer = any(local(child.tag) == "table-source" for child in element)
    if outer:
        # A sheet that holds a copy of another file's cells.
        yield Hidden("external link", place, 1, sheet.rows.total() or None, holds=sheet.rows.total() > 0)
    elif hidden and (sheet.rows or any(local(child.tag) == "shapes" for child in element)):
        yield Hidden("hidden sheet", place, 1, sheet.rows.total() or None, holds=True)
    elif not hidden:
        yield from _rows_and_columns(sheet, name)
    comments = sum(local(found.tag) == "annotation" for found in element.iter())
    if comments:
        yield Hidden("comment", place, comments, None, holds=True)


def _rows_and_columns(sheet: _Sheet, name: str) -> Iterator[Hidden]:
    if sheet.hidden_rows:
        filled = sum(sheet.rows[row] for row in sheet.hidden_rows)
        yield Hidden(
            "hidden row", rows_place(name, sheet.hidden_rows), len(sheet.hidden_rows), filled, holds=True
        )
    columns = [
        column
        for column in sheet.filled_columns
        if any(first <= column <= last for first, last in sheet.hidden_columns)
    ]
    if columns:
        alone = sum(sheet.columns[column] for column in columns)
        yield Hidden("hidden column", columns_place(name, columns), len(columns), alone or None, holds=True)
    if sheet.unseen:
        place = cells_place(name, (f"{column_letters(column)}{row}" for row, column in sorted(sheet.unseen)))
        yield Hidden("hidden text", place, len(sheet.unseen), len(sheet.unseen), holds=True)


def _filled(row: Element) -> Iterator[tuple[int, Element]]:
    """Yield a row's cells that hold anything, each with its column, from 1."""
    column = 0
    for cell in row:
        if local(cell.tag) not in {"table-cell", "covered-table-cell"}:
            continue
        many = _many(cell, "columns")
        if any(local(child.tag) == "p" for child in cell) or attribute(cell, "value") is not None:
            yield from ((each, cell) for each in range(column + 1, column + 1 + many))
        column += many


def _many(element: Element, what: str) -> int:
    text = attribute(element, f"number-{what}-repeated") or "1"
    return min(int(text), 1_048_576) if text.isdecimal() and len(text) < 9 else 1


def _changes(content: Element) -> Iterator[Hidden]:
    kinds = {"cell-content-change", "insertion", "deletion", "movement"}
    changes = sum(
        local(child.tag) in kinds
        for log in content.iter()
        if local(log.tag) == "tracked-changes"
        for child in log
    )
    if changes:
        yield Hidden("tracked change", "the spreadsheet", changes, None, holds=True)


def _files(package: zipfile.ZipFile) -> Iterator[Hidden]:
    """Yield objects set into the sheets; a chart keeps a copy of its figures, which are shown."""
    names = package.namelist()
    inner = {name.partition("/")[0] for name in names if name.startswith("Object ") and "/" in name}
    charts = {name for name in inner if _is_chart(package, name)}
    files = [name for name in names if name.startswith("Object ") and "/" not in name]
    count = len(inner - charts) + len(files)
    if count:
        yield Hidden("embedded file", "the spreadsheet", count, None, holds=True)


def _is_chart(package: zipfile.ZipFile, name: str) -> bool:
    path = f"{name}/content.xml"
    return path in package.namelist() and any(
        local(element.tag) == "chart" for element in parse(package, path).iter()
    )
