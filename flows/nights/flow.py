"""The flow that a schedule starts: all sources are read, and people are told, also of what cannot be done."""

from __future__ import annotations

import os
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run

from flows.ingest import GIVEN, RUNNER, Given, carry_out
from flows.nights import breakfast
from flows.nights.past import last_done, runs_back
from flows.nights.telling import tell
from flows.report import STAMP, RunReport, store_failure
from flows.settings import Settings, resolve
from flows.stages import Order
from flows.terminal import in_a_line, say, warn
from parsers.errors import FoiError
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from flows.progress import Progress
    from flows.stopwatch import Stopwatch

PATIENCE = 6 * 3_600
"""Seconds that a night waits for somebody's own run to end."""

PARENT = "_FOI_SERVED_BY"
"""The variable that names the process with which a night ends."""


@task(name="tell", cache_policy=NO_CACHE, persist_result=False)
def tell_all(workspace: Workspace, subject: str, body: str, alarms: bool) -> list[str]:
    """Send the report, and say what of it could not be sent."""
    unsent = tell(workspace, subject, body, alarms=alarms)
    for said in unsent:
        get_run_logger().warning("%s", said)
    return unsent


@dataclass(frozen=True, slots=True)
class Night:
    """What a night came to, and which messages of it could not be sent."""

    report: RunReport
    unsent: list[str]

    @property
    def line(self) -> str:
        """All of it in one line."""
        untold = f"; not told: {'; '.join(self.unsent)}" if self.unsent else ""
        took = f"took {self.report.seconds_total:.0f} s"
        return f"{self.report.stamp}: {breakfast.title(self.report)}; {took}{untold}"


@flow(name="foi-nightly", persist_result=False, task_runner=RUNNER)
def nightly(workspace: str | None = None) -> Night | None:
    """Read what is new in all sources, build, publish, and tell people; None where that has been done.

    Args:
        workspace: The folder to work in, if not the one that the settings name.

    Raises:
        FoiError: It could not be done; that has been told, too.
    """
    served = os.environ.get(PARENT)
    if served is not None:
        _end_with(int(served))
    given = GIVEN.get() or Given(resolve({"workspace": workspace}))
    os.environ.pop("FOI_PASSWORDS", None)
    root = Workspace.open(given.settings.workspace, create=True)
    began = datetime.now(UTC)
    done, due = last_done(runs_back(root), began), flow_run.get_scheduled_start_time()
    # Nights that were missed are late together, and the first of them has done the work of all.
    if done is not None and done >= due.replace(microsecond=0):
        return None
    try:
        report = carry_out(Order(None), replace(given, patience=PATIENCE))
    except Exception as error:
        for line in _told_of_failure(root, began, error):
            get_run_logger().warning("%s", line)
            if served is not None:
                warn(line)
        raise
    alarms = bool(breakfast.alarms_of(report))
    night = Night(report, tell_all(root, breakfast.title(report), breakfast.as_text(report), alarms))
    if served is not None:
        say(night.line)
    return night


def run_night(settings: Settings, progress: Progress, watch: Stopwatch) -> Night | None:
    """Do a night now in this process, under the Prefect server that is set up.

    Raises:
        FoiError: As `nightly`.
    """
    token = GIVEN.set(Given(settings, progress, watch))
    try:
        return nightly(workspace=str(settings.workspace))
    finally:
        GIVEN.reset(token)


def _told_of_failure(root: Workspace, began: datetime, error: Exception) -> list[str]:
    """Tell people that there was no night, and return what is to be said of it here."""
    what = str(error) if isinstance(error, FoiError) else f"a defect in foi itself ({in_a_line(error)})"
    stamp = began.strftime(STAMP)
    with suppress(OSError):  # a full disk may be the reason
        store_failure(root, stamp, what)
    subject = f"foi, {breakfast.day_of(began)}: the night could not be done"
    body = f"{what}\n\nWhat came is kept, and the next night goes on from there.\n"
    unsent = tell_all(root, subject, body, alarms=True)
    return [
        f"{stamp}: the night could not be done: {what}",
        *(f"{stamp}: not told: {said}" for said in unsent),
    ]


def _end_with(parent: int) -> None:
    """End as soon as the process ends that started this night: its server has gone with it."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
