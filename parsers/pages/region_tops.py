"""Where a table begins on its page: with the lines of its head, or the first line of its first label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.pages.row_lines import SET_ALIKE, TIGHT, is_row, values_start

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsers.pages.page import Line, Segment

MOST_HEAD_LINES = 14
MOST_GAP = 5.0
"""Line heights between two lines of a table, at most."""
_MOST_HEAD_GAP = 2.6
_MOST_GAP_OF_SHEETS = 14.0
_NEXT = 1.6
"""Line heights from a head to the name of the first section, and from there to its first row."""
_FEW = 2


def start_of(lines: Sequence[Line], first: int, end: int, floor: int, height: float) -> int:
    """Return the index of the first line of the table: of its head, or of its first label.

    Lines that may name a section are taken only together with a head above them.
    """
    body = [index for index in range(first, end) if is_row(lines[index]) or index == first]
    sides = _Sides(
        # No value may be level with a line of its label.
        min(line.x0 for line in lines[first:end]),
        _labels_end(lines, body, range(first, end)),
        values_start(lines, body),
        max(lines[row].x1 for row in body),
    )
    tall = _tall_head(lines, first, floor, height)
    if tall is not None:
        return tall
    start = index = first
    while index > floor and first - index < MOST_HEAD_LINES:
        line = lines[index - 1]
        most = _MOST_HEAD_GAP if len(line.segments) == 1 else MOST_GAP
        if lines[index].middle - line.middle > most * height:
            break
        if line.segments[-1].x0 > sides.right + 4 * height or line.x0 < sides.left - 4 * height:
            break
        index -= 1
        if len(line.segments) > 1 or line.x0 > sides.labels:
            # What stands at the right of a letter, above its paragraphs, is far from the heads.
            if lines[start].middle - line.middle > MOST_GAP * height:
                break
            start = index
        elif line.x1 > sides.values + 0.3 * height:
            if not (_is_centred(line, sides, height) or _is_right_below_head(lines, index, floor, first)):
                break
        elif _leads_on(line, lines[max(start, index + 1) : start + 4], height):
            start = index
    return start


def _tall_head(lines: Sequence[Line], first: int, floor: int, height: float) -> int | None:
    """Return the first line of a head that is higher than its texts, as printed sheets have them, or None.

    Its uppermost line holds a text for each of the first row, and the lines below that go on with these.
    """
    gap = lines[first].middle - lines[first - 1].middle if first > floor else 0.0
    if not _MOST_HEAD_GAP * height < gap <= _MOST_GAP_OF_SHEETS * height:
        return None
    top = first - 1
    while top > floor and len(lines[top].segments) < len(lines[first].segments):
        if not _goes_on(lines[top - 1], lines[top]):
            return None
        top -= 1
    heads = lines[top].segments
    texts = all(not segment.is_value or segment.is_year for segment in heads)
    return top if texts and len(heads) == len(lines[first].segments) > _FEW else None


def _goes_on(upper: Line, lower: Line) -> bool:
    """Say whether each text of a line stands right below one of the line above it, where that begins."""
    return all(
        any(
            abs(segment.x0 - other.x0) <= SET_ALIKE * lower.height
            and 0 < segment.middle - other.middle <= TIGHT * lower.height
            for other in upper.segments
        )
        for segment in lower.segments
    )


@dataclass(frozen=True, slots=True)
class _Sides:
    """Where the rows begin, where their labels end, where their values begin, and where the rows end."""

    left: float
    labels: float
    values: float
    right: float


def _labels_end(lines: Sequence[Line], rows: Sequence[int], within: Iterable[int]) -> float:
    """Return the right end of the texts that stand before the values.

    Where rows have their values between the lines of their labels, those of all lines `within` the table do.
    """
    values = values_start(lines, rows)
    for some in (rows, within):
        ends = [segment.x1 for at in some for segment in lines[at].segments if segment.x1 <= values]
        if ends:
            return max(ends)
    return values


def _is_centred(line: Line, sides: _Sides, height: float) -> bool:
    """Say whether a text stands over the middle of the table, as the name of a section may."""
    centre = (sides.left + sides.right) / 2
    return abs((line.x0 + line.x1) / 2 - centre) < height and line.x0 > sides.left + height


def _is_right_below_head(lines: Sequence[Line], index: int, floor: int, first: int) -> bool:
    """Say whether a long text stands between heads, as many as the first row has texts, and this row."""
    if index <= floor or index + 1 != first:
        return False
    head, line, row = lines[index - 1 : first + 1]
    return (
        len(head.segments) == len(row.segments) > _FEW
        and all(not segment.is_value or segment.is_year for segment in head.segments)
        and line.middle - head.middle <= _NEXT * line.height
        and row.middle - line.middle <= _NEXT * line.height
    )


def _leads_on(line: Line, below: Sequence[Line], height: float) -> bool:
    """Say whether a line goes on in one of those below it, as the first line of a wrapped label does."""
    segment: Segment = line.segments[0]
    return any(
        0 < other.middle - segment.middle <= TIGHT * height and segment.overlap(other.x0, other.x1) > 0
        for each in below
        for other in each.segments
    )
