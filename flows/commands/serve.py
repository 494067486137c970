"""`foi serve`: every night by itself; and `foi night`: one now."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flows.commands.ingest import SOME_FAILED, guarded, show
from flows.nights.messages import load_messages
from flows.prefect_server import server_for_run, settle_environment
from flows.progress import shown
from flows.stages import Order, check_order
from flows.stopwatch import Stopwatch
from flows.terminal import say, some, warn
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from flows.settings import Settings


def serve(settings: Settings) -> None:
    """Start a night whenever it is due, until the process is told to end.

    Raises:
        FoiError: The workspace, its sources or Prefect cannot be used.
    """
    workspace = _ready(settings)
    with server_for_run(settings.prefect_days) as server_runs:
        from flows.nights.breakfast import LONDON
        from flows.nights.schedule import next_after
        from flows.nights.serving import only_one, serve

        first = next_after(settings.cron, datetime.now(UTC)).astimezone(LONDON)
        if settings.passwords:  # for the nights, now that Prefect's server has started without them
            os.environ["FOI_PASSWORDS"] = "\n".join(settings.passwords)
        with only_one(workspace):
            say(f"Serving {workspace.root}: the next night begins on {first:%A %-d %B %Y at %H:%M %Z}.")
            serve(workspace, settings.cron, server_runs)


def night(settings: Settings) -> int:
    """Do one night now, tell people of it, and return the exit status.

    Raises:
        FoiError: It could not be done; that has been told, too.
    """
    watch = Stopwatch()
    _ready(settings)
    with shown() as progress:
        progress.stage("starting")
        with server_for_run(), guarded():
            from flows.nights.flow import run_night

            done = run_night(settings, progress, watch)
    if done is None:
        say("Another run has just read all sources.")
        return 0
    show(done.report)
    for said in done.unsent:
        warn(f"not told: {said}")
    return SOME_FAILED if done.report.failures or done.unsent else 0


def _ready(settings: Settings) -> Workspace:
    """Refuse at once what no night could use."""
    workspace = Workspace.open(settings.workspace, create=True)
    check_order(workspace, Order(None))
    told = load_messages(workspace)
    say(f"Told of each night: {some(len(told), 'message')} of {workspace.messages.name}.")
    settle_environment(settings.workspace)
    return workspace
