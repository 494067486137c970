"""What is told at breakfast: alarms first, each group with its command, and the time of other nights."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from flows.nights.breakfast import alarms_of, as_markdown, as_text, title
from flows.nights.morning import Group, Lights, Morning, Overdue
from flows.nights.page import Item, Section, markdown, plain
from flows.nights.past import (
    Past,
    failing_since,
    grown,
    last_brought,
    last_done,
    past_runs,
    quiet_since,
    usual,
)
from flows.report import Cost, Counts, DocumentLine, Quiet, RunReport, Usual, store, store_failure
from flows.sources.errand import Notice, Tally
from flows.standing import Standing
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

NIGHT = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
HIDING = DocumentLine("d" * 64, "book.xlsx", "held", "hidden sheet", 3, 3, 0, "2 hidden sheets")
REPORT = RunReport(
    stamp="20261125T030000Z",
    foi_version="0.1.0",
    source="sources.toml",
    inbox="foi-data/sources.toml",
    workspace="foi-data",
    deliveries=3,
    documents_new=2,
    left_out=(Notice("post: INBOX: odd", "it cannot be had", wanted=True),),
    counts=Counts(documents=3, read=1, held=1, failed=1),
    lines=(
        DocumentLine("a" * 64, "bad.pdf", "failed", "no PDF", 0, 0, 0),
        HIDING,
        DocumentLine("c" * 64, "ok.csv", "read", None, 2, 1, 1),
    ),
    rebuilt=True,
    published="published/warehouse-abc.duckdb",
    standing=Standing(3, 1, 1, 1, 9, 4, 1, 1, 7),
    sources=(
        Tally("post", 0, 0, "mailbox: the login was refused", date(2026, 11, 23), date(2026, 11, 20)),
        Tally("share", 3, 2),
    ),
    seconds={"collect": 2.0},
    seconds_total=10.0,
    morning=Morning(
        lights=(Lights("hospital-crimes", 1, 1, 1),),
        groups=(
            Group("release", "hidden data", "foi decide group release-1 release|reject", 3, 3),
            Group("wording", "`Filed` | <img src=x>", "foi decide wording '`Filed`' CODES", 12, 1),
        ),
        groups_all=5,
        overdue=(Overdue("hospital-crimes", "Kent Police", date(2026, 11, 2), 17, "send a reminder"),),
    ),
    cost=Cost(documents=3, fetched=300_000, kept=200_000, warehouse=3 * 1024**2, prefect=2 * 1024**3),
    usual=Usual(8.0, {"collect": 1.0, "parse": 5.0}, Cost(documents=12, fetched=2_500_000)),
)


def test_what_needs_a_person_comes_first_and_hidden_data_before_all() -> None:
    assert [item.text for item in alarms_of(REPORT)] == [
        "book.xlsx is held, as what it hides could be personal data: 2 hidden sheets",
        "2 documents from before with hidden data still wait for a person",
        "source post has failed since 23 November 2026: mailbox: the login was refused",
        "1 document could not be read; see Failed",
        "1 file could not be had; see Failed",
    ]
    assert title(REPORT) == (
        "foi, Wednesday 25 November 2026: 5 alarms, 2 new documents, 7 decisions waiting"
    )
    page = as_markdown(REPORT)
    heads = [line.removeprefix("## ") for line in page.splitlines() if line.startswith("## ")]
    assert heads == [
        "Alarms",
        "The run",
        "Sources",
        "Replies by light",
        "Waiting for a person (5 groups)",
        "Overdue (1 authority)",
        "Failed",
        "Numbers that were not understood",
        "Held as a whole",
        "Time and cost against the last runs",
    ]


def test_each_line_says_what_and_what_to_do() -> None:
    text = as_text(REPORT)
    for line in (
        (
            "- post: 0 files, 0 new; then it failed: mailbox: the login was refused; the last new one came on"
            " 20 November 2026"
        ),
        "- share: 3 files, 2 new",
        "- hospital-crimes: 1 green, 1 amber, 1 red",
        "- hidden data (frees 3 figures)\n    foi decide group release-1 release|reject",
        "- the rest\n    foi held --all",
        "- hospital-crimes, due on 2 November 2026, 17 working days ago; send a reminder: Kent Police",
        "- ok.csv: 1 number\n    foi explain cccccccccccc",
        "- in all 10.0 s; usually 8.0 s",
        "- parse 0.0 s; usually 5.0 s",
        "- read: 3 documents; usually 12",
        "- fetched: 293 KiB; usually 2.4 MiB",
        "- archive: 195 KiB more; usually 0 KiB",
        "- warehouse: 3.0 MiB; usually 0 KiB",
        "- Prefect's database: 2.0 GiB, 0 KiB more; usually 0 KiB more",
    ):
        assert line in text


def test_who_is_late_alike_stands_in_one_line() -> None:
    assert REPORT.morning
    kent = REPORT.morning.overdue[0]
    late = (kent, replace(kent, force="Surrey Police"), replace(kent, request="other"))
    text = as_text(replace(REPORT, morning=replace(REPORT.morning, overdue=late)))
    assert "OVERDUE (3 AUTHORITIES)" in text
    assert "17 working days ago; send a reminder: Kent Police, Surrey Police\n- other, due" in text


def test_a_first_night_has_its_cost_and_nothing_to_compare_it_with() -> None:
    text = as_text(replace(REPORT, usual=None))
    assert "- in all 10.0 s\n- collect 2.0 s\n- read: 3 documents\n- fetched: 293 KiB\n" in text
    assert "usually" not in text


def test_nothing_that_a_document_is_called_is_taken_for_markdown() -> None:
    page = as_markdown(REPORT)
    assert "\\`Filed\\` \\| \\<img src=x\\>" in page
    assert "``  foi" not in page
    assert "`` foi decide wording '`Filed`' CODES ``" in page
    assert markdown("a\nb", [Section("h", (Item("[x](http://y)\x1b[1m"),))]).count("\n") == 5
    assert "\x1b" not in plain([Section("h", (Item("\x1b[1m"),))])


def test_a_quiet_time_is_an_alarm_and_a_calm_night_has_none() -> None:
    calm = replace(
        REPORT, left_out=(), lines=(), sources=(Tally("share"),), morning=replace(REPORT.morning, groups=())
    )
    assert alarms_of(calm) == []
    assert "alarm" not in title(calm)
    quiet = replace(calm, quiet=Quiet(date(2026, 11, 16), 9))
    (alarm,) = alarms_of(quiet)
    assert alarm.text == "nothing new has come for 9 nights, since 16 November 2026; are the sources right?"


class TestPast:
    def runs(self, *failing: str | None) -> list[Past]:
        return [
            Past(
                NIGHT - timedelta(days=number + 1),
                new=int(number == 4),
                seconds=10.0 + number,
                stages={"collect": 1.0 + number},
                brought={"post": int(number == 4), "share": 0},
                failing=frozenset({name} if name else ()),
            )
            for number, name in enumerate(failing)
        ]

    def test_since_when_a_source_fails(self) -> None:
        past = self.runs("post", "post", None, "post")
        assert failing_since("post", past, NIGHT) == NIGHT - timedelta(days=2)
        assert failing_since("share", past, NIGHT) == NIGHT
        assert failing_since("new", past, NIGHT) == NIGHT

    def test_a_night_that_could_not_be_done_says_nothing_of_a_source(self) -> None:
        past = [Past(NIGHT, failure="full"), *self.runs("post", "post", None)]
        assert failing_since("post", past, NIGHT) == NIGHT - timedelta(days=2)
        assert last_done(past, NIGHT) == NIGHT - timedelta(days=1)

    def test_a_run_in_the_future_is_no_night_that_was_done(self) -> None:
        past = [Past(NIGHT + timedelta(days=900)), *self.runs(None)]
        assert last_done(past, NIGHT) == NIGHT - timedelta(days=1)
        assert last_done(past[:1], NIGHT) is None

    def test_when_something_last_came(self) -> None:
        past = self.runs(*[None] * 6)
        assert quiet_since(past) == NIGHT - timedelta(days=5)
        assert last_brought("post", past) == NIGHT - timedelta(days=5)
        assert last_brought("share", past) is None
        assert quiet_since(past[:3]) == NIGHT - timedelta(days=3)
        assert quiet_since([]) is None

    def test_the_usual_time_is_a_median_of_nights(self) -> None:
        past = self.runs(*[None] * 3)
        past = [
            replace(run, cost=Cost(fetched=1_000 * number, prefect_grown=number))
            for number, run in enumerate(past)
        ]
        assert usual(past) == Usual(11.0, {"collect": 2.0}, Cost(fetched=1_000, prefect_grown=1))
        assert usual(past[:1]) is None
        assert usual([replace(past[0], of_sources=False), past[1]]) is None

    def test_by_how_much_the_records_have_grown(self) -> None:
        past = [Past(NIGHT, failure="full"), Past(NIGHT, cost=Cost(prefect=400)), Past(NIGHT)]
        assert grown(1_000, past) == 600
        assert grown(1_000, past[:1]) == 0
        assert grown(300, past) == 0

    def test_reports_are_read_back(self, tmp_path: Path) -> None:
        workspace = Workspace.open(tmp_path, create=True)
        store(workspace, REPORT, "page")
        store(workspace, replace(REPORT, stamp="20261124T030000Z", source="folder"), "page")
        store_failure(workspace, "20261126T030000Z", "the disk is full")
        (workspace.runs / "20261127T030000Z.json").write_text("{}")
        (workspace.runs / "20261128T030000Z.json").write_text("[")
        failed, night, other = past_runs(workspace)
        assert failed.failure == "the disk is full"
        assert (night.started, night.new, night.failing) == (NIGHT, 2, frozenset({"post"}))
        assert night.brought == {"post": 0, "share": 2}
        assert night.cost == REPORT.cost
        assert night.of_sources
        assert not other.of_sources

    def test_a_stored_report_is_json_with_its_days(self, tmp_path: Path) -> None:
        page = store(Workspace.open(tmp_path, create=True), REPORT, "page")
        facts = json.loads(page.with_suffix(".json").read_text())
        assert facts["sources"][0]["failing_since"] == "2026-11-23"
        assert facts["morning"]["overdue"][0]["due_on"] == "2026-11-02"


@pytest.mark.parametrize("texts", [[], ["a"], ["a"] * 7])
def test_a_long_list_says_how_many_more(texts: list[str]) -> None:
    section = Section.of("h", texts, 5)
    assert len(section.items) == min(len(texts), 6)
    if len(texts) > 5:
        assert section.items[-1].text == "… and 2 more"
