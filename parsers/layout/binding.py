"""What the labels of a row or a column say of every cell in it, and what speaks against believing it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from parsers.layout.meaning import is_part, is_part_of_year, kind_of_label
from parsers.vocabulary.groups import unit_of
from parsers.vocabulary.periods import find_periods, hull, is_half_span, read_period
from parsers.vocabulary.text import normalise

if TYPE_CHECKING:
    from parsers.figure import Period
    from parsers.layout.meaning import Axis

MEASURES = frozenset(("count", "recorded", "percentage", "rate"))

BREAKS_OFF = "a label breaks off within a date"
LABELS_UNKNOWN = "labels not understood"
NO_JOINT_PERIOD = "its heads name periods that are none together"


@dataclass(slots=True)
class Binding:
    """The meaning of one row or one column, label by label, and of a cell as both together.

    `answers` are the axes on which a label names a member or a total; `totals` those that it sums over.
    `doubt` says why a person must look at all that is bound so.
    """

    outcome: str | None = None
    offence: str | None = None
    force: str | None = None
    period: Period | None = None
    around: Period | None = None
    """What a label that is more than a period speaks of: "Crimes in 2019 at schools"."""
    breakdown: dict[str, str] = field(default_factory=dict)
    totals: list[str] = field(default_factory=list)
    answers: set[str] = field(default_factory=set)
    measure: str = "count"
    part: bool = False
    unit: str | None = None
    part_of_year: str | None = None
    doubt: str | None = None

    def add(self, label: str, axis: Axis, side: str) -> None:
        """Take in one label that stands on an axis; `side` names axes that have no name."""
        if not label:
            return
        if is_half_span(label):
            self.doubted(BREAKS_OFF)
        kind = kind_of_label(label)
        if axis.kind == "other" and axis.name == "unit" and kind != "total":
            self.unit = unit_of(label)
            self._break("unit", label)
            self.answers.add(axis_key(axis, side))
        elif kind in MEASURES:
            self._add_measure(str(kind), axis)
        elif is_part(label):
            self.part = True
            self.breakdown["part"] = label
        else:
            self.answers.add(axis_key(axis, side))
            if kind == "total":
                self.totals.append(axis_key(axis, side))
            else:
                self._add_member(label, axis.kind if axis.kind != "unknown" else str(kind), axis, side)

    def _add_measure(self, kind: str, axis: Axis) -> None:
        if kind == "recorded" and axis.kind == "outcome":
            # Beside outcomes, the crimes recorded are what the outcomes add up to.
            self.answers.add("outcome")
            self.totals.append("outcome")
        elif kind not in {"recorded", "count"}:
            self.measure = kind

    def _add_member(self, label: str, kind: str, axis: Axis, side: str) -> None:
        if kind == "period":
            self._add_period(label, side)
        elif kind == "outcome":
            self.outcome = _both(self.outcome, label)
        elif kind == "offence" and axis.kind == "offence":
            self.offence = _both(self.offence, label)
        elif kind == "force" and axis.kind == "force":
            self.force = label
        else:
            self._break(axis_key(axis, side), label)
            self.around = _spoken_of(label) or self.around

    def _add_period(self, label: str, side: str) -> None:
        period = read_period(label)
        if period is not None:
            self._narrow(period)
        elif is_part_of_year(label):
            self.part_of_year = label
        else:
            self._break(f"?{side}", label)

    def _narrow(self, period: Period) -> None:
        joint = period if self.period is None else narrowed(self.period, period)
        if joint is None:
            self.doubted(NO_JOINT_PERIOD)
        self.period = joint or period

    def _break(self, key: str, label: str) -> None:
        self.breakdown[key] = f"{self.breakdown[key]} - {label}" if key in self.breakdown else label

    def doubted(self, reason: str) -> None:
        """Keep the first reason for which a person must look."""
        self.doubt = self.doubt or reason

    def with_other(self, other: Binding) -> Binding:
        """Return what a cell means that is bound in both ways: by its column's heads and its row's labels."""
        joint = Binding(
            outcome=_both(self.outcome, other.outcome),
            offence=_both(self.offence, other.offence),
            force=other.force or self.force,
            period=self.period,
            around=self.around or other.around,
            breakdown=dict(self.breakdown),
            totals=list(dict.fromkeys((*self.totals, *other.totals))),
            answers=self.answers | other.answers,
            measure=self.measure if self.measure != "count" else other.measure,
            part=self.part or other.part,
            unit=other.unit or self.unit,
            part_of_year=other.part_of_year or self.part_of_year,
            doubt=self.doubt or other.doubt,
        )
        if other.period is not None:
            joint._narrow(other.period)
        for key, label in other.breakdown.items():
            if key == "part":
                joint.breakdown[key] = label
            else:
                joint._break(key, label)
        if joint.period and joint.around and not _meet(joint.period, joint.around):
            # A title that was taken for a label speaks of the next table.
            joint.doubted(NO_JOINT_PERIOD)
        return joint

    def settle_period(self, around: Period | None) -> None:
        """Join a quarter or month to the year that another label, or the table's surroundings, name."""
        if self.part_of_year is None:
            return
        year = self.period or around
        joint = read_period(f"{self.part_of_year} {year.label}") if year is not None else None
        self.period = joint
        if joint is None:
            self._break("?period", self.part_of_year)

    def about(self) -> tuple[object, ...]:
        """Return what is bound, to be compared with another binding of the same side."""
        return (
            self.outcome,
            self.offence,
            self.force,
            self.period,
            self.part_of_year,
            tuple(sorted(self.breakdown.items())),
            tuple(self.totals),
            self.measure,
        )


@lru_cache(maxsize=65536)
def _spoken_of(label: str) -> Period | None:
    """Return what the periods longer than a day cover together that a label names beside other words."""
    spoken = [found.period for found in find_periods(label) if found.period.kind != "day"]
    return hull(spoken) if spoken else None


def _both(first: str | None, second: str | None) -> str | None:
    return f"{first} - {second}" if first and second else first or second


def _meet(first: Period, second: Period) -> bool:
    return first.start <= second.end and second.start <= first.end


def axis_key(axis: Axis, side: str) -> str:
    """Return under what name an axis stands in a figure's breakdown and among what a total sums over."""
    if axis.kind == "unknown":
        return f"?{side}"
    if axis.kind == "other":
        return normalise(axis.name) or side
    return axis.kind


def narrowed(outer: Period, inner: Period) -> Period | None:
    """Return the period that two labels of one cell name together: a year over its quarters or months.

    None where they name none together: one of them is no label of the cell.
    """
    if outer.start <= inner.start and inner.end <= outer.end:
        return inner
    if inner.start <= outer.start and outer.end <= inner.end:
        return outer
    return read_period(f"{inner.label} {outer.label}")
