"""Two tables beside one another: how far down the page they stand, and which lines are whose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.pages.lines import cut_line, lines_of
from parsers.pages.row_lines import with_periods_whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.pages.columns import Columns
    from parsers.pages.page import Line


def end_of_sides(lines: Sequence[Line], end: int, columns: Columns) -> int:
    """Return the index after the lines in which two tables beside one another go on, from line `end` on.

    Their rows are not level, so that those of one break off the other's. Each text stands in one column.
    """
    for at, line in enumerate(lines[end:], end):
        places = [(columns.at(segment.x0), columns.at(segment.x1)) for segment in line.segments]
        if any(
            first != last or (segment.is_value and not columns.numeric[first])
            for segment, (first, last) in zip(line.segments, places, strict=True)
        ):
            return at
    return len(lines)


def sides(lines: Sequence[Line], place: float) -> list[list[Line]]:
    """Return what stands to the left and to the right of a place, as lines."""
    words = [word for line in lines for word in line.words]
    left, right = ([word for word in words if (word.centre > place) == side] for side in (False, True))
    return [with_periods_whole([cut_line(line, ()) for line in lines_of(side)]) for side in (left, right)]
