"""Which lines of a table's texts go on in the next line, where the page tells it.

Office programs leave the space at which a text was wrapped at the end of its line. So a line without one is a
text's last, unless it fills its cell, so that the space was left out, or ends in a sign after which texts are
parted as well.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.pages.page import Segment
    from parsers.pages.spacing import Spacing

Verdict = Literal["on", "over", "unknown"]

_NEXT = 1.45
"""Line heights to the next line of a text that goes on."""
_LEVEL = 0.25
"""Line heights by which texts on one level stand off."""
_FULL = 1.5
"""Spaces: a line that leaves no more of them free fills its cell."""


@dataclass(frozen=True, slots=True)
class Wraps:
    """What the lines of a table's body, from the height `top` down, tell of how its texts are wrapped."""

    top: float
    told: bool
    columns: tuple[tuple[float, float], ...]
    """Where texts stand, from the left end to the end of the longest line."""
    values: tuple[float, ...]
    centred: bool
    space: float
    height: float

    def verdict(self, upper: Segment) -> Verdict | None:
        """Say whether a text goes on below one of its lines; None where only distances tell."""
        if upper.hangs:
            return "on"
        if not self.told or upper.middle < self.top or upper.is_value:
            return None
        if not upper.text[-1].isalnum():
            return "unknown"
        end = max((right for left, right in self.columns if upper.overlap(left, right) > 0), default=0.0)
        return "unknown" if upper.x1 > end - _FULL * self.space else "over"

    def is_whole(self, first: float, last: float) -> bool:
        """Say whether a value stands in the middle of lines, so that they are all of their text."""
        if not self.centred:
            return False
        middle, near = (first + last) / 2, _LEVEL * self.height
        at = bisect_left(self.values, middle - near)
        return at < len(self.values) and self.values[at] <= middle + near


def reach_below(upper: Segment, spacing: Spacing, wraps: Wraps | None) -> float:
    """Return how far below a line the next one of its text may stand; `wraps` is None over a table's body."""
    verdict: Verdict | None = "on" if upper.hangs else None
    if wraps is not None:
        verdict = wraps.verdict(upper)
    if verdict is None:
        return spacing.leading
    return 0.0 if verdict == "over" else max(spacing.leading, _NEXT * spacing.height)


def wraps_of(segments: Sequence[Segment], top: float, spacing: Spacing) -> Wraps:
    """Return what the segments of a table's body tell."""
    texts = [segment for segment in segments if not segment.is_value]
    values = tuple(sorted(segment.middle for segment in segments if segment.is_value))
    told = any(segment.hangs for segment in texts)
    columns: list[tuple[float, float]] = []
    for text in sorted(texts, key=lambda text: text.x0) if told else ():
        if columns and text.x0 < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], text.x1))
        else:
            columns.append((text.x0, text.x1))
    return Wraps(
        top, told, tuple(columns), values, _are_centred(texts, values, spacing), spacing.space, spacing.height
    )


def _are_centred(texts: Sequence[Segment], values: Sequence[float], spacing: Spacing) -> bool:
    """Say whether values stand between the lines of wrapped texts more often than level with the first."""
    near = _LEVEL * spacing.height
    between = level = 0
    for text in texts:
        if text.hangs:
            at = bisect_left(values, text.middle - near)
            beside = at < len(values) and values[at] <= text.middle + near
            below = at < len(values) and near < values[at] - text.middle < _NEXT * spacing.height - near
            level += beside
            between += below and not beside
    return between > level
