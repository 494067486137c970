"""Where the columns of a tagged table end."""

from __future__ import annotations

import pytest

from parsers.pages.tagged_edges import DisagreeError, edges_of
from parsers.pages.tagged_grid import Place
from tests.parsers.pages.test_unruled import words_of


def edges(*texts: tuple[int, int, float, str]) -> list[float]:
    """Return the edges of two groups of two columns each; texts have a column, a span, a place and words."""
    words = {
        Place(row, column, 1, span): {0: words_of([(x, 100 + 12 * row, text)])}
        for row, (column, span, x, text) in enumerate(texts)
    }
    return edges_of(words, 5)


VALUES = ((0, 1, 0, "Arson"), (1, 1, 100, "1"), (2, 1, 160, "2"), (3, 1, 200, "3"), (4, 1, 260, "4"))


@pytest.mark.parametrize(
    ("head", "edge"),
    [("A year", 182.5), ("April to the end of May", 200.0)],
    ids=["short", "beyond its last value"],
)
def test_an_edge_leaves_room_for_a_head_over_several_columns(head: str, edge: float) -> None:
    assert edges(*VALUES, (1, 2, 100, head))[3] == pytest.approx(edge, abs=2)


def test_a_head_that_runs_over_the_next_column_moves_no_edge() -> None:
    assert edges(*VALUES, (1, 2, 100, "From April until the last day of May"))[3] == 182.5


def test_columns_whose_texts_cross_are_none() -> None:
    with pytest.raises(DisagreeError):
        edges(*VALUES, (1, 1, 100, "a long text in a cell"))
