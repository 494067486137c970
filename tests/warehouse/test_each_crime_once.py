"""The same crimes, answered in every shape: one answer where the shape carries it, and a reason where not."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import duckdb
import pytest
from made_replies import (
    CHARGED,
    DECLINED,
    FORCE_SIGNS,
    NO_SUSPECT,
    ask,
    built,
    calendar,
    crosstab,
    day,
    deliver,
    figure,
    reading,
    signs_of,
    span,
    totals,
    workspace_of,
)

from parsers.vocabulary.forces import FORCES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from parsers.figure import Figure
    from warehouse.workspace import Workspace

CODES = {CHARGED: "1", DECLINED: "16", NO_SUSPECT: "18"}
PLACES = ("North", "South", "West")
OFFENCES = ("Violence", "Theft")
YEARS = [calendar(year) for year in (2019, 2020, 2021)]
WHOLE = span(date(2019, 1, 1), date(2021, 12, 31))
SHAPES = {"kent": "by year", "durham": "by place", "cumbria": "a list", "hertfordshire": "two tables"}
REQUEST = """
id = "shapes"
title = "The same crimes"
sent = 2022-01-10
[asks]
period = ["2019", "2021"]
year_kind = "calendar"
dimensions = ["outcome"]
offences = "all"
""" + "".join(f'[[authority]]\nforce = "{force}"\n' for force in [*SHAPES, "essex"])


@dataclass(frozen=True)
class Crime:
    recorded: date
    outcome: str
    offence: str
    place: str


def crimes() -> list[Crime]:
    chance = random.Random(7)
    return [
        Crime(
            date(chance.choice([2019, 2020, 2021]), chance.randint(1, 12), chance.randint(1, 28)),
            chance.choice(list(CODES)),
            chance.choice(OFFENCES),
            chance.choice(PLACES),
        )
        for _ in range(240)
    ]


def by_year(table: int, kind: str, labels: list[str] | tuple[str, ...], field: str) -> list[Figure]:
    counted = Counter((getattr(crime, field), crime.recorded.year) for crime in crimes())
    rows: dict[str, list[int | str]] = {
        label: [counted[label, year.start.year] for year in YEARS] for label in labels
    }
    closing = [sum(int(counts[column]) for counts in rows.values()) for column in range(len(YEARS))]
    over = kind.removesuffix("_label")
    return [*crosstab(table, kind, rows, YEARS), *totals(table, 9, closing, YEARS, over)]


def shaped(shape: str) -> list[Figure]:
    if shape == "by year":
        return by_year(1, "outcome_label", list(CODES), "outcome")
    if shape == "by place":
        counted = Counter((crime.outcome, crime.place) for crime in crimes())
        return [
            figure(
                1,
                row,
                column,
                counted[label, place],
                outcome_label=label,
                breakdown={"place": place},
                period=WHOLE,
            )
            for row, label in enumerate(CODES, start=1)
            for column, place in enumerate(PLACES, start=1)
        ]
    if shape == "a list":
        return [
            figure(
                1, row, 1, 1, value_status="record", outcome_label=crime.outcome, period=day(crime.recorded)
            )
            for row, crime in enumerate(crimes(), start=1)
        ]
    return [
        *by_year(1, "offence_label", OFFENCES, "offence"),
        *by_year(2, "outcome_label", list(CODES), "outcome"),
    ]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    workspace = workspace_of(tmp_path_factory.mktemp("shapes"), requests=(REQUEST,))
    for force, shape in SHAPES.items():
        deliver(workspace, reading(f"{force}.pdf", shaped(shape), signs=FORCE_SIGNS[force]), folder="shapes")
    essex = reading(
        "essex.pdf",
        by_year(1, "offence_label", OFFENCES, "offence"),
        signs=signs_of("essex", FORCES["essex"].domains[0]),
    )
    deliver(workspace, essex, folder="shapes")
    with duckdb.connect(str(built(workspace).path), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize("force", ["kent", "cumbria", "hertfordshire"])
def test_shapes_with_years_give_one_answer(warehouse: duckdb.DuckDBPyConnection, force: str) -> None:
    found = warehouse.execute(
        "SELECT period_label, outcome_code, count FROM outcome_counts WHERE force_id = ? ORDER BY ALL",
        [force],
    ).fetchall()
    counted = Counter((str(crime.recorded.year), CODES[crime.outcome]) for crime in crimes())
    assert found == sorted((year, code, count) for (year, code), count in counted.items())
    assert warehouse.execute("FROM absences WHERE force_id = ?", [force]).fetchall() == []


def test_the_shape_without_years_gives_the_sum_and_a_reason(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = warehouse.execute(
        "SELECT period_kind, outcome_code, count FROM outcome_counts WHERE force_id = 'durham' ORDER BY ALL"
    ).fetchall()
    counted = Counter(CODES[crime.outcome] for crime in crimes())
    assert found == sorted(("range", code, count) for code, count in counted.items())
    assert warehouse.execute("SELECT what, reason FROM absences WHERE force_id = 'durham'").fetchall() == [
        ("outcomes by calendar period", "the reply gives outcomes for a span of years, not for each")
    ]
    ((warnings,),) = warehouse.execute(
        "SELECT warnings FROM outcome_share('shapes', ['16']) WHERE force_id = 'durham'"
    ).fetchall()
    assert "counts a span of years, not each year" in warnings


def test_a_shape_without_outcomes_gives_none_and_a_reason(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert warehouse.execute("FROM outcome_counts WHERE force_id = 'essex'").fetchall() == []
    assert warehouse.execute("SELECT what, reason FROM absences WHERE force_id = 'essex'").fetchall() == [
        ("outcomes", "the reply breaks crimes down by offence, not by outcome")
    ]


def test_every_shape_gives_the_same_shares_and_crimes_recorded(warehouse: duckdb.DuckDBPyConnection) -> None:
    true = Counter(CODES[crime.outcome] for crime in crimes())
    found = warehouse.execute("SELECT recorded, count_low, count_high FROM outcome_share('shapes', ['16'])")
    assert found.fetchall() == [(240, true["16"], true["16"])] * len(SHAPES)
    recorded = warehouse.execute("SELECT force_id, sum(count) FROM recorded_counts GROUP BY ALL").fetchall()
    assert dict(recorded) == dict.fromkeys([*SHAPES, "essex"], 240)
    assert warehouse.execute('SELECT "check" FROM checks WHERE NOT passed').fetchall() == []


ONE = """
id = "shapes"
title = "Crimes"
sent = 2022-01-10
[asks]
period = ["2020", "2020"]
year_kind = "calendar"
offences = "all"
[[authority]]
force = "kent"
"""
Y20 = [calendar(2020)]


def kent(tmp_path: Path, *figures: Figure, request: str = ONE, signs: object = None) -> Workspace:
    workspace = workspace_of(tmp_path, requests=(request,))
    found = reading("reply.pdf", figures, signs=signs or FORCE_SIGNS["kent"])
    deliver(workspace, found, folder="shapes")
    return workspace


@pytest.mark.parametrize(
    ("total", "codes", "recorded", "said"),
    [(15, {"1": 10, "1A": 3, "16": 2}, (15, 15), "beside"), (12, {"1": 10, "16": 2}, (12, 12), "inside")],
)
def test_the_total_tells_whether_alternate_offences_are_beside_or_inside(
    tmp_path: Path, total: int, codes: dict[str, int], recorded: tuple[int, int], said: str
) -> None:
    rows: dict[str, list[int | str]] = {CHARGED: [10], "1A": [3], DECLINED: [2]}
    workspace = kent(
        tmp_path, *crosstab(1, "outcome_label", rows, Y20), *totals(1, 9, [total], Y20, "outcome")
    )
    assert dict(ask(workspace, "SELECT outcome_code, count FROM outcome_counts")) == codes
    assert ask(workspace, "SELECT count_low, count_high FROM recorded_counts", build_first=False) == [
        recorded
    ]
    told = "SELECT passed, actual FROM checks WHERE \"check\" = 'alternate offences'"
    assert ask(workspace, told, build_first=False) == [(True, said)]
    # The figure stays as it was read, whatever it counts for.
    assert (3,) in ask(workspace, "SELECT count FROM figures WHERE role = 'cell'", build_first=False)


@pytest.mark.parametrize(
    ("total", "confidence", "at_most", "said"),
    [(45, 1.0, 32, [(True, "beside")]), (42, 1.0, 32, [(True, "inside")]), (45, 0.6, 32, [])],
)
def test_what_waits_beside_alternate_offences_is_in_the_total(
    tmp_path: Path, total: int, confidence: float, at_most: int, said: list[tuple[bool, str]]
) -> None:
    figures = crosstab(1, "outcome_label", {CHARGED: [10], "1A": [3]}, Y20)
    doubt = {"held_reason": "rows not told apart", "confidence": confidence}
    figures.append(figure(1, 3, 1, 32, outcome_label=DECLINED, period=Y20[0], **doubt))
    workspace = kent(tmp_path, *figures, *totals(1, 9, [total], Y20, "outcome"))
    asked = "SELECT count_low, count_high FROM outcome_share('shapes', ['16']) WHERE force_id = 'kent'"
    assert ask(workspace, asked) == [(0, at_most)]
    told = "SELECT passed, actual FROM checks WHERE \"check\" = 'alternate offences'"
    assert ask(workspace, told, build_first=False) == said


def test_without_a_total_alternate_offences_stand_beside(tmp_path: Path) -> None:
    workspace = kent(tmp_path, *crosstab(1, "outcome_label", {CHARGED: [10], "1A": [3]}, Y20))
    assert dict(ask(workspace, "SELECT outcome_code, count FROM outcome_counts")) == {"1": 10, "1A": 3}


def test_parts_of_a_row_are_not_counted_again(tmp_path: Path) -> None:
    figures = crosstab(1, "outcome_label", {CHARGED: [10]}, Y20)
    figures.append(figure(1, 2, 1, 4, role="of_which", outcome_label=CHARGED, period=Y20[0]))
    workspace = kent(tmp_path, *figures, *totals(1, 9, [10], Y20, "outcome"))
    assert ask(workspace, "SELECT count, len(figure_ids) FROM outcome_counts") == [(10, 1)]


def test_rows_of_one_code_and_of_several_codes_are_each_once(tmp_path: Path) -> None:
    both = "Evidential difficulties (victim does not support action)"
    rows: dict[str, list[int | str]] = {CHARGED: [10], "Charged": [4], both: [5], DECLINED: [2]}
    workspace = kent(tmp_path, *crosstab(1, "outcome_label", rows, Y20))
    assert ask(workspace, "SELECT outcome_codes, count FROM outcome_counts ORDER BY count") == [
        (["16"], 2), (["14", "16"], 5), (["1"], 14),
    ]  # fmt: skip
    share = "SELECT count_low, count_high, reasons FROM outcome_share('shapes', ['16'])"
    assert ask(workspace, share, build_first=False) == [(2, 7, ["overlap"])]


def test_a_joint_reply_is_two_forces_answers(tmp_path: Path) -> None:
    request = ONE.replace('force = "kent"', 'force = "norfolk"') + '[[authority]]\nforce = "suffolk"\n'
    figures = crosstab(1, "outcome_label", {CHARGED: [3]}, Y20, force_label="Norfolk Constabulary")
    figures += crosstab(2, "outcome_label", {CHARGED: [4]}, Y20, force_label="Suffolk Constabulary")
    figures += totals(2, 9, [7], Y20, "outcome")
    signs = [*signs_of("norfolk", "norfolk.police.uk"), *signs_of("suffolk", "suffolk.police.uk")]
    workspace = kent(tmp_path, *figures, request=request, signs=signs)
    assert ask(workspace, "SELECT force_id, count FROM outcome_counts ORDER BY ALL") == [
        ("norfolk", 3), ("suffolk", 4),
    ]  # fmt: skip
    # Their common total is nobody's own, and waits.
    assert ask(workspace, "SELECT role, held_kind FROM figures WHERE state = 'held'", build_first=False) == [
        ("total", "force")
    ]


def test_a_series_goes_on_where_an_offence_was_classified_anew(tmp_path: Path) -> None:
    """Sharing private images: 008/71 until 30 January 2024, then 175/08 and 088/15, in another group."""
    request = ONE.replace('"2020", "2020"', '"2023", "2024"').replace(
        '"all"', '["008/71", "175/08", "088/15"]'
    )
    years = [calendar(2023), calendar(2024)]
    figures = crosstab(1, "outcome_label", {CHARGED: [9, 1]}, years, offence_label="008/71")
    figures += crosstab(2, "outcome_label", {CHARGED: [0, 5]}, years, offence_label="175/08")
    figures += crosstab(3, "outcome_label", {CHARGED: [0, 2]}, years, offence_label="088/15")
    workspace = kent(tmp_path, *figures, request=request)
    trend = "SELECT period_label, count_low, count_high, change_low FROM trend('shapes', ['1'])"
    assert ask(workspace, trend) == [("2023", 9, 9, None), ("2024", 8, 8, -1)]
    assert ask(workspace, "SELECT offence_id, sum(count) FROM outcome_counts GROUP BY ALL ORDER BY ALL") == [
        ("008/71", 10), ("088/15", 2), ("175/08", 5),
    ]  # fmt: skip
    ((warnings,),) = ask(workspace, "SELECT warnings FROM comparability", build_first=False)
    assert "008/71 ended on 2024-01-30" in warnings
    assert "175/08 began on 2024-01-31" in warnings
    assert (
        "its offences stand in several Home Office classes: Sexual offences, Violence against the person"
        in warnings
    )
