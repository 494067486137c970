"""Labels that may be two wait in all rows: what stands over them was drawn as two texts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsers.document import TWO_TEXTS, Document
from parsers.layout.context import Told
from parsers.layout.understand import understand
from tests.parsers.layout.paged_tables import table_of


@pytest.mark.parametrize("doubt", [TWO_TEXTS, ""], ids=["two texts", "one text"])
def test_all_rows_wait_under_a_head_of_labels_that_may_stand_over_two_columns(doubt: str) -> None:
    table = table_of([("Offence Outcome", "2019", "2020"), ("Charged", "3", "4"), ("Cautioned", "5", "6")])
    corner = replace(table.grid[0][0], doubt=doubt)
    table = replace(table, grid=((corner, *table.grid[0][1:]), *table.grid[1:]))
    figures = understand(Document("pdf", blocks=[table]), Told()).figures
    assert [figure.held_reason or "" for figure in figures] == [doubt] * 4
