"""Check data: the Home Office's published outcome tables, by force, offence, quarter and outcome.

They lie in the workspace under `official/` as CSV or OpenDocument spreadsheets and go into a schema of their
own. Each row counts on two bases: outcomes of the offences recorded in the quarter, whenever they came, and
outcomes of the investigations closed in the quarter. 1A, 2A and 3A lie inside 1, 2 and 3 there. Negative
counts are corrections.
Source: Home Office, Police recorded crime and outcomes open data tables, and their user guide.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from parsers.errors import FoiError
from parsers.vocabulary.forces import find_force
from parsers.vocabulary.outcomes import find_outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from warehouse.workspace import Workspace

ENDINGS = (".csv", ".ods")
# What the heads of the columns say, in small letters; the first that fits is taken.
_HEADS = {
    "year": r"financial year",
    "quarter": r"(?:financial )?quarter",
    "force": r"force(?: name)?",
    "offence_code": r"(?:offence |home office )?(?:sub ?code|code)",
    "offence": r"offence(?: description)?",
    "outcome": r"outcome (?:type|code)(?: number)?",
    "recorded": r".*outcomes? (?:for|of) offences recorded in.*",
    "closed": r".*outcomes? (?:for|of|recorded for) investigations.*",
}
_NEEDED = ("year", "quarter", "force", "outcome", "recorded", "closed")
_NOT_PROVIDED = re.compile(r"|n/?a\b.*|not available|\.\.|-|\[x\]", re.IGNORECASE)
_MOST_LINES_BEFORE_HEAD = 30


@dataclass(frozen=True, slots=True)
class OfficialRow:
    """One published row; a count is None where none was provided, `force_id` where the name is no force's."""

    force_id: str | None
    force_name: str
    offence_code: str
    offence: str
    period_start: date
    period_end: date
    outcome_code: str | None
    outcome: str
    by_offences_recorded: int | None
    by_investigations_closed: int | None


def official_files(workspace: Workspace) -> list[Path]:
    """Return the published tables of a workspace by name."""
    if not workspace.official.is_dir():
        return []
    return sorted(path for path in workspace.official.iterdir() if path.suffix.lower() in ENDINGS)


def read_official(path: Path) -> list[OfficialRow]:
    """Return the rows of one published table.

    Raises:
        FoiError: It is no such table, or a row cannot be read; the message names the file, the line, what was
            found and what to do.
    """
    lines = _csv_lines(path) if path.suffix.lower() == ".csv" else _ods_lines(path)
    for sheet, rows in lines:
        for number, row in enumerate(rows[:_MOST_LINES_BEFORE_HEAD]):
            columns = _columns(row)
            if all(name in columns for name in _NEEDED):
                return [
                    _row(f"{path}{sheet}, line {place}", columns, cells)
                    for place, cells in enumerate(rows[number + 1 :], start=number + 2)
                    if any(cell.strip() for cell in cells)
                ]
    raise FoiError(
        f"{path}: not a table of published outcomes; its head must name {', '.join(_NEEDED[:4])} and the"
        " counts (outcomes for offences recorded in the quarter, outcomes for investigations closed in it)."
    )


def _columns(head: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(head):
        said = re.sub(r"[\s_-]+", " ", cell).strip().lower()
        for name, pattern in _HEADS.items():
            if name not in found and re.fullmatch(pattern, said):
                found[name] = place
                break
    return found


def _row(place: str, columns: Mapping[str, int], cells: Sequence[str]) -> OfficialRow:
    told = {name: cells[column].strip() if column < len(cells) else "" for name, column in columns.items()}
    start, end = _quarter(place, told["year"], told["quarter"])
    codes = find_outcome(told["outcome"], bare_numbers=True).codes
    return OfficialRow(
        force_id=find_force(told["force"]) or find_force(_turned(told["force"])),
        force_name=told["force"],
        offence_code=told.get("offence_code", ""),
        offence=told.get("offence", ""),
        period_start=start,
        period_end=end,
        outcome_code=codes[0] if codes and len(codes) == 1 else None,
        outcome=told["outcome"],
        by_offences_recorded=_count(place, told["recorded"]),
        by_investigations_closed=_count(place, told["closed"]),
    )


def _turned(name: str) -> str:
    """Return "City of London" for "London, City of"."""
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma else name


def _quarter(place: str, year: str, quarter: str) -> tuple[date, date]:
    years, quarters = re.match(r"(20\d\d)\s*[/-]\s*\d\d", year), re.search(r"[1-4]", quarter)
    if not years or not quarters:
        raise FoiError(
            f"{place}: found year {year!r}, quarter {quarter!r}; write a financial year such as 2021/22"
            " and a quarter from 1 to 4."
        )
    first, number = int(years[1]), int(quarters[0])
    month = 3 * number + 1
    start = date(first, month, 1) if number < 4 else date(first + 1, 1, 1)
    following = date(start.year + (start.month + 3 > 12), (start.month + 2) % 12 + 1, 1)
    return start, following - timedelta(days=1)


def _count(place: str, text: str) -> int | None:
    if _NOT_PROVIDED.fullmatch(text):
        return None
    number = re.fullmatch(r"(-?\d{1,3}(?:,\d{3})*|-?\d+)(?:\.0+)?", text)
    if not number:
        raise FoiError(f"{place}: found count {text!r}; write a whole number, or N/A.")
    return int(number[1].replace(",", ""))


def _csv_lines(path: Path) -> list[tuple[str, list[list[str]]]]:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    try:
        return [("", list(csv.reader(io.StringIO(text, newline=""))))]
    except csv.Error as error:
        raise FoiError(f"{path}: not a CSV file ({error}).") from None


def _ods_lines(path: Path) -> Iterable[tuple[str, list[list[str]]]]:
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - only where a file is there

    try:
        book = CalamineWorkbook.from_path(str(path))
        return [
            (
                f" [{name}]",
                [[_text(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python()],
            )
            for name in book.sheet_names
        ]
    except (CalamineError, OSError, ValueError) as error:
        raise FoiError(f"{path}: not a spreadsheet that can be read ({error}); save it again.") from None


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
