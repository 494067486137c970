"""Labels of one axis in two columns: a group's row and its members set in below it."""

from __future__ import annotations

from grids import figure, held, read

TABLE = """
    Force | | 2020 | 2021
    England and Wales | | 9 | 7
     | Durham 1 | 4 | 3
     | Kent | 5 | 4
    Scotland 1,3 | | 2 | x
"""


def test_a_row_that_is_the_sum_of_the_rows_set_in_below_it() -> None:
    reading = read(TABLE)
    whole, durham, scotland = figure(reading, 2, 3), figure(reading, 3, 3), figure(reading, 5, 3)
    assert (whole.role, whole.force_label, whole.of_total) == ("total", None, ("force, in part",))
    assert (durham.role, durham.force_label) == ("cell", "Durham 1")
    assert (scotland.role, scotland.force_label, scotland.count) == ("cell", "Scotland 1,3", 2)
    assert held(reading) == set()
    assert all(check.passed for check in reading.checks)


def test_one_that_is_not_waits() -> None:
    reading = read(TABLE.replace("| 9 |", "| 10 |"))
    assert {each.locator for each in reading.figures if each.held_reason == "may be a total"} == {
        "row 2, column 3",
        "row 2, column 4",
    }


def test_labels_of_two_kinds_stay_two_axes() -> None:
    reading = read("""
        Offence | Outcome | 2020 | 2021
        Arson | | 9 | 7
         | Charged | 4 | 3
         | Cautioned - Adult | 5 | 4
        Robbery | | 3 | 2
         | Charged | 1 | 1
         | Cautioned - Adult | 2 | 1
    """)
    arson, charged = figure(reading, 2, 3), figure(reading, 6, 3)
    assert (arson.role, arson.offence_label, arson.of_total) == ("total", "Arson", ("outcome",))
    assert (charged.offence_label, charged.outcome_label) == ("Robbery", "Charged")
