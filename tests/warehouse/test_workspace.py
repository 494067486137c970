from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from parsers.errors import FoiError
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path


def test_places(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path / "w", create=True)
    names = ["archive", "cursors", "decisions", "parsed", "published", "requests", "runs"]
    assert sorted(path.name for path in workspace.root.iterdir()) == names
    assert workspace.warehouse == tmp_path / "w" / "warehouse.duckdb"


def test_a_missing_workspace_is_said(tmp_path: Path) -> None:
    with pytest.raises(FoiError, match="no such folder"):
        Workspace.open(tmp_path / "w")


def test_a_file_is_no_workspace(tmp_path: Path) -> None:
    (tmp_path / "w").write_text("")
    with pytest.raises(FoiError, match="not a folder"):
        Workspace.open(tmp_path / "w", create=True)


def test_two_runs_cannot_work_at_once(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path, create=True)
    with workspace.locked(), pytest.raises(FoiError, match=f"process {os.getpid()} "), workspace.locked():
        pass


def test_the_lock_goes_with_its_holder(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path, create=True)
    code = (
        "import os, pathlib, sys\n"
        "from warehouse.workspace import Workspace\n"
        "with Workspace.open(pathlib.Path(sys.argv[1])).locked():\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert killed.returncode == -9
    with workspace.locked():
        pass


def test_leftovers_of_killed_runs_are_swept(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path, create=True)
    (workspace.archive / "ab").mkdir()
    (workspace.archive / "ab" / ".tmp-1").write_text("half")
    (workspace.parsed / "1" / ".tmp-2").mkdir(parents=True)
    (workspace.parsed / "1" / ".tmp-2" / "figures.parquet").write_text("half")
    (workspace.root / ".tmp-3").symlink_to("nowhere")
    with workspace.locked():
        assert not list(workspace.root.rglob(".tmp-*"))
        assert not (workspace.root / ".tmp-3").is_symlink()
