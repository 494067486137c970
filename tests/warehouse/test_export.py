"""Exports carry the same relations, for print and for programs, and nothing in them runs."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import duckdb
import openpyxl
import pytest
from made_replies import (
    CHARGED,
    DECLINED,
    FORCE_SIGNS,
    IMAGES,
    PENDING,
    built,
    calendar,
    crosstab,
    deliver,
    durham,
    reading,
    totals,
    workspace_of,
)

from parsers.errors import FoiError
from parsers.figure import Caveat
from warehouse.export import RELATIONS, WORKBOOK, export
from warehouse.harmless import harmless
from warehouse.workbook import SYMBOLS

if TYPE_CHECKING:
    from pathlib import Path

YEARS = [calendar(2014), calendar(2020)]
TRAP = '=HYPERLINK("http://example.org", "these figures")'


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    request = IMAGES.replace('"2015-04-01"', '"2014-01-01"')
    workspace = workspace_of(tmp_path_factory.mktemp("w"), durham(), requests=(request, HOSPITALS))
    rows: dict[str, list[int | str]] = {
        CHARGED: [1, 3000], DECLINED: [2, "<5"], "Outcome 22": [0, 1], PENDING: [0, 4],
    }  # fmt: skip
    figures = crosstab(1, "outcome_label", rows, YEARS) + totals(1, 9, [3, 3008], YEARS, "outcome")
    kent = reading(
        "kent.pdf",
        figures,
        signs=FORCE_SIGNS["kent"],
        caveats=[Caveat("Figures may change.", "page 2"), Caveat(TRAP, "page 3")],
    )
    deliver(workspace, kent, folder="images")
    warehouse = built(workspace).path
    folder = workspace.root / "out"
    export(warehouse, folder)
    return warehouse, folder


HOSPITALS = """
id = "hospitals"
title = "=1+1"
sent = 2025-09-15
[asks]
period = ["2019/20", "2023/24"]
year_kind = "financial"
offences = "all"
[[authority]]
force = "durham"
"""


def sheet(folder: Path, name: str) -> list[list[object]]:
    book = openpyxl.load_workbook(folder / WORKBOOK)
    return [[cell.value for cell in row] for row in book[name].iter_rows()]


def test_parquet_holds_the_relations_by_request(exported: tuple[Path, Path]) -> None:
    warehouse, folder = exported
    parts = sorted(path.name for path in (folder / "parquet" / "outcome_counts").iterdir())
    assert parts == ["request_id=hospitals", "request_id=images"]
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        for name, query in RELATIONS.items():
            path = folder / "parquet" / name
            files = f"{path}/**/*.parquet" if path.is_dir() else f"{path}.parquet"
            given = {"request": None} if "$request" in query else {}
            there = len(connection.execute(query, given).fetchall())
            assert len(connection.read_parquet(files).fetchall()) == there, name
        difference = (
            "SELECT * EXCLUDE (accepted_high, narrowed_low, narrowed_high, recovered) FROM outcome_counts"
            " EXCEPT FROM read_parquet(?, hive_partitioning = false)"
        )
        written = f"{folder}/parquet/outcome_counts/**/*.parquet"
        assert connection.execute(difference, [written]).fetchall() == []


def test_csv_is_read_back_as_it_was(exported: tuple[Path, Path]) -> None:
    warehouse, folder = exported
    with (folder / "csv" / "outcome_counts.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        ((number, low),) = connection.execute(
            "SELECT count(*), sum(count_low) FROM outcome_counts"
        ).fetchall()
    assert len(rows) == number
    assert sum(int(row["count_low"]) for row in rows) == low
    (withheld,) = [row for row in rows if row["reasons"] == "suppressed"]
    assert (withheld["count"], withheld["count_low"], withheld["count_high"]) == ("", "0", "4")


def test_what_can_be_worked_out_is_not_exported(exported: tuple[Path, Path]) -> None:
    warehouse, folder = exported
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        recovered = "SELECT narrowed_low, narrowed_high FROM outcome_counts WHERE recovered"
        assert connection.execute(recovered).fetchall() == [(3, 3)]
    described = json.loads((folder / "datapackage.json").read_text("utf-8"))
    names = {
        field["name"] for part in described["resources"] for field in part.get("schema", {}).get("fields", [])
    }
    assert not {"narrowed_low", "narrowed_high", "recovered"} & names


def test_the_description_fits_the_files(exported: tuple[Path, Path]) -> None:
    _, folder = exported
    described = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert len(described["resources"]) == 2 * len(RELATIONS) + 1
    for part in described["resources"]:
        assert list(folder.glob(part["path"])), part["path"]
        assert part["description"]
        if part["format"] == "csv":
            with (folder / part["path"]).open(encoding="utf-8-sig", newline="") as file:
                head = next(csv.reader(file))
            assert [field["name"] for field in part["schema"]["fields"]] == head
            assert all(field["description"] for field in part["schema"]["fields"])


def test_the_workbook_shows_symbols_for_what_is_no_number(exported: tuple[Path, Path]) -> None:
    head, *rows = sheet(exported[1], "Outcomes")
    found = [dict(zip(map(str, head), row, strict=True)) for row in rows]
    kent = {
        (row["period_label"], row["outcome_codes"]): (row["count"], row["marks"] or "")
        for row in found
        if row["force_name"] == "Kent Police"
    }
    assert kent == {
        ("2014", "1"): ("1", ""),
        ("2014", "16"): ("2", ""),
        ("2014", "22"): ("[z]", ""),
        ("2014", "0"): ("0", ""),
        ("2020", "1"): ("3000", "[p]"),
        ("2020", "16"): ("[c]", "[p]"),
        ("2020", "22"): ("1", "[p]"),
        ("2020", "0"): ("4", "[p]"),
    }
    head, *rows = sheet(exported[1], "Shares")
    shares = [dict(zip(map(str, head), row, strict=True)) for row in rows]
    (low,) = [row for row in shares if row["outcome_code"] == "22"]
    assert low["per cent, at least"] == "[low]"


def test_the_notes_say_all_that_limits_the_figures(exported: tuple[Path, Path]) -> None:
    rows = sheet(exported[1], "Notes")
    said = {tuple(value for value in row if value is not None) for row in rows}
    assert ("Kent Police", "Figures may change.") in said
    assert ("Kent Police", TRAP) in said
    assert ("2 of 3 forces that were asked gave counts that can be used.",) in said
    assert {row[0] for row in said if row} >= {"Hertfordshire Constabulary", *SYMBOLS}


def test_nothing_in_a_spreadsheet_runs(exported: tuple[Path, Path]) -> None:
    _, folder = exported
    book = openpyxl.load_workbook(folder / WORKBOOK)
    assert {cell.data_type for page in book for row in page.iter_rows() for cell in row} <= {
        "s",
        "inlineStr",
        "n",
        "b",
        "d",
    }
    for path in (folder / "csv").glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                assert not [cell for cell in row if cell.startswith(("=", "+", "@", "\t", "\r"))], path
    assert harmless("-2+3") == "'-2+3"
    assert harmless("Kent") == "Kent"


def test_one_request_alone(exported: tuple[Path, Path], tmp_path: Path) -> None:
    export(exported[0], tmp_path / "one", request="images", formats=("csv", "xlsx"))
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == ["csv", "datapackage.json", WORKBOOK]
    assert {row[0] for row in sheet(tmp_path / "one", "Outcomes")[1:]} == {"images"}


def test_what_cannot_be_exported_is_said_and_leaves_nothing(
    exported: tuple[Path, Path], tmp_path: Path
) -> None:
    with pytest.raises(FoiError, match="imagse: no such request; known requests: hospitals, images"):
        export(exported[0], tmp_path / "x", request="imagse")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("keep")
    with pytest.raises(FoiError, match="is there already"):
        export(exported[0], tmp_path / "full")
    assert [path.name for path in tmp_path.rglob("*")] == ["full", "mine.txt"]
