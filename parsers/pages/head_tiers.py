"""Heads over heads: the lines of each column's own head stand about one level, those over several above them.

Where cells set their texts in the middle, the lines of heads of one, two and three lines interleave. No
distance between lines tells which of them are of one text; that all the heads of a row share one middle
does.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from parsers.pages.blocks import block_of, blocks_of
from parsers.pages.head import head_of
from parsers.pages.spans import repeats

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsers.pages.blocks import Block
    from parsers.pages.columns import Columns
    from parsers.pages.head import Head
    from parsers.pages.page import Segment
    from parsers.pages.spacing import Spacing

_NEAR = 0.3
"""Line heights by which the heads of one row stand off the level that they share."""
_LEAST_GROUPS = 2
_LEAST = 0.4
_NEXT = 1.45
"""Line heights from one line of a text to the next."""


def head_of_tiers(segments: Sequence[Segment], columns: Columns, spacing: Spacing) -> Head | None:
    """Return the head of two tiers that the texts over a table's body form, None where it is not certain."""
    names = names_of(segments, columns)
    blocks = tiers_of([segment for segment in segments if segment not in names], columns, spacing.height)
    if blocks is None:
        return None
    head = head_of([*blocks_of(names, spacing), *blocks], columns, spacing.height)
    return None if head.doubt or len(head.leaves) < columns.count - columns.labels else head


def tiers_of(segments: Sequence[Segment], columns: Columns, height: float) -> list[Block] | None:
    """Return the blocks of a head with a tier over several columns and one over each, None where it has not.

    `segments` are the texts over the columns of values. Of the heights at which they may be parted into the
    two tiers exactly one must give each column a head of its own, all in one middle, which say the same below
    each head of the upper tier. Levels alone would agree by chance: the rest of three lines begins where one
    line in their middle stands.
    """
    levels = sorted({segment.middle for segment in segments})
    found: dict[frozenset[Block], list[Block]] = {}
    for upper, lower in pairwise(levels):
        blocks = _parted(segments, (upper + lower) / 2, columns, height)
        if blocks is not None:
            # A head that is merged downwards may be counted to either tier.
            found[frozenset(blocks)] = blocks
    return next(iter(found.values())) if len(found) == 1 else None


def names_of(segments: Sequence[Segment], columns: Columns) -> list[Segment]:
    """Return of the texts of a head those over the labels.

    Over one column of labels it is what stands at the left end: a head may reach over labels longer than its
    own.
    """
    if columns.labels > 1:
        end = columns.spans[columns.labels - 1][1]
        return [segment for segment in segments if segment.x0 <= end]
    first = min(segments, key=lambda each: each.x0, default=None)
    if first is None or first.x0 > columns.spans[0][1]:
        return []
    return [segment for segment in segments if segment.overlap(first.x0, first.x1) > 0]


def _over(segment: Segment, columns: Columns) -> int:
    """Return the column of values that a text stands over."""
    spans = dict(enumerate(columns.spans[columns.labels :], columns.labels))
    return max(spans, key=lambda column: segment.overlap(*spans[column]))


def _parted(segments: Sequence[Segment], level: float, columns: Columns, height: float) -> list[Block] | None:
    """Return the blocks of the tiers above and below a level, None where these are none."""
    upper = [segment for segment in segments if segment.middle < level]
    lower = [segment for segment in segments if segment.middle >= level]
    leaves = _stacks(lower, columns, height)
    if leaves is None:
        return None
    without = set(range(columns.labels, columns.count)) - set(leaves)
    # A column without a head over it has its own in the middle of both tiers.
    alone = _stacks([text for text in upper if _over(text, columns) in without], columns, height)
    groups = _joined([text for text in upper if _over(text, columns) not in without], height)
    if alone is None or set(alone) != without or not 1 <= len(groups) < len(leaves):
        return None
    each, rest = divmod(len(leaves), len(groups))
    texts = [" ".join(word.text for word in leaves[column].words) for column in sorted(leaves)]
    if rest or len(groups) < _LEAST_GROUPS or not repeats(texts, each):
        return None
    level_all = _are_level(leaves.values(), height) and _are_level(groups, height)
    # Where all texts are of one line their levels tell it by themselves.
    wrapped = any(len(block.segments) > 1 for block in (*groups, *leaves.values()))
    return [*groups, *alone.values(), *leaves.values()] if level_all and wrapped else None


def _stacks(segments: Iterable[Segment], columns: Columns, height: float) -> dict[int, Block] | None:
    """Return the texts of each column as one block, None where one of them is no text of its lines."""
    stacks: dict[int, list[Segment]] = defaultdict(list)
    for segment in sorted(segments, key=lambda each: each.middle):
        stacks[_over(segment, columns)].append(segment)
    if any(
        not _LEAST * height < lower.middle - upper.middle <= _NEXT * height
        for stack in stacks.values()
        for upper, lower in pairwise(stack)
    ):
        return None
    return {column: block_of(stack) for column, stack in stacks.items()}


def _joined(segments: Iterable[Segment], height: float) -> list[Block]:
    """Return texts with those as one that stand right above one another."""
    stacks: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda each: each.middle):
        home = next(
            (
                stack
                for stack in stacks
                if segment.overlap(stack[-1].x0, stack[-1].x1) > 0
                and segment.middle - stack[-1].middle <= _NEXT * height
            ),
            None,
        )
        if home is None:
            stacks.append([segment])
        else:
            home.append(segment)
    return [block_of(stack) for stack in stacks]


def _are_level(blocks: Iterable[Block], height: float) -> bool:
    """Say whether texts are set in the middle of one row."""
    middles = [block.middle for block in blocks]
    return max(middles) - min(middles) <= _NEAR * height
