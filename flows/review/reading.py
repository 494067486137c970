"""A review workbook that a person filled in: its answers with the cells in which they stand."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from flows.review.sheets import HEADS, SHEETS
from parsers.errors import FoiError

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

MOST_BYTES = 512 * 1024**2
"""Bytes of a workbook unpacked; one of 100,000 questions has a tenth of it."""
_HEAD_WITHIN = 10
"""Rows from the top in which the heads are looked for: a person may have put rows above them."""
_NEEDED = ("About", "Within", "Answer", "Why")


@dataclass(frozen=True, slots=True)
class Filled:
    """One row with an answer; `place` and `about_place` are cells such as Wordings!E7."""

    sheet: str
    place: str
    about_place: str
    about: str
    within: str
    answer: str
    why: str


@dataclass(frozen=True, slots=True)
class Book:
    """The answers of a workbook, and what is wrong with it, a cell each; `written` is when foi wrote it."""

    filled: list[Filled]
    problems: list[str]
    written: datetime | None


def read_book(path: Path) -> Book:
    """Return the answers in a review workbook.

    Raises:
        FoiError: It is not there, or is no workbook that can be read.
    """
    book = _opened(path)
    titles = {sheet.title for sheet in SHEETS}
    filled: list[Filled] = []
    problems: list[str] = []
    known = [page for page in book.worksheets if page.title in titles]
    if not known:
        raise FoiError(f"{path}: no sheet of a review workbook in it; 'foi held --xlsx FILE' writes one.")
    for page in known:
        _read_sheet(page, filled, problems)
    return Book(filled, problems, book.properties.created)


def _opened(path: Path) -> Workbook:
    try:
        with zipfile.ZipFile(path) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_BYTES:
                raise FoiError(
                    f"{path}: too large for a review workbook; write it anew: foi held --xlsx FILE"
                )
        return load_workbook(path)
    except OSError as error:
        raise FoiError(f"{path}: cannot be read ({error.strerror or error}).") from None
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        DefusedXmlException,
        ParseError,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
    ) as error:
        what = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise FoiError(f"{path}: not an Excel workbook (.xlsx) that can be read ({what[:120]}).") from None


def _read_sheet(page: Worksheet, filled: list[Filled], problems: list[str]) -> None:
    heads = _heads(page)
    if heads is None:
        problems.append(
            f"{page.title}!A1: the heads {', '.join(_NEEDED)} stand in no row of the first {_HEAD_WITHIN}."
        )
        return
    top, columns = heads
    for number in range(top + 1, page.max_row + 1):
        cells = {head: page.cell(number, column) for head, column in columns.items()}
        try:
            texts = {head: _text(cells[head]) for head in ("Answer", "Why", "Within", "About")}
        except FoiError as problem:
            # A row without an answer is left alone, whatever else stands in it.
            if cells["Answer"].value is not None:
                problems.append(str(problem))
            continue
        if texts["Answer"]:
            filled.append(
                Filled(
                    page.title,
                    f"{page.title}!{get_column_letter(columns['Answer'])}{number}",
                    f"{page.title}!{get_column_letter(columns['About'])}{number}",
                    texts["About"],
                    texts["Within"],
                    texts["Answer"],
                    texts["Why"],
                )
            )


def _heads(page: Worksheet) -> tuple[int, dict[str, int]] | None:
    """Return the row of the heads, and in which column each stands."""
    for number in range(1, min(_HEAD_WITHIN, page.max_row) + 1):
        columns = {
            str(cell.value).strip(): column
            for column, cell in enumerate(page[number], start=1)
            if str(cell.value).strip() in HEADS
        }
        if all(head in columns for head in _NEEDED):
            return number, columns
    return None


def _text(cell: Cell | MergedCell) -> str:
    """Return what a person typed: a number as Excel keeps it, and a day, as they would be written.

    Raises:
        FoiError: It is a formula, an error or a truth value.
    """
    value: object = cell.value
    place = f"{cell.parent.title}!{cell.coordinate}"
    if value is None:
        return ""
    if cell.data_type == "f":
        raise FoiError(f"{place}: found a formula; type the answer itself.")
    if cell.data_type == "e" or isinstance(value, bool):
        raise FoiError(f"{place}: found {value}; type the answer as a text.")
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
