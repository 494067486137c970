"""From what is stored to a published warehouse: the end of every run, and all that a decision needs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import duckdb

from warehouse.build import build, inputs_digest
from warehouse.files import temporary_beside
from warehouse.publish import publish, published

if TYPE_CHECKING:
    from pathlib import Path

    from flows.progress import Progress
    from warehouse.workspace import Workspace


def up_to_date(workspace: Workspace) -> bool:
    """Whether the published warehouse is made of exactly what is in the workspace now.

    Raises:
        FoiError: The register or the decisions cannot be read.
    """
    newest = published(workspace)
    return newest is not None and _digest(newest) == inputs_digest(workspace)


def build_new(workspace: Workspace, progress: Progress) -> Path:
    """Build a warehouse file beside the published ones and return it; call it while holding the lock.

    Raises:
        FoiError: The register or the decisions cannot be read.
    """
    target = temporary_beside(workspace.published / "warehouse.duckdb")
    build(workspace, target, partial(_tell, progress), base=published(workspace))
    return target


def _tell(progress: Progress, step: str, steps: int) -> None:
    if step == "inputs":
        progress.stage("building", steps)
    else:
        progress.advance()


def rebuild(workspace: Workspace, progress: Progress) -> Path | None:
    """Build and publish, unless nothing has changed; return the new published file, or None.

    Raises:
        FoiError: Another process works in the workspace, or the register or the decisions cannot be read.
    """
    with workspace.locked():
        progress.stage("looking for changes")
        if up_to_date(workspace):
            return None
        built = build_new(workspace, progress)
        progress.stage("publishing")
        return publish(workspace, built)


def _digest(warehouse: Path) -> str:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        (row,) = connection.execute("SELECT inputs_digest FROM build_info").fetchall()
    return str(row[0])
