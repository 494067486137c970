"""Heads over groups of columns: each stands over the same heads as the others of its row."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from parsers.pages.spans import repeats

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.pages.page import Segment

_PITCH = 0.75
"""Line heights from one line of heads to the next, at least."""
_NEAR = 0.3
"""Line heights by which texts of one level stand off."""


def heads_of_groups(segments: Sequence[Segment], height: float) -> set[int]:
    """Return the positions, among segments from the top, of those that head groups of the ones right below.

    Below them the same texts stand once for each: such a head is no first line of the text beneath it.
    """
    left = min((segment.x0 for segment in segments), default=0.0)
    # The name of the labels, set in the middle of all levels, is between two of them.
    levels = [some for some in _levels(segments, height) if len(some) > 1 or segments[some[0]].x0 > left]
    found: set[int] = set()
    for upper, lower in pairwise(levels):
        if segments[lower[0]].middle - segments[upper[0]].middle < _PITCH * height:
            # Between the lines of texts of more lines stand those of others, set in the middle.
            continue
        heads = [at for at in upper if segments[at].is_year or not segments[at].is_value]
        # The name of the labels may stand at the left of either level.
        for some in (heads, heads[1:]):
            each = len(lower) // max(len(some), 1)
            distinct = len({segments[at].text for at in some}) == len(some) > 1
            last = lower[len(lower) - len(some) * each :]
            if distinct and repeats([segments[at].text for at in last], each):
                found.update(some)
                break
    return found


def _levels(segments: Sequence[Segment], height: float) -> list[list[int]]:
    levels: list[list[int]] = []
    for at, segment in enumerate(segments):
        if levels and segment.middle - segments[levels[-1][0]].middle <= _NEAR * height:
            levels[-1].append(at)
        else:
            levels.append([at])
    return [sorted(level, key=lambda at: segments[at].x0) for level in levels]
