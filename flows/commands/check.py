"""`foi check`: the vocabulary, the workspace's own files, and what the warehouse's checks found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.terminal import say, some, warn
from parsers.errors import FoiError
from parsers.layout.override import read_override
from parsers.vocabulary.lint import lint
from warehouse.decisions import load_decisions
from warehouse.overrides import MARK, load_override_files
from warehouse.publish import published
from warehouse.query import connect
from warehouse.requests import load_requests, read_request
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from flows.settings import Settings
    from warehouse.overrides import OverrideFile

_FAILED = """
SELECT reply_id, document_id, "check", expected, actual, array_to_string(locators, '; ') AS places, note,
    reading OR "check" = 'decision has its object' AS ours
FROM checks WHERE NOT passed
ORDER BY reply_id, document_id, "check", places, note, expected, actual
"""


_OVERRIDDEN = "SELECT parser_version, reason FROM documents WHERE document_id = ?"


def check(settings: Settings) -> int:
    """Print one line per problem and return the exit status: 1 where there is one.

    Where an authority's own tables contradict each other (a check that points at no misreading) it is told,
    and does not count: nobody here can mend it.

    Raises:
        FoiError: The workspace is not a folder.
    """
    problems = [f"vocabulary {problem.file}, row {problem.row}: {problem.problem}" for problem in lint()]
    say(f"vocabulary: {_said(problems)}")
    notes: list[str] = []
    if settings.workspace.exists():
        workspace = Workspace.open(settings.workspace)
        files = _file_problems(workspace)
        say(f"requests and decisions: {_said(files)}")
        problems += files
        if published(workspace):
            failed, notes = _failed_checks(workspace)
            own = some(len(notes), "contradiction")
            say(f"checks of replies: {_said(failed)}, {own} in the replies themselves")
            problems += failed
        else:
            say("checks of replies: no warehouse yet")
    else:
        say(f"requests and decisions: no workspace at {settings.workspace} yet")
    for note in notes:
        say(f"note: {note}")
    for problem in problems:
        warn(f"problem: {problem}")
    return 1 if problems else 0


def _file_problems(workspace: Workspace) -> list[str]:
    problems = []
    for path in sorted(workspace.requests.glob("*.toml")):
        try:
            read_request(path)
        except FoiError as error:
            problems.append(str(error))
    for load in () if problems else (load_requests,):
        try:
            load(workspace)
        except FoiError as error:
            problems.append(str(error))
    try:
        load_decisions(workspace)
    except FoiError as error:
        problems.append(str(error))
    return problems + _override_problems(workspace)


def _override_problems(workspace: Workspace) -> list[str]:
    """Name the override files that are not as they must be, or have no effect, or fit no more."""
    problems = []
    files = []
    try:
        files = load_override_files(workspace)
        drafts = set(workspace.overrides.glob("*.toml")) - {file.path for file in files}
        problems += [f"{path}: a draft that says nothing yet; fill in a [[table]]" for path in sorted(drafts)]
    except FoiError as error:
        problems.append(str(error))
    for file in files:
        try:
            read_override(file.text, file.path.name)
        except FoiError as error:
            problems.append(f"{workspace.overrides}/{error}")
            continue
        problems += _without_effect(workspace, file)
    return problems


def _without_effect(workspace: Workspace, file: OverrideFile) -> list[str]:
    if published(workspace) is None:
        return []
    with connect(workspace) as connection:
        rows = connection.execute(_OVERRIDDEN, [file.document_id]).fetchall()
    if not rows:
        return [f"{file.path}: no document of the warehouse has this SHA-256"]
    ((version, reason),) = rows
    if not str(version or "").endswith(f"{MARK}{file.digest}"):
        return [f"{file.path}: the document has not been read with it yet: foi build"]
    return [str(reason)] if str(reason or "").startswith("overrides/") else []


def _failed_checks(workspace: Workspace) -> tuple[list[str], list[str]]:
    with connect(workspace) as connection:
        rows = connection.execute(_FAILED).fetchall()
    failed: list[str] = []
    notes: list[str] = []
    for reply, document, name, expected, actual, places, note, ours in rows:
        whose = " ".join(part for part in (reply, document and document[:12]) if part)
        line = f"{whose or 'workspace'}: {name}: expected {expected}, found {actual} ({places})"
        (failed if ours else notes).append(f"{line}; {note}" if note else line)
    return failed, notes


def _said(problems: list[str]) -> str:
    return some(len(problems), "problem") if problems else "no problems"
