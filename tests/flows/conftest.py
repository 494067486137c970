"""A Prefect server for the session, the command in a process of its own, and small inboxes."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from foi_process import clean_environment

from flows.prefect_server import deliver_what_is_queued

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
        if "prefect" in sys.modules:
            deliver_what_is_queued()
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


@pytest.fixture
def api(server: str, prefect_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Flows in this process report to the session's server."""
    monkeypatch.setenv("PREFECT_HOME", str(prefect_home))
    monkeypatch.setenv("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")
    from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    with temporary_settings({PREFECT_API_URL: server, PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        yield server


@pytest.fixture(scope="session")
def demonstration(
    tmp_path_factory: pytest.TempPathFactory, prefect_home: Path
) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """An empty folder in which `foi demo` ran, with no server set up, and what it printed."""
    folder = tmp_path_factory.mktemp("demonstration")
    ended = subprocess.run(
        [sys.executable, "-m", "flows", "demo"],
        check=False,
        cwd=folder,
        env=clean_environment(PREFECT_HOME=str(prefect_home)),
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=300,
    )
    return folder, ended


@pytest.fixture
def workspace(
    demonstration: tuple[Path, subprocess.CompletedProcess[str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """A copy of the demo's workspace, which is the one that commands in this process work in."""
    copy = tmp_path / "foi-data"
    shutil.copytree(demonstration[0] / "foi-demo", copy, symlinks=True)
    for name in [name for name in os.environ if name.startswith("FOI_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return copy
