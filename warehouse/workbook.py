"""The workbook for print: counts with the statistical service's symbols, and a sheet of all that limits them.

Symbols: Analysis Function, "Using symbols and shorthand in tables" (Government Statistical Service).
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from parsers.errors import FoiError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import duckdb
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

SYMBOLS = {
    "[c]": "confidential: the force withheld a small number",
    "[x]": "not available: not given, not readable, or waiting for a person",
    "[z]": "not applicable: the outcome did not exist in the period",
    "[r]": "revised: the reply replaced an earlier one",
    "[p]": "provisional: some crimes of this force and period have no outcome yet",
    "[low]": "more than nothing, and less than 0.05 per cent",
}
METHOD = (
    "Counts are of crimes recorded, as police forces gave them in reply to Freedom of Information requests.",
    "Each crime is counted once: of the tables of one reply one answers, and the others check it.",
    "Where a count is not exact, 'at least' and 'at most' bound it, and 'reasons' say why.",
    "A count that a force withheld is not worked out from the others.",
    "Shares are of all crimes recorded in the period that the reply covers, also those without an outcome.",
    "The systems of police forces differ: compare figures of two forces only with the warnings beside them.",
)
MOST_ROWS = 1_048_575
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST = 32_767

_OUTCOMES = """
SELECT
    c.request_id, c.force_name, c.offence_label, c.period_label, c.period_start, c.period_end,
    array_to_string(c.outcome_codes, ', ') AS outcome_codes, c.outcome_title,
    CASE
        WHEN c.count = 0 AND o.valid_from <> '' AND TRY_CAST(o.valid_from AS DATE) > c.period_end THEN '[z]'
        WHEN c.count IS NOT NULL THEN c.count::VARCHAR
        WHEN list_contains(c.reasons, 'suppressed') THEN '[c]'
        WHEN c.count_high IS NULL THEN '[x]'
        ELSE bounds_text(c.count_low, c.count_high)
    END AS "count",
    c.count_low AS "at least",
    c.count_high AS "at most",
    concat_ws(' ', CASE WHEN r.revised THEN '[r]' END, CASE WHEN p.pending THEN '[p]' END) AS marks,
    array_to_string(c.reasons, ', ') AS reasons
FROM outcome_counts c
LEFT JOIN outcomes o ON o.code = c.outcome_code
LEFT JOIN (
    SELECT DISTINCT request_id, force_id, period_start, period_end, true AS pending
    FROM outcome_counts WHERE list_contains(outcome_codes, '0') AND coalesce(count_high > 0, true)
) p ON p.request_id = c.request_id AND p.force_id = c.force_id AND p.period_start = c.period_start
    AND p.period_end = c.period_end
LEFT JOIN (
    SELECT DISTINCT request_id, force_id, true AS revised FROM replies WHERE superseded_by IS NOT NULL
) r ON r.request_id = c.request_id AND r.force_id = c.force_id
WHERE $request IS NULL OR c.request_id = $request
ORDER BY ALL
"""
_RECORDED = """
SELECT request_id, force_name, offence_label, period_label, period_start, period_end,
    CASE WHEN count IS NOT NULL THEN count::VARCHAR WHEN list_contains(reasons, 'suppressed') THEN '[c]'
        WHEN count_high IS NULL THEN '[x]' ELSE bounds_text(count_low, count_high) END AS "count",
    count_low AS "at least", count_high AS "at most", method, array_to_string(reasons, ', ') AS reasons
FROM recorded_counts WHERE $request IS NULL OR request_id = $request ORDER BY ALL
"""
_SHARES = """
SELECT force_name, period_start, period_end,
    recorded_low AS "recorded, at least", recorded_high AS "recorded, at most",
    count_low AS "at least", count_high AS "at most",
    CASE WHEN share_low IS NULL THEN '[x]' WHEN share_low > 0 AND share_low < 0.0005 THEN '[low]'
        ELSE round(100 * share_low, 1)::VARCHAR END AS "per cent, at least",
    CASE WHEN share_high IS NULL THEN '[x]' WHEN share_high > 0 AND share_high < 0.0005 THEN '[low]'
        ELSE round(100 * share_high, 1)::VARCHAR END AS "per cent, at most",
    array_to_string(reasons, ', ') AS reasons, array_to_string(warnings, '; ') AS warnings
FROM outcome_share($request, [$code])
"""
_COVERAGE = """
SELECT c.request_id, coalesce(f.name, c.force_id) AS force, c.asked_on, c.due_on, c.state, c.usable,
    string_agg(a.what || ': ' || a.reason, '; ' ORDER BY a.what) AS absent
FROM coverage c
LEFT JOIN forces f ON f.id = c.force_id
LEFT JOIN absences a ON a.request_id = c.request_id AND a.force_id = c.force_id
WHERE $request IS NULL OR c.request_id = $request
GROUP BY ALL ORDER BY ALL
"""
_CAVEATS = """
SELECT coalesce(f.name, r.force_id), unnest(r.caveats)
FROM replies r LEFT JOIN forces f ON f.id = r.force_id
WHERE $request IS NULL OR r.request_id = $request ORDER BY ALL
"""
_CODES = """
SELECT DISTINCT c.request_id, o.code, o.title,
    list_position((SELECT list(code) FROM outcomes), o.code) AS place
FROM outcome_counts c JOIN outcomes o ON list_contains(c.outcome_codes, o.code)
WHERE $request IS NULL OR c.request_id = $request ORDER BY c.request_id, place
"""

Rows = list[tuple[Any, ...]]


def write_workbook(connection: duckdb.DuckDBPyConnection, path: Path, request: str | None) -> None:
    """Write what the warehouse says of one request, or of all, as a workbook whose first sheet is its notes.

    Raises:
        FoiError: A sheet would have more rows than a workbook can hold.
    """
    given = {"request": request}
    book = Workbook(write_only=True)
    coverage = _ask(connection, _COVERAGE, given)
    caveats = connection.execute(_CAVEATS, given).fetchall()
    _fill(book.create_sheet("Notes"), _notes(coverage[1], caveats))
    for title, (columns, rows) in {
        "Coverage": coverage,
        "Outcomes": _ask(connection, _OUTCOMES, given),
        "Recorded": _ask(connection, _RECORDED, given),
        "Shares": _shares(connection, request),
    }.items():
        if len(rows) > MOST_ROWS:
            raise FoiError(
                f"{path.name}: {len(rows):,} rows of {title} are more than a sheet holds; export one request,"
                " or Parquet and CSV only."
            )
        _fill(book.create_sheet(title), [tuple(columns), *rows], head=True)
    book.save(path)


def _ask(
    connection: duckdb.DuckDBPyConnection, query: str, given: dict[str, str | None]
) -> tuple[list[str], Rows]:
    result = connection.execute(query, given)
    return [str(column[0]) for column in result.description or []], result.fetchall()


def _shares(connection: duckdb.DuckDBPyConnection, request: str | None) -> tuple[list[str], Rows]:
    columns: list[str] = []
    rows: Rows = []
    for of_request, code, title, _ in connection.execute(_CODES, {"request": request}).fetchall():
        columns, found = _ask(connection, _SHARES, {"request": of_request, "code": code})
        rows += [(of_request, code, title, *row) for row in found]
    return ["request_id", "outcome_code", "outcome_title", *columns], rows


def _notes(coverage: Rows, caveats: Rows) -> Rows:
    silent = [row for row in coverage if not row[5]]
    usable = len(coverage) - len(silent)
    return [
        ("Outcomes of recorded crimes: notes",),
        (),
        ("Method",),
        *((line,) for line in METHOD),
        (),
        ("Symbols",),
        *SYMBOLS.items(),
        (),
        ("Coverage",),
        (f"{usable} of {len(coverage)} forces that were asked gave counts that can be used.",),
        (),
        ("Forces without usable counts",),
        *((row[1], row[0], row[4], row[6]) for row in silent),
        *([] if silent else [("None",)]),
        (),
        ("Caveats, as the forces state them",),
        *caveats,
        *([] if caveats else [("None",)]),
    ]


def _fill(sheet: WriteOnlyWorksheet, rows: Iterable[tuple[Any, ...]], *, head: bool = False) -> None:
    if head:
        sheet.freeze_panes = "A2"
    for number, row in enumerate(rows):
        bold = number == 0 and (head or len(row) == 1)
        sheet.append([_cell(sheet, value, bold=bold) for value in row])


def _cell(sheet: WriteOnlyWorksheet, value: object, *, bold: bool) -> Any:  # noqa: ANN401 - openpyxl's cell
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", value)[:_LONGEST])
        # A text stays a text, whatever it begins with: nothing that a reply prints may run in a spreadsheet.
        cell.data_type = "s"
        if bold:
            cell.font = Font(bold=True)
        return cell
    return value if value is None or isinstance(value, bool | int | float | date) else str(value)
