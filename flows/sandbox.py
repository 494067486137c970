"""What a process may do while it reads a stranger's file: little memory, no network, no file but its scratch.

Limits that every system has (memory, core files) always hold. On Linux the kernel also refuses network
sockets (seccomp), writing anywhere but in the scratch folder, and signals to other processes (Landlock, from
Linux 5.13, the last from 6.12); neither needs root. Elsewhere Python itself refuses connections, which stops
a library written in Python but not one in C. `promises` says what holds here.
"""

from __future__ import annotations

import logging
import os
import resource
import select
import signal
import sys
import tempfile
import threading
import time
import warnings
from typing import TYPE_CHECKING

from flows.kernel import landlock, seccomp

if TYPE_CHECKING:
    from pathlib import Path

_REFUSED = frozenset(
    ("socket.bind", "socket.connect", "socket.getaddrinfo", "socket.sendmsg", "socket.sendto")
)


def confine(memory_mib: int, run: int, scratch: Path) -> None:
    """Make this process quiet, bounded, confined to `scratch`, and mortal: it ends with the process `run`.

    It cannot be undone, and children inherit it. Call it before any thread starts.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.getLogger().addHandler(logging.NullHandler())
    warnings.simplefilter("ignore")
    os.environ["TMPDIR"] = tempfile.tempdir = str(scratch)
    ending = _watch(run)
    landlock.restrict_writing(scratch)
    if not seccomp.refuse_network():
        sys.addaudithook(_refuse)
    ending.start()
    # Last of all: a thread that finds no memory to start with ends without a word, and its starter waits.
    limit = memory_mib * 1024**2
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def promises() -> dict[str, str]:
    """Return who keeps a reader from the network and from writing files: the kernel, Python, or nobody."""
    return {
        "network": "the kernel" if seccomp.is_known() else "Python",
        "files": "the kernel" if landlock.version() else "nobody",
    }


def _refuse(event: str, _arguments: object) -> None:
    if event in _REFUSED:
        raise PermissionError(f"{event}: a reader has no network")


def _watch(run: int) -> threading.Thread:
    """Return a thread that ends this process when the process `run` has ended, however it ended."""
    watched = os.pidfd_open(run) if hasattr(os, "pidfd_open") else None

    def wait() -> None:
        try:
            if watched is not None:
                select.select([watched], [], [])
            else:
                while True:
                    os.kill(run, 0)
                    time.sleep(1)
        finally:
            os._exit(1)

    return threading.Thread(target=wait, daemon=True)
