"""Everything in the published file says what it means, and its keys hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest
from made_replies import built, cumbria, durham, hertfordshire, workspace_of

from warehouse.dictionary import dictionary, markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from warehouse.dictionary import Entry

GRAIN = {
    "outcome_counts": (
        "request_id, force_id, offence_id, offence_label, period_start, period_end, outcome_codes"
    ),
    "recorded_counts": "request_id, force_id, offence_id, offence_label, period_start, period_end",
    "outcome_periods": "request_id, force_id, period_start, period_end",
    "figures": "figure_id",
    "documents": "document_id",
    "cuts": "cut_id",
    "held": "item",
    "coverage": "request_id, force_id",
}


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    workspace = workspace_of(tmp_path_factory.mktemp("w"), hertfordshire(), durham(), cumbria())
    with duckdb.connect(str(built(workspace).path), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def entries(connection: duckdb.DuckDBPyConnection) -> list[Entry]:
    return dictionary(connection)


def test_every_relation_column_and_macro_has_a_comment(entries: list[Entry]) -> None:
    assert {entry.kind for entry in entries} == {"table", "view", "macro", "table macro"}
    assert [entry.name for entry in entries if not entry.comment] == []
    assert [
        (entry.name, column.name) for entry in entries for column in entry.columns if not column.comment
    ] == []


def test_the_dictionary_as_a_page_names_them_all(entries: list[Entry]) -> None:
    page = markdown(entries)
    for entry in entries:
        assert f"## `{entry.call}`\n\n{entry.kind.capitalize()}. {entry.comment}" in page
    assert "## `outcome_share(request, codes)`" in page
    assert "| `count_low` | BIGINT | The least that the number can be. |" in page


@pytest.mark.parametrize(("relation", "grain"), GRAIN.items())
def test_each_row_is_one_of_its_grain(
    connection: duckdb.DuckDBPyConnection, relation: str, grain: str
) -> None:
    doubles = connection.execute(
        f"SELECT {grain} FROM {relation} GROUP BY ALL HAVING count(*) > 1"  # noqa: S608 - names of this test
    ).fetchall()
    assert doubles == []


def test_keys_are_the_databases_own(connection: duckdb.DuckDBPyConnection) -> None:
    keys = connection.execute(
        "SELECT table_name, constraint_column_names FROM duckdb_constraints()"
        " WHERE constraint_type = 'PRIMARY KEY' ORDER BY ALL"
    ).fetchall()
    assert ("replies", ["reply_id"]) in keys
    assert ("authorities", ["request_id", "force_id"]) in keys
