"""What every row and every column of a table is bound to, and which of them a person must look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from parsers.layout.axes import banner_text, is_banner
from parsers.layout.binding import BREAKS_OFF, Binding
from parsers.layout.meaning import kind_of_label
from parsers.layout.sums import add_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from parsers.document import Cell
    from parsers.layout.axes import Axes, TableAxis
    from parsers.layout.crosstab import Crosstab
    from parsers.layout.sections import BodyRow

_Label = tuple[str, "TableAxis"]
_PROOFS = 2
"""Places where numbers must add up before an unknown label's line is taken for their sum."""
_SLIPS = 3
"""Places where a total closes for each where it does not: its sum is known all the same."""


@dataclass(slots=True)
class _Line:
    """A row or a column: its labels on their axes, its section, its cells and what it is bound to."""

    labels: tuple[_Label, ...]
    cells: tuple[Cell, ...]
    section: _Label | None = None
    binding: Binding = field(default_factory=Binding)

    def bind(self) -> None:
        """Bind the line to what its labels say."""
        self.binding = Binding()
        for label, on in (*((self.section,) if self.section else ()), *self.labels):
            self.binding.add(label, on.axis, on.side)

    @property
    def nearest(self) -> str:
        """The label that stands next to the cells."""
        return self.labels[-1][0] if self.labels else ""

    @property
    def is_plain(self) -> bool:
        """Whether the line counts members, not a part, a share or a sum of them."""
        bound = self.binding
        return not (bound.totals or bound.part or bound.doubt) and bound.measure == "count"


def bind_rows(
    tab: Crosstab, rows: Sequence[BodyRow], axes: Axes, step: int, counted: Sequence[int] = ()
) -> list[Binding]:
    """Return what each row is bound to; `step` is what the document's numbers are rounded to.

    `counted` are the columns of counts, in which sums may add up; without any, all that hold values.
    """
    lines = [
        _Line(
            tuple(zip(row.labels, axes.rows, strict=True)),
            tuple(row.cells[column] for column in counted or tab.values),
            (row.section, axes.section) if row.section and axes.section else None,
        )
        for row in rows
    ]
    asked = [each.key for each in (*((axes.section,) if axes.section else ()), *axes.rows) if each.members]
    _settle(lines, [(key,) for key in asked], "row", step)
    _settle_groups(lines, [row.group for row in rows], asked, step)
    if any(each.members for each in axes.heads):
        _tell_apart(lines, "rows")
    _doubt_days(lines)
    return [line.binding for line in lines]


def bind_columns(tab: Crosstab, rows: Sequence[BodyRow], axes: Axes, step: int) -> dict[int, Binding]:
    """Return what each value column is bound to."""
    lines = {}
    for column in tab.values:
        lines[column] = _Line(_heads(tab, column, axes), tuple(row.cells[column] for row in rows))
    _settle(list(lines.values()), axes.asked_of_columns, "column", step)
    _tell_apart(list(lines.values()), "columns")
    _doubt_days(list(lines.values()))
    if any(any(tab.head_path(column)) for column in tab.values):
        for column, line in lines.items():
            if not any(tab.head_path(column)) and not line.binding.totals:
                line.binding.doubt = "column without a head"
    return {column: line.binding for column, line in lines.items()}


def _heads(tab: Crosstab, column: int, axes: Axes) -> tuple[_Label, ...]:
    """Return the heads over a column, each on its axis; one over several rows stands on the lowest of them.

    What only names the axis below it is no head; what stands beside such a name is one of that axis.
    """
    path = tab.head_path(column)
    return tuple(
        (head, on)
        for number, head in enumerate(path)
        if not (number + 1 < len(path) and head and head == path[number + 1])
        and not (is_banner(tab, number) and head == banner_text(tab, number))
        for on in _head_axes(tab, number, column, axes)
    )


def _head_axes(tab: Crosstab, number: int, column: int, axes: Axes) -> Iterable[TableAxis]:
    """Return the axis on which a head stands: none for the name of one, all parted ones for their total."""
    parted = axes.parted.get(number) or axes.parted.get(number + 1, {})
    if parted and kind_of_label(tab.head[number][column].text) == "total":
        return dict.fromkeys([parted[column]] if column in parted else parted.values())
    if number + 1 in axes.parted:
        return ()
    if column in parted:
        return (parted[column],)
    return (axes.heads[number + is_banner(tab, number)],)


def _settle(lines: Sequence[_Line], asked: Sequence[Sequence[str]], what: str, step: int) -> None:
    """Bind lines; what a line's labels leave open, a part takes from before it and a sum sums over.

    `asked` are the keys of the axes on which each line has a place, on one of several where they are several.
    """
    for line in lines:
        line.bind()
    whole: _Line | None = None
    for line in lines:
        bound = line.binding
        missing = [key for either in asked if bound.answers.isdisjoint(either) for key in either]
        if bound.part:
            _take_whole(bound, whole)
        elif bound.totals:
            bound.totals += missing
        elif missing and bound.measure == "count":
            bound.doubt = f"{what} without a label"
        if not bound.part:
            whole = line
    keys = [key for either in asked for key in either]
    for number, line in enumerate(lines):
        last = number == len(lines) - 1
        if line.binding.doubt or (last and _may_be_sum(line)):
            _settle_sum(line, lines, keys, step)
    _settle_subtotals(lines, keys, step)


def _settle_subtotals(lines: Sequence[_Line], keys: Sequence[str], step: int) -> None:
    """Bind lines as sums of those right above them, where the last line's total closes only without them.

    "Total detected" below the detected is no outcome, whatever it is called: counted as one, it would count
    its crimes twice.
    """
    total = lines[-1] if lines else None
    if total is None or not total.binding.totals or any(line.section for line in lines):
        return
    alike = total.binding.about()
    above = [line for line in lines[:-1] if line.is_plain or line.binding.about() == alike]
    places = range(len(total.cells))
    if not add_up(total.cells, [line.cells for line in above], places, step).refuted:
        return
    run: list[_Line] = []
    members: list[_Line] = []
    sums: dict[str, _Line] = {}
    for line in above:
        found = add_up(line.cells, [each.cells for each in run], places, step)
        if found.proven and not found.refuted:
            # Where all are called "Subtotal", what each sums tells them apart.
            name = line.nearest
            sums[f"{name} ({run[0].nearest} to {run[-1].nearest})" if name in sums else name] = line
            members += run
            run = []
        elif line.binding.totals:
            return
        else:
            run.append(line)
    closing = add_up(total.cells, [each.cells for each in (*members, *run)], places, step)
    if closing.refuted or not closing.proven:
        return
    for name, line in sums.items():
        _make_subtotal(line, keys, name, proven=True)


def _settle_groups(lines: Sequence[_Line], groups: Sequence[bool], keys: Sequence[str], step: int) -> None:
    """Tell of each row that stands further left than the rows below it whether it is their sum.

    Such a sum leaves out what stands in other groups.
    """
    starts = [number for number, group in enumerate(groups) if group]
    for start, end in pairwise([*starts, len(lines)]):
        line, members = lines[start], [line for line in lines[start + 1 : end] if line.is_plain]
        if not members or line.binding.totals:
            continue
        found = add_up(line.cells, [member.cells for member in members], range(len(line.cells)), step)
        proven = bool(found.proven) and not found.refuted
        if len(members) + 1 == len(lines):
            _make_sum(line, keys, proven=proven, labels=line.labels[:-1])
        else:
            _make_subtotal(line, keys, line.nearest, proven=proven)


def _take_whole(part: Binding, whole: _Line | None) -> None:
    """Bind a part of what stands before it to what that is bound to."""
    if whole is None:
        part.doubt = "part of nothing"
        return
    bound = whole.binding
    for name in ("outcome", "offence", "force", "period", "part_of_year", "unit", "doubt"):
        setattr(part, name, getattr(bound, name))
    part.totals, part.answers = list(bound.totals), set(bound.answers)
    part.breakdown = {**bound.breakdown, "part": part.breakdown["part"]}


def _may_be_sum(line: _Line) -> bool:
    """Say whether a last line may be a sum: of one section or of all, or under a name that nobody knows."""
    bound = line.binding
    if bound.part or bound.measure != "count":
        return False
    return line.section is not None if bound.totals else kind_of_label(line.nearest) is None


def _settle_sum(line: _Line, lines: Sequence[_Line], keys: Sequence[str], step: int) -> None:
    """Tell by its numbers what a line is: the sum of its section or group, of all lines, or none."""
    total = bool(line.binding.totals)
    sums = [other for other in lines if other is not line and other.binding.totals]
    own_is_summed = any(line.section and other.section == line.section for other in sums)
    if total and not own_is_summed and any(other.section for other in sums):
        # As in the sections before it, this is the section's own.
        return
    others = [other for other in lines if other is not line and other.is_plain]
    group = [] if own_is_summed else [other for other in others if _like(other, line)]
    needed = 0 if total else 1 if line.binding.doubt else _PROOFS
    places = range(len(line.cells))
    own = add_up(line.cells, [other.cells for other in group], places, step)
    whole = add_up(line.cells, [other.cells for other in others], places, step)
    by_group = bool(group) and not own.refuted
    by_all = len(group) < len(others) and not whole.refuted
    if by_group and by_all:
        line.binding.doubt = "total of a group or of all"
    elif by_group:
        _make_sum(line, keys, proven=own.proven >= needed, labels=line.labels[:-1], section=line.section)
    elif by_all:
        _make_sum(line, keys, proven=whole.proven >= needed)
    elif total and own.refuted > own.proven and whole.proven > _SLIPS * whole.refuted:
        # It closes over all but for a slip of the authority's own.
        _make_sum(line, keys, proven=True)


def _like(other: _Line, line: _Line) -> bool:
    """Say whether two lines stand in one section and one group of rows."""
    return other.section == line.section and other.labels[:-1] == line.labels[:-1]


def _make_sum(
    line: _Line,
    keys: Sequence[str],
    *,
    proven: bool,
    labels: Sequence[_Label] = (),
    section: _Label | None = None,
) -> None:
    """Bind a line as a sum over the axes that its group's labels leave open.

    One that is not proven waits, as a sum: so it is no part of what other totals add up.
    """
    bound = Binding(doubt=None if proven else "may be a total")
    for label, on in (*((section,) if section else ()), *labels):
        bound.add(label, on.axis, on.side)
    bound.totals += [key for key in keys if key not in bound.answers]
    line.binding = bound


def _make_subtotal(line: _Line, keys: Sequence[str], name: str, *, proven: bool) -> None:
    """Bind a line as a sum of some of the lines: it keeps its name, and is no total of all.

    The axes over which it sums are named as summed in part.
    """
    _make_sum(line, [f"{key}, in part" for key in keys], proven=proven, labels=line.labels[:-1])
    line.binding.breakdown["subtotal"] = name


def _doubt_days(lines: Sequence[_Line]) -> None:
    """Doubt lines of a single day that is half of a period: among longer ones, or at the end of one.

    Crimes are counted by days that follow one another, and not on the last days of years alone.
    """
    dated = [line for line in lines if line.binding.period is not None]
    days = [line for line in dated if line.binding.period and line.binding.period.kind == "day"]
    ends = all(_ends_a_month(line.binding.period.start) for line in days if line.binding.period)
    if days and (ends or len(days) < len(dated)):
        for line in days:
            line.binding.doubted(BREAKS_OFF)


def _ends_a_month(day: date) -> bool:
    return day.day == 1 or (day + timedelta(days=1)).day == 1


def _tell_apart(lines: Iterable[_Line], what: str) -> None:
    """Doubt lines that are bound to the same: a label that was not bound to its line, or lies twice."""
    meanings: dict[object, list[_Line]] = {}
    for line in lines:
        shares = line.binding.measure in {"percentage", "rate"}
        labels = tuple(label for label, _ in line.labels) if shares else ()
        meanings.setdefault((line.binding.about(), labels), []).append(line)
    for alike in meanings.values():
        if len(alike) > 1:
            for line in alike:
                line.binding.doubted(f"{what} not told apart")
