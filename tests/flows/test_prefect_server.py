from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import psutil
import pytest
from foi_process import clean_environment

from flows.prefect_server import settle_environment

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = """
import sys, time
from pathlib import Path
from flows.prefect_server import settle_environment, server_for_run
settle_environment(Path("."))
with server_for_run():
    from prefect import flow, get_client, task
    from prefect.settings import get_current_settings
    print(get_current_settings().api.url, flush=True)
    @task
    def step(number): return number
    @flow
    def walk(): return sum(step.submit(number).result() for number in range(3))
    print(walk(), flush=True)
    if "stay" in sys.argv:
        time.sleep(60)
"""


def _start(
    home: Path, *arguments: str, folder: Path | None = None, **environment: str
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        # As an installed command is run: without the folder that it is called in among its modules.
        [sys.executable, "-P", "-c", PROGRAM, *arguments],
        cwd=folder,
        env=clean_environment(PREFECT_HOME=str(home), **environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_run_without_a_server_has_one_of_its_own_and_makes_no_noise(
    prefect_home: Path, tmp_path: Path
) -> None:
    # A person's program there has the name of one that Python brings and the server needs.
    (tmp_path / "timeit.py").write_text("raise SystemExit('not the module of this name')\n", encoding="utf-8")
    process = _start(prefect_home, folder=tmp_path)
    out, errors = process.communicate(timeout=150)
    address, result = out.split()
    assert address.startswith("http://127.0.0.1:")
    assert (result, errors, process.returncode) == ("3", "", 0)


def test_the_server_ends_with_a_killed_run(prefect_home: Path) -> None:
    process = _start(prefect_home, "stay")
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    assert process.stdout.readline() == "3\n"
    servers = psutil.Process(process.pid).children(recursive=True)
    assert servers
    process.kill()
    process.communicate()
    _, alive = psutil.wait_procs(servers, timeout=20)
    assert alive == []


def test_a_server_that_is_set_up_is_used(prefect_home: Path, server: str) -> None:
    process = _start(prefect_home, "stay", PREFECT_API_URL=server)
    assert process.stdout
    assert process.stdout.readline() == f"{server}\n"
    assert process.stdout.readline() == "3\n"
    assert psutil.Process(process.pid).children(recursive=True) == []
    process.kill()
    process.communicate()


def test_a_server_named_in_a_profile_is_used(server: str, tmp_path: Path) -> None:
    (tmp_path / "profiles.toml").write_text(
        f'active = "ours"\n[profiles.ours]\nPREFECT_API_URL = "{server}"\n'
    )
    process = _start(tmp_path)
    out, _ = process.communicate(timeout=150)
    assert out == f"{server}\n3\n"


def test_a_server_that_cannot_start_is_one_line(tmp_path: Path) -> None:
    process = _start(
        tmp_path, PREFECT_SERVER_DATABASE_CONNECTION_URL="sqlite+aiosqlite:////nowhere/at/all.db"
    )
    _, errors = process.communicate(timeout=150)
    last = errors.strip().splitlines()[-1]
    assert last.endswith(f"did not start; its own account is in {tmp_path}/foi-server.log")
    assert process.returncode == 1


def test_the_environment_is_settled_where_the_user_has_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    environ = {"PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "INFO"}
    settle_environment(tmp_path / "foi-data", environ)
    assert environ["PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL"] == "INFO"
    assert environ["PREFECT_SERVER_LOGGING_LEVEL"] == "CRITICAL"
    assert environ["PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS"] == "120"
    assert environ["PREFECT_HOME"] == str(tmp_path / ".cache" / "foi-outcomes" / "prefect")
    assert not (tmp_path / "foi-data").exists()


def test_a_prefect_home_of_the_user_is_left_to_serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    environ = {"PREFECT_HOME": "/srv/prefect"}
    settle_environment(tmp_path, environ)
    assert environ["PREFECT_HOME"] == "/srv/prefect"
    (tmp_path / ".prefect").mkdir()
    (tmp_path / ".prefect" / "profiles.toml").touch()
    environ = {}
    settle_environment(tmp_path, environ)
    assert "PREFECT_HOME" not in environ


def test_without_a_cache_prefect_lives_in_the_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "file").touch()
    environ = {"XDG_CACHE_HOME": str(tmp_path / "file")}
    settle_environment(tmp_path / "foi-data", environ)
    assert environ["PREFECT_HOME"] == str(tmp_path / "foi-data" / ".prefect")


@pytest.mark.parametrize("name", ["DO_NOT_TRACK", "PREFECT_SERVER_ANALYTICS_ENABLED"])
@pytest.mark.parametrize("own", [None, "chosen"])
def test_telemetry_is_off_unless_the_user_has_chosen(name: str, own: str | None) -> None:
    off = {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
    environment = clean_environment()
    environment.pop(name, None)
    if own:
        environment[name] = own
    begin = time.monotonic()
    found = subprocess.run(
        [sys.executable, "-c", f"import os, flows; print(os.environ[{name!r}])"],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    assert found.stdout.strip() == (own or off[name])
    assert time.monotonic() - begin < 5
