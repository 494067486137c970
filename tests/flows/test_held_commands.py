"""What is held is settled by the command that `foi held` prints, and then all figures are the true ones."""

from __future__ import annotations

import json
import shlex
import shutil
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner, Result

from fixtures.inbox import document, write
from fixtures.layouts import LAYOUTS
from flows.cli import app

if TYPE_CHECKING:
    from pathlib import Path

PLACEHOLDERS = ("CODES", "FIRST..LAST", "KIND")
UNDECIDED = ["csv-contradiction", "csv-unknown-wording", "xlsx-blank-unproven", "xlsx-no-period"]


def foi(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.mark.usefixtures("here")
def test_the_printed_commands_settle_all_of_it(tmp_path: Path) -> None:
    write(tmp_path / "round", len(UNDECIDED), "one", UNDECIDED)
    made = [document(LAYOUTS[name], "one", which=at) for at, name in enumerate(UNDECIDED)]
    workspace = tmp_path / "workspace"
    shutil.copytree(tmp_path / "round" / "requests", workspace / "requests")
    ended = foi("ingest", tmp_path / "round" / "inbox", "--workspace", workspace)
    assert ended.exit_code == 0, ended.output

    held = json.loads(foi("held", "--workspace", workspace, "--format", "json").stdout)
    assert len(held) == len(UNDECIDED)
    decisions = [decision for one in made for decision in one.written.decisions]
    for row in held:
        words = shlex.split(row["command"])
        (answer,) = {
            value
            for kind, of, value in decisions
            if kind == row["kind"] and (kind != "wording" or of in words)
        }
        filled = [answer if any(mark in word for mark in PLACEHOLDERS) else word for word in words[1:]]
        told = foi(*filled, "--why", "a test", "--workspace", workspace)
        assert told.exit_code == 0, told.stderr

    assert json.loads(foi("held", "--workspace", workspace, "--format", "json").stdout) == []
    rows = json.loads(
        foi(
            "sql",
            "--workspace",
            workspace,
            "--format",
            "json",
            "SELECT force_id AS force, period_start::VARCHAR AS first, outcome_code AS code, "
            "sum(count)::INT AS count FROM outcome_counts GROUP BY ALL",
        ).stdout
    )
    found = {(row["force"], row["first"], row["code"]): row["count"] for row in rows}
    true: Counter[tuple[str, str, str]] = Counter()
    for one in made:
        for fact in one.truth():
            if fact["kind"] == "value" and fact["outcome_code"]:
                key = (one.story.force.id, str(fact["period_start"]), str(fact["outcome_code"]))
                true[key] += int(str(fact["count"]))
    assert found == true
