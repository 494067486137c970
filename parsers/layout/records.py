"""Lists with one row per crime: every row counts one, and equal rows are different crimes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from parsers.figure import Check, Figure, Period
from parsers.layout.kinds import is_line, kind_of
from parsers.layout.meaning import axis_of
from parsers.vocabulary.dimensions import axis_named, is_measure, is_total
from parsers.vocabulary.outcomes import find_outcome
from parsers.vocabulary.periods import find_periods, read_period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.document import Cell
    from parsers.layout.context import Context
    from parsers.layout.kinds import Rows

_IDENTITY = re.compile(
    r"\b(?:no\.?|number|ref(?:erence)?|id|urn|row|index|record|unique|crime ?no|occurrence)\b|^#$|^$",
    re.IGNORECASE,
)
_RECORDED = re.compile(r"record|report|creat|crime date|date", re.IGNORECASE)
_COMMITTED = re.compile(r"commit|offence date|from date|incident", re.IGNORECASE)
_CLOSED = re.compile(r"outcome|dispos|closed|finalis|result", re.IGNORECASE)
_INTEGER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class RecordList:
    """A list of crimes: its head, its rows, and which column says what."""

    head: tuple[Cell, ...]
    rows: Rows
    total: tuple[Cell, ...] | None
    outcome: int
    period: int | None
    offence: int | None
    place: int | None
    number: int | None


def titles_of(rows: Rows) -> tuple[str, ...]:
    """Return the lines over a table that stand in its grid: a printed sheet draws cells around its titles."""
    titles: list[str] = []
    for row in rows:
        filled = {id(cell): cell.text for cell in row if cell.text}
        if len(filled) != 1:
            break
        titles += filled.values()
    return tuple(titles)


def _notes_below(rows: Rows) -> int:
    """Return how many rows at the end of a grid are blank or hold one line of text, as notes do."""
    count = 0
    for row in reversed(rows):
        filled = {id(cell): cell.text for cell in row if cell.text}
        if filled and not (len(filled) == 1 and is_line(row) and kind_of(row[0].text) == "text"):
            break
        count += 1
    return count


def find_records(rows: Rows) -> RecordList | None:
    """Return the list of crimes that a grid is, or None where it counts them already.

    Its titles may stand above it in the grid, its notes below it.
    """
    rows = rows[len(titles_of(rows)) : len(rows) - _notes_below(rows)]
    if len(rows) < 3 or len(rows[0]) < 2:
        return None
    head, body = rows[0], list(rows[1:])
    if not all(kind_of(cell.text) in {"text", "blank"} for cell in head):
        return None
    total = None
    if is_total(body[-1][0].text) or is_total(next((c.text for c in body[-1] if c.text), "")):
        total = body.pop()
    if len(body) < 2:
        return None
    kinds: list[str] = []
    for column in reversed(range(len(head))):
        # Counts stand at the right: where there are some, the others need no look.
        kinds.insert(0, _column_kind(head[column].text, [row[column] for row in body]))
        if kinds[0] == "count":
            return None
    if "outcome" not in kinds:
        return None
    if not ({"period", "number"} & set(kinds)):
        return None
    return RecordList(
        head=head,
        rows=tuple(body),
        total=total,
        outcome=kinds.index("outcome"),
        period=_period_column(head, kinds),
        offence=kinds.index("offence") if "offence" in kinds else None,
        place=kinds.index("place") if "place" in kinds else None,
        number=kinds.index("number") if "number" in kinds else None,
    )


def _column_kind(head: str, cells: Sequence[Cell]) -> str:
    """Return what a column of a list holds: "count" where its numbers may be counts."""
    texts = [cell.text for cell in cells if cell.text]
    if not texts:
        return "blank"
    if _runs(texts):
        return "number"
    if is_measure(head) is not None:
        return "count"
    periods = sum(_period(cell) is not None for cell in cells if cell.text)
    if periods >= 0.9 * len(texts):
        return "period"
    numbers = sum(kind_of(text) == "value" for text in texts)
    if numbers >= 0.5 * len(texts):
        if axis_named(head) == "outcome" and _are_codes(texts):
            return "outcome"
        distinct = len(set(texts)) == len(texts)
        whole = all(_INTEGER.fullmatch(text.replace("/", "").replace("-", "")) for text in texts)
        if distinct and whole and _IDENTITY.search(head):
            return "number"
        return "other" if _is_property(head) else "count"
    axis = axis_of(head, texts)
    if axis.kind == "unknown":
        return "other"
    return axis.kind


def _are_codes(texts: Sequence[str]) -> bool:
    """Say whether all texts say outcomes by number or name, and some are no counts: "15A" among them."""
    distinct = set(texts)
    return any(not text.isdecimal() for text in distinct) and all(
        find_outcome(text, bare_numbers=True).codes is not None for text in distinct
    )


def _is_property(head: str) -> bool:
    """Say whether a head names a number that describes a crime, not one that counts crimes."""
    return (
        re.search(r"\bage\b|\bcode\b|\bbeat\b|\bpostcode\b|\bweek\b|\bhour\b|\bclass\b", head, re.IGNORECASE)
        is not None
    )


def _runs(texts: Sequence[str]) -> bool:
    if not all(map(_INTEGER.fullmatch, texts)):
        return False
    numbers = list(map(int, texts))
    steps = sum(after - before == 1 for before, after in pairwise(numbers))
    return len(numbers) > 2 and steps >= 0.9 * (len(numbers) - 1)


def _period(cell: Cell) -> Period | None:
    if isinstance(cell.value, datetime):
        day = cell.value.date()
        return Period(day, day, cell.text, "day") if kind_of(cell.text) != "year" else read_period(cell.text)
    if isinstance(cell.value, date):
        return Period(cell.value, cell.value, cell.text, "day")
    # A day may be followed by the time of day; by another day where rows were read as one.
    first, _, rest = cell.text.partition(" ")
    whole = read_period(cell.text)
    begun = None if whole else read_period(first)
    return whole if begun is None or find_periods(rest) else begun


def _period_column(head: Sequence[Cell], kinds: Sequence[str]) -> int | None:
    """Return the column that says when: recorded, else committed, and when closed only if it must be."""
    columns = [column for column, kind in enumerate(kinds) if kind == "period"]

    def rank(column: int) -> int:
        text = head[column].text
        if _CLOSED.search(text):
            return 3
        if _COMMITTED.search(text):
            return 2
        return 0 if _RECORDED.search(text) else 1

    return min(columns, key=rank, default=None)


def record_figures(records: RecordList, table_no: int, context: Context) -> list[Figure]:
    """Return one figure per row of a list of crimes."""
    figures = []
    basis = _basis(records)
    for row in records.rows:
        cell = row[records.outcome]
        period = _period(row[records.period]) if records.period is not None else context.period
        source = "cell" if records.period is not None else context.period_source
        offence = row[records.offence].text if records.offence is not None else context.offence
        breakdown = {"place": row[records.place].text} if records.place is not None else {}
        label = row[records.number].text if records.number is not None else ""
        figures.append(
            Figure(
                table_no=table_no,
                row=cell.row if cell.text else row[0].row,
                column=cell.column,
                locator=cell.locator,
                raw_text=cell.text,
                row_label=label,
                column_label=records.head[records.outcome].text,
                role="cell",
                value_status="record",
                count=1,
                count_low=1,
                count_high=1,
                outcome_label=cell.text or "(blank)",
                offence_label=offence or None,
                force_label=context.force,
                period=period,
                period_source=source if period else None,
                breakdown=breakdown,
                basis=basis,
            )
        )
    return figures


def _basis(records: RecordList) -> str | None:
    """Return by which date the crimes are placed in time, as the column's head says."""
    if records.period is None:
        return None
    head = records.head[records.period].text
    if _CLOSED.search(head):
        return "outcome"
    if _COMMITTED.search(head):
        return "offence date"
    return "recorded" if _RECORDED.search(head) else None


def record_checks(records: RecordList, table_no: int) -> list[Check]:
    """Check that a numbered list skips no number, and that its own total is the number of its rows."""
    checks = []
    if records.number is not None:
        cells = [row[records.number] for row in records.rows]
        numbers = [int(cell.text) for cell in cells if _INTEGER.fullmatch(cell.text)]
        if _runs([cell.text for cell in cells]) and numbers:
            missing = sorted(set(range(numbers[0], numbers[-1] + 1)) - set(numbers))
            checks.append(
                Check(
                    check="row numbers run on",
                    passed=not missing,
                    expected=f"{numbers[0]} to {numbers[-1]}",
                    actual=f"{len(numbers)} rows" + (f", without {_few(missing)}" if missing else ""),
                    table_no=table_no,
                    locators=(cells[0].locator, cells[-1].locator),
                )
            )
    if records.total is not None:
        printed = next((cell for cell in records.total if kind_of(cell.text) == "value"), None)
        if printed is not None:
            checks.append(
                Check(
                    check="rows add up to the printed total",
                    passed=printed.text.replace(",", "") == str(len(records.rows)),
                    expected=printed.text,
                    actual=str(len(records.rows)),
                    table_no=table_no,
                    locators=(printed.locator,),
                )
            )
    return checks


def _few(numbers: Sequence[int]) -> str:
    text = ", ".join(str(number) for number in numbers[:5])
    return f"{text} and {len(numbers) - 5} more" if len(numbers) > 5 else text
