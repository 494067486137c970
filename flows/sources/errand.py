"""What a run tells its sources, and what they tell it besides the replies themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.errors import FoiError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path


LARGEST = 512 * 1024 * 1024
"""Bytes; a larger file is reported and left where it is, as its bytes must fit into memory more than once."""


class SourceError(FoiError):
    """Raised when a source cannot be read at all, or no further; `again` says whether to try again."""

    def __init__(self, message: str, *, again: bool) -> None:
        """Keep both."""
        super().__init__(message)
        self.again = again


@dataclass(slots=True)
class Tally:
    """What one source has brought in a run, and why it brought no more where it failed."""

    name: str
    deliveries: int = 0
    new: int = 0
    """Of these, documents never seen before."""
    failure: str | None = None
    failing_since: date | None = None
    last_brought: date | None = None
    """When it last brought something new, before this run."""
    fetched: int = 0
    """Bytes that it delivered."""
    kept: int = 0
    """Of these, bytes never seen before, by which the archive has grown."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something in a source that was not delivered, and why.

    `wanted` is false for what no one would call a reply (hidden and temporary files), true for what may be
    one and could not be had: a person has to look.
    """

    path: str
    reason: str
    wanted: bool


def _say_nothing(_notice: Notice) -> None:
    """Drop the notice."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What a source is asked to mind.

    `requests` are the ids in the register, for sources that can tell one from their own layout; `apart` are
    folders that hold no replies although they may lie in the source; `tell` takes each notice as it arises.
    """

    requests: frozenset[str] = frozenset()
    apart: tuple[Path, ...] = ()
    tell: Callable[[Notice], None] = _say_nothing
