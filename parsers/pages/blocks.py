"""The text of one cell: lines that stand above one another as tight as a wrapped text's."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from parsers.pages.grouped import heads_of_groups
from parsers.pages.lines import told_apart
from parsers.pages.page import Segment, hull, is_over, segment_of
from parsers.pages.wraps import LEVEL, reach_below

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsers.document import Box
    from parsers.pages.columns import Columns
    from parsers.pages.page import Line, Rule, Word
    from parsers.pages.spacing import Spacing
    from parsers.pages.wraps import Wraps

_WIDE = 0.62
"""Line heights: a wider gap parts two texts."""
_HALF = 0.4
"""Line heights from a line's middle to the end of its ink."""
_BESIDE = 12
"""Texts of other columns that may begin between two parts of one."""


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one cell from the top; `first` and `last` are the middles of the outer ones."""

    segments: tuple[Segment, ...]
    box: Box

    @property
    def first(self) -> float:
        """The middle of the first line."""
        return self.segments[0].middle

    @property
    def last(self) -> float:
        """The middle of the last line."""
        return self.segments[-1].middle

    @property
    def middle(self) -> float:
        """The vertical middle."""
        return (self.first + self.last) / 2

    @property
    def centre(self) -> float:
        """The horizontal middle."""
        return (self.box.x0 + self.box.x1) / 2

    @property
    def words(self) -> tuple[Word, ...]:
        """The words in reading order."""
        return tuple(word for segment in self.segments for word in segment.words)

    @property
    def is_value(self) -> bool:
        """Whether the block is one line that reads as a value."""
        return len(self.segments) == 1 and self.segments[0].is_value

    @property
    def is_count(self) -> bool:
        """Whether the block is a value that is no year."""
        return self.is_value and not self.segments[0].is_year

    def shares_width(self, other: Block) -> bool:
        """Say whether some of the block stands over or under some of another."""
        return min(self.box.x1, other.box.x1) > max(self.box.x0, other.box.x0)

    def span(self, height: float) -> tuple[float, float]:
        """Return the heights between which its ink stands."""
        return self.first - _HALF * height, self.last + _HALF * height


def block_of(segments: Sequence[Segment]) -> Block:
    """Return segments, from the top, as one block."""
    return Block(tuple(segments), hull(segments))


def cut_at(line: Line, columns: Columns | None, spacing: Spacing) -> list[Segment]:
    """Cut a line where more than a space stands between two words of different columns.

    Without columns, as over them, every such gap parts two texts.
    """
    if columns is None:
        return [segment_of(run) for segment in line.segments for run in _cut(segment.words, None, spacing)]
    runs: list[list[Word]] = []
    for segment in line.segments:
        for run in _cut(segment.words, columns, spacing):
            if runs and _is_one(runs[-1][-1], run[0], columns, spacing):
                runs[-1] = [*runs[-1], *run]
            else:
                runs.append(run)
    return [segment_of(run) for run in runs]


def _cut(words: Sequence[Word], columns: Columns | None, spacing: Spacing) -> list[list[Word]]:
    runs = [[words[0]]]
    for left, right in pairwise(words):
        apart = told_apart(left, right)
        if apart is None:
            # What begins a text or a piece of content is another cell's, or set otherwise within one text.
            marked = right.run is not None and (right.run.marked or right.run.begins)
            before = spacing.before_marked * spacing.space if marked else spacing.gutter
            least = min(before, spacing.gutter)
            apart = right.x0 - left.x1 > least
        if apart and (columns is None or columns.at(left.centre) != columns.at(right.centre)):
            runs.append([right])
        else:
            runs[-1].append(right)
    return runs


def _is_one(left: Word, right: Word, columns: Columns, spacing: Spacing) -> bool:
    """Say whether two words are of one text, or stand in one column with no more than a gap between words."""
    if told_apart(left, right) is False:
        return True
    one = columns.at(left.centre) == columns.at(right.centre)
    return one and right.x0 - left.x1 <= _WIDE * spacing.height


def blocks_of(
    segments: Iterable[Segment],
    spacing: Spacing,
    horizontals: Sequence[Rule] = (),
    wraps: Wraps | None = None,
) -> list[Block]:
    """Join segments that stand above one another as tight as the lines of one text, from the top.

    Two values are never one text; nor is what a rule parts, nor a bold line and one that is not, nor one line
    over two beside each other. Where the page tells it, `wraps` says which lines go on in the next.
    """
    ordered = sorted(segments, key=lambda segment: (segment.middle, segment.x0))
    reaches = [reach_below(segment, spacing, wraps) for segment in ordered]
    heads = [segment for segment in ordered if wraps is None or segment.middle < wraps.top]
    groups = heads_of_groups(heads, spacing.height)
    above: dict[int, list[int]] = {}
    below: dict[int, list[int]] = {}
    start = 0
    for number, segment in enumerate(ordered):
        while segment.middle - ordered[start].middle > reaches[start]:
            start += 1
        over = [
            other
            for other in range(start, number)
            if other not in groups and _goes_on(ordered[other], segment, reaches[other], spacing, horizontals)
        ]
        ended = [ordered[other] for other in over if _begins(ordered[other], segment, wraps)]
        for other in over:
            # What begins below one of two texts beside one another is no line of the second either.
            if not any(_is_beside(ordered[other], text, spacing.height) for text in ended):
                above.setdefault(number, []).append(other)
                below.setdefault(other, []).append(number)
    _without_covered(ordered, above, below, spacing.height)
    chains: list[list[Segment]] = []
    home: dict[int, int] = {}
    for number, segment in enumerate(ordered):
        over = above.get(number, [])
        if len(over) == 1 and len(below[over[0]]) == 1 and not _is_whole(chains[home[over[0]]], wraps):
            home[number] = home[over[0]]
            chains[home[number]].append(segment)
        else:
            home[number] = len(chains)
            chains.append([segment])
    if wraps is None:
        return [block_of(chain) for chain in chains]
    return [block_of(part) for chain in _with_rests(chains, wraps) for part in wraps.rest_apart(chain)]


def _with_rests(chains: Sequence[list[Segment]], wraps: Wraps) -> list[list[Segment]]:
    """Return lines of texts with those that a value beside both shows to be of one."""
    made: list[list[Segment]] = []
    for chain in chains:
        home = next((over for over in reversed(made[-_BESIDE:]) if wraps.lacks(over, chain)), None)
        if home is None:
            made.append(chain)
        else:
            home += chain
    return made


def _without_covered(
    ordered: Sequence[Segment], above: dict[int, list[int]], below: dict[int, list[int]], height: float
) -> None:
    """Leave a line to the one above it that is known to go on, of two that are printed over one another."""
    for number, over in above.items():
        hanging = [at for at in over if ordered[at].hangs]
        if len(hanging) != 1:
            continue
        (on,) = hanging
        for at in over:
            upper, lower = sorted((at, on))
            if at != on and is_over(ordered[upper], ordered[lower], height):
                below[at].remove(number)
        above[number] = [at for at in over if number in below[at]]


def _is_beside(text: Segment, other: Segment, height: float) -> bool:
    """Say whether texts are level; each is with itself."""
    return abs(text.middle - other.middle) <= LEVEL * height


def _begins(upper: Segment, lower: Segment, wraps: Wraps | None) -> bool:
    return wraps is not None and wraps.begins(upper, lower)


def _is_whole(chain: Sequence[Segment], wraps: Wraps | None) -> bool:
    """Say whether some lines that may go on are all of their text: a value stands in their middle."""
    if wraps is None or wraps.verdict(chain[-1]) != "unknown":
        return False
    # The rest of a text that the page cut may stand over them.
    return wraps.is_whole(chain[0], chain[-1]) or len(wraps.rest_apart(chain)) > 1


def _goes_on(
    upper: Segment, lower: Segment, reach: float, spacing: Spacing, horizontals: Sequence[Rule]
) -> bool:
    return (
        _HALF * spacing.height < lower.middle - upper.middle <= reach
        and lower.overlap(upper.x0, upper.x1) > 0
        and not (upper.is_value and lower.is_value)
        and (upper.hangs or not upper.is_set_otherwise(lower))
        and not any(
            upper.middle < rule.at < lower.middle and lower.overlap(rule.start, rule.end) > 0
            for rule in horizontals
        )
    )
