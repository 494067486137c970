"""Which rows a label stands beside, told by what the rows are called: each label has the same rows."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from parsers.pages.runs import Extent, Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LESS_THAN_A_ROW = 0.4
"""Share of the least distance of two rows: a text that stands off by half of it could be the next run's."""
_BETTER = 2.0
"""Another way to part the rows fits no better than so many times worse."""


def runs_of_repeats(
    names: Sequence[str], items: Sequence[Extent], texts: Sequence[Extent], near: float
) -> tuple[Run, ...] | None:
    """Return the run of rows beside each of `texts`, where the rows' names repeat from run to run, else None.

    `names` and `items` are the rows' names and extents from the top, `near` how far a text may stand off the
    middle or an end of its run. A page may begin and end within a run; one way to part the rows must fit far
    better than any other.
    """
    period = _period(names)
    if period is None:
        return None
    near = min(near, _LESS_THAN_A_ROW * min(below.first - row.first for row, below in pairwise(items)))
    ways = sorted(
        (off, runs)
        for runs in _ways(period, len(names))
        if len(runs) == len(texts) and (off := _off(runs, period, items, texts, near)) <= near
    )
    clear = len(ways) == 1 or (len(ways) > 1 and ways[1][0] >= _BETTER * ways[0][0] + 1.0)
    return ways[0][1] if clear else None


def _period(names: Sequence[str]) -> int | None:
    """Return after how many rows all names come again, None where they do not."""
    for period in range(2, len(names)):
        again = all(name == names[at + period] for at, name in enumerate(names[:-period]))
        if again and len(set(names[:period])) == period and all(names[:period]):
            return period
    return None


def _ways(period: int, count: int) -> Iterator[tuple[Run, ...]]:
    """Yield the ways to part rows into runs of one period; the first label may be on the page before."""
    for first in range(period):
        starts = [*((0,) if first else ()), *range(first, count, period)]
        runs = tuple(Run(start, end) for start, end in zip(starts, [*starts[1:], count], strict=True))
        yield runs
        if first:
            yield runs[1:]


def _off(
    runs: Sequence[Run], period: int, items: Sequence[Extent], texts: Sequence[Extent], near: float
) -> float:
    """Return how far texts stand off the tops, the middles or the ends of their runs, all of them alike.

    Of those that stand beside whole runs, if any does: the others' cells go on over the page. No text stands
    outside its run.
    """
    pairs = [
        (run.end - run.start == period, Extent(items[run.start].first, items[run.end - 1].last), text)
        for run, text in zip(runs, texts, strict=True)
    ]
    if any(text.first < run.first - near or text.last > run.last + near for _, run, text in pairs):
        return float("inf")
    offsets = [
        (abs(text.first - run.first), abs(text.middle - run.middle), abs(text.last - run.last))
        for whole, run, text in pairs
        if whole or not any(each for each, _, _ in pairs)
    ]
    return min(max(offset[way] for offset in offsets) for way in range(3))
