"""The head of a table without cells: texts over the columns, bound to them by order and by place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from parsers.pages.blocks import block_of
from parsers.pages.ruled import GridCell
from parsers.pages.spans import spread

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsers.pages.blocks import Block
    from parsers.pages.columns import Columns

_NEAR = 0.3
_GLUED = re.compile(r"(?:19|20)\d\d[^\W\d_]")
"""A year and what follows it without a space: two heads in columns that are too narrow for them."""
_OPEN = re.compile(r"(?:[-–—/&,]|\b(?:to|and|or|of|the|until))$", re.IGNORECASE)
_GOES_ON = re.compile(r"[-–—]|(?:to|until)\b", re.IGNORECASE)
_NEXT = 1.45
"""Line heights from one line of a head to the next, at most."""
_BELOW = 0.75
"""Line heights from a head over several columns to those below it, at least: nearer they are beside it."""
NOT_BOUND = "the heads could not be bound to the columns"
RUN_TOGETHER = "two heads run into one another"


@dataclass(frozen=True, slots=True)
class Head:
    """A table's head as the cells of its rows, numbered from 0; `doubt` says why they may stand elsewhere.

    `leaves` are the texts right above the columns of values, `names` those over the labels.
    """

    cells: tuple[GridCell, ...]
    height: int
    doubt: str = ""
    leaves: tuple[Block, ...] = ()
    names: tuple[Block, ...] = ()


def head_of(blocks: Sequence[Block], columns: Columns, height: float) -> Head:
    """Return the head that the blocks above a table's body form; a head over several columns spans them."""
    if not blocks:
        return Head((), 0)
    labels, others = _sides(blocks, columns, height)
    leaves = lowest(others, columns, height, columns.labels)
    groups = [block for block in others if block not in leaves]
    levels = _levels(groups, height)
    row = len(levels)
    cells: list[GridCell] = []
    doubt = RUN_TOGETHER if any(_GLUED.search(word.text) for block in others for word in block.words) else ""
    places = list(range(columns.labels, columns.count))
    if len(leaves) == len(places) and _stand_over(leaves, places, columns, height):
        bound = {place: [leaf] for place, leaf in zip(places, leaves, strict=True)}
    else:
        bound = _by_place(leaves, columns)
        if len(leaves) != len(bound) or len(leaves) < len(places):
            doubt = NOT_BOUND
    for number, level in enumerate(levels):
        free = [place for place in places if not _stands_alone(bound.get(place, ()), level, height)]
        spans = spread(level, [(columns.spans[place], bound.get(place, [])) for place in free], height)
        if spans is None:
            doubt = NOT_BOUND
            continue
        if len(free) == 1 < len(places):
            # Beside all other heads it is the upper line of its own column's.
            doubt = NOT_BOUND
        cells += [
            cell_of([block], number, free[run.start], free[run.end - 1] - free[run.start] + 1)
            for block, run in zip(level, spans, strict=True)
        ]
    cells += [cell_of(some, row, place, 1) for place, some in sorted(bound.items())]
    cells += [cell_of(some, row, place, 1) for place, some in sorted(_of_labels(labels, columns).items())]
    return Head(tuple(cells), row + 1, doubt, tuple(leaves), tuple(labels))


def with_open_ends(blocks: Sequence[Block], height: float) -> list[Block]:
    """Return heads with those as one of which the upper one breaks off, or the lower one goes on from it.

    So do "April 2019 to" over "March 2020", and "Jan 2019" over "- Dec 2019".
    """
    made: list[Block] = []
    for block in sorted(blocks, key=lambda block: block.first):
        above = [
            at
            for at, other in enumerate(made)
            if (_OPEN.search(other.segments[-1].text) or _GOES_ON.match(block.segments[0].text))
            and 0 < block.first - other.last <= _NEXT * height
            and block.shares_width(other)
        ]
        if len(above) == 1:
            made[above[0]] = block_of([*made[above[0]].segments, *block.segments])
        else:
            made.append(block)
    return made


def _sides(blocks: Sequence[Block], columns: Columns, height: float) -> tuple[list[Block], list[Block]]:
    """Return the heads over the labels and those over the values.

    Where there are as many heads as columns their order says it; else those over the values begin to the
    right of all labels, or stand nearer to the values.
    """
    row = lowest(blocks, columns, height)
    apart = all(left.box.x1 <= right.box.x0 for left, right in pairwise(row))
    if len(row) == columns.count and apart and _stand_over(row, range(columns.count), columns, height):
        ends = row[columns.labels - 1].box.x1
        labels = [block for block in blocks if block.box.x0 < ends]
        return labels, [block for block in blocks if block not in labels]
    end, bound = columns.spans[columns.labels - 1][1], columns.bounds[columns.labels - 1]
    for labels in (
        [block for block in blocks if block.box.x0 <= end],
        [block for block in blocks if block.centre < bound],
    ):
        others = [block for block in blocks if block not in labels]
        if len(lowest(others, columns, height, columns.labels)) == columns.count - columns.labels:
            break
    return labels, others


def _stand_over(heads: Sequence[Block], places: Sequence[int], columns: Columns, height: float) -> bool:
    """Say whether no head reaches over what stands in a column beside its own: its cell ends before that."""
    near = _NEAR * height
    return all(
        (place == 0 or head.box.x0 >= columns.spans[place - 1][1] - near)
        and (place + 1 == columns.count or head.box.x1 <= columns.spans[place + 1][0] + near)
        for place, head in zip(places, heads, strict=True)
    )


def lowest(blocks: Sequence[Block], columns: Columns, height: float, labels: int = 0) -> list[Block]:
    """Return the heads right above the columns, from left to right.

    They are those on the lowest level, and those higher up with none of them below in their column. `labels`
    are how many columns at the left the heads do not stand over.
    """
    if not blocks:
        return []
    bottom = max(blocks, key=lambda block: (block.first, block.last))
    level = [block for block in blocks if _level(block, bottom, height)]
    level = [block for block in blocks if any(_level(block, other, height) for other in level)]
    # What is level with a high head alone may stand over others.
    level = [block for block in level if not any(_is_over(block, other) for other in level)]
    taken = {*range(labels), *(columns.at(block.centre) for block in level)}
    for block in sorted(blocks, key=lambda block: -block.last):
        alone = not any(block.shares_width(other) for other in level if other is not block)
        if block not in level and alone and columns.at(block.centre) not in taken:
            taken.add(columns.at(block.centre))
            level.append(block)
    return sorted(level, key=lambda block: block.centre)


def _is_over(block: Block, other: Block) -> bool:
    """Say whether a head stands above another one in its column."""
    return other.first > block.last and block.shares_width(other)


def _level(block: Block, other: Block, height: float) -> bool:
    """Say whether two heads are set in one row: level at the top, in the middle or at the bottom."""
    near = _NEAR * height
    return (
        abs(block.first - other.first) <= near
        or abs(block.last - other.last) <= near
        or abs(block.middle - other.middle) <= near
    )


def _levels(groups: Iterable[Block], height: float) -> list[list[Block]]:
    levels: list[list[Block]] = []
    for block in sorted(groups, key=lambda block: block.first):
        if levels and block.first <= max(each.last for each in levels[-1]) + _NEAR * height:
            levels[-1].append(block)
        else:
            levels.append([block])
    return [sorted(level, key=lambda block: block.centre) for level in levels]


def _stands_alone(leaves: Sequence[Block], level: Sequence[Block], height: float) -> bool:
    """Say whether a column's head begins beside the heads of a level, as one merged downwards."""
    return any(leaf.first < max(block.last for block in level) + _BELOW * height for leaf in leaves)


def _by_place(blocks: Sequence[Block], columns: Columns) -> dict[int, list[Block]]:
    placed: dict[int, list[Block]] = {}
    for block in blocks:
        widest = max(block.segments, key=lambda segment: segment.x1 - segment.x0)
        placed.setdefault(max(columns.of(widest), columns.labels), []).append(block)
    return placed


def _of_labels(blocks: Sequence[Block], columns: Columns) -> dict[int, list[Block]]:
    """Return the heads over the columns of labels, in order where there are as many."""
    ordered = sorted(blocks, key=lambda block: block.centre)
    apart = all(left.box.x1 <= right.box.x0 for left, right in pairwise(ordered))
    if len(ordered) == columns.labels and apart:
        return {place: [block] for place, block in enumerate(ordered)}
    placed: dict[int, list[Block]] = {}
    for block in blocks:
        column = min(columns.of(block.segments[0]), columns.labels - 1)
        placed.setdefault(column, []).append(block)
    return placed


def cell_of(blocks: Sequence[Block], row: int, column: int, span: int) -> GridCell:
    """Return blocks as a cell of one row."""
    boxes = [block.box for block in blocks]
    box = boxes[0]._replace(
        x0=min(each.x0 for each in boxes),
        top=min(each.top for each in boxes),
        x1=max(each.x1 for each in boxes),
        bottom=max(each.bottom for each in boxes),
    )
    return GridCell(row, column, 1, span, box, tuple(word for block in blocks for word in block.words))
