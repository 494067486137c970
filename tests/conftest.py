"""What all tests share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import settings

if TYPE_CHECKING:
    import pytest

# A machine that does other work at the same time makes a single example slow, which says nothing of the code.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

FLOWS = Path(__file__).parent / "flows"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put files with slow tests first, then those that run flows: short ones fill up the processes' ends."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: (item.path not in slow, FLOWS not in item.path.parents))
