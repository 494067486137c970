"""How long the stages of a run took, and how much of the run was none of them."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Stopwatch:
    """Takes the time of named stages, also of several at once from several threads."""

    def __init__(self) -> None:
        """Start."""
        self._start = time.monotonic()
        self._lock = threading.Lock()
        self._spans: list[tuple[str, float, float]] = []

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time in the context towards a stage."""
        begin = time.monotonic()
        try:
            yield
        finally:
            with self._lock:
                self._spans.append((name, begin, time.monotonic()))

    def elapsed(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._start

    def seconds(self) -> dict[str, float]:
        """Seconds in which each stage was under way, in the order in which they first were."""
        names = dict.fromkeys(name for name, _, _ in sorted(self._spans, key=lambda span: span[1]))
        return {name: _union([(a, b) for other, a, b in self._spans if other == name]) for name in names}

    def working(self) -> float:
        """Seconds in which any stage was under way: the rest was start-up and orchestration."""
        return _union([(begin, end) for _, begin, end in self._spans])


def _union(spans: list[tuple[float, float]]) -> float:
    """The length of the union of intervals."""
    total, reached = 0.0, float("-inf")
    for begin, end in sorted(spans):
        total += max(0.0, end - max(begin, reached))
        reached = max(reached, end)
    return total
