"""The workspace: whether a run can work in it, and whether what is published is sound."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import duckdb

from flows.health.finding import GOOD, WARNING, WRONG, Finding
from flows.overrides import load_overrides
from flows.standing import standing
from flows.terminal import some
from parsers.errors import FoiError
from parsers.figure import PARSER_VERSION
from warehouse.archive import Archive
from warehouse.decisions import load_decisions
from warehouse.parsed import ParsedStore
from warehouse.publish import published
from warehouse.requests import load_requests

if TYPE_CHECKING:
    from collections.abc import Iterator

    from warehouse.workspace import Workspace


def look_at_workspace(workspace: Workspace) -> Iterator[Finding]:
    """Look at the folder, the files that people write, the archive and the warehouse."""
    yield _folder(workspace)
    yield _files(workspace)
    yield _archive(workspace)
    yield _warehouse(workspace)


def _folder(workspace: Workspace) -> Finding:
    root = workspace.root
    if not os.access(root, os.W_OK | os.X_OK):
        return Finding("workspace", WRONG, f"{root} cannot be written", "give foi's user the folder")
    if workspace.sources.exists() and stat.S_IMODE(workspace.sources.stat().st_mode) & stat.S_IWOTH:
        to_do = f"chmod o-w {workspace.sources}"
        return Finding("workspace", WARNING, f"anybody can change {workspace.sources}", to_do)
    return Finding("workspace", GOOD, str(root))


def _files(workspace: Workspace) -> Finding:
    try:
        requests = load_requests(workspace)
        decisions = load_decisions(workspace)
        load_overrides(workspace)
    except FoiError as error:
        return Finding(
            "requests and decisions", WRONG, str(error), "mend the file; until then no night is done"
        )
    if not requests:
        to_do = f"write what was asked into {workspace.requests}"
        return Finding("requests and decisions", WARNING, "no request is registered", to_do)
    seen = f"{some(len(requests), 'request')}, {some(len(decisions), 'decision')}"
    return Finding("requests and decisions", GOOD, seen)


def _archive(workspace: Workspace) -> Finding:
    try:
        archived = set(Archive(workspace).documents())
        waiting = archived - ParsedStore(workspace).parsed_roots()
    except (FoiError, OSError) as error:
        return Finding("archive", WRONG, str(error), "restore it from the backup")
    seen = f"{some(len(archived), 'document')} archived"
    if waiting:
        seen += f", {len(waiting):,} not read by parser version {PARSER_VERSION}"
        return Finding("archive", WARNING, seen, "foi rerun --parser-changed, or let the next night do it")
    return Finding("archive", GOOD, seen)


def _warehouse(workspace: Workspace) -> Finding:
    newest = published(workspace)
    if newest is None:
        return Finding(
            "warehouse", WARNING, "nothing is published yet", "foi ingest, or wait for the first night"
        )
    try:
        now = standing(newest)
    except duckdb.Error as error:
        what = str(error).splitlines()[0]
        to_do = f"remove {newest}, then: foi build"
        return Finding("warehouse", WRONG, f"{newest} cannot be read ({what})", to_do)
    seen = f"{some(now.replies, 'reply', 'replies')}, {some(now.waiting, 'decision')} waiting"
    return Finding("warehouse", GOOD, seen)
