"""The clock of requests: working days by the Act, what is late, and whom to remind."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import duckdb
import pytest
from made_replies import (
    CHARGED,
    built,
    calendar,
    crosstab,
    deliver,
    reading,
    signs_of,
    workspace_of,
)

from parsers.vocabulary.forces import FORCES

if TYPE_CHECKING:
    from collections.abc import Iterator

REQUEST = """
id = "clock"
title = "A question"
sent = 2026-03-02
[asks]
period = ["2020", "2020"]
year_kind = "calendar"
offences = "all"
[[authority]]
force = "kent"
[[authority]]
force = "durham"
[[authority]]
force = "essex"
references = ["E/1"]
[[authority]]
force = "scotland"
"""

SOON, REMIND, REVIEW = "due within three working days", "send a reminder", "ask for an internal review"


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    workspace = workspace_of(tmp_path_factory.mktemp("clock"), requests=(REQUEST,))
    for force, came in (("kent", date(2026, 3, 31)), ("durham", date(2026, 4, 8))):
        figures = crosstab(1, "outcome_label", {CHARGED: [3]}, [calendar(2020)])
        found = reading(f"{force}.pdf", figures, signs=signs_of(force, FORCES[force].domains[0]))
        deliver(workspace, found, folder="clock", received_on=came)
    with duckdb.connect(str(built(workspace).path), read_only=True) as connection:
        yield connection


def test_working_days_are_those_of_the_act(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = warehouse.execute(
        "SELECT force_id, act, due_on, state, working_days, working_days_late FROM clock"
        " WHERE state IN ('in time', 'late')"
    ).fetchall()
    # 17 March stops the clock of all but Scotland; Good Friday is 3 April and Easter Monday 6 April.
    assert found == [
        ("durham", "FOIA 2000", date(2026, 3, 31), "late", 24, 4),
        ("kent", "FOIA 2000", date(2026, 3, 31), "in time", 20, 0),
    ]
    scottish = warehouse.execute("SELECT act, due_on FROM clock WHERE force_id = 'scotland'").fetchall()
    assert scottish == [("FOI(S)A 2002", date(2026, 3, 30))]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-03-20", []),
        ("2026-03-26", [("essex", 0, SOON), ("scotland", 0, SOON)]),
        ("2026-03-31", [("essex", 0, SOON), ("scotland", 1, REMIND)]),
        ("2026-04-08", [("essex", 4, REMIND), ("scotland", 6, REMIND)]),
        ("2026-05-05", [("essex", 22, REVIEW), ("scotland", 24, REVIEW)]),
    ],
)
def test_whom_to_remind_on_a_day(
    warehouse: duckdb.DuckDBPyConnection, day: str, expected: list[tuple[str, int, str]]
) -> None:
    asked = "SELECT force_id, working_days_overdue, step FROM reminders(?)"
    assert sorted(warehouse.execute(asked, [day]).fetchall()) == sorted(expected)


def test_a_reminder_has_the_references_to_write(warehouse: duckdb.DuckDBPyConnection) -> None:
    asked = "SELECT \"references\" FROM reminders('2026-04-08') WHERE force_id = 'essex'"
    assert warehouse.execute(asked).fetchall() == [(["E/1"],)]
