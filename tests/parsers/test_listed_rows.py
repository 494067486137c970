"""Rows of lists that became no crime are named; heads, notes and the rest of cut rows are none."""

from __future__ import annotations

from dataclasses import replace

from parsers.document import GOES_ON, Document
from parsers.layout.context import Told
from parsers.layout.understand import understand
from parsers.listed_rows import rows_left_out, rows_lost
from tests.parsers.layout.paged_tables import table_of

HEAD = ("Date recorded", "Offence", "Location", "Outcome")
FIRST = [
    ("Example Police", "", "", ""),
    HEAD,
    ("03/01/2017", "Theft", "North Road", "Charged"),
    ("04/01/2017", "Theft", "South Road", "Community resolution"),
    ("09/01/2017", "Assault", "North", "Evidential difficulties: suspect"),
]
SECOND = [
    HEAD,
    ("", "", "Road", "identified; victim does not support"),
    ("11/01/2017", "Assault", "South Road", "Charged"),
    ("11/01/2017", "Assault", "South Road", "Charged"),
    ("These crimes were recorded in January 2017.", "", "", ""),
]
TABLES = [table_of(FIRST), table_of(SECOND, 2, continues=True)]


def test_a_list_whose_rows_are_all_counted_raises_no_alarm() -> None:
    figures = understand(Document("pdf", blocks=list(TABLES)), Told()).figures
    assert len(figures) == 5
    assert rows_left_out(TABLES, figures) == []


def test_a_row_without_a_crime_is_named() -> None:
    figures = understand(Document("pdf", blocks=list(TABLES)), Told()).figures
    (check,) = rows_left_out(TABLES, figures[:-1])
    assert not check.passed
    assert check.table_no == figures[0].table_no
    assert "11/01/2017 | Assault | South Road | Charged" in check.note


def test_the_halves_of_a_row_whose_outcome_is_on_the_next_page_are_one_crime() -> None:
    cut = table_of([*FIRST[:-1], ("09/01/2017", "Assault with", "North Road", "")])
    rest = table_of([("", "injury", "", "Charged"), *SECOND[2:4]], 2, continues=True)
    figures = understand(Document("pdf", blocks=[cut, rest]), Told()).figures
    assert [figure.offence_label for figure in figures][2] == "Assault with injury"
    assert rows_left_out([cut, rest], figures) == []
    (check,) = rows_left_out([cut, rest], [*figures[:2], *figures[3:]])
    assert check.actual == "2 rows that are none"


def test_a_list_that_another_follows_is_not_asked_for_its_rows() -> None:
    figures = understand(Document("pdf", blocks=[TABLES[0]]), Told()).figures
    other = replace(table_of([("Outcome", "2019"), ("Charged", "3"), ("Cautioned", "4")], 2), continues=False)
    assert rows_left_out([TABLES[0], other], figures) == []


def test_the_rows_of_a_list_that_was_not_understood_are_lost_by_name() -> None:
    assert [lost.raw_text for lost in rows_lost(TABLES[:1], [])] == ["1 row"] * 3
    figures = understand(Document("pdf", blocks=[TABLES[0]]), Told()).figures
    assert rows_lost(TABLES[:1], figures) == []
    counted = table_of([("Year", "Offence", "Count"), ("2019", "Theft", "3"), ("2020", "Theft", "4")])
    assert rows_lost([counted], []) == []


def test_a_head_alone_on_its_page_is_no_crime() -> None:
    head = table_of([("Offence", "Outcome", "2019", "2020")])
    rows = table_of([("Theft", "Charged", "3", "4"), ("Theft", "Cautioned", "5", "6")], 2, continues=True)
    figures = understand(Document("pdf", blocks=[head, rows]), Told()).figures
    assert len(figures) == 4
    assert rows_lost([head, rows], figures) == []


def test_a_reply_without_tables_has_no_rows_left_out() -> None:
    assert rows_left_out([], []) == []


def test_the_rest_of_a_row_whose_period_goes_on_over_the_page_is_no_row() -> None:
    head = ("Period", "Offence", "Location", "Outcome")
    row = ("April 2018 to March 2019", "Theft", "North Road", "Charged")
    above = table_of([head, *[row] * 3, ("April 2018 to", "Theft", "North", "Charged")])
    cut = tuple(replace(cell, doubt="" if cell.column % 2 else GOES_ON) for cell in above.grid[-1])
    tables = [
        replace(above, grid=(*above.grid[:-1], cut)),
        table_of([("March 2019", "", "Road", ""), row], 2, continues=True),
    ]
    figures = understand(Document("pdf", blocks=list(tables)), Told()).figures
    assert len(figures) == 5
    assert rows_left_out(tables, figures) == []
    (check,) = rows_left_out([above, tables[1]], figures)
    assert check.actual == "1 rows that are none"
