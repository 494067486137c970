"""Columns of marks between the values of official tables: "R" behind a number that was revised."""

from __future__ import annotations

from tests.parsers.layout.grids import held, read


def test_a_mark_in_a_column_of_its_own_is_no_label() -> None:
    reading = read(
        """
                  | 2019 |   | 2020 |   | 2021
        Charged   | 61   | R | 72   | R | 83
        Cautioned | 14   |   | 25   | R | 36
        Total     | 75   | R | 97   | R | 119
        """
    )
    assert held(reading) == set()
    assert [(each.count, each.period.label if each.period else None) for each in reading.figures] == [
        (count, year)
        for counts in ((61, 72, 83), (14, 25, 36), (75, 97, 119))
        for count, year in zip(counts, ("2019", "2020", "2021"), strict=True)
    ]
    assert {each.outcome_label for each in reading.figures} == {"Charged", "Cautioned", None}
    assert [check for check in reading.checks if not check.passed] == []


def test_a_letter_below_a_head_is_what_its_column_holds() -> None:
    reading = read(
        """
        Outcome   | 2019 | Sex | 2020
        Charged   | 61   | F   | 72
        Cautioned | 14   | F   | 25
        """
    )
    assert held(reading) == {"rows not told apart"}


def signs(row: str) -> str:
    return f"""
        Outcome   | 2019 | 2020 | 2021
        Charged   | 61   | 72   | 83
        Cautioned | {row}
        No suspect identified | 504 | 615 | 726
        Community resolution  | 17  | 28  | 39
    """


def test_a_capital_among_small_signs_is_the_same_sign() -> None:
    reading = read(signs("X | x | x"))
    assert held(reading) == set()
    assert [each.value_status for each in reading.figures[3:6]] == ["not_held"] * 3


def test_a_capital_alone_may_tick_a_box() -> None:
    assert held(read(signs("X | 5 | 6"))) == {"value not understood"}
