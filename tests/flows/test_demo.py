"""`foi demo`, as a person runs it first: in an empty folder, with nothing set up."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

from foi_process import contents

from flows.demo import MEANINGS, RECORDED, SHARES, Bounded

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Demonstration = tuple["Path", subprocess.CompletedProcess[str]]


def test_the_demo_prints_the_published_figures(demonstration: Demonstration) -> None:
    _, ended = demonstration
    assert ended.returncode == 0, ended.stderr
    lines = [line.strip() for line in ended.stdout.splitlines()]
    assert "95 recorded in 2021" in lines
    assert "70 recorded in 2020" in lines
    assert "372 in all" in lines
    for ended_with, most in (
        ("outcome 16: at least 139 (37.4 %)", 149),
        ("outcome 14: at least 31 (8.3 %)", 41),
        ("outcome 14 or 16: at least 170 (45.7 %)", 180),
        ("outcome 1: at least 31 (8.3 %)", 41),
    ):
        (line,) = [line for line in lines if line.startswith(f"{ended_with}:")]
        assert line.endswith(f"[at most {most}: some had no outcome yet]")


def test_the_demo_shows_the_sql_that_it_asked(demonstration: Demonstration) -> None:
    out = demonstration[1].stdout
    for query in (RECORDED, SHARES):
        for line in query.strip().splitlines():
            assert line in out
    assert set(MEANINGS) == {"outcome 16", "outcome 14", "outcome 14 or 16", "outcome 1"}


def test_the_demo_is_quiet_and_tidy(demonstration: Demonstration) -> None:
    folder, ended = demonstration
    assert [path.name for path in folder.iterdir()] == ["foi-demo"]
    assert "Traceback" not in ended.stderr
    assert "prefect" not in ended.stderr.lower()
    assert [line for line in ended.stderr.splitlines() if "/" in line] == []
    (report,) = (folder / "foi-demo" / "runs").glob("*.json")
    assert json.loads(report.read_text())["counts"] == {
        "documents": 9,
        "read": 9,
        "held": 0,
        "failed": 0,
        "figures": json.loads(report.read_text())["counts"]["figures"],
        "figures_held": 0,
        "lost": 0,
    }


def test_the_demo_can_be_run_again_and_changes_nothing(
    foi: Callable[..., subprocess.CompletedProcess[str]],
    workspace: Path,
    demonstration: Demonstration,
    server: str,
) -> None:
    before = contents(workspace / "warehouse.duckdb")
    ended = foi("demo", workspace, PREFECT_API_URL=server)
    assert ended.returncode == 0, ended.stderr
    assert "Nothing has changed: no document was parsed" in ended.stdout
    assert contents(workspace / "warehouse.duckdb") == before
    figures = [line for line in demonstration[1].stdout.splitlines() if line.startswith("  outcome")]
    assert [line for line in ended.stdout.splitlines() if line.startswith("  outcome")] == figures


def test_at_least_is_said_where_and_only_where_bounds_make_it_so() -> None:
    assert str(Bounded(139, 139, ())) == "139"
    assert Bounded(139, 139, ("pending",)).because == ""
    assert str(Bounded(139, 149, ("pending",))) == "at least 139"
    assert Bounded(139, 149, ("pending", "held")).because == (
        " [at most 149: some had no outcome yet, some figures wait for a person]"
    )
    assert Bounded(3, None, ("suppressed",)).because == " [no upper bound: the force hides small numbers]"
    assert str(Bounded(None, None, ("conflict",))) == "not known (conflict)"
    assert Bounded(None, None, ("conflict",)).because == ""
