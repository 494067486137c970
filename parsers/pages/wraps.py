"""Which lines of a table's texts go on in the next line, where the page tells it.

Office programs leave the space at which a text was wrapped at the end of its line. So a line without one is a
text's last, unless it fills its cell, so that the space was left out, or ends in a sign after which texts are
parted as well.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from parsers.pages.page import is_over, segment_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.pages.columns import Columns
    from parsers.pages.page import Segment
    from parsers.pages.spacing import Spacing

Verdict = Literal["on", "over", "unknown"]

_NEXT = 1.45
"""Line heights to the next line of a text that goes on."""
_BESIDE = 12
"""Texts of other columns that may begin between two lines of one."""
LEVEL = 0.25
"""Line heights by which texts on one level stand off."""
_SAME = 1.05
"""Share of the distance between two lines of a text at which others may stand."""
_FULL = 1.5
"""Spaces: a line that leaves no more of them free fills its cell."""


@dataclass(frozen=True, slots=True)
class Wraps:
    """What the lines of a table's body, from the height `top` down, tell of how its texts are wrapped."""

    top: float
    told: bool
    columns: tuple[tuple[float, float], ...]
    """Where texts stand, from the left to the end of the longest line that goes on (titles may be longer)."""
    values: tuple[float, ...]
    set_at: Literal["middle", "top"] | None
    """Where values stand beside texts of several lines, None where no text tells it."""
    space: float
    height: float
    pitch: float = 0.0
    """The distance between lines of texts that are known to go on, 0 where there are none."""
    covered: frozenset[int] = frozenset()
    """Lines, by their ids, printed over one that stands nearer to a value: they begin no row there."""
    below_heads: frozenset[int] = frozenset()
    """Lines over the body, by their ids, below all heads beside them: names of sections, and first rows."""
    inner: float = float("-inf")
    """Where the labels next to the values begin: those before them may stand beside several rows."""
    counts: float = float("inf")
    """Where the values begin: none of them is the second line of a text."""
    labelled: bool = False
    """Whether a label is level with the uppermost values: none of these is the second line of a head."""
    in_cells: bool = False
    """Whether each line that is known to go on is drawn right before the next one: cell by cell.

    Where none is known to, it is two lines with values in their middle, which are of one label.
    """

    def verdict(self, upper: Segment) -> Verdict | None:
        """Say whether a text goes on below one of its lines; None where only distances tell."""
        if upper.hangs:
            return "on"
        # Below the heads may stand the rest of a row that the page cut, over the first values.
        above = upper.middle < self.top and id(upper) not in self.below_heads
        return None if above else self._ending(upper)

    def _ending(self, upper: Segment) -> Verdict | None:
        """Say whether a line without a space at its end is the last of its text."""
        # Where values stand beside first lines, a line broken by hand looks like the end of a text.
        if upper.hangs or not self.told or self.set_at != "middle" or upper.is_value:
            return None
        return "unknown" if _may_go_on(upper, self.columns, self.space) else "over"

    def begins(self, upper: Segment, lower: Segment) -> bool:
        """Say whether a line begins a text of its own: a value stands level with it.

        Where values stand in the middle of texts, only a line that is the last of its text tells it.
        """
        if id(lower) in self.below_heads and not upper.hangs and (upper.is_year or not upper.is_value):
            # Below a head that leaves room in its cell stands the name of the first section; so does what is
            # drawn when all heads are.
            apart = self.in_cells and not _is_drawn_next(upper, lower)
            return apart or not _may_go_on(upper, self.columns, self.space)
        below_head = upper.middle >= self.top or (self.labelled and lower.middle >= self.top)
        if below_head and not upper.hangs and self._is_count(upper, lower):
            return True
        if upper.hangs or lower.middle < self.top or id(lower) in self.covered or self._is_outer(lower):
            return False
        if upper.middle < self.top and self._ending(upper) == "over":
            # Between the head and the first values stands the rest of a row that the page cut.
            return True
        if self.set_at is None or (self.set_at == "middle" and self.verdict(lower) != "over"):
            return False
        return _is_near(lower.middle, self.values, LEVEL * self.height)

    def _is_count(self, upper: Segment, lower: Segment) -> bool:
        """Say whether a line among the values is a value by itself, no second line of one or of a period."""
        by_itself = lower.is_value and not lower.is_year and lower.x0 >= self.counts
        return by_itself and not segment_of([*upper.words, *lower.words]).is_value

    def is_whole(self, first: Segment, last: Segment) -> bool:
        """Say whether a value stands in the middle of lines, so that they are all of their text."""
        middle = (first.middle + last.middle) / 2
        return not self._is_outer(first) and _is_near(middle, self.values, LEVEL * self.height)

    def lacks(self, lines: Sequence[Segment], rest: Sequence[Segment]) -> bool:
        """Say whether a text goes on below a line broken by hand: the next one begins with a small letter.

        A value stands in the middle of all its lines, and of neither part of them.
        """
        upper, lower = lines[-1], rest[0]
        return (
            self.set_at == "middle"
            and lines[0].middle >= self.top
            and lower.text[:1].islower()
            and abs(lower.x0 - upper.x0) <= LEVEL * self.height
            and 0 < lower.middle - upper.middle <= _NEXT * self.height
            and self.is_whole(lines[0], rest[-1])
            and not self.is_whole(lines[0], upper)
            and not self.is_whole(lower, rest[-1])
        )

    def rest_apart(self, lines: Sequence[Segment]) -> tuple[Sequence[Segment], ...]:
        """Part the lines of one text from the rest, above them, of a text that the page cut.

        A value stands in the middle of the lower ones alone; only lines at the top of the body may be a rest.
        """
        if (
            self.set_at != "middle"
            or len(lines) == 1
            or self._is_outer(lines[0])
            or not self._is_top(lines[0])
        ):
            return (lines,)
        if self.is_whole(lines[0], lines[-1]):
            return (lines,)
        for at in range(1, len(lines)):
            if not lines[at - 1].hangs and self.is_whole(lines[at], lines[-1]):
                return lines[:at], lines[at:]
        return (lines,)

    def _is_top(self, text: Segment) -> bool:
        """Say whether no value stands above a text."""
        return not self.values or text.middle <= self.values[0] + LEVEL * self.height

    def _is_outer(self, text: Segment) -> bool:
        """Say whether a text may stand beside several rows: it is level with some value by chance."""
        return text.x1 < self.inner


def reach_below(upper: Segment, spacing: Spacing, wraps: Wraps | None) -> float:
    """Return how far below a line the next one of its text may stand; `wraps` is None over a table's body."""
    verdict: Verdict | None = "on" if upper.hangs else None
    if wraps is not None:
        verdict = wraps.verdict(upper)
    if verdict is None and wraps is not None and wraps.set_at == "top":
        # What no value stands beside may go on with the line above it.
        return max(spacing.leading, _SAME * wraps.pitch)
    if verdict is None:
        return spacing.leading
    return 0.0 if verdict == "over" else max(spacing.leading, _NEXT * spacing.height)


def wraps_of(
    segments: Sequence[Segment],
    top: float,
    spacing: Spacing,
    over: Sequence[Segment] = (),
    columns: Columns | None = None,
) -> Wraps:
    """Return what the segments of a table's body tell; a text of the first row may begin `over` them."""
    inner, counts = float("-inf"), float("inf")
    if columns is not None and not columns.records:
        inner, counts = (columns.spans[at][0] for at in (columns.labels - 1, columns.labels))
    texts = [segment for segment in segments if not segment.is_value]
    values = tuple(sorted(segment.middle for segment in segments if segment.is_value))
    if columns is not None and counts < float("inf"):
        inner = _where_rows_have_labels(texts, columns, values, spacing.height)
    told = any(segment.hangs for segment in texts)
    spans: list[tuple[float, float]] = []
    for text in sorted((text for text in texts if text.hangs), key=lambda text: text.x0):
        if spans and text.x0 < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], text.x1))
        else:
            spans.append((text.x0, text.x1))
    begun = [segment for segment in over if not segment.is_value]
    below = {id(text) for text in texts}
    chains: list[list[Segment]] = []
    longer: list[list[Segment]] = []
    if told:
        chains, longer = (
            [chain for chain in _chains([*begun, *texts], spacing, ends) if id(chain[-1]) in below]
            for ends in ((), spans)
        )
    lines = [both for chain in chains for both in pairwise(chain)]
    pitches = [lower.middle - upper.middle for upper, lower in lines]
    lines = lines or _around_values(texts, values, spacing.height)
    in_cells = bool(lines) and all(_is_drawn_next(upper, lower) for upper, lower in lines)
    return Wraps(
        top,
        told,
        tuple(spans),
        values,
        _set_at(chains, longer, values, LEVEL * spacing.height),
        spacing.space,
        spacing.height,
        min(pitches, default=0.0),
        _covered(texts, values, spacing.height) if told else frozenset(),
        _below_heads(over, spacing.height) if told or in_cells else frozenset(),
        inner,
        counts,
        any(text.x1 < counts and _is_near(text.middle, values[:1], LEVEL * spacing.height) for text in texts),
        in_cells,
    )


def _where_rows_have_labels(
    texts: Sequence[Segment], columns: Columns, values: Sequence[float], height: float
) -> float:
    """Return where the first column begins in which each row has its own label, not one beside several rows.

    It is the one next to the values, and one with a text level with each value; where all rows are as tight
    as lines of text these may be lines of one label.
    """
    near = LEVEL * height
    loose = any(below - above > _NEXT * height for above, below in pairwise(values))
    for at in range(columns.labels - 1 if loose else 0):
        own = sorted(text.middle for text in texts if columns.of(text) == at)
        if all(_is_near(value, own, near) for value in values):
            return columns.spans[at][0]
    return columns.spans[columns.labels - 1][0]


def _below_heads(over: Sequence[Segment], height: float) -> frozenset[int]:
    """Return of the lines over a body those that stand below the last line with several texts."""
    beside = [
        upper.middle
        for upper, lower in pairwise(sorted(over, key=lambda segment: segment.middle))
        if lower.middle - upper.middle <= LEVEL * height
    ]
    last = max(beside, default=float("inf"))
    return frozenset(id(segment) for segment in over if segment.middle > last + 2 * LEVEL * height)


def _around_values(
    texts: Sequence[Segment], values: Sequence[float], height: float
) -> list[tuple[Segment, Segment]]:
    """Return the pairs of lines in whose middle a value stands, level with none of both."""
    near = LEVEL * height
    found = []
    for upper, lower in pairwise(sorted(texts, key=lambda text: text.middle)):
        beside = any(_is_near(line.middle, values, near) for line in (upper, lower))
        tight = 0 < lower.middle - upper.middle <= _NEXT * height and lower.overlap(upper.x0, upper.x1) > 0
        if tight and not beside and _is_near((upper.middle + lower.middle) / 2, values, near):
            found.append((upper, lower))
    return found


def _is_drawn_next(upper: Segment, lower: Segment) -> bool:
    """Say whether a line is drawn right after another; where the page does not tell, it may be."""
    last, first = upper.words[-1].run, lower.words[0].run
    return last is None or first is None or first.number == last.number + 1


def _covered(texts: Sequence[Segment], values: Sequence[float], height: float) -> frozenset[int]:
    """Return of lines that are printed over one another those that stand further from a value."""
    found: set[int] = set()
    for upper, lower in pairwise(sorted(texts, key=lambda text: text.middle)):
        if is_over(upper, lower, height) and values:
            found.add(id(max(upper, lower, key=lambda text: min(abs(text.middle - at) for at in values))))
    return frozenset(found)


def _set_at(
    chains: Sequence[Sequence[Segment]],
    longer: Sequence[Sequence[Segment]],
    values: Sequence[float],
    near: float,
) -> Literal["middle", "top"] | None:
    """Return whether values stand in the middle of wrapped texts or level with their first lines.

    `chains` are lines that are known to go on, `longer` those that may go on as well: the first line of some
    that do not tells nothing, while no value stands in their middle by chance.
    """
    ends = {id(chain[-1]) for chain in longer}
    # A text that goes on beyond its last line is cut by the page, and so is its row.
    several = [chain for chain in chains if len(chain) > 1 and not chain[-1].hangs]
    top = sum(_is_near(chain[0].middle, values, near) for chain in several if id(chain[-1]) in ends)
    whole = {(id(chain[0]), id(chain[-1])): chain for chain in (*several, *longer) if len(chain) > 1}
    middle = sum(
        _is_near((chain[0].middle + chain[-1].middle) / 2, values, near)
        for chain in whole.values()
        if not chain[-1].hangs
    )
    if not (middle or top):
        # On a page with one row no more than the rest of another may stand over it.
        below = [chain[at:] for chain in longer for at in range(1, len(chain) - 1) if not chain[at - 1].hangs]
        middle = sum(
            not lines[-1].hangs and _is_near((lines[0].middle + lines[-1].middle) / 2, values, near)
            for lines in below
        )
    if middle == top:
        return None
    return "middle" if middle > top else "top"


def _may_go_on(line: Segment, columns: Sequence[tuple[float, float]], space: float) -> bool:
    """Say whether a line without a space at its end may go on: behind a sign, or as it fills its column."""
    end = max((right for left, right in columns if line.overlap(left, right) > 0), default=0.0)
    return not line.text[-1].isalnum() or line.x1 > end - _FULL * space


def _chains(
    texts: Sequence[Segment], spacing: Spacing, columns: Sequence[tuple[float, float]]
) -> list[list[Segment]]:
    """Return the lines of texts from the top, as far as each is known to go on in the next.

    With `columns`, as far as each may go on.
    """
    chains: list[list[Segment]] = []
    for text in sorted(texts, key=lambda text: text.middle):
        home = next(
            (
                chain
                for chain in chains[-_BESIDE:]
                if (chain[-1].hangs or (columns and _may_go_on(chain[-1], columns, spacing.space)))
                and 0 < text.middle - chain[-1].middle <= _NEXT * spacing.height
                and text.overlap(chain[-1].x0, chain[-1].x1) > 0
            ),
            None,
        )
        if home is None:
            chains.append([text])
        else:
            home.append(text)
    return chains


def _is_near(place: float, values: Sequence[float], near: float) -> bool:
    at = bisect_left(values, place - near)
    return at < len(values) and values[at] <= place + near
