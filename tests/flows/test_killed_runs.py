"""A run that is killed at any moment, and run again, ends where an undisturbed run ends."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from foi_process import clean_environment, contents, kill

from flows.progress import Silence
from flows.settings import Settings
from flows.stages import Order
from flows.stopwatch import Stopwatch

if TYPE_CHECKING:
    from pathlib import Path

KILLS = int(os.environ.get("KILLS", "2"))
"""Ten take five minutes: by hand, `KILLS=10 pytest tests/flows/test_killed_runs.py`."""


def _copies(inbox: Path, times: int) -> None:
    """Multiply the CSV and workbook replies, each copy with other bytes, so that a run has many batches."""
    for path in sorted(inbox.rglob("*.csv")):
        for number in range(times):
            copy = path.with_name(f"{path.stem} copy {number}.csv")
            copy.write_bytes(path.read_bytes() + b"\n" * (number + 1))


def _start(folder: Path, server: str, home: Path) -> subprocess.Popen[bytes]:
    environment = {
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": server,
        "FOI_BATCH": "2",
        "FOI_WORKERS": "2",
        "FOI_WORKSPACE": str(folder / "foi-data"),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "flows", "ingest", str(folder / "inbox")],
        cwd=folder,
        env=clean_environment(**environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def _finish(run: subprocess.Popen[bytes]) -> float:
    begin = time.monotonic()
    _, errors = run.communicate(timeout=300)
    assert run.returncode == 0, errors.decode()
    return time.monotonic() - begin


def _go_on(folder: Path) -> None:
    """Run again, in this process, which has loaded all that a run needs."""
    from flows.ingest import run_ingest

    settings = Settings(workspace=folder / "foi-data", workers=2, batch=2)
    report = run_ingest(Order(folder / "inbox"), settings, Silence(), Stopwatch())
    assert report.failures == []


@pytest.mark.slow
def test_kills_change_nothing(demo_inbox: Path, tmp_path: Path, api: str, prefect_home: Path) -> None:
    _copies(demo_inbox, 3)
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    demo_inbox.rename(fresh / "inbox")
    shutil.move(tmp_path / "foi-data", fresh / "foi-data")
    calm = tmp_path / "calm"
    shutil.copytree(fresh, calm)
    seconds = _finish(_start(calm, api, prefect_home))
    expected = contents(calm / "foi-data" / "warehouse.duckdb")
    assert len(expected["documents"]) == 8 + 1 + 6
    rng = random.Random(20211231)
    for number in range(KILLS):
        folder = tmp_path / "killed"
        moment = _kill(fresh, folder, seconds * (number + rng.random()) / KILLS, (api, prefect_home))
        _go_on(folder)
        found = contents(folder / "foi-data" / "warehouse.duckdb")
        assert found == expected, f"killed after {moment:.2f} s"
        leftovers = [path for path in (folder / "foi-data").rglob(".tmp-*") if path.parent.name != "runs"]
        assert leftovers == [], f"killed after {moment:.2f} s"
        shutil.rmtree(folder)


def _kill(fresh: Path, folder: Path, moment: float, prefect: tuple[str, Path]) -> float:
    """Run in a copy of `fresh` and kill the run at a moment; earlier, where it has ended by then."""
    while True:
        shutil.copytree(fresh, folder)
        run = _start(folder, *prefect)
        time.sleep(moment)
        if run.poll() is None:
            assert kill(run, patience=20) == [], f"killed after {moment:.2f} s"
            run.communicate()
            return moment
        assert moment > 0.5, run.communicate()
        moment *= 0.8
        shutil.rmtree(folder)
