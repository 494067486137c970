"""Tables that say different things of the same crimes wait for a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from parsers.figure import Figure, Period
from parsers.layout.apart import LABELS_UNKNOWN, NOT_TOLD_APART, held_where_alike

YEAR = Period(date(2021, 1, 1), date(2021, 12, 31), "2021", "calendar")


def figure(table: int, outcome: str, low: int, high: int | None = None) -> Figure:
    high = low if high is None else high
    return Figure(
        table_no=table,
        row=0,
        column=1,
        locator=f"{table} {outcome}",
        raw_text=str(low),
        row_label=outcome,
        column_label="2021",
        role="cell",
        value_status="exact",
        count=low if low == high else None,
        count_low=low,
        count_high=high,
        outcome_label=outcome,
        period=YEAR,
    )


def table(number: int, *counts: int) -> list[Figure]:
    return [figure(number, f"outcome {at}", count) for at, count in enumerate(counts)]


def held(figures: list[Figure]) -> set[int]:
    return {each.table_no for each in held_where_alike(figures) if each.held_reason == NOT_TOLD_APART}


def test_tables_that_disagree_nearly_everywhere_are_held() -> None:
    assert held(table(1, 3, 5, 8) + table(2, 4, 5, 9) + table(3, 3, 5, 8)[:1]) == {1, 2}


def test_a_table_that_states_another_again_is_not() -> None:
    assert held(table(1, 3, 5, 8) + table(2, 3, 5, 8)) == set()


def test_one_difference_is_the_authoritys_own() -> None:
    assert held(table(1, 3, 5, 8) + table(2, 3, 5, 9)) == set()
    assert held(table(1, 3) + table(2, 4)) == set()


def test_zeros_that_agree_tell_nothing() -> None:
    assert held(table(1, 0, 0, 0, 3, 5) + table(2, 0, 0, 0, 4, 6)) == {1, 2}


def test_bounds_that_meet_may_be_one_number() -> None:
    suppressed = [figure(2, f"outcome {at}", 0, 4) for at in range(3)]
    assert held(table(1, 3, 2, 4) + suppressed) == set()
    assert held(table(1, 7, 9, 12) + suppressed) == {1, 2}


@pytest.mark.parametrize(
    "other",
    [
        {"breakdown": {"place": "Coastal District"}},
        {"force_label": "Kent Police"},
        {"offence_label": "Burglary"},
        {"period": replace(YEAR, start=date(2020, 1, 1), end=date(2020, 12, 31))},
        {"unit": "people"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_tables_that_are_about_something_else_are_told_apart(other: dict[str, object]) -> None:
    second = [replace(each, **other) for each in table(2, 4, 6, 9)]  # type: ignore[arg-type]
    assert held(table(1, 3, 5, 8) + second) == set()


def test_what_waits_for_another_reason_keeps_it() -> None:
    first = [replace(each, held_reason="no label") for each in table(1, 3, 5, 8)]
    reasons = {each.held_reason for each in held_where_alike(first + table(2, 4, 6, 9))}
    assert reasons == {"no label", NOT_TOLD_APART}


def test_what_waits_for_the_meaning_of_a_label_waits_for_what_tells_its_table_too() -> None:
    first = [replace(each, held_reason=LABELS_UNKNOWN) for each in table(1, 3, 5, 8)]
    assert held(first + table(2, 4, 6, 9)) == {1, 2}
    alone = held_where_alike(first + table(2, 3, 5, 8))
    assert [each.held_reason for each in alone] == [LABELS_UNKNOWN] * 3 + [None] * 3
