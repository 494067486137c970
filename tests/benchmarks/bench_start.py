"""How long each command takes from the shell to its end, over the demo's workspace.

Run by hand: `python tests/benchmarks/bench_start.py [WORKSPACE]`; without one it runs `foi demo` first.
It works on a copy. Times are the best of seven. All commands but `ingest`, `demo`, `build` and a `decide`
with a build should stay well under half a second.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_RUNS = 7


def commands(workspace: Path) -> list[list[str]]:
    """Return the commands to measure, over one workspace."""
    query = "SELECT min(figure_id) FROM figures"
    asked = _foi("sql", query, "--format", "csv", "--workspace", str(workspace))
    figure = asked.stdout.splitlines()[-1]
    table = figure.rpartition(".r")[0]
    return [
        [*command, "--workspace", str(workspace)]
        for command in (
            ["sql", query],
            ["held"],
            ["status"],
            ["explain", figure],
            ["check"],
            ["decide", "accept", table, "--no-build", "--why", "measured"],
        )
    ]


def seconds(command: list[str]) -> float:
    """Return the best time of some runs."""
    times = []
    for _ in range(_RUNS):
        start = time.perf_counter()
        _foi(*command)
        times.append(time.perf_counter() - start)
    return min(times)


def _foi(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "flows", *arguments],
        check=False,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


def main() -> None:
    """Print the times."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "demo"
        if len(sys.argv) > 1:
            shutil.copytree(sys.argv[1], workspace, symlinks=True)
        else:
            _foi("demo", str(workspace))
        for command in [["--help"], ["ingest", "--help"], *commands(workspace)]:
            sys.stdout.write(f"foi {' '.join(command[:2]):40} {1000 * seconds(command):6.0f} ms\n")


if __name__ == "__main__":
    main()
