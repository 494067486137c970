"""Texts that run out of their drawn cell over blank ones are whole in the cell where they begin."""

from __future__ import annotations

import pytest

from parsers.pages.page import Page, Rule, Run, Word
from parsers.pages.ruled import find_ruled_tables

EDGES = (50.0, 110.0, 170.0, 230.0)
LEVELS = (100.0, 115.0, 130.0, 145.0)
RULES = tuple(
    [Rule("v", x, LEVELS[0], LEVELS[-1]) for x in EDGES] + [Rule("h", y, EDGES[0], EDGES[-1]) for y in LEVELS]
)


@pytest.mark.parametrize(
    ("words", "runs", "rows"),
    [
        (("Sharing", "intimate", "films"), (7, 7, 7), ["Sharing intimate films", "", ""]),
        (("Sharing", "intimate", "films"), (7, 8, 9), ["Sharing", "intimate", "films"]),
        (("Sharing", "12", "14"), (7, 7, 7), ["Sharing", "12", "14"]),
    ],
    ids=["one text", "a text in each", "values"],
)
def test_a_text_over_blank_cells_is_that_of_the_cell_where_it_begins(
    words: tuple[str, ...], runs: tuple[int, ...], rows: list[str]
) -> None:
    texts = [("Offence", "2019", "2020"), words, ("Arson", "3", "4")]
    placed = [
        Word(
            text,
            x + 3,
            y + 3,
            x + 3 + 5 * len(text),
            y + 12,
            run=Run(runs[column] if row == 1 else 10 * row + column, begins=True, ends=True),
        )
        for row, (y, line) in enumerate(zip(LEVELS, texts, strict=False))
        for column, (x, text) in enumerate(zip(EDGES, line, strict=False))
    ]
    (table,) = find_ruled_tables(Page(1, 595, 842, tuple(placed), RULES))
    assert [cell.text for cell in table.cells if cell.row == 1] == rows
