"""Which lines over the rows of a table without cells are its head."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.pages.blocks import block_of
from parsers.pages.drawn_rows import is_drawn_within
from parsers.pages.row_rules import levels_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.pages.blocks import Block
    from parsers.pages.columns import Columns
    from parsers.pages.page import Line, Rule

_NEXT = 1.45
"""Line heights from one line of a head to the next, at most."""
_INSIDE = 0.5
"""Points."""
_LEAST = 2


def joined_as_drawn(blocks: Sequence[Block], height: float) -> list[Block]:
    """Return the texts of a head with those as one that are drawn one after another, each below the last.

    A head over others is drawn before all of them, cell by cell; so lines that are drawn column by column are
    those of one text in each, however far they stand apart. One column alone does not tell it.
    """
    ordered = sorted(blocks, key=lambda block: (_drawn(block)[0], block.first))
    stacks: list[list[Block]] = []
    for block in ordered:
        if stacks and _is_drawn_below(stacks[-1][-1], block, height):
            stacks[-1].append(block)
        else:
            stacks.append([block])
    if sum(len(stack) > 1 for stack in stacks) < _LEAST:
        return list(blocks)
    return [block_of([line for block in stack for line in block.segments]) for stack in stacks]


def with_pieces_inside(blocks: Sequence[Block]) -> list[Block]:
    """Return the texts of a head, each with the pieces that stand inside its box: no other head does."""
    whole: list[Block] = []
    for block in sorted(blocks, key=lambda block: len(block.segments), reverse=True):
        home = next((at for at, other in enumerate(whole) if _is_inside(block, other)), None)
        if home is None:
            whole.append(block)
        else:
            segments = [*whole[home].segments, *block.segments]
            whole[home] = block_of(sorted(segments, key=lambda segment: (round(segment.middle), segment.x0)))
    return whole


def _is_inside(block: Block, other: Block) -> bool:
    inner, outer = block.box, other.box
    return (
        outer.x0 - _INSIDE <= inner.x0
        and inner.x1 <= outer.x1 + _INSIDE
        and other.first <= block.first
        and block.last <= other.last
    )


def _drawn(block: Block) -> tuple[int, int]:
    """Return the numbers of the first and the last run of a text, -1 where the page does not tell."""
    runs = [word.run for word in block.words if word.run is not None]
    return (runs[0].number, runs[-1].number) if len(runs) == len(block.words) else (-1, -1)


def _is_drawn_below(upper: Block, lower: Block, height: float) -> bool:
    """Say whether a text is the next that is drawn, and stands right below the one before."""
    end, begin = _drawn(upper)[1], _drawn(lower)[0]
    return (
        0 <= end == begin - 1
        and 0 < lower.first - upper.last <= _NEXT * height
        and lower.shares_width(upper)
        and not upper.segments[-1].is_set_otherwise(lower.segments[0])
    )


def lines_over_head(
    lines: Sequence[Line], first: Line, columns: Columns, horizontals: Sequence[Rule], height: float
) -> int:
    """Return how many lines stand over the rule above a head that has one below it too: a letter's text.

    Heads of several columns may stand over a rule; text that begins over the labels is none.
    """
    across = levels_of(horizontals, columns.spans[0][0], columns.spans[-1][1], height)
    within = [level for level in across if lines and lines[0].middle < level < first.middle]
    heads = [line for line in lines if within and within[0] < line.middle < within[-1]]
    if not heads:
        return 0
    over = [line for line in lines if line.middle < within[0]]
    ends = columns.spans[columns.labels - 1][1]
    return len(over) if all(len(line.segments) == 1 and line.x0 < ends for line in over) else 0


def bands_of_head(bands: Sequence[Sequence[Block]], columns: Columns) -> int:
    """Return how many bands at the top are the head: those above the first count.

    What stands alone below the last heads over columns names the first section.
    """
    if columns.records:
        return 0
    first = next(
        (
            at
            for at, band in enumerate(bands)
            if any(block.is_count and columns.of(block.segments[0]) >= columns.labels for block in band)
        ),
        0,
    )
    heads = first
    while heads and len(bands[heads - 1]) == 1:
        heads -= 1
    while heads < min(first + 1, len(bands)) and _end_heads(bands[heads], bands[:heads], columns):
        heads += 1
    return heads


def _end_heads(band: Sequence[Block], heads: Sequence[Sequence[Block]], columns: Columns) -> bool:
    """Say whether texts over the first row are the last lines of heads: drawn among these, over values."""
    over = all(not each.is_count and columns.of(each.segments[0]) >= columns.labels for each in band)
    return over and is_drawn_within(band, [block for head in heads for block in head])
