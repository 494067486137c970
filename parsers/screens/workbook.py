"""Excel workbooks (.xlsx, .xlsm): hidden sheets, rows and columns, caches, links, comments, files within."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from parsers.figure import Hidden
from parsers.looks import cells_place
from parsers.preflight import open_package, read_member, refuse_entities
from parsers.screens.parts import Relation, local, parse, relations
from parsers.screens.places import column_letters, column_number, columns_place, rows_place
from parsers.screens.sheet import Concealed, as_utf8, concealed, filled_cells
from parsers.screens.unseen_cells import looks_of, unseen_cells

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from parsers.looks import Look

WORKBOOK = "xl/workbook.xml"
_STATES = {"hidden": "hidden sheet", "veryHidden": "very hidden sheet"}
_DRAWN = frozenset(("drawing", "image", "oleObject", "package", "chart"))
_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml")
_CACHE_PART = re.compile(r"xl/pivotCache/pivotCacheDefinition\w*\.xml")
_RECORDS_PART = re.compile(r"xl/pivotCache/pivotCacheRecords\w*\.xml")
_RANGE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!,()+*/ -]+))!\$?([A-Z]*)\$?(\d*)(?::\$?([A-Z]*)\$?(\d*))?")


class Sheet(NamedTuple):
    """A sheet as the workbook lists it, from 1; `path` is its part, empty where there is none."""

    number: int
    title: str
    state: str
    path: str

    @property
    def shown(self) -> bool:
        """Whether its tab can be seen."""
        return self.state not in _STATES

    @property
    def place(self) -> str:
        """Where it is: a hidden sheet's own title may be what it hides."""
        return f"'{self.title}'" if self.shown else f"sheet {self.number}"


def screen_workbook(data: bytes) -> list[Hidden]:
    """Return what a workbook holds and does not show.

    Raises:
        UnreadableError: Its package is broken, locked, or unpacks beyond measure.
        Exception: Its XML is damaged.
    """
    with open_package(data, "workbook") as package:
        refuse_entities(package, "workbook")
        book = parse(package, WORKBOOK)
        linked = relations(package, WORKBOOK)
        sheets = sheets_of(package, book)
        hides = {sheet.title: _look(package, sheet) for sheet in sheets if sheet.shown}
        looks = looks_of(package)
        return [
            *(found for sheet in sheets for found in _of_sheet(package, sheet, hides.get(sheet.title))),
            *(found for sheet in sheets if sheet.shown for found in _unseen(package, sheet, looks)),
            *_unlisted_sheets(package, sheets),
            *_pivot_caches(package, linked),
            *_models(package),
            *_external_links(package, linked),
            *_named_ranges(book, sheets, hides),
            *_embedded(package),
            *_changes(package),
        ]


def sheets_of(package: zipfile.ZipFile, book: Element) -> list[Sheet]:
    """Return the workbook's sheets in their order."""
    targets = {found.id: found.target for found in relations(package, WORKBOOK)}
    names = set(package.namelist())
    sheets: list[Sheet] = []
    for element in book.iter():
        if local(element.tag) == "sheet":
            path = targets.get(next((v for k, v in element.attrib.items() if k.endswith("}id")), ""), "")
            sheets.append(
                Sheet(
                    len(sheets) + 1,
                    element.get("name", ""),
                    element.get("state", "visible"),
                    path if path in names else "",
                )
            )
    return sheets


def _look(package: zipfile.ZipFile, sheet: Sheet) -> Concealed:
    return concealed(as_utf8(read_member(package, sheet.path))) if sheet.path else Concealed()


def _of_sheet(package: zipfile.ZipFile, sheet: Sheet, hides: Concealed | None) -> Iterator[Hidden]:
    linked = relations(package, sheet.path) if sheet.path else []
    if hides is None:
        filled = filled_cells(as_utf8(read_member(package, sheet.path))) if sheet.path else 0
        if filled or any(found.kind in _DRAWN for found in linked) or "worksheets/" not in sheet.path:
            yield Hidden(_STATES[sheet.state], sheet.place, 1, filled or None, holds=True)
    elif hides.rows:
        place = rows_place(sheet.title, hides.rows)
        yield Hidden("hidden row", place, len(hides.rows), hides.rows.total(), holds=True)
    if hides is not None and hides.columns:
        place = columns_place(sheet.title, hides.columns)
        yield Hidden("hidden column", place, len(hides.columns), hides.columns.total() or None, holds=True)
    comments = _comments(package, linked)
    if comments:
        yield Hidden("comment", sheet.place, comments, None, holds=True)


def _unseen(package: zipfile.ZipFile, sheet: Sheet, looks: dict[str, Look]) -> Iterator[Hidden]:
    if not looks or not sheet.path:
        return
    cells = sorted(unseen_cells(package, sheet.path, as_utf8(read_member(package, sheet.path)), looks))
    if cells:
        place = cells_place(sheet.title, (f"{column_letters(column)}{row}" for row, column in cells))
        yield Hidden("hidden text", place, len(cells), len(cells), holds=True)


def _comments(package: zipfile.ZipFile, linked: list[Relation]) -> int:
    """Return how many comments a sheet has; threaded ones stand a second time as plain ones."""
    counts = [
        sum(
            local(element.tag) in {"comment", "threadedComment"}
            for element in parse(package, found.target).iter()
        )
        for found in linked
        if found.kind in {"comments", "threadedComment"}
    ]
    return max(counts, default=0)


def _unlisted_sheets(package: zipfile.ZipFile, sheets: list[Sheet]) -> Iterator[Hidden]:
    """Yield sheets that the workbook holds and does not list, as a careless deletion leaves them."""
    listed = {sheet.path for sheet in sheets}
    parts = set(filter(_SHEET_PART.fullmatch, package.namelist()))
    # Where none is listed the workbook is broken, which its reader says.
    for path in sorted(parts - listed) if parts & listed else ():
        filled = filled_cells(as_utf8(read_member(package, path)))
        if filled:
            yield Hidden("very hidden sheet", "no sheet of the workbook", 1, filled, holds=True)


def _pivot_caches(package: zipfile.ZipFile, linked: list[Relation]) -> Iterator[Hidden]:
    """Yield the copies of source data that pivot tables keep, whether or not they show them.

    A careless deletion leaves records whose pivot table is gone.
    """
    names = set(package.namelist())
    paths = {found.target for found in linked if found.kind == "pivotCacheDefinition"}
    paths = (paths | set(filter(_CACHE_PART.fullmatch, names))) & names
    owned = {found.target for path in paths for found in relations(package, path)}
    orphans = set(filter(_RECORDS_PART.fullmatch, names)) - owned
    for number, path in enumerate([*sorted(paths), *sorted(orphans)], start=1):
        records = parse(package, path).get("count" if path in orphans else "recordCount", "")
        filled = int(records) if records.isdecimal() else None
        yield Hidden("pivot cache", f"pivot cache {number}", 1, filled, holds=True)


def _models(package: zipfile.ZipFile) -> Iterator[Hidden]:
    models = [name for name in package.namelist() if name.startswith("xl/model/")]
    if models:
        yield Hidden("data model", "the workbook", len(models), None, holds=True)


def _external_links(package: zipfile.ZipFile, linked: list[Relation]) -> Iterator[Hidden]:
    """Yield links to other workbooks; each may keep a copy of the other's cells."""
    paths = {found.target for found in linked if found.kind == "externalLink"}
    for number, path in enumerate(sorted(paths & set(package.namelist())), start=1):
        cells = sum(local(element.tag) == "cell" for element in parse(package, path).iter())
        yield Hidden("external link", f"external link {number}", 1, cells or None, holds=cells > 0)


def _named_ranges(book: Element, sheets: list[Sheet], hides: dict[str, Concealed]) -> Iterator[Hidden]:
    """Yield one finding for the names that point to hidden places; what is there was counted already."""
    shown = {sheet.title: sheet.shown for sheet in sheets}
    names = [element for element in book.iter() if local(element.tag) == "definedName"]
    count = sum(
        any(_is_hidden(match, shown, hides) for match in _RANGE.finditer(element.text or ""))
        for element in names
        if not (element.get("name") or "").startswith("_xlnm.")
    )
    if count:
        yield Hidden("named range", "the workbook", count, None, holds=False)


def _is_hidden(match: re.Match[str], shown: dict[str, bool], hides: dict[str, Concealed]) -> bool:
    title = (match[1] or match[2]).replace("''", "'")
    if title not in shown:
        return False
    if not shown[title]:
        return True
    found = hides[title]
    left, right = column_number(match[3]) or 1, column_number(match[5] or match[3]) or 16_384
    top, bottom = int(match[4] or 1), int(match[6] or match[4] or 1_048_576)
    rows = any(top <= row <= bottom for row in (*found.rows, *found.empty_rows))
    return rows or any(first <= right and left <= last for first, last in found.spans)


def _embedded(package: zipfile.ZipFile) -> Iterator[Hidden]:
    files = [
        name for name in package.namelist() if name.startswith("xl/embeddings/") and not name.endswith("/")
    ]
    if files:
        yield Hidden("embedded file", "the workbook", len(files), None, holds=True)


def _changes(package: zipfile.ZipFile) -> Iterator[Hidden]:
    """Yield the logs of changes that shared workbooks keep, old values included."""
    logs = [name for name in package.namelist() if name.startswith("xl/revisions/revisionLog")]
    if logs:
        yield Hidden("tracked change", "the workbook", len(logs), None, holds=True)
