"""The flow in this process, against a real server."""

from __future__ import annotations

import json
import os
import signal
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb
import pytest
from foi_process import contents

from flows.progress import Lines, Silence
from flows.settings import Settings
from flows.stages import Order, check_order
from flows.stopwatch import Stopwatch
from flows.workers import ArchivedReader
from parsers.errors import FoiError
from warehouse.archive import Archive
from warehouse.publish import published
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from prefect.client.orchestration import SyncPrefectClient

    from flows.report import RunReport
    from parsers.figure import Reading

pytestmark = pytest.mark.usefixtures("api")

STAGES = {"collect", "parse", "build", "check", "publish", "report"}


def _run(inbox: Path, request: str | None = None, **settings: int) -> RunReport:
    from flows.ingest import run_ingest

    given = Settings(workspace=inbox.parent / "foi-data", workers=2, **settings)
    return run_ingest(Order(inbox, request=request), given, Silence(), Stopwatch())


def _break(inbox: Path) -> list[str]:
    """Put three documents into the inbox that nobody can read."""
    (inbox / "cut.xlsx").write_bytes(b"PK\x03\x04 and then nothing")
    (inbox / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type")
    (inbox / "empty.csv").write_bytes(b"")
    return ["cut.pdf", "cut.xlsx", "empty.csv"]


def test_a_run_reads_all_that_it_can_and_explains_the_rest(demo_inbox: Path) -> None:
    broken = _break(demo_inbox)
    (demo_inbox / ".hidden").touch()
    report = _run(demo_inbox, batch=3)
    assert (report.deliveries, report.documents_new) == (11, 11)
    assert report.counts.failed + report.counts.held == 3
    assert report.counts.read == 9  # eight replies, one of them with an attachment
    named = {line.name for line in report.lines if line.state != "read"}
    assert named == set(broken)
    assert all(line.reason for line in report.lines if line.state != "read")
    assert [notice.path for notice in report.left_out] == [".hidden"]
    workspace = Workspace.open(demo_inbox.parent / "foi-data")
    with duckdb.connect(str(published(workspace)), read_only=True) as connection:
        rows = connection.execute("SELECT name FROM documents WHERE state <> 'read' ORDER BY name").fetchall()
    assert [name for (name,) in rows] == broken
    assert report.standing
    assert report.standing.replies == 8
    assert set(report.seconds) == {"collect", "parse", "build", "check", "publish"}
    assert 0 < report.prefect_share < 1


def _stages_seen(client: SyncPrefectClient, flow_run: UUID) -> set[str]:
    """The stages that the server shows of a run; task runs reach it as events, some after the run's end."""
    until = time.monotonic() + 60
    while True:
        asked = {"flow_runs": {"id": {"any_": [flow_run]}}}
        runs = client.request("POST", "/task_runs/filter", json=asked).json()
        stages = {run["name"].partition("-")[0] for run in runs}
        if stages >= STAGES or time.monotonic() > until:
            return stages
        time.sleep(0.2)


def test_the_report_is_kept_in_the_workspace_and_shown_by_prefect(demo_inbox: Path) -> None:
    from prefect import get_client

    _break(demo_inbox)
    report = _run(demo_inbox)
    runs = demo_inbox.parent / "foi-data" / "runs"
    (page,) = runs.glob("*.md")
    content = json.loads((runs / f"{page.stem}.json").read_text())
    assert content["counts"]["documents"] == report.counts.documents
    with get_client(sync_client=True) as client:
        shown = client.request("POST", "/artifacts/filter", json={"sort": "CREATED_DESC"}).json()
        (ours,) = [artifact["flow_run_id"] for artifact in shown if artifact["data"] == page.read_text()]
        stages = _stages_seen(client, ours)
    tables = {artifact["key"]: artifact["data"] for artifact in shown if artifact["flow_run_id"] == ours}
    assert tables["foi-run"] == page.read_text()
    assert {row["name"] for row in json.loads(tables["foi-documents"])} >= {"cut.pdf", "empty.csv"}
    assert stages == STAGES


def test_a_second_run_parses_nothing_and_changes_nothing(demo_inbox: Path) -> None:
    first = _run(demo_inbox)
    workspace = Workspace.open(demo_inbox.parent / "foi-data")
    before = published(workspace)
    assert before
    rows, state = contents(before), before.stat()
    segments = sorted(path.name for path in workspace.parsed.rglob("*"))
    second = _run(demo_inbox)
    assert second.unchanged
    assert not first.unchanged
    assert (second.deliveries, second.documents_new, second.counts.documents) == (8, 0, 0)
    assert published(workspace) == before
    assert before.stat() == state
    assert contents(before) == rows
    assert sorted(path.name for path in workspace.parsed.rglob("*")) == segments
    assert "parse" not in second.seconds
    assert "publish" not in second.seconds


def test_the_size_of_batches_and_the_order_of_arrival_change_no_row(demo_inbox: Path, tmp_path: Path) -> None:
    _run(demo_inbox, batch=1)
    one = published(Workspace.open(tmp_path / "foi-data"))
    (tmp_path / "foi-data").rename(tmp_path / "batches-of-one")
    (tmp_path / "foi-data" / "requests").mkdir(parents=True)
    register = tmp_path / "batches-of-one" / "requests" / "private-sexual-images.toml"
    (tmp_path / "foi-data" / "requests" / register.name).write_bytes(register.read_bytes())
    late = sorted(path for path in demo_inbox.rglob("*") if path.is_file())[:3]
    aside = tmp_path / "aside"
    aside.mkdir()
    for path in late:
        path.rename(aside / path.name)
    _run(demo_inbox)
    for path in late:
        (aside / path.name).rename(path)
    _run(demo_inbox)
    two = published(Workspace.open(tmp_path / "foi-data"))
    assert one
    assert two
    assert contents(tmp_path / "batches-of-one" / "published" / one.name) == contents(two)


def test_documents_that_a_killed_run_left_in_the_archive_are_read(demo_inbox: Path) -> None:
    workspace = Workspace.open(demo_inbox.parent / "foi-data", create=True)
    from flows.sources.folder import deliveries

    for data, delivery in deliveries(demo_inbox):
        Archive(workspace).add(data, delivery)
    report = _run(demo_inbox)
    assert (report.documents_new, report.counts.read) == (0, 9)


@dataclass(frozen=True, slots=True)
class HostileReader:
    """Reads the archive, but some documents kill, block or fill the process that reads them."""

    workspace: Path
    passwords: tuple[str, ...] = ()

    def __call__(self, document_id: str, name: str) -> list[Reading]:
        if name == "kill.csv":
            os.kill(os.getpid(), signal.SIGKILL)
        if name == "hang.csv":
            time.sleep(600)
        return ArchivedReader(self.workspace, self.passwords)(document_id, name)


def test_a_document_that_kills_or_blocks_its_reader_is_a_row_with_a_reason(
    demo_inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import flows.ingest

    monkeypatch.setattr(flows.ingest, "ArchivedReader", HostileReader)
    for slow in demo_inbox.rglob("*.pdf"):  # a busy machine must not make one overdue
        slow.unlink()
    (demo_inbox / "kill.csv").write_text("kill")
    (demo_inbox / "hang.csv").write_text("hang, for long")
    report = _run(demo_inbox, parse_seconds=10)
    assert {line.name: line.reason for line in report.lines} == {
        "kill.csv": "its reader's process died (SIGKILL)",
        "hang.csv": "it was not read within 10 seconds; ask for it in another form",
    }
    assert len(report.failures) == 2
    with duckdb.connect(
        str(demo_inbox.parent / "foi-data" / "warehouse.duckdb"), read_only=True
    ) as connection:
        rows = connection.execute(
            "SELECT name, state, bytes FROM documents WHERE state = 'failed' ORDER BY name"
        ).fetchall()
        (read,) = connection.execute("SELECT count(*) FROM documents WHERE state = 'read'").fetchall()
    assert rows == [("hang.csv", "failed", 14), ("kill.csv", "failed", 4)]
    assert read == (7,)


def test_a_request_given_with_the_inbox_places_what_nothing_else_would(
    demo_inbox: Path, tmp_path: Path
) -> None:
    loose = tmp_path / "loose"
    (demo_inbox / "private-sexual-images").rename(loose)
    for path in loose.glob("*.csv"):
        path.rename(path.with_name(f"x{path.name[:9]}.csv"))
    _run(loose, request="private-sexual-images")
    with duckdb.connect(str(tmp_path / "foi-data" / "warehouse.duckdb"), read_only=True) as connection:
        (requests,) = connection.execute("SELECT list(DISTINCT request_id) FROM documents").fetchall()
        (hints,) = connection.execute("SELECT list(DISTINCT request_hint) FROM deliveries").fetchall()
    assert requests == (["private-sexual-images"],)
    assert hints == (["private-sexual-images"],)


@pytest.mark.parametrize(
    ("place", "request_id", "source", "message"),
    [
        ("nowhere", None, "folder", "nowhere: there is no such folder"),
        ("inbox", "crimes", "folder", "crimes: no such request in .*; known requests: private-sexual-images"),
        ("inbox", None, "fax", "there is no source named 'fax'"),
    ],
)
def test_an_order_that_cannot_be_carried_out_is_refused_before_any_work(
    demo_inbox: Path, place: str, request_id: str | None, source: str, message: str
) -> None:
    workspace = Workspace.open(demo_inbox.parent / "foi-data")
    order = Order(demo_inbox.parent / place, source=source, request=request_id)
    with pytest.raises(FoiError, match=message):
        check_order(workspace, order)
    assert not workspace.archive.exists()


def test_a_mistake_in_the_decisions_ends_the_run_before_the_long_work(demo_inbox: Path) -> None:
    decisions = demo_inbox.parent / "foi-data" / "decisions"
    decisions.mkdir()
    (decisions / "dash.csv").write_text("kind,target\n")
    with pytest.raises(FoiError, match=r"dash\.csv, line 1"):
        _run(demo_inbox)
    assert not (demo_inbox.parent / "foi-data" / "warehouse.duckdb").exists()


def test_two_runs_do_not_work_in_one_workspace(demo_inbox: Path) -> None:
    workspace = Workspace.open(demo_inbox.parent / "foi-data", create=True)
    with workspace.locked(), pytest.raises(FoiError, match="already working here"):
        _run(demo_inbox)


def test_the_flow_runs_by_itself_as_a_deployment_would_run_it(
    demo_inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.ingest import ingest

    monkeypatch.setenv("FOI_WORKERS", "1")
    report = ingest(inbox=str(demo_inbox), workspace=str(demo_inbox.parent / "foi-data"))
    assert report.counts.read == 9


def test_progress_is_told_of_every_document(demo_inbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import sys

    from flows.ingest import run_ingest

    settings = Settings(workspace=demo_inbox.parent / "foi-data", workers=2)
    run_ingest(Order(demo_inbox), settings, Lines(sys.stderr), Stopwatch())
    out, errors = capsys.readouterr()
    assert out == ""
    assert "reading documents: 8" in errors.splitlines()
