"""Writing refused by the kernel outside one folder (Linux's Landlock), for a process and all that it starts.

See `man 7 landlock`; reading stays as it is. What the running kernel does not know is left out.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
"""System calls, with the same numbers on every processor."""
_VERSION = 1
_PATH_BENEATH = 1
_SET_NO_NEW_PRIVILEGES = 38
_WRITE_FILE = 1 << 1
_CHANGES = sum(1 << bit for bit in (1, 4, 5, 6, 7, 8, 9, 10, 11, 12))
"""Write a file; remove or make folders, files, devices, sockets, pipes and links."""
_OFFICE_SOCKET = 1 << 5 | 1 << 9
"""Making a socket, and removing it."""
_RENAME, _TRUNCATE = 1 << 13, 1 << 14
_TCP = 0b11
"""Listening and connecting, from version 4."""
_SCOPES = 0b11
"""Abstract sockets of other processes and signals to them, from version 6."""


def version() -> int:
    """Return the version of Landlock that the kernel speaks, 0 for none."""
    if sys.platform != "linux":
        return 0
    return max(0, int(ctypes.CDLL(None).syscall(_CREATE_RULESET, None, 0, _VERSION)))


def restrict_writing(folder: Path) -> bool:
    """Refuse all writing outside `folder`; return whether the kernel does so from now on.

    What stays are writing to /dev/null, and making sockets and removing files in /tmp: an office program that
    converts a document keeps its socket there and does not start without.
    """
    spoken = version()
    if not spoken:
        return False
    changes = _CHANGES | (_RENAME if spoken >= 2 else 0) | (_TRUNCATE if spoken >= 3 else 0)
    fields = [changes, *([_TCP] if spoken >= 4 else []), *([_SCOPES] if spoken >= 6 else [])]
    attributes = struct.pack(f"{len(fields)}Q", *fields)
    libc = ctypes.CDLL(None, use_errno=True)
    rules = libc.syscall(_CREATE_RULESET, attributes, len(attributes), 0)
    if rules < 0:
        return False
    try:
        _allow(libc, rules, str(folder), changes)
        _allow(libc, rules, os.devnull, _WRITE_FILE | (changes & _TRUNCATE))
        _allow(libc, rules, "/tmp", _OFFICE_SOCKET)  # noqa: S108 their choice
        done = libc.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0
        return done and int(libc.syscall(_RESTRICT_SELF, rules, 0)) == 0
    finally:
        os.close(rules)


def _allow(libc: ctypes.CDLL, rules: int, path: str, changes: int) -> None:
    place = os.open(path, os.O_PATH)
    try:
        libc.syscall(_ADD_RULE, rules, _PATH_BENEATH, struct.pack("=Qi", changes, place), 0)
    finally:
        os.close(place)
