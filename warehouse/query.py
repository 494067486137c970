"""Questions to the published warehouse: read-only, and shut off from files and the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb

from parsers.errors import FoiError
from warehouse.publish import published

if TYPE_CHECKING:
    from warehouse.workspace import Workspace


def connect(workspace: Workspace) -> duckdb.DuckDBPyConnection:
    """Open the newest published warehouse for questions.

    Nothing can be written, no file read, no extension loaded and no setting changed through the connection.

    Raises:
        FoiError: Nothing was published yet.
    """
    path = published(workspace)
    if path is None:
        raise FoiError(f"{workspace.root}: no warehouse yet; 'foi ingest INBOX' builds one.")
    return duckdb.connect(
        str(path),
        read_only=True,
        config={
            "enable_external_access": "false",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "lock_configuration": "true",
        },
    )


def run_query(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Return the names of the result's columns and its rows.

    Raises:
        FoiError: The database refuses the question; the message is the database's own first line.
    """
    try:
        result = connection.execute(sql)
        columns = [str(column[0]) for column in result.description or []]
        return columns, result.fetchall()
    except duckdb.Error as error:
        raise FoiError(f"{str(error).splitlines()[0]}") from None
