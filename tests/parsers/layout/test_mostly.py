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
    figures = doubted(table(1, *range(24)), 13, reason)
    assert reasons(figures) == [reason] * 13 + [MOSTLY_IN_DOUBT] * 11


def test_half_is_not_most() -> None:
    figures = doubted(table(1, *range(24)), 12, "rows not told apart")
    assert reasons(figures)[12:] == [None] * 12


def test_what_is_doubted_for_what_it_says_doubts_nothing_else() -> None:
    figures = doubted(table(1, *range(24)), 23, "value not understood")
    assert reasons(figures)[23:] == [None]


def test_small_tables_and_other_tables_stay() -> None:
    small = doubted(table(1, *range(8)), 7, "rows not told apart")
    other = table(2, *range(24))
    assert reasons(small + other)[7:] == [None] * 25
