"""Cells from rules: what draws a grid, and what rules that are missing or in pieces mean."""

from __future__ import annotations

from itertools import pairwise

import pytest

from parsers.pages.page import Page, Rule
from parsers.pages.ruled import find_drawn
from tests.parsers.pages.test_unruled import words_of

EDGES = (60.0, 300.0, 340.0, 380.0, 420.0)
YEARS = ("2019", "2020", "2021")


def test_a_head_over_two_lines_is_one_cell_where_its_sides_are_drawn_in_pieces() -> None:
    """A browser draws each cell's sides for themselves: they meet at a level where no rule runs across."""
    rules = [Rule("h", y, left, right) for y in (100.0, 132.0) for left, right in pairwise(EDGES)]
    rules += [Rule("h", 116.0, *EDGES[1::3])]
    sides = ((*EDGES[:2], EDGES[-1]), EDGES)
    rules += [
        Rule("v", at, y, y + 16.0) for y, places in zip((100.0, 116.0), sides, strict=True) for at in places
    ]
    placed = [(62.0, 111.0, "Outcome"), (350.0, 102.0, "Year")]
    placed += [(left + 5, 120.0, year) for left, year in zip(EDGES[1:], YEARS, strict=False)]
    (head,) = find_drawn(Page(1, 600, 800, words_of(placed), tuple(rules))).tables
    cells = {cell.text: (cell.row, cell.row_span, cell.column_span) for cell in head.cells}
    assert cells == {"Outcome": (0, 2, 1), "Year": (0, 1, 3), **dict.fromkeys(YEARS, (1, 1, 1))}


@pytest.mark.parametrize(
    ("second", "top", "head"),
    [("Count", 118.0, True), ("7", 118.0, False), ("Count", 134.0, False)],
    ids=["heads", "a row of counts", "far above"],
)
def test_a_drawn_head_stands_over_rows_whose_labels_wrap_around_their_values(
    second: str, top: float, head: bool
) -> None:
    edges = EDGES[:3]
    rules = [Rule("h", y, edges[0], edges[-1]) for y in (80.0, 98.0, 116.0)]
    rules += [Rule("v", x, 80.0, 116.0) for x in edges]
    placed = [(62.0, 84.0, "Outcome"), (305.0, 84.0, "2019"), (62.0, 102.0, "All"), (305.0, 102.0, second)]
    for number, value in enumerate(("14", "9")):
        y = top + 60 * number
        placed += [(62.0, y + 11 * at, "of the crimes") for at in range(5)]
        placed.append((305.0, y + 22, value))
    drawn = find_drawn(Page(1, 600, 800, words_of(placed), tuple(rules)))
    assert (len(drawn.heads), len(drawn.tables)) == ((1, 0) if head else (0, 1))
