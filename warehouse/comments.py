"""Comments on every relation, column and macro of the published file: any client can say what they mean."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb


def comment_all(connection: duckdb.DuckDBPyConnection) -> None:
    """Comment on all that the file holds.

    Raises:
        KeyError: Something has no comment in `comments.toml`.
    """
    # One transaction: some two hundred commits would take longer than a small build.
    connection.begin()
    for statement in _statements(connection):
        connection.execute(statement)
    connection.commit()


def _statements(connection: duckdb.DuckDBPyConnection) -> list[str]:
    meanings = _meanings()
    statements = []
    for kind, schema, name in connection.execute(
        "SELECT 'TABLE', schema_name, table_name FROM duckdb_tables() WHERE NOT internal AND NOT temporary"
        " UNION ALL SELECT 'VIEW', schema_name, view_name FROM duckdb_views()"
        " WHERE NOT internal AND NOT temporary"
        " UNION ALL SELECT CASE function_type WHEN 'macro' THEN 'MACRO' ELSE 'MACRO TABLE' END, schema_name,"
        " function_name FROM duckdb_functions() WHERE NOT internal AND schema_name = 'main'"
        " AND database_name = current_database() ORDER BY ALL"
    ).fetchall():
        named = meanings["macros" if kind.startswith("MACRO") else "relations"]
        statements.append(f'COMMENT ON {kind} "{schema}"."{name}" IS {_text(named[name])}')
    for schema, relation, column in connection.execute(
        "SELECT schema_name, table_name, column_name FROM duckdb_columns() WHERE NOT internal"
        " AND database_name = current_database() ORDER BY ALL"
    ).fetchall():
        meaning = meanings["only"].get(relation, {}).get(column) or meanings["columns"][column]
        statements.append(f'COMMENT ON COLUMN "{schema}"."{relation}"."{column}" IS {_text(meaning)}')
    return statements


@cache
def _meanings() -> dict[str, Any]:
    return tomllib.loads((files("warehouse.sql") / "comments.toml").read_text(encoding="utf-8"))


def _text(meaning: str) -> str:
    return "'" + meaning.replace("'", "''") + "'"
