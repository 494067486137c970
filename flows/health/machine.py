"""The machine: versions, room on the disk, and the clock."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, requires, version
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from packaging.requirements import Requirement

from flows.health.finding import GOOD, WARNING, WRONG, Finding
from flows.nights.schedule import ZONE
from flows.sandbox import promises
from warehouse.publish import published

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flows.nights.past import Past
    from warehouse.workspace import Workspace

SPARE = 1024**3
"""Bytes that a night should find free beyond what its build takes."""

BUILD_TAKES = 8
"""How many times the size of the published file a build needs for a while: a new file, and what is spilt."""

SKEW = timedelta(minutes=2)


def look_at_machine(workspace: Workspace, past: Sequence[Past]) -> Iterator[Finding]:
    """Look at what a run needs of the machine."""
    yield _versions()
    yield _sandbox()
    yield _disk(workspace)
    yield from _clock(past)


def _versions() -> Finding:
    wrong = []
    for line in requires("foi-outcomes") or []:
        needed = Requirement(line)
        if needed.marker is not None and not needed.marker.evaluate({"extra": ""}):
            continue
        try:
            there = version(needed.name)
        except PackageNotFoundError:
            wrong.append(f"{needed.name} is missing")
            continue
        if not needed.specifier.contains(there, prereleases=True):
            wrong.append(f"{needed.name} is {there}, and must be {needed.specifier}")
    if wrong:
        to_do = "install foi-outcomes again into a fresh environment: pip install --upgrade foi-outcomes"
        return Finding("versions", WRONG, "; ".join(wrong), to_do)
    names = ("foi-outcomes", "duckdb", "prefect")
    seen = ", ".join(f"{name} {version(name)}" for name in names)
    return Finding("versions", GOOD, f"Python {sys.version.split()[0]}, {seen}")


def _sandbox() -> Finding:
    held = promises()
    seen = f"{held['network']} refuses readers the network, {held['files']} refuses them writing"
    return Finding("sandbox", GOOD, seen)


def _disk(workspace: Workspace) -> Finding:
    try:
        free = shutil.disk_usage(workspace.root).free
    except OSError as error:
        return Finding("disk", WRONG, f"{workspace.root}: {error.strerror}", "make the folder reachable")
    newest = published(workspace)
    needed = BUILD_TAKES * newest.stat().st_size if newest else 0
    seen = f"{free / 1024**3:.1f} GiB free; a build takes about {needed / 1024**3:.1f}"
    if free < needed:
        return Finding("disk", WRONG, seen, "make room, or nothing can be built")
    if free < needed + SPARE:
        return Finding("disk", WARNING, seen, "make room soon")
    return Finding("disk", GOOD, seen)


def _clock(past: Sequence[Past]) -> Iterator[Finding]:
    try:
        now = datetime.now(ZoneInfo(ZONE))
    except ZoneInfoNotFoundError:
        yield Finding(
            "clock",
            WRONG,
            "London's time is not known",
            "install tzdata: pip install tzdata, or the system's",
        )
        return
    latest = max((run.started for run in past), default=None)
    if latest is not None and latest > datetime.now(UTC) + SKEW:
        seen = f"it is {now:%-d %B %Y %H:%M} here, and a run began on {latest:%-d %B %Y at %H:%M} UTC"
        yield Finding("clock", WRONG, seen, "set the clock, and let the system keep it")
        return
    kept = _kept_right()
    if kept is False:
        seen = f"{now:%-d %B %Y %H:%M %Z}, which nothing keeps right"
        yield Finding("clock", WARNING, seen, "switch on time synchronisation: timedatectl set-ntp true")
    else:
        told = " (kept right by the system)" if kept else ""
        yield Finding("clock", GOOD, f"{now:%-d %B %Y %H:%M %Z}{told}")


def _kept_right() -> bool | None:
    """Whether the system keeps its clock in time with others; None where it does not tell."""
    command = shutil.which("timedatectl")
    if command is None:
        return None
    with suppress(OSError, subprocess.SubprocessError):
        ended = subprocess.run(  # noqa: S603 - the system's own command
            [command, "show", "--property=NTPSynchronized", "--value"],
            check=True,
            capture_output=True,
            text=True,
            timeout=10,
        )
        return {"yes": True, "no": False}.get(ended.stdout.strip())
    return None
