"""Years of different kinds are not added up, also where a reply counts several at once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import duckdb
import pytest
from made_replies import (
    CHARGED,
    DECLINED,
    FORCE_SIGNS,
    HOSPITAL_YEARS,
    HOSPITALS,
    NO_SUSPECT,
    ask,
    built,
    calendar,
    crosstab,
    deliver,
    reading,
    span,
    value,
    workspace_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Five financial years at once, and each by itself; calendar years; years that are neither."""
    asked = f'{HOSPITALS}[[authority]]\nforce = "kent"\n[[authority]]\nforce = "hertfordshire"\n'
    workspace = workspace_of(tmp_path_factory.mktemp("years"), requests=(asked,))
    spans = {
        "durham": span(date(2019, 4, 1), date(2024, 3, 31)),
        "hertfordshire": span(date(2019, 9, 1), date(2024, 8, 31)),
    }
    for force, period in spans.items():
        figures = [
            value(1, row, 1, 10 * row, outcome_label=label, period=period)
            for row, label in enumerate((CHARGED, DECLINED, NO_SUSPECT), start=1)
        ]
        deliver(workspace, reading(f"{force}.pdf", figures, signs=FORCE_SIGNS[force]), folder="hospitals")
    for force, years in (("cumbria", HOSPITAL_YEARS), ("kent", [calendar(2020), calendar(2021)])):
        rows: dict[str, list[int | str]] = {CHARGED: [1] * len(years), DECLINED: [2] * len(years)}
        figures = crosstab(1, "outcome_label", rows, years)
        deliver(workspace, reading(f"{force}.pdf", figures, signs=FORCE_SIGNS[force]), folder="hospitals")
    with duckdb.connect(str(built(workspace).path), read_only=True) as connection:
        yield connection


def test_a_span_of_financial_years_is_not_added_to_calendar_years(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    refused = "cumbria counts by financial years, durham counts by financial years, kent counts by calendar"
    with pytest.raises(duckdb.Error, match=refused):
        warehouse.execute("SELECT count_low FROM outcome_share_national('hospitals', ['1'])")


@pytest.mark.parametrize(("years", "forces", "count"), [("financial", 2, 15), ("calendar", 1, 2)])
def test_of_each_kind_there_is_a_sum(
    warehouse: duckdb.DuckDBPyConnection, years: str, forces: int, count: int
) -> None:
    asked = "SELECT forces_counted, count_low FROM outcome_share_national('hospitals', ['1'], years := $1)"
    assert warehouse.execute(asked, [years]).fetchall() == [(forces, count)]


def test_of_two_tables_the_one_with_the_years_that_were_asked_for_answers(tmp_path: Path) -> None:
    calendars = [calendar(year) for year in range(2019, 2025)]
    figures = [
        *crosstab(1, "outcome_label", {CHARGED: [5] * 6, DECLINED: [1] * 6}, calendars),
        *crosstab(2, "outcome_label", {CHARGED: [4] * 5, DECLINED: [1] * 5}, HOSPITAL_YEARS),
    ]
    workspace = workspace_of(tmp_path, reading("Durham.pdf", figures, signs=FORCE_SIGNS["durham"]))
    told = "SELECT DISTINCT period_kind, sum(count) FROM outcome_counts GROUP BY ALL"
    assert ask(workspace, told) == [("financial", 25)]
    told = "SELECT DISTINCT period_kind, sum(count) FROM recorded_counts GROUP BY ALL"
    assert ask(workspace, told, build_first=False) == [("financial", 25)]


def test_a_kind_of_years_that_there_is_not_is_refused(warehouse: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(duckdb.Error, match="years is 'calendar' or 'financial', not 'fiscal'"):
        warehouse.execute("FROM outcome_share_national('hospitals', ['1'], years := 'fiscal')")
