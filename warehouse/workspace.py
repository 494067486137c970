"""The one folder in which `foi` works: where each kind of thing lies, and who may write to it now."""

from __future__ import annotations

import fcntl
import os
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from parsers.errors import FoiError
from warehouse.files import TEMPORARY, sweep

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Workspace:
    """The places of one workspace below its `root`."""

    root: Path

    @property
    def archive(self) -> Path:
        """Raw replies by SHA-256, each with its deliveries."""
        return self.root / "archive"

    @property
    def requests(self) -> Path:
        """What was asked, of whom, when: one TOML file a request."""
        return self.root / "requests"

    @property
    def decisions(self) -> Path:
        """What people decided: one CSV file a kind."""
        return self.root / "decisions"

    @property
    def overrides(self) -> Path:
        """What people said of single documents' tables: one TOML file a document."""
        return self.root / "overrides"

    @property
    def parsed(self) -> Path:
        """Columnar segments of what was read, by parser version."""
        return self.root / "parsed"

    @property
    def published(self) -> Path:
        """The last few published warehouse files."""
        return self.root / "published"

    @property
    def official(self) -> Path:
        """The Home Office's published outcome tables, to set beside the replies; made by whoever has them."""
        return self.root / "official"

    @property
    def runs(self) -> Path:
        """One report a run."""
        return self.root / "runs"

    @property
    def pictures(self) -> Path:
        """Pictures of numbers on scans, cut out for a person to look at; each can be deleted at any time."""
        return self.root / "pictures"

    @property
    def sources(self) -> Path:
        """Where replies come from by themselves: one TOML file."""
        return self.root / "sources.toml"

    @property
    def messages(self) -> Path:
        """Who is told of each night: one TOML file."""
        return self.root / "messages.toml"

    @property
    def serving(self) -> Path:
        """The file that is locked by the process that serves the workspace."""
        return self.root / ".serve-lock"

    @property
    def cursors(self) -> Path:
        """What each source remembers of what it has delivered: one file a source."""
        return self.root / "cursors"

    @property
    def warehouse(self) -> Path:
        """The link to the newest published warehouse file."""
        return self.root / "warehouse.duckdb"

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> Workspace:
        """Return the workspace at `path`; with `create`, make what is missing of it.

        Raises:
            FoiError: `path` is not a folder, or does not exist and `create` is not set.
        """
        if path.exists() and not path.is_dir():
            raise FoiError(f"{path}: not a folder; name a folder to work in.")
        workspace = cls(path.absolute())
        if create:
            for folder in workspace._folders():
                folder.mkdir(parents=True, exist_ok=True)
        elif not path.is_dir():
            raise FoiError(f"{path}: no such folder; 'foi ingest INBOX' creates the workspace.")
        return workspace

    @contextmanager
    def locked(self, patience: float = 0) -> Iterator[None]:
        """Hold the workspace for one run, and sweep what killed runs left unfinished.

        The lock goes with the process, so that a killed run never leaves the workspace locked.

        Args:
            patience: Seconds to wait for another process that holds it.

        Raises:
            FoiError: Another process holds it; the message names its process id.
        """
        path = self.root / ".lock"
        until = time.monotonic() + patience
        with path.open("a+", encoding="ascii") as file:
            while not taken(file):
                if time.monotonic() >= until:
                    file.seek(0)
                    holder = file.read().strip() or "unknown"
                    raise FoiError(
                        f"{self.root}: process {holder} is already working here; wait until it ends."
                    )
                time.sleep(0.5)
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            for leftover in self.root.glob(f"{TEMPORARY}*"):
                leftover.unlink(missing_ok=True)
            for folder in (self.archive, self.parsed, self.published, self.runs):
                sweep(folder)
            yield

    def _folders(self) -> tuple[Path, ...]:
        return (
            self.archive,
            self.requests,
            self.decisions,
            self.parsed,
            self.published,
            self.runs,
            self.cursors,
        )


def taken(file: IO[str]) -> bool:
    """Lock a file unless another process has, and say whether that could be done."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
