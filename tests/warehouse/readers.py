"""Analysts who ask while a night's run publishes: each in a process of its own, over and over.

`python tests/warehouse/readers.py WORKSPACE` is one analyst; it stops when the file `stop` lies in the
workspace, and prints how often it asked and what went wrong.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import duckdb

from warehouse.publish import publish
from warehouse.query import connect, run_query
from warehouse.workspace import Workspace

ROWS = 20_000


def published_state(workspace: Workspace, number: int) -> None:
    """Publish a state in which every row says its number, as does the digest."""
    path = workspace.published / ".tmp-built"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE build_info AS SELECT ? AS inputs_digest", [f"{number:064}"[::-1]])
        connection.execute("CREATE TABLE counts AS SELECT ?::INTEGER AS n FROM range(?)", [number, ROWS])
    publish(workspace, path)


def analyst(root: Path) -> dict[str, object]:
    """Ask until told to stop, in a new session each time: through the link, or the project's own way."""
    workspace = Workspace.open(root)
    asked, states, errors = 0, set(), []
    while not (root / "stop").exists():
        try:
            plainly = (
                duckdb.connect(str(workspace.warehouse), read_only=True) if asked % 2 else connect(workspace)
            )
            with plainly as session:
                seen = {
                    run_query(session, "SELECT min(n), max(n), count(*) FROM counts")[1][0] for _ in range(2)
                }
                digest = run_query(session, "SELECT inputs_digest FROM build_info")[1][0][0]
            expected = int(digest[::-1])
            if seen != {(expected, expected, ROWS)}:
                errors.append(f"{seen} in state {expected}")
            states.add(expected)
        except Exception as error:  # noqa: BLE001 - whatever an analyst would see is counted
            errors.append(f"{type(error).__name__}: {error}")
        asked += 1
    return {"asked": asked, "states": len(states), "errors": errors}


def night(root: Path, readers: int, publications: int) -> list[dict[str, object]]:
    """Publish again and again under so many readers, and return what each of them saw."""
    workspace = Workspace.open(root, create=True)
    published_state(workspace, 0)
    running = [
        subprocess.Popen([sys.executable, __file__, str(root)], stdout=subprocess.PIPE, text=True)
        for _ in range(readers)
    ]
    for number in range(1, publications + 1):
        published_state(workspace, number)
    (root / "stop").touch()
    return [json.loads(reader.communicate(timeout=120)[0]) for reader in running]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(analyst(Path(sys.argv[1]))))
