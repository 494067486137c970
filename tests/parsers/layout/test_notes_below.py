"""Where a table's rows end: the notes below them are no part of it."""

from __future__ import annotations

from parsers.document import Document
from parsers.layout.context import Told
from parsers.layout.understand import understand
from tests.parsers.layout.paged_tables import table_of


def test_notes_behind_a_blank_row_are_neither_rows_nor_sections() -> None:
    rows = [("Outcome", "2019", "2020"), ("Charged", "3", "4"), ("Cautioned", "5", "6"), ("", "", "")]
    notes = [("All figures are from one system.", "", ""), ("There were 17 others.", "", "")]
    table = table_of([*rows, *notes])
    understood = understand(Document("pdf", blocks=[table]), Told())
    assert [(each.outcome_label, each.held_reason) for each in understood.figures] == [
        ("Charged", None),
        ("Charged", None),
        ("Cautioned", None),
        ("Cautioned", None),
    ]
    assert notes[1][0] in [cell.text for cell in understood.unused]
