"""What a command loads when it starts."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import lru_cache
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


@pytest.fixture(scope="module")
def demo(
    demonstration: tuple[Path, subprocess.CompletedProcess[str]], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A copy of the demo's workspace, which some of the commands change."""
    copy = tmp_path_factory.mktemp("start") / "foi-data"
    shutil.copytree(demonstration[0] / "foi-demo", copy, symlinks=True)
    return copy


@lru_cache
def _modules(demo: Path, *arguments: str) -> frozenset[str]:
    """Return what a command has loaded when it has done its work."""
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        check=True,
        cwd=demo.parent,
        env=clean_environment(),
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    return frozenset(ended.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda arguments: arguments[0])
def test_no_command_but_ingest_and_demo_loads_prefect(arguments: list[str], demo: Path) -> None:
    loaded = _modules(demo, *arguments)
    assert "flows.cli" in loaded
    assert not loaded & {"prefect", "pebble", "pdfplumber", "openpyxl", "fastapi"}


@pytest.mark.parametrize("arguments", COMMANDS[:4], ids=lambda arguments: arguments[0])
def test_help_loads_nothing_heavy(arguments: list[str], demo: Path) -> None:
    assert not _modules(demo, *arguments) & {
        "duckdb",
        "pyarrow",
        "parsers.reply",
        "warehouse.build",
        "rich",
    }


@pytest.mark.parametrize("arguments", [["sql", "SELECT 1"], ["held"], ["explain", "0123456789ab.t1.r1.c1"]])
def test_questions_load_no_build(arguments: list[str], demo: Path) -> None:
    assert not _modules(demo, *arguments) & {"pyarrow", "warehouse.build"}


@pytest.mark.parametrize(
    "arguments", [["sql", "SELECT 1"], ["held"], ["status"]], ids=lambda arguments: arguments[0]
)
def test_what_is_published_is_shown_without_the_vocabulary(arguments: list[str], demo: Path) -> None:
    assert not _modules(demo, *arguments) & {"parsers.vocabulary.outcomes", "pydantic"}
