"""A real round, whole: two letters and a scan, from an inbox to answers that sum to what is printed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from parsers.reply import read_reply
from warehouse.archive import Archive, Delivery
from warehouse.build import build
from warehouse.parsed import ParsedStore
from warehouse.publish import publish
from warehouse.query import connect, run_query
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

FOLDER = Path(__file__).parents[2] / "shared" / "replies"
REQUEST = """
id = "hospital-crimes"
title = "Crimes on hospital grounds, 2019/20 to 2023/24"
sent = 2025-09-15

[asks]
period = [2019-04-01, 2024-03-31]
year_kind = "financial"
dimensions = ["year", "offence", "outcome", "place"]
offences = "all"

[[authority]]
force = "durham"
references = ["1406745"]

[[authority]]
force = "cumbria"
references = ["FOI 1306/25"]
"""

pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the real replies are not beside the repository")


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("parsers.formats.pdf_pages.can_recognise", lambda: False)
        yield from ingested(tmp_path_factory)


def ingested(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    workspace = Workspace.open(tmp_path_factory.mktemp("round"), create=True)
    (workspace.requests / "hospital-crimes.toml").write_text(REQUEST, "utf-8")
    archive, roots = Archive(workspace), []
    for path in sorted((FOLDER / "police").glob("*.pdf")):
        archive.add(path.read_bytes(), Delivery(name=path.name, source="folder", path=path.name))
        roots.append(read_reply(path.read_bytes(), path.name))
    ParsedStore(workspace).append(roots)
    target = workspace.root / "built.duckdb"
    build(workspace, target)
    publish(workspace, target)
    with connect(workspace) as connection:
        yield connection


def ask(warehouse: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    return run_query(warehouse, sql)[1]


def truth(*kinds: str) -> list[dict[str, Any]]:
    if not FOLDER.exists():
        return []
    lines = [json.loads(line) for line in (FOLDER / "truth.jsonl").read_text("utf-8").splitlines()]
    return [fact for fact in lines if fact["doc"].startswith("police/") and fact["kind"] in kinds]


@pytest.mark.parametrize("fact", truth("derived"), ids=lambda fact: f"{fact['force']}-{fact['outcome_code']}")
def test_sums_over_places_are_answers(fact: dict[str, Any], warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = ask(
        warehouse,
        "SELECT outcome_code, period_start::VARCHAR, period_end::VARCHAR, count FROM outcome_counts "
        "WHERE force_id = 'cumbria'",
    )
    assert (fact["outcome_code"], fact["period_start"], fact["period_end"], fact["count"]) in rows


def test_answers_sum_to_what_the_letters_print(warehouse: duckdb.DuckDBPyConnection) -> None:
    sums = ask(
        warehouse,
        "SELECT force_id, period_label, sum(count) FROM outcome_counts GROUP BY ALL ORDER BY ALL",
    )
    assert sums == [
        ("cumbria", "2019/20 to 2023/24", 2500),
        ("durham", "2019/20", 141),
        ("durham", "2020/21", 213),
        ("durham", "2021/22", 285),
        ("durham", "2022/23", 296),
        ("durham", "2023/24", 404),
    ]


def test_the_gap_in_one_letter_is_a_failed_reconciliation_and_the_only_one(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    failed = ask(warehouse, 'SELECT reply_id, "check", expected, actual FROM checks WHERE NOT passed')
    assert failed == [("hospital-crimes/durham", "cuts agree", "289", "285")]
    recorded = ask(
        warehouse,
        "SELECT count, count_low, count_high, reasons FROM recorded_counts "
        "WHERE force_id = 'durham' AND period_label = '2021/22'",
    )
    assert recorded == [(None, 285, 289, ["conflict"])]


def test_nothing_is_lost_and_only_the_scan_waits(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert ask(warehouse, "SELECT count(*) FROM lost_numbers") == [(0,)]
    assert ask(warehouse, "SELECT count(*) FROM figures WHERE state <> 'accepted'") == [(0,)]
    ((kind, reason),) = ask(warehouse, "SELECT kind, reason FROM held")
    assert kind == "document"
    assert reason.startswith("needs OCR")


def test_lights_say_so(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert ask(warehouse, "SELECT force_id, light FROM replies ORDER BY force_id") == [
        ("cumbria", "green"),
        ("durham", "amber"),
    ]


@pytest.mark.parametrize("word", ["7120", "1406745", "60025", "1306", "24576", "0330", "1123", "1113", "450"])
def test_numbers_that_are_no_data_are_no_figures(word: str, warehouse: duckdb.DuckDBPyConnection) -> None:
    assert (word,) not in ask(warehouse, "SELECT raw_text FROM figures")
