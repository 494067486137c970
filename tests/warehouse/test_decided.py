"""Decisions replayed at every build, and builds that come out alike."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest
from made_replies import (
    CHARGED,
    FORCE_SIGNS,
    ask,
    built,
    calendar,
    crosstab,
    decide,
    deliver,
    doc,
    reading,
    workspace_of,
)

from parsers.figure import Sign
from warehouse.build import inputs_digest

if TYPE_CHECKING:
    from pathlib import Path

    from parsers.figure import Figure, Reading
    from warehouse.workspace import Workspace

YEARS = [calendar(2020), calendar(2021)]
HERTS = FORCE_SIGNS["hertfordshire"]


def herts(figures: list[Figure], **more: object) -> Reading:
    return reading("Hertfordshire.pdf", figures, **{"signs": HERTS, **more})


def states(workspace: Workspace) -> set[tuple[str, str | None]]:
    return set(ask(workspace, "SELECT state, held_reason FROM figures"))


def held(workspace: Workspace) -> list[tuple[str, str, int]]:
    return ask(workspace, "SELECT kind, command, figures FROM held")


def test_commands_survive_a_shell(tmp_path: Path) -> None:
    label = """Closed "as is" – the suspect's $5"""
    workspace = workspace_of(tmp_path, herts(crosstab(1, "outcome_label", {label: [7]}, YEARS[:1])))
    ((_, command, _),) = held(workspace)
    assert shlex.split(command)[3] == label


@pytest.mark.parametrize(
    ("kind", "target", "value", "scope"),
    [
        ("wording", "Never seen", "14", ""),
        ("blank", "0123456789ab.t1", "zero", ""),
        ("period", "0123456789ab.t1", "2019", ""),
        ("axis", "0123456789ab.t1", "place", "?rows"),
        ("accept", "0123456789ab.t1.r1.c1", "", ""),
        ("reject", "0123456789ab", "", ""),
        ("request", "0123456789ab", "images", ""),
        ("force", "0123456789ab", "kent", ""),
        ("ignore", "0123456789ab", "", "page 1"),
    ],
)
def test_a_decision_about_nothing_is_reported(
    tmp_path: Path, kind: str, target: str, value: str, scope: str
) -> None:
    workspace = workspace_of(tmp_path, herts(crosstab(1, "outcome_label", {CHARGED: [7]}, YEARS[:1])))
    decide(workspace, kind, target, value, scope)
    summary = built(workspace)
    (problem,) = summary.problems
    assert target in problem
    assert ask(workspace, "SELECT light FROM replies", build_first=False) == [("green",)]


def test_decisions_that_hold_are_no_problem(tmp_path: Path) -> None:
    found = herts(crosstab(1, "outcome_label", {CHARGED: [7]}, YEARS[:1]))
    workspace = workspace_of(tmp_path, found)
    for kind, target, value in (
        ("wording", CHARGED, "1"),
        ("accept", f"{doc(found)}.t1.r1.c1", "7"),
        ("force", doc(found), "hertfordshire"),
        ("request", doc(found), "images"),
        ("period", f"{doc(found)}.t1", "2019"),
    ):
        decide(workspace, kind, target, value)
    assert built(workspace).problems == ()


def test_a_request_that_is_gone_is_reported(tmp_path: Path) -> None:
    found = herts(crosstab(1, "outcome_label", {CHARGED: [7]}, YEARS[:1]))
    workspace = workspace_of(tmp_path, found)
    decide(workspace, "request", doc(found), "gone")
    assert len(built(workspace).problems) == 1
    assert ask(workspace, "SELECT request_id FROM figures") == [("images",)]


def test_the_same_inputs_give_the_same_rows(tmp_path: Path) -> None:
    found = [
        herts(crosstab(1, "outcome_label", {CHARGED: [7, 8], "Odd": [1, 2]}, YEARS)),
        reading(
            "Kent.pdf", crosstab(1, "outcome_label", {CHARGED: [1, 2]}, YEARS), signs=FORCE_SIGNS["kent"]
        ),
    ]
    dumps = []
    for name, order in (("one", found), ("two", found[::-1])):
        workspace = workspace_of(tmp_path / name, *order)
        relations = (
            "figures",
            "outcome_counts",
            "recorded_counts",
            "checks",
            "held",
            "replies",
            "documents",
            "cuts",
        )
        dumps.append([ask(workspace, f"FROM {relation}") for relation in relations])
        dumps[-1].append([inputs_digest(workspace)])
    assert dumps[0] == dumps[1]


def test_the_digest_changes_with_every_input(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path, herts([]))
    seen = {inputs_digest(workspace)}
    decide(workspace, "wording", "Odd", "14")
    seen.add(inputs_digest(workspace))
    deliver(workspace, reading("b.pdf", signs=[Sign("force", "kent", "page 1")]))
    seen.add(inputs_digest(workspace))
    (workspace.requests / "0.toml").unlink()
    seen.add(inputs_digest(workspace))
    assert len(seen) == 4
    assert inputs_digest(workspace) in seen


def test_an_empty_workspace_builds(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path, requests=())
    summary = built(workspace)
    assert (summary.documents, summary.figures, summary.held) == (0, 0, 0)
    assert ask(workspace, "FROM outcome_counts") == []
    assert ask(workspace, "FROM outcome_share('images', ['16'])") == []
