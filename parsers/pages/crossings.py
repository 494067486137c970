"""From the places where rules cross to the cells between them, as pdfplumber's table methods find them.

pdfplumber's own function goes through all crossings of the page for each of them; here only those of its row
and its column are looked at, in the same order, so that long lists take no longer than their cells.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Point = tuple[float, float]
_Box = tuple[float, float, float, float]
_Rules = frozenset[_Box]


def cells_of(crossings: Mapping[Point, Mapping[str, Sequence[dict[str, Any]]]]) -> list[_Box]:
    """Return the smallest rectangle right below each crossing that has one, from left to right.

    `crossings` are those of pdfplumber's `edges_to_intersections`: by place, the edges "v" and "h" that meet.
    """
    upright = {point: _boxes(edges["v"]) for point, edges in crossings.items()}
    level = {point: _boxes(edges["h"]) for point, edges in crossings.items()}
    columns: dict[float, list[Point]] = defaultdict(list)
    rows: dict[float, list[Point]] = defaultdict(list)
    places: list[tuple[Point, int, int]] = []
    for point in sorted(crossings):
        column, row = columns[point[0]], rows[point[1]]
        column.append(point)
        row.append(point)
        places.append((point, len(column), len(row)))
    found: list[_Box] = []
    for point, down, across in places:
        below = columns[point[0]][down:]
        right = [other for other in rows[point[1]][across:] if not level[point].isdisjoint(level[other])]
        corner = next(
            (
                corner
                for under in below
                if right and not upright[point].isdisjoint(upright[under])
                for beside in right
                if (corner := (beside[0], under[1])) in crossings
                and not upright[corner].isdisjoint(upright[beside])
                and not level[corner].isdisjoint(level[under])
            ),
            None,
        )
        if corner is not None:
            found.append((*point, *corner))
    return found


def _boxes(edges: Iterable[dict[str, Any]]) -> _Rules:
    return frozenset((edge["x0"], edge["top"], edge["x1"], edge["bottom"]) for edge in edges)
