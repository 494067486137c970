"""A run that is killed at any moment leaves nothing half done, and the next ends as if nothing had been."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from warehouse.archive import Archive
from warehouse.parsed import ParsedStore
from warehouse.segments import SCHEMAS
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

RUN = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from made_replies import figure, reading, deliver
from warehouse.archive import Archive
from warehouse.parsed import FEW, ParsedStore
from warehouse.workspace import Workspace

workspace = Workspace.open(Path(sys.argv[1]), create=True)
with workspace.locked():
    print("ready", flush=True)
    known = ParsedStore(workspace).parsed_roots()
    for number in range(40):
        found = reading(f"{number}.pdf", [figure(1, row, 1, row) for row in range(50)])
        if found.document_id not in known or found.document_id not in Archive(workspace).documents():
            deliver(workspace, found, folder="images")
    ParsedStore(workspace).compact()
"""


def run(root: Path, kill_after: float | None = None) -> int:
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, str(root), str(Path(__file__).parent)], stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    with process:
        process.stdout.readline()
        if kill_after is not None:
            time.sleep(kill_after)
            process.kill()
    return process.returncode


def state(root: Path) -> tuple[Sequence[object], dict[str, list[str]]]:
    workspace = Workspace.open(root)
    archive, store = Archive(workspace), ParsedStore(workspace)
    for document_id in archive.documents():
        assert hashlib.sha256(archive.read(document_id)).hexdigest() == document_id
    rows = {name: sorted(map(str, store.table(name).to_pylist())) for name in SCHEMAS}
    return archive.deliveries(), rows


@pytest.mark.parametrize("moments", [(0.0, 0.02, 0.3), (0.05, 0.1, 0.15), (0.2, 0.25, 0.01)])
def test_killed_runs_end_like_an_undisturbed_one(tmp_path: Path, moments: tuple[float, ...]) -> None:
    assert run(tmp_path / "calm") == 0
    for moment in moments:
        run(tmp_path / "killed", kill_after=moment)
        state(tmp_path / "killed")
    assert run(tmp_path / "killed") == 0
    assert state(tmp_path / "killed") == state(tmp_path / "calm")
    assert not list((tmp_path / "killed").rglob(".tmp-*"))
