"""A decorator for what a document holds by the ten thousand: words, segments, cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

__all__ = ("often_made",)

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass as often_made
else:

    def often_made(*, frozen: bool, slots: bool) -> Callable[[type], type]:
        """Return the decorator of a dataclass that is frozen in the eyes of the type checker alone.

        One that is frozen when it runs sets each of its fields by way of a call: it takes three times as long
        to make. Equality and hashes are the same.
        """
        return dataclass(slots=slots, unsafe_hash=frozen)
