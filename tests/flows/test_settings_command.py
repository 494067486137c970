"""`foi settings`: each setting is told with its origin, and no password is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from typer.testing import CliRunner

from flows.cli import app
from flows.commands.settings import MEANINGS
from flows.settings import Settings

if TYPE_CHECKING:
    import pytest


def told(*arguments: str) -> dict[str, dict[str, str]]:
    ended = CliRunner().invoke(app, ["settings", "--format", "json", *arguments])
    assert ended.exit_code == 0, ended.output
    return {row["setting"]: row for row in json.loads(ended.stdout)}


def test_every_setting_has_a_meaning() -> None:
    assert set(MEANINGS) == set(Settings.__dataclass_fields__)


def test_each_value_is_told_with_where_it_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOI_WORKERS", "3")
    monkeypatch.setenv("FOI_WORKSPACE", "elsewhere/a")
    rows = told()
    assert (rows["workers"]["value"], rows["workers"]["from"]) == ("3", "FOI_WORKERS")
    assert (rows["batch"]["value"], rows["batch"]["from"]) == ("50", "default")
    assert rows["workspace"]["from"] == "FOI_WORKSPACE"
    assert rows["batch"]["variable"] == "FOI_BATCH"
    assert rows["parse_seconds"]["meaning"].startswith("seconds after which a document is given up (1 to ")
    rows = told("--workspace", "elsewhere/b")
    assert (rows["workspace"]["value"], rows["workspace"]["from"]) == ("elsewhere/b", "--workspace")


def test_passwords_are_counted_and_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOI_PASSWORDS", "hunter2\nhunter3")
    ended = CliRunner().invoke(app, ["settings"])
    assert "2 given" in ended.stdout
    assert "hunter" not in ended.output


def test_a_wrong_variable_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOI_WORKERS", "many")
    ended = CliRunner().invoke(app, ["settings"])
    assert ended.exit_code == 2
    assert ended.stderr.startswith("foi: FOI_WORKERS: 'many' is not a whole number")
