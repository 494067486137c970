"""`foi ingest` and `foi demo`, with a server that is set up."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from flows.commands import ingest as ingest_command

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path


def _foi(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_ingest_prints_its_report_and_a_line_for_each_failure(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest_command, "MOST_LINES", 1)
    (here / "inbox" / "cut.xlsx").write_bytes(b"PK\x03\x04 and then nothing")
    (here / "inbox" / "empty.csv").write_bytes(b"")
    (here / "inbox" / "out.csv").symlink_to("/etc/hostname")
    ended = _foi("ingest", "inbox", "--workers", "1")
    assert ended.exit_code == ingest_command.SOME_FAILED
    said = {
        line.split("  ")[0]: " ".join(line.split()[1:]) for line in ended.stdout.splitlines() if "  " in line
    }
    assert said["Came"] == "10 files, 10 new"
    assert said["Read"].startswith("11 documents: 9 read, ")
    assert said["Warehouse"].endswith("(new)")
    failures = [line for line in ended.stderr.splitlines() if line.startswith("failed: ")]
    assert len(failures) == len({line.split(":")[1] for line in failures})
    assert any(line.startswith("failed: out.csv: a link out of the inbox") for line in failures)
    again = _foi("ingest", "inbox")
    assert (
        "Nothing has changed: no document was parsed, and no row of the warehouse is different."
        in again.stdout
    )
    assert [line for line in again.stderr.splitlines() if line.startswith("failed: ")] == [
        "failed: out.csv: a link out of the inbox, to /etc/hostname; copy the file in"
    ]


def test_ingest_says_what_is_held(here: Path) -> None:
    (here / "foi-data" / "requests" / "private-sexual-images.toml").unlink()
    ended = _foi("ingest", "inbox")
    assert ended.exit_code == 0
    assert "decisions waiting for a person: foi held" in ended.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "nowhere: there is no such folder"),
        (["foi-data/requests/private-sexual-images.toml"], "this is no folder"),
        (["inbox", "--request", "crimes"], "crimes: no such request in"),
        (["inbox", "--workspace", "inbox/private-sexual-images/Sussex Police 8048-2022.pdf"], "not a folder"),
    ],
)
def test_an_ingest_that_cannot_be_is_one_line(here: Path, arguments: list[str], said: str) -> None:
    ended = _foi("ingest", *arguments)
    assert ended.exit_code == 1
    errors = [line for line in ended.stderr.splitlines() if line.startswith("foi: ")]
    assert len(errors) == 1
    assert said in errors[0]
    assert not (here / "foi-data" / "warehouse.duckdb").exists()


def test_the_demo_in_a_folder_of_ones_own(here: Path) -> None:
    ended = _foi("demo", "own demo")
    assert ended.exit_code == 0
    assert "  outcome 16: at least 139 (37.4 %):" in ended.stdout
    assert "  foi status --workspace 'own demo'    who answered, and how well" in ended.stdout
    assert (here / "own demo" / "warehouse.duckdb").exists()


def test_a_server_that_does_not_answer_is_one_line(
    foi: Callable[..., subprocess.CompletedProcess[str]], demo_inbox: Path
) -> None:
    ended = foi("ingest", demo_inbox, PREFECT_API_URL="http://127.0.0.1:9/api")
    assert ended.returncode == 1
    errors = [line for line in ended.stderr.splitlines() if line.startswith("foi: ")]
    assert len(errors) == 1
    assert "http://127.0.0.1:9/api" in errors[0]
    assert "Traceback" not in ended.stderr


def test_ingest_with_no_server_leaves_only_the_workspace(
    foi: Callable[..., subprocess.CompletedProcess[str]], demo_inbox: Path
) -> None:
    before = {path.name for path in demo_inbox.parent.iterdir()}
    ended = foi("ingest", demo_inbox)
    assert ended.returncode == 0, ended.stderr
    assert {path.name for path in demo_inbox.parent.iterdir()} == before
    assert {line.partition(":")[0] for line in ended.stderr.splitlines()} <= {
        "starting",
        "collecting",
        "reading documents",
        "looking for changes",
        "building",
        "checking",
        "publishing",
        "reporting",
    }
    (report,) = (demo_inbox.parent / "foi-data" / "runs").glob("*.json")
    assert json.loads(report.read_text())["counts"]["read"] == 9
