"""A real night: a schedule that fires every minute, readers meanwhile, and a runner that is killed."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import duckdb
import pytest
from foi_process import SHARE, clean_environment, contents, kill

from flows.progress import Silence
from flows.settings import Settings
from flows.stages import Order
from flows.stopwatch import Stopwatch
from warehouse.publish import published
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LONGEST = 150
"""Seconds: a minute until the schedule fires, and a night on a machine that does much else."""


@contextmanager
def served(folder: Path, server: str, home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`foi serve`, as a supervisor starts it."""
    environment = {
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": server,
        "FOI_WORKSPACE": str(folder / "foi-data"),
        "FOI_WORKERS": "1",
        "FOI_BATCH": "2",
    }
    with (folder / "said").open("ab") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "flows", "serve", "--cron", "* * * * *"],
            cwd=folder,
            env=clean_environment(**environment),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(60)


@contextmanager
def reading(workspace: Workspace) -> Iterator[list[int]]:
    """An analyst who asks the published file again and again; what it ever held must stay."""
    seen: list[int] = []
    done = threading.Event()

    def ask() -> None:
        while not done.wait(0.2):
            if workspace.warehouse.exists():
                seen.append(_documents(workspace))

    reader = threading.Thread(target=ask)
    reader.start()
    try:
        yield seen
    finally:
        done.set()
        reader.join()


def wait_for(what: Callable[[], object], folder: Path) -> None:
    until = time.monotonic() + LONGEST
    while not what():
        assert time.monotonic() < until, (folder / "said").read_text()
        time.sleep(0.1)


def _documents(workspace: Workspace) -> int:
    newest = published(workspace)
    if newest is None:
        return 0
    with duckdb.connect(str(newest), read_only=True) as connection:
        ((number,),) = connection.execute("SELECT count(*) FROM documents").fetchall()
    return int(number)


@pytest.mark.slow
def test_nothing_is_lost_and_nothing_comes_twice(
    demo_inbox: Path, tmp_path: Path, server: str, prefect_home: Path, api: str
) -> None:
    del api
    workspace = Workspace.open(tmp_path / "foi-data")
    workspace.sources.write_text(SHARE.format(demo_inbox))
    files = sorted(path for path in demo_inbox.rglob("*") if path.is_file())
    late = tmp_path / "late"
    late.mkdir()
    for path in files[2:]:
        path.rename(late / path.name)
    with reading(workspace) as seen:
        with served(tmp_path, server, prefect_home) as runner:
            wait_for(lambda: _documents(workspace) >= 2, tmp_path)
            before = len(list(workspace.archive.rglob("*.json")))
            for path in files[2:]:
                shutil.copy(late / path.name, path)
            # In mid-run: some of it is archived, and nothing of it is published.
            wait_for(lambda: len(list(workspace.archive.rglob("*.json"))) > before, tmp_path)
            assert kill(runner) == []
            assert _documents(workspace) == before
        with served(tmp_path, server, prefect_home):
            wait_for(lambda: _documents(workspace) > before, tmp_path)
        said = (tmp_path / "said").read_text()
    assert "A night was missed: it is caught up now." in said
    assert seen == sorted(seen)
    assert _documents(workspace) == 9
    from flows.ingest import run_ingest

    calm = tmp_path / "calm"
    (calm / "requests").mkdir(parents=True)
    shutil.copytree(workspace.requests, calm / "requests", dirs_exist_ok=True)
    shutil.copy(workspace.sources, calm)
    run_ingest(Order(None), Settings(workspace=calm, workers=1), Silence(), Stopwatch())
    assert contents(workspace.warehouse) == contents(calm / "warehouse.duckdb")
