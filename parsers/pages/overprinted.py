"""Texts that run out of their drawn cell and are printed over what stands in the cell below.

A sheet whose rows are too low for their texts prints them so. Two lines over one another are not of one cell.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from parsers.pages.lines import lines_of
from parsers.pages.page import hull, is_over, segment_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsers.document import Box
    from parsers.pages.page import Segment, Word
    from parsers.pages.ruled import GridCell

_NEXT = 1.45
"""Line heights from line to line of one text."""
_NEAR = 1.0
"""Points by which the lines of one text begin at different places."""
_MIDDLE = attrgetter("middle")


def with_texts_in_their_cells(cells: Iterable[GridCell]) -> list[GridCell]:
    """Return the cells of a drawn grid, lines that are printed over a text with those that they go on from.

    Their weight tells whose they are: a bold line goes on from the bold text above. What is set alike stays.
    """
    found = {(cell.row, cell.column): cell for cell in cells}
    ends = {(cell.row + cell.row_span, cell.column): at for at, cell in found.items() if cell.words}
    for at, cell in list(found.items()):
        above = ends.get(at)
        if above is None or not cell.words:
            continue
        out = _printed_over(found[above], cell)
        if out:
            taken = {id(word) for word in out}
            kept = tuple(word for word in cell.words if id(word) not in taken)
            found[above] = replace(
                found[above], words=(*found[above].words, *out), box=_reaching(found[above], out)
            )
            found[at] = replace(cell, words=kept)
    return list(found.values())


def _reaching(cell: GridCell, words: Sequence[Word]) -> Box:
    """Return the box of a cell down to where its text ends."""
    return cell.box._replace(bottom=max(cell.box.bottom, hull(words).bottom))


def _printed_over(above: GridCell, cell: GridCell) -> list[Word]:
    """Return the words of a cell that go on from the cell above and are printed over the cell's own."""
    weights = {word.bold for word in above.words}
    bold = weights.pop() if len(weights) == 1 else None
    if bold is None:
        return []
    out = [word for word in cell.words if word.bold is bold]
    own = _lines(word for word in cell.words if word.bold is not bold)
    if not (out and own) or any(word.bold is None for word in cell.words):
        return []
    lines = [*_lines(above.words)[-1:], *_lines(out)]
    on = all(
        lower.middle - upper.middle <= _NEXT * (lower.bottom - lower.top)
        and abs(lower.x0 - upper.x0) <= _NEAR
        for upper, lower in pairwise(lines)
    )
    over = any(
        is_over(min(line, other, key=_MIDDLE), max(line, other, key=_MIDDLE), line.bottom - line.top)
        for line in lines[1:]
        for other in own
    )
    return out if on and over else []


def _lines(words: Iterable[Word]) -> list[Segment]:
    return [segment_of(line) for line in lines_of(words)]
