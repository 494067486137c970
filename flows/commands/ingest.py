"""`foi ingest`: one run of the flow in this process, and its report."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from flows.prefect_server import server_for_run, settle_environment
from flows.progress import shown
from flows.report import summary
from flows.stages import Order, check_order
from flows.stopwatch import Stopwatch
from flows.terminal import in_a_line, labelled, say, some, warn
from parsers.errors import FoiError
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flows.report import RunReport
    from flows.settings import Settings

SOME_FAILED = 3
"""Exit status of a run that did its work, but could not read everything that it found."""

MOST_LINES = 20

_PREFECTS = {"prefect", "httpx", "httpcore", "websockets", "anyio"}
"""Whose errors tell of Prefect's server and not of foi."""


def ingest(settings: Settings, inbox: Path | None, request: str | None = None) -> int:
    """Run the flow, print its report and return the exit status.

    Raises:
        FoiError: The inbox, the request, the workspace or Prefect cannot be used.
    """
    report = run(settings, inbox, request)
    show(report)
    return SOME_FAILED if report.failures else 0


def run(settings: Settings, inbox: Path | None, request: str | None = None) -> RunReport:
    """Run the flow with a progress bar and return its report.

    Raises:
        FoiError: As `ingest`.
    """
    watch = Stopwatch()
    # What can be refused at once is refused before Prefect starts.
    order = Order(inbox, request=request)
    check_order(Workspace(settings.workspace.absolute()), order)
    settle_environment(settings.workspace)
    with shown() as progress:
        progress.stage("starting")
        with server_for_run(), guarded():
            from flows.ingest import run_ingest

            return run_ingest(order, settings, progress, watch)


@contextmanager
def guarded() -> Iterator[None]:
    """Turn what Prefect's client raises in the context into one line.

    Raises:
        FoiError: The server failed.
    """
    try:
        yield
    except Exception as error:
        if type(error).__module__.partition(".")[0] not in _PREFECTS:
            raise
        what = in_a_line(error)
        raise FoiError(f"Prefect's server failed during the run ({what}); run it again") from error


def show(report: RunReport) -> None:
    """Print a report: the summary, then what failed (one line each), then what waits for a person."""
    labelled(summary(report))
    if report.unchanged:
        say("Nothing has changed: no document was parsed, and no row of the warehouse is different.")
    for failure in report.failures:
        warn(f"failed: {failure}")
    held = [line for line in report.lines if line.state == "held"]
    held.sort(key=lambda line: line.quarantine is None)
    for line in held[:MOST_LINES]:
        say(f"held: {line.name}: {line.reason}")
    if len(held) > MOST_LINES:
        say(f"… and {some(len(held) - MOST_LINES, 'more document')} held")
    if report.standing and report.standing.waiting:
        say(f"{some(report.standing.waiting, 'decision')} waiting for a person: foi held")
