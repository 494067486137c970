"""The files that people write into a workspace, as they are told apart without being understood."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warehouse.workspace import Workspace

KIND = "file"
"""What `build_inputs` calls such a file; what it says stands there too, as requests and decisions."""


def handwritten(workspace: Workspace) -> list[tuple[str, str]]:
    """Return the register's and the decisions' files by name, each with the SHA-256 of its bytes.

    While these are those that a warehouse was built from, nothing in them has changed. That they are others
    does not say that something has: a comment is no input.
    """
    paths = [*workspace.requests.glob("*.toml"), *workspace.decisions.glob("*.csv")]
    return [
        (f"{path.parent.name}/{path.name}", hashlib.sha256(path.read_bytes()).hexdigest())
        for path in sorted(paths)
    ]
