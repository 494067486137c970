"""Counts that look like years, as every count between 1900 and 2099 does, are counts."""

from __future__ import annotations

import pytest
from grids import held, read
from hypothesis import given, settings
from hypothesis import strategies as st

OUTCOMES = ("Charged/Summonsed", "Community Resolution", "Cannabis warning", "Taken into consideration")
YEARS = ("2021", "2022", "2023", "2024")


@settings(max_examples=60, deadline=None)
@given(
    st.integers(2, len(YEARS)).flatmap(
        lambda width: st.lists(
            st.lists(st.integers(1, 9) | st.integers(1890, 2110), min_size=width, max_size=width),
            min_size=2,
            max_size=len(OUTCOMES),
        )
    )
)
def test_every_count_is_read_where_it_stands(counts: list[list[int]]) -> None:
    years = YEARS[: len(counts[0])]
    rows = [[outcome, *map(str, row)] for outcome, row in zip(OUTCOMES, counts, strict=False)]
    reading = read("\n".join(" | ".join(row) for row in [["Outcome", *years], *rows]))
    found = [
        (each.row_label, each.period and each.period.label, each.raw_text)
        for each in sorted(reading.figures, key=lambda each: (each.row, each.column))
    ]
    assert found == [
        (row[0], year, count) for row in rows for year, count in zip(years, row[1:], strict=True)
    ]


@pytest.mark.parametrize(
    "table",
    [
        "Year | Outcome | Count\n2021 | Charged/Summonsed | 2019\n2022 | Charged/Summonsed | 2012",
        "Year | Charged/Summonsed\n2021 | 2019\n2022 | 2012",
    ],
    ids=["long form", "years down"],
)
def test_they_count_below_a_measure_and_below_an_outcome(table: str) -> None:
    reading = read(table)
    assert [(each.period and each.period.label, each.count) for each in reading.figures] == [
        ("2021", 2019),
        ("2022", 2012),
    ]
    assert held(reading) == set()


def test_years_below_the_name_of_their_axis_stay_years() -> None:
    reading = read("Outcome | Year | Count\nCharged/Summonsed | 2021 | 4\nCharged/Summonsed | 2022 | 5")
    assert [(each.period and each.period.label, each.count) for each in reading.figures] == [
        ("2021", 4),
        ("2022", 5),
    ]
