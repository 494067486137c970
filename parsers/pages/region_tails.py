"""Where a table ends on its page: the lines in which a label goes on below the last row's values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.pages.row_lines import SET_ALIKE, TIGHT, is_row, is_tight, values_start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.pages.page import Line, Segment

_NEXT = 1.45
"""Line heights to the next line of a text that is known to go on."""


def tail_of(lines: Sequence[Line], last: int, rows: Sequence[int]) -> int:
    """Return the index after the lines in which a label goes on below the last row's values."""
    values = values_start(lines, rows)
    tail = last + 1
    if any(segment.hangs for line in lines[rows[0] : last + 1] for segment in line.segments):
        left = min(lines[row].x0 for row in rows)
        while (
            tail < len(lines)
            and not is_row(lines[tail])
            and not _is_sentence(lines[tail], values)
            and _hangs_over(lines[max(last - 4, 0) : tail + 1], left)
        ):
            tail += 1
        return tail
    while (
        tail < len(lines)
        and not is_row(lines[tail])
        and lines[tail].x1 <= max(values + 0.3 * lines[tail].height, _texts_end(lines, rows, values))
        and is_tight(lines[max(last - 4, 0) : tail + 1])
    ):
        tail += 1
    return tail


def _is_sentence(line: Line, values: float) -> bool:
    """Say whether a line is one text that runs from the labels over the values, as no label does."""
    return len(line.segments) == 1 and line.x0 < values < line.x1 - 0.3 * line.height


def _hangs_over(lines: Sequence[Line], left: float) -> bool:
    """Say whether the last of some lines goes on with a text above it that its page tells to go on.

    So it does where it stands below one, right of the labels at the `left`.
    """
    last = lines[-1]
    for segment in last.segments:
        over = [
            other for line in lines[:-1] for other in line.segments if segment.overlap(other.x0, other.x1) > 0
        ]
        if over and segment.middle - over[-1].middle <= _NEXT * last.height:
            return over[-1].hangs or not over[-1].text[-1].isalnum() or _is_within(segment, over[-1], left)
    return False


def _is_within(lower: Segment, upper: Segment, left: float) -> bool:
    """Say whether a line begins below another one, right of the labels at the left, as no paragraph does."""
    height = lower.bottom - lower.top
    return (
        upper.x0 > left + height
        and abs(lower.x0 - upper.x0) <= SET_ALIKE * height
        and lower.middle - upper.middle <= TIGHT * height
    )


def _texts_end(lines: Sequence[Line], rows: Sequence[int], values: float) -> float:
    """Return where the texts of rows end, for a list in which values come first or not at all."""
    if values < float("inf"):
        return values
    return max(lines[row].x1 for row in rows)
