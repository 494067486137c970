"""What is held is settled by the command that `foi held` prints, and then all figures are the true ones."""

from __future__ import annotations

import json
import shlex
import shutil
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner, Result

from fixtures.inbox import document, write
from fixtures.layouts import LAYOUTS
from flows.cli import app

if TYPE_CHECKING:
    from pathlib import Path

PLACEHOLDERS = ("CODES", "FIRST..LAST", "KIND")


def foi(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.mark.parametrize(
    "name", ["csv-contradiction", "csv-unknown-wording", "xlsx-blank-unproven", "xlsx-no-period"]
)
@pytest.mark.usefixtures("here")
def test_the_printed_command_settles_it(name: str, tmp_path: Path) -> None:
    write(tmp_path / "round", 1, "one", [name])
    made = document(LAYOUTS[name], "one")
    workspace = tmp_path / "workspace"
    (workspace / "requests").mkdir(parents=True)
    for request in (tmp_path / "round" / "requests").glob("*.toml"):
        shutil.copy(request, workspace / "requests")
    ended = foi("ingest", tmp_path / "round" / "inbox", "--workspace", workspace)
    assert ended.exit_code == 0, ended.output

    held = json.loads(foi("held", "--workspace", workspace, "--format", "json").stdout)
    assert held
    answers = [value for _, _, value in made.written.decisions]
    for row in held:
        words = shlex.split(row["command"])
        filled = [answers[0] if any(mark in word for mark in PLACEHOLDERS) else word for word in words[1:]]
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
            "SELECT period_start::VARCHAR AS first, outcome_code AS code, sum(count)::INT AS count "
            "FROM outcome_counts GROUP BY ALL",
        ).stdout
    )
    found = {(row["first"], row["code"]): row["count"] for row in rows}
    true: dict[tuple[str, str], int] = {}
    for fact in made.truth():
        if fact["kind"] == "value" and fact["outcome_code"]:
            key = (str(fact["period_start"]), str(fact["outcome_code"]))
            true[key] = true.get(key, 0) + int(str(fact["count"]))
    assert found == true
