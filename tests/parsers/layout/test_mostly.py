"""What is left of a table that could not be made out waits with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from parsers.layout.mostly import MOSTLY_IN_DOUBT, held_with_most
from tests.parsers.layout.test_apart import table

if TYPE_CHECKING:
    from parsers.figure import Figure


def doubted(figures: list[Figure], count: int, reason: str) -> list[Figure]:
    return [replace(each, held_reason=reason if at < count else None) for at, each in enumerate(figures)]


def reasons(figures: list[Figure]) -> list[str | None]:
    return [each.held_reason for each in held_with_most(figures)]


@pytest.mark.parametrize(
    "reason", ["rows not told apart", "row without a label", "the label could belong to either row"]
)
def test_the_rest_of_a_table_that_is_mostly_doubted_waits(reason: str) -> None:
    figures = doubted(table(1, *range(8)), 5, reason)
    assert reasons(figures) == [reason] * 5 + [MOSTLY_IN_DOUBT] * 3


def test_half_is_not_most() -> None:
    figures = doubted(table(1, *range(8)), 4, "rows not told apart")
    assert reasons(figures)[4:] == [None] * 4


def test_what_is_doubted_for_what_it_says_doubts_nothing_else() -> None:
    figures = doubted(table(1, *range(8)), 7, "value not understood")
    assert reasons(figures)[7:] == [None]


def test_small_tables_and_other_tables_stay() -> None:
    small = doubted(table(1, 1, 2, 3), 2, "rows not told apart")
    other = table(2, *range(8))
    assert reasons(small + other)[2:] == [None] * 9
