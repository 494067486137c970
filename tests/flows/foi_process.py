"""What the tests of the flow share besides fixtures."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import duckdb

if TYPE_CHECKING:
    from pathlib import Path


def clean_environment(**more: str) -> dict[str, str]:
    """The environment without anything that would steer foi or Prefect."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FOI_", "PREFECT_"))}
    return kept | more


def contents(warehouse: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all relations of a warehouse file, apart from when it was built."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        names = [
            row[0]
            for row in connection.execute(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'main'"
            ).fetchall()
        ]
        return {
            name: connection.table(name).order("ALL").fetchall()
            for name in sorted(names)
            if name != "build_info"
        }
