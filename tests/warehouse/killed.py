"""Builds and publications that are killed at any moment, over and over.

`python tests/warehouse/killed.py WORKSPACE` is one run; `kill_runs` kills many and says what each left.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import duckdb
from made_replies import cumbria, decide, doc, durham, hertfordshire, workspace_of

from warehouse.build import build
from warehouse.files import temporary_beside
from warehouse.publish import publish, published
from warehouse.workspace import Workspace

State = tuple[object, ...]

CONTENT = """
SELECT (SELECT inputs_digest FROM build_info), (SELECT count(*) FROM figures),
    (SELECT sum(hash(c)) FROM outcome_counts c), (SELECT sum(hash(r)) FROM recorded_counts r),
    (SELECT count(*) FROM coverage), (SELECT count(*) FROM outcome_share('images', ['16']))
"""


def run(root: Path) -> None:
    """Build and publish what lies in the workspace."""
    workspace = Workspace.open(root)
    with workspace.locked():
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        target = temporary_beside(workspace.published / "warehouse.duckdb")
        build(workspace, target, base=published(workspace))
        publish(workspace, target)


def state_of(workspace: Workspace) -> State | None:
    """Return what is published, read through from end to end; None where nothing is."""
    path = published(workspace)
    if path is None:
        return None
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(CONTENT).fetchall()[0]


def change(workspace: Workspace, number: int) -> None:
    """Decide something else, so that the next build has another state."""
    document = doc(durham() if number % 2 else cumbria())
    decide(workspace, "reject", document, when=f"2026-01-{number % 28 + 1:02}", why=f"the {number}th time")


def kill_runs(root: Path, times: int) -> dict[str, int]:
    """Kill so many runs at random moments; each must leave the old state or the new one, whole.

    Returns how often each was left. An AssertionError says what else was found.
    """
    chance = random.Random(50)
    workspace = workspace_of(root, hertfordshire(), durham(), cumbria())
    took = _undisturbed(root)
    found = {"old": 0, "new": 0}
    for number in range(times):
        before = state_of(workspace)
        change(workspace, number)
        with _start(root) as process:
            time.sleep(chance.uniform(0, took * 1.1))
            process.kill()
        after = state_of(workspace)
        assert after is not None
        if after == before:
            found["old"] += 1
            _undisturbed(root)
            assert state_of(workspace) != before, "an undisturbed run publishes the new state"
        else:
            found["new"] += 1
            _undisturbed(root)
            assert state_of(workspace) == after, "what a killed run published is what an undisturbed one does"
        assert not list(workspace.published.glob(".tmp-*"))
    return found


def _undisturbed(root: Path) -> float:
    start = time.monotonic()
    with _start(root) as process:
        start = time.monotonic()
        assert process.wait(300) == 0
    return time.monotonic() - start


def _start(root: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, __file__, str(root)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    return process


if __name__ == "__main__":
    run(Path(sys.argv[1]))
