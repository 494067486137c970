"""Analysts never see an error, a lock or half a state while states are published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readers import night

if TYPE_CHECKING:
    from pathlib import Path


def test_readers_see_whole_states_and_no_error(tmp_path: Path) -> None:
    found = night(tmp_path, readers=4, publications=25)
    assert [reader["errors"] for reader in found] == [[]] * 4
    assert all(int(str(reader["asked"])) > 0 for reader in found)
    assert sum(int(str(reader["states"])) for reader in found) > 4
