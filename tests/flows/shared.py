"""Costly things that the processes of one test run make once and share."""

from __future__ import annotations

import fcntl
import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import pytest

    Facts = dict[str, str | int]


def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the temporary folder of the whole run: one worker's own lies in it."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if own.name.startswith("popen-") else own


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def once(place: Path, make: Callable[[Path], Facts]) -> Facts:
    """Fill the folder `place` if no process of this run has done so, and return the facts that this gave."""
    facts = place / "facts.json"
    with _locked(place.with_suffix(".lock")):
        if not facts.exists():
            place.mkdir()
            facts.write_text(json.dumps(make(place)))
        return dict(json.loads(facts.read_text()))


@contextmanager
def kept_up(place: Path, start: Callable[[Path], Facts], stop: Callable[[Path], None]) -> Iterator[Facts]:
    """Have something running while the context lasts, which the first process to need it starts.

    The process that started it is the one that stops it, when no other uses it any more. One that comes after
    that starts it anew.
    """
    place.mkdir(exist_ok=True)
    facts, mutex = place / "facts.json", place.with_suffix(".lock")
    with place.with_suffix(".users").open("a") as users:
        with _locked(mutex):
            mine = not facts.exists()
            if mine:
                facts.write_text(json.dumps(start(place)))
            fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield dict(json.loads(facts.read_text()))
        finally:
            if mine:
                with _locked(mutex):
                    facts.unlink()
                    fcntl.flock(users, fcntl.LOCK_EX)
                    stop(place)
