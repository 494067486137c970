"""The house's own rules: which wing may lean on which, and what may stand at the top."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FORBIDDEN = {
    "parsers": {"warehouse", "flows", "prefect", "duckdb", "fixtures"},
    "warehouse": {"flows", "prefect", "fixtures"},
    "fixtures": {"flows", "warehouse", "prefect", "duckdb"},
}
FROM_PARSERS = ("parsers.errors", "parsers.figure", "parsers.vocabulary")


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


@pytest.mark.parametrize("wing", sorted(FORBIDDEN))
def test_no_wing_leans_on_what_stands_above_it(wing: str) -> None:
    for path in sorted((ROOT / wing).rglob("*.py")):
        upward = {name for name in imported(path) if name.partition(".")[0] in FORBIDDEN[wing]}
        assert not upward, path


def test_the_warehouse_takes_only_records_and_vocabulary_from_the_parsers() -> None:
    for path in sorted((ROOT / "warehouse").rglob("*.py")):
        taken = {name for name in imported(path) if name.partition(".")[0] == "parsers"}
        assert all(name.startswith(FROM_PARSERS) for name in taken), (path, taken)


def test_only_what_runs_a_flow_imports_prefect() -> None:
    users = {
        path.name
        for path in (ROOT / "flows").rglob("*.py")
        if any(name.partition(".")[0] == "prefect" for name in imported(path))
    }
    assert users
    assert not users & {"cli.py", "cli_decide.py", "settings.py", "terminal.py", "rebuild.py"}


def test_no_two_test_modules_share_a_name() -> None:
    # pytest imports them by that name alone: the second would not be collected, and the whole run fail.
    names = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    assert not [name for name, times in names.items() if times > 1]
