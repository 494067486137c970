"""From a crosstab to figures: every value cell gets the meaning of the labels on its row and column."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from parsers.figure import Figure
from parsers.layout.crosstab import body_rows
from parsers.layout.kinds import kind_of
from parsers.layout.meaning import Axis, axis_of, is_part, is_part_of_year, kind_of_label, part_names
from parsers.vocabulary.groups import unit_of
from parsers.vocabulary.periods import hull, read_period
from parsers.vocabulary.text import normalise
from parsers.vocabulary.values import read_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.document import Cell
    from parsers.figure import Period, Role
    from parsers.layout.context import Context
    from parsers.layout.crosstab import BodyRow, Crosstab

_WHOLE = 100.05
"""Per cent, with what rounding may add."""
_MEASURES = frozenset(("count", "recorded", "percentage", "rate"))


@dataclass(slots=True)
class _Meaning:
    """What the labels on the way to a cell add up to."""

    outcome: str | None = None
    offence: str | None = None
    force: str | None = None
    period: Period | None = None
    breakdown: dict[str, str] = field(default_factory=dict)
    totals: list[str] = field(default_factory=list)
    measure: str = "count"
    part: bool = False
    unit: str | None = None
    part_of_year: str | None = None

    def add(self, label: str, axis: Axis, side: str) -> None:
        """Take in one label; `side` is "rows" or "columns"."""
        if not label:
            return
        kind = kind_of_label(label)
        if axis.kind == "other" and axis.name == "unit" and kind != "total":
            self.unit = unit_of(label)
            self._break("unit", label)
            return
        if kind in _MEASURES:
            self._measure(str(kind), axis)
        elif kind == "total":
            self.totals.append(_key(axis, side))
        elif is_part(label):
            self.part = True
            self.breakdown["part"] = label
        elif axis.kind == "period" or (kind == "period" and axis.kind == "unknown"):
            self._period(label, side)
        elif axis.kind == "outcome" or (kind == "outcome" and axis.kind == "unknown"):
            self.outcome = label if self.outcome is None else f"{self.outcome} - {label}"
        elif axis.kind == "offence":
            self.offence = label if self.offence is None else f"{self.offence} - {label}"
        elif axis.kind == "force":
            self.force = label
        else:
            self._break(_key(axis, side), label)

    def _measure(self, kind: str, axis: Axis) -> None:
        if kind == "recorded":
            # Beside outcomes, the crimes recorded are what the outcomes add up to.
            if axis.kind == "outcome":
                self.totals.append("outcome")
        elif kind != "count":
            self.measure = kind

    def _period(self, label: str, side: str) -> None:
        period = read_period(label)
        if period is None and is_part_of_year(label):
            self.part_of_year = label
        elif period is None:
            self._break(f"?{side}", label)
        else:
            self.period = period if self.period is None else _narrowed(self.period, period)

    def settle_period(self, around: Period | None) -> None:
        """Join a quarter or month to the year that another label, or the table's surroundings, name."""
        if self.part_of_year is None:
            return
        year = self.period or around
        joint = read_period(f"{self.part_of_year} {year.label}") if year is not None else None
        self.period = joint
        if joint is None:
            self._break("?period", self.part_of_year)

    def _break(self, key: str, label: str) -> None:
        self.breakdown[key] = f"{self.breakdown[key]} - {label}" if key in self.breakdown else label


def _key(axis: Axis, side: str) -> str:
    """Return under what name an axis stands in a figure's breakdown and among what a total sums over."""
    if axis.kind == "unknown":
        return f"?{side}"
    if axis.kind == "other":
        return normalise(axis.name) or side
    return axis.kind


def _narrowed(outer: Period, inner: Period) -> Period:
    """Return the period that two labels of one cell name together: a year over its quarters or months."""
    if outer.start <= inner.start and inner.end <= outer.end:
        return inner
    if inner.start <= outer.start and outer.end <= inner.end:
        return outer
    joint = read_period(f"{inner.label} {outer.label}")
    return joint or inner


@dataclass(frozen=True, slots=True)
class _Axes:
    rows: tuple[Axis, ...]
    heads: tuple[Axis, ...]

    @property
    def kinds(self) -> set[str]:
        """The kinds of all axes of the table."""
        return {axis.kind for axis in (*self.rows, *self.heads)}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A crosstab with what is known of it as a whole; `span` is what its periods cover together."""

    tab: Crosstab
    axes: _Axes
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
    axes = _axes(tab, rows)
    sheet = _Sheet(tab, axes, context, table_no, _span(tab, rows, axes))
    unclear = _unclear_columns(sheet, rows[0])
    return [
        _doubted(_figure(sheet, row, column), unclear.get(column))
        for row in rows
        for column in tab.values
        if row.cells[column].text or row.cells[column].column_span == 1
    ]


def _unclear_columns(sheet: _Sheet, row: BodyRow) -> dict[int, str]:
    """Return the columns whose heads do not tell them from another one, or that have none, and why.

    Two columns that mean the same are a head that was not bound to its column; nothing in them is accepted.
    """
    meanings: dict[object, list[int]] = {}
    for column in sheet.tab.values:
        figure = _figure(sheet, row, column)
        about = (
            figure.outcome_label,
            figure.offence_label,
            figure.force_label,
            figure.period,
            figure.role,
            figure.column_label if figure.role in {"percentage", "rate"} else None,
            tuple(sorted(figure.breakdown.items())),
            figure.of_total,
        )
        meanings.setdefault(about, []).append(column)
    unclear = {
        column: "columns not told apart"
        for columns in meanings.values()
        if len(columns) > 1
        for column in columns
    }
    if sheet.tab.head and any(any(sheet.tab.head_path(column)) for column in sheet.tab.values):
        for column in sheet.tab.values:
            if not any(sheet.tab.head_path(column)):
                unclear[column] = "column without a head"
    return unclear


def _doubted(figure: Figure, reason: str | None) -> Figure:
    return figure if reason is None or figure.held_reason else replace(figure, held_reason=reason)


def _is_answer(text: str) -> bool:
    return kind_of(text) in {"value", "year"}


def _axes(tab: Crosstab, rows: Sequence[BodyRow]) -> _Axes:
    label_axes: list[Axis] = []
    beside = ""
    for position in range(len(tab.labels)):
        below, aside = part_names(tab.corner(position))
        beside = beside or aside
        label_axes.append(axis_of(below, (row.labels[position] for row in rows)))
    head_axes = []
    for number, row in enumerate(tab.head):
        name = beside or _banner(tab, number)
        head_axes.append(axis_of(name, (row[column].text for column in tab.values)))
    return _Axes(tuple(label_axes), tuple(head_axes))


def _banner(tab: Crosstab, number: int) -> str:
    """Return the text of the head row above that names this one: "Financial year" over the years."""
    if number == 0:
        return ""
    above = {tab.head[number - 1][column].text for column in tab.values}
    return above.pop() if len(above) == 1 else ""


def _span(tab: Crosstab, rows: Sequence[BodyRow], axes: _Axes) -> Period | None:
    """Return what the periods of the table cover together: the period of its totals over time."""
    periods: list[Period | None] = []
    for position, axis in enumerate(axes.rows):
        if axis.kind == "period":
            periods += [read_period(row.labels[position]) for row in rows]
    for number, axis in enumerate(axes.heads):
        if axis.kind == "period":
            periods += [read_period(tab.head[number][column].text) for column in tab.values]
    known = [period for period in periods if period is not None]
    return hull(known) if known else None


def _figure(sheet: _Sheet, row: BodyRow, column: int) -> Figure:
    meaning = _Meaning()
    heads = sheet.tab.head_path(column)
    for number, head in enumerate(heads):
        if head and not (number and head == heads[number - 1]) and not is_banner(sheet.tab, number):
            meaning.add(head, sheet.axes.heads[number], _side(sheet.axes.heads, number, "columns"))
    if row.section:
        meaning.add(row.section, _section_axis(row.section), "section")
    for position, label in enumerate(row.labels):
        meaning.add(label, sheet.axes.rows[position], _side(sheet.axes.rows, position, "rows"))
    cell = row.cells[column]
    meaning.settle_period(sheet.context.period)
    period, source = _period(meaning, sheet)
    _fill_in(meaning, sheet)
    role = _role(meaning, cell)
    counts = role in {"cell", "total", "of_which"}
    value = read_value(cell.text)
    held = _held(meaning, row, heads)
    if value is None or value.status == "unreadable" or (role == "percentage" and _over_all(cell.text)):
        held = held or "value not understood"
    return Figure(
        table_no=sheet.table_no,
        row=cell.row,
        column=cell.column,
        locator=cell.locator,
        raw_text=cell.text,
        row_label=" | ".join(part for part in (row.section, *row.labels) if part),
        column_label=" | ".join(dict.fromkeys(head for head in heads if head)),
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


def _over_all(text: str) -> bool:
    """Say whether a share is more than the whole: two numbers that print has run into one."""
    number = re.fullmatch(r"([\d,]+(?:\.\d+)?)\s*%?", text.strip())
    return number is not None and float(number.group(1).replace(",", "")) > _WHOLE


def _side(axes: Sequence[Axis], number: int, side: str) -> str:
    """Return the name of an axis without one: its side, counted where several axes there are unknown."""
    unknown = [index for index, axis in enumerate(axes) if axis.kind == "unknown"]
    if number in unknown[1:]:
        return f"{side} {unknown.index(number) + 1}"
    return side


def is_banner(tab: Crosstab, number: int) -> bool:
    """Say whether a head row is one text over all columns, which names the axis below it and no cell."""
    texts = {tab.head[number][column].text for column in tab.values}
    return number + 1 < len(tab.head) and len(texts) == 1 and len(tab.values) > 1


def _section_axis(section: str) -> Axis:
    return axis_of("", [section]) if kind_of_label(section) else Axis("other", "section")


def _period(meaning: _Meaning, sheet: _Sheet) -> tuple[Period | None, str | None]:
    """Return a figure's period and where it was printed; without one of its own it sums over the table's."""
    if meaning.period is not None:
        return meaning.period, "cell"
    if sheet.span is not None:
        if "period" not in meaning.totals:
            meaning.totals.append("period")
        return sheet.span, "cell"
    return sheet.context.period, sheet.context.period_source


def _fill_in(meaning: _Meaning, sheet: _Sheet) -> None:
    """Take from the table's surroundings what none of its axes says."""
    kinds = sheet.axes.kinds
    if meaning.outcome is None and "outcome" not in kinds:
        meaning.outcome = sheet.context.outcome
    if meaning.offence is None and "offence" not in kinds:
        meaning.offence = sheet.context.offence
    if sheet.context.breakdown is not None:
        meaning.breakdown.setdefault(*sheet.context.breakdown)


def _held(meaning: _Meaning, row: BodyRow, heads: Sequence[str]) -> str | None:
    if any(key.startswith("?") for key in meaning.breakdown):
        return "labels not understood"
    if not any(row.labels) and not any(heads):
        return "no label"
    return None


def _role(meaning: _Meaning, cell: Cell) -> Role:
    value = read_value(cell.text)
    if meaning.measure == "percentage" or (value is not None and value.percentage):
        return "percentage"
    if meaning.measure == "rate":
        return "rate"
    if meaning.part:
        return "of_which"
    return "total" if meaning.totals else "cell"
