"""What the README shows is what happens: its SQL runs over the demonstration, and its answers are compared.

`python tests/test_readme.py` writes the answers anew; read the difference before you keep it.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from parsers.formats.registry import FORMATS
from parsers.reply import read_reply
from warehouse.archive import Archive, Delivery
from warehouse.build import build
from warehouse.parsed import ParsedStore
from warehouse.publish import publish
from warehouse.query import connect, run_query
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
DEMONSTRATION = ROOT / "fixtures" / "demo"
QUESTION = re.compile(r"```sql\n(?P<sql>.*?)\n```\n(?P<answer>\n(?:\|[^\n]*\n)+)?", re.DOTALL)

FORMAT_HEAD = "| format | library | not read |\n| --- | --- | --- |\n"
FORMAT_TABLE = re.compile(re.escape(FORMAT_HEAD) + r"(?:\|[^\n]*\n)*")


def demonstration(folder: Path) -> Workspace:
    workspace = Workspace.open(folder, create=True)
    for request in (DEMONSTRATION / "requests").glob("*.toml"):
        shutil.copy(request, workspace.requests)
    archive, inbox = Archive(workspace), DEMONSTRATION / "inbox"
    roots = []
    for path in sorted(path for path in inbox.rglob("*") if path.is_file()):
        delivery = Delivery(name=path.name, source="folder", path=path.relative_to(inbox).as_posix())
        archive.add(path.read_bytes(), delivery)
        roots.append(read_reply(path.read_bytes(), path.name))
    ParsedStore(workspace).append(roots)
    target = folder / "built.duckdb"
    build(workspace, target)
    publish(workspace, target)
    return workspace


def answer(connection: duckdb.DuckDBPyConnection, sql: str) -> str:
    """Return the answer to a question as the README prints it."""
    columns, rows = run_query(connection, sql)
    lines = [columns, ["---"] * len(columns), *rows]
    return "".join(f"| {' | '.join(_shown(value) for value in line)} |\n" for line in lines)


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return "" if value is None else str(value)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(demonstration(tmp_path_factory.mktemp("demo"))) as connection:
        yield connection


def questions() -> list[re.Match[str]]:
    return list(QUESTION.finditer(README.read_text("utf-8")))


def test_the_questions_are_found() -> None:
    assert len(questions()) == README.read_text("utf-8").count("```sql\n") >= 17


@pytest.mark.parametrize("question", questions(), ids=lambda match: match["sql"].split("\n")[0][:40])
def test_the_answer_is_the_one_that_is_printed(
    question: re.Match[str], warehouse: duckdb.DuckDBPyConnection
) -> None:
    assert (question["answer"] or "").lstrip() == answer(warehouse, question["sql"])


def table_of_formats() -> str:
    rows = [f"| {each.about} | {each.library} | {each.loses} |\n" for each in FORMATS]
    return f"{FORMAT_HEAD}{''.join(rows)}"


def test_every_format_is_in_its_table() -> None:
    assert table_of_formats() + "\n" in README.read_text("utf-8")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, connect(demonstration(Path(folder))) as connection:
        text = QUESTION.sub(
            lambda match: f"```sql\n{match['sql']}\n```\n\n{answer(connection, match['sql'])}",
            README.read_text("utf-8"),
        )
    text = FORMAT_TABLE.sub(lambda _: table_of_formats(), text)
    README.write_text(text, "utf-8")


if __name__ == "__main__":
    sys.exit(main())
