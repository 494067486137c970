from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from parsers.errors import FoiError
from warehouse.decisions import COLUMNS, Decision, load_decisions, parse_period, record
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

DOC = "0123456789ab"
WORDING = Decision("wording", "No \x93fault\x94, closed", "", "14|16", "Ada", "2026-01-02", "asked the force")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.open(tmp_path, create=True)


def made(kind: str, target: str, value: str, scope: str = "") -> Decision:
    return Decision(kind, target, scope, value, "Ada", "2026-01-02T10:00:00", "why")


def test_a_decision_comes_back(workspace: Workspace) -> None:
    record(workspace, WORDING)
    assert load_decisions(workspace) == [WORDING]


def test_decisions_keep_their_order(workspace: Workspace) -> None:
    for value in ("14", "16", "14|16"):
        record(workspace, replace(WORDING, value=value))
    assert [decision.value for decision in load_decisions(workspace)] == ["14", "16", "14|16"]


def test_the_file_can_be_read_by_a_person(workspace: Workspace) -> None:
    record(workspace, made("blank", f"{DOC}.t1", "zero"))
    text = (workspace.decisions / "blank.csv").read_text()
    assert text == f"{','.join(COLUMNS)}\nblank,{DOC}.t1,,zero,Ada,2026-01-02T10:00:00,why\n"


def test_a_spreadsheet_may_have_saved_the_file(workspace: Workspace) -> None:
    record(workspace, WORDING)
    path = workspace.decisions / "wording.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n") + b"\r\n")
    assert load_decisions(workspace) == [WORDING]


def test_full_document_ids_are_shortened(workspace: Workspace) -> None:
    full = DOC + "c" * 52
    assert record(workspace, made("force", full, "durham")).target == DOC
    assert record(workspace, made("accept", f"{full}.t1", "")).target == f"{DOC}.t1"
    assert record(workspace, replace(WORDING, scope=full)).scope == DOC


@pytest.mark.parametrize(
    "decision",
    [
        made("wording", "Closed", "not-an-outcome"),
        made("blank", f"{DOC}.t1", "missing"),
        made("dash", f"{DOC}.t12", "zero"),
        made("force", DOC, "norfolk|suffolk"),
        made("request", DOC, "images"),
        made("period", f"{DOC}.t1", "2019/20"),
        made("period", f"{DOC}.t1", "2019-04-01..2024-03-31"),
        made("period", f"{DOC}.t1", "2019/20..2023/24"),
        made("axis", f"{DOC}.t1", "outcome", "?rows"),
        made("accept", f"{DOC}.t1.r2.c3", "12"),
        made("accept", DOC, ""),
        made("reject", f"{DOC}.t1", ""),
        made("ignore", DOC, "", "page 1, word 3"),
    ],
)
def test_valid_decisions(workspace: Workspace, decision: Decision) -> None:
    record(workspace, decision)
    assert load_decisions(workspace) == [decision]


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        (made("wish", DOC, ""), "no such kind of decision"),
        (made("wording", "", "14"), "found target ''"),
        (made("wording", "Closed", "99"), "found codes '99'"),
        (made("wording", "Closed", ""), "found codes ''"),
        (made("blank", DOC, "zero"), "write a table such as"),
        (made("blank", f"{DOC}.t1", "nil"), "write zero or missing"),
        (made("force", DOC, "durhan"), "no force 'durhan'"),
        (made("force", "durham", "durham"), "first 12 digits"),
        (made("request", DOC, ""), "request's id is empty"),
        (made("period", f"{DOC}.t1", "last year"), "found period 'last year'"),
        (made("period", f"{DOC}.t1", "2024..2019"), "found period"),
        (made("axis", f"{DOC}.t1", "outcome", "rows"), 'begins with "\\?"'),
        (made("axis", f"{DOC}.t1", "colour", "?rows"), "write outcome or offence"),
        (made("accept", f"{DOC}.t1", "12"), "name the figure"),
        (made("accept", f"{DOC}.t1.r1.c1", "-1"), "write a whole number"),
        (made("ignore", DOC, ""), "the scope is empty"),
        (replace(WORDING, who=""), "who is empty"),
        (replace(WORDING, when="yesterday"), "found when 'yesterday'"),
    ],
)
def test_invalid_decisions_are_not_written(workspace: Workspace, decision: Decision, message: str) -> None:
    with pytest.raises(FoiError, match=message):
        record(workspace, decision)
    assert load_decisions(workspace) == []


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("wordings.csv", "", "wordings.csv: no such kind of decision; known are accept"),
        ("blank.csv", "target,value\n", "blank.csv, line 1: found columns"),
        ("blank.csv", f"{','.join(COLUMNS)}\nblank,x\n", "blank.csv, line 2: found 2 columns; write 7"),
        (
            "blank.csv",
            f"{','.join(COLUMNS)}\ndash,{DOC}.t1,,zero,a,2026-01-01,b\n",
            "line 2: found kind 'dash'",
        ),
        ("blank.csv", f"{','.join(COLUMNS)}\nblank,{DOC}.t1,,no,a,2026-01-01,b\n", "line 2: found 'no'"),
    ],
)
def test_a_wrong_file_is_said_with_its_line(
    workspace: Workspace, name: str, content: str, message: str
) -> None:
    (workspace.decisions / name).write_text(content)
    with pytest.raises(FoiError, match=message):
        load_decisions(workspace)


def test_two_people_may_decide_at_once(workspace: Workspace) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: record(workspace, made("blank", f"{DOC}.t{n}", "zero")), range(12)))
    assert len(load_decisions(workspace)) == 12


def test_a_killed_decision_leaves_the_file_whole(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(workspace, WORDING)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", killed)
    with pytest.raises(KeyboardInterrupt):
        record(workspace, replace(WORDING, value="14"))
    monkeypatch.undo()
    assert load_decisions(workspace) == [WORDING]
    record(workspace, replace(WORDING, value="16"))
    assert sorted(path.name for path in workspace.decisions.iterdir()) == [".lock", "wording.csv"]


def test_periods_in_decisions() -> None:
    whole = parse_period("2019/20..2023/24")
    assert whole is not None
    assert (whole.start, whole.end) == (date(2019, 4, 1), date(2024, 3, 31))
    day = parse_period("2021-05-03")
    assert day is not None
    assert (day.start, day.end) == (date(2021, 5, 3), date(2021, 5, 3))
    assert parse_period("..") is None
