"""Excel workbooks (.xlsx, .xlsm), with openpyxl: what the sheets show, not what they store."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from typing import TYPE_CHECKING

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from parsers.document import Document, Passage
from parsers.errors import UnreadableError
from parsers.formats.number_format import shown
from parsers.formats.sheets import SheetCell, blocks_of, sheet_locator, sheet_title
from parsers.formats.xlsx_shown import shown_package
from parsers.preflight import open_package, read_member, refuse_entities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.cell.cell import Cell as ExcelCell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_MOST_CELLS = 5_000_000
_LAST_COLUMN = 16_384
_FORMULA = re.compile(rb"<f[ >/]")
_SPACE = re.compile(r"\s+")


def read_xlsx(data: bytes) -> Document:
    """Return the visible sheets of a workbook.

    Raises:
        UnreadableError: when the package is broken, or unpacks to more than any reply needs.
    """
    formulas = _inspect(data)
    data = _shown(data)
    book = _load(data, values=True)
    if not book.sheetnames:
        raise UnreadableError("the workbook holds no sheet; ask for it again")
    document = Document("xlsx", parts=len(book.sheetnames))
    texts = _load(data, values=False) if formulas and _has_uncalculated(book) else None
    for sheet in book.worksheets:
        place = f"sheet '{sheet.title}'"
        if sheet.sheet_state != "visible":
            continue  # what is hidden is counted by `parsers.screening`
        formula_sheet = texts[sheet.title] if texts is not None else None
        cells = _cells(sheet, formula_sheet)
        document.blocks += blocks_of(cells, place, sheet_locator(sheet.title), sheet_title(sheet.title))
    for chart in book.chartsheets:
        document.blocks.append(Passage(f"chart sheet {chart.title}", f"sheet '{chart.title}'"))
    return document


def _inspect(data: bytes) -> bool:
    """Refuse packages that unpack beyond measure; say whether any sheet holds formulas."""
    with open_package(data, "workbook") as package:
        refuse_entities(package, "workbook")
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/")]
        return any(_FORMULA.search(read_member(package, name, "workbook")) for name in sheets)


def _shown(data: bytes) -> bytes:
    try:
        return shown_package(data)
    except (SyntaxError, ValueError, KeyError) as error:  # SyntaxError is what the XML parser's ParseError is
        raise UnreadableError(
            f"the workbook cannot be opened ({type(error).__name__}: {error}); ask for it again"
        ) from error


def _load(data: bytes, *, values: bool) -> Workbook:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(data), data_only=values)
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        OSError,
        EOFError,
        SyntaxError,  # what the XML parser's ParseError is
    ) as error:
        raise UnreadableError(
            f"the workbook cannot be opened ({type(error).__name__}: {error}); ask for it again"
        ) from error


def _has_uncalculated(book: Workbook) -> bool:
    """Say whether a workbook could hold formulas that were never calculated: it has blank written cells."""
    return any(
        cell.value is None
        for sheet in book.worksheets
        if sheet.sheet_state == "visible"
        for cell in _written(sheet)
    )


def _written(sheet: Worksheet) -> Iterator[ExcelCell | MergedCell]:
    # openpyxl keeps the cells that a file writes in this dictionary; walking rows instead would make
    # billions of cells for a sheet whose one cell stands in its last corner.
    cells = sheet._cells  # noqa: SLF001 see above
    if len(cells) > _MOST_CELLS:
        raise UnreadableError(f"sheet '{sheet.title}' holds {len(cells):,} cells, more than is read")
    yield from cells.values()


def _hidden_rows(sheet: Worksheet) -> set[int]:
    return {number for number, row in sheet.row_dimensions.items() if row.hidden or row.height == 0}


def _hidden_columns(sheet: Worksheet) -> set[int]:
    hidden: set[int] = set()
    for column in sheet.column_dimensions.values():
        if (column.hidden or column.width == 0) and column.min and column.max:
            hidden |= set(range(column.min, min(column.max, _LAST_COLUMN) + 1))
    return hidden


def _cells(sheet: Worksheet, formulas: Worksheet | None) -> Iterator[SheetCell]:
    spans = {
        (merged.min_row, merged.min_col): (
            merged.max_row - merged.min_row + 1,
            merged.max_col - merged.min_col + 1,
        )
        for merged in sheet.merged_cells.ranges
    }
    hidden_rows, hidden_columns = _hidden_rows(sheet), _hidden_columns(sheet)
    for cell in _written(sheet):
        row, column = cell.row, cell.column
        if row is None or column is None or row in hidden_rows or column in hidden_columns:
            continue
        value = cell.value
        text = ""
        if value is not None:
            # A text's format shows it as it is, and asking each cell for its format takes time.
            printed = value if isinstance(value, str) else shown(value, cell.number_format)
            text = _SPACE.sub(" ", printed).strip()
        elif formulas is not None:
            formula = formulas.cell(row, column).value
            # A formula that was never calculated shows nothing; its own text keeps it from being lost.
            text = str(formula) if isinstance(formula, str) and formula.startswith("=") else ""
        if text:
            row_span, column_span = spans.get((row, column), (1, 1))
            yield SheetCell(row - 1, column - 1, text, value, row_span, column_span)
