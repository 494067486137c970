"""The data dictionary: every relation, column and macro of a warehouse file with its comment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb


# What a relation is called: one of the schema "main" by its name alone.
_NAME = "CASE schema_name WHEN 'main' THEN '' ELSE schema_name || '.' END || table_name"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a relation; `type` is DuckDB's name for it."""

    name: str
    type: str
    comment: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One relation or macro. `kind` is table, view, macro or table macro; `call` is how it is written."""

    kind: str
    name: str
    call: str
    comment: str
    columns: tuple[Column, ...] = ()


def dictionary(connection: duckdb.DuckDBPyConnection) -> list[Entry]:
    """Return all that the file holds: tables and views by name, then macros by name."""
    columns: dict[str, list[Column]] = {}
    for relation, name, kind, comment in connection.execute(
        f"SELECT {_NAME}, column_name, data_type, coalesce(comment, '')"  # noqa: S608 - the name above
        " FROM duckdb_columns() WHERE NOT internal AND database_name = current_database()"
        " ORDER BY table_name, column_index"
    ).fetchall():
        columns.setdefault(relation, []).append(Column(name, kind, comment))
    relations = connection.execute(
        f"SELECT 'table' AS kind, {_NAME} AS name,"  # noqa: S608 - the name above
        " coalesce(comment, '') FROM duckdb_tables() WHERE NOT internal AND NOT temporary"
        " UNION ALL SELECT 'view', view_name, coalesce(comment, '') FROM duckdb_views()"
        " WHERE NOT internal AND NOT temporary AND schema_name = 'main' ORDER BY name"
    ).fetchall()
    macros = connection.execute(
        "SELECT CASE function_type WHEN 'macro' THEN 'macro' ELSE 'table macro' END, function_name,"
        " coalesce(parameters, []), coalesce(comment, '') FROM duckdb_functions()"
        " WHERE NOT internal AND schema_name = 'main' AND database_name = current_database() ORDER BY ALL"
    ).fetchall()
    return [
        *(Entry(kind, name, name, comment, tuple(columns[name])) for kind, name, comment in relations),
        *(
            Entry(kind, name, f"{name}({', '.join(parameters)})", comment)
            for kind, name, parameters, comment in macros
        ),
    ]


def markdown(entries: list[Entry]) -> str:
    """Return the dictionary as a Markdown page."""
    parts = ["# Data dictionary"]
    for entry in entries:
        parts.append(f"## `{entry.call}`\n\n{entry.kind.capitalize()}. {entry.comment}")
        if entry.columns:
            rows = [
                f"| `{column.name}` | {column.type} | {_cell(column.comment)} |" for column in entry.columns
            ]
            parts.append("\n".join(["| column | type | meaning |", "| --- | --- | --- |", *rows]))
    return "\n\n".join(parts) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
