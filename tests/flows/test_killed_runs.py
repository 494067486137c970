"""A run that is killed at any moment, and run again, ends where an undisturbed run ends."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import psutil
import pytest
from foi_process import clean_environment, contents

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 10


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


@pytest.mark.slow
def test_ten_kills_change_nothing(demo_inbox: Path, tmp_path: Path, server: str, prefect_home: Path) -> None:
    _copies(demo_inbox, 3)
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    demo_inbox.rename(fresh / "inbox")
    shutil.move(tmp_path / "foi-data", fresh / "foi-data")
    calm = tmp_path / "calm"
    shutil.copytree(fresh, calm)
    seconds = _finish(_start(calm, server, prefect_home))
    expected = contents(calm / "foi-data" / "warehouse.duckdb")
    assert len(expected["documents"]) == 8 + 1 + 6
    rng = random.Random(20211231)
    moments = [seconds * (number + rng.random()) / KILLS for number in range(KILLS)]
    killed = 0
    for number, moment in enumerate(moments):
        folder = tmp_path / f"killed-{number}"
        shutil.copytree(fresh, folder)
        run = _start(folder, server, prefect_home)
        time.sleep(moment)
        family = psutil.Process(run.pid).children(recursive=True) if run.poll() is None else []
        killed += run.poll() is None
        run.kill()
        run.communicate()
        _, alive = psutil.wait_procs(family, timeout=20)
        assert alive == [], f"killed after {moment:.2f} s"
        _finish(_start(folder, server, prefect_home))
        found = contents(folder / "foi-data" / "warehouse.duckdb")
        assert found == expected, f"killed after {moment:.2f} s"
        leftovers = [path for path in (folder / "foi-data").rglob(".tmp-*") if path.parent.name != "runs"]
        assert leftovers == [], f"killed after {moment:.2f} s"
        shutil.rmtree(folder)
    assert killed >= KILLS - 2
