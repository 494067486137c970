"""One part of a build: the answers of some documents, worked out beside the warehouse, then put into it."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import duckdb

from warehouse.kept import kept
from warehouse.loading import load_inputs, load_meanings, load_part
from warehouse.sql import statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from warehouse.inputs import Inputs
    from warehouse.placement import Placement

Config = dict[str, str | bool | int | float | list[str]]
"""Settings of a database."""
TO_LABELS = ("00_words", "01_bounds", "03_decided", "05_vocabulary", "10_documents", "20_labels")
TO_COUNTS = (
    "30_figures",
    "40_cells",
    "45_alternates",
    "50_keys",
    "60_recorded",
    "65_cuts",
    "66_outcomes_agree",
    "67_recorded_counts",
    "68_outcome_periods",
    "70_outcomes",
)
TO_REPLIES = (
    "75_checks",
    "76_alternates",
    "77_answers",
    "80_held",
    "84_received",
    "85_replies",
    "86_superseded",
    "87_comparability",
    "87_answering_cuts",
    "88_history",
)
"""The last steps of a part, which say how far its counts may be trusted."""


@contextmanager
def shared(
    inputs: Inputs, placements: Iterable[Placement], target: str, config: Config
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a connection with all that parts share, and the file `target` attached as `warehouse`."""
    with duckdb.connect(config=dict(config)) as connection:
        quoted = target.replace("'", "''")
        connection.execute(f"ATTACH '{quoted}' AS warehouse")
        with kept():
            load_inputs(connection, inputs, placements)
        yield connection


@contextmanager
def counted(
    connection: duckdb.DuckDBPyConnection, inputs: Inputs, roots: Iterable[str]
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a connection to a database of its own in which the figures and counts of some documents stand.

    `connection` is one of `shared`; what that has is seen there, too.
    """
    connection.execute("ATTACH ':memory:' AS part")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET search_path = 'part.main,memory.main,warehouse.main'")
            load_part(cursor, inputs, roots)
            run(cursor, TO_LABELS)
            load_meanings(cursor)
            run(cursor, TO_COUNTS)
            yield cursor
    finally:
        connection.execute("DETACH part")


def run(connection: duckdb.DuckDBPyConnection, steps: Iterable[str]) -> None:
    """Run some steps of `warehouse/sql/`."""
    for step in steps:
        connection.execute(statement(step))


@contextmanager
def at_once(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Write what is written meanwhile in one transaction: each commit to a file waits for the disk."""
    connection.begin()
    try:
        yield
    except BaseException:
        # What failed is told, not that a database that it broke cannot go back.
        with suppress(duckdb.Error):
            connection.rollback()
        raise
    connection.commit()


def put(cursor: duckdb.DuckDBPyConnection) -> None:
    """Put all that a part came to into the warehouse."""
    names = cursor.execute(
        "SELECT table_name, table_name IN ("
        "SELECT table_name FROM duckdb_tables() WHERE database_name = 'warehouse' AND schema_name = 'main')"
        " FROM duckdb_tables() WHERE database_name = 'part' ORDER BY table_name"
    ).fetchall()
    with at_once(cursor):
        for name, there in names:
            if there:
                cursor.execute(f"INSERT INTO warehouse.main.{name} BY NAME FROM part.main.{name}")
            else:
                cursor.execute(f"CREATE TABLE warehouse.main.{name} AS FROM part.main.{name}")
