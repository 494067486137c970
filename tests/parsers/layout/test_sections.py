"""Rows that name the rows below them, and what totals below such sections sum over."""

from __future__ import annotations

from grids import figure, held, read

from parsers.layout.crosstab import crosstabs
from parsers.layout.sections import body_rows
from tests.parsers.layout.paged_tables import table_of

HEAD = "Offence / Outcome | 2020 | 2021"
ARSON = "Arson | | \nCharged | 4 | 6\nCautioned - Adult | 1 | 2"
ROBBERY = "Robbery | | \nCharged | 3 | 3\nCautioned - Adult | 1 | 1"


def test_every_section_ends_the_one_above() -> None:
    reading = read(f"{HEAD}\n{ARSON}\n{ROBBERY}")
    assert [(each.offence_label, each.outcome_label) for each in reading.figures[::2]] == [
        ("Arson", "Charged"),
        ("Arson", "Cautioned - Adult"),
        ("Robbery", "Charged"),
        ("Robbery", "Cautioned - Adult"),
    ]
    assert held(reading) == set()


def test_a_total_below_a_sections_own_sums_over_all() -> None:
    reading = read(f"{HEAD}\n{ARSON}\nTotal | 5 | 8\n{ROBBERY}\nTotal | 4 | 4\nTotal | 9 | 12")
    own, whole = figure(reading, 5, 2), figure(reading, 10, 2)
    assert (own.offence_label, own.of_total) == ("Arson", ("outcome",))
    assert (whole.offence_label, set(whole.of_total)) == (None, {"offence", "outcome"})


def test_numbers_tell_whether_the_only_total_is_the_last_sections() -> None:
    whole = figure(read(f"{HEAD}\n{ARSON}\n{ROBBERY}\nTotal | 9 | 12"), 8, 2)
    assert (whole.offence_label, set(whole.of_total)) == (None, {"offence", "outcome"})
    own = figure(read(f"{HEAD}\n{ARSON}\n{ROBBERY}\nTotal | 4 | 4"), 8, 2)
    assert (own.offence_label, own.of_total) == ("Robbery", ("outcome",))


def test_a_total_that_may_be_either_waits() -> None:
    arson = "Arson | | \nCharged | Nil | Nil\nCautioned - Adult | Nil | Nil"
    reading = read(f"{HEAD}\n{arson}\n{ROBBERY}\nTotal | 4 | 4")
    assert held(reading) == {"total of a group or of all"}


def test_a_grand_total_under_another_name_is_told_by_its_numbers() -> None:
    reading = read(f"{HEAD}\n{ARSON}\nTotal | 5 | 8\n{ROBBERY}\nTotal | 4 | 4\nRecorded crimes | 9 | 12")
    found = figure(reading, 10, 2)
    assert (found.offence_label, set(found.of_total)) == (None, {"offence", "outcome"})
    assert all(check.passed for check in reading.checks)


def test_what_may_be_the_grand_total_is_no_part_of_a_sections_total() -> None:
    note = "Figures are rounded to the nearest 5."
    arson = "Arson | | \nCharged | 5 | 5\nCautioned - Adult | 0 | 5\nTotal | 5 | 10"
    robbery = "Robbery | | \nCharged | 5 | 10\nCautioned - Adult | 5 | 0\nTotal | 10 | 10"
    reading = read(f"{HEAD}\n{arson}\n{robbery}\nForce | 15 | 20", note)
    assert all(check.passed for check in reading.checks)
    assert {each.row_label for each in reading.figures if each.held_reason} == {"Robbery | Force"}


def test_a_grand_total_that_does_not_close_fails() -> None:
    reading = read(f"{HEAD}\n{ARSON}\nTotal | 5 | 8\n{ROBBERY}\nTotal | 4 | 4\nGrand Total | 9 | 13")
    assert [check.expected for check in reading.checks if not check.passed] == ["13"]


def test_an_outcome_without_a_value_is_no_section() -> None:
    reading = read(
        "Outcome | Number of crimes\nCharged | 4\nNot yet assigned | \nCautioned - Adult | 1\nTotal | 5",
        "In 2020",
    )
    assert [(each.outcome_label, each.count) for each in reading.figures] == [
        ("Charged", 4),
        ("Not yet assigned", 0),
        ("Cautioned - Adult", 1),
        (None, 5),
    ]


def test_notes_below_the_last_values_name_no_section() -> None:
    rows = [("Outcome", "2020", "2021"), ("Charged [1]", "4", ""), ("Cautioned - Adult", "*", "2")]
    notes = [("* denotes fewer than 5", "", ""), ("[1] This outcome was introduced later.", "", "")]
    (tab,) = crosstabs(table_of([*rows, *notes]).grid)
    assert [(row.section, row.labels) for row in body_rows(tab)] == [(None, (row[0],)) for row in rows[1:]]


def test_totals_do_not_make_an_outcome_without_a_value_a_section() -> None:
    reading = read(
        "Outcome | Number of crimes\nCharged | \nCautioned - Adult | 1\nTotal | 1\nGrand Total | 1", "In 2020"
    )
    assert [(each.outcome_label, each.count) for each in reading.figures[:2]] == [
        ("Charged", 0),
        ("Cautioned - Adult", 1),
    ]


def test_a_label_that_was_read_in_two_rows_is_one_where_the_table_has_it_elsewhere() -> None:
    whole = "Evidential difficulties: suspect identified; victim does not support action"
    cut = "Evidential difficulties: suspect identified; victim does not | | \nsupport action | 3 | 2"
    reading = read(
        f"{HEAD}\nArson | | \nCharged | 4 | 6\n{whole} | 1 | \nRobbery | | \nCharged | 5 | 1\n{cut}"
    )
    assert [each.outcome_label for each in reading.figures][-2:] == [whole] * 2
    assert [each.offence_label for each in reading.figures][-2:] == ["Robbery"] * 2
    assert len(reading.figures) == 8
