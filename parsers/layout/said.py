"""A number of running text on its way to a figure: what its words, its heading and its letter say of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parsers.figure import Figure
from parsers.layout.binding import LABELS_UNKNOWN
from parsers.vocabulary.values import read_value

if TYPE_CHECKING:
    from parsers.figure import Period, Role
    from parsers.layout.context import Told
    from parsers.layout.heading import Heading


@dataclass(slots=True)
class Said:
    """A printed number, where it stands, and what it is about; `held` says why a person must look."""

    printed: str
    locator: str
    label: str
    outcome: str | None = None
    offence: str | None = None
    force: str | None = None
    period: Period | None = None
    period_source: str | None = None
    breakdown: dict[str, str] = field(default_factory=dict)
    totals: list[str] = field(default_factory=list)
    role: Role = "cell"
    part: str | None = None
    held: str | None = None

    def apply(self, heading: Heading) -> None:
        """Take in what the heading above says of all numbers below it."""
        self.outcome = self.outcome or heading.outcome
        self.offence = self.offence or heading.offence
        self.force = self.force or heading.force
        self.part = self.part or heading.part
        self.breakdown.update(heading.breakdown)
        if heading.unknown:
            self.unknown("?heading", heading.unknown)

    def unknown(self, key: str, label: str) -> None:
        """Note a label of an unknown kind, which a person must place."""
        self.breakdown[key] = label
        self.held = self.held or LABELS_UNKNOWN

    def take_period(self, period: Period | None, told: Told) -> None:
        """Take the period of the heading, or the only one of the answer, or of the request."""
        for found, source in (
            (period, "title"),
            (told.answer, "document"),
            (told.request, "request restated"),
        ):
            if found is not None:
                self.period, self.period_source = found, source
                return


def figure_of(said: Said, table_no: int, row: int, column: int) -> Figure:
    """Return the figure of a number that was said at a place."""
    value = read_value("none" if said.printed.lower() == "no" else said.printed)
    breakdown = dict(said.breakdown)
    role: Role = said.role
    if value is not None and value.percentage:
        role = "percentage"
    elif said.totals:
        role = "total"
    elif said.part:
        role = "of_which"
        breakdown["part"] = said.part
    counts = value is not None and role in {"cell", "total", "of_which"}
    held = said.held
    if value is None or value.status == "unreadable":
        held = held or "value not understood"
    return Figure(
        table_no=table_no,
        row=row,
        column=column,
        locator=said.locator,
        raw_text=said.printed,
        row_label=said.label,
        column_label="",
        role=role,
        value_status=value.status if value is not None else "unreadable",
        count=value.count if value is not None and counts else None,
        count_low=value.low if value is not None and counts else None,
        count_high=value.high if value is not None and counts else None,
        outcome_label=said.outcome,
        offence_label=said.offence,
        force_label=said.force,
        period=said.period,
        period_source=said.period_source,
        breakdown=breakdown,
        of_total=tuple(said.totals),
        held_reason=held,
    )
