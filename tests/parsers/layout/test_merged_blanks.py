"""Blank cells that are drawn as one over several columns: a blank in each of them."""

from __future__ import annotations

from dataclasses import replace

from parsers.layout.context import Context
from parsers.layout.crosstab import crosstabs
from parsers.layout.figures import figures_of
from tests.parsers.layout.paged_tables import table_of

LINES = [("Month", "Charged", "Cautioned", "Filed"), ("June", "2", "", "9"), ("July", "", "", "4")]


def test_a_blank_over_two_columns_is_one_in_each() -> None:
    grid = table_of(LINES).grid
    label, one, _, last = grid[2]
    wide = replace(one, column_span=2)
    (tab,) = crosstabs((*grid[:2], (label, wide, wide, last)))
    found = {(figure.row, figure.column): figure.raw_text for figure in figures_of(tab, 1, Context())}
    assert found == {(1, 1): "2", (1, 2): "", (1, 3): "9", (2, 1): "", (2, 2): "", (2, 3): "4"}


def test_a_row_whose_only_text_is_in_no_column_of_labels_waits() -> None:
    lines = [("Offence", "Outcome", "2019", "2020"), ("", "Filed at source", "2", "4")]
    (tab,) = crosstabs(table_of(lines).grid)
    for labels, reason in ((tab.labels, "no label"), ((0, 1), None)):
        figures = figures_of(replace(tab, labels=labels, values=(2, 3)), 1, Context())
        assert {figure.held_reason for figure in figures} == {reason}
