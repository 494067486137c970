"""`foi export`: the published warehouse as files for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.terminal import say
from parsers.errors import FoiError
from warehouse.export import FORMATS
from warehouse.export import export as write
from warehouse.publish import published
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from flows.settings import Settings


def export(settings: Settings, folder: Path, request: str | None, form: str | None) -> None:
    """Write the export and say where it is.

    Raises:
        FoiError: There is no warehouse, or the export cannot be written.
    """
    workspace = Workspace.open(settings.workspace)
    newest = published(workspace)
    if newest is None:
        raise FoiError(f"{workspace.root}: no warehouse yet; 'foi ingest INBOX' builds one.")
    write(newest, folder, request=request, formats=FORMATS if form is None else (form,))
    said = ", ".join(sorted(path.name for path in folder.iterdir()))
    say(f"Exported {newest.name} to {folder}: {said}")
