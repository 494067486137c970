"""Where replies come from: each source is one module with one function, registered here by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from flows.sources import folder
from parsers.errors import FoiError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flows.sources.errand import Errand
    from warehouse.archive import Delivery


class Source(Protocol):
    """A place's deliveries, in an order that stays the same while the place does."""

    def __call__(self, place: Path, errand: Errand) -> Iterator[tuple[bytes, Delivery]]:
        """Yield the bytes of each document with the facts of its delivery.

        Raises:
            FoiError: The place cannot be read at all. A single document that cannot be had is a notice.
        """
        ...


SOURCES: dict[str, Source] = {"folder": folder.deliveries}


def source_named(name: str) -> Source:
    """The source registered under a name.

    Raises:
        FoiError: There is none of that name.
    """
    if name not in SOURCES:
        raise FoiError(f"there is no source named {name!r}; known sources: {', '.join(sorted(SOURCES))}")
    return SOURCES[name]
