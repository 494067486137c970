"""The report of one run: what came, what was read, held, lost and failed, and how long it took."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flows.terminal import some
from warehouse.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from flows.nights.morning import Morning
    from flows.sources.errand import Notice, Tally
    from flows.standing import Standing
    from parsers.figure import Reading
    from warehouse.workspace import Workspace


STAMP = "%Y%m%dT%H%M%SZ"
"""How a run is named: its start, in UTC."""


def begun(stamp: str) -> datetime:
    """When the run of a name began."""
    return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One document that a person should know about: failed, held, or with numbers that were lost."""

    document_id: str
    name: str
    state: str
    reason: str | None
    figures: int
    held: int
    lost: int
    quarantine: str | None = None
    """The hidden data because of which it waits."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What was read in this run, inner documents included; `lost` counts numbers that were not understood."""

    documents: int = 0
    read: int = 0
    held: int = 0
    failed: int = 0
    figures: int = 0
    figures_held: int = 0
    lost: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Add up, name by name."""
        mine, theirs = asdict(self), asdict(other)
        return Counts(**{name: mine[name] + theirs[name] for name in mine})


@dataclass(frozen=True, slots=True)
class Quiet:
    """Nothing new has come for more nights than it may."""

    since: date
    nights: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took besides time: how many documents it read, inner ones included, and bytes.

    `fetched` were delivered, and `kept` of them archived, as never seen before. `warehouse` is the size of
    the published file, and `prefect` that of Prefect's database where it lies on this machine, with what it
    has grown by since the run before.
    """

    documents: int = 0
    fetched: int = 0
    kept: int = 0
    warehouse: int = 0
    prefect: int = 0
    prefect_grown: int = 0


@dataclass(frozen=True, slots=True)
class Usual:
    """The medians of the last runs: seconds in all and by stage, and the rest."""

    seconds: float
    stages: dict[str, float]
    cost: Cost


@dataclass(frozen=True, slots=True)
class RunReport:
    """The whole account of one run; `stamp` is its start in UTC and the name of its files."""

    stamp: str
    foi_version: str
    source: str
    inbox: str
    workspace: str
    deliveries: int
    """Files that the source delivered."""
    documents_new: int
    """Of these, documents never seen before."""
    left_out: tuple[Notice, ...]
    counts: Counts
    lines: tuple[DocumentLine, ...]
    rebuilt: bool
    published: str | None
    standing: Standing | None
    sources: tuple[Tally, ...] = ()
    """What each source of `sources.toml` brought; empty where a place was given."""
    seconds: dict[str, float] = field(default_factory=dict)
    seconds_total: float = 0.0
    seconds_prefect: float = 0.0
    """Time in which none of foi's own stages was under way: Prefect's start and bookkeeping."""
    morning: Morning | None = None
    """Where everything stands, person by person and authority by authority."""
    quiet: Quiet | None = None
    cost: Cost = field(default_factory=Cost)
    usual: Usual | None = None
    """What the last runs took; None where there were too few."""
    disk_free: int = 0
    """Bytes that were free where the workspace lies when the run ended."""

    @property
    def started(self) -> datetime:
        """When the run began."""
        return begun(self.stamp)

    @property
    def prefect_share(self) -> float:
        """Prefect's part of the run's time, 0 to 1."""
        return self.seconds_prefect / self.seconds_total if self.seconds_total else 0.0

    @property
    def unchanged(self) -> bool:
        """True where the run found nothing to do."""
        return not self.counts.documents and not self.rebuilt

    @property
    def hiding(self) -> list[DocumentLine]:
        """The documents that are held because what they hide could be personal data."""
        return [line for line in self.lines if line.quarantine]

    @property
    def failures(self) -> list[str]:
        """One line for each source, file and document that could not be had or read."""
        lost = [f"source {tally.name}: {tally.failure}" for tally in self.sources if tally.failure]
        lost += [f"{notice.path}: {notice.reason}" for notice in self.left_out if notice.wanted]
        return lost + [f"{line.name}: {line.reason}" for line in self.lines if line.state == "failed"]


def count(readings: Iterable[Reading]) -> tuple[Counts, list[DocumentLine]]:
    """Count what was read, and pick the documents that a person should know about."""
    total, lines = Counts(), []
    for reading in readings:
        held = sum(figure.held_reason is not None for figure in reading.figures)
        total += Counts(
            documents=1,
            read=reading.state == "read",
            held=reading.state == "held",
            failed=reading.state == "failed",
            figures=len(reading.figures),
            figures_held=held,
            lost=len(reading.lost),
        )
        if reading.state != "read" or reading.lost:
            lines.append(
                DocumentLine(
                    reading.document_id,
                    reading.name,
                    reading.state,
                    reading.reason,
                    len(reading.figures),
                    held,
                    len(reading.lost),
                    reading.quarantine,
                )
            )
    return total, lines


def summary(report: RunReport) -> list[tuple[str, str]]:
    """The report in a few lines, as label and text."""
    wanted = sum(notice.wanted for notice in report.left_out)
    rows: list[tuple[str, str]] = []
    if report.hiding:
        what = f"{some(len(report.hiding), 'document')} held: what they hide could be personal data"
        rows.append(("Hidden data", what))
    rows.append(("Came", f"{some(report.deliveries, 'file')}, {report.documents_new} new"))
    rows += [("", _drawn(tally)) for tally in report.sources]
    if report.left_out:
        rows.append(
            ("Left out", f"{some(len(report.left_out) - wanted, 'file')} as no replies, {wanted} unreadable")
        )
    rows += [("Read", _read(report.counts)), ("Warehouse", _warehouse(report))]
    if report.standing:
        rows += [("Replies", _replies(report.standing)), ("Figures", _figures(report.standing))]
    stages = ", ".join(f"{name} {seconds:.1f}" for name, seconds in report.seconds.items())
    share = f"Prefect {report.seconds_prefect:.1f} s ({report.prefect_share:.0%})"
    rows.append(("Took", f"{report.seconds_total:.1f} s: {stages}; {share}"))
    return rows


def rows(report: RunReport) -> list[dict[str, object]]:
    """The documents that a person should know about, as rows of a table."""
    return [asdict(line) for line in report.lines]


def store(workspace: Workspace, report: RunReport, page: str) -> Path:
    """Write the report under `runs/` as JSON, and its page as Markdown, and return the Markdown file."""
    content = asdict(report) | {"prefect_share": round(report.prefect_share, 4)}
    return _store(workspace, report.stamp, content, page)


def store_failure(workspace: Workspace, stamp: str, failure: str) -> None:
    """Write under `runs/` that a run could not be done, and why."""
    page = f"# Run {stamp} could not be done\n\n{failure}\n"
    _store(workspace, stamp, {"stamp": stamp, "failure": failure}, page)


def _store(workspace: Workspace, stamp: str, content: dict[str, object], page: str) -> Path:
    name, number = stamp, 1
    while (workspace.runs / f"{name}.json").exists():
        number += 1
        name = f"{stamp}-{number}"
    file = workspace.runs / f"{name}.md"
    write_whole(file, page.encode())
    told = json.dumps(content, indent=1, default=str)
    write_whole(workspace.runs / f"{name}.json", f"{told}\n".encode())
    return file


def _drawn(tally: Tally) -> str:
    failed = ", and then it failed" if tally.failure else ""
    return f"{tally.name}: {some(tally.deliveries, 'file')}, {tally.new} new{failed}"


def _read(counts: Counts) -> str:
    if not counts.documents:
        return "nothing: every document had been read before"
    text = f"{some(counts.documents, 'document')}: {counts.read} read, {counts.held} held"
    return f"{text}, {counts.failed} failed; {some(counts.figures, 'figure')}, {counts.lost} numbers lost"


def _warehouse(report: RunReport) -> str:
    if report.published is None:
        return "none"
    state = "new" if report.rebuilt else "as it was: nothing has changed"
    return f"{report.published} ({state})"


def _replies(standing: Standing) -> str:
    return f"{standing.replies}: {standing.green} green, {standing.amber} amber, {standing.red} red"


def _figures(standing: Standing) -> str:
    return (
        f"{standing.figures_accepted} accepted, {standing.figures_held} held, {standing.numbers_lost} lost; "
        f"{some(standing.checks_failed, 'check')} failed; {some(standing.waiting, 'decision')} waiting"
    )
