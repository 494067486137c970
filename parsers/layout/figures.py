"""From a crosstab to figures: every value cell means what its row and its column are bound to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.document import IDLE_SUM
from parsers.figure import Figure
from parsers.layout.axes import Axes, axes_of
from parsers.layout.binding import LABELS_UNKNOWN, Binding
from parsers.layout.bindings import bind_columns, bind_rows
from parsers.layout.kinds import kind_of
from parsers.layout.sections import body_rows
from parsers.vocabulary.periods import hull
from parsers.vocabulary.values import read_value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parsers.figure import Period, Role
    from parsers.layout.context import Context
    from parsers.layout.crosstab import Crosstab
    from parsers.layout.sections import BodyRow
    from parsers.vocabulary.values import Value

_WHOLE = 100.05
"""Per cent, with what rounding may add."""
_COUNTS = frozenset(("cell", "total", "of_which"))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A crosstab with what is known of it as a whole; `span` is what its periods cover together."""

    tab: Crosstab
    axes: Axes
    context: Context
    table_no: int
    span: Period | None


def figures_of(tab: Crosstab, table_no: int, context: Context) -> list[Figure]:
    """Return the figures of one crosstab; `context` fills what its own labels leave open.

    Nothing comes from a table in which no value stands: an empty form is the requester's, not an answer.
    """
    rows = body_rows(tab)
    if not any(_is_answer(row.cells[column].text) for row in rows for column in tab.values):
        return []
    lines = [row for row in rows if not row.idle]
    axes = axes_of(tab, lines)
    bound_columns = bind_columns(tab, lines, axes, context.step)
    counted = [column for column, bound in bound_columns.items() if bound.measure == "count"]
    bound_rows = bind_rows(tab, lines, axes, context.step, counted)
    span = _span((*bound_rows, *bound_columns.values()))
    sheet = _Sheet(tab, axes, context, table_no, span)
    heads = {column: " | ".join(dict.fromkeys(filter(None, tab.head_path(column)))) for column in tab.values}
    figures = []
    bindings = iter(bound_rows)
    for row in rows:
        bound = Binding(doubt=IDLE_SUM) if row.idle else next(bindings)
        label = " | ".join(part for part in (row.section, *row.labels) if part)
        for column in tab.values:
            cell = row.cells[column]
            if not cell.text and (row.idle or (not heads[column] and any(heads.values()))):
                # Beside a name, or below no head among heads, a blank counts nothing.
                continue
            if cell.text or cell.column_span < len(tab.values) or cell.column_span == 1:
                meaning = bound_columns[column].with_other(bound)
                if not label and (not heads[column] or _has_other_text(tab, row)):
                    meaning.doubted("no label")
                figures.append(_figure(sheet, row, column, meaning, (label, heads[column])))
    return figures


def _has_other_text(tab: Crosstab, row: BodyRow) -> bool:
    """Say whether a text stands on a row that is neither its label nor a value: it may be its label."""
    known = {*tab.labels, *tab.values}
    return any(kind_of(cell.text) == "text" for at, cell in enumerate(row.cells) if at not in known)


def _is_answer(text: str) -> bool:
    return kind_of(text) in {"value", "year"}


def _span(bindings: Iterable[Binding]) -> Period | None:
    """Return what the periods of the table cover together: the period of its totals over time."""
    known = [bound.period for bound in bindings if bound.period is not None]
    return hull(known) if known else None


def _figure(sheet: _Sheet, row: BodyRow, column: int, meaning: Binding, labels: tuple[str, str]) -> Figure:
    """Return the figure of a cell; one that is merged over blank columns stands for a blank in each."""
    cell = row.cells[column]
    meaning.settle_period(sheet.context.period)
    period, source = _period(meaning, sheet)
    _fill_in(meaning, sheet)
    value = read_value(cell.text) or _sign(cell.text, row, sheet.tab)
    role = _role(meaning, value)
    counts = value is not None and role in _COUNTS
    held = meaning.doubt
    if any(key.startswith("?") for key in meaning.breakdown):
        # Who tells what the labels mean has not looked at any other doubt.
        held = held or LABELS_UNKNOWN
    if value is None or value.status == "unreadable" or (role == "percentage" and _over_all(cell.text)):
        held = held or "value not understood"
    return Figure(
        table_no=sheet.table_no,
        row=cell.row,
        column=column if not cell.text else cell.column,
        locator=cell.locator,
        raw_text=cell.text,
        row_label=labels[0],
        column_label=labels[1],
        role=role,
        value_status=value.status if value is not None else "unreadable",
        count=value.count if value is not None and counts else None,
        count_low=value.low if value is not None and counts else None,
        count_high=value.high if value is not None and counts else None,
        outcome_label=meaning.outcome,
        offence_label=meaning.offence,
        force_label=meaning.force or sheet.context.force,
        period=period,
        period_source=source,
        breakdown=meaning.breakdown,
        unit=meaning.unit,
        of_total=tuple(dict.fromkeys(meaning.totals)),
        held_reason=held,
    )


def _sign(text: str, row: BodyRow, tab: Crosstab) -> Value | None:
    """Return what a capital letter says in a row in which the same letter stands small, as a sign."""
    small = text.casefold()
    if len(text) != 1 or small == text or all(row.cells[column].text != small for column in tab.values):
        return None
    return read_value(small)


def _over_all(text: str) -> bool:
    """Say whether a share is more than the whole: two numbers that print has run into one."""
    number = re.fullmatch(r"([\d,]+(?:\.\d+)?)\s*%?", text.strip())
    return number is not None and float(number.group(1).replace(",", "")) > _WHOLE


def _period(meaning: Binding, sheet: _Sheet) -> tuple[Period | None, str | None]:
    """Return a figure's period and where it was printed; a sum over time covers the table's periods.

    A cell without one in a table of periods has none: what it covers cannot be known.
    """
    if meaning.period is not None:
        return meaning.period, "cell"
    if sheet.span is None:
        return sheet.context.period, sheet.context.period_source
    return (sheet.span, "cell") if "period" in meaning.totals else (None, None)


def _fill_in(meaning: Binding, sheet: _Sheet) -> None:
    """Take from the table's surroundings what none of its axes says."""
    kinds = sheet.axes.kinds
    if meaning.outcome is None and "outcome" not in kinds:
        meaning.outcome = sheet.context.outcome
    if meaning.offence is None and "offence" not in kinds:
        meaning.offence = sheet.context.offence
    if sheet.context.breakdown is not None:
        meaning.breakdown.setdefault(*sheet.context.breakdown)


def _role(meaning: Binding, value: Value | None) -> Role:
    if meaning.measure == "percentage" or (value is not None and value.percentage):
        return "percentage"
    if meaning.measure == "rate":
        return "rate"
    if meaning.part:
        return "of_which"
    return "total" if meaning.totals else "cell"
