"""How far a run has come: one bar on a terminal, plain lines elsewhere, nothing where nobody asked."""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from rich.progress import Progress as Bars
    from rich.progress import TaskID


WORTH_COUNTING = 20
"""Steps of a stage from which on lines say how far it is."""


class Progress(Protocol):
    """What a run tells about its way; any thread may call it."""

    def stage(self, name: str, total: int | None = None) -> None:
        """Begin a stage of so many steps, if they can be counted."""

    def advance(self, steps: int = 1) -> None:
        """Say that steps of the stage are done."""


class Silence:
    """Progress that nobody watches."""

    def stage(self, name: str, total: int | None = None) -> None:
        """Say nothing."""

    def advance(self, steps: int = 1) -> None:
        """Say nothing."""


class Lines:
    """Progress as lines of text: each stage as it begins, and every tenth of a counted one."""

    def __init__(self, stream: TextIO) -> None:
        """Write to `stream`."""
        self._stream = stream
        self._lock = threading.Lock()
        self._name = ""
        self._total: int | None = None
        self._done = 0

    def stage(self, name: str, total: int | None = None) -> None:
        """Write the stage's name and size."""
        with self._lock:
            self._name, self._total, self._done = name, total, 0
            self._write(name if total is None else f"{name}: {total}")

    def advance(self, steps: int = 1) -> None:
        """Write how much is done, a few times a stage."""
        with self._lock:
            before, self._done = self._done, self._done + steps
            total = self._total
            if (
                total
                and total >= WORTH_COUNTING
                and before * 10 // total != self._done * 10 // total
                and self._done < total
            ):
                self._write(f"{self._name}: {self._done} of {total}")

    def _write(self, text: str) -> None:
        self._stream.write(f"{text}\n")
        self._stream.flush()


class Bar:
    """Progress as one bar that is renamed from stage to stage."""

    def __init__(self, bars: Bars, task: TaskID) -> None:
        """Draw on a running display."""
        self._bars = bars
        self._task = task

    def stage(self, name: str, total: int | None = None) -> None:
        """Rename the bar and start it anew."""
        self._bars.reset(self._task, description=name, total=total)

    def advance(self, steps: int = 1) -> None:
        """Lengthen the bar."""
        self._bars.advance(self._task, steps)


@contextmanager
def shown(stream: TextIO | None = None) -> Iterator[Progress]:
    """Show progress on `stream` (standard error if not given) while the context lasts."""
    stream = stream or sys.stderr
    if stream.isatty():
        with _bar(stream) as bar:
            yield bar
    else:
        yield Lines(stream)


@contextmanager
def _bar(stream: TextIO) -> Iterator[Bar]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<28}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(file=stream), transient=True) as bars:
        yield Bar(bars, bars.add_task("starting", total=None))
