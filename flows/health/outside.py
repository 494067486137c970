"""What lies outside: the sources, who is told, and Prefect."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from flows.deadline import OverdueError, within
from flows.health.finding import GOOD, WARNING, WRONG, Finding
from flows.nights.messages import load_messages
from flows.nights.past import last_done
from flows.nights.schedule import missed
from flows.prefect_server import silence, size_of_records
from flows.sources.configured import load_sources
from flows.sources.errand import Errand
from flows.sources.memory import Memory
from flows.terminal import some
from parsers.errors import FoiError
from warehouse.requests import load_requests
from warehouse.workspace import taken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from threading import Event

    from flows.nights.past import Past
    from flows.settings import Settings
    from flows.sources.configured import Watched
    from warehouse.workspace import Workspace

PATIENCE = 60
"""Seconds in which a source must show the first thing that is new, or that nothing is."""


def look_outside(workspace: Workspace, settings: Settings, past: Sequence[Past]) -> Iterator[Finding]:
    """Look at each source and message, and at Prefect."""
    yield from _sources(workspace)
    yield from _messages(workspace)
    yield _prefect()
    yield _nights(workspace, settings, past)


def _sources(workspace: Workspace) -> Iterator[Finding]:
    if not workspace.sources.exists():
        to_do = f"name your sources in {workspace.sources}, if replies are to come by themselves"
        yield Finding("sources", WARNING, "there is no sources.toml", to_do)
        return
    try:
        sources = load_sources(workspace)
        requests = frozenset(request.id for request in load_requests(workspace))
    except FoiError as error:
        yield Finding("sources", WRONG, str(error), "mend the file; until then no night is done")
        return
    for source in sources:
        yield _source(workspace, source, requests)


def _source(workspace: Workspace, source: Watched, requests: frozenset[str]) -> Finding:
    """Ask a source for the first thing that is new, which stays new: nothing of it is kept or noted."""
    what = f"source {source.name}"
    found: list[str] = []

    def ask(_left: Event) -> None:
        with tempfile.TemporaryDirectory() as folder:
            cursor = workspace.cursors / f"{source.name}.jsonl"
            copy = Path(folder) / cursor.name
            if cursor.exists():
                shutil.copyfile(cursor, copy)
            with Memory(copy) as memory:
                errand = Errand(requests=requests, apart=(workspace.root,))
                found.extend(delivery.name for _, delivery in islice(source.deliveries(memory, errand), 1))

    try:
        within(PATIENCE, ask)
    except OverdueError:
        return Finding(what, WARNING, f"nothing was heard for {PATIENCE} s", "look whether it is only slow")
    except FoiError as error:
        return Finding(what, WRONG, str(error), "mend what it says; the other sources go on meanwhile")
    except Exception as error:  # noqa: BLE001 - as in a run, whatever one source does
        return Finding(what, WRONG, f"a defect of foi ({type(error).__name__})", "please report it")
    return Finding(what, GOOD, "something new is there" if found else "nothing new is there")


def _messages(workspace: Workspace) -> Iterator[Finding]:
    try:
        told = load_messages(workspace)
        for each in told:
            each.ready()
    except FoiError as error:
        yield Finding("messages", WRONG, str(error), "mend it, or nobody is told; foi night tries it out")
        return
    if not told:
        to_do = f"name in {workspace.messages} who reads the report, or look into {workspace.runs}"
        yield Finding("messages", WARNING, "nobody is told of a night", to_do)
        return
    yield Finding("messages", GOOD, f"{some(len(told), 'message')} of each night")


def _prefect() -> Finding:
    from prefect.settings import get_current_settings

    url, home = get_current_settings().api.url, Path(get_current_settings().home)
    if url:
        error = silence()
        if error is not None:
            seen = f"{url} does not answer ({type(error).__name__})"
            return Finding("Prefect", WRONG, seen, "start the server, or unset PREFECT_API_URL")
        return Finding("Prefect", GOOD, f"the server at {url}")
    if not os.access(home if home.exists() else home.parent, os.W_OK):
        return Finding("Prefect", WRONG, f"{home} cannot be written", "set PREFECT_HOME to a folder of foi's")
    size = size_of_records() / 1024**2
    return Finding("Prefect", GOOD, f"a server of its own for each run; {size:.0f} MiB in {home}")


def _nights(workspace: Workspace, settings: Settings, past: Sequence[Past]) -> Finding:
    done = last_done(past, datetime.now(UTC))
    serving = " 'foi serve' runs." if _served(workspace) else ""
    if past and past[0].failure:
        seen = f"the last one could not be done: {past[0].failure}"
        return Finding("nights", WRONG, seen, "mend what it says, then: foi night")
    if done is None:
        return Finding(
            "nights", WARNING, f"none was done yet.{serving}", "foi serve, or a scheduler of your own"
        )
    seen = f"the last began on {done:%-d %B %Y at %H:%M} UTC.{serving}"
    if missed(settings.cron, done, datetime.now(UTC)):
        return Finding("nights", WARNING, f"one was missed; {seen}", "see that foi serve runs; it catches up")
    return Finding("nights", GOOD, seen)


def _served(workspace: Workspace) -> bool:
    if not workspace.serving.exists():
        return False
    with workspace.serving.open("a") as file:
        return not taken(file)
