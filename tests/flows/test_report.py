from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from flows.nights.breakfast import as_markdown
from flows.progress import Lines, Silence, shown
from flows.report import Counts, DocumentLine, RunReport, count, rows, store, summary
from flows.sources.errand import Notice
from flows.standing import Standing
from flows.stopwatch import Stopwatch, _union
from flows.terminal import printable, some
from parsers.figure import Figure, LostNumber, Reading
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

FIGURE = Figure(1, 1, 1, "A1", "5", "r", "c", "cell", "exact", 5, 5, 5)
REPORT = RunReport(
    stamp="20261123T101500Z",
    foi_version="0.1.0",
    source="folder",
    inbox="inbox",
    workspace="foi-data",
    deliveries=3,
    documents_new=2,
    left_out=(Notice(".x", "hidden", wanted=False), Notice("y", "it cannot be read (denied)", wanted=True)),
    counts=Counts(documents=3, read=1, held=1, failed=1, figures=2, figures_held=1, lost=1),
    lines=(
        DocumentLine("a" * 64, "bad|name.pdf", "failed", "no PDF", 0, 0, 0),
        DocumentLine("b" * 64, "scan.pdf", "held", "needs OCR", 0, 0, 0),
        DocumentLine("c" * 64, "ok.csv", "read", None, 2, 1, 1),
    ),
    rebuilt=True,
    published="published/warehouse-abc.duckdb",
    standing=Standing(1, 0, 1, 0, 1, 1, 1, 1, 2),
    seconds={"collect": 1.0, "parse": 6.0},
    seconds_total=10.0,
    seconds_prefect=3.0,
)


def _reading(name: str, state: str, **more: object) -> Reading:
    return replace(Reading(name * 64, None, name, "csv", 1, 1, "read", None), state=state, **more)  # type: ignore[arg-type]  # states by name


def test_counts_are_of_every_document_and_lines_of_those_to_look_at() -> None:
    total, lines = count(
        [
            _reading("a", "read", figures=[FIGURE, replace(FIGURE, held_reason="axis")]),
            _reading("b", "held", reason="needs OCR"),
            _reading("c", "failed", reason="no PDF"),
            _reading("d", "read", lost=[LostNumber("x", "5", "y")]),
        ]
    )
    assert total == Counts(documents=4, read=2, held=1, failed=1, figures=2, figures_held=1, lost=1)
    assert [(line.name, line.state, line.lost) for line in lines] == [
        ("b", "held", 0),
        ("c", "failed", 0),
        ("d", "read", 1),
    ]


def test_the_summary_says_what_came_and_what_became_of_it() -> None:
    said = dict(summary(REPORT))
    assert said["Came"] == "3 files, 2 new"
    assert said["Left out"] == "1 file as no replies, 1 unreadable"
    assert said["Read"] == "3 documents: 1 read, 1 held, 1 failed; 2 figures, 1 numbers lost"
    assert said["Replies"] == "1: 0 green, 1 amber, 0 red"
    assert said["Took"] == "10.0 s: collect 1.0, parse 6.0; Prefect 3.0 s (30%)"
    nothing = replace(REPORT, counts=Counts(), rebuilt=False)
    assert nothing.unchanged
    assert not REPORT.unchanged
    said = dict(summary(nothing))
    assert said["Read"] == "nothing: every document had been read before"
    assert "as it was" in said["Warehouse"]
    assert dict(summary(replace(REPORT, published=None)))["Warehouse"] == "none"


def test_failures_are_files_that_could_not_be_had_and_documents_that_could_not_be_read() -> None:
    assert REPORT.failures == ["y: it cannot be read (denied)", "bad|name.pdf: no PDF"]


def test_the_stored_report_has_it_all(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path, create=True)
    page = store(workspace, REPORT, as_markdown(REPORT))
    again = store(workspace, REPORT, "again")
    assert (page.name, again.name) == ("20261123T101500Z.md", "20261123T101500Z-2.md")
    content = json.loads((workspace.runs / "20261123T101500Z.json").read_text())
    assert content["counts"]["failed"] == 1
    assert content["left_out"][1] == {"path": "y", "reason": "it cannot be read (denied)", "wanted": True}
    assert content["prefect_share"] == pytest.approx(0.3)
    text = page.read_text()
    assert text == as_markdown(REPORT)
    for part in (
        "# foi, Monday 23 November 2026: 2 alarms, 2 new documents, 2 decisions waiting",
        "bad\\|name.pdf: no PDF",
        "scan.pdf: needs OCR",
        "ok.csv: 1 number",
    ):
        assert part in text
    assert rows(REPORT)[0]["reason"] == "no PDF"


def test_time_that_several_threads_share_counts_once() -> None:
    assert _union([(0, 2), (1, 3), (5, 6), (5.5, 5.7)]) == 4
    assert _union([]) == 0
    watch = Stopwatch()
    with watch.stage("b"), watch.stage("a"):
        pass
    assert set(watch.seconds()) == {"a", "b"}
    assert watch.working() <= watch.elapsed()


def test_progress_on_a_pipe_is_a_few_lines() -> None:
    out = io.StringIO()
    with shown(out) as progress:
        progress.stage("collecting")
        progress.advance()
        progress.stage("reading documents", 100)
        for _ in range(100):
            progress.advance()
    lines = out.getvalue().splitlines()
    assert lines[:2] == ["collecting", "reading documents: 100"]
    assert lines[2:] == [f"reading documents: {done} of 100" for done in range(10, 100, 10)]
    assert isinstance(progress, Lines)


def test_progress_on_a_terminal_is_one_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    monkeypatch.setattr(out, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    with shown(out) as progress:
        progress.stage("reading documents", 2)
        progress.advance()
        progress.advance()
    assert "reading documents" in out.getvalue()


def test_silence_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    silence = Silence()
    silence.stage("x", 3)
    silence.advance()
    assert capsys.readouterr() == ("", "")


def test_text_from_documents_cannot_steer_a_terminal() -> None:
    assert printable("a\x1b[31mb\nc\u202ed") == "a\N{REPLACEMENT CHARACTER}[31mb c\N{REPLACEMENT CHARACTER}d"
    assert (some(1, "file"), some(1234, "file"), some(0, "reply", "replies")) == (
        "1 file",
        "1,234 files",
        "0 replies",
    )
