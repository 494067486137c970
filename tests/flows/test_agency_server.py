"""An agency's own Prefect server, set up with the README's commands word by word, but for its addresses."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from foi_process import SHARE, clean_environment
from postgres import PASSWORD, Postgres, programs

from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(programs() is None, reason="Postgres is not installed (Debian: postgresql)"),
]

ROOT = Path(__file__).parents[2]
SECONDS = 180


def commands(port: int, database: int, workspace: Path) -> list[str]:
    """The two scripts of the README's page, one for the server and one for the worker."""
    page = (ROOT / "README.md").read_text().partition("#### On your own Prefect server\n")[2]
    page = page.partition("\n#### ")[0]
    blocks = re.findall(r"(?:^    .*\n)+", page, re.MULTILINE)
    here = {
        "prefect:PASSWORD@db.agency.example": f"prefect:{PASSWORD}@127.0.0.1:{database}",
        "--host 0.0.0.0": f"--host 127.0.0.1 --port {port}",
        "prefect.agency.example:4200": f"127.0.0.1:{port}",
        "/srv/foi-data": str(workspace),
    }
    for printed, actual in here.items():
        assert any(printed in block for block in blocks), printed
        blocks = [block.replace(printed, actual) for block in blocks]
    return blocks


@contextmanager
def running(script: str, clone: Path, name: str) -> Iterator[None]:
    """The commands in a shell, as one group of processes that ends with the context."""
    home = clone / name
    home.mkdir()
    with (clone / f"{name}.log").open("wb") as said:
        process = subprocess.Popen(
            ["/bin/sh", "-eux", "-c", script],
            cwd=clone,
            env=surroundings(home),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
    try:
        yield
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)  # a worker waits long for a server that has gone
            process.wait(60)


def surroundings(home: Path, **more: str) -> dict[str, str]:
    """The environment of somebody with a home of their own."""
    path = f"{Path(sys.executable).parent}:{os.defpath}"
    return clean_environment(PREFECT_HOME=str(home), HOME=str(home), PATH=path, FOI_WORKERS="1", **more)


def wait_for(what: Callable[[], bool], said: Path) -> None:
    until = time.monotonic() + SECONDS
    while not what():
        assert time.monotonic() < until, said.read_text()
        time.sleep(0.2)


def listens(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


@pytest.fixture
def database() -> Iterator[Postgres]:
    server = Postgres(free_port())
    yield server
    server.remove()


def test_what_the_readme_says_deploys_a_night_that_a_worker_does(
    database: Postgres, demo_inbox: Path, tmp_path: Path
) -> None:
    workspace = Workspace.open(tmp_path / "foi-data")
    workspace.sources.write_text(SHARE.format(demo_inbox))
    clone = tmp_path / "clone"
    clone.mkdir()
    shutil.copy(ROOT / "prefect.yaml", clone)
    port = free_port()
    for_server, for_worker = commands(port, database.port, workspace.root)
    with running(for_server, clone, "server"):
        wait_for(lambda: listens(port), clone / "server.log")
        with running(for_worker, clone, "worker"):
            said = clone / "worker.log"
            wait_for(lambda: "started!" in said.read_text(), said)
            night = subprocess.run(
                [sys.executable, "-m", "prefect", "deployment", "run", "foi-nightly/nightly", "--watch"],
                check=False,
                env=surroundings(
                    clone / "worker",
                    PREFECT_API_URL=f"http://127.0.0.1:{port}/api",
                    PREFECT_API_AUTH_STRING="foi:SECRET",
                ),
                capture_output=True,
                text=True,
                timeout=SECONDS,
            )
        assert night.returncode == 0, (night.stdout, said.read_text())
    (report,) = workspace.runs.glob("*.json")
    assert json.loads(report.read_text())["documents_new"] == len(list(demo_inbox.rglob("*.*")))
    assert database.ask("SELECT count(*) FROM flow_run WHERE state_type = 'COMPLETED'") == "1"
    assert database.ask("SELECT count(*) FROM artifact WHERE key = 'foi-run'") == "1"
