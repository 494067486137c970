"""Cells of a page's table stand on the page as they stand in the grid."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsers.grid_order import out_of_order
from tests.parsers.layout.paged_tables import table_of


@pytest.mark.parametrize(("number", "astray"), [("2", 0), ("Theft", 1)], ids=["numbered", "counted"])
def test_texts_at_either_end_of_a_tall_one_are_of_one_row_that_has_no_count(number: str, astray: int) -> None:
    place = "North" if not astray else "7"
    table = table_of([("No.", "Offence", "Place", "Outcome"), (number, "Arson", place, "Undetected")])
    spans = ((15.0, 60.0), (45.0, 60.0), (15.0, 30.0), (15.0, 60.0))
    row = tuple(
        replace(cell, box=cell.box and cell.box._replace(top=top, bottom=bottom))
        for cell, (top, bottom) in zip(table.grid[1], spans, strict=True)
    )
    assert len(out_of_order(replace(table, grid=(table.grid[0], row)))) == astray
