"""What a reader may not do, whatever takes it over: each attempt is made in a real worker."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flows.sandbox import promises
from flows.settings import Settings
from flows.workers import Crew, Job
from parsers.figure import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

SETTINGS = Settings(workers=1, parse_seconds=60, worker_memory=1024)
linux = pytest.mark.skipif(promises()["files"] != "the kernel", reason="this kernel has no Landlock")


def _connect() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as outward:
        outward.settimeout(2)
        outward.connect(("127.0.0.1", 9))


def _connect_six() -> None:
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as outward:
        outward.sendto(b"", ("::1", 9))


def _connect_by_child() -> None:
    program = "import socket; socket.socket()"
    ended = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True)
    if b"PermissionError" in ended.stderr:
        raise PermissionError(errno.EACCES, "the child")


def _write(path: str) -> None:
    Path(path).write_bytes(b"x")


def _attempt(document_id: str, name: str) -> list[Reading]:
    """A reader that does what its document is named after, and says how it went."""
    what, _, path = name.partition(" ")
    acts = {
        "connect": _connect,
        "connect6": _connect_six,
        "child": _connect_by_child,
        "write": lambda: _write(path),
        "scratch": lambda: _write(f"{tempfile.gettempdir()}/x"),
        "remove": lambda: Path(path).unlink(),
        "rename": lambda: Path(path).rename(f"{tempfile.gettempdir()}/y"),
        "signal": lambda: os.kill(os.getppid(), 0),
        "core": lambda: None,
    }
    try:
        acts[what]()
    except OSError as error:
        result = errno.errorcode[error.errno or 0]
    else:
        result = tempfile.gettempdir() if what == "scratch" else "done"
    return [Reading(document_id, None, name, "csv", 1, 1, "read", result)]


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    with Crew(SETTINGS, _attempt) as crew:
        yield crew


def attempt(crew: Crew, name: str) -> str | None:
    ((reading,),) = crew.read([Job("0" * 64, name)])
    return reading.reason


@pytest.mark.skipif(promises()["network"] != "the kernel", reason="this system has no seccomp")
@pytest.mark.parametrize("what", ["connect", "connect6", "child"])
def test_a_reader_has_no_network(crew: Crew, what: str) -> None:
    assert attempt(crew, what) == "EACCES"


@linux
def test_a_reader_writes_nowhere_but_in_its_scratch(crew: Crew, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_bytes(b"kept")
    assert attempt(crew, f"write {kept}") == "EACCES"
    assert attempt(crew, f"write {tmp_path / 'new'}") == "EACCES"
    assert attempt(crew, f"rename {kept}") in {"EACCES", "EXDEV"}
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert kept.read_bytes() == b"kept"


@linux
def test_a_reader_signals_nobody(crew: Crew) -> None:
    assert attempt(crew, "signal") in {"EPERM", "done"}  # "done" before Linux 6.12
    assert attempt(crew, "core") == "done"


def test_the_scratch_goes_with_the_crew() -> None:
    with Crew(replace(SETTINGS, parse_seconds=30), _attempt) as crew:
        scratch = Path(attempt(crew, "scratch") or "")
        assert (scratch / "x").read_bytes() == b"x"
    assert "foi-scratch-" in scratch.name
    assert not scratch.exists()


def test_without_a_kernel_that_helps_python_refuses_connections() -> None:
    program = (
        "import os, socket, sys, tempfile\n"
        "from pathlib import Path\n"
        "from flows import sandbox\n"
        "sandbox.seccomp.is_known = lambda: False\n"
        "sandbox.landlock.version = lambda: 0\n"
        "sandbox.confine(1024, os.getppid(), Path(tempfile.gettempdir()))\n"
        "assert sandbox.promises() == {'network': 'Python', 'files': 'nobody'}\n"
        "for call in (lambda: socket.create_connection(('127.0.0.1', 9)),\n"
        "             lambda: socket.getaddrinfo('localhost', 9)):\n"
        "    try:\n"
        "        call()\n"
        "    except PermissionError as error:\n"
        "        print(error)\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert ended.stdout.count("a reader has no network") == 2
