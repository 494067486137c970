"""`foi decide password`: read an encrypted document with a password that is written nowhere."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flows.commands.known import refuse_unknown
from flows.progress import shown
from flows.terminal import say
from flows.workers import ArchivedReader, Crew, Job
from parsers.errors import FoiError
from warehouse.decisions import Decision, record
from warehouse.parsed import ParsedStore
from warehouse.query import connect, run_query
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from flows.settings import Settings
    from parsers.figure import Reading

_FAMILY = """
SELECT d.document_id, d.name, d.root_id, coalesce(starts_with(d.reason, 'password needed'), false) AS locked
FROM documents d
JOIN documents asked ON asked.root_id = d.root_id
WHERE left(asked.document_id, 12) = '{document}'
ORDER BY d.document_id = d.root_id DESC, d.document_id
"""


def open_locked(settings: Settings, document: str, why: str) -> None:
    """Read the delivered file that is, or holds, a locked document with the passwords at hand, and rebuild.

    The passwords are those of FOI_PASSWORDS, one a line, or the one that a person types. Where none opens the
    document, nothing is recorded.

    Raises:
        FoiError: There is no workspace or warehouse, no such document, no password, or none that opens it.
    """
    from flows.rebuild import rebuild

    workspace = Workspace.open(settings.workspace)
    refuse_unknown(workspace, document)
    with connect(workspace) as connection:
        _, family = run_query(connection, _FAMILY.format(document=document[:12]))
    if not any(row[0].startswith(document[:12]) and row[3] for row in family):
        raise FoiError(f"{document[:12]}: it does not wait for a password; 'foi held' names those that do")
    settings = replace(settings, workers=1, passwords=settings.passwords or _typed(document))
    root, name = family[0][2], family[0][1]
    with workspace.locked():
        with Crew(settings, ArchivedReader(workspace.root, settings.passwords)) as crew:
            (readings,) = crew.read([Job(root, name)])
        _refuse_locked(readings, document, {row[0] for row in family if not row[3]})
        when = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        record(workspace, Decision("password", document, "", "", settings.who, when, why))
        ParsedStore(workspace).replace(readings)
    say(f"Opened and read: {name}. The password is kept nowhere.")
    with shown() as progress:
        rebuild(workspace, progress)


def _typed(document: str) -> tuple[str, ...]:
    if not sys.stdin.isatty():
        raise FoiError("no password: set FOI_PASSWORDS, one a line, or run this where you can type it")
    from getpass import getpass

    return (getpass(f"Password of {document[:12]}: "),)


def _refuse_locked(readings: list[Reading], document: str, open_before: set[str]) -> None:
    locked = {reading.document_id: reading.name for reading in readings if reading.is_locked}
    if any(found.startswith(document[:12]) for found in locked):
        raise FoiError(f"{document[:12]}: the password does not open it; nothing was recorded")
    again = sorted(locked[found] for found in locked.keys() & open_before)
    if again:
        raise FoiError(
            f"{', '.join(again)}: was opened before and needs its own password again; give all of them"
            " at once, one a line, in FOI_PASSWORDS"
        )
