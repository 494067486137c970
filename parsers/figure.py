"""What is read from a reply: figures, checks of them, numbers that were not understood, and signs of origin.

These records cross from `parsers/` to `warehouse/`; each becomes a row.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from parsers.often_made import often_made
from parsers.scans.engine import can_recognise

if TYPE_CHECKING:
    from datetime import date

PARSER_VERSION = "1+ocr" if can_recognise() else "1"
"""Raised whenever a reading could change; a document is parsed once per version, and once more when scans can
be read that could not be before."""

PeriodKind = Literal["calendar", "financial", "quarter", "month", "day", "range"]
Role = Literal["cell", "total", "of_which", "percentage", "rate"]
ValueStatus = Literal[
    "exact", "suppressed", "rounded", "dash", "blank", "not_held", "exempt", "unreadable", "record"
]
DimensionKind = Literal["outcome", "offence", "period", "place", "force", "other", "unknown"]


@often_made(frozen=True, slots=True)
class Period:
    """A span of whole days, both ends included.

    `kind` is what its label names; `partial` is true where a label names a year, quarter or month and covers
    less of it ("2015 (from April)").
    """

    start: date
    end: date
    label: str
    kind: PeriodKind
    partial: bool = False


@often_made(frozen=True, slots=True)
class Figure:
    """One number read from one place.

    Identity is position: `table_no` (from 1; 0 for running text), `row` and `column` (from 0 in the stitched
    table; for running text the passage's index and the offset in it). `outcome_label` and `offence_label`
    are the printed wordings; what they mean is looked up when the warehouse is built. `breakdown` holds every
    further label by its kind ("place", "age", …); a key that starts with "?" is an axis whose meaning was not
    recognised. `count_low` and `count_high` bound the count (high None: unbounded); `count` is given only
    where the value is exact. `held_reason` says why a person must look, or is None.
    """

    table_no: int
    row: int
    column: int
    locator: str
    raw_text: str
    row_label: str
    column_label: str
    role: Role
    value_status: ValueStatus
    count: int | None
    count_low: int | None
    count_high: int | None
    outcome_label: str | None = None
    offence_label: str | None = None
    force_label: str | None = None
    period: Period | None = None
    period_source: str | None = None
    """Where the period was printed: "cell", "title", "section", "document"."""
    breakdown: dict[str, str] = field(default_factory=dict)
    of_total: tuple[str, ...] = ()
    """For a total: the kinds of axis that it sums over; "force, in part" for some of its members."""
    unit: str | None = None
    basis: str | None = None
    held_reason: str | None = None
    confidence: float = 1.0
    """How sure the reader is of `raw_text`, from 0 to 1; less than 1 only where it was recognised."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check of one document: what was expected, what was found, and where.

    `reading` is true where a failure points at the reading rather than at the authority's own figures.
    """

    check: str
    passed: bool
    expected: str
    actual: str
    table_no: int
    locators: tuple[str, ...]
    note: str = ""
    reading: bool = True


@dataclass(frozen=True, slots=True)
class LostNumber:
    """A number of the answer that became no figure and has no known other meaning."""

    locator: str
    raw_text: str
    around: str
    """The words around it, for a person to judge."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Something in a document that tells whose reply it is, to which request, or of what day.

    `kind` is one of "reference", "force", "domain", "date", "extracted_on", "message_id", "in_reply_to",
    "subject", "answer"; `value` a normalised reference, a force id, a mail domain, an ISO date, an id or a
    text: of an answer its question, what became of it and by which exemptions, "2: refused s.40(2)".
    """

    kind: str
    value: str
    locator: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found out about one table that its figures' values rest on.

    `kind` "dash" or "blank" with value "zero" or "unknown"; `note` says what proved it.
    """

    table_no: int
    kind: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Caveat:
    """A sentence of the reply that limits what its figures mean, verbatim."""

    text: str
    locator: str


@dataclass(frozen=True, slots=True)
class Hidden:
    """Something that a document holds and does not show: counted with its place, and never read.

    `kind` is one of `parsers.screening.KINDS`; `place` names where it is without repeating any of it (a
    hidden sheet by its number, not by its title). `count` says how many there are, `filled` how many filled
    cells, records or words they hold, where that can be told. `holds` is true where it could be personal
    data, so that the document waits for a person.
    """

    kind: str
    place: str
    count: int
    filled: int | None
    holds: bool


@dataclass(slots=True)
class Reading:
    """All that was read from one document.

    `state` is "read", "held" (a person must do something first, as `reason` says) or "failed" (it cannot be
    read, as `reason` says). `quarantine` names the hidden data because of which it is held, and begins the
    `reason`; a person may release it.
    """

    document_id: str
    parent_id: str | None
    name: str
    format: str
    bytes: int
    parts: int | None
    state: Literal["read", "held", "failed"]
    reason: str | None
    figures: list[Figure] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    lost: list[LostNumber] = field(default_factory=list)
    signs: list[Sign] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    caveats: list[Caveat] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)
    quarantine: str | None = None
    override: str = ""
    """The digest of the override with which it was read, where there is one for it."""
    disposition: str = "unknown"
    exemptions: tuple[str, ...] = ()

    @property
    def is_locked(self) -> bool:
        """Whether it waits for a password."""
        return self.state == "held" and (self.reason or "").startswith("password needed")
