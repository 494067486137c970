"""A file written by the oldest DuckDB that the package allows opens in the newest, and the other way round.

The other DuckDB lies in the folder that OTHER_DUCKDB names, put there by
`pip install --no-deps --target FOLDER duckdb==VERSION`; `.ci/run` does so. This file, run as a program, is
what the other one does.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from made_replies import cumbria, durham, hertfordshire, workspace_of

from warehouse.build import build
from warehouse.workspace import Workspace

OTHER = os.environ.get("OTHER_DUCKDB", "")


def contents(file: Path) -> list[str]:
    """Return all rows of all relations as text, apart from when and by what they were built."""
    with duckdb.connect(str(file), read_only=True) as connection:
        found = connection.execute(
            "SELECT table_name FROM information_schema.tables"
            " WHERE table_schema = 'main' AND table_name <> 'build_info' ORDER BY ALL"
        ).fetchall()
        queries = [f"FROM {name} ORDER BY ALL" for (name,) in found]
        queries.append("FROM outcome_share('images', ['14', '16']) ORDER BY ALL")
        return [f"{query}: {row}" for query in queries for row in connection.execute(query).fetchall()]


def main(what: str, place: str, file: str) -> None:
    """Build a workspace's file, or read one; print the version and, of one that was read, its contents."""
    rows = []
    if what == "build":
        build(Workspace.open(Path(place)), Path(file))
    else:
        rows = contents(Path(file))
    sys.stdout.write(json.dumps([duckdb.__version__, rows]))


def other(what: str, workspace: Workspace, file: Path) -> tuple[str, list[str]]:
    ended = subprocess.run(
        [sys.executable, __file__, what, str(workspace.root), str(file)],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": OTHER},
    )
    version, rows = json.loads(ended.stdout)
    return version, rows


@pytest.mark.skipif(not OTHER, reason="OTHER_DUCKDB names no folder with another DuckDB; .ci/run gives one")
def test_a_file_of_either_opens_in_both_with_the_same_rows(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path / "workspace", hertfordshire(), durham(), cumbria())
    ours, theirs = tmp_path / "ours.duckdb", tmp_path / "theirs.duckdb"
    build(workspace, ours)
    version, _ = other("build", workspace, theirs)
    assert version != duckdb.__version__
    rows = contents(ours)
    assert len(rows) > 100
    assert contents(theirs) == rows
    assert other("rows", workspace, theirs)[1] == rows
    assert other("rows", workspace, ours)[1] == rows


if __name__ == "__main__":
    main(*sys.argv[1:])
