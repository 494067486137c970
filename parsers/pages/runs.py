"""Which neighbours belong to which of a column's texts, where one text stands beside several rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsers.pages.blocks import Block

Alignment = Literal["top", "middle", "bottom"]
_ALIGNMENTS: tuple[Alignment, ...] = ("top", "middle", "bottom")


class Extent(NamedTuple):
    """The middles of the first and the last line of something."""

    first: float
    last: float

    @property
    def middle(self) -> float:
        """Halfway between them."""
        return (self.first + self.last) / 2


class Run(NamedTuple):
    """Neighbours from `start` up to `end`, which is not one of them."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Runs:
    """The run of each text, in order; `doubtful` where another way to part them is as good."""

    runs: tuple[Run, ...]
    doubtful: bool = False


def part_into_runs(
    items: Sequence[Extent], texts: Sequence[Extent], near: float, usual: Alignment | None
) -> Runs | None:
    """Return which run of `items` each of `texts` stands beside, both in order from the top, or None.

    The texts of a column are all set at the top, in the middle or at the bottom of their runs, and the runs
    leave out no item but, if nothing else fits, those above the first text, as at the top of a page. Where
    two ways fit, the `usual` alignment of the table decides.
    """
    ways = {way: runs for way in _ALIGNMENTS if (runs := _FITS[way](items, texts, near)) is not None}
    if usual in ways:
        return Runs(ways[usual])
    whole = [runs for runs in ways.values() if runs[0].start == 0]
    found = whole or list(ways.values())
    return Runs(found[0], doubtful=len(set(found)) > 1) if found else None


def ways_cut_by_page(items: Sequence[Extent], texts: Sequence[Extent], near: float) -> frozenset[Runs]:
    """Return the ways to part items where the page's ends cut texts that are set in the middle.

    The items above the first text belong to one on the page before. The last text may go on on the next page:
    then it is set at the top of what stands here, which is doubtful for itself.
    """
    ways: set[Runs] = set()
    for start in range(len(items)):
        for cut in (False, True):
            whole = texts[:-1] if cut else texts
            runs = _middles(items, whole, near, start)
            if runs is None:
                continue
            end = runs[-1].end if runs else start
            if cut and end < len(items) and abs(items[end].first - texts[-1].first) <= near:
                ways.add(Runs((*runs, Run(end, len(items))), doubtful=True))
            elif runs and not cut and end == len(items):
                ways.add(Runs(runs))
    return frozenset(ways)


def _from_the_top(items: Sequence[Extent], texts: Sequence[Extent], near: float) -> tuple[Run, ...] | None:
    starts = _matches([item.first for item in items], [text.first for text in texts], near)
    if starts is None:
        return None
    return tuple(Run(start, end) for start, end in zip(starts, [*starts[1:], len(items)], strict=True))


def _to_the_bottom(items: Sequence[Extent], texts: Sequence[Extent], near: float) -> tuple[Run, ...] | None:
    ends = _matches([item.last for item in items], [text.last for text in texts], near)
    if ends is None or ends[-1] != len(items) - 1:
        return None
    return tuple(
        Run(end, last + 1) for end, last in zip([0, *(end + 1 for end in ends[:-1])], ends, strict=True)
    )


def _about_the_middle(
    items: Sequence[Extent], texts: Sequence[Extent], near: float
) -> tuple[Run, ...] | None:
    runs = _middles(items, texts, near, 0)
    return runs if runs and runs[-1].end == len(items) else None


def _middles(
    items: Sequence[Extent], texts: Sequence[Extent], near: float, start: int
) -> tuple[Run, ...] | None:
    """Return the runs from `start` on in whose middle the texts stand, or None where one has none."""
    runs: list[Run] = []
    for text in texts:
        end = next(
            (
                end
                for end in range(start, len(items))
                if abs((items[start].first + items[end].last) / 2 - text.middle) <= near
            ),
            None,
        )
        if end is None:
            return None
        runs.append(Run(start, end + 1))
        start = end + 1
    return tuple(runs)


_FITS = {"top": _from_the_top, "middle": _about_the_middle, "bottom": _to_the_bottom}


def _matches(places: Sequence[float], wanted: Sequence[float], near: float) -> list[int] | None:
    """Return for each wanted height the place that is level with it, or None where one has none."""
    found: list[int] = []
    for height in wanted:
        at = next((at for at, place in enumerate(places) if abs(place - height) <= near), None)
        if at is None or (found and at <= found[-1]):
            return None
        found.append(at)
    return found


def alignment_of(rows: Iterable[Sequence[Block]], near: float) -> Alignment | None:
    """Return how short texts are set beside taller ones in most rows, or None where no row shows it."""
    votes: Counter[Alignment] = Counter()
    for row in rows:
        tallest = max(row, key=lambda block: block.last - block.first)
        for block in row:
            if (tallest.last - tallest.first) - (block.last - block.first) < 2 * near:
                continue
            offsets: dict[Alignment, float] = {
                "top": abs(block.first - tallest.first),
                "middle": abs(block.middle - tallest.middle),
                "bottom": abs(block.last - tallest.last),
            }
            best = min(offsets, key=lambda way: offsets[way])
            if offsets[best] <= near:
                votes[best] += 1
    return next((way for way, count in votes.items() if count > 0.6 * votes.total()), None)
