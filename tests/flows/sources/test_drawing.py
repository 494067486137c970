"""A run over the sources of a workspace: each for itself, and together one warehouse."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
import s3fs
from foi_process import contents
from moto.server import ThreadedMotoServer
from typer.testing import CliRunner

from flows.cli import app
from flows.commands.ingest import SOME_FAILED
from flows.progress import Silence
from flows.settings import Settings
from flows.stages import Order
from flows.stopwatch import Stopwatch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flows.report import RunReport

DEAD = """
[[source]]
name = "dead"
kind = "mailbox"
host = "127.0.0.1"
port = 9
user = "foi@agency.example"
password = "env:TEST_DEAD_PASSWORD"
"""

PLACE = """
[[source]]
name = "place"
kind = "{kind}"
{at}
settle_seconds = 0
"""


@pytest.fixture(autouse=True)
def _no_waiting(api: str, monkeypatch: pytest.MonkeyPatch) -> None:
    del api
    import flows.ingest

    monkeypatch.setenv("TEST_DEAD_PASSWORD", "x")
    monkeypatch.setattr(flows.ingest, "draw", flows.ingest.draw.with_options(retry_delay_seconds=0))


def run(workspace: Path) -> RunReport:
    from flows.ingest import run_ingest

    return run_ingest(Order(None), Settings(workspace=workspace, workers=2), Silence(), Stopwatch())


def test_a_dead_source_stops_no_other(demo_inbox: Path) -> None:
    workspace = demo_inbox.parent / "foi-data"
    folder = PLACE.format(kind="folder", at=f"path = '{demo_inbox}'")
    (workspace / "sources.toml").write_text(DEAD + folder)
    report = run(workspace)
    dead, place = report.sources
    assert (place.deliveries, place.new, place.failure) == (8, 8, None)
    assert (dead.deliveries, dead.new) == (0, 0)
    assert dead.failure
    assert "mailbox foi@agency.example at 127.0.0.1:9: the connection failed" in dead.failure
    assert report.counts.read == 9
    assert report.failures == [f"source dead: {dead.failure}"]
    again = run(workspace)
    assert again.unchanged
    assert again.deliveries == 0


def test_the_command_without_an_inbox(here: Path) -> None:
    ended = CliRunner().invoke(app, ["ingest"])
    assert ended.exit_code == 1
    assert "sources.toml: there is no such file; name your sources in it, or give a folder" in ended.stderr
    folder = PLACE.format(kind="folder", at=f"path = '{here / 'inbox'}'")
    (here / "foi-data" / "sources.toml").write_text(folder + DEAD)
    ended = CliRunner().invoke(app, ["ingest"])
    assert ended.exit_code == SOME_FAILED
    assert "place: 8 files, 8 new" in ended.stdout
    assert "dead: 0 files, 0 new, and then it failed" in ended.stdout
    (line,) = [line for line in ended.stderr.splitlines() if line.startswith("failed: ")]
    assert line.startswith("failed: source dead: mailbox foi@agency.example")


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a server of S3, with an empty bucket `agency`."""
    monkeypatch.setenv("TEST_S3_KEY", "key")
    monkeypatch.setenv("TEST_S3_SECRET", "secret")
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    system = s3fs.S3FileSystem(key="key", secret="secret", endpoint_url=f"http://{host}:{port}")  # noqa: S106
    system.mkdir("agency")
    yield f"http://{host}:{port}"
    server.stop()


def test_a_folder_and_a_store_of_s3_give_the_same_warehouse(
    demo_inbox: Path, tmp_path: Path, store: str
) -> None:
    options = f"key = 'env:TEST_S3_KEY', secret = 'env:TEST_S3_SECRET', endpoint_url = '{store}'"
    system = s3fs.S3FileSystem(key="key", secret="secret", endpoint_url=store)  # noqa: S106
    system.put(f"{demo_inbox}/", "agency/replies/", recursive=True)
    places = {
        "folder": f"path = '{demo_inbox}'",
        "bucket": f"url = 's3://agency/replies'\noptions = {{ {options} }}",
    }
    found = []
    for kind, at in places.items():
        workspace = tmp_path / kind
        shutil.copytree(tmp_path / "foi-data", workspace)
        (workspace / "sources.toml").write_text(PLACE.format(kind=kind, at=at))
        assert run(workspace).counts.read == 9
        found.append(contents(workspace / "warehouse.duckdb"))
    assert found[0] == found[1]
