"""A later reply replaces an earlier one: both stay, what changed is told, and what was known on a day."""

from __future__ import annotations

import shutil
from datetime import date
from itertools import pairwise
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
    decide,
    deliver,
    doc,
    durham,
    hertfordshire,
    reading,
    totals,
    workspace_of,
)

from parsers.errors import FoiError
from parsers.figure import Caveat, LostNumber
from warehouse.build import build
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from parsers.figure import Reading

YEARS = [calendar(2020), calendar(2021)]
FIRST = reading(
    "first.pdf",
    [
        *crosstab(1, "outcome_label", {CHARGED: [3, 4], DECLINED: [5, "<5"], NO_SUSPECT: [1, 1]}, YEARS),
        *totals(1, 9, [9, 7], YEARS, "outcome"),
    ],
    signs=FORCE_SIGNS["kent"],
    caveats=[Caveat("Preliminary.", "page 1")],
    lost=[LostNumber("page 2", "17", "on page 17 of")],
)
REVISED = reading(
    "revised.pdf",
    [
        *crosstab(1, "outcome_label", {CHARGED: [3, 6], DECLINED: [5, 2], "Outcome 22": [0, 1]}, YEARS),
        *totals(1, 9, [8, 9], YEARS, "outcome"),
    ],
    signs=FORCE_SIGNS["kent"],
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    workspace = workspace_of(tmp_path_factory.mktemp("w"), hertfordshire(), durham())
    deliver(workspace, FIRST, folder="images", received_on=date(2022, 2, 7))
    deliver(workspace, REVISED, folder="images", received_on=date(2022, 5, 3))
    decide(workspace, "supersede", doc(FIRST), REVISED.document_id, why="their corrected reply")
    built(workspace)
    return workspace


@pytest.fixture
def warehouse(workspace: Workspace) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(workspace.root / "built.duckdb"), read_only=True) as connection:
        yield connection


def test_the_revised_reply_answers_alone(warehouse: duckdb.DuckDBPyConnection) -> None:
    asked = (
        "SELECT period_label, outcome_code, count FROM outcome_counts WHERE force_id = 'kent' AND count > 0"
    )
    assert sorted(warehouse.execute(asked).fetchall()) == [
        ("2020", "1", 3), ("2020", "16", 5), ("2021", "1", 6), ("2021", "16", 2), ("2021", "22", 1),
    ]  # fmt: skip
    failed = "SELECT count(*) FROM checks WHERE NOT passed AND reply_id = 'images/kent'"
    assert warehouse.execute(failed).fetchall() == [(0,)]


def test_both_stay(warehouse: duckdb.DuckDBPyConnection) -> None:
    states = "SELECT document_id, state, count(*) FROM figures WHERE force_id = 'kent' GROUP BY ALL"
    assert sorted(warehouse.execute(states).fetchall()) == sorted(
        [(FIRST.document_id, "superseded", 8), (REVISED.document_id, "accepted", 8)]
    )
    replies = (
        "SELECT reply_id, received_on, light, caveats, figures_accepted, numbers_lost, superseded_by"
        " FROM replies WHERE force_id = 'kent' ORDER BY received_on"
    )
    assert warehouse.execute(replies).fetchall() == [
        (f"images/kent@{doc(FIRST)}", date(2022, 2, 7), "green", ["Preliminary."], 0, 0, "images/kent"),
        ("images/kent", date(2022, 5, 3), "green", [], 8, 0, None),
    ]
    assert warehouse.execute("SELECT count(*) FROM coverage WHERE force_id = 'kent'").fetchall() == [(1,)]
    assert warehouse.execute("FROM held WHERE document_id = ?", [FIRST.document_id]).fetchall() == []


def test_what_changed_is_told_value_by_value(warehouse: duckdb.DuckDBPyConnection) -> None:
    asked = (
        "SELECT change, role, period_label, outcome_label, before_low, before_high, after_low, after_high"
        " FROM reply_changes('images/kent') WHERE change <> 'same'"
    )
    assert set(warehouse.execute(asked).fetchall()) == {
        ("changed", "cell", "2021", CHARGED, 4, 4, 6, 6),
        ("changed", "cell", "2021", DECLINED, 0, 4, 2, 2),
        ("gone", "cell", "2020", NO_SUSPECT, 1, 1, None, None),
        ("gone", "cell", "2021", NO_SUSPECT, 1, 1, None, None),
        ("added", "cell", "2020", "Outcome 22", None, None, 0, 0),
        ("added", "cell", "2021", "Outcome 22", None, None, 1, 1),
        ("changed", "total", "2020", None, 9, 9, 8, 8),
        ("changed", "total", "2021", None, 7, 7, 9, 9),
    }
    same = "SELECT count(*) FROM reply_changes('images/kent') WHERE change = 'same'"
    assert warehouse.execute(same).fetchall() == [(2,)]


@pytest.mark.parametrize(
    ("day", "charged", "recorded"),
    [("2022-02-06", None, None), ("2022-02-07", 7, 16), ("2022-05-02", 7, 16), ("2022-05-03", 9, 17)],
)
def test_the_answer_as_it_was_known_on_a_day(
    warehouse: duckdb.DuckDBPyConnection, day: str, charged: int | None, recorded: int | None
) -> None:
    asked = "SELECT sum(count) FROM outcome_counts_as_of(?) WHERE force_id = 'kent' AND outcome_code = '1'"
    assert warehouse.execute(asked, [day]).fetchall() == [(charged,)]
    asked = "SELECT sum(count) FROM recorded_counts_as_of(?) WHERE force_id = 'kent'"
    assert warehouse.execute(asked, [day]).fetchall() == [(recorded,)]


def test_replies_without_a_day_were_always_known(warehouse: duckdb.DuckDBPyConnection) -> None:
    asked = "SELECT count(*) > 0 FROM outcome_counts_as_of('2022-01-01') WHERE force_id = 'hertfordshire'"
    assert warehouse.execute(asked).fetchall() == [(True,)]


def test_the_file_says_what_went_in(warehouse: duckdb.DuckDBPyConnection) -> None:
    kinds = dict(warehouse.execute("SELECT kind, count(*) FROM build_inputs GROUP BY ALL").fetchall())
    assert {kind: kinds[kind] for kind in ("document", "request", "decision")} == {
        "document": 4, "request": 2, "decision": 1,
    }  # fmt: skip
    assert kinds["vocabulary"] > 3
    digests = "SELECT vocabulary_digest, decisions_digest, code_digest, inputs_digest FROM build_info"
    (row,) = warehouse.execute(digests).fetchall()
    assert all(len(digest) == 64 for digest in row)


def test_a_file_can_be_made_again_with_equal_content(workspace: Workspace, tmp_path: Path) -> None:
    shutil.copytree(workspace.root, tmp_path / "elsewhere", ignore=shutil.ignore_patterns("*.duckdb"))
    again = build(Workspace.open(tmp_path / "elsewhere"), tmp_path / "again.duckdb").path
    with duckdb.connect(str(again), read_only=True) as connection:
        connection.execute(f"ATTACH '{workspace.root / 'built.duckdb'}' AS first (READ_ONLY)")
        relations = [
            f"{row[0]}.{row[1]}"
            for row in connection.execute(
                "SELECT schema_name, table_name FROM duckdb_tables()"
                " WHERE database_name = 'first' AND NOT temporary"
            ).fetchall()
        ]
        assert len(relations) > 20
        for name in relations:
            columns = "* EXCLUDE (built_at)" if name == "main.build_info" else "*"
            one, other = (
                connection.execute(f"SELECT {columns} FROM {place}{name}").fetchall()  # noqa: S608
                for place in ("first.", "again.")
            )
            assert one == other, name


def test_of_three_versions_each_was_known_in_its_time(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path)
    versions = []
    for number, came in enumerate((date(2022, 2, 1), date(2022, 3, 1), date(2022, 4, 1)), start=1):
        figures = crosstab(1, "outcome_label", {CHARGED: [number]}, YEARS[:1])
        versions.append(reading(f"v{number}.pdf", figures, signs=FORCE_SIGNS["kent"]))
        deliver(workspace, versions[-1], folder="images", received_on=came)
    for older, newer in pairwise(versions):
        decide(workspace, "supersede", doc(older), doc(newer))
    known = (
        "SELECT (SELECT list(count) FROM outcome_counts_as_of($1)), (SELECT list(count) FROM outcome_counts)"
    )
    built(workspace)
    with duckdb.connect(str(workspace.root / "built.duckdb"), read_only=True) as connection:
        for day, count in (("2022-02-15", 1), ("2022-03-15", 2), ("2022-04-15", 3)):
            assert connection.execute(known, [day]).fetchall() == [([count], [3])]


def letter(name: str, *counts: int, years: slice = slice(1), **more: object) -> Reading:
    figures = crosstab(1, "outcome_label", {CHARGED: list(counts)}, YEARS[years]) if counts else []
    return reading(name, figures, signs=FORCE_SIGNS["kent"], **more)


def known(workspace: Workspace, *days: str) -> list[int | None]:
    """Return how many were charged as far as was known on each of some days, and now."""
    built(workspace)
    with duckdb.connect(str(workspace.root / "built.duckdb"), read_only=True) as connection:
        asked = "SELECT sum(count)::INTEGER FROM outcome_counts_as_of(?)"
        now = connection.execute("SELECT sum(count)::INTEGER FROM outcome_counts").fetchall()
        return [row[0] for day in days for row in connection.execute(asked, [day]).fetchall()] + [now[0][0]]


def test_what_came_beside_an_earlier_letter_was_not_known_before(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path)
    deliver(workspace, letter("one.pdf", 3), folder="images", received_on=date(2022, 2, 1))
    deliver(workspace, letter("two.pdf", 5, years=slice(1, 2)), folder="images", received_on=date(2022, 4, 1))
    assert known(workspace, "2022-01-31", "2022-02-01", "2022-03-31", "2022-04-01") == [None, 3, 3, 8, 8]


def test_an_answer_was_not_known_when_it_was_acknowledged(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path)
    thanks = letter("thanks.eml", disposition="acknowledgement")
    deliver(workspace, thanks, folder="images", received_on=date(2022, 1, 11))
    deliver(workspace, letter("one.pdf", 3), folder="images", received_on=date(2022, 3, 1))
    assert known(workspace, "2022-02-15", "2022-03-01") == [None, 3, 3]
    asked = "SELECT received_on, days_late > 0 FROM replies"
    assert ask(workspace, asked, build_first=False) == [(date(2022, 3, 1), True)]


def test_of_replies_without_a_day_the_one_in_force_was_always_known(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path)
    older, newer = letter("one.pdf", 3), letter("two.pdf", 5)
    for found in (older, newer):
        deliver(workspace, found, folder="images")
    decide(workspace, "supersede", doc(older), doc(newer))
    assert known(workspace, "2022-02-15") == [5, 5]


def test_what_a_refusal_replaced_was_known_until_it_came(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path)
    older, newer = letter("one.pdf", 3), letter("no.pdf", disposition="refused")
    deliver(workspace, older, folder="images", received_on=date(2022, 2, 1))
    deliver(workspace, newer, folder="images", received_on=date(2022, 4, 1))
    decide(workspace, "supersede", doc(older), doc(newer))
    assert known(workspace, "2022-03-01", "2022-04-01") == [3, None, None]


@pytest.mark.parametrize(
    ("value", "problem"),
    [("", "write the document that replaces it"), ("0123456789ab", "cannot replace itself")],
)
def test_a_document_is_replaced_by_another(tmp_path: Path, value: str, problem: str) -> None:
    with pytest.raises(FoiError, match=problem):
        decide(workspace_of(tmp_path), "supersede", "0123456789ab", value)


def test_a_decision_about_a_document_that_is_not_there_changes_nothing(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path)
    deliver(workspace, FIRST, folder="images")
    decide(workspace, "supersede", doc(FIRST), "0123456789ab")
    assert ask(workspace, "SELECT DISTINCT state FROM figures") == [("accepted",)]
    assert ask(workspace, 'SELECT "check" FROM checks WHERE NOT passed', build_first=False) == [
        ("decision has its object",)
    ]
