"""`foi rerun`: what this version of the parsers has not read yet, read anew, and what it reads otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.commands.ingest import SOME_FAILED
from flows.progress import shown
from flows.rebuild import rebuild
from flows.stages import Parsed, read_anew, unparsed
from flows.terminal import say, some, warn
from parsers.figure import PARSER_VERSION
from warehouse.archive import Archive
from warehouse.parsed import ParsedStore
from warehouse.reread import other_version, read_otherwise
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from flows.progress import Progress
    from flows.settings import Settings

MOST_LINES = 30


def rerun(settings: Settings) -> int:
    """Read anew, build and publish; say which documents are read otherwise; return the exit status.

    Raises:
        FoiError: There is no workspace, another process works in it, or its files cannot be read.
    """
    workspace = Workspace.open(settings.workspace)
    with shown() as progress:
        parsed = _read(workspace, settings, progress)
        fresh = rebuild(workspace, progress)
    counts = parsed.counts
    if not counts.documents:
        say(f"Nothing to read anew: parser version {PARSER_VERSION} has read every document.")
    else:
        say(
            f"Parser version {PARSER_VERSION} has read {some(counts.documents, 'document')}:"
            f" {counts.read} read, {counts.held} held, {counts.failed} failed."
        )
        _say_what_differs(workspace)
    say(f"Published {fresh.relative_to(workspace.root)}." if fresh else "The warehouse is as it was.")
    for line in parsed.lines:
        if line.state == "failed":
            warn(f"failed: {line.name}: {line.reason}")
    return SOME_FAILED if counts.failed else 0


def _read(workspace: Workspace, settings: Settings, progress: Progress) -> Parsed:
    with workspace.locked():
        batches = unparsed(workspace, settings.batch)
        return read_anew(workspace, settings, batches, progress) if batches else Parsed()


def _say_what_differs(workspace: Workspace) -> None:
    """Name the documents of which the latest other version read other figures."""
    before = other_version(workspace)
    if before is None:
        return
    otherwise = read_otherwise(ParsedStore(workspace, before), ParsedStore(workspace))
    say(f"{some(len(otherwise), 'document')} read otherwise than by version {before}.")
    if not otherwise:
        return
    names = {document: delivery.name for document, delivery in Archive(workspace).deliveries()}
    for document, (was, now) in list(otherwise.items())[:MOST_LINES]:
        name = names.get(document, document[:12])
        say(f"  {name}: {some(was, 'figure')} before, {now} now (foi explain {document[:12]})")
    if len(otherwise) > MOST_LINES:
        say(f"  … and {len(otherwise) - MOST_LINES} more")
