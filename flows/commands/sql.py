"""`foi sql`: one question, a file of them, or a prompt, to the published warehouse."""

from __future__ import annotations

import csv
import json
import os
import sys
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from flows.terminal import console, printable, say, some, warn
from parsers.errors import FoiError
from warehouse.query import connect, run_query
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duckdb import DuckDBPyConnection

    from flows.settings import Settings

Format = Literal["table", "csv", "json"]
Rows = list[tuple[Any, ...]]

MOST_ROWS = 1_000
"""Rows that a table shows; CSV and JSON give them all."""

_HELP = """End a question with ; and press Enter. Commands:
  .tables          the relations of the warehouse
  .columns NAME    the columns of one, with their meaning
  .quit            leave (also Ctrl-D)"""

_TABLES = """
SELECT table_name AS name, comment FROM duckdb_tables() WHERE NOT internal AND schema_name = 'main'
UNION ALL
SELECT view_name, comment FROM duckdb_views() WHERE NOT internal AND schema_name = 'main'
ORDER BY name"""

_COLUMNS = """
SELECT column_name AS name, data_type AS type, comment FROM duckdb_columns()
WHERE NOT internal AND schema_name = 'main' AND lower(table_name) = lower($name) ORDER BY column_index"""


def ask(settings: Settings, query: str | None, form: Format) -> None:
    """Answer one query, or those on standard input, or open a prompt on a terminal.

    Raises:
        FoiError: There is no warehouse, or the database refuses the question.
    """
    with connect(Workspace.open(settings.workspace)) as connection:
        if query is None and _on_terminal():
            _prompt(connection, form)
            return
        text = sys.stdin.read() if query is None else query
        if not text.strip():
            raise FoiError("the question is empty; write SQL, such as: foi sql 'SELECT * FROM replies'")
        show(*run_query(connection, text), form)


def _on_terminal() -> bool:
    return sys.stdin.isatty()


def show(columns: Sequence[str], rows: Rows, form: Format) -> None:
    """Print a result as a table, as CSV with a head, or as a JSON list of objects."""
    if form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_plain(value) for value in row] for row in rows)
    elif form == "json":
        names = _distinct(columns)
        objects = [dict(zip(names, row, strict=True)) for row in rows]
        sys.stdout.write(json.dumps(objects, default=_jsonable, ensure_ascii=False, indent=1) + "\n")
    else:
        _table(columns, rows)


def _table(columns: Sequence[str], rows: Rows) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for number, name in enumerate(columns):
        numeric = any(isinstance(row[number], int | float | Decimal) for row in rows[:MOST_ROWS])
        table.add_column(Text(name), justify="right" if numeric else "left", overflow="fold")
    for row in rows[:MOST_ROWS]:
        table.add_row(*(_cell(value) for value in row))
    console().print(table)
    if len(rows) > MOST_ROWS:
        warn(f"{some(len(rows) - MOST_ROWS, 'more row')}; --format csv or json gives them all")


def _cell(value: object) -> Any:  # noqa: ANN401 - rich's Text, imported only where a table is drawn
    from rich.text import Text

    return Text("NULL", style="dim") if value is None else Text(printable(_plain(value)))


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list | dict | tuple):
        return json.dumps(value, default=_jsonable, ensure_ascii=False)
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value)


def _jsonable(value: object) -> object:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)


def _distinct(columns: Sequence[str]) -> list[str]:
    """Names of the columns, a repeated one with a number, so that an object holds each."""
    names: list[str] = []
    for column in columns:
        name, number = column, 1
        while name in names:
            number += 1
            name = f"{column}_{number}"
        names.append(name)
    return names


def _prompt(connection: DuckDBPyConnection, form: Format) -> None:
    _remember(connection)
    say("Read-only SQL over the published warehouse; .help for help, Ctrl-D to leave.")
    lines: list[str] = []
    while True:
        try:
            line = input("   > " if lines else "foi> ")
        except KeyboardInterrupt:
            lines = []
            say()
            continue
        except EOFError:
            say()
            return
        if not lines and line.strip().startswith("."):
            if line.strip() in {".quit", ".exit"}:
                return
            _command(connection, line.strip())
            continue
        lines.append(line)
        text = "\n".join(lines)
        if not text.strip():
            lines = []
        elif text.rstrip().endswith(";"):
            lines = []
            _answer(connection, text, form)


def _command(connection: DuckDBPyConnection, line: str) -> None:
    name, _, argument = line.partition(" ")
    if name == ".tables":
        _answer(connection, _TABLES, "table")
    elif name == ".columns" and argument.strip():
        rows = connection.execute(_COLUMNS, {"name": argument.strip()}).fetchall()
        show(["name", "type", "comment"], rows, "table")
    else:
        sys.stdout.write(f"{_HELP}\n")


def _answer(connection: DuckDBPyConnection, text: str, form: Format) -> None:
    try:
        show(*run_query(connection, text), form)
    except FoiError as error:
        warn(str(error))


def _remember(connection: DuckDBPyConnection) -> None:
    """Give the prompt line editing, its history from last time, and the names of the relations."""
    try:
        import readline
    except ImportError:  # pragma: no cover - an interpreter built without it still answers
        return
    import atexit

    state = Path(os.environ.get("XDG_STATE_HOME") or Path("~/.local/state").expanduser())
    history = state / "foi-outcomes" / "sql-history"
    names = [str(row[0]) for row in connection.execute(_TABLES).fetchall()]

    def complete(start: str, number: int) -> str | None:
        found = [name for name in names if name.startswith(start.lower())]
        return found[number] if number < len(found) else None

    readline.set_completer(complete)
    readline.parse_and_bind("tab: complete")
    try:
        history.parent.mkdir(parents=True, exist_ok=True)
        history.touch(mode=0o600)
        readline.read_history_file(history)
    except OSError:
        return
    readline.set_history_length(2_000)
    atexit.register(_save, history)


def _save(history: Path) -> None:
    import readline

    readline.write_history_file(history)
