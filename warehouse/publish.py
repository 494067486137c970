"""Publication: each warehouse file under its own name, and one link that always leads to the newest.

Versioned names behind a link, because a process that still holds a path open would get the old file again on
a second connection to it; a new name cannot be confused.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import duckdb

from parsers.errors import FoiError
from warehouse.files import sync, temporary_beside

if TYPE_CHECKING:
    from pathlib import Path

    from warehouse.workspace import Workspace

KEPT = 5
"""How many published files stay, the newest included."""


def publish(workspace: Workspace, built: Path) -> Path:
    """Make a built warehouse file the one that analysts open, and return its published path.

    The file is moved, made read-only, and the link replaced in one step; files beyond the last five go.

    Raises:
        FoiError: The file was left unfinished or is not a warehouse.
    """
    digest = _digest(built)
    if built.with_name(f"{built.name}.wal").exists():
        raise FoiError(f"{built}: was left unfinished (a .wal lies beside it); build again.")
    workspace.published.mkdir(parents=True, exist_ok=True)
    target = workspace.published / f"warehouse-{digest[:12]}.duckdb"
    if built.stat().st_dev == workspace.published.stat().st_dev:
        unfinished = built
    else:
        unfinished = temporary_beside(target)
        shutil.copyfile(built, unfinished)
        built.unlink()
    unfinished.chmod(0o444)
    os.utime(unfinished)
    sync(unfinished)
    unfinished.replace(target)
    sync(workspace.published)
    _link(workspace, target)
    _drop_old(workspace, target)
    return target


def published(workspace: Workspace) -> Path | None:
    """Return the newest published file, or None where none was ever published."""
    if not workspace.warehouse.is_symlink():
        return None
    path = workspace.warehouse.resolve()
    return path if path.exists() else None


def _link(workspace: Workspace, target: Path) -> None:
    link = temporary_beside(workspace.warehouse)
    # Relative, so that a workspace can be moved or mounted elsewhere.
    link.symlink_to(target.relative_to(workspace.root))
    link.replace(workspace.warehouse)
    sync(workspace.root)


def _drop_old(workspace: Workspace, newest: Path) -> None:
    others = [path for path in workspace.published.glob("warehouse-*.duckdb") if path != newest]
    others.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in others[KEPT - 1 :]:
        path.unlink()


def _digest(built: Path) -> str:
    try:
        with duckdb.connect(str(built), read_only=True) as connection:
            rows = connection.execute("SELECT inputs_digest FROM build_info").fetchall()
    except duckdb.Error as error:
        raise FoiError(f"{built}: not a warehouse ({error}); build again.") from None
    return str(rows[0][0])
