"""Network sockets refused by the kernel (Linux's seccomp), for this process and all that it starts.

The filter is a program of the kernel's classic packet filter; see `man 2 seccomp`. Sockets between processes
of this machine (AF_UNIX) stay, as office programs need them to start.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import socket
import struct
import sys
from typing import NamedTuple


class _Machine(NamedTuple):
    """What the kernel calls a processor, and the number of its system call `socket`."""

    audit: int
    socket: int


_MACHINES = {
    "x86_64": _Machine(0xC000003E, 41),
    "aarch64": _Machine(0xC00000B7, 198),
    "riscv64": _Machine(0xC00000F3, 198),
}
_IO_URING_SETUP = 425
"""The same number everywhere; its rings can open sockets without calling `socket`."""
_FOREIGN_CALLS = 0x4000_0000
"""From this number on x86_64 counts the calls of another calling convention."""
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
"""Where the filter finds a call's number, machine and first argument."""
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF_0000, 0x0005_0000
_SET_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2


def is_known() -> bool:
    """Say whether this system and processor are known."""
    return sys.platform == "linux" and platform.machine() in _MACHINES


def refuse_network() -> bool:
    """Refuse every socket that is not of this machine; return whether the kernel does so from now on."""
    if not is_known():
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    steps = ctypes.create_string_buffer(b"".join(_steps(_MACHINES[platform.machine()])))
    program = struct.pack("HxxxxxxP", len(steps) // 8, ctypes.addressof(steps))
    if libc.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return int(libc.prctl(_SET_SECCOMP, _FILTER, program, 0, 0)) == 0


def _steps(machine: _Machine) -> list[bytes]:
    """Return the filter's steps; a comparison names how many steps to skip if true and if false."""
    return [
        _step(_LOAD, _ARCHITECTURE),
        _step(_EQUAL, machine.audit, 0, 7),
        _step(_LOAD, _NUMBER),
        _step(_AT_LEAST, _FOREIGN_CALLS, 5, 0),
        _step(_EQUAL, _IO_URING_SETUP, 4, 0),
        _step(_EQUAL, machine.socket, 0, 2),
        _step(_LOAD, _FIRST_ARGUMENT),
        _step(_EQUAL, socket.AF_UNIX, 0, 1),
        _step(_RETURN, _ALLOW),
        _step(_RETURN, _REFUSE | errno.EACCES),
    ]


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)
