"""`foi status`: who has answered what, how good it is, and what the last run did."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flows.commands.board import PREPARE, QUERY, show_board
from flows.commands.sql import show
from flows.sandbox import promises
from flows.terminal import say, some
from parsers.errors import FoiError
from warehouse.handwritten import KIND, handwritten
from warehouse.publish import published
from warehouse.query import connect, run_query
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from flows.settings import Settings

_COVERAGE = """
SELECT
    request_id AS request,
    count(*) AS asked,
    count(*) FILTER (WHERE state = 'answered') AS answered,
    count(*) FILTER (WHERE state = 'part') AS part,
    count(*) FILTER (WHERE state = 'refused') AS refused,
    count(*) FILTER (WHERE state = 'held') AS held,
    count(*) FILTER (WHERE state = 'waiting') AS waiting,
    count(*) FILTER (WHERE state = 'overdue') AS overdue,
    count(*) FILTER (WHERE usable) AS usable
FROM board GROUP BY request_id ORDER BY request_id
"""

_REPLIES = """
SELECT request_id AS request, force_id AS force, light, disposition, figures_accepted AS accepted,
    figures_held AS held, numbers_lost AS lost
FROM replies ORDER BY ALL
"""

_FILES = f"SELECT name, digest FROM build_inputs WHERE kind = '{KIND}' ORDER BY name"  # noqa: S608 a word of ours
_SAID = "SELECT kind, name, digest FROM build_inputs WHERE kind IN ('request', 'decision') ORDER BY ALL"
_REMINDERS = "SELECT step, count(*) FROM reminders(current_date) GROUP BY step ORDER BY step"
_UNREAD = "SELECT name, state, reason FROM documents WHERE state IN ('held', 'failed') ORDER BY ALL"


def status(settings: Settings) -> None:
    """Print the state of the workspace.

    Raises:
        FoiError: There is no workspace.
    """
    workspace = Workspace.open(settings.workspace)
    say(f"Workspace {workspace.root}")
    _last_run(workspace)
    _sandbox(settings)
    newest = published(workspace)
    if newest is None:
        say("No warehouse yet: foi ingest INBOX builds one.")
        return
    with connect(workspace) as connection:
        say(f"Warehouse {newest.relative_to(workspace.root)}{_freshness(workspace, connection)}")
        run_query(connection, PREPARE)
        for title, query in (
            ("Requests", _COVERAGE),
            ("Replies", _REPLIES),
            ("Documents that were not read", _UNREAD),
        ):
            columns, rows = run_query(connection, query)
            if rows:
                say()
                say(title)
                show(columns, rows, "table")
        _board(connection)
        waiting = run_query(connection, "SELECT count(*) FROM held")[1][0][0]
    if waiting:
        say(f"{some(waiting, 'decision')} waiting for a person: foi held")


def _board(connection: DuckDBPyConnection) -> None:
    """Print forces by requests, and how many letters are due to be written."""
    rows = run_query(connection, QUERY)[1]
    if not rows:
        return
    say()
    show_board(rows)
    say()
    if all(state not in {"waiting", "overdue"} for _, _, state, _ in rows):
        return
    for step, number in run_query(connection, _REMINDERS)[1]:
        say(f'{some(number, "authority", "authorities")}: {step} (foi sql "FROM reminders(current_date)")')


def _last_run(workspace: Workspace) -> None:
    reports = sorted(workspace.runs.glob("*.json"))
    if not reports:
        say("No run yet.")
        return
    try:
        last = json.loads(reports[-1].read_bytes())
        if last.get("failure"):
            say(f"Last run {last['stamp']} could not be done: {last['failure']}")
            return
        counts = last["counts"]
        say(
            f"Last run {last['stamp']}: {last['deliveries']} files, {last['documents_new']} new; "
            f"{counts['read']} read, {counts['held']} held, {counts['failed']} failed"
        )
    except (ValueError, KeyError, TypeError):
        say(f"Last run: its report {reports[-1]} cannot be read.")


def _sandbox(settings: Settings) -> None:
    held = promises()
    say(
        f"Documents are read within {settings.parse_seconds} s and {settings.worker_memory:,} MiB each; "
        f"{held['network']} refuses them the network, {held['files']} refuses writing"
    )


def _freshness(workspace: Workspace, connection: DuckDBPyConnection) -> str:
    """Whether what was asked or decided has changed since the build, told without doing half of one."""
    if handwritten(workspace) == run_query(connection, _FILES)[1]:
        return ""
    # Only now what they say matters, and all of the vocabulary that it is read with.
    from warehouse.decisions import load_decisions
    from warehouse.inputs import asked_and_decided
    from warehouse.requests import load_requests

    try:
        said = asked_and_decided(load_requests(workspace), load_decisions(workspace))
    except FoiError as error:
        return f" cannot be brought up to date: {error}"
    same = sorted(said) == run_query(connection, _SAID)[1]
    return "" if same else " is behind the workspace's requests or decisions: foi build"
