"""Tables of web pages saved as text: a cell on each line, or a row of numbers behind its year."""

from __future__ import annotations

import pytest

from parsers.formats.text import read_text
from parsers.reply import read_reply

ROWS = [
    ["Outcomes", "2018", "2019", "Grand Total"],
    ["1: Charged", "142", "135", "277"],
    ["5: Offender has died", "", "1", "1"],
    ["9: CPS - not in public interest", "4", "2", "6"],
]


def cells(rows: list[list[str]], end: str = " |") -> str:
    return "\n".join(f"{cell}{end}" for row in rows for cell in row)


def test_cells_on_lines_make_rows_of_the_one_width_that_fits() -> None:
    document = read_text(f"Restraining orders\n{cells(ROWS)}\nSome are still open.".encode())
    (table,) = document.tables
    assert [[cell.text for cell in row] for row in table.grid] == ROWS
    assert table.context == ("Restraining orders",)
    assert table.grid[1][1].locator == "line 7, column 2"
    assert [passage.text for passage in document.passages] == ["Restraining orders", "Some are still open."]


def test_the_figures_of_such_a_table() -> None:
    (reading,) = read_reply(f"Orders\n{cells(ROWS)}\n".encode(), "page.txt")
    assert {(figure.held_reason, figure.role) for figure in reading.figures} == {
        (None, "cell"),
        (None, "total"),
    }
    assert [figure.count for figure in reading.figures] == [142, 135, 277, 0, 1, 1, 4, 2, 6]
    assert all(check.passed for check in reading.checks)


def test_a_row_that_is_cut_off_is_named_as_lost() -> None:
    (reading,) = read_reply(f"{cells(ROWS)}\n10: Police |\n17 |\n12 |\n".encode(), "page.txt")
    assert len(reading.figures) == 9
    assert {number.raw_text for number in reading.lost} >= {"17", "12"}


@pytest.mark.parametrize(
    "text",
    [
        cells([["Outcome", "Adults", "Children"], ["Charged", "", ""]]),
        cells([["Outcome", "a", "b"], ["Charged", "x", "1"], ["Cautioned", "y", "2"]]),
        "Name | Age |\nA | 5 |\nB | 6 |\n",
        "2018 12\n2019 13\n2020 14\n",
        "2018 12 13\n2019 13\n2020 14 15\n",
    ],
)
def test_what_has_no_one_width_is_no_table(text: str) -> None:
    assert read_text(text.encode()).tables == []


def test_rows_of_numbers_behind_years_wait_for_the_names_of_their_columns() -> None:
    (reading,) = read_reply(
        b"Resolutions under 18 over 18\n2010 123 38 84\n2011 111 31 78\n2012 97 24 71\n", "a.txt"
    )
    assert [(figure.count, figure.held_reason) for figure in reading.figures[:3]] == [
        (123, "columns not told apart"),
        (38, "columns not told apart"),
        (84, "columns not told apart"),
    ]
    assert {figure.period and figure.period.label for figure in reading.figures} == {"2010", "2011", "2012"}


GLUED = "a label and its number ran together"


def glued(text: str) -> list[tuple[int | None, str, str, str | None]]:
    (reading,) = read_reply(text.encode(), "page.txt")
    return [(each.count, each.row_label, each.column_label, each.held_reason) for each in reading.figures]


def test_a_label_that_ran_into_its_number_waits_below_its_head() -> None:
    text = "Number of persons arrested1 for arson in 2020:\n\n Total\nMaking/Taking26\nSharing (all)1,104\n"
    assert glued(text) == [
        (26, "Making/Taking", "Total", GLUED),
        (1104, "Sharing (all)", "Total", GLUED),
    ]
    assert glued("Arrests\n2020/21\nBurglary12\n\nThey are all.") == [(12, "Burglary", "2020/21", GLUED)]


def test_labels_that_ran_into_their_numbers_may_have_no_head() -> None:
    text = "Crimes recorded in 2020 by kind:\nBurglary12\nArson3\nTheft from a shop140\n"
    assert [each[:2] for each in glued(text)] == [(12, "Burglary"), (3, "Arson"), (140, "Theft from a shop")]
    assert {each[3] for each in glued(text)} == {GLUED}


@pytest.mark.parametrize(
    "text",
    [
        "We looked at all persons arrested1\n1 Some were released.\n",
        "Crimes recorded by kind\nBurglary12\nArson3\nTheft4\n",
        "By kind:\nBurglary12\nArson3\n",
        "In the quarters:\nQ1\nQ2\nQ3\n",
        "Total\n\nBurglary12\n",
        "Total\nJune2020\n",
        "Total\nThe number of all people who were arrested for it was12\n",
    ],
)
def test_digits_behind_a_word_may_be_a_mark_or_part_of_a_name(text: str) -> None:
    assert read_text(text.encode()).tables == []
