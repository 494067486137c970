"""The ingest flow: collect, parse in batches, build, check, publish, report.

Prefect sees each stage as a task and each batch as one task run; the documents' own history is in the
warehouse. Schedule it with `prefect`, or run it with `foi ingest`.
"""

from __future__ import annotations

import shutil
import time
from collections import deque
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows import rebuild, report, stages
from flows.disk import told_of_full_disks
from flows.nights import past as history
from flows.nights.breakfast import as_markdown
from flows.nights.morning import morning
from flows.prefect_server import size_of_records
from flows.progress import Progress, Silence
from flows.report import STAMP, Cost, Quiet, RunReport
from flows.settings import Settings, resolve
from flows.sources.configured import load_sources
from flows.sources.errand import Errand, Notice, SourceError, Tally
from flows.stages import Collected, Order, Parsed
from flows.standing import standing
from flows.stopwatch import Stopwatch
from flows.workers import ArchivedReader, Crew, Job
from parsers.errors import FoiError
from warehouse.publish import publish, published
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State

    from flows.nights.morning import Morning
    from flows.nights.past import Past
    from flows.sources.configured import Watched
    from flows.standing import Standing

PAUSES = [5.0, 30.0]
"""Seconds before a source that cannot be reached is tried again."""

THREADS = 128
"""Tasks at once. Most wait: a source for its server, a batch for the workers that read it."""

RUNNER = cast("TaskRunner[PrefectFuture[Any]]", ThreadPoolTaskRunner(max_workers=THREADS))

SHOWN_ROWS = 500
"""Rows of the table artifact; a server keeps every artifact for ever, and the report has them all."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the surroundings of a flow give it that no server could."""

    settings: Settings
    progress: Progress = field(default_factory=Silence)
    watch: Stopwatch = field(default_factory=Stopwatch)
    patience: float = 0
    """Seconds to wait for another run that works in the workspace."""


GIVEN: ContextVar[Given | None] = ContextVar("given", default=None)


class Run:
    """What the tasks of one run share. A plain class, so that Prefect does not search it for futures."""

    def __init__(self, workspace: Workspace, given: Given) -> None:
        """Keep them."""
        self.workspace = workspace
        self.settings = given.settings
        self.progress = given.progress
        self.watch = given.watch


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the warehouse in a run."""

    rebuilt: bool
    published: Path | None
    standing: Standing | None
    morning: Morning | None


@task(name="collect", cache_policy=NO_CACHE, persist_result=False)
def collect(run: Run, order: Order) -> Collected:
    """Archive what the source delivers."""
    run.progress.stage("collecting")
    with run.watch.stage("collect"):
        return stages.collect(run.workspace, order, run.settings.batch, run.progress)


def _worth_another_try(_task: object, _task_run: object, state: State[Any]) -> bool:
    """Whether what went wrong with a source may pass."""
    error = state.result(raise_on_failure=False)
    return isinstance(error, SourceError) and error.again


@task(
    name="draw",
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=len(PAUSES),
    retry_delay_seconds=PAUSES,
    retry_jitter_factor=0.5,
    retry_condition_fn=_worth_another_try,
)
def draw(run: Run, source: Watched, tally: Tally, errand: Errand, watching: stages.Watching) -> None:
    """Archive what one source has that is new."""
    stages.draw(run.workspace, source, tally, errand, watching)


@task(name="parse", cache_policy=NO_CACHE, persist_result=False)
def parse(run: Run, crew: Crew, batch: tuple[Job, ...]) -> Parsed:
    """Read one batch of documents outside this process and store what was read."""
    with run.watch.stage("parse"):
        parsed = stages.parse(run.workspace, crew, batch, run.progress)
    for line in parsed.lines:
        if line.state != "read":
            get_run_logger().warning("%s is %s: %s", line.name, line.state, line.reason)
    return parsed


@task(name="build", cache_policy=NO_CACHE, persist_result=False)
def build(run: Run) -> Path | None:
    """Build a new warehouse file, unless the published one is made of the same things."""
    run.progress.stage("looking for changes")
    with run.watch.stage("build"):
        if rebuild.up_to_date(run.workspace):
            return None
        return rebuild.build_new(run.workspace, run.progress)


@task(name="check", cache_policy=NO_CACHE, persist_result=False)
def check(run: Run, built: Path | None) -> tuple[Standing | None, Morning | None]:
    """Ask the file that is, or will be, published where everything stands."""
    run.progress.stage("checking")
    with run.watch.stage("check"):
        file = built or published(run.workspace)
        return (standing(file), morning(file)) if file else (None, None)


@task(name="publish", cache_policy=NO_CACHE, persist_result=False)
def release(run: Run, built: Path) -> Path:
    """Put the new file in the place of the old."""
    run.progress.stage("publishing")
    with run.watch.stage("publish"):
        return publish(run.workspace, built)


@task(name="report", cache_policy=NO_CACHE, persist_result=False)
def give_account(run: Run, account: RunReport) -> RunReport:
    """Store the report in the workspace, and show it in Prefect."""
    run.progress.stage("reporting")
    with run.watch.stage("report"):
        final = replace(
            _compared(account, run),
            disk_free=shutil.disk_usage(run.workspace.root).free,
            seconds=run.watch.seconds(),
            seconds_total=run.watch.elapsed(),
            seconds_prefect=run.watch.elapsed() - run.watch.working(),
        )
        page = as_markdown(final)
        report.store(run.workspace, final, page)
    create_markdown_artifact(key="foi-run", markdown=page, description="Report of the run")
    if final.lines:
        shown = report.rows(final)[:SHOWN_ROWS]
        create_table_artifact(key="foi-documents", table=shown, description="Documents to look at")
    return final


def _compared(account: RunReport, run: Run) -> RunReport:
    """Set a report beside those of earlier runs."""
    past = history.past_runs(run.workspace)
    for tally in account.sources:
        _compare(tally, past, account.started)
    since = history.quiet_since(past)
    nights = (account.started - since).days if since and not account.documents_new else 0
    quiet = Quiet(since.date(), nights) if since and nights >= run.settings.quiet_nights else None
    cost = replace(account.cost, prefect_grown=history.grown(account.cost.prefect, past))
    return replace(account, quiet=quiet, cost=cost, usual=history.usual(past))


def _compare(tally: Tally, past: list[Past], now: datetime) -> None:
    if tally.failure:
        tally.failing_since = history.failing_since(tally.name, past, now).date()
    brought = history.last_brought(tally.name, past)
    tally.last_brought = brought.date() if brought else None


@flow(name="foi-ingest", persist_result=False, task_runner=RUNNER)
def ingest(
    inbox: str | None = None,
    workspace: str | None = None,
    request: str | None = None,
    source: str = "folder",
) -> RunReport:
    """Read all replies of a source into the workspace's warehouse, and return the report of the run.

    Args:
        inbox: What the source reads; for a folder, its path. Without it, the sources that `sources.toml` in
            the workspace names are read, each for what is new.
        workspace: The folder to work in, if not the one that the settings name.
        request: The id of the request that all of it answers, if folders or references do not tell it.
        source: The name of the source.

    Raises:
        FoiError: The inbox, the workspace, the register or the decisions cannot be used.
    """
    given = GIVEN.get() or Given(resolve({"workspace": workspace}))
    return carry_out(Order(Path(inbox) if inbox else None, source, request), given)


def carry_out(order: Order, given: Given) -> RunReport:
    """Do all of a run within a flow, and return its report.

    Raises:
        FoiError: As `ingest`.
    """
    root = Workspace.open(given.settings.workspace, create=True)
    with told_of_full_disks(), root.locked(given.patience):
        stamp = datetime.now(UTC).strftime(STAMP)
        run = Run(root, given)
        if order.place:
            collected = collect(run, order)
        else:
            with run.watch.stage("collect"):  # with the pauses before a source is tried again
                collected = _draw_all(run, order)
        parsed = _parse_all(run, collected)
        outcome = _bring_up_to_date(run)
        account = RunReport(
            stamp=stamp,
            foi_version=version("foi-outcomes"),
            source=order.source if order.place else root.sources.name,
            inbox=str(order.place or root.sources),
            workspace=str(given.settings.workspace),
            deliveries=collected.deliveries,
            documents_new=collected.new,
            left_out=collected.left_out,
            sources=collected.sources,
            counts=parsed.counts,
            lines=parsed.lines,
            rebuilt=outcome.rebuilt,
            published=str(outcome.published.relative_to(root.root)) if outcome.published else None,
            standing=outcome.standing,
            cost=Cost(
                documents=parsed.counts.documents,
                fetched=collected.fetched,
                kept=collected.kept,
                warehouse=outcome.published.stat().st_size if outcome.published else 0,
                prefect=size_of_records(),
            ),
            morning=outcome.morning,
        )
        return give_account(run, account)


def _draw_all(run: Run, order: Order) -> Collected:
    """Read all sources at once: one that fails or is slow stops none of the others."""
    run.progress.stage("collecting")
    known = stages.check_order(run.workspace, order)
    sources = load_sources(run.workspace)
    notices: list[Notice] = []
    errand = Errand(requests=known, apart=(run.workspace.root,), tell=notices.append)
    tallies = [Tally(source.name) for source in sources]
    until = time.monotonic() + 60 * run.settings.source_minutes
    watching = stages.Watching(until, order.request, run.progress)
    drawn = [
        draw.submit(run, source, tally, errand, watching)
        for source, tally in zip(sources, tallies, strict=True)
    ]
    for future, tally in zip(drawn, tallies, strict=True):
        try:
            future.result()
        except FoiError as error:
            tally.failure = str(error)
        except Exception as error:  # noqa: BLE001 - whatever one source does, the others go on
            tally.failure = f"it failed, which is a defect of foi ({type(error).__name__}: {error})"
    return Collected(
        sum(tally.deliveries for tally in tallies),
        sum(tally.new for tally in tallies),
        tuple(notices),
        stages.unparsed(run.workspace, run.settings.batch),
        sum(tally.fetched for tally in tallies),
        sum(tally.kept for tally in tallies),
        tuple(tallies),
    )


def _parse_all(run: Run, collected: Collected) -> Parsed:
    if not collected.batches:
        return Parsed()
    run.progress.stage("reading documents", sum(len(batch) for batch in collected.batches))
    with Crew(run.settings, ArchivedReader(run.workspace.root, run.settings.passwords)) as crew:
        parsed, ahead = Parsed(), deque[PrefectFuture[Parsed]]()
        for batch in collected.batches:
            # One more than workers: while one is stored, the others keep the workers busy.
            if len(ahead) > run.settings.workers:
                parsed += ahead.popleft().result()
            ahead.append(parse.submit(run, crew, batch))
        return sum((future.result() for future in ahead), parsed)


def _bring_up_to_date(run: Run) -> Outcome:
    built = build(run)
    standing, stands = check(run, built)
    newest = release(run, built) if built else published(run.workspace)
    return Outcome(built is not None, newest, standing, stands)


def run_ingest(order: Order, settings: Settings, progress: Progress, watch: Stopwatch) -> RunReport:
    """Run the flow in this process, under the Prefect server that is set up.

    Raises:
        FoiError: As `ingest`.
    """
    token = GIVEN.set(Given(settings, progress, watch))
    try:
        return ingest(
            inbox=str(order.place) if order.place else None,
            workspace=str(settings.workspace),
            request=order.request,
            source=order.source,
        )
    finally:
        GIVEN.reset(token)
