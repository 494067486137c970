"""Texts that run out of their drawn cell at its right, over blank ones, as sheets print long names.

The page draws each as one text; by their places the last words would be those of the next cell.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from parsers.pages.page import is_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsers.pages.page import Word
    from parsers.pages.ruled import GridCell

_PADDING = 0.6
"""Line heights from the edge of a cell to a text that begins there."""


def with_texts_whole(cells: Iterable[GridCell]) -> list[GridCell]:
    """Return the cells of a grid, each text that begins at the left of its cell there with all its words."""
    made = list(cells)
    rows: dict[int, list[int]] = defaultdict(list)
    for at in sorted(range(len(made)), key=lambda at: made[at].column):
        if made[at].row_span == 1:
            rows[made[at].row].append(at)
    for row in rows.values():
        home = row[0]
        for before, at in pairwise(row):
            if made[before].words:
                home = before
            if made[at].words and _goes_on(made[home].words, made[at].words, made[home].box.x0):
                reach = max(word.x1 for word in made[at].words)
                box = made[home].box._replace(x1=max(made[home].box.x1, reach))
                made[home] = replace(made[home], box=box, words=(*made[home].words, *made[at].words))
                made[at] = replace(made[at], words=())
    return made


def _goes_on(words: Sequence[Word], rest: Sequence[Word], left: float) -> bool:
    """Say whether all that stands in a cell is the end of the text in one before it, and no value."""
    numbers = {word.run.number if word.run else None for word in rest}
    if len(numbers) != 1 or None in numbers or is_value(rest):
        return False
    own = [word for word in words if word.run is not None and word.run.number in numbers]
    return bool(own) and min(word.x0 for word in own) - left <= _PADDING * own[0].height
