"""`foi doctor`: what is wrong, or will be soon, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.health.finding import GOOD, WARNING, WRONG
from flows.health.machine import look_at_machine
from flows.health.outside import look_outside
from flows.health.place import look_at_workspace
from flows.nights.past import past_runs
from flows.prefect_server import settle_environment
from flows.terminal import say, some
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from flows.settings import Settings

_MARKS = {GOOD: "ok     ", WARNING: "soon   ", WRONG: "WRONG  "}


def doctor(settings: Settings) -> int:
    """Print a line for each thing that was looked at, and return 1 where one is wrong.

    Raises:
        FoiError: There is no workspace.
    """
    workspace = Workspace.open(settings.workspace)
    settle_environment(settings.workspace)
    states = []
    past = past_runs(workspace)
    for finding in (
        *look_at_machine(workspace, past),
        *look_at_workspace(workspace),
        *look_outside(workspace, settings, past),
    ):
        states.append(finding.state)
        say(f"{_MARKS[finding.state]}{finding.what}: {finding.seen}")
        if finding.to_do:
            say(f"       → {finding.to_do}")
    wrong, soon = states.count(WRONG), states.count(WARNING)
    say()
    say("All is well." if not wrong + soon else f"{some(wrong, 'thing')} wrong, {soon} to look at soon.")
    return 1 if wrong else 0
