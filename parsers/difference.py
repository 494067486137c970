"""What does not agree between what a file prints and what was read from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable

    from parsers.document import Cell, Table

FEW = 5
"""Examples that a note names."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What does not agree at one place: the tables it touches, what should be there and what is."""

    check: str
    expected: str
    actual: str
    locators: tuple[str, ...]
    note: str


def differing(place: str, missing: Counter[str], more: Counter[str]) -> str:
    """Return in words what was not read at a place, and what was read that is not printed."""
    said = [
        f"{what} {counts.total()}: {few(counts.elements())}"
        for what, counts in (("not read", missing), ("read and not printed", more))
        if counts
    ]
    return f"{place}: {'; '.join(said)}"


def few(texts: Iterable[str]) -> str:
    """Return the first of some texts, cut short, and how many more there are."""
    named = [text[:40] for text in texts]
    rest = f" and {len(named) - FEW} more" if len(named) > FEW else ""
    return ", ".join(named[:FEW]) + rest


def anchors(table: Table) -> list[Cell]:
    """Return a table's cells with text, each once."""
    return list({id(cell): cell for row in table.grid for cell in row if cell.text}.values())
