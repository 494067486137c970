"""`foi settings`: what holds, where it comes from, and how to change it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from flows.commands.sql import Format, show
from flows.settings import LIMITS, PREFIX

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flows.settings import Settings

MEANINGS = {
    "workspace": "the folder to work in",
    "workers": "that read documents at once",
    "batch": "that are read and stored together",
    "parse_seconds": "after which a document is given up",
    "worker_memory": "of address space that a reading process may hold",
    "worker_documents": "after which a reading process is replaced",
    "source_minutes": "after which a source is left until the next run",
    "cron": "when nights begin, as a line of cron in Europe/London",
    "quiet_nights": "without anything new after which the report has an alarm",
    "prefect_days": "after which Prefect's own records of a run are deleted",
    "who": "who signs decisions",
    "passwords": "tried on encrypted documents, one a line; never shown",
}


def settings(settled: Settings, flags: Mapping[str, object], form: Format) -> None:
    """Print one row for each setting."""
    show(["setting", "value", "from", "variable", "meaning"], rows(settled, flags, os.environ), form)


def rows(settled: Settings, flags: Mapping[str, object], environ: Mapping[str, str]) -> list[tuple[Any, ...]]:
    """Return each setting with its value, its origin, the variable that sets it and its meaning."""
    found: list[tuple[Any, ...]] = []
    for name, meaning in MEANINGS.items():
        variable = PREFIX + name.upper()
        value = str(getattr(settled, name))
        if name == "passwords":
            value = f"{len(settled.passwords)} given"
        origin = "default"
        if flags.get(name) is not None:
            origin = "--" + name.replace("_", "-")
        elif variable in environ:
            origin = variable
        limits = LIMITS.get(name)
        told = f"{limits.unit} {meaning} ({limits.low} to {limits.high:,})" if limits else meaning
        found.append((name, value, origin, variable, told))
    return found
