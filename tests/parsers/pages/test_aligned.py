"""Columns in which numbers stand at the right and signs, words and heads at the left: printed sheets."""

from __future__ import annotations

import pytest

from tests.parsers.pages.test_unruled import Placed, grid, tables, texts

RIGHT = (260, 340, 420)
"""Where the numbers of the three columns end; texts of the next begin five points further on."""


def cells(y: float, label: str, *values: str) -> list[Placed]:
    """Return a row of a printed sheet: numbers at the right of their cells, all else at the left."""
    placed: list[Placed] = [(60, y, label)]
    for right, value in zip(RIGHT, values, strict=True):
        x = right - 5 * len(value) if value.isdecimal() else right - 75
        placed += [(x, y, value)] if value else []
    return placed


HEADS = ("First half", "Other half", "All")
ROWS = (
    ("Charged", "12", "<5", "14"),
    ("Cautioned", "<5", "17", "<5"),
    ("Other agency", "-", "104", "108"),
    ("Undetected", "19", "-", "<5"),
)


def test_what_ends_one_column_and_begins_the_next_is_told_apart() -> None:
    placed = cells(100, "Outcome", *HEADS)
    for number, row in enumerate(ROWS):
        placed += cells(120 + 16 * number, *row)
    assert grid(*placed) == [["Outcome", *HEADS], *map(list, ROWS)]


def test_numbers_that_name_the_rows_are_labels_under_their_head() -> None:
    placed = cells(100, "Year", *HEADS)
    for number, year in enumerate(("2019", "2020", "2021")):
        y = 120 + 16 * number
        placed += [(160, y, year), *cells(y, "", "12", "7", "19")[1:]]
    placed += cells(168, "Total", "36", "21", "57")
    assert grid(*placed) == [
        ["Year", *HEADS],
        ["2019", "12", "7", "19"],
        ["2020", "12", "7", "19"],
        ["2021", "12", "7", "19"],
        ["Total", "36", "21", "57"],
    ]


@pytest.mark.parametrize("column", [1, 2])
def test_a_column_with_a_head_alone_keeps_its_place(column: int) -> None:
    rows = [list(row) for row in ROWS]
    for row in rows:
        row[column] = ""
    placed = cells(100, "Outcome", *HEADS)
    for number, row in enumerate(rows):
        placed += cells(120 + 16 * number, *row)
    assert grid(*placed) == [["Outcome", *HEADS], *rows]


def test_values_set_in_the_middle_of_their_columns_are_none_of_these() -> None:
    placed = [(60, 100, "Outcome"), (200, 100, "2019"), (260, 100, "2020")]
    for number, row in enumerate((("Charged", "12", "—"), ("Cautioned", "—", "7"), ("Other", "104", "<5"))):
        y = 120 + 16 * number
        placed.append((60, y, row[0]))
        placed += [(x - 2.5 * len(value), y, value) for x, value in zip((210, 270), row[1:], strict=True)]
    assert [row[1:] for row in grid(*placed)[1:]] == [["12", "—"], ["—", "7"], ["104", "<5"]]


def test_numbers_set_at_the_left_are_one_column_however_long_they_are() -> None:
    placed = [(60, 100, "Place"), (245, 100, "Number"), (245, 111, "of crimes")]
    rows = (("North clinic", "826"), ("South clinic", "6,392"), ("East clinic", "951"), ("Total", "8,169"))
    for number, (label, value) in enumerate(rows):
        placed += [(60, 130 + 16 * number, label), (245, 130 + 16 * number, value)]
    assert grid(*placed) == [["Place", "Number of crimes"], *map(list, rows)]


def test_values_in_words_end_where_the_numbers_of_their_column_do() -> None:
    placed = [(60, 100, "Outcome"), (175, 100, "Number of crimes")]
    rows = (
        ("Charged", "less than 5"),
        ("Cautioned", "17"),
        ("Other agency", "fewer than 5"),
        ("None", "204"),
    )
    for number, (label, value) in enumerate(rows):
        width = 5 * len(value) - 3 * value.count(" ")
        placed += [
            (60, 120 + 16 * number, label),
            (254.8 - width - 0.1 * (number % 2), 120 + 16 * number, value),
        ]
    assert grid(*placed) == [["Outcome", "Number of crimes"], *map(list, rows)]


def test_numbers_between_the_lines_of_all_labels_are_told_apart_from_them_by_the_heads() -> None:
    placed = [(60, 100, "Outcome"), (240, 100, "2019"), (320, 100, "2020")]
    for y, first, last in (
        (120, "Evidential difficulties", "named"),
        (150, "Evidential difficulties", "none"),
    ):
        placed += [(60, y, first), (60, y + 11, last), (255, y + 5.5, "4"), (335, y + 5.5, "7")]
    assert grid(*placed) == [
        ["Outcome", "2019", "2020"],
        ["Evidential difficulties named", "4", "7"],
        ["Evidential difficulties none", "4", "7"],
    ]


def test_a_head_in_the_middle_of_the_labels_below_it_begins_no_column() -> None:
    heads = ("2019", "2020", "2021")
    placed = [(60, 100, "Offence"), (210, 100, "Outcome"), *cells(100, "", *heads)[1:]]
    rows = (("Theft", "Still under investigation"), ("Arson", "No suspect was identified"))
    for number, (offence, outcome) in enumerate(rows * 2):
        y = 120 + 16 * number
        placed += [(60, y, offence), (110, y, outcome), *cells(y, "", "12", "7", "104")[1:]]
    placed = [(x + 100 if y and x > 180 and text.isdecimal() else x, y, text) for x, y, text in placed]
    assert grid(*placed) == [
        ["Offence", "Outcome", *heads],
        *([offence, outcome, "12", "7", "104"] for offence, outcome in rows * 2),
    ]


def test_labels_level_with_no_value_have_a_column_of_their_own() -> None:
    placed: list[Placed] = [(x + 60, y, text) for x, y, text in cells(100, "Outcome", *HEADS)]
    for number, row in enumerate(ROWS):
        y = 130 + 32 * number
        placed += [(x + 60, y, text) for x, y, text in cells(y, *row)]
        placed += [(60, y - 6, "Apr 2019 -"), (60, y + 6, "Mar 2020")]
    assert [row[:2] for row in grid(*placed)[1:]] == [["Apr 2019 - Mar 2020", row[0]] for row in ROWS]


def test_the_name_of_a_section_may_run_over_the_columns_under_their_heads() -> None:
    placed = cells(100, "Offence", *HEADS)
    section = "Breach of a restraining order"
    placed.append((60, 116, section))
    for number, (row, count) in enumerate(zip(ROWS, ("5", "12", "104", "7"), strict=True), 2):
        placed += cells(100 + 16 * number, row[0], count, row[2], row[3])
    found = grid(*placed)
    assert found[0] == ["Offence", *HEADS]
    assert found[1] == [section, "", "", ""]


def test_a_head_over_numbers_that_stand_alone_on_their_lines_begins_their_column() -> None:
    placed: list[Placed] = [(60, 100, "School"), (150, 100, "Number of crimes")]
    for number, (upper, lower, value) in enumerate(
        (("Mill Vale Primary", "School", "105"), ("Beck Row High", "School", "91"))
    ):
        y = 120 + 30 * number
        placed += [(60, y, upper), (60, y + 11, lower), (195 - 5 * len(value), y + 5.5, value)]
    assert grid(*placed) == [
        ["School", "Number of crimes"],
        ["Mill Vale Primary School", "105"],
        ["Beck Row High School", "91"],
    ]


LABELS = (
    ("Named", "suspect", "identified", "evidential", "difficulties", "prevent", "further"),
    ("action", "educational", "activity", "undertaken", "declined"),
)


def test_wrapped_labels_in_the_middle_of_their_column_are_one_though_some_lines_begin_alike() -> None:
    placed: list[Placed] = [(60, 100, "Offence"), (150 - 20, 100, "Outcome")]
    placed += [
        (end - 5 * len(head), 100, head) for end, head in zip(RIGHT, ("2019", "2020", "All"), strict=True)
    ]
    y = 120.0
    for label, values in zip(LABELS, (("12", "7", "19"), ("3", "104", "107")), strict=True):
        middle = y + 11 * (len(label) - 1) / 2 + 5.5 * (len(label) % 2)
        placed += [(end - 5 * len(each), middle, each) for end, each in zip(RIGHT, values, strict=True)]
        for line in label:
            placed.append((150 - 2.5 * len(line), y, line))
            y += 11
        y += 6
    assert grid(*placed) == [
        ["Offence", "Outcome", "2019", "2020", "All"],
        ["", " ".join(LABELS[0]), "12", "7", "19"],
        ["", " ".join(LABELS[1]), "3", "104", "107"],
    ]


def test_signs_under_a_head_that_ends_with_them_are_its_column() -> None:
    head = ("Outcome", "Northern and", "2019", "2020")
    rows = (("Charged", "1-4", "12", "7"), ("Filed", "1-4", "104", "3"))
    placed: list[Placed] = [(RIGHT[0] - 40, 111, "Southern")]
    for y, (label, *values) in zip((100, 130, 150), (head, *rows), strict=True):
        placed.append((60, y, label))
        placed += [
            (end - sum(5 * len(word) + 2 for word in text.split()) + 2, y, text)
            for end, text in zip(RIGHT, values, strict=True)
        ]
    assert grid(*placed) == [["Outcome", "Northern and Southern", "2019", "2020"], *map(list, rows)]


def test_a_head_at_the_right_that_begins_where_signs_end_tells_nothing_of_these() -> None:
    placed: list[Placed] = [(60, 100, "Outcome"), (200, 100, "2013-2014"), (285, 100, "2015-2016")]
    rows = (("Charged", "<10", "7"), ("Filed", "12", "<10"), ("Other", "<10", "104"), ("All", "40", "12"))
    for number, (label, *values) in enumerate(rows):
        y = 120 + 16 * number
        placed.append((60, y, label))
        for end, value in zip((245, 330), values, strict=True):
            placed.append((end - 5 * len(value) if value.isdecimal() else end - 61, y, value))
    assert grid(*placed) == [["Outcome", "2013-2014", "2015-2016"], *map(list, rows)]


def test_a_head_that_is_printed_again_below_is_no_label() -> None:
    placed: list[Placed] = []
    for block in range(3):
        y = 100 + 92 * block
        placed += [(60, y - 16, "Coastal District"), (60, y, "Outcome")]
        placed += [(260, y, "Number of"), (260, y + 11, "crimes")]
        for number, (label, value) in enumerate((("Charged", "12"), ("Filed", "104"), ("Other", "7"))):
            placed += [(60, y + 28 + 16 * number, label), (345 - 5 * len(value), y + 28 + 16 * number, value)]
    assert {(len(row), row[1]) for table in tables(*placed) for row in texts(table) if row[1]} == {
        (2, "Number of crimes"), (2, "12"), (2, "104"), (2, "7"),
    }  # fmt: skip


def test_a_wrapped_head_wider_than_the_words_below_it_is_their_columns() -> None:
    placed: list[Placed] = [(60, 100, "Year"), (174, 100, "Public"), (169, 111, "disorder")]
    placed += [(252, 100, "Residential"), (262, 111, "burglary"), (330, 100, "Sexual"), (327, 111, "offence")]
    for number, value in enumerate(("32", "60", "33")):
        y = 130 + 16 * number
        placed += [
            (60, y, f"{2015 + number}"),
            (165, y, "less than 5"),
            (255, y, "less than 5"),
            (340, y, value),
        ]
    assert grid(*placed) == [
        ["Year", "Public disorder", "Residential burglary", "Sexual offence"],
        ["2015", "less than 5", "less than 5", "32"],
        ["2016", "less than 5", "less than 5", "60"],
        ["2017", "less than 5", "less than 5", "33"],
    ]
