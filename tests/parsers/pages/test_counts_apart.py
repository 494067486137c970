"""Counts that stand in the text of a cell as rows of a table do: named as lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsers.document import COUNTS_APART, TWO_TEXTS, Box
from parsers.formats.pdf_cells import table_of
from parsers.pages.page import Run, hull
from parsers.pages.ruled import GridCell, PageTable
from tests.parsers.pages.test_unruled import Placed, words_of


def doubt(*placed: Placed) -> str:
    """Return what is doubtful about a cell of some texts."""
    words = words_of(placed)
    cell = GridCell(0, 0, 1, 1, hull(words), words)
    table = PageTable(Box(0, 0, 600, 800), 1, 1, (cell,), (0, 600), ruled=False)
    return table_of(table, 1, 1).grid[0][0].doubt


def test_rows_within_a_label_are_doubted() -> None:
    label = [(60.0, 100.0, "Where did these happen?"), (60.0, 115.0, "Mill Vale"), (200.0, 115.0, "249")]
    assert doubt(*label) == COUNTS_APART


@pytest.mark.parametrize(
    "label",
    [
        [(60.0, 100.0, "Outcome type 16"), (60.0, 112.0, "- victim based")],
        [(60.0, 100.0, "Outcome type"), (60.0, 112.0, "16")],
        [(60.0, 100.0, "April to March"), (60.0, 112.0, "2019"), (120.0, 112.0, "2020")],
        [(60.0, 100.0, "1"), (90.0, 100.0, "Charged or summonsed")],
    ],
    ids=["in the text", "on a line of its own", "years", "numbered"],
)
def test_a_number_of_a_label_is_not(label: list[Placed]) -> None:
    assert not doubt(*label)


def test_a_count_beside_the_lines_of_a_label_is_none_of_its_words() -> None:
    label = [(60.0, 100.0, "Evidential difficulties -"), (200.0, 105.5, "7"), (60.0, 111.0, "victim based")]
    assert doubt(*label) == COUNTS_APART


@pytest.mark.parametrize(("runs", "apart"), [((1, 1, 2), True), ((1, 1, 1), False)], ids=["two", "one"])
def test_two_texts_that_the_page_draws_as_two_are_doubted_in_one_cell(
    runs: tuple[int, ...], apart: bool
) -> None:
    words = tuple(
        replace(word, run=Run(number, begins=at in {0, 2}, ends=at > 0))
        for at, (word, number) in enumerate(
            zip(words_of([(60, 100, "Theft of"), (110, 100, "Charged")]), runs, strict=True)
        )
    )
    cell = GridCell(0, 0, 1, 1, hull(words), words)
    table = PageTable(Box(0, 0, 600, 800), 1, 1, (cell,), (0, 600), ruled=False)
    assert table_of(table, 1, 1).grid[0][0].doubt == (TWO_TEXTS if apart else "")
