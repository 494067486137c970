"""Where the columns end of a table that tags tell, by the texts that stand in them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from parsers.pages.page import hull

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from parsers.document import Box
    from parsers.pages.page import Word
    from parsers.pages.tagged_grid import Place

_NEAR = 1.0
"""Points by which texts of neighbouring columns may overlap."""


class DisagreeError(Exception):
    """Raised where the tags of a table and what its pages show do not agree."""


def edges_of(words: Mapping[Place, Mapping[int, Sequence[Word]]], width: int) -> list[float]:
    """Return where columns end, halfway between the texts of neighbours; blank columns share what is left.

    `words` are those of each cell by the page they stand on.

    Raises:
        DisagreeError: where the texts of two columns do not stand beside one another.
    """
    ends: list[tuple[float, float] | None] = [None] * width
    over_several: list[tuple[Place, Box]] = []
    for place, pages in words.items():
        box = hull(word for some in pages.values() for word in some)
        if place.column_span > 1:
            over_several.append((place, box))
        else:
            known = ends[place.column]
            ends[place.column] = (min(known[0], box.x0), max(known[1], box.x1)) if known else (box.x0, box.x1)
    filled = [(column, end) for column, end in enumerate(ends) if end is not None]
    if len(filled) < 2:
        raise DisagreeError
    over = hull(word for pages in words.values() for some in pages.values() for word in some)
    edges = [over.x0] * (width + 1)
    edges[width] = over.x1
    for (column, (_, right)), (other, (left, _)) in pairwise(filled):
        if left < right - _NEAR:
            raise DisagreeError
        steps = other - column
        for step in range(1, steps + 1):
            share = step / (steps + 1) if steps > 1 else 0.5
            edges[column + step] = right + share * (left - right)
    first, (left, _) = filled[0]
    last, (_, right) = filled[-1]
    for column in range(1, first + 1):
        edges[column] = edges[0] + (left - edges[0]) * column / first
    for column in range(last + 1, width):
        edges[column] = right + (edges[width] - right) * (column - last) / (width - last)
    _clear(edges, ends, over_several)
    return edges


def _clear(
    edges: list[float],
    ends: Sequence[tuple[float, float] | None],
    over_several: Sequence[tuple[Place, Box]],
) -> None:
    """Move the edges between columns with texts out of those over several columns that end or begin there."""
    for at, (before, after) in enumerate(pairwise(ends), 1):
        if before is not None and after is not None:
            left = max([before[1], *(box.x1 for place, box in over_several if _ends_at(place, at))])
            right = min([after[0], *(box.x0 for place, box in over_several if place.column == at)])
            if left <= right:
                edges[at] = (left + right) / 2


def _ends_at(place: Place, column: int) -> bool:
    return place.column + place.column_span == column
