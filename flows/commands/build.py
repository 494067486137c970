"""`foi build`: the warehouse anew from what is in the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.overrides import load_overrides
from flows.progress import shown
from flows.rebuild import rebuild
from flows.standing import standing
from flows.terminal import say, some, warn
from warehouse.parsed import ParsedStore
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from flows.progress import Progress
    from flows.settings import Settings


def build(settings: Settings) -> None:
    """Build and publish, unless nothing has changed, and say what there is now.

    Raises:
        FoiError: There is no workspace, another process works in it, or its files cannot be read.
    """
    workspace = Workspace.open(settings.workspace)
    with shown() as progress:
        _read_anew(workspace, settings, progress)
        fresh = rebuild(workspace, progress)
    if fresh is None:
        say("Nothing has changed: the published warehouse is up to date.")
        return
    now = standing(fresh)
    say(f"Published {fresh.relative_to(workspace.root)}: {some(now.replies, 'reply', 'replies')}.")
    say(
        f"Figures: {now.figures_accepted} accepted, {now.figures_held} held; "
        f"{some(now.waiting, 'decision')} waiting for a person."
    )


def _read_anew(workspace: Workspace, settings: Settings, progress: Progress) -> None:
    """Read again what was read with other overrides than there are now.

    Raises:
        FoiError: Another process works in the workspace, or an override is not as it must be.
    """
    load_overrides(workspace)
    wanted = set(ParsedStore(workspace).read_otherwise())
    if not wanted:
        return
    from flows.stages import read_anew, unparsed

    with workspace.locked():
        jobs = [
            job for batch in unparsed(workspace, len(wanted)) for job in batch if job.document_id in wanted
        ]
        parsed = read_anew(workspace, settings, [tuple(jobs)], progress)
    for line in parsed.lines:
        if line.state != "read":
            warn(f"{line.state}: {line.name}: {line.reason}")
