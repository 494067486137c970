"""A Prefect server for the session, the command in a process of its own, and small inboxes."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from foi_process import clean_environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DEMO = Path(__file__).parents[2] / "fixtures" / "demo"


@pytest.fixture(scope="session")
def prefect_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("prefect")


@pytest.fixture(scope="session")
def server(prefect_home: Path) -> Iterator[str]:
    """The address of a real server, started as a person starts one."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    log = prefect_home / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)],
            env=clean_environment(PREFECT_HOME=str(prefect_home), PREFECT_UI_ENABLED="false"),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
        )
    try:
        _wait_until_healthy(port, process, log)
        yield f"http://127.0.0.1:{port}/api"
    finally:
        process.terminate()
        process.wait(30)


def _wait_until_healthy(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/api/health")
            if connection.getresponse().status == http.HTTPStatus.OK:
                return
        except OSError:
            assert process.poll() is None, log.read_text()
            time.sleep(0.2)
    pytest.fail(f"Prefect's server did not start:\n{log.read_text()}")


@pytest.fixture
def foi(tmp_path: Path, prefect_home: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """The command in a process of its own, in an empty folder, with its output."""

    def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        given = {"PREFECT_HOME": str(prefect_home)} | environment
        return subprocess.run(
            [sys.executable, "-m", "flows", *map(str, arguments)],
            check=False,
            cwd=tmp_path,
            env=clean_environment(**given),
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=300,
        )

    return run


@pytest.fixture
def demo_inbox(tmp_path: Path) -> Path:
    """The demo's inbox, with its request registered in the workspace `foi-data` beside it."""
    shutil.copytree(DEMO / "inbox", tmp_path / "inbox")
    shutil.copytree(DEMO / "requests", tmp_path / "foi-data" / "requests")
    return tmp_path / "inbox"
