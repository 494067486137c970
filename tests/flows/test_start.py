"""What a command loads when it starts."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from foi_process import clean_environment

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = """
import sys
sys.argv = ["foi", *sys.argv[1:]]
from flows.cli import main
try:
    main()
except SystemExit:
    pass
print(*sorted(sys.modules), file=sys.stderr)
"""

COMMANDS = [
    ["--help"],
    ["--version"],
    ["ingest", "--help"],
    ["demo", "--help"],
    ["status"],
    ["held"],
    ["explain", "0123456789ab.t1.r1.c1"],
    ["sql", "SELECT 1"],
    ["check"],
    ["build"],
    ["decide", "dash", "0123456789ab.t1", "zero"],
]


def _modules(arguments: list[str], folder: Path) -> set[str]:
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        check=True,
        cwd=folder,
        env=clean_environment(),
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    return set(ended.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda arguments: arguments[0])
def test_no_command_but_ingest_and_demo_loads_prefect(arguments: list[str], tmp_path: Path) -> None:
    loaded = _modules(arguments, tmp_path)
    assert "flows.cli" in loaded
    assert not loaded & {"prefect", "pebble", "pdfplumber", "openpyxl", "fastapi"}


@pytest.mark.parametrize("arguments", COMMANDS[:4], ids=lambda arguments: arguments[0])
def test_help_loads_nothing_heavy(arguments: list[str], tmp_path: Path) -> None:
    assert not _modules(arguments, tmp_path) & {
        "duckdb",
        "pyarrow",
        "parsers.reply",
        "warehouse.build",
        "rich",
    }


@pytest.mark.parametrize("arguments", [["sql", "SELECT 1"], ["held"], ["explain", "0123456789ab"]])
def test_questions_load_no_build(arguments: list[str], tmp_path: Path) -> None:
    assert not _modules(arguments, tmp_path) & {"pyarrow", "warehouse.build"}
