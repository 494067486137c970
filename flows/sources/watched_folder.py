"""A folder on this machine or on a share, looked at in every run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flows.sources import folder
from flows.sources.errand import SourceError
from flows.sources.watching import Watch, new_files
from parsers.errors import FoiError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.sources.errand import Errand
    from flows.sources.memory import Memory
    from flows.sources.table import Table
    from warehouse.archive import Delivery


@dataclass(frozen=True, slots=True)
class _File:
    """A file of the folder as it was when it was listed."""

    found: folder.Found
    stamp: str
    modified: float | None

    @property
    def shown(self) -> str:
        """Its path in the folder."""
        return self.found.shown

    def read(self, errand: Errand) -> bytes | None:
        """Return its bytes, if they can be had and do not change meanwhile."""
        return folder.read(self.found, errand)


@dataclass(frozen=True, slots=True)
class WatchedFolder:
    """One folder; files that were written in the last `settle` seconds wait for the next run."""

    name: str
    path: Path
    settle: int
    request: str | None

    @classmethod
    def of(cls, name: str, request: str | None, table: Table) -> WatchedFolder:
        """Read one table of `sources.toml`.

        Raises:
            FoiError: An entry is missing or wrong.
        """
        path = Path(table.text("path")).expanduser()
        return cls(name, path, table.number("settle_seconds", 60, 0, 86_400), request)

    def deliveries(self, memory: Memory, errand: Errand) -> Iterator[tuple[bytes, Delivery]]:
        """Yield each file that is new or has changed.

        Raises:
            SourceError: The folder is not there or cannot be listed, as when a share is not mounted.
        """
        try:
            listed = [_stamped(found) for found in folder.files(self.path, errand)]
        except FoiError as error:
            raise SourceError(str(error), again=False) from error
        request = self.request or folder.request_of(self.path, errand)
        yield from new_files(listed, Watch(self.name, request, self.settle), memory, errand)


def _stamped(found: folder.Found) -> _File:
    try:
        facts = found.file.stat()
    except OSError:
        return _File(found, "", None)  # reading it will tell why
    return _File(found, f"{facts.st_size} {facts.st_mtime_ns} {facts.st_ino}", facts.st_mtime)
