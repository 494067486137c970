"""Exports: the published relations as Parquet, CSV and a workbook, with a description that programs read.

What only other outcomes tell of a number that a force withheld is not for print: no export carries it. Texts
that a spreadsheet would run as a formula are kept from it.
"""

from __future__ import annotations

import csv
import json
import shutil
from typing import TYPE_CHECKING, Any

import duckdb

from parsers.errors import FoiError
from warehouse.dictionary import dictionary
from warehouse.files import temporary_beside
from warehouse.harmless import harmless
from warehouse.workbook import write_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from warehouse.dictionary import Column

FORMATS = ("parquet", "csv", "xlsx")
WORKBOOK = "foi-outcomes.xlsx"

# What each exported relation is made of; `$request` is NULL where all requests are wanted.
_OF_REQUEST = "FROM {0} WHERE $request IS NULL OR request_id = $request ORDER BY ALL"
RELATIONS = {
    "outcome_counts": "SELECT * EXCLUDE (accepted_high, narrowed_low, narrowed_high, recovered) "
    + _OF_REQUEST.format("outcome_counts"),
    **{
        name: _OF_REQUEST.format(name)
        for name in (
            "recorded_counts",
            "figures",
            "replies",
            "coverage",
            "absences",
            "comparability",
            "documents",
        )
    },
    "checks": "FROM checks WHERE $request IS NULL OR starts_with(reply_id, $request || '/') ORDER BY ALL",
    "caveats": "SELECT c.* FROM caveats c SEMI JOIN documents d ON d.document_id = c.document_id"
    " AND ($request IS NULL OR d.request_id = $request) ORDER BY ALL",
    "outcomes": "FROM outcomes",
    "forces": "FROM forces",
    "offences": "FROM offences",
    "populations": "FROM populations",
}
# The same by request, so that a reader of one opens no other.
_PARTITIONED = ("outcome_counts", "recorded_counts", "figures")
_TYPES = {"BIGINT": "integer", "INTEGER": "integer", "DOUBLE": "number", "BOOLEAN": "boolean", "DATE": "date"}


def export(
    warehouse: Path, folder: Path, *, request: str | None = None, formats: tuple[str, ...] = FORMATS
) -> None:
    """Write a published warehouse file as a new folder, in each of the formats, with `datapackage.json`.

    Raises:
        FoiError: The folder is there already, the request is unknown, the workbook would be too long, or the
            folder cannot be written; then nothing is left of it.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FoiError(f"{folder}: is there already; name a new folder, or remove it first.")
    folder.absolute().parent.mkdir(parents=True, exist_ok=True)
    unfinished = temporary_beside(folder.absolute())
    try:
        unfinished.mkdir()
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            _refuse_unknown(connection, request)
            _write_all(connection, unfinished, request, formats)
        if folder.exists():
            folder.rmdir()
        unfinished.rename(folder.absolute())
    except (OSError, duckdb.IOException) as error:
        raise FoiError(f"{folder}: cannot be written ({str(error).splitlines()[0]}).") from None
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _refuse_unknown(connection: duckdb.DuckDBPyConnection, request: str | None) -> None:
    known = [row[0] for row in connection.execute("SELECT request_id FROM requests ORDER BY ALL").fetchall()]
    if request is not None and request not in known:
        raise FoiError(f"{request}: no such request; known requests: {', '.join(known) or 'none'}.")


def _write_all(
    connection: duckdb.DuckDBPyConnection, folder: Path, request: str | None, formats: tuple[str, ...]
) -> None:
    resources: list[dict[str, Any]] = []
    meanings = {entry.name: entry for entry in dictionary(connection)}
    for kind in ("parquet", "csv"):
        if kind not in formats:
            continue
        (folder / kind).mkdir()
        for name, query in RELATIONS.items():
            connection.execute(f"CREATE OR REPLACE TEMP TABLE exported AS {query}", _given(query, request))
            path = _parquet(connection, folder, name) if kind == "parquet" else _csv(connection, folder, name)
            entry = meanings[name]
            kept = {row[0] for row in connection.execute("DESCRIBE exported").fetchall()}
            columns = [column for column in entry.columns if column.name in kept]
            resources.append(_resource(name, kind, path, entry.comment, columns))
    if "xlsx" in formats:
        write_workbook(connection, folder / WORKBOOK, request)
        resources.append(
            {
                "name": "workbook",
                "path": WORKBOOK,
                "format": "xlsx",
                "description": "All for print, with notes.",
            }
        )
    (digest,) = connection.execute("SELECT inputs_digest FROM build_info").fetchall()
    described = {
        "profile": "data-package",
        "name": "foi-outcomes",
        "title": "Outcomes of recorded crimes, from replies to Freedom of Information requests",
        "version": digest[0][:12],
        "resources": resources,
    }
    (folder / "datapackage.json").write_text(
        json.dumps(described, indent=1, ensure_ascii=False) + "\n", "utf-8"
    )


def _given(query: str, request: str | None) -> dict[str, str | None]:
    return {"request": request} if "$request" in query else {}


def _parquet(connection: duckdb.DuckDBPyConnection, folder: Path, name: str) -> str:
    if name not in _PARTITIONED:
        connection.execute(
            f"COPY exported TO '{_quoted(folder / 'parquet' / name)}.parquet' (FORMAT parquet)"
        )
        return f"parquet/{name}.parquet"
    (folder / "parquet" / name).mkdir()
    connection.execute(
        f"COPY exported TO '{_quoted(folder / 'parquet' / name)}' (FORMAT parquet, PARTITION_BY (request_id),"
        " WRITE_PARTITION_COLUMNS true, OVERWRITE_OR_IGNORE true)"
    )
    return f"parquet/{name}/**/*.parquet"


def _csv(connection: duckdb.DuckDBPyConnection, folder: Path, name: str) -> str:
    result = connection.execute("FROM exported")
    with (folder / "csv" / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(column[0] for column in result.description or [])
        while rows := result.fetchmany(10_000):
            writer.writerows([_plain(value) for value in row] for row in rows)
    return f"csv/{name}.csv"


def _plain(value: object) -> object:
    if isinstance(value, list):
        return harmless("|".join(str(item) for item in value))
    if isinstance(value, dict):
        return harmless("; ".join(f"{key}={item}" for key, item in value.items()))
    return harmless(value) if isinstance(value, str) else value


def _resource(name: str, kind: str, path: str, comment: str, columns: Iterable[Column]) -> dict[str, Any]:
    return {
        "name": f"{name.replace('_', '-')}-{kind}",
        "path": path,
        "format": kind,
        "description": comment,
        "schema": {
            "fields": [
                {
                    "name": column.name,
                    "type": _TYPES.get(
                        column.type, "string" if kind == "csv" or "[]" not in column.type else "array"
                    ),
                    "description": column.comment,
                }
                for column in columns
            ]
        },
    }


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
