"""Excel workbooks (.xlsx, .xlsm), with openpyxl: what the sheets show, not what they store.

Parts that are not shown are never opened: hidden sheets, caches of pivot tables, copies of other workbooks'
cells and comments.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from typing import TYPE_CHECKING

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.exceptions import InvalidFileException

from parsers.document import Document, Passage
from parsers.errors import UnreadableError
from parsers.formats.listed_sheets import gap_of
from parsers.formats.sheets import blocks_of, sheet_locator, sheet_title
from parsers.formats.xlsx_cells import SheetReader
from parsers.preflight import open_package, read_member, refuse_entities
from parsers.screens.sheet import as_utf8
from parsers.screens.unseen_cells import looks_of, unseen_cells

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAMAGED = (
    InvalidFileException,
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    EOFError,
    SyntaxError,  # what the XML parsers' errors are
)


def read_xlsx(data: bytes) -> Document:
    """Return the visible sheets of a workbook.

    Raises:
        UnreadableError: when the package is broken, or unpacks to more than any reply needs.
    """
    with open_package(data, "workbook") as package:
        refuse_entities(package, "workbook")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return _read(data, package)
        except _DAMAGED as error:
            raise UnreadableError(
                f"the workbook cannot be opened ({type(error).__name__}: {error}); ask for it again"
            ) from error


def _read(data: bytes, package: zipfile.ZipFile) -> Document:
    reader = _opened(data)
    document = Document("xlsx", parts=0)
    looks = looks_of(package)
    charts: list[Passage] = []
    listed = list(_parts_of_sheets(reader))
    titles = [title for title, shown, path in listed if shown and path]
    for title, shown, path in listed:
        document.parts = (document.parts or 0) + bool(path)
        if not shown:
            continue  # what is hidden is counted by `parsers.screening`
        gap = gap_of(package, path, titles)
        if gap is not None:
            place = f"sheet '{title}'"
            if gap:
                document.gaps.append((place, gap))
            else:
                charts.append(Passage(f"chart sheet {title}", place))
            continue
        sheet = reader.wb.create_sheet(title)
        part = read_member(package, path, "workbook")
        unseen = unseen_cells(package, path, as_utf8(part), looks)
        of_sheet = SheetReader(sheet, reader.shared_strings, unseen)
        cells = of_sheet.cells(part)
        place, locate = f"sheet '{sheet.title}'", sheet_locator(sheet.title)
        document.unseen |= {locate(row - 1, column - 1) for row, column in of_sheet.unseen}
        document.blocks += blocks_of(cells, place, locate, sheet_title(sheet.title))
    if not document.parts and not document.gaps:
        raise UnreadableError("the workbook holds no sheet; ask for it again")
    document.blocks += charts
    return document


def _parts_of_sheets(reader: ExcelReader) -> Iterator[tuple[str, bool, str]]:
    """Yield the title of each listed sheet, whether it is shown, and its part, "" if there is none."""
    files = set(reader.valid_files)
    for about in reader.parser.sheets:
        relation = reader.parser.rels.get(about.id) if about.id else None
        path = relation.target if relation is not None and relation.target in files else ""
        yield about.name, about.state == "visible", path


def _opened(data: bytes) -> ExcelReader:
    """Return openpyxl's reader once it knows a workbook's sheets, styles and strings."""
    reader = ExcelReader(io.BytesIO(data), data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    return reader
