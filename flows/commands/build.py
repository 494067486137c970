"""`foi build`: the warehouse anew from what is in the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.progress import shown
from flows.rebuild import rebuild
from flows.standing import standing
from flows.terminal import say, some
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from flows.settings import Settings


def build(settings: Settings) -> None:
    """Build and publish, unless nothing has changed, and say what there is now.

    Raises:
        FoiError: There is no workspace, another process works in it, or its files cannot be read.
    """
    workspace = Workspace.open(settings.workspace)
    with shown() as progress:
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
