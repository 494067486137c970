"""The questions that people ask, over a made-up round: every bound against all worlds, counted out."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from made_replies import (
    CHARGED,
    DECLINED,
    NO_SUSPECT,
    PENDING,
    built,
    calendar,
    crosstab,
    decide,
    deliver,
    doc,
    financial,
    reading,
    signs_of,
    totals,
    workspace_of,
)

from parsers.vocabulary.forces import FORCES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from parsers.figure import Figure, Period

TERRITORIAL = [force.id for force in FORCES.values() if force.kind == "territorial"][:43]
REFUSED, SILENT = TERRITORIAL[3], TERRITORIAL[7]
LATE_START = set(TERRITORIAL[10:14])
REVISED = TERRITORIAL[18:23]
"""Forces that answered with other numbers first."""
JOINT = TERRITORIAL[30:32]
"""Two forces that answer in one letter."""
YEARS = [calendar(year) for year in (2019, 2020, 2021)]
REQUEST = """
id = "round"
title = "A made-up round"
sent = 2022-01-10
[asks]
period = ["2019", "2021"]
year_kind = "calendar"
dimensions = ["outcome"]
offences = "all"
"""
CODES = {CHARGED: "1", DECLINED: "16", NO_SUSPECT: "18", PENDING: "0"}


@dataclass(frozen=True)
class Answered:
    """One made-up force: its rows as printed, by year, and whether totals stand below them."""

    force: str
    years: list[Period]
    rows: dict[str, list[int | str]]
    totals: list[int] | None

    def possible(self, measure: set[str], column: int) -> set[tuple[int, int]]:
        """Return how many crimes of a year may lie in the measure, each with how many there are."""
        ranges = [
            range(5) if counts[column] == "<5" else range(int(counts[column]), int(counts[column]) + 1)
            for counts in self.rows.values()
        ]
        found = set()
        for numbers in product(*ranges):
            if self.totals is not None and sum(numbers) != self.totals[column]:
                continue
            inside = sum(n for n, label in zip(numbers, self.rows, strict=True) if CODES[label] in measure)
            pending = sum(n for n, label in zip(numbers, self.rows, strict=True) if CODES[label] == "0")
            found |= {(inside + more, sum(numbers)) for more in range(pending + 1)}
        return found

    def together(self, measure: set[str]) -> set[tuple[int, int]]:
        """Return the same over all years."""
        found = {(0, 0)}
        for column in range(len(self.years)):
            found = {
                (inside + more, whole + others)
                for inside, whole in found
                for more, others in self.possible(measure, column)
            }
        return found


def answers() -> list[Answered]:
    chance = random.Random(43)
    made = []
    for force in TERRITORIAL:
        if force in {REFUSED, SILENT}:
            continue
        years = YEARS[1:] if force in LATE_START else YEARS
        rows: dict[str, list[int | str]] = {}
        true: dict[str, list[int]] = {}
        for label in CODES:
            true[label] = [chance.randrange(4 if label == PENDING else 30) for _ in years]
            rows[label] = ["<5" if 0 < n < 5 and label != PENDING else n for n in true[label]]
        printed = [sum(counts[column] for counts in true.values()) for column in range(len(years))]
        made.append(Answered(force, years, rows, printed if chance.random() < 0.6 else None))
    return made


@pytest.fixture(scope="module")
def made() -> dict[str, Answered]:
    return {answer.force: answer for answer in answers()}


@pytest.fixture(scope="module")
def warehouse(
    tmp_path_factory: pytest.TempPathFactory, made: dict[str, Answered]
) -> Iterator[duckdb.DuckDBPyConnection]:
    asked = "".join(f'[[authority]]\nforce = "{force}"\n' for force in TERRITORIAL)
    workspace = workspace_of(tmp_path_factory.mktemp("round"), requests=(REQUEST + asked,))
    for force in sorted(made.keys() - set(JOINT)):
        reply = reading(f"{force}.pdf", printed(made[force]), signs=signs(force))
        deliver(workspace, reply, folder="round", received_on=date(2022, 3, 1))
        if force in REVISED:
            earlier = reading(f"{force} first.pdf", printed(first_said(made[force])), signs=signs(force))
            deliver(workspace, earlier, folder="round", received_on=date(2022, 2, 1))
            decide(workspace, "supersede", doc(earlier), doc(reply), why="corrected")
    both = [
        figure
        for table, force in enumerate(JOINT, start=1)
        for figure in printed(made[force], table, force_label=FORCES[force].name)
    ]
    letter = reading("both.pdf", both, signs=[sign for force in JOINT for sign in signs(force)])
    deliver(workspace, letter, folder="round", received_on=date(2022, 3, 1))
    deliver(workspace, reading("no.pdf", signs=signs(REFUSED), disposition="refused"), folder="round")
    with duckdb.connect(str(built(workspace).path), read_only=True) as connection:
        yield connection


def printed(answer: Answered, table: int = 1, **more: object) -> list[Figure]:
    figures = crosstab(table, "outcome_label", answer.rows, answer.years, **more)
    if answer.totals is not None:
        figures += totals(table, 9, answer.totals, answer.years, "outcome", **more)
    return figures


def first_said(answer: Answered) -> Answered:
    """What a force answered before its revised reply: more of what it told exactly, and no total."""
    rows = {
        label: [n if isinstance(n, str) else n + 7 for n in counts] for label, counts in answer.rows.items()
    }
    return Answered(answer.force, answer.years, rows, None)


def signs(force: str) -> list[Any]:
    return signs_of(force, FORCES[force].domains[0])


def rows_of(warehouse: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    result = warehouse.execute(sql)
    names = [column[0] for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def spread(numbers: set[Any]) -> tuple[Any, Any]:
    return min(numbers), max(numbers)


def withheld(answer: Answered, found: set[int], column: int | None = None) -> bool:
    """Whether only the total makes a withheld number known, so that it is not printed."""
    columns = range(len(answer.years)) if column is None else [column]
    return len(found) == 1 and any(answer.rows[DECLINED][number] == "<5" for number in columns)


def test_shares_of_every_force_are_those_of_all_worlds(
    warehouse: duckdb.DuckDBPyConnection, made: dict[str, Answered]
) -> None:
    found = rows_of(warehouse, "FROM outcome_share('round', ['16'])")
    assert [row["force_id"] for row in found] == sorted(made)
    narrowed = 0
    for row in found:
        answer = made[row["force_id"]]
        worlds = answer.together({"16"})
        counts = {inside for inside, _ in worlds}
        if withheld(answer, counts):
            assert row["count_low"] < row["count_high"]
            continue
        assert (row["count_low"], row["count_high"]) == spread(counts)
        shares = spread({inside / whole for inside, whole in worlds})
        assert (row["share_low"], row["share_high"]) == pytest.approx(shares)
        narrowed += "recovered" in row["reasons"]
    assert narrowed > 3


def test_before_a_revised_reply_came_the_earlier_answers(
    warehouse: duckdb.DuckDBPyConnection, made: dict[str, Answered]
) -> None:
    asked = """
        SELECT force_id, sum(count_low)::INTEGER AS low, sum(count_high)::INTEGER AS high
        FROM outcome_counts_as_of('2022-02-15') WHERE outcome_code = '16' GROUP BY force_id ORDER BY force_id
    """
    found = rows_of(warehouse, asked)
    assert [row["force_id"] for row in found] == sorted(REVISED)
    for row in found:
        counts = first_said(made[row["force_id"]]).rows[DECLINED]
        exact = sum(n for n in counts if isinstance(n, int))
        assert (row["low"], row["high"]) == (exact, exact + 4 * counts.count("<5"))


def test_the_national_figure_is_the_sum_of_all_worlds_and_says_what_it_lacks(
    warehouse: duckdb.DuckDBPyConnection, made: dict[str, Answered]
) -> None:
    (row,) = rows_of(warehouse, "FROM outcome_share_national('round', ['16'])")
    ends = [spread({inside for inside, _ in answer.together({"16"})}) for answer in made.values()]
    assert (row["count_low"], row["count_high"]) == (
        sum(low for low, _ in ends),
        sum(high for _, high in ends),
    )
    assert (row["forces_asked"], row["forces_counted"]) == (43, 41)
    assert row["forces_missing"] == sorted([REFUSED, SILENT])
    assert row["warnings"][:2] == [
        "2 of 43 forces are not in it",
        "the forces do not all cover the same period",
    ]


def test_each_periods_coverage(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = rows_of(warehouse, "FROM period_coverage('round')")
    assert [(row["period_label"], row["forces_recorded"]) for row in found] == [
        ("2019", 37), ("2020", 41), ("2021", 41),
    ]  # fmt: skip
    assert set(found[0]["forces_missing"]) == LATE_START | {REFUSED, SILENT}
    trend = rows_of(warehouse, "FROM outcome_trend_national('round', ['16'])")
    assert [row["forces_counted"] for row in trend] == [37, 41, 41]


def test_trends_and_changes(warehouse: duckdb.DuckDBPyConnection, made: dict[str, Answered]) -> None:
    found = rows_of(warehouse, "FROM trend('round', ['16'])")
    assert len(found) == sum(len(answer.years) for answer in made.values())
    before: dict[str, tuple[int, int]] = {}
    for row in found:
        answer = made[row["force_id"]]
        column = [year.label for year in answer.years].index(row["period_label"])
        counts = {inside for inside, _ in answer.possible({"16"}, column)}
        bounds = (row["count_low"], row["count_high"])
        if withheld(answer, counts, column):
            assert bounds == (0, 4)
        else:
            assert bounds == spread(counts)
        if row["force_id"] in before:
            low, high = before[row["force_id"]]
            assert row["compared_with"] == answer.years[column - 1].label
            assert (row["change_low"], row["change_high"]) == (bounds[0] - high, bounds[1] - low)
        else:
            assert row["compared_with"] is None
            assert row["change_low"] is None
        before[row["force_id"]] = bounds


def test_the_peak_is_any_period_that_may_be_highest(
    warehouse: duckdb.DuckDBPyConnection, made: dict[str, Answered]
) -> None:
    shown: dict[str, dict[str, tuple[int, int]]] = {}
    for row in rows_of(warehouse, "FROM trend('round', ['16'])"):
        bounds = (row["count_low"], row["count_high"])
        shown.setdefault(row["force_id"], {})[row["period_label"]] = bounds
    expected = set()
    for force, periods in shown.items():
        for world in product(*(range(low, high + 1) for low, high in periods.values())):
            expected |= {(force, label) for label, n in zip(periods, world, strict=True) if n == max(world)}
    found = rows_of(warehouse, "FROM peak_period('round', ['16'])")
    assert {(row["force_id"], row["period_label"]) for row in found} == expected
    for row in found:
        alone = sum(other["force_id"] == row["force_id"] for other in found) == 1
        assert row["certain"] is alone
    assert len(made) <= len(found) < 3 * len(made)


@pytest.mark.parametrize(("by", "code"), [("count", "0"), ("share", "1")])
def test_ranks_are_those_of_all_worlds(warehouse: duckdb.DuckDBPyConnection, by: str, code: str) -> None:
    found = rows_of(warehouse, f"FROM force_ranks('round', ['{code}'], ranked_by := '{by}')")
    ends = {row["force_id"]: (row[f"{by}_low"], row[f"{by}_high"]) for row in found}
    for row in found:
        low, high = ends[row["force_id"]]
        others = [bounds for force, bounds in ends.items() if force != row["force_id"]]
        # Forces do not depend on one another: a force is best where it is highest and all others are lowest.
        assert row["rank_best"] == 1 + sum(other[0] > high for other in others)
        assert row["rank_worst"] == 1 + sum(other[1] > low for other in others)
        assert row["tied"] == (low == high and (low, high) in others)
    assert any(row["tied"] for row in found) is (by == "count")


def test_an_unknown_way_of_ranking_is_refused(warehouse: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(duckdb.Error, match="ranked_by is 'share' or 'count', not 'size'"):
        warehouse.execute("FROM force_ranks('round', ['1'], ranked_by := 'size')")


def test_rates_name_their_population_or_its_absence(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = {(row["force_id"], row["period_label"]): row for row in rows_of(
        warehouse, "FROM outcome_rates('round', ['1'])"
    )}  # fmt: skip
    welsh = found["gwent", "2020"]
    assert welsh["per_100000_people_low"] == pytest.approx(1e5 * welsh["count_low"] / welsh["population"])
    assert "population of 2022" in welsh["reasons"]
    city = found["city-of-london", "2020"]
    assert city["per_100000_people_low"] is None
    assert "few residents" in city["reasons"]
    kent = found["kent", "2019"]
    assert kent["per_100000_people_low"] == pytest.approx(1e5 * kent["count_low"] / kent["population"])
    assert not any(reason.startswith("population") for reason in kent["reasons"])
    # 2019 and 2022 are known: each year between them has the nearer.
    assert "population of 2019" in found["kent", "2020"]["reasons"]
    assert "population of 2022" in found["kent", "2021"]["reasons"]


def test_a_force_without_residents_has_no_rate(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path, requests=(REQUEST + '[[authority]]\nforce = "btp"\n',))
    figures = crosstab(1, "outcome_label", {CHARGED: [3] * 3}, YEARS)
    deliver(workspace, reading("btp.pdf", figures, signs=signs("btp")), folder="round")
    with duckdb.connect(str(built(workspace).path), read_only=True) as connection:
        found = rows_of(connection, "FROM outcome_rates('round', ['1'])")
    assert [row["per_1000_crimes_low"] for row in found] == [1000.0] * 3
    assert [row["per_100000_people_low"] for row in found] == [None] * 3
    assert all("no population known" in row["reasons"] for row in found)


def test_withdrawals_are_14_and_16_and_16_alone(warehouse: duckdb.DuckDBPyConnection) -> None:
    both = rows_of(warehouse, "SELECT count_low, count_high FROM outcome_share('round', ['14', '16'])")
    alone = rows_of(warehouse, "SELECT count_low, count_high FROM outcome_share('round', ['16'])")
    found = rows_of(warehouse, "FROM victim_withdrawal('round')")
    assert [(row["count_low"], row["count_high"]) for row in found] == [tuple(row.values()) for row in both]
    known = [(row["suspect_known_low"], row["suspect_known_high"]) for row in found]
    assert known == [tuple(row.values()) for row in alone]


def test_what_stands_in_the_way_of_comparing_stands_in_the_result(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    warned = rows_of(warehouse, "SELECT force_id, warnings FROM outcome_share('round', ['16'])")
    covers = "covers 2020-01-01 to 2021-12-31 of 2019-01-01 to 2021-12-31"
    assert {row["force_id"] for row in warned if covers in row["warnings"]} == LATE_START
    for macro in ("trend", "peak_period", "outcome_rates"):
        found = rows_of(warehouse, f"FROM {macro}('round', ['16'])")
        assert {row["force_id"] for row in found if covers in row["warnings"]} == LATE_START, macro
    trend = rows_of(warehouse, "FROM outcome_trend_national('round', ['16'])")
    warnings = [row["warnings"] for row in trend]
    assert [each[0].split(" of ")[0] for each in warnings] == ["6", "2", "2"]
    own = sum(bool(row["warnings"]) for row in warned if row["force_id"] not in LATE_START)
    assert f"{own} of the forces have warnings of their own (comparability)" in warnings[0]
    assert f"{own + len(LATE_START)} of the forces have warnings of their own (comparability)" in warnings[1]


def test_recovered_numbers_are_marked_and_never_exact(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = rows_of(warehouse, "FROM outcome_counts WHERE recovered")
    assert len(found) > 10
    assert any(row["narrowed_low"] == row["narrowed_high"] for row in found)
    for row in found:
        assert row["count"] is None
        assert row["count_low"] < row["count_high"]
        assert "suppressed" in row["reasons"]


def test_sums_of_all_forces_keep_what_one_withheld(tmp_path: Path) -> None:
    request = REQUEST.replace('"2019", "2021"', '"2021", "2021"') + '[[authority]]\nforce = "kent"\n'
    workspace = workspace_of(tmp_path, requests=(request,))
    figures = crosstab(1, "outcome_label", {CHARGED: [3], DECLINED: ["<5"]}, YEARS[2:])
    figures += totals(1, 9, [5], YEARS[2:], "outcome")
    deliver(workspace, reading("kent.pdf", figures, signs=signs("kent")), folder="round")
    with duckdb.connect(str(built(workspace).path), read_only=True) as connection:
        for macro in ("outcome_share_national", "outcome_trend_national", "outcome_share", "trend"):
            asked = f"SELECT count_low, count_high, share_low, share_high FROM {macro}('round', ['16'])"  # noqa: S608
            assert connection.execute(asked).fetchall() == [(0, 4, 0.0, 0.8)], macro


def test_calendar_and_financial_years_are_not_added_up(tmp_path: Path) -> None:
    request = REQUEST + '[[authority]]\nforce = "kent"\n[[authority]]\nforce = "durham"\n'
    workspace = workspace_of(tmp_path, requests=(request,))
    for force, year in (("kent", calendar(2020)), ("durham", financial(2020))):
        figures = crosstab(1, "outcome_label", {CHARGED: [3]}, [year])
        deliver(workspace, reading(f"{force}.pdf", figures, signs=signs(force)), folder="round")
    with duckdb.connect(str(built(workspace).path), read_only=True) as connection:
        with pytest.raises(duckdb.Error) as refused:
            connection.execute("SELECT count_low FROM outcome_share_national('round', ['1'])")
        assert str(refused.value) == (
            "Invalid Input Error: calendar and financial years are not added up: durham counts by"
            " financial years, kent counts by calendar years; ask with years := 'calendar'"
            " or years := 'financial'"
        )
        asked = (
            "SELECT forces_counted, forces_missing FROM outcome_share_national('round', ['1'], years := $1)"
        )
        assert connection.execute(asked, ["financial"]).fetchall() == [(1, ["kent"])]
        # Side by side they stay rows of their own.
        assert connection.execute(
            "SELECT period_label, forces_counted FROM outcome_trend_national('round', ['1'])"
        ).fetchall() == [("2020", 1), ("2020/21", 1)]
