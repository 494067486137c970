"""Which rows a label stands beside, told by what the rows are called: they come again, or end in a total."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from parsers.pages.runs import Extent, Run
from parsers.vocabulary.dimensions import is_total

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
        if len(runs) == len(texts)
        and (off := _off(runs, _whole(runs, period, names), items, texts, near)) <= near
    )
    clear = len(ways) == 1 or (len(ways) > 1 and ways[1][0] >= _BETTER * ways[0][0] + 1.0)
    return ways[0][1] if clear else None


def runs_to_totals(names: Sequence[str], ways: Iterable[tuple[Run, ...]]) -> tuple[Run, ...] | None:
    """Return the one way to part rows in which every run ends with its total, None where it is not one.

    The page may end within the last run; above the first one stands the end of the run before.
    """
    totals = [at for at, name in enumerate(names) if is_total(name)]
    fitting = {runs for runs in ways if totals and runs and _end_with(totals, runs, len(names))}
    return fitting.pop() if len(fitting) == 1 else None


def _end_with(totals: Sequence[int], runs: Sequence[Run], count: int) -> bool:
    ends = {0, count, *(at + 1 for at in totals)}
    within = any(run.start <= at < run.end - 1 for run in runs for at in totals)
    return not within and all(run.start in ends and run.end in ends for run in runs)


def _period(names: Sequence[str]) -> int | None:
    """Return after how many rows all names come again, None where they do not."""
    for period in range(2, len(names)):
        again = all(
            name == names[at + period] or _is_cut(names, at, at + period)
            for at, name in enumerate(names[:-period])
        )
        if again and len(set(names[:period])) == period and all(names[:period]):
            return period
    return None


def _is_cut(names: Sequence[str], at: int, again: int) -> bool:
    """Say whether the page cut the last row, or the first one, whose name is part of the other's then."""
    upper, lower = names[at], names[again]
    below = again == len(names) - 1 and upper.startswith(lower)
    return bool(upper and lower) and (below or (at == 0 and lower.endswith(upper)))


def _ways(period: int, count: int) -> Iterator[tuple[Run, ...]]:
    """Yield the ways to part rows into runs of one period; the first label may be on the page before."""
    for first in range(period):
        starts = [*((0,) if first else ()), *range(first, count, period)]
        runs = tuple(Run(start, end) for start, end in zip(starts, [*starts[1:], count], strict=True))
        yield runs
        if first:
            yield runs[1:]


def _whole(runs: Sequence[Run], period: int, names: Sequence[str]) -> list[bool]:
    """Say of each run whether all of it stands on the page: all of its rows, none of them cut."""
    cut = {0: names[0] != names[period], len(names) - 1: names[-1] != names[-1 - period]}
    return [
        run.end - run.start == period and not (cut.get(run.start) or cut.get(run.end - 1)) for run in runs
    ]


def _off(
    runs: Sequence[Run],
    whole: Sequence[bool],
    items: Sequence[Extent],
    texts: Sequence[Extent],
    near: float,
) -> float:
    """Return how far texts stand off the tops, the middles or the ends of their runs, all of them alike.

    Of those that stand beside whole runs, if any does: the others' cells go on over the page. No text stands
    outside its run.
    """
    pairs = [
        (each, Extent(items[run.start].first, items[run.end - 1].last), text)
        for each, run, text in zip(whole, runs, texts, strict=True)
    ]
    if any(text.first < run.first - near or text.last > run.last + near for _, run, text in pairs):
        return float("inf")
    offsets = [
        (abs(text.first - run.first), abs(text.middle - run.middle), abs(text.last - run.last))
        for each, run, text in pairs
        if each or not any(each for each, _, _ in pairs)
    ]
    return min(max(offset[way] for offset in offsets) for way in range(3))
