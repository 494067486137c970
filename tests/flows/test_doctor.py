"""`foi doctor` says what is wrong and what to do; `foi rerun` reads anew; a backup gives all back."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from foi_process import SHARE, contents
from typer.testing import CliRunner

from flows.cli import app
from flows.health import machine, outside
from warehouse.archive import Delivery
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click.testing import Result

    from flows.sources.errand import Errand
    from flows.sources.memory import Memory

README = Path(__file__).parents[2] / "README.md"


@pytest.fixture(autouse=True)
def _own_prefect(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setattr(machine, "_kept_right", lambda: None)


def doctor() -> Result:
    return CliRunner().invoke(app, ["doctor"])


def line_of(result: Result, what: str) -> str:
    (found,) = [line for line in result.stdout.splitlines() if line[7:].startswith(f"{what}: ")]
    return found


def name_sources(workspace: Path) -> None:
    (workspace.parent / "inbox").mkdir(exist_ok=True)
    (workspace / "sources.toml").write_text(SHARE.format(workspace.parent / "inbox"))


class Endless:
    """A source in which there is always something new."""

    name = "post"
    request = None
    asked = 0

    def deliveries(self, _memory: Memory, _errand: Errand) -> Iterator[tuple[bytes, Delivery]]:
        while True:
            self.asked += 1
            yield b"", Delivery(f"{self.asked}.csv", self.name, f"{self.asked}.csv")


def test_a_source_is_asked_for_one_thing_only(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name_sources(workspace)
    source = Endless()
    monkeypatch.setattr(outside, "load_sources", lambda _workspace: [source])
    monkeypatch.setattr(outside, "PATIENCE", 5)
    assert line_of(doctor(), "source post").endswith("something new is there")
    assert source.asked == 1


def test_a_sound_installation(workspace: Path) -> None:
    name_sources(workspace)
    result = doctor()
    assert result.exit_code == 0, result.stdout
    for what in ("versions", "sandbox", "disk", "clock", "workspace", "archive", "warehouse", "Prefect"):
        assert line_of(result, what).startswith("ok     "), result.stdout
    assert line_of(result, "source share").endswith("nothing new is there")
    assert line_of(result, "messages") == "soon   messages: nobody is told of a night"
    assert line_of(result, "nights").startswith("soon   nights: none was done yet")


def test_a_source_is_asked_and_nothing_of_it_is_taken(workspace: Path) -> None:
    name_sources(workspace)
    (workspace.parent / "inbox" / "new.csv").write_text("a,b\n1,2\n")
    archived = sorted(workspace.glob("archive/*/*"))
    assert line_of(doctor(), "source share") == "ok     source share: something new is there"
    assert line_of(doctor(), "source share").endswith("something new is there")
    assert sorted(workspace.glob("archive/*/*")) == archived
    assert not (workspace / "cursors" / "share.jsonl").exists()
    shutil.rmtree(workspace.parent / "inbox")
    result = doctor()
    assert result.exit_code == 1
    assert "there is no such folder" in line_of(result, "source share")
    assert "1 thing wrong" in result.stdout


def test_what_is_wrong_with_the_workspace(workspace: Path) -> None:
    (workspace / "sources.toml").write_text("[[source]]\nname = 'a'\nkind = 'fax'\n")
    (workspace / "messages.toml").write_text(
        "[[message]]\nname = 'chat'\nkind = 'apprise'\nurl = 'env:TEST_NOT_SET'\n"
    )
    (workspace / "decisions" / "odd.csv").write_text("kind,target\n")
    newest = (workspace / "warehouse.duckdb").resolve()
    newest.chmod(0o644)
    newest.write_bytes(b"no warehouse")
    bytes_of = next(path for path in workspace.glob("archive/??/*") if path.suffix != ".json")
    bytes_of.with_name(f"{bytes_of.name}.0000.json").write_text("{}")
    result = doctor()
    assert result.exit_code == 1
    assert "kind: 'fax'" in line_of(result, "sources")
    assert "TEST_NOT_SET is missing or empty" in line_of(result, "messages")
    assert "odd.csv" in line_of(result, "requests and decisions")
    assert "cannot be read" in line_of(result, "warehouse")
    assert all(
        line.startswith("       → ") and line.strip("→ ")
        for line in result.stdout.splitlines()
        if line.startswith("     ")
    )


def test_the_machine(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(workspace)
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _: usage._replace(free=1_000))
    monkeypatch.setattr(machine, "version", lambda name: "0.1" if name == "duckdb" else version(name))
    monkeypatch.setattr(machine, "_kept_right", lambda: False)
    result = doctor()
    assert line_of(result, "disk").startswith("WRONG  ")
    assert "duckdb is 0.1, and must be" in line_of(result, "versions")
    assert "which nothing keeps right" in line_of(result, "clock")
    later = datetime.now(UTC) + timedelta(days=2)
    (workspace / "runs" / f"{later:%Y%m%dT%H%M%SZ}.json").write_text(
        json.dumps({"stamp": f"{later:%Y%m%dT%H%M%SZ}", "failure": "the disk is full"})
    )
    result = doctor()
    assert line_of(result, "clock").startswith("WRONG  ")
    assert "could not be done: the disk is full" in line_of(result, "nights")


def test_a_server_that_does_not_answer(workspace: Path) -> None:
    del workspace
    from prefect.settings import PREFECT_API_URL, temporary_settings

    with temporary_settings({PREFECT_API_URL: "http://127.0.0.1:9/api"}):
        found = outside._prefect()  # noqa: SLF001 - one of many things that are looked at
    assert (found.state, "does not answer" in found.seen) == ("wrong", True)


def test_what_another_version_read_is_read_anew(workspace: Path) -> None:
    result = CliRunner().invoke(app, ["rerun", "--parser-changed"])
    assert result.exit_code == 0
    assert "Nothing to read anew" in result.stdout
    before = contents(workspace / "warehouse.duckdb")
    (folder,) = list((workspace / "parsed").iterdir())
    folder.rename(folder.with_name("0"))
    assert "not read by parser version" in line_of(doctor(), "archive")
    result = CliRunner().invoke(app, ["rerun", "--parser-changed"])
    assert result.exit_code == 0, result.output
    assert re.search(r"has read 9 documents: 9 read, 0 held, 0 failed\.", result.stdout)
    assert "0 documents read otherwise than by version 0." in result.stdout
    assert contents(workspace / "warehouse.duckdb") == before


def backup_commands() -> Iterator[str]:
    text = README.read_text("utf-8").partition("#### Backup")[2].partition("\n### ")[0]
    for line in text.splitlines():
        if line.startswith("    "):
            yield line.strip().partition("  #")[0]


def test_a_backup_gives_all_back(workspace: Path) -> None:
    name_sources(workspace)
    (workspace / "cursors").mkdir(exist_ok=True)
    (workspace / "cursors" / "share.jsonl").write_text('["a", "b"]\n')
    before = contents(workspace / "warehouse.duckdb")
    save, add, make, restore, *rest = backup_commands()
    for command in (save, add):
        subprocess.run(["/bin/sh", "-euc", command], check=True, cwd=workspace.parent)
    shutil.rmtree(workspace)
    for command in (make, restore):
        subprocess.run(["/bin/sh", "-euc", command], check=True, cwd=workspace.parent)
    assert not (workspace / "warehouse.duckdb").exists()
    assert rest == ["foi rerun --parser-changed"]
    result = CliRunner().invoke(app, rest[0].split()[1:])
    assert result.exit_code == 0, result.output
    assert contents(workspace / "warehouse.duckdb") == before
    assert (workspace / "cursors" / "share.jsonl").read_text() == '["a", "b"]\n'
    assert Workspace(workspace).sources.exists()
