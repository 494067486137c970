"""Tables of which most could not be made out: what is left of them was made out by chance."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.figure import Figure

MOSTLY_IN_DOUBT = "most of its table could not be told apart"
_FEW = 20
"""A table of fewer figures has no most."""
_ABOUT_PLACES = ("row", "rows", "column", "columns", "the head", "two heads", "the label could")
"""How the reasons begin that doubt where something stands, not what it says."""


def held_with_most(figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures; where the places of more than half of a table's are doubted, the rest waits too."""
    all_of: Counter[int] = Counter()
    doubted: Counter[int] = Counter()
    for figure in figures:
        all_of[figure.table_no] += 1
        doubted[figure.table_no] += (figure.held_reason or "").startswith(_ABOUT_PLACES)
    waiting = {
        table for table, count in all_of.items() if table and count >= _FEW and 2 * doubted[table] > count
    }
    return [
        replace(figure, held_reason=MOSTLY_IN_DOUBT)
        if figure.table_no in waiting and figure.held_reason is None
        else figure
        for figure in figures
    ]
