"""What is new in a place of files that is looked at again and again: each file once, and whole."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from flows.sources.errand import Notice
from warehouse.archive import Delivery

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flows.sources.errand import Errand
    from flows.sources.memory import Memory

GONE = "gone"


@dataclass(frozen=True, slots=True)
class Watch:
    """How a place is looked at.

    `name` is the source's, `request` what all of it answers; `settle` is for how many seconds a file must
    have lain unchanged before it is taken to be whole.
    """

    name: str
    request: str | None
    settle: int


class File(Protocol):
    """A file in such a place."""

    @property
    def shown(self) -> str:
        """Its path in the place."""
        ...

    @property
    def stamp(self) -> str:
        """What changes when its bytes do, told without reading them."""
        ...

    @property
    def modified(self) -> float | None:
        """When it was last written, in seconds since 1970, where files grow as they are written."""
        ...

    def read(self, errand: Errand) -> bytes | None:
        """Return its bytes, or None where they cannot be had: that is told to `errand`."""
        ...


def new_files(
    files: Iterable[File], watch: Watch, memory: Memory, errand: Errand
) -> Iterator[tuple[bytes, Delivery]]:
    """Yield each file that is new or has changed, with its delivery.

    A file that was written a moment ago may not be whole, and waits for the next run. One that is no longer
    there is noted: what was archived of it stays.
    """
    there = set()
    for file in files:
        there.add(file.shown)
        if memory.get(file.shown) == file.stamp:
            continue
        if file.modified is not None and time.time() - file.modified < watch.settle:
            said = "it was still being written; it waits for the next run"
            errand.tell(Notice(f"{watch.name}: {file.shown}", said, wanted=False))
            continue
        data = file.read(errand)
        if data is not None:
            called = file.shown.rpartition("/")[2]
            yield data, Delivery(name=called, source=watch.name, path=file.shown, request_hint=watch.request)
            memory.note(file.shown, file.stamp)
    for path, stamp in memory.under(""):
        if path not in there and stamp != GONE:
            said = "no longer there (moved or deleted); what was archived of it stays"
            errand.tell(Notice(f"{watch.name}: {path}", said, wanted=False))
            memory.note(path, GONE)
