"""Cells of printed sheets: where one column's numbers end, the next column's texts begin."""

from __future__ import annotations

from tests.parsers.pages.test_aligned import HEADS, RIGHT, ROWS, cells
from tests.parsers.pages.test_unruled import Placed, grid, tables, texts


def body(rows: tuple[tuple[str, ...], ...], y: float = 130) -> list[Placed]:
    """Return rows of a printed sheet from the height `y` down."""
    return [placed for number, row in enumerate(rows) for placed in cells(y + 16 * number, *row)]


def right(y: float, *values: str) -> list[Placed]:
    """Return texts set at the right of the three columns of values."""
    widths = [5 * len(value) - 3 * value.count(" ") for value in values]
    return [(end - width, y, value) for end, width, value in zip(RIGHT, widths, values, strict=True)]


def test_a_head_at_the_left_of_its_cell_stands_over_the_narrow_numbers_at_the_right() -> None:
    rows = (("Charged", "1", "2", "3"), ("Cautioned", "4", "5", "9"), ("Other", "7", "8", "15"))
    placed: list[Placed] = [(60, 113, "Outcome"), (185, 100, "Year"), (345, 100, "All")]
    placed += [(240, 113, "2019"), (320, 113, "2020"), *body(rows)]
    (table,) = tables(*placed)
    assert not any(cell.doubt for cell in table.cells)
    assert [row[1:] for row in texts(table)][:3] == [
        ["Year", "", ""],
        ["2019", "2020", "All"],
        ["1", "2", "3"],
    ]


def test_one_number_alone_ends_a_column_where_the_next_head_begins() -> None:
    rows = (
        ("Charged", "12", "<5", "14"),
        ("Cautioned", "9", "<5", "<5"),
        ("Other agency", "-", "104", "108"),
        ("Undetected", "19", "-", "<5"),
    )
    assert grid(*cells(100, "Outcome", *HEADS), *body(rows)) == [["Outcome", *HEADS], *map(list, rows)]


def test_one_sign_alone_begins_the_first_column_of_values() -> None:
    rows = (("Charged", "12", "3", "15"), ("Cautioned", "-", "17", "17"), ("Other agency", "41", "-", "41"))
    heads: list[Placed] = [(60, 100, "Outcome"), *right(100, "2019", "2020", "All")]
    assert grid(*heads, *body(rows)) == [["Outcome", "2019", "2020", "All"], *map(list, rows)]


def test_signs_set_at_the_right_under_heads_at_the_left_are_of_their_columns() -> None:
    rows = (
        ("Charged", "12", "<5", "<5"),
        ("Cautioned", "<5", "<5", "<5"),
        ("Other agency", "<5", "17", "<5"),
    )
    placed = cells(100, "Outcome", *HEADS)
    for number, (label, *values) in enumerate(rows):
        placed += [(60, 130 + 16 * number, label), *right(130 + 16 * number, *values)]
    assert grid(*placed) == [["Outcome", *HEADS], *map(list, rows)]


def test_a_sign_at_the_left_ends_no_column_where_a_head_at_the_right_begins() -> None:
    heads: list[Placed] = [(60, 100, "Outcome"), *right(100, "Kept back", "Breach of order", "All crimes")]
    rows = (("Charged", "12", "-", "14"), ("Cautioned", "<5", "17", "<5"), *ROWS[2:])
    assert grid(*heads, *body(rows))[1:] == [*map(list, rows)]


def test_a_section_that_runs_over_the_columns_does_not_part_a_head_from_its_rows() -> None:
    heads: list[Placed] = [
        (60, 100, "Outcome"),
        (185, 100, "March to"),
        *right(100, "", "2013", "1 January")[1:],
    ]
    heads += [(185, 111, "December"), *right(111, "", "", "2014 to 30")[2:]]
    heads += [(185, 122, "2012"), *right(122, "", "", "April 2014")[2:]]
    section = (60, 140, "Breach of a restraining order that was issued on conviction")
    rows = (("Charged", "1", "2", "3"), ("Cautioned", "4", "5", "9"), ("Other", "7", "8", "15"))
    found = grid(*heads, section, *body(rows, 158))
    assert found[0] == ["Outcome", "March to December 2012", "2013", "1 January 2014 to 30 April 2014"]
    assert found[1][0] == section[2]
    assert found[2:] == [*map(list, rows)]


def test_a_head_far_above_its_rows_is_their_head() -> None:
    heads: list[Placed] = [(60, 100, "Quarter"), (185, 100, "Charged or"), (265, 100, "Named person")]
    heads += [
        (345, 100, "Undetected"),
        (185, 111, "summonsed"),
        (265, 111, "who declines"),
        (345, 111, "for lack of"),
    ]
    heads += [(185, 122, "by post"), (265, 122, "to support"), (345, 122, "evidence")]
    rows = (("2015 Q1", "12", "27", "31"), ("2015 Q2", "13", "40", "7"), ("2015 Q3", "15", "36", "11"))
    said = (
        "Charged or summonsed by post",
        "Named person who declines to support",
        "Undetected for lack of evidence",
    )
    assert grid(*heads, *body(rows, 180)) == [["Quarter", *said], *map(list, rows)]


def test_a_section_far_below_a_high_row_is_of_the_table_where_its_rows_are_set_alike() -> None:
    rows = (("Charged", "12", "7", "31"), ("Cautioned", "4", "5", "9"))
    section = (60, 200, "Burglary")
    found = grid(*cells(100, "Outcome", *HEADS), *body(rows), section, *body(rows, 216))
    assert found[1:] == [*map(list, rows), ["Burglary", "", "", ""], *map(list, rows)]
