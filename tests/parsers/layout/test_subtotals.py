"""Sums of the rows right above them, whatever they are called: a total closes only without them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.parsers.layout.grids import held, read

if TYPE_CHECKING:
    from parsers.figure import Reading


def table(detected: str, undetected: str, total: str = "26 | 18") -> Reading:
    return read(
        f"""
        Outcome | 2019 | 2020
        Charged | 5 | 2
        Community resolution | 3 | 1
        {detected} | 8 | 3
        No suspect identified | 10 | 9
        Evidential difficulties | 4 | 5
        {undetected} | 14 | 14
        Not yet assigned | 4 | 1
        Total | {total}
        """
    )


def failed(reading: Reading) -> list[str]:
    return [check.check for check in reading.checks if not check.passed]


@pytest.mark.parametrize(
    ("detected", "undetected"),
    [("Total detected", "Total undetected"), ("Detected", "Undetected"), ("Subtotal", "Subtotal")],
)
def test_sums_of_the_rows_above_them_are_no_outcomes(detected: str, undetected: str) -> None:
    reading = table(detected, undetected)
    assert (held(reading), failed(reading)) == (set(), [])
    sums = {each.breakdown["subtotal"]: each for each in reading.figures if "subtotal" in each.breakdown}
    assert {(name.split(" (")[0], each.role, each.outcome_label) for name, each in sums.items()} == {
        (detected, "total", None),
        (undetected, "total", None),
    }
    cells = [each for each in reading.figures if each.role == "cell" and each.period]
    assert sum(each.count or 0 for each in cells if each.period and each.period.label == "2019") == 26


def test_rows_that_add_up_by_chance_are_outcomes_where_the_total_closes_with_them() -> None:
    reading = table("Cautioned", "Prosecution not in the public interest", total="48 | 35")
    assert (held(reading), failed(reading)) == (set(), [])
    assert {each.breakdown.get("subtotal") for each in reading.figures} == {None}


def test_what_closes_neither_way_is_left_and_said() -> None:
    reading = table("Total detected", "Total undetected", total="27 | 18")
    assert failed(reading)
    assert {each.breakdown.get("subtotal") for each in reading.figures} == {None}


def test_columns_are_summed_as_rows_are() -> None:
    reading = read(
        """
        Year | Charged | Community resolution | Total detected | No suspect identified | Total
        2019 | 5       | 3                    | 8              | 10                    | 18
        2020 | 2       | 1                    | 3              | 9                     | 12
        """
    )
    assert (held(reading), failed(reading)) == (set(), [])
    assert [each.count for each in reading.figures if "subtotal" in each.breakdown] == [8, 3]
