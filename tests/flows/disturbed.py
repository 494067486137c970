"""Nights: a source is down, the disk is full, the run is killed, files are corrupt, clocks change."""

from __future__ import annotations

import os
import pickle
import random
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from foi_process import clean_environment, kill

from parsers.vocabulary.forces import FORCES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.vocabulary.forces import Force

LONDON = ZoneInfo("Europe/London")

CHANGES = (datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC))
"""When London's clocks change."""

CLOCK = Path(__file__).parent / "clock"
"""What shows a process another clock."""

IN_THE_RUN = timedelta(seconds=5)
"""How long before that a night begins in which they do: they change while it runs."""

ASKED = tuple(force for force in FORCES.values() if force.kind == "territorial")

REQUESTS = tuple(f"crimes-{number}" for number in range(1, 9))

FAULTS = ("calm", "source down", "disk full", "killed", "corrupt", "killed and down")

AWAY = "away"
"""Where a folder is while its source is down."""

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


def moments(count: int) -> list[datetime]:
    """When so many nights begin: at three in London, half of them around each change of its clocks."""
    found = []
    for half, change in zip((count - count // 2, count // 2), CHANGES, strict=True):
        for number in range(half):
            day = (change + timedelta(days=number - half // 2)).replace(hour=3, tzinfo=LONDON)
            night = day.astimezone(UTC)
            found.append(change - IN_THE_RUN if night.date() == change.date() else night)
    return found


class Nights:
    """A workspace with two sources to which files come every night; `told` is what went wrong in each.

    The machine's clock shows each night its own of the moments of `begin`. A folder in which nights were
    broken off goes on from the last that was done.
    """

    def __init__(self, folder: Path, seed: int, begin: Sequence[datetime], /, **environment: str) -> None:
        self.folder, self.random, self._begin = folder, random.Random(seed), begin
        self._environment = {"FOI_WORKERS": "1", **environment}
        self.told: list[str] = []
        self.root = folder / "foi-data"
        self._state = folder / "state.pickle"
        self._places = [folder / "share", folder / "second"]
        if self._state.exists():
            self.told, state = pickle.loads(self._state.read_bytes())  # noqa: S301 - written below
            self.random.setstate(state)
            for place in self._places:
                if not place.exists():
                    (folder / AWAY).rename(place)
            return
        for place in self._places:
            place.mkdir()
        self._lay_out(self.root)

    @property
    def warehouse(self) -> Path:
        """The published file."""
        return self.root / "warehouse.duckdb"

    @property
    def _moment(self) -> datetime:
        """When the next night begins, or the last one of all where those are done."""
        return self._begin[min(len(self.told), len(self._begin) - 1)]

    def disturbed(self) -> None:
        """Let files come, and do a night in which something goes wrong."""
        fault = self.random.choice(FAULTS)
        self._files_come(corrupt=fault == "corrupt")
        away = self.random.choice(self._places)
        hidden = away.with_name(AWAY)
        if fault.endswith("down"):
            away.rename(hidden)
        # From where no note can be written to where only the warehouse is too large.
        limit = int(10 ** self.random.uniform(1.5, 6.5)) if fault == "disk full" else None
        process = self._night(limit)
        if fault.startswith("killed"):
            time.sleep(self.random.uniform(0.5, 9))
            if process.poll() is None:
                kill(process)
        process.wait(240)
        if hidden.exists():
            hidden.rename(away)
        changed = self._moment + IN_THE_RUN in CHANGES
        self.told.append(f"{fault}, clocks change" if changed else fault)
        self._state.write_bytes(pickle.dumps((self.told, self.random.getstate())))

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

    def _clock(self) -> dict[str, str]:
        """The variables that show a process the night's clock."""
        return {
            "TZ": "Europe/London",
            "PYTHONPATH": os.pathsep.join([str(CLOCK), *filter(None, [os.environ.get("PYTHONPATH")])]),
            # A distance: what the process starts goes on with its clock, and does not begin anew.
            "CLOCK_IS_AHEAD_BY": str(self._moment.timestamp() - time.time()),
        }

    def _lay_out(self, root: Path) -> None:
        (root / "requests").mkdir(parents=True)
        for request in REQUESTS:
            authorities = "".join(
                f'[[authority]]\nforce = "{force.id}"\nreferences = ["{_reference(request, force)}"]\n'
                for force in ASKED
            )
            (root / "requests" / f"{request}.toml").write_text(
                f'id = "{request}"\ntitle = "Crimes"\nsent = 2026-01-05\n[asks]\nperiod = ["2021", "2023"]\n'
                f'year_kind = "calendar"\ndimensions = ["year", "outcome"]\noffences = "all"\n{authorities}'
            )
        share, second = self._places
        (root / "sources.toml").write_text(SOURCES.format(share=share, second=second))

    def _files_come(self, *, corrupt: bool) -> None:
        for place in self._places:
            for _ in range(self.random.randrange(1, 3)):
                self._file_comes(place)
        if corrupt:
            place = self.random.choice(self._places)
            (place / f"corrupt {self._came}.xlsx").write_bytes(_broken(self.random))
        then = self._moment.timestamp() - 3600
        for file in (file for place in self._places for file in place.rglob("*.*")):
            if file.stat().st_mtime > then:
                os.utime(file, (then, then))

    @property
    def _came(self) -> int:
        return sum(len(list(place.rglob("*.*"))) for place in self._places)

    def _file_comes(self, place: Path) -> None:
        """Let one more force answer one more request."""
        force = ASKED[self._came // len(REQUESTS) % len(ASKED)]
        request = REQUESTS[self._came % len(REQUESTS)]
        counts = ",".join(str(self.random.randrange(5, 900)) for _ in range(3))
        file = place / request / f"{force.name} {self._came}.csv"
        file.parent.mkdir(exist_ok=True)
        file.write_text(
            f"{force.name}\nOur reference: {_reference(request, force)}\n\nOutcome,2021,2022,2023\n"
            f"Charge/Summons,{counts}\nCommunity resolution,{counts}\n"
        )

    def _night(self, limit: int | None, root: Path | None = None) -> subprocess.Popen[bytes]:
        def bounded() -> None:
            if limit is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        with (self.folder / f"night {len(self.told) + 1}.log").open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "flows", "night", "--workspace", str(root or self.root)],
                cwd=self.folder,
                env=clean_environment(**self._environment, **self._clock()),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=bounded,  # noqa: PLW1509 - it only calls the kernel
            )


def _reference(request: str, force: Force) -> str:
    return f"{request.upper()}/{force.id}"


def _broken(source: random.Random) -> bytes:
    return b"PK\x03\x04" + source.randbytes(source.randrange(10, 2_000))
