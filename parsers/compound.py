"""Compound files (OLE), in which old Office files lie: tables of sectors that run in a circle are refused.

Readers follow such a table until it ends; one that never does costs them all their time and memory. The
layout is that of [MS-CFB] 2.1 to 2.4.
"""

from __future__ import annotations

import struct

from parsers.errors import UnreadableError

_HEADER = 512
_SIZES = {9: 512, 12: 4096}
_IN_HEADER = 109
_MOST_TABLES = 100_000
_REGULAR = 0xFFFF_FFFA
"""Numbers from here on are marks, such as the end of a chain."""


def refuse_circles(data: bytes) -> None:
    """Make sure that every chain of sectors of a compound file ends.

    Raises:
        UnreadableError: One runs in a circle.
    """
    if len(data) < _HEADER:
        return
    size = _SIZES.get(struct.unpack_from("<H", data, 30)[0], 512)
    table = _table(data, size, _tables_of(data, size))
    small = _table(data, size, _chain(table, struct.unpack_from("<I", data, 60)[0]))
    if _has_circle(table) or _has_circle(small):
        raise UnreadableError(
            "the file's table of sectors runs in a circle, as only a damaged or hostile one does"
        )


def _tables_of(data: bytes, size: int) -> list[int]:
    """Return the sectors that hold the table: some in the header, the others in sectors of their own."""
    sectors = list(struct.unpack_from(f"<{_IN_HEADER}I", data, 76))
    following, _ = struct.unpack_from("<II", data, 68)
    seen: set[int] = set()
    while following < _REGULAR and following not in seen and len(sectors) < _MOST_TABLES:
        seen.add(following)
        entries = _table(data, size, [following])
        if not entries:
            break
        sectors += entries[:-1]
        following = entries[-1]
    return [sector for sector in sectors if sector < _REGULAR]


def _table(data: bytes, size: int, sectors: list[int]) -> list[int]:
    entries: list[int] = []
    for sector in sectors[:_MOST_TABLES]:
        start = (sector + 1) * size
        count = min(size, max(0, len(data) - start)) // 4
        entries += struct.unpack_from(f"<{count}I", data, start) if count else ()
    return entries


def _chain(table: list[int], start: int) -> list[int]:
    chain: list[int] = []
    seen: set[int] = set()
    while start < len(table) and start not in seen:
        seen.add(start)
        chain.append(start)
        start = table[start]
    return chain


def _has_circle(table: list[int]) -> bool:
    """Say whether any chain comes back to where it was: each entry names the next one."""
    walk = [0] * len(table)
    for number in range(len(table)):
        at = number
        while at < len(table) and not walk[at]:
            walk[at] = number + 1
            at = table[at]
        if at < len(table) and walk[at] == number + 1:
            return True
    return False
