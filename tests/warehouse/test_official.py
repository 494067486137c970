"""Published outcome tables beside the replies, on both of their bases."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import duckdb
import pytest
from made_replies import (
    CHARGED,
    DECLINED,
    FORCE_SIGNS,
    IMAGES,
    PENDING,
    ask,
    built,
    crosstab,
    deliver,
    financial,
    reading,
    workspace_of,
)

from fixtures.official import HEAD, published_csv, published_ods
from parsers.errors import FoiError
from warehouse.build import inputs_digest
from warehouse.official import read_official

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def row(quarter: int, outcome: str, recorded: str, closed: str, force: str = "Kent") -> tuple[str, ...]:
    return (
        "2020/21",
        str(quarter),
        force,
        "Made-up images",
        "008/71",
        f"Outcome {outcome}",
        outcome,
        recorded,
        closed,
    )


YEAR = [
    *(row(quarter, "1", "3", "4") for quarter in (1, 2, 3, 4)),
    row(1, "1A", "1", "1"),
    row(1, "16", "7", "N/A - data not provided"),
    row(2, "16", "-1", "5"),
    row(3, "18", "1,002", "9"),
    row(1, "1", "99", "99", force="London, City of"),
    row(1, "1", "98", "98", force="Nowhere"),
]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    workspace = workspace_of(
        tmp_path_factory.mktemp("w"), requests=(IMAGES.replace('"calendar"', '"financial"'),)
    )
    rows: dict[str, list[int | str]] = {CHARGED: [9], "1A": [3], DECLINED: [5], PENDING: [2]}
    figures = crosstab(1, "outcome_label", rows, [financial(2020)])
    deliver(workspace, reading("kent.pdf", figures, signs=FORCE_SIGNS["kent"]), folder="images")
    workspace.official.mkdir()
    (workspace.official / "outcomes.ods").write_bytes(published_ods(YEAR))
    with duckdb.connect(str(built(workspace).path), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize("make", [published_csv, published_ods])
def test_rows_are_read_from_either_format(tmp_path: Path, make: object) -> None:
    path = tmp_path / ("o.csv" if make is published_csv else "o.ods")
    path.write_bytes(make(YEAR))  # type: ignore[operator]
    found = read_official(path)
    assert len(found) == len(YEAR)
    assert [one.force_id for one in found[-3:]] == ["kent", "city-of-london", None]
    assert (found[3].period_start, found[3].period_end) == (date(2021, 1, 1), date(2021, 3, 31))
    assert (found[0].period_start, found[0].period_end) == (date(2020, 4, 1), date(2020, 6, 30))
    assert (found[4].outcome_code, found[5].by_investigations_closed) == ("1A", None)
    assert (found[6].by_offences_recorded, found[7].by_offences_recorded) == (-1, 1002)


def test_ours_stand_beside_theirs_on_both_bases(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = warehouse.execute(
        "SELECT outcome_code, foi_low, foi_high, by_offences_recorded, by_investigations_closed,"
        " fits_recorded, fits_closed FROM official_check('images')"
    ).fetchall()
    # 1A lies inside 1 there: our 9 and 3 are their 12. What was pending may have become anything.
    assert found == [
        ("1", 12, 14, 12, 16, True, False),
        ("16", 5, 7, 6, 5, True, True),
        ("18", 0, 2, 1002, 9, False, False),
    ]


def test_the_difference_has_bounds_and_notes(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = warehouse.execute(
        "SELECT above_recorded_low, above_recorded_high, above_closed_low, above_closed_high, notes"
        " FROM official_check('images') WHERE outcome_code IN ('1', '16')"
    ).fetchall()
    assert found == [
        (0, 2, -4, -2, []),
        (-1, 1, 0, 2, ["some quarters were not provided"]),
    ]


def test_published_data_have_a_schema_of_their_own(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert warehouse.execute("SELECT count(*) FROM official.published_outcomes").fetchall() == [(len(YEAR),)]
    commented = (
        "SELECT bool_and(comment IS NOT NULL) FROM duckdb_columns() WHERE schema_name = 'official'"
        " UNION ALL SELECT bool_and(comment IS NOT NULL) FROM duckdb_tables() WHERE schema_name = 'official'"
    )
    assert warehouse.execute(commented).fetchall() == [(True,), (True,)]
    went_in = "SELECT name FROM build_inputs WHERE kind = 'official'"
    assert warehouse.execute(went_in).fetchall() == [("outcomes.ods",)]


def test_a_new_table_makes_a_new_build(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path)
    before = inputs_digest(workspace)
    workspace.official.mkdir()
    (workspace.official / "outcomes.csv").write_bytes(published_csv(YEAR))
    assert inputs_digest(workspace) != before
    assert ask(workspace, "SELECT count(*) FROM official.published_outcomes") == [(len(YEAR),)]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not a table of published outcomes"),
        (b"a,b\n1,2\n", "not a table of published outcomes"),
        (
            published_csv([(*YEAR[0][:7], "many", "4")]),
            "line 2: found count 'many'; write a whole number",
        ),
        (
            published_csv([("2020", *YEAR[0][1:])]),
            "line 2: found year '2020', quarter '1'; write",
        ),
        (b"\xff\xfe\x00" * 50, "not a table of published outcomes"),
        ((",".join(HEAD) + '\n"').encode() + b"x" * 200_000, "not a CSV file"),
    ],
)
def test_other_files_are_refused_with_their_place(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(data)
    with pytest.raises(FoiError, match=r"bad\.csv") as caught:
        read_official(path)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_is_no_spreadsheet_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.ods").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(FoiError, match=r"bad\.ods: not a spreadsheet that can be read"):
        read_official(tmp_path / "bad.ods")
