"""A disk that fills up ends the build with one clear line, and what was published stays."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from killed import change, run, state_of
from made_replies import durham, hertfordshire, workspace_of

from parsers.errors import FoiError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, hardly larger than one warehouse file."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount, umount = shutil.which("mount"), shutil.which("umount")
    if mount is None or umount is None or os.geteuid() != 0:
        pytest.skip("a small file system is mounted by root only")
    mounted = subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(folder)],
        check=False,
        capture_output=True,
        text=True,
    )
    if mounted.returncode:
        pytest.skip(f"a small file system cannot be mounted here: {mounted.stderr.strip()}")
    yield folder
    subprocess.run([umount, str(folder)], check=True)


def test_a_full_disk_is_one_line_and_the_old_file_stays(small_disk: Path) -> None:
    workspace = workspace_of(small_disk / "w", hertfordshire(), durham())
    run(workspace.root)
    before = state_of(workspace)
    change(workspace, 1)
    fill = small_disk / "other people's files"
    free = shutil.disk_usage(small_disk).free
    fill.write_bytes(b"\0" * (free - 1_000_000))
    with pytest.raises(FoiError, match="cannot be written") as caught:
        run(workspace.root)
    assert "\n" not in str(caught.value)
    assert state_of(workspace) == before
    fill.unlink()
    run(workspace.root)
    assert state_of(workspace) != before
    assert not list(workspace.published.glob(".tmp-*"))
