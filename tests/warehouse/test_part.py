"""What is written in one transaction is there as a whole or not at all."""

from __future__ import annotations

import duckdb
import pytest

from warehouse.part import at_once


def _fail_after_writing(connection: duckdb.DuckDBPyConnection) -> None:
    with at_once(connection):
        connection.execute("CREATE TABLE written AS SELECT 1 AS one")
        connection.execute("FROM missing")


def _fail_with_nothing_to_undo(connection: duckdb.DuckDBPyConnection) -> None:
    with at_once(connection):
        connection.rollback()
        raise OSError("full")


def test_what_fails_leaves_nothing_of_what_was_written_before_it() -> None:
    with duckdb.connect() as connection:
        with pytest.raises(duckdb.CatalogException, match="missing"):
            _fail_after_writing(connection)
        assert connection.execute("SHOW TABLES").fetchall() == []
        with at_once(connection):
            connection.execute("CREATE TABLE written AS SELECT 1 AS one")
        assert connection.execute("FROM written").fetchall() == [(1,)]


def test_the_failure_is_told_where_the_database_cannot_go_back() -> None:
    with duckdb.connect() as connection, pytest.raises(OSError, match="full"):
        _fail_with_nothing_to_undo(connection)
