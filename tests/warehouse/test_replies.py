"""What a reply came to, and what the published file says of itself."""

from __future__ import annotations

import tomllib
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from counted import Y20
from made_replies import (
    CHARGED,
    FORCE_SIGNS,
    HOSPITAL_YEARS,
    HOSPITALS,
    ask,
    crosstab,
    reading,
    workspace_of,
)

from parsers.figure import Caveat, Sign

if TYPE_CHECKING:
    from pathlib import Path


def test_a_reply_gathers_what_its_documents_say(tmp_path: Path) -> None:
    found = reading(
        "Durham.pdf",
        crosstab(1, "outcome_label", {CHARGED: [5]}, HOSPITAL_YEARS[:1]),
        signs=[
            *FORCE_SIGNS["durham"],
            Sign("date", "2025-09-15", "page 1"),
            Sign("date", "2025-10-15", "page 1"),
            Sign("reference", "1406745", "page 1"),
        ],
        caveats=[
            Caveat("Not comparable.", "page 9"),
            Caveat("As of today.", "page 2"),
            Caveat("As of today.", "page 3"),
        ],
        disposition="full",
        exemptions=("s.40(2)",),
    )  # fmt: skip
    workspace = workspace_of(tmp_path, found, requests=(HOSPITALS,))
    assert ask(
        workspace,
        'SELECT reply_id, received_on, due_on, days_late, disposition, exemptions, "references", caveats'
        " FROM replies",
    ) == [
        (
            "hospitals/durham",
            date(2025, 10, 15),
            date(2025, 10, 13),
            2,
            "full",
            ["s.40(2)"],
            ["1406745"],
            ["As of today.", "Not comparable."],
        )
    ]
    assert ask(workspace, "SELECT force_id, state, usable FROM coverage") == [
        ("cumbria", "overdue", False),
        ("durham", "part", True),
    ]


@pytest.mark.parametrize(
    ("disposition", "state"), [("refused", "refused"), ("acknowledgement", "overdue"), ("unknown", "held")]
)
def test_what_a_reply_without_figures_is(tmp_path: Path, disposition: str, state: str) -> None:
    found = reading("Durham.pdf", signs=FORCE_SIGNS["durham"], disposition=disposition)
    workspace = workspace_of(tmp_path, found, requests=(HOSPITALS,))
    assert ask(workspace, "SELECT state FROM coverage WHERE force_id = 'durham'") == [(state,)]


def test_two_files_of_one_force_are_one_reply(tmp_path: Path) -> None:
    letter = reading("letter.pdf", signs=FORCE_SIGNS["kent"])
    sheet = reading(
        "data.xlsx", crosstab(1, "outcome_label", {CHARGED: [5]}, [Y20]), signs=FORCE_SIGNS["kent"]
    )
    workspace = workspace_of(tmp_path, letter, sheet)
    assert ask(workspace, "SELECT reply_id, figures_accepted, light FROM replies") == [
        ("images/kent", 1, "green")
    ]
    assert ask(workspace, "FROM held") == []


def test_the_file_keeps_to_the_storage_that_every_client_opens(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path)
    assert ask(
        workspace, "SELECT tags['storage_version'] FROM duckdb_databases() WHERE database_name = 'built'"
    ) == [("v1.5.0+",)]
    assert not list(workspace.root.glob("built.duckdb.*"))


def test_each_question_has_its_answer(tmp_path: Path) -> None:
    told = [
        Sign("answer", "1: full", "page 1 @ 20"),
        Sign("answer", "2a: not held", "page 1 @ 30"),
        Sign("answer", "3: refused s.12 s.40(2) NCND", "page 2 @ 10"),
    ]
    letter = reading(
        "Kent.pdf", signs=[*FORCE_SIGNS["kent"], *told], disposition="part", exemptions=("s.12",)
    )
    brief = reading("brief.pdf", signs=FORCE_SIGNS["kent"], disposition="refused", exemptions=("s.31",))
    workspace = workspace_of(tmp_path, letter, brief)
    asked = "SELECT question, disposition, exemptions, locator FROM answers WHERE document_id = $document"
    assert ask(workspace, asked, document=letter.document_id) == [
        ("1", "full", [], "page 1 @ 20"),
        ("2a", "not held", [], "page 1 @ 30"),
        ("3", "refused", ["s.12", "s.40(2)", "NCND"], "page 2 @ 10"),
    ]
    assert ask(workspace, asked, document=brief.document_id) == [("", "refused", ["s.31"], None)]


def test_every_comment_is_of_something(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path)
    told = tomllib.loads((files("warehouse.sql") / "comments.toml").read_text(encoding="utf-8"))
    there = ask(workspace, "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal")
    assert set(told["relations"]) == {relation for relation, _ in there}
    assert set(told["columns"]) == {column for _, column in there}
    macros = ask(
        workspace,
        "SELECT DISTINCT function_name FROM duckdb_functions() WHERE NOT internal AND schema_name = 'main'",
        build_first=False,
    )
    assert {(name,) for name in told["macros"]} == set(macros)
    assert {(relation, column) for relation, columns in told["only"].items() for column in columns} <= set(
        there
    )
