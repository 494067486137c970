"""Prefect's surroundings: quiet, private to foi, and a server for the length of one run where none is set up.

Prefect can start such a server by itself; this one starts while Prefect is still being imported, keeps its
files out of the user's folders, and ends with the run even if the run is killed.
"""

from __future__ import annotations

import contextlib
import fcntl
import http.client
import importlib
import logging
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, TYPE_CHECKING

from flows.terminal import in_a_line
from parsers.errors import FoiError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, MutableMapping

    import uvicorn

START_SECONDS = 120
"""A new database takes Prefect about ten seconds to lay out; a busy machine several times that."""

STOP_SECONDS = 10

LASTING = "lasting"
"""The argument of this module as a program by which its server outlasts one run."""

_DEFAULTS = {
    # Errors reach the person through foi's own report; Prefect keeps its full log behind its API.
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_INTERNAL_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": str(START_SECONDS),
}

_TUNING = {
    # With the defaults, events are written one by one, and many are lost when the server stops soon after.
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "500",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_READ_BATCH_SIZE": "100",
}


class PrefectError(FoiError):
    """Raised when no Prefect server can be reached or started, from `server_for_run`."""


def settle_environment(workspace: Path, environ: MutableMapping[str, str] | None = None) -> None:
    """Set what Prefect reads at its import, wherever the user has not: its home, and silence on the terminal.

    A Prefect home that the user has set up is left to serve; otherwise it is a folder in the user's cache, or
    in the workspace where the cache cannot be written.
    """
    environ = os.environ if environ is None else environ
    for name, value in _DEFAULTS.items():
        environ.setdefault(name, value)
    own = Path("~/.prefect").expanduser()
    if "PREFECT_HOME" in environ or "PREFECT_PROFILES_PATH" in environ or (own / "profiles.toml").exists():
        return
    cache = Path(environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser())
    for home in (cache / "foi-outcomes" / "prefect", workspace / ".prefect"):
        with contextlib.suppress(OSError):
            home.mkdir(parents=True, exist_ok=True)
            if os.access(home, os.W_OK):
                environ["PREFECT_HOME"] = str(home)
                return


@contextlib.contextmanager
def server_for_run(keep_days: int | None = None) -> Iterator[Callable[[], bool]]:
    """Have a Prefect server while the context lasts: the one that is set up, or else one of its own.

    Args:
        keep_days: For a server that stays: it starts what is scheduled, and deletes its records of runs after
            so many days. Without it, the server is for one run.

    Returns:
        Whether the server still runs, as far as that is known here.

    Raises:
        PrefectError: The one that is set up does not answer, or none is and none could be started.
    """
    own = None if os.environ.get("PREFECT_API_URL") else _OwnServer(keep_days)
    try:
        # Importing takes as long as the server's start: both go on at once.
        from prefect.settings import (
            PREFECT_API_AUTH_STRING,
            PREFECT_API_URL,
            PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
            get_current_settings,
            temporary_settings,
        )

        importlib.import_module("flows.ingest")
        if own is not None and get_current_settings().api.url:  # set up in a profile or a prefect.toml
            own.stop()
            own = None
        if own is None:
            _refuse_silence(get_current_settings().api.url or "")
            yield lambda: True
            return
        own.wait()
        # A heartbeat tells a server of a run that died. This server dies with the run, and waiting for the
        # heart to stop would cost each run a second.
        with temporary_settings(
            {
                PREFECT_API_URL: own.url,
                PREFECT_API_AUTH_STRING: own.password,
                PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None,
            }
        ):
            try:
                yield own.runs
            finally:
                deliver_what_is_queued()
    finally:
        if own is not None:
            own.stop()


def size_of_records() -> int:
    """Return the bytes of Prefect's database where it lies in the home on this machine, else 0."""
    from prefect.settings import get_current_settings

    return sum(file.stat().st_size for file in get_current_settings().home.glob("prefect.db*"))


def silence() -> Exception | None:
    """Why the server that is set up does not answer, or None where it does."""
    from prefect import get_client

    with get_client(sync_client=True) as client:
        return client.api_healthcheck()


def _refuse_silence(url: str) -> None:
    error = silence()
    if error is not None:
        what = in_a_line(error)
        raise PrefectError(
            f"{url}: Prefect's server does not answer ({what}); start it, or unset PREFECT_API_URL"
        )


def deliver_what_is_queued() -> None:
    """Send the logs and events that Prefect's client still holds, before its server goes."""
    from prefect.events.worker import EventsWorker

    for handler in logging.getLogger("prefect.flow_runs").handlers:
        handler.flush()
    EventsWorker.drain_all(timeout=STOP_SECONDS)


def _retention(keep_days: int | None) -> dict[str, str]:
    """Return the variables by which Prefect deletes its old records; by itself it keeps runs for ever."""
    if keep_days is None:
        return {}
    return {
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(86_400 * keep_days),
        "PREFECT_SERVER_UI_ENABLED": "false",
    }


class _OwnServer:
    """A Prefect server on a free port of this machine, open to nobody else, that ends with this process."""

    def __init__(self, keep_days: int | None) -> None:
        self.password = f"foi:{secrets.token_urlsafe(24)}"
        self._log = Path(os.environ.get("PREFECT_HOME", "~/.prefect")).expanduser() / "foi-server.log"
        self._log.parent.mkdir(parents=True, exist_ok=True)
        kind = "once" if keep_days is None else LASTING
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - this interpreter, and a word of this module
                [sys.executable, "-m", "flows.prefect_server", kind],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env=_TUNING
                | _retention(keep_days)
                | os.environ
                # A program in the folder that a person works in must not stand in for one of Python's own.
                | {"PREFECT_SERVER_API_AUTH_STRING": self.password, "PYTHONSAFEPATH": "1"},
                start_new_session=True,  # Ctrl-C is for the run, which tells its server that it stopped
            )
        self._port: int | None = None

    @property
    def url(self) -> str:
        """Where Prefect's client finds it."""
        return f"http://127.0.0.1:{self._port}/api"

    def wait(self) -> None:
        """Wait until it answers.

        Raises:
            PrefectError: It ended, or did not answer in time.
        """
        first = _pipe(self._process.stdout).readline()
        try:
            self._port = int(first)
            connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=START_SECONDS)
            connection.request("GET", "/api/health")
            healthy = connection.getresponse().status == http.HTTPStatus.OK
            connection.close()
        except (ValueError, OSError, http.client.HTTPException):
            healthy = False
        if not healthy:
            raise PrefectError(
                f"Prefect's server for this run did not start; its own account is in {self._log}"
            )

    def runs(self) -> bool:
        """Whether it has not ended by itself."""
        return self._process.poll() is None

    def stop(self) -> None:
        """End it and wait until it has written down what it was told."""
        with contextlib.suppress(OSError):
            _pipe(self._process.stdin).close()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        _pipe(self._process.stdout).close()


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:  # pragma: no cover - both ends are made with PIPE
        raise PrefectError("the pipe to Prefect's server is missing")
    return stream


def main() -> None:
    """Serve until standard input closes; the port is the first line of output."""
    threading.Thread(target=_end_with_input, daemon=True).start()
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    sys.stdout.write(f"{listener.getsockname()[1]}\n")
    sys.stdout.flush()
    # Two runs must not lay out one new database at the same time.
    home = Path(os.environ.get("PREFECT_HOME", "~/.prefect")).expanduser()
    with (home / "foi-server.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        server = _server(lock)
        server.run(sockets=[listener])


def _server(lock: IO[str]) -> uvicorn.Server:
    import uvicorn
    from prefect.server.api.server import create_app

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            fcntl.flock(lock, fcntl.LOCK_UN)

    # Only a server that stays has the services that start what is scheduled.
    app = create_app(ephemeral=LASTING not in sys.argv[1:], final=True)
    return Server(uvicorn.Config(app, log_level="error", lifespan="on"))


def _end_with_input() -> None:
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)
    threading.Timer(STOP_SECONDS, os._exit, (1,)).start()


if __name__ == "__main__":
    main()
