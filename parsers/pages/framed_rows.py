"""Rows between rules of their own, whose cells set their texts at several heights."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from parsers.pages.page import hull

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.pages.ruled import GridCell


def as_high_as_rows(
    cells: Sequence[GridCell], levels: Sequence[float], head: Sequence[GridCell]
) -> list[GridCell]:
    """Return the cells below a `head`, each as high as all texts of its row where rules part all rows.

    Rules at `levels` above and below each row tell it by themselves: Writer sets some values at the top of a
    row whose label a page cuts or that stands below one, and others in its middle.
    """
    rows: dict[int, list[GridCell]] = {}
    for cell in (*head, *cells):
        if cell.words:
            rows.setdefault(cell.row, []).append(cell)
    bands = {row: {at for cell in some for at in _bands_of(cell, levels)} for row, some in rows.items()}
    standing = Counter(band for some in bands.values() for band in some)
    body = {cell.row for cell in cells if cell.words}
    if not all(_is_alone(bands[row], standing, len(levels)) for row in body):
        return list(cells)
    high = {row: hull(cell.box for cell in rows[row]) for row in body if _are_uneven(rows[row])}
    return [
        replace(cell, box=cell.box._replace(top=high[cell.row].top, bottom=high[cell.row].bottom))
        if cell.row in high
        else cell
        for cell in cells
    ]


def _bands_of(cell: GridCell, levels: Sequence[float]) -> set[int]:
    """Return over how many levels the words of a cell stand."""
    return {sum(level > word.middle for level in levels) for word in cell.words}


def _is_alone(bands: set[int], standing: Counter[int], count: int) -> bool:
    """Say whether a row stands between two levels next to one another, and no other row does."""
    return len(bands) == 1 and all(0 < band < count and standing[band] == 1 for band in bands)


def _are_uneven(cells: Sequence[GridCell]) -> bool:
    """Say whether two cells of a row share no height."""
    return max(cell.box.top for cell in cells) >= min(cell.box.bottom for cell in cells)
