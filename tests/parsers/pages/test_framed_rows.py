"""Rows that rules part, with values at several heights of one row."""

from __future__ import annotations

import pytest

from parsers.formats.pdf_cells import table_of
from parsers.grid_order import out_of_order
from parsers.pages.page import Rule
from tests.parsers.pages.test_unruled import Placed, row, tables

LEVELS = (96, 113, 130, 167, 184)


@pytest.mark.parametrize("missing", [None, 184], ids=["rules part all rows", "one is missing"])
def test_values_at_several_heights_stand_in_their_row_where_rules_part_all_rows(missing: int | None) -> None:
    placed: list[Placed] = [*row(100, "Outcome", "2019", "2020"), *row(117, "Charged", "4", "5")]
    placed += [(60, 133 + 11 * at, text) for at, text in enumerate(("Named suspect", "who was too", "ill"))]
    placed += [(200, 144, "12"), (260, 133, "7"), *row(170, "Filed", "3", "6")]
    rules = tuple(Rule("h", level, 55, 300) for level in LEVELS if level != missing)
    (table,) = tables(*placed, rules=rules)
    made = table_of(table, 1, 1)
    assert [cell.text for cell in made.grid[2]] == ["Named suspect who was too ill", "12", "7"]
    assert [cell.text for cell in out_of_order(made)] == ([] if missing is None else ["7"])
