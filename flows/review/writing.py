"""The review workbook: every question that waits on its sheet, for people who live in a spreadsheet.

A reply's text is only ever text in it: what begins with "=" or "@" is no formula, now or after an edit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from flows.review.sheets import CODES, FORCES, GUIDE, HEAD_ROW, HEADS, REQUESTS, SHEETS, sheet_of
from parsers.errors import FoiError
from warehouse.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from flows.review.questions import Question
    from flows.review.sheets import Sheet

MOST_CHARACTERS = 32_000
"""Characters of one cell; Excel refuses more than 32,767."""
_WIDTHS = dict(zip(HEADS, (38, 14, 44, 44, 18, 30, 30, 34, 9), strict=True))
_LEADS = """Fill in the yellow cells, save the file, and run: foi decide --from THIS-FILE
Leave a row's Answer empty to leave it undecided. Rows may be sorted, filtered or deleted.
The questions that free most figures come first on each sheet; Figures says how many.
Everything is checked before anything is recorded; what is wrong is named by its cell.
To see a table or document in full: foi explain ID (About or Where has the id)."""
_TO_FILL = PatternFill("solid", fgColor="FFF2CC")
_HEAD = PatternFill("solid", fgColor="D9E1F2")
_WRAPPED = Alignment(wrap_text=True, vertical="top")


@dataclass(frozen=True, slots=True)
class Lists:
    """Where answers can be looked up: outcome codes with titles, requests with theirs, forces with names."""

    outcomes: Sequence[tuple[str, str]]
    requests: Sequence[tuple[str, str]]
    forces: Sequence[tuple[str, str]]


def as_text(text: str) -> str:
    """Return a text as a cell of the workbook holds it: without what XML cannot say, and not too long."""
    return ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", text)[:MOST_CHARACTERS]


def write_book(path: Path, asked: Sequence[Question], lists: Lists) -> None:
    """Write the workbook of all questions; a file that is there is replaced.

    Raises:
        FoiError: It cannot be written there.
    """
    import io

    book = Workbook()
    book.remove(book.worksheets[0])
    _say(book.create_sheet(GUIDE), [(line,) for line in _LEADS.split("\n")], (110,))
    for sheet in SHEETS:
        mine = [question for question in asked if sheet_of(question.decision, question.kind) is sheet]
        if mine:
            _fill(book.create_sheet(sheet.title), sheet, mine, lists)
    for title, rows in ((CODES, lists.outcomes), (REQUESTS, lists.requests), (FORCES, lists.forces)):
        _say(book.create_sheet(title), rows, (26, 90))
    out = io.BytesIO()
    book.save(out)
    try:
        write_whole(path, out.getvalue())
    except OSError as error:
        raise FoiError(f"{path}: cannot be written ({error.strerror}).") from None


def _fill(page: Worksheet, sheet: Sheet, asked: Sequence[Question], lists: Lists) -> None:
    _put(page.cell(1, 1), sheet.explanation)
    page.cell(1, 1).alignment = _WRAPPED
    page.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(HEADS))
    page.row_dimensions[1].height = 48
    for column, head in enumerate(HEADS, start=1):
        cell = page.cell(HEAD_ROW, column)
        _put(cell, head)
        cell.font = Font(bold=True)
        cell.fill = _HEAD
        page.column_dimensions[get_column_letter(column)].width = _WIDTHS[head]
    last = HEAD_ROW + len(asked)
    for row, question in enumerate(asked, start=HEAD_ROW + 1):
        for column, head in enumerate(HEADS, start=1):
            cell = page.cell(row, column)
            cell.alignment = _WRAPPED
            if head == "Figures":
                page.cell(row, column, question.frees)
                continue
            _put(cell, _texts(question)[head])
            if head in {"Answer", "Why"} or (head == "Within" and question.decision == "wording"):
                cell.protection = Protection(locked=False)
                cell.fill = _TO_FILL
    page.freeze_panes = f"A{HEAD_ROW + 1}"
    page.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(len(HEADS))}{last}"
    page.protection.sheet = True
    # What people do to find their way stays allowed; openpyxl's flags say what is not.
    for allowed in ("formatColumns", "formatRows", "sort", "autoFilter", "deleteRows"):
        setattr(page.protection, allowed, False)
    _offer(page, sheet, asked, lists)


def _texts(question: Question) -> dict[str, str]:
    return {
        "About": question.target,
        "Within": question.within,
        "What it waits for": question.reason,
        "Suggestions": "; ".join(question.suggestions),
        "Answer": "",
        "Why": "",
        "Document": question.document,
        "Where": question.where,
    }


def _offer(page: Worksheet, sheet: Sheet, asked: Sequence[Question], lists: Lists) -> None:
    """Give the answers as a drop-down list, row by row where the questions differ in them."""
    column = get_column_letter(HEADS.index("Answer") + 1)
    groups: dict[str, list[int]] = {}
    sizes = {CODES: len(lists.outcomes), REQUESTS: len(lists.requests), FORCES: len(lists.forces)}
    for row, question in enumerate(asked, start=HEAD_ROW + 1):
        source = ""
        if question.answers and question.decision != "count":
            source = '"' + ",".join(question.answers) + '"'
        elif sizes.get(sheet.listed):
            source = f"'{sheet.listed}'!$A$1:$A${sizes[sheet.listed]}"
        if source:
            groups.setdefault(source, []).append(row)
    for source, rows in groups.items():
        rule = DataValidation(type="list", formula1=source, allow_blank=True)
        rule.showErrorMessage = source.startswith('"') or sheet.strict
        rule.errorTitle, rule.error = "Not an answer", "Choose one of the list, or leave the cell empty."
        rule.showInputMessage = True
        rule.promptTitle, rule.prompt = sheet.title, sheet.explanation[:250]
        for row in rows:
            rule.add(f"{column}{row}")
        page.add_data_validation(rule)


def _say(page: Worksheet, rows: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
    """Fill a protected sheet with texts to read."""
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            _put(page.cell(number, column), text)
            page.cell(number, column).alignment = _WRAPPED
    for column, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
    page.protection.sheet = True


def _put(cell: Cell | MergedCell, text: str) -> None:
    """Set a cell to a text that no program takes for a formula, a number or a date."""
    if isinstance(cell, MergedCell):
        return
    cell.value = as_text(text) or None
    if cell.value is not None:
        cell.data_type = "s"
    cell.number_format = "@"
    # As an apostrophe before it: an edit keeps it text.
    cell.quotePrefix = bool(re.match(r"[=+\-@\t\r]", text))
