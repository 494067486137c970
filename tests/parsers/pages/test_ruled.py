"""Cells from rules: what draws a grid, and what rules that are missing or in pieces mean."""

from __future__ import annotations

from itertools import pairwise

import pytest

from parsers.document import NO_LABEL
from parsers.pages.page import Page, Rule
from parsers.pages.ruled import find_drawn
from tests.parsers.pages.test_unruled import texts, words_of

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


def merged_beyond(*more: tuple[float, float, str]) -> tuple[list[list[str]], set[str]]:
    """Return the texts and doubts of a grid whose second label reaches 60 points beyond its last row."""
    xs = (60.0, 140.0, 260.0, 300.0)
    rules = [
        Rule("h", y, xs[0] if y in {100.0, 118.0} else xs[1], xs[-1]) for y in (100.0, 118.0, 136.0, 154.0)
    ]
    rules += [Rule("h", 214.0, *xs[:2]), *(Rule("v", x, 100.0, 214.0) for x in xs[:2])]
    rules += [Rule("v", x, 100.0, 154.0) for x in xs[2:]]
    placed = [(62.0, 104.0, "Offence"), (142.0, 104.0, "Outcome"), (265.0, 104.0, "2019")]
    placed += [(142.0, 122.0, "Charged"), (265.0, 122.0, "4"), (142.0, 140.0, "Filed"), (265.0, 140.0, "7")]
    (table,) = find_drawn(Page(1, 600, 800, words_of([*placed, *more]), tuple(rules))).tables
    return texts(table), {cell.doubt for cell in table.cells if cell.row}


ROWS = [["Offence", "Outcome", "2019"], ["", "Charged", "4"], ["", "Filed", "7"]]


def test_a_label_drawn_beyond_its_rows_makes_no_row_and_they_wait_if_it_is_blank() -> None:
    found, doubts = merged_beyond()
    assert (found, doubts) == (ROWS, {NO_LABEL})
    found, doubts = merged_beyond((62.0, 180.0, "The figures are live and may"))
    assert (found, doubts) == (ROWS, {NO_LABEL})
    found, doubts = merged_beyond((62.0, 122.0, "Arson"))
    assert (found[1][0], doubts) == ("Arson", {""})


def test_a_label_that_stands_beyond_its_rows_is_their_label() -> None:
    found, doubts = merged_beyond((62.0, 180.0, "Arson"))
    assert (found[1][0], doubts) == ("Arson", {""})


@pytest.mark.parametrize("beside", [True, False], ids=["a merged label", "a gap between two tables"])
def test_a_label_merged_over_rows_of_two_pages_is_closed_at_the_break(beside: bool) -> None:
    edges = (60.0, 140.0, 300.0, 340.0)
    levels = (100.0, 116.0, 132.0)
    rules = [Rule("h", y, edges[1], edges[-1]) for y in levels]
    # Above the break stands the rule over the label; below it has none.
    rules += [Rule("h", 100.0, *edges[:2])] if beside else []
    rules += [Rule("v", at, 100.0, 132.0) for at in edges]
    placed = [(62.0, 102.0, "Theft")] if beside else []
    for number, (label, value) in enumerate((("Charged", "14"), ("Cautioned", "9"))):
        placed += [(145.0, 102.0 + 16 * number, label), (305.0, 102.0 + 16 * number, value)]
    (table,) = find_drawn(Page(1, 600, 800, words_of(placed), tuple(rules))).tables
    assert table.width == (3 if beside else 2)
    merged = [cell.row_span for cell in table.cells if cell.text == "Theft"]
    assert merged == ([2] if beside else [])
