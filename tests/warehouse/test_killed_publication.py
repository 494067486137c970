"""A build or publication that is killed leaves the old state or the new one, never anything between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from killed import kill_runs

if TYPE_CHECKING:
    from pathlib import Path


def test_killed_builds_leave_a_whole_state(tmp_path: Path) -> None:
    found = kill_runs(tmp_path, times=3)
    assert sum(found.values()) == 3
