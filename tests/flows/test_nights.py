"""A night: all sources are read, people are told of what came and of what could not be done."""

from __future__ import annotations

import json
import os
import threading
from typing import TYPE_CHECKING

import pytest
from foi_process import SHARE
from typer.testing import CliRunner

import flows.ingest
from flows.cli import app
from flows.commands.ingest import SOME_FAILED
from flows.nights.flow import nightly, run_night
from flows.nights.past import past_runs
from flows.progress import Silence
from flows.settings import Settings
from flows.sources.errand import SourceError
from flows.stopwatch import Stopwatch
from parsers.errors import FoiError
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def _no_waiting(api: str, monkeypatch: pytest.MonkeyPatch) -> None:
    del api
    monkeypatch.setattr(flows.ingest, "draw", flows.ingest.draw.with_options(retry_delay_seconds=0))


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, bool]]:
    """What people are told: subject, body, and whether it has alarms."""
    said: list[tuple[str, str, bool]] = []

    def tell(_workspace: Workspace, subject: str, body: str, *, alarms: bool) -> list[str]:
        said.append((subject, body, alarms))
        return ["message desk: not sent"]

    monkeypatch.setattr("flows.nights.flow.tell", tell)
    return said


@pytest.fixture(name="demo_inbox")
def two_replies(demo_inbox: Path) -> Path:
    """An inbox of which little is to be read."""
    for path in demo_inbox.rglob("*.*"):
        if path.suffix != ".csv":
            path.unlink()
    return demo_inbox


def settings(folder: Path, **more: float) -> Settings:
    return Settings(workspace=folder / "foi-data", workers=1, **more)  # type: ignore[arg-type]


def test_a_night_reads_builds_and_tells(demo_inbox: Path, told: list[tuple[str, str, bool]]) -> None:
    folder = demo_inbox.parent
    (folder / "foi-data" / "sources.toml").write_text(SHARE.format(demo_inbox))
    first = run_night(settings(folder), Silence(), Stopwatch())
    assert first
    assert first.report.counts.read == 2
    assert first.unsent == ["message desk: not sent"]
    ((subject, body, alarms),) = told
    assert "2 new documents" in subject
    assert "- share: 2 files, 2 new" in body
    assert "- private-sexual-images: 2 green, 0 amber, 0 red" in body
    assert not alarms
    assert "not told: message desk: not sent" in first.line
    again = run_night(settings(folder), Silence(), Stopwatch())
    assert again
    assert again.report.unchanged
    report = json.loads(min((folder / "foi-data" / "runs").glob("*.json")).read_text())
    assert report["morning"]["lights"] == [
        {"request": "private-sexual-images", "green": 2, "amber": 0, "red": 0}
    ]
    # What was missed is done once: a run that was due before another began has nothing left to do.
    from prefect.runtime import flow_run

    begun = past_runs(Workspace(folder / "foi-data"))[0].started
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flow_run, "get_scheduled_start_time", lambda: begun)
        assert nightly(workspace=str(folder / "foi-data")) is None


def test_a_night_that_cannot_be_done_is_told(
    demo_inbox: Path, told: list[tuple[str, str, bool]], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = demo_inbox.parent
    (folder / "foi-data" / "sources.toml").write_text(SHARE.format(demo_inbox))
    (folder / "foi-data" / "requests" / "odd.toml").write_text("id = ")
    with pytest.raises(FoiError, match=r"odd\.toml"):
        run_night(settings(folder), Silence(), Stopwatch())
    ((subject, body, alarms),) = told
    assert subject.endswith("the night could not be done")
    assert "odd.toml" in body
    assert alarms
    (failed,) = past_runs(Workspace(folder / "foi-data"))
    assert failed.failure
    assert "odd.toml" in failed.failure
    monkeypatch.chdir(folder)
    assert "could not be done: " in CliRunner().invoke(app, ["status"]).stdout
    (folder / "foi-data" / "requests" / "odd.toml").unlink()
    monkeypatch.setattr("flows.ingest.rebuild.build_new", _full)
    with pytest.raises(FoiError, match="the disk is full; make room, and the next run goes on"):
        run_night(settings(folder), Silence(), Stopwatch())
    assert "the disk is full" in told[-1][1]


def _full(*_: object) -> None:
    raise OSError(28, "No space left on device", "published/x")


def test_a_source_that_hangs_is_left_and_stops_no_other(
    demo_inbox: Path, told: list[tuple[str, str, bool]], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, stuck = demo_inbox.parent, threading.Event()

    class Hangs:
        name, request = "hangs", None

        def deliveries(self, _memory: object, _errand: object) -> Iterator[None]:
            stuck.wait(60)
            yield None

    (folder / "foi-data" / "sources.toml").write_text(SHARE.format(demo_inbox))
    real = flows.ingest.load_sources
    monkeypatch.setattr("flows.ingest.load_sources", lambda workspace: [Hangs(), *real(workspace)])
    done = run_night(settings(folder, source_minutes=0.05), Silence(), Stopwatch())
    stuck.set()
    assert done
    hangs, share = done.report.sources
    assert hangs.failure == (
        "hangs: it took longer than a source may (FOI_SOURCE_MINUTES); what came is kept, and the next run"
        " goes on"
    )
    assert (share.deliveries, share.failure) == (2, None)
    assert "source hangs has failed since" in told[0][1]
    assert told[0][2]


def test_a_source_is_tried_again_only_within_its_time(
    demo_inbox: Path, told: list[tuple[str, str, bool]], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, tries = demo_inbox.parent, []
    del told

    class Down:
        name, request = "down", None

        def deliveries(self, _memory: object, _errand: object) -> Iterator[None]:
            tries.append(1)
            raise SourceError("down: refused", again=True)
            yield None

    monkeypatch.setattr("flows.ingest.load_sources", lambda _workspace: [Down()])
    (folder / "foi-data" / "sources.toml").write_text(SHARE.format(demo_inbox))
    done = run_night(settings(folder), Silence(), Stopwatch())
    assert done
    assert (len(tries), done.report.sources[0].failure) == (3, "down: refused")


def test_the_command_for_one_night(here: Path) -> None:
    (here / "foi-data" / "sources.toml").write_text(SHARE.format(here / "inbox"))
    (here / "foi-data" / "messages.toml").write_text(
        "[[message]]\nname = 'chat'\nkind = 'apprise'\nurl = 'env:TEST_UNSET'\n"
    )
    ended = CliRunner().invoke(app, ["night"])
    assert ended.exit_code == SOME_FAILED, ended.output
    assert "Came       2 files, 2 new" in ended.stdout
    (line,) = [line for line in ended.stderr.splitlines() if line.startswith("not told: ")]
    assert line.startswith("not told: the environment variable TEST_UNSET is missing or empty")
    (here / "foi-data" / "messages.toml").write_text("[[message]]\nname = 'x'\n")
    ended = CliRunner().invoke(app, ["night"])
    assert ended.exit_code == 1
    assert "messages.toml, message 1 (x): kind is missing" in ended.stderr


def test_serving_says_when_and_hands_the_passwords_to_the_nights(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "foi-data" / "sources.toml").write_text(SHARE.format(here / "inbox"))
    monkeypatch.setenv("FOI_PASSWORDS", "one\ntwo")
    seen: list[str | None] = []
    monkeypatch.setattr("flows.nights.serving.serve", lambda *_: seen.append(os.environ.get("FOI_PASSWORDS")))
    ended = CliRunner().invoke(app, ["serve", "--cron", "30 2 * * 1"])
    assert ended.exit_code == 0, ended.output
    assert seen == ["one\ntwo"]
    assert "the next night begins on Monday " in ended.stdout
    assert " at 02:30 " in ended.stdout
    ended = CliRunner().invoke(app, ["serve", "--cron", "at three"])
    assert ended.exit_code == 2
    assert "'at three' is no line of cron" in ended.stderr
