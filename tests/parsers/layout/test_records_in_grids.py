"""A list of crimes in a grid that holds its titles and notes too, as printed sheets draw them."""

from __future__ import annotations

from parsers.document import Cell
from parsers.layout.records import find_records, titles_of

LINES = [
    ["Example Police – FOI 12/34"],
    ["Crimes recorded at schools"],
    ["No.", "Date Recorded", "Offence", "Outcome"],
    ["1", "03/01/2017", "Theft", "Charged"],
    ["2", "04/01/2017", "Theft", "Community resolution"],
    ["3", "09/01/2017", "Assault", "Charged"],
    [],
    ["[1] This outcome was introduced after the others were."],
]


def grid(lines: list[list[str]]) -> tuple[tuple[Cell, ...], ...]:
    """Return lines as rows of four cells."""
    return tuple(
        tuple(
            Cell(text, f"row {down + 1}, column {across + 1}", down, across)
            for across, text in enumerate([*line, *[""] * (4 - len(line))])
        )
        for down, line in enumerate(lines)
    )


def test_titles_and_notes_are_no_crimes() -> None:
    found = find_records(grid(LINES))
    assert found is not None
    assert [cell.text for cell in found.head] == LINES[2]
    assert [row[0].text for row in found.rows] == ["1", "2", "3"]
    assert titles_of(grid(LINES)) == (LINES[0][0], LINES[1][0])


def test_a_row_that_lacks_its_date_is_still_a_row() -> None:
    lines = [*LINES[:5], ["", "", "Assault", "Charged"], *LINES[5:]]
    found = find_records(grid(lines))
    assert found is not None
    assert len(found.rows) == 4
