"""Outlook's wrapping of messages (TNEF) taken apart: its attributes, and the properties that some list.

A walk of our own, as the libraries for it follow counts that a file only claims: four bytes cost them hours.
Source: Microsoft's [MS-OXTNEF] 2.1.3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD, _ATTRIBUTE, _CHECKSUM = 6, 9, 2
"""Bytes: signature and key before the first attribute; what begins each, and what ends it."""
_MANY, _NAMED = 0x1000, 0x8000
_BY_NUMBER = 0
_SIZES = {
    **dict.fromkeys((0x0002, 0x000B), 2),
    **dict.fromkeys((0x0003, 0x0004, 0x000A), 4),
    **dict.fromkeys((0x0005, 0x0006, 0x0007, 0x0014, 0x0040), 8),
    0x0048: 16,
}
"""Bytes that a value of each kind takes, where all take the same."""
_LONG = frozenset((0x000D, 0x001E, 0x001F, 0x0102))
"""Kinds of which each value says how long it is: objects, texts, bytes."""
TEXT, WIDE_TEXT = 0x001E, 0x001F


class Attribute(NamedTuple):
    """One attribute of a wrapped message: its number and its bytes."""

    number: int
    data: bytes


class Property(NamedTuple):
    """A property's kind and its first value."""

    kind: int
    value: bytes


class _Bytes:
    """Bytes that are taken one after the other, and never beyond their end."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, size: int) -> bytes:
        """Return the next bytes; ValueError where there are not so many."""
        taken = self.data[self.at : self.at + size]
        if len(taken) < size:
            raise ValueError("cut short")
        self.at += size
        return taken

    def number(self, size: int = 4) -> int:
        """Return the next bytes as a number."""
        return int.from_bytes(self.take(size), "little")

    def settle(self) -> None:
        """Go to the next multiple of four; the last one may be missing."""
        self.at += -self.at % 4


def attributes(data: bytes) -> Iterator[Attribute]:
    """Yield the attributes of a wrapped message, up to one that is cut short.

    Raises:
        ValueError: The last one is longer than what is there.
    """
    stream = _Bytes(data)
    stream.take(_HEAD)
    while len(data) - stream.at >= _ATTRIBUTE:
        stream.take(1)
        number = stream.number(2)
        stream.take(2)
        yield Attribute(number, stream.take(stream.number()))
        stream.take(min(_CHECKSUM, len(data) - stream.at))


def properties(data: bytes) -> tuple[dict[int, Property], bool]:
    """Return the properties that an attribute lists, by number, and whether all could be read."""
    stream = _Bytes(data)
    found: dict[int, Property] = {}
    try:
        for _ in range(stream.number()):
            kind, number = stream.number(2), stream.number(2)
            if number >= _NAMED:
                _pass_name(stream)
            values = _values(stream, kind)
            if values:
                found.setdefault(number, Property(kind & ~_MANY, values[0]))
    except ValueError:
        return found, False
    return found, True


def _pass_name(stream: _Bytes) -> None:
    stream.take(16)
    if stream.number() == _BY_NUMBER:
        stream.take(4)
    else:
        stream.take(stream.number())
        stream.settle()


def _values(stream: _Bytes, kind: int) -> list[bytes]:
    """Return the values of one property; every kind takes bytes, so that a claimed number of them ends."""
    plain = kind & ~_MANY
    if plain in _LONG:
        values = []
        for _ in range(stream.number()):
            values.append(stream.take(stream.number()))
            stream.settle()
        return values
    if plain not in _SIZES:
        raise ValueError(f"kind {plain:#06x} is not known")
    count = stream.number() if kind & _MANY else 1
    values = []
    for _ in range(count):
        values.append(stream.take(_SIZES[plain]))
    stream.settle()
    return values
