"""Rows and columns bound to what their labels say, and what is doubted of them."""

from __future__ import annotations

import pytest
from grids import figure, held, read

from parsers.layout.binding import BREAKS_OFF, NO_JOINT_PERIOD

YEARS = "Outcome | 2020 | 2021 | 2022"
ROWS = """
    Charged | 4 | 6 | 8
    Cautioned - Adult | 10 | 3 | 2
    Community Resolution | 1 | 1 | 5
"""


@pytest.mark.parametrize("name", ["Force", "Sum", "", "Crimes", "Crimes recorded", "Number of offences"])
def test_a_last_row_that_adds_up_is_a_total_whatever_it_is_called(name: str) -> None:
    reading = read(f"{YEARS}{ROWS}{name} | 15 | 10 | 15")
    found = figure(reading, 5, 2)
    assert (found.role, found.of_total, found.outcome_label) == ("total", ("outcome",), None)
    assert held(reading) == set()


@pytest.mark.parametrize("name", ["", "Crimes"])
def test_a_row_without_a_label_that_adds_up_to_nothing_waits(name: str) -> None:
    reading = read(f"{YEARS}{ROWS}{name} | 15 | 11 | 15")
    assert held(reading) == {"row without a label"}
    assert len([each for each in reading.figures if each.held_reason]) == 3


def test_a_row_that_may_be_a_total_waits_where_figures_are_rounded() -> None:
    table = """
        Offence | 2020 | 2021
        Arson | 5 | 10
        Robbery | 10 | 15
        Force | 20 | 25
    """
    assert held(read(table, "Figures are rounded to the nearest 5.")) == {"may be a total"}
    assert held(read(table)) == set()


def test_another_doubt_is_said_before_that_of_what_labels_mean() -> None:
    # Whoever tells what the labels mean would settle both.
    table = "Zone | 2020 | 2021\nAlpha | 5 | 10\nAlpha | 10 | 15\nGamma | 21 | 25"
    assert held(read(table)) == {"labels not understood", "rows not told apart"}


def test_one_place_that_adds_up_does_not_make_an_unknown_label_a_total() -> None:
    reading = read("Offence | Crimes\nArson | 5\nRobbery | 10\nHarbour team | 15")
    assert held(reading) == {"may be a total"}


def test_a_last_column_that_adds_up_is_a_total_though_it_has_no_head() -> None:
    reading = read("Outcome | 2020 | 2021 | \nCharged | 4 | 6 | 10\nCautioned - Adult | 1 | 2 | 3")
    found = figure(reading, 2, 4)
    assert (found.role, found.of_total, held(reading)) == ("total", ("period",), set())


def test_a_column_without_a_head_that_adds_up_to_nothing_waits() -> None:
    reading = read("Outcome | 2020 | 2021 | \nCharged | 4 | 6 | 11\nCautioned - Adult | 1 | 2 | 3")
    assert {each.locator for each in reading.figures if each.held_reason} == {
        "row 2, column 4",
        "row 3, column 4",
    }


def test_a_plain_count_beside_years_covers_no_period_that_could_be_known() -> None:
    reading = read("Outcome | 2020 | 2021 | Number\nCharged | 4 | 6 | 3\nCautioned - Adult | 1 | 2 | 9")
    found = figure(reading, 2, 4)
    assert (found.period, found.held_reason) == (None, "column without a label")


def test_rows_and_columns_that_mean_the_same_wait() -> None:
    rows = read("Outcome | 2020 | 2021\nCharged | 4 | 6\nCautioned - Adult | 1 | 2\nCharged | 2 | 9")
    assert held(rows) == {"rows not told apart"}
    assert {each.outcome_label for each in rows.figures if each.held_reason} == {"Charged"}
    columns = read("Outcome | 2020 | 2020\nCharged | 4 | 6\nCautioned - Adult | 1 | 2")
    assert held(columns) == {"columns not told apart"}


def test_equal_rows_of_a_list_of_counts_are_different_crimes() -> None:
    rows = "2020 | Charged | 4\n2020 | Charged | 4\n2021 | Charged | 1"
    assert held(read(f"Year | Outcome | Number of crimes\n{rows}")) == set()


def test_a_part_is_bound_to_the_row_above_it() -> None:
    reading = read(f"{YEARS}{ROWS}Total | 15 | 10 | 15\nof which closed by post | 2 | 3 | 4")
    part, below = figure(reading, 6, 2), figure(reading, 6, 3)
    assert (part.role, part.outcome_label, part.of_total) == ("of_which", None, ("outcome",))
    assert (below.count, below.period and below.period.label) == (3, "2021")
    other = read(f"{YEARS}\nCharged | 4 | 6 | 8\nof which closed by post | 2 | 3 | 4")
    assert figure(other, 3, 2).outcome_label == "Charged"


def test_a_part_or_share_in_one_row_of_heads_belongs_to_the_column_before_it() -> None:
    reading = read(
        "Outcome | 2020 | % | 2021 | %\nCharged | 4 | 80% | 6 | 75%\nCautioned - Adult | 1 | 20% | 2 | 25%"
    )
    share = figure(reading, 2, 5)
    assert (share.role, share.period and share.period.label) == ("percentage", "2021")
    part = read(
        "Outcome | 2020 | of which domestic | 2021\nCharged | 4 | 2 | 6\nCautioned - Adult | 1 | 1 | 2"
    )
    found = figure(part, 2, 3)
    assert (found.role, found.period and found.period.label) == ("of_which", "2020")
    assert held(part) == set()


def test_a_change_in_per_cent_has_no_period() -> None:
    reading = read(
        "Outcome | 2020 | 2021 | % change\nCharged | 4 | 6 | 50%\nCautioned - Adult | 1 | 2 | 100%"
    )
    assert (figure(reading, 2, 4).role, figure(reading, 2, 4).period) == ("percentage", None)


def test_a_total_over_a_group_that_names_it() -> None:
    reading = read("""
        Offence | Outcome | 2020 | 2021
        Arson | Charged | 4 | 6
         | Cautioned - Adult | 1 | 2
        Arson Total | | 5 | 8
        Robbery | Charged | 3 | 3
         | Cautioned - Adult | 1 | 1
        Robbery Total | | 4 | 4
    """)
    found = figure(reading, 4, 3)
    assert (found.role, found.offence_label, found.of_total) == ("total", "Arson", ("outcome",))
    assert (
        len([check for check in reading.checks if check.check == "printed total closes" and check.passed])
        == 4
    )


def test_the_name_of_an_axis_over_its_heads_is_none_of_them() -> None:
    reading = read("""
        Outcome | Year | | Total
         | 2020 | 2021 |
        Charged | 4 | 6 | 11
        Cautioned - Adult | 1 | 2 | 4
    """)
    cell, total = figure(reading, 3, 2), figure(reading, 3, 4)
    assert (cell.breakdown, cell.period and cell.period.label) == ({}, "2020")
    assert (total.role, total.of_total) == ("total", ("period",))


def test_a_total_beside_heads_of_two_rows_sums_over_both() -> None:
    reading = read("""
        Outcome | 2020 | | 2021 | | Total
         | Arson | Robbery | Arson | Robbery |
        Charged | 4 | 6 | 1 | 1 | 12
        Cautioned - Adult | 1 | 2 | 3 | 1 | 7
    """)
    assert set(figure(reading, 3, 6).of_total) == {"period", "offence"}
    assert figure(reading, 3, 3).offence_label == "Robbery"


def test_one_member_over_all_columns_is_bound_to_each() -> None:
    reading = read("""
        Outcome | Arson | |
         | 2020 | 2021 | 2022
        Charged | 4 | 6 | 11
        Cautioned - Adult | 1 | 2 | 4
    """)
    assert {each.offence_label for each in reading.figures} == {"Arson"}


def test_an_outcome_that_begins_with_its_number_is_a_head_and_no_value() -> None:
    reading = read("Month | Charged | 6: PND\n2012-04 | 66 | 1,079\n2012-05 | 32 | 63")
    assert [
        (each.outcome_label, each.period and each.period.label, each.count) for each in reading.figures[:2]
    ] == [
        ("Charged", "2012-04", 66),
        ("6: PND", "2012-04", 1079),
    ]


def test_heads_of_one_column_that_name_no_period_together_wait() -> None:
    reading = read(f"Outcome | 2020 | 2021 | 2022\n | 31 March 2022 | 31 March 2022 | 31 March 2022{ROWS}")
    assert {each.held_reason for each in reading.figures if each.column < 3} == {NO_JOINT_PERIOD}
    quarters = read(f"Outcome | 2020 | 2021 | 2022\n | Q1 | Q1 | Q1{ROWS}")
    assert held(quarters) == set()


@pytest.mark.parametrize(
    ("name", "waits"),
    [
        ("Crimes in 2019 at schools", {"2020", "2021"}),
        ("Crimes in 2021 at schools", {"2020"}),
        ("Crimes from 2019 to 2021 at schools", set()),
        ("Crimes on 3 May 2019 at schools", set()),
        ("Crimes at schools", set()),
    ],
    ids=["another year", "one of the years", "the years", "a day", "no period"],
)
@pytest.mark.parametrize("section", [True, False], ids=["a section", "a label"])
def test_what_a_label_of_another_period_names_waits(name: str, waits: set[str], section: bool) -> None:
    head, over, beside = ("Outcome", f"{name} | |", "") if section else ("Place | Outcome", "", f"{name} | ")
    lines = [f"{head} | 2020 | 2021", *([over] if section else [])]
    reading = read("\n".join([*lines, f"{beside}Charged | 4 | 6", f"{beside}Cautioned | 7 | 8"]))
    assert len(reading.figures) == 4
    found = {(each.period and each.period.label, each.held_reason) for each in reading.figures}
    assert found == {(year, NO_JOINT_PERIOD if year in waits else None) for year in ("2020", "2021")}


def test_a_single_day_among_years_is_half_of_a_period() -> None:
    rows = "Year | Outcome | Crimes\n2019 | Charged | 4\n2020 | Charged | 6\n1 January 2021 | Charged | 3"
    assert [each.held_reason for each in read(rows).figures] == [None, None, BREAKS_OFF]
    days = rows.replace("2019", "30 May 2021").replace("2020 ", "31 May 2021 ")
    assert BREAKS_OFF not in held(read(days))


def test_last_days_of_years_are_ends_of_periods() -> None:
    ends = "Outcome | 31/12/2020 | 31/12/2021 | 31/12/2022"
    assert held(read(f"{ends}{ROWS}")) == {BREAKS_OFF}
    assert held(read(f"{ends.replace('31/12', '05/06')}{ROWS}")) == set()


@pytest.mark.parametrize(
    ("corner", "place"),
    [
        ("Barsetshire General Hospital Disposal", "Barsetshire General Hospital"),
        ("Mill Vale Primary School Outcome Description", "Mill Vale Primary School"),
        ("Crime Outcome", None),
    ],
)
def test_a_title_that_ran_into_the_head_says_what_the_table_is_about(corner: str, place: str | None) -> None:
    reading = read(f"{corner} | 2020 | 2021 | 2022{ROWS}")
    assert {each.breakdown.get("place") for each in reading.figures} == {place}
    assert held(reading) == set()
