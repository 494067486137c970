"""The levels of a page at which rules lie, and what the pieces in which they are drawn tell of columns.

Word processors and browsers draw the line below a row as one piece for each of its cells. Where pieces end at
the same place on one level and on the next, an edge of cells lies between, drawn or not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsers.pages.page import Page, Rule

NEAR = 3.0
"""Points: levels that lie closer are one, and ends."""


@dataclass(frozen=True, slots=True)
class Level:
    """The pieces of rules at one height, from left to right."""

    at: float
    pieces: tuple[tuple[float, float], ...]

    @property
    def ends(self) -> list[float]:
        """Where pieces begin or end."""
        return [end for piece in self.pieces for end in piece]

    @property
    def left(self) -> float:
        """Where the first piece begins."""
        return self.pieces[0][0]

    @property
    def right(self) -> float:
        """Where the last piece ends."""
        return max(self.ends)

    @property
    def in_pieces(self) -> bool:
        """Whether a piece begins where another ends."""
        return any(abs(right[0] - left[1]) <= NEAR for left, right in pairwise(self.pieces))

    def has_end(self, x: float) -> bool:
        """Say whether a piece begins or ends at `x`."""
        return any(abs(end - x) <= NEAR for end in self.ends)

    def crosses(self, x: float) -> bool:
        """Say whether a piece goes on over `x`."""
        return any(start + NEAR < x < end - NEAR for start, end in self.pieces)


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge at `x` from one level to another, by their indices."""

    x: float
    upper: int
    lower: int
    sure: bool
    """Whether pieces end there on both levels, and not only on the lower."""


def levels_of_page(page: Page) -> list[Level]:
    """Return the levels of a page from the top."""
    shelves: list[list[Rule]] = []
    for rule in sorted((rule for rule in page.rules if rule.orientation == "h"), key=attrgetter("at")):
        if shelves and rule.at - shelves[-1][0].at <= NEAR:
            shelves[-1].append(rule)
        else:
            shelves.append([rule])
    return [
        Level(shelf[0].at, tuple(sorted({(rule.start, rule.end) for rule in shelf}))) for shelf in shelves
    ]


def beside_one_another(levels: Sequence[Level]) -> list[list[Level]]:
    """Return the levels, those of tables beside one another apart."""
    spans: list[list[float]] = []
    for start, end in sorted({piece for level in levels for piece in level.pieces}):
        if spans and start <= spans[-1][1] + NEAR:
            spans[-1][1] = max(spans[-1][1], end)
        else:
            spans.append([start, end])
    if len(spans) < 2:
        return [list(levels)] if levels else []
    parts = [
        [
            replace(level, pieces=inside)
            for level in levels
            if (inside := tuple(piece for piece in level.pieces if left <= piece[0] <= right))
        ]
        for left, right in spans
    ]
    return [part for part in parts if part]


def edges_between(levels: Sequence[Level]) -> list[Edge]:
    """Return where pieces end on two levels and none between them goes on over that place.

    Below a cell that goes over several columns the pieces under the next row tell where its cells part.
    """
    edges = []
    for x in places_of([end for level in levels for end in level.ends]):
        upper, sure = None, False
        for index, level in enumerate(levels):
            ends = level.has_end(x)
            if ends and upper is not None:
                edges.append(Edge(x, upper, index, sure))
            if ends or level.crosses(x):
                upper, sure = index, ends
    return edges


def places_of(ends: Iterable[float]) -> list[float]:
    """Return the distinct places from left to right."""
    places: list[float] = []
    for end in sorted(ends):
        if not places or end - places[-1] > NEAR:
            places.append(end)
    return places
