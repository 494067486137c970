"""Nights in which a source is down, the disk is full, the run is killed, or files are corrupt."""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from foi_process import clean_environment, kill

if TYPE_CHECKING:
    from pathlib import Path

FAULTS = ("calm", "source down", "disk full", "killed", "corrupt", "killed and down")

SOURCES = """
[[source]]
name = "share"
kind = "folder"
path = "{share}"
settle_seconds = 0

[[source]]
name = "second"
kind = "folder"
path = "{second}"
settle_seconds = 0
"""


class Nights:
    """A workspace with two sources to which files come every night; `told` is what went wrong in each."""

    def __init__(self, folder: Path, seed: int, **environment: str) -> None:
        self.folder, self.random = folder, random.Random(seed)
        self._environment = {"FOI_WORKERS": "1", **environment}
        self.told: list[str] = []
        self.root = folder / "foi-data"
        self._places = [folder / "share", folder / "second"]
        for place in self._places:
            place.mkdir()
        self._lay_out(self.root)

    @property
    def warehouse(self) -> Path:
        """The published file."""
        return self.root / "warehouse.duckdb"

    def disturbed(self) -> None:
        """Let files come, and do a night in which something goes wrong."""
        fault = self.random.choice(FAULTS)
        self.told.append(fault)
        self._files_come(corrupt=fault == "corrupt")
        away = self.random.choice(self._places)
        hidden = away.with_name("away")
        if fault.endswith("down"):
            away.rename(hidden)
        limit = self.random.randrange(20_000, 3_000_000) if fault == "disk full" else None
        process = self._night(limit)
        if fault.startswith("killed"):
            time.sleep(self.random.uniform(0.5, 9))
            if process.poll() is None:
                kill(process)
        process.wait(240)
        if hidden.exists():
            hidden.rename(away)

    def calm(self) -> None:
        """Do a night in which nothing goes wrong."""
        process = self._night(None)
        assert process.wait(240) in {0, 3}

    def clean_run(self) -> Path:
        """Read all that ever came in one run, in a workspace of its own, and return its warehouse."""
        root = self.folder / "clean"
        self._lay_out(root)
        process = self._night(None, root)
        assert process.wait(240) in {0, 3}
        return root / "warehouse.duckdb"

    def _lay_out(self, root: Path) -> None:
        (root / "requests").mkdir(parents=True)
        (root / "requests" / "crimes.toml").write_text(
            'id = "crimes"\ntitle = "Crimes"\nsent = 2026-01-05\n[asks]\nperiod = ["2021", "2023"]\n'
            'year_kind = "calendar"\ndimensions = ["year", "outcome"]\noffences = "all"\n'
            '[[authority]]\nforce = "durham"\nreferences = ["REF 1"]\n'
        )
        share, second = self._places
        (root / "sources.toml").write_text(SOURCES.format(share=share, second=second))

    def _files_come(self, *, corrupt: bool) -> None:
        for place in self._places:
            for _ in range(self.random.randrange(1, 3)):
                number = len(list(place.iterdir()))
                counts = [self.random.randrange(5, 900) for _ in range(3)]
                data = "Outcome,2021,2022,2023\n" + "".join(
                    f"{outcome},{counts[0]},{counts[1]},{counts[2]}\n"
                    for outcome in ("Charge/Summons", "Community resolution")
                )
                (place / f"reply {number}.csv").write_text(data)
        if corrupt:
            (place / f"corrupt {number}.xlsx").write_bytes(_broken(self.random))

    def _night(self, limit: int | None, root: Path | None = None) -> subprocess.Popen[bytes]:
        def bounded() -> None:
            if limit is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        return subprocess.Popen(
            [sys.executable, "-m", "flows", "night", "--workspace", str(root or self.root)],
            cwd=self.folder,
            env=clean_environment(**self._environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=bounded,  # noqa: PLW1509 - it only calls the kernel
        )


def _broken(source: random.Random) -> bytes:
    return b"PK\x03\x04" + source.randbytes(source.randrange(10, 2_000))
