"""What waits below a head that may not be whole."""

from __future__ import annotations

from dataclasses import replace

from parsers.document import BROKEN_LABEL, Document
from parsers.layout.context import Told
from parsers.layout.understand import understand
from tests.parsers.layout.paged_tables import table_of


def test_the_figures_below_a_head_in_doubt_wait_and_no_others() -> None:
    table = table_of([("Year", "Charged", "Cautioned"), ("2019", "12", "7"), ("2020", "8", "5")])
    year, charged, cautioned = table.grid[0]
    head = (year, replace(charged, doubt=BROKEN_LABEL), replace(cautioned, doubt="rows not told apart"))
    document = Document("pdf", blocks=[replace(table, grid=(head, *table.grid[1:]))])
    figures = understand(document, Told()).figures
    assert {figure.raw_text: figure.held_reason for figure in figures} == {
        "12": BROKEN_LABEL,
        "7": None,
        "8": BROKEN_LABEL,
        "5": None,
    }
