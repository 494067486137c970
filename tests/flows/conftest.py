"""A Prefect server for the session, the command in a process of its own, and small inboxes."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from foi_process import clean_environment, lay_out_demo, run_foi
from shared import kept_up, once, run_folder

from flows.prefect_server import deliver_what_is_queued

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """The home and the address of a real server, started as a person starts one, once for all workers."""
    processes: list[subprocess.Popen[bytes]] = []

    def start(home: Path) -> dict[str, str | int]:
        process, port = _start_server(home)
        processes.append(process)
        return {"url": f"http://127.0.0.1:{port}/api"}

    def stop(_home: Path) -> None:
        processes[0].terminate()
        processes[0].wait(30)

    home = run_folder(tmp_path_factory) / "prefect"
    with kept_up(home, start, stop) as facts:
        yield home, str(facts["url"])
        if "prefect" in sys.modules:
            deliver_what_is_queued()


@pytest.fixture(scope="session")
def server(running: tuple[Path, str]) -> str:
    """The address of the server."""
    return running[1]


@pytest.fixture(scope="session")
def prefect_home(running: tuple[Path, str]) -> Path:
    """A home whose database is laid out, which takes Prefect long."""
    return running[0]


def _start_server(home: Path) -> tuple[subprocess.Popen[bytes], int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    log = home / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)],
            env=clean_environment(PREFECT_HOME=str(home), PREFECT_UI_ENABLED="false"),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
        )
    _wait_until_healthy(port, process, log)
    return process, port


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
        return run_foi(tmp_path, *arguments, **{"PREFECT_HOME": str(prefect_home)} | environment)

    return run


@pytest.fixture
def demo_inbox(tmp_path: Path) -> Path:
    """The demo's inbox, with its request registered in the workspace `foi-data` beside it."""
    return lay_out_demo(tmp_path)


@pytest.fixture
def api(server: str, prefect_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Flows in this process report to the session's server."""
    monkeypatch.setenv("PREFECT_HOME", str(prefect_home))
    monkeypatch.setenv("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")
    from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    with temporary_settings({PREFECT_API_URL: server, PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        yield server


@pytest.fixture
def here(api: str, demo_inbox: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that holds an inbox and a workspace, and a server that is set up as users do it."""
    monkeypatch.setenv("PREFECT_API_URL", api)
    monkeypatch.chdir(demo_inbox.parent)
    return demo_inbox.parent


@pytest.fixture(scope="session")
def demonstration(
    tmp_path_factory: pytest.TempPathFactory, prefect_home: Path
) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """An empty folder in which `foi demo` ran, with no server set up, and what it printed."""

    def demo(place: Path) -> dict[str, str | int]:
        (place / "folder").mkdir()
        ended = run_foi(place / "folder", "demo", PREFECT_HOME=str(prefect_home))
        return {"status": ended.returncode, "out": ended.stdout, "err": ended.stderr}

    place = run_folder(tmp_path_factory) / "demonstration"
    facts = once(place, demo)
    ended = subprocess.CompletedProcess(
        ["foi", "demo"], int(facts["status"]), str(facts["out"]), str(facts["err"])
    )
    return place / "folder", ended


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
