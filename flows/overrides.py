"""The overrides of a workspace, read and ready for the parsers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.layout.override import read_override
from warehouse.overrides import load_override_files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parsers.layout.override import Override
    from warehouse.workspace import Workspace


def load_overrides(workspace: Workspace) -> Mapping[str, Override]:
    """Return the overrides by the id of the document that each is for.

    Raises:
        FoiError: A file is not as it must be; the message names it, what was found and what to write.
    """
    return {
        file.document_id: read_override(file.text, file.path.name) for file in load_override_files(workspace)
    }
