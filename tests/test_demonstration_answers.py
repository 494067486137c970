"""The demonstration's answers are its truth, for every force and year and not only for the story's."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from test_readme import DEMONSTRATION, demonstration

from warehouse.query import connect, run_query

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

Key = tuple[str, str, str]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(demonstration(tmp_path_factory.mktemp("demo"))) as connection:
        yield connection


def true_outcomes() -> dict[Key, tuple[int, int]]:
    """Return the bounds of every force's outcomes by year and code set."""
    bounds: dict[Key, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for line in (DEMONSTRATION / "truth.jsonl").read_text("utf-8").splitlines():
        fact = json.loads(line)
        codes = fact.get("outcome_codes") or [fact["outcome_code"]]
        if fact["kind"] in {"value", "range", "record_count"} and codes[0] is not None:
            key = (fact["force"], fact["period_start"][:4], "|".join(sorted(codes)))
            low, high = bounds[key]
            bounds[key] = (low + fact["count_low"], high + fact["count_high"])
    return dict(bounds)


def test_every_outcome_of_every_force_and_year(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = run_query(
        warehouse,
        "SELECT force_id, year(period_start)::VARCHAR, outcome_codes, sum(count_low), sum(count_high) "
        "FROM outcome_counts GROUP BY ALL",
    )[1]
    found = {(force, year, "|".join(sorted(codes))): (low, high) for force, year, codes, low, high in rows}
    assert {key: bounds for key, bounds in found.items() if bounds != (0, 0)} == {
        key: bounds for key, bounds in true_outcomes().items() if bounds != (0, 0)
    }


def test_crimes_recorded_lie_in_the_bounds_of_their_outcomes(warehouse: duckdb.DuckDBPyConnection) -> None:
    true: dict[tuple[str, str], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for (force, year, _), (low, high) in true_outcomes().items():
        true[force, year] = (true[force, year][0] + low, true[force, year][1] + high)
    rows = run_query(
        warehouse, "SELECT force_id, year(period_start)::VARCHAR, count_low, count_high FROM recorded_counts"
    )[1]
    assert {(force, year) for force, year, _, _ in rows} == set(true)
    for force, year, low, high in rows:
        assert true[force, year][0] <= low <= high <= true[force, year][1], (force, year)
