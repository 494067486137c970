"""A real database server for tests: Postgres on loopback, in a temporary folder."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

USER, PASSWORD, DATABASE = "prefect", "sesame", "prefect"

PROGRAMS = ("initdb", "pg_ctl", "createdb", "psql")


def programs() -> Path | None:
    """Where Postgres's programs are, on the path or where Debian puts them; None where it is missing."""
    on_path = [Path(place) for place in os.get_exec_path()]
    places = [*on_path, *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    return next((place for place in places if all((place / name).exists() for name in PROGRAMS)), None)


class Postgres:
    """The server with an empty database, on `port`."""

    def __init__(self, port: int) -> None:
        """Lay it out and start."""
        self.port = port
        # Not one of pytest's: only their owner can reach those, and Postgres never runs as root.
        self._folder = Path(tempfile.mkdtemp(prefix="foi-postgres-"))
        self._owner = pwd.getpwnam("postgres") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
        word = self._folder / "password"
        word.write_text(PASSWORD)
        for path in (self._folder, word):
            os.chown(path, self._owner.pw_uid, self._owner.pw_gid)
        self._run("initdb", "-D", self._data, "-A", "scram-sha-256", "-U", USER, "--pwfile", str(word))
        options = (
            f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self._folder} -c fsync=off"
        )
        self._run("pg_ctl", "-D", self._data, "-o", options, "-l", f"{self._data}/log", "-w", "start")
        self._run("createdb", "-h", "127.0.0.1", "-p", str(port), "-U", USER, DATABASE)

    def remove(self) -> None:
        """Stop it for good."""
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(self._folder)

    def ask(self, sql: str) -> str:
        """Return the only value of a query."""
        return self._run(
            "psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", USER, "-At", "-c", sql, DATABASE
        ).strip()

    @property
    def _data(self) -> str:
        return str(self._folder / "data")

    def _run(self, program: str, *arguments: str) -> str:
        place = programs()
        assert place
        return subprocess.run(
            [str(place / program), *arguments],
            check=True,
            user=self._owner.pw_uid,
            group=self._owner.pw_gid,
            extra_groups=[],
            cwd=self._folder,
            env={"PATH": os.defpath, "PGPASSWORD": PASSWORD, "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ).stdout
