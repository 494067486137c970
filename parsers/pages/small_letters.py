"""Wrapped labels in rows as tight as their lines: a line with a small letter first goes on from above."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.pages.blocks import Block
    from parsers.pages.columns import Columns

_MOST = 0.75
"""Share of the rows with values whose labels must begin otherwise."""
_TIGHT = 1.45
"""Line heights: lines of one text stand no further apart."""


def with_lines_going_on(bands: list[list[Block]], columns: Columns, height: float) -> list[list[Block]]:
    """Join bands from the top with those below them that begin with a small letter, as lines of one row.

    One row has no more than one value in a column, and its counts stand on one level. Where other labels
    begin so as well it tells nothing.
    """
    if columns.records or not _begin_otherwise(bands, columns):
        return bands
    joined: list[list[Block]] = []
    for band in bands:
        if joined and _goes_on(joined[-1], band, columns, height):
            joined[-1] = [*joined[-1], *band]
        else:
            joined.append(band)
    return joined


def _begin_otherwise(bands: Sequence[Sequence[Block]], columns: Columns) -> bool:
    texts = [label.segments[0].text for band in bands if len(band) > 1 for label in _labels(band, columns)]
    return bool(texts) and sum(not text[0].islower() for text in texts) >= _MOST * len(texts)


def _labels(band: Sequence[Block], columns: Columns) -> list[Block]:
    return [block for block in band if columns.of(block.segments[0]) < columns.labels]


def _goes_on(above: Sequence[Block], below: Sequence[Block], columns: Columns, height: float) -> bool:
    upper, lower = _labels(above, columns), _labels(below, columns)
    if len(lower) != 1 or not upper or not lower[0].segments[0].text[0].islower():
        return False
    last = max(upper, key=lambda block: block.last)
    if last.segments[-1].is_set_otherwise(lower[0].segments[0]):
        return False
    if all(any(block.is_count for block in band if block not in (*upper, *lower)) for band in (above, below)):
        return False
    tight = lower[0].first - last.last <= _TIGHT * height and last.box.x0 < lower[0].box.x1
    values = Counter(
        columns.of(block.segments[0]) for block in (*above, *below) if block not in (*upper, *lower)
    )
    return tight and max(values.values(), default=0) <= 1
