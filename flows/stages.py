"""The stages of a run as plain functions: a Prefect task wraps each, and a test can call each by itself."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from flows.deadline import OverdueError, within
from flows.disk import told_of_full_disks
from flows.overrides import load_overrides
from flows.report import Counts, DocumentLine, count
from flows.sources import source_named
from flows.sources.configured import load_sources
from flows.sources.errand import Errand, Notice, SourceError, Tally
from flows.sources.memory import Memory
from flows.workers import ArchivedReader, Crew, Job
from parsers.errors import FoiError
from warehouse.archive import Archive
from warehouse.decisions import load_decisions
from warehouse.parsed import ParsedStore
from warehouse.requests import load_requests

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from threading import Event

    from flows.progress import Progress
    from flows.settings import Settings
    from flows.sources.configured import Watched
    from parsers.figure import Reading
    from warehouse.archive import Delivery
    from warehouse.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Order:
    """What a run is to collect: all of a place, through a source; without a place, what `sources.toml` names.

    `request` is the id of the request that all of it answers, where the caller says so.
    """

    place: Path | None
    source: str = "folder"
    request: str | None = None


@dataclass(frozen=True, slots=True)
class Collected:
    """What the source delivered, and what of the archive waits to be parsed, batch by batch."""

    deliveries: int
    new: int
    left_out: tuple[Notice, ...]
    batches: tuple[tuple[Job, ...], ...]
    fetched: int
    kept: int
    """Bytes that were delivered, and those of them never seen before."""
    sources: tuple[Tally, ...] = ()


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was read of some documents."""

    counts: Counts = field(default_factory=Counts)
    lines: tuple[DocumentLine, ...] = ()

    def __add__(self, other: Parsed) -> Parsed:
        """Put two together."""
        return Parsed(self.counts + other.counts, self.lines + other.lines)


def check_order(workspace: Workspace, order: Order) -> frozenset[str]:
    """The ids of the known requests, once it is sure that the order can be carried out.

    Mistakes in the register and the decisions are better told before the long work than after it.

    Raises:
        FoiError: The place is not there, the source is unknown, `sources.toml`, the register, the decisions
            or an override cannot be read, or the request is not in the register.
    """
    if order.place is None:
        load_sources(workspace)
    else:
        source_named(order.source)
    if order.place is not None and not order.place.exists():
        raise FoiError(f"{order.place}: there is no such folder; give the folder that holds the replies")
    load_decisions(workspace)
    load_overrides(workspace)
    known = frozenset(entry.id for entry in load_requests(workspace))
    if order.request is not None and order.request not in known:
        listed = ", ".join(sorted(known)) or "none"
        raise FoiError(f"{order.request}: no such request in {workspace.requests}; known requests: {listed}")
    return known


def collect(
    workspace: Workspace,
    order: Order,
    batch: int,
    progress: Progress,
) -> Collected:
    """Put all that the source delivers into the archive, and find what has not been parsed yet.

    Documents that an earlier, killed run archived and did not parse are among the batches.

    Args:
        workspace: Where the archive is.
        order: What to collect.
        batch: How many documents make a batch.
        progress: Is told of each delivery.

    Raises:
        FoiError: The place, the register, the decisions or the archive cannot be read, or the request is not
            in the register.
    """
    known = check_order(workspace, order)
    if order.place is None:
        raise FoiError("an order without a place is collected source by source")
    notices: list[Notice] = []
    tally = Tally(order.source)
    errand = Errand(requests=known, apart=(workspace.root,), tell=notices.append)
    _keep(workspace, source_named(order.source)(order.place, errand), tally, order.request, progress)
    batches = unparsed(workspace, batch)
    return Collected(tally.deliveries, tally.new, tuple(notices), batches, tally.fetched, tally.kept)


def draw(workspace: Workspace, source: Watched, tally: Tally, errand: Errand, watch: Watching) -> None:
    """Put all that is new in a source into the archive; called again, it goes on where it was.

    Raises:
        SourceError: The source cannot be read at all, or no further, or takes longer than it may.
        FoiError: What it remembers cannot be read, or the archive cannot be written.
    """

    def read(left: Event) -> None:
        with Memory(workspace.cursors / f"{source.name}.jsonl") as memory:
            found = _in_time(source.deliveries(memory, errand), watch.until, left, source.name)
            _keep(workspace, found, tally, source.request or watch.request, watch.progress)

    try:
        within(watch.until - time.monotonic(), read)
    except OverdueError:
        raise _late(source.name) from None


@dataclass(frozen=True, slots=True)
class Watching:
    """Until which moment (of `time.monotonic`) a source is read, however often it is tried.

    `request` is what all of it answers; `progress` is told of each delivery.
    """

    until: float
    request: str | None
    progress: Progress


def _in_time(
    found: Iterator[tuple[bytes, Delivery]], until: float, left: Event, name: str
) -> Iterator[tuple[bytes, Delivery]]:
    for each in found:
        if left.is_set():  # nobody waits for it any more, and another run may be at work
            return
        yield each
        if time.monotonic() > until:
            raise _late(name)


def _late(name: str) -> SourceError:
    return SourceError(
        f"{name}: it took longer than a source may (FOI_SOURCE_MINUTES); what came is kept, and the next run"
        " goes on",
        again=False,
    )


def _keep(
    workspace: Workspace,
    found: Iterator[tuple[bytes, Delivery]],
    tally: Tally,
    request: str | None,
    progress: Progress,
) -> None:
    archive = Archive(workspace)
    for data, delivery in found:
        with told_of_full_disks():
            _, unseen = archive.add(data, _hinted(delivery, request))
        tally.deliveries += 1
        tally.new += unseen
        tally.fetched += len(data)
        tally.kept += len(data) if unseen else 0
        progress.advance()


def parse(workspace: Workspace, crew: Crew, batch: tuple[Job, ...], progress: Progress) -> Parsed:
    """Read a batch of documents with the crew and store what was read as one segment."""
    roots = crew.read(batch, progress.advance)
    roots = [_sized(workspace, readings) for readings in roots]
    ParsedStore(workspace).append(roots)
    counts, lines = count(reading for readings in roots for reading in readings)
    return Parsed(counts, tuple(lines))


def read_anew(
    workspace: Workspace, settings: Settings, batches: Sequence[tuple[Job, ...]], progress: Progress
) -> Parsed:
    """Read documents of the archive once more, in a workspace that is locked, with a crew of their own."""
    progress.stage("reading documents anew", sum(len(batch) for batch in batches))
    parsed = Parsed()
    with Crew(settings, ArchivedReader(workspace.root, settings.passwords)) as crew:
        for batch in batches:
            parsed += parse(workspace, crew, batch, progress)
    return parsed


def unparsed(workspace: Workspace, size: int) -> tuple[tuple[Job, ...], ...]:
    """Return what of the archive waits to be parsed, in batches."""
    parsed = ParsedStore(workspace).parsed_roots()
    names: dict[str, str] = {}
    for document_id, delivery in Archive(workspace).deliveries(but=parsed):
        names.setdefault(document_id, delivery.name)
    jobs = [Job(document_id, name) for document_id, name in names.items()]
    return tuple(tuple(jobs[start : start + size]) for start in range(0, len(jobs), size))


def _hinted(delivery: Delivery, request: str | None) -> Delivery:
    return delivery if request is None else replace(delivery, request_hint=request)


def _sized(workspace: Workspace, readings: list[Reading]) -> list[Reading]:
    """Give a failed reading that came without it the document's size."""
    for reading in readings:
        if reading.state == "failed" and not reading.bytes and reading.parent_id is None:
            with suppress(FoiError):  # where the archive itself is the reason, the size is not known either
                reading.bytes = len(Archive(workspace).read(reading.document_id))
    return readings
