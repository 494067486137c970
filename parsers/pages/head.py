"""The head of a table without cells: words above the columns, bound to them by where they stand."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from parsers.pages.page import Segment, hull
from parsers.pages.ruled import GridCell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.pages.columns import Columns
    from parsers.pages.page import Line

_Block = list[Segment]


def head_cells(head: Sequence[Line], columns: Columns, height: float) -> list[GridCell]:
    """Return the cells of the head's rows, numbered from 0; a head over several columns spans them."""
    if not head:
        return []
    blocks = _blocks([segment for line in head for segment in line.segments], columns, height)
    if len(blocks) == columns.count and _on_one_level(blocks, height):
        # As many heads as columns: each stands over its own, wherever in its cell it is set.
        blocks.sort(key=lambda block: hull(block).x0)
        return [_cell(block, 0, column, 1) for column, block in enumerate(blocks)]
    labels = [block for block in blocks if _column(block, columns) < columns.labels]
    others = [block for block in blocks if _column(block, columns) >= columns.labels]
    if len(others) == columns.count - columns.labels and _on_one_level(others, height):
        # As many heads as columns: each stands over its own, however far it reaches over its neighbours.
        others.sort(key=lambda block: hull(block).x0)
        return [
            *_leaf_cells(labels, columns, 0),
            *(_cell(block, 0, columns.labels + place, 1) for place, block in enumerate(others)),
        ]
    groups = _group_heads(others, columns)
    leaves = [block for block in others if block not in groups]
    cells = []
    level = 0
    for row in _levels(groups, height):
        cells += _spread(row, columns, level)
        level += 1
    if leaves or (labels and not groups):
        cells += _leaf_cells([*labels, *leaves], columns, level)
    else:
        cells += _leaf_cells(labels, columns, level - 1)
    return cells


def _on_one_level(blocks: Sequence[_Block], height: float) -> bool:
    """Say whether blocks stand side by side, none above another."""
    ordered = sorted((hull(block) for block in blocks), key=lambda box: box.x0)
    return all(left.x1 <= right.x0 + 0.3 * height for left, right in pairwise(ordered))


def _column(block: _Block, columns: Columns) -> int:
    return columns.of(max(block, key=lambda segment: segment.x1 - segment.x0))


def _blocks(segments: Sequence[Segment], columns: Columns, height: float) -> list[_Block]:
    """Join segments that stand right above one another in the same columns: one wrapped head."""
    blocks: list[_Block] = []
    for segment in sorted(segments, key=lambda segment: (segment.middle, segment.x0)):
        for block in blocks:
            last = block[-1]
            close = 0 < segment.middle - last.middle < 1.7 * height
            over = segment.overlap(last.x0, last.x1) > 0.3 * min(segment.x1 - segment.x0, last.x1 - last.x0)
            if close and over and columns.of(segment) == columns.of(last) and _alike(segment, last, columns):
                block.append(segment)
                break
        else:
            blocks.append([segment])
    return blocks


def _alike(segment: Segment, other: Segment, columns: Columns) -> bool:
    """Say whether two stacked segments are one head: both over one column, no year over a measure."""
    return (
        len(columns.under(segment)) <= 1
        and len(columns.under(other)) <= 1
        and not (segment.is_year or other.is_year)
    )


def _group_heads(blocks: Sequence[_Block], columns: Columns) -> list[_Block]:
    """Return the heads that stand over more than one column or over another row of heads."""
    places = columns.count - columns.labels
    wide = [block for block in blocks if len(columns.under(block[0])) > 1]
    if not wide and len(blocks) <= places:
        return []
    lowest = max((block[-1].middle for block in blocks if block not in wide), default=None)
    return [
        block
        for block in blocks
        if block in wide or (lowest is not None and block[-1].middle < lowest - 0.8 * _height(block))
    ]


def _height(block: _Block) -> float:
    return block[0].bottom - block[0].top


def _levels(groups: Sequence[_Block], height: float) -> list[list[_Block]]:
    levels: list[list[_Block]] = []
    for block in sorted(groups, key=lambda block: block[0].middle):
        if levels and block[0].middle - levels[-1][0][0].middle < 0.8 * height:
            levels[-1].append(block)
        else:
            levels.append([block])
    return [sorted(level, key=lambda block: block[0].x0) for level in levels]


def _spread(level: Sequence[_Block], columns: Columns, row: int) -> list[GridCell]:
    """Give every value column to the head of this level that it stands under."""
    places = list(range(columns.labels, columns.count))
    centres = [hull(block) for block in level]
    each, rest = divmod(len(places), len(level))

    def owner(position: int) -> int:
        if rest == 0:
            return position // each
        centre = columns.centre(places[position])
        return min(
            range(len(level)), key=lambda index: abs((centres[index].x0 + centres[index].x1) / 2 - centre)
        )

    owned: dict[int, list[int]] = {}
    for position, column in enumerate(places):
        owned.setdefault(owner(position), []).append(column)
    return [
        _cell(level[index], row, covered[0], covered[-1] - covered[0] + 1)
        for index, covered in sorted(owned.items())
    ]


def _leaf_cells(blocks: Sequence[_Block], columns: Columns, row: int) -> list[GridCell]:
    placed: dict[int, _Block] = {}
    for block in blocks:
        placed.setdefault(_column(block, columns), []).extend(block)
    return [_cell(segments, row, column, 1) for column, segments in sorted(placed.items())]


def _cell(segments: _Block, row: int, column: int, span: int) -> GridCell:
    words = tuple(word for segment in segments for word in segment.words)
    return GridCell(row, column, 1, span, hull(segments), words)
