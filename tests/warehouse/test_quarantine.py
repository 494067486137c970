"""A document with hidden data waits whole until a person releases it, and then counts as if it had none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from made_replies import CHARGED, FORCE_SIGNS, ask, calendar, crosstab, decide, doc, reading, workspace_of

from parsers.errors import FoiError
from parsers.figure import Hidden

if TYPE_CHECKING:
    from pathlib import Path

    from parsers.figure import Reading

YEARS = [calendar(2020), calendar(2021)]
WHY = "hidden data: 1 hidden sheet (6 values)"
FOUND = [
    Hidden("hidden sheet", "sheet 2", 1, 6, holds=True),
    Hidden("named range", "the workbook", 1, None, holds=False),
]


def suspect(reason: str = WHY) -> Reading:
    return reading(
        "Hertfordshire.xlsx",
        crosstab(1, "outcome_label", {CHARGED: [7, 9]}, YEARS),
        signs=FORCE_SIGNS["hertfordshire"],
        state="held",
        reason=reason,
        quarantine=WHY,
        hidden=FOUND,
    )


def test_all_of_it_is_held_with_the_command_that_releases_it(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path, suspect())
    name = doc(suspect())
    assert set(ask(workspace, "SELECT state, held_reason FROM figures")) == {("held", WHY)}
    assert ask(workspace, "SELECT state, reason FROM documents") == [("held", WHY)]
    assert ask(workspace, "SELECT kind, reason, command, figures FROM held") == [
        ("release", WHY, f'foi decide release {name} --why "…"', 2)
    ]
    assert ask(workspace, "SELECT count(*) FROM outcome_counts") == [(0,)]
    assert ask(
        workspace, "SELECT kind, place, count, filled, holds, released FROM screening ORDER BY kind"
    ) == [
        ("hidden sheet", "sheet 2", 1, 6, True, False),
        ("named range", "the workbook", 1, None, False, False),
    ]


def test_accepting_figures_does_not_release_them(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path, suspect())
    decide(workspace, "accept", doc(suspect()), "")
    assert set(ask(workspace, "SELECT state FROM figures")) == {("held",)}


def test_once_released_it_counts(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path, suspect())
    decide(workspace, "release", doc(suspect()), "", why="the sheet holds codes")
    assert set(ask(workspace, "SELECT state, held_reason FROM figures")) == {("accepted", None)}
    assert ask(workspace, "SELECT state, reason FROM documents") == [("read", None)]
    assert ask(workspace, "FROM held") == []
    assert ask(workspace, "SELECT sum(count)::INT FROM outcome_counts") == [(16,)]
    assert set(ask(workspace, "SELECT released FROM screening")) == {(True,)}


def test_what_else_is_wrong_with_it_stays(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path, suspect(f"{WHY}; page 2: needs OCR: a picture of text"))
    decide(workspace, "release", doc(suspect()), "", why="the sheet holds codes")
    assert ask(workspace, "SELECT state, reason FROM documents") == [
        ("held", "page 2: needs OCR: a picture of text")
    ]
    assert ask(workspace, "SELECT kind FROM held") == [("document",)]


def test_a_release_says_why(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path, suspect())
    with pytest.raises(FoiError, match="say why it may be used"):
        decide(workspace, "release", doc(suspect()), "", why="")
