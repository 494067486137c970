"""The rows of a table without cells: which lines belong together."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.pages.columns import Columns
    from parsers.pages.page import Line, Rule

_TIGHT = 0.26
"""Line heights by which lines of one label may stand further apart than the tightest pair."""


def rows_of(
    body: Sequence[Line], columns: Columns, horizontals: Sequence[Rule], height: float
) -> list[list[Line]]:
    """Return the lines of `body` grouped to rows, from the top.

    A row has one line with values; the label lines around it are joined to it by the rules between rows where
    there are some, else by their distances.
    """
    anchors = [index for index, line in enumerate(body) if _carries_values(line, columns)]
    if not anchors:
        return []
    groups = _between_rules(body, anchors, horizontals, height) or _by_distance(
        body, anchors, columns, height
    )
    return [[body[index] for index in group] for group in groups]


def _carries_values(line: Line, columns: Columns) -> bool:
    if columns.records:
        return len(line.segments) >= max(2, columns.count - 1)
    return any(segment.is_value and columns.of(segment) >= columns.labels for segment in line.segments)


def _between_rules(
    body: Sequence[Line], anchors: Sequence[int], horizontals: Sequence[Rule], height: float
) -> list[list[int]] | None:
    """Group by the horizontal rules, if they part the rows one by one."""
    left, right = min(line.x0 for line in body), max(line.x1 for line in body)
    top, bottom = body[0].top - height, body[-1].bottom + height
    levels: list[float] = []
    for rule in sorted(horizontals, key=lambda rule: rule.at):
        long = min(rule.end, right) - max(rule.start, left) > 0.6 * (right - left)
        if long and top <= rule.at <= bottom and (not levels or rule.at - levels[-1] > 0.35 * height):
            levels.append(rule.at)
    if len(levels) < 3:
        return None
    bands: dict[int, list[int]] = {}
    for index, line in enumerate(body):
        bands.setdefault(sum(level <= line.middle for level in levels), []).append(index)
    counts = [sum(index in anchors for index in band) for band in bands.values()]
    if max(counts) > 1 or sum(counts) < 0.6 * len(counts):
        return None
    return [band for _, band in sorted(bands.items())]


def _by_distance(
    body: Sequence[Line], anchors: Sequence[int], columns: Columns, height: float
) -> list[list[int]]:
    labelled = [
        index
        for index, line in enumerate(body)
        if columns.records or any(columns.of(segment) < columns.labels for segment in line.segments)
    ]
    loose = [index for index in range(len(body)) if index not in anchors]
    if not loose:
        return [[index] for index in anchors]
    owner: dict[int, int] = {}
    for block in _label_blocks(body, labelled, loose, height):
        owner.update(_owners(body, block, anchors, labelled, height))
    rows: dict[int, list[int]] = {anchor: [anchor] for anchor in anchors}
    for index in loose:
        rows.setdefault(owner.get(index, index), []).append(index)
    return sorted((sorted(set(row)) for row in rows.values()), key=lambda row: sum(row) / len(row))


def _label_blocks(
    body: Sequence[Line], labelled: Sequence[int], loose: Sequence[int], height: float
) -> list[list[int]]:
    """Group label lines that stand as tight as the lines of one wrapped label."""
    gaps = [
        body[below].top - body[above].bottom
        for above, below in itertools.pairwise(labelled)
        if above in loose or below in loose
    ]
    tightest = min(gaps, default=0.0)
    blocks: list[list[int]] = []
    for index in labelled:
        if blocks and body[index].top - body[blocks[-1][-1]].bottom <= tightest + _TIGHT * height:
            blocks[-1].append(index)
        else:
            blocks.append([index])
    return blocks


def _owners(
    body: Sequence[Line],
    block: Sequence[int],
    anchors: Sequence[int],
    labelled: Sequence[int],
    height: float,
) -> dict[int, int]:
    """Return for the label lines of one block the line with values that each belongs to."""
    top, bottom = body[block[0]].middle - 0.8 * height, body[block[-1]].middle + 0.8 * height
    inside = [
        anchor
        for anchor in anchors
        if top <= body[anchor].middle <= bottom and (anchor in block or anchor not in labelled)
    ]
    if not inside:
        return {}
    return {
        index: inside[0] if len(inside) == 1 else _nearest(body, index, inside, labelled, height)
        for index in block
        if index not in anchors
    }


def _nearest(
    body: Sequence[Line], index: int, anchors: Sequence[int], labelled: Sequence[int], height: float
) -> int:
    above = max((anchor for anchor in anchors if anchor < index), default=None)
    below = min((anchor for anchor in anchors if anchor > index), default=None)
    if above is None or below is None:
        return anchors[0] if above is None else anchors[-1]
    # A line that goes on in lower case is the rest of a label that has begun above.
    goes_on = body[index].text[:1].islower()
    if goes_on and above in labelled:
        return above
    up, down = body[index].middle - body[above].middle, body[below].middle - body[index].middle
    if abs(up - down) < 0.25 * height and (above in labelled or below in labelled):
        return above if goes_on or below in labelled else below
    return above if up < down else below
