"""Where tables stand on a page: runs of lines that hold rows, with the lines of their heads."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsers.pages.page import Line, Segment

_MOST_HEAD_LINES = 14
_MOST_LABEL_LINES = 3
_WIDE_GAP = 1.2
"""Line heights: text columns stand at least so far apart, which justified paragraphs do not."""
_ONE_TEXT = 0.5
"""Line heights: what stands nearer is one text, in which a sign of another font may be drawn by itself."""
_TIGHT = 1.25
"""Line heights: lines of one text stand no further apart."""
_SAME_SIZE = 1.08
_NEXT = 1.45
"""Line heights to the next line of a text that is known to go on."""
_BESIDE = 0.75
"""Line heights: lines of one column stand further apart."""
_MOST_GAP = 5.0
_MOST_GAP_OF_ALIKE = 14.0
_SET_ALIKE = 0.15
_LEAST_ALIKE = 3
_ALIKE = 0.4
"""Share of a row that must be set as something above: signs and numbers of one column are not set alike."""
_MOST_TEXT_GAP = 3.2
_MOST_HEAD_GAP = 2.6


@dataclass(frozen=True, slots=True)
class Region:
    """The lines of a table, from `start` up to `end`; the first line with a value is `first`."""

    start: int
    first: int
    end: int


def is_row(line: Line) -> bool:
    """Say whether a line stands as a row: a label with values, or text in three or more columns."""
    values = line.values
    if len(line.segments) == 2 and len(values) == 1 and line.segments[0] is values[0]:
        # "1  The total number of …" is a numbered paragraph, "2019  12" a row.
        return line.segments[0].is_year
    if values and len(line.segments) >= 2:
        return True
    wide = sum(
        1
        for left, right in zip(line.segments, line.segments[1:], strict=False)
        if right.x0 - left.x1 >= _WIDE_GAP * line.height
    )
    return wide >= 2


def find_regions(lines: Sequence[Line], height: float) -> list[Region]:
    """Return the regions of tables in the lines of a page, from the top."""
    regions: list[Region] = []
    index = floor = 0
    while index < len(lines):
        if not begins_rows(lines, index):
            index += 1
            continue
        end = end_of_rows(lines, index, height)
        start = _start(lines, index, end, floor, height)
        if regions and _is_head_of(regions[-1], lines, index):
            # The name of the first section runs over the columns between the two, or its row is high.
            start = regions.pop().start
        rows = sum(is_row(line) or _only_values(line) for line in lines[start:end])
        if rows >= 2 or _is_headed(lines[start:index], lines[index]):
            regions.append(Region(start, index, end))
            floor = end
        index = max(end, index + 1)
    return regions


def _is_head_of(region: Region, lines: Sequence[Line], first: int) -> bool:
    """Say whether a region is no more than the head of rows, parted from them by one text or by white.

    In a head few lines begin at the left, where a list has something in each of its rows.
    """
    over = lines[region.start : region.end]
    between = lines[region.end : first]
    row = lines[first]
    left = min(line.x0 for line in over)
    begin = sum(line.x0 < left + line.height for line in over)
    return (
        begin <= _MOST_LABEL_LINES
        and len(between) <= 1
        and all(len(line.segments) == 1 for line in between)
        and len(row.values) > 1
        and _has_counts(row)
        and not any(map(_has_counts, over))
        and row.middle - over[-1].middle <= _MOST_GAP_OF_ALIKE * row.height
        and max(len(line.segments) for line in over) >= len(row.segments) - 1
        and _fits(row, over, row.height)
    )


def _is_headed(over: Sequence[Line], row: Line) -> bool:
    """Say whether lines over a row are its head: several texts, or one over a value."""
    return any(
        len(line.segments) > 1
        or any(line.segments[0].overlap(value.x0, value.x1) > 0 for value in row.values)
        for line in over
    )


def _only_values(line: Line) -> bool:
    return len(line.values) == len(line.segments)


def begins_rows(lines: Sequence[Line], index: int) -> bool:
    """Say whether a line is a row, or the lone count of one."""
    return is_row(lines[index]) or _is_lone_value(lines, index)


def _is_lone_value(lines: Sequence[Line], index: int) -> bool:
    """Say whether a line is one count beside a wrapped label: lines to the left of it, above and below."""
    line = lines[index]
    if len(line.segments) != 1 or not line.segments[0].is_value or line.segments[0].is_year:
        return False
    return any(
        0 <= near < len(lines)
        and abs(lines[near].middle - line.middle) < _BESIDE * line.height
        and lines[near].x1 < line.x0
        for near in (index - 1, index + 1)
    )


def _values_start(lines: Sequence[Line], rows: Sequence[int]) -> float:
    """Return the left end of the values; the first text of a line names it."""
    beside = [
        segment.x0 for row in rows for segment in lines[row].values if segment is not lines[row].segments[0]
    ]
    # A number that stands alone may be a word of a label: "outcome type / 16 / …".
    alone = [lines[row].x0 for row in rows if _only_values(lines[row]) and not lines[row].segments[0].is_year]
    labelled = any(not _only_values(lines[row]) for row in rows)
    return min(beside if labelled and beside else [*beside, *alone], default=float("inf"))


def end_of_rows(lines: Sequence[Line], first: int, height: float, edges: Sequence[float] = ()) -> int:
    """Return the index after the last line of the table whose first row with a value is `first`.

    `edges` are those of the columns, from left to right, where a head is drawn that tells them.
    """
    rows, last, index = [first], first, first + 1
    titled = crossed = False
    counted = _has_counts(lines[first])
    while index < len(lines):
        line = lines[index]
        gap = line.middle - lines[index - 1].middle
        if is_row(line) or _only_values(line):
            fits = (
                not counted
                or gap < _BESIDE * height
                or _fits(line, [lines[row] for row in rows[-6:]], height)
                or _stands_in(line, edges)
            )
            most = _MOST_GAP_OF_ALIKE if _is_set_alike(line, lines, rows) else _MOST_GAP
            if gap > most * height or not fits or _counts_among_labels(line, lines, rows):
                break
            if titled and counted and not _has_counts(line) and not _is_level(line, lines, rows):
                # Under a title of its own, heads begin another table; above counts they are one.
                break
            rows.append(index)
            last, titled, crossed = index, False, False
            counted = counted or _has_counts(line)
        elif (
            gap > _MOST_TEXT_GAP * height and not (counted and _names_rows(lines, index, rows, height))
        ) or (counted and _begins_table(lines, index, rows)):
            break
        elif len(line.segments) == 1:
            titled = titled or not _is_tight(lines[max(index - 4, last) : index + 1])
            if _crosses(line, lines, rows, height):
                if _is_long(line, lines, rows) or crossed:
                    break
                crossed = True
        elif titled and line.x1 > _values_start(lines, rows):
            break
        index += 1
    return _tail(lines, last, rows)


def _is_set_alike(line: Line, lines: Sequence[Line], rows: Sequence[int]) -> bool:
    """Say whether what stands on a line begins or ends just where something in the rows above it does.

    Printed sheets have rows of any height; three places and more do not agree by chance.
    """
    above = [segment for row in rows[-12:] for segment in lines[row].segments]
    near = _SET_ALIKE * line.height
    alike = sum(
        any(abs(segment.x0 - other.x0) <= near or abs(segment.x1 - other.x1) <= near for other in above)
        for segment in line.segments
    )
    return alike >= max(_LEAST_ALIKE, _ALIKE * len(line.segments))


def _has_counts(line: Line) -> bool:
    return any(not value.is_year for value in line.values)


def _crosses(line: Line, lines: Sequence[Line], rows: Sequence[int], height: float) -> bool:
    """Say whether a line of one text runs from the labels over the values, or over two texts of a row."""
    values = _values_start(lines, rows)
    if line.x1 > values + 0.5 * height and line.x0 < values:
        return True
    segment = line.segments[0]
    return any(
        right.x0 - left.x1 >= _ONE_TEXT * height
        and all(segment.overlap(each.x0, each.x1) > 0 for each in (left, right))
        for row in rows[-3:]
        for left, right in pairwise(lines[row].segments)
    )


def _begins_table(lines: Sequence[Line], index: int, rows: Sequence[int]) -> bool:
    """Say whether a line is the title of another table: between it and the next counts stand heads of values.

    Below the name of a section stand the counts of its first row.
    """
    if len(lines[index].segments) > 1:
        return False
    values = [value for row in rows[-6:] for value in lines[row].values if not value.is_year]
    for line in lines[index + 1 : index + _MOST_HEAD_LINES]:
        if _has_counts(line):
            return False
        texts = [segment for segment in line.segments if not segment.is_value]
        if any(
            segment.overlap(value.x0, value.x1) > 0 and segment.x0 > lines[index].x0 + line.height
            for segment in texts
            for value in values
        ):
            return any(_has_counts(below) for below in lines[index + 1 : index + _MOST_HEAD_LINES])
    return False


def _names_rows(lines: Sequence[Line], index: int, rows: Sequence[int], height: float) -> bool:
    """Say whether a line is the name of a section, far below a high row: the next is set as the rows are."""
    if index + 1 == len(lines) or len(lines[index].segments) > 1:
        return False
    line, below = lines[index], lines[index + 1]
    near = below.middle - line.middle <= _MOST_TEXT_GAP * height
    left = min(lines[row].x0 for row in rows)
    begins = near and abs(line.x0 - left) <= _SET_ALIKE * height and is_row(below) and _has_counts(below)
    far = line.middle - lines[rows[-1]].middle > _MOST_GAP_OF_ALIKE * height
    return begins and not far and _is_set_alike(below, lines, rows)


def _is_level(line: Line, lines: Sequence[Line], rows: Sequence[int]) -> bool:
    """Say whether a line of years or signs has as many values as the rows above it."""
    return (
        max(len(lines[row].values) for row in rows[-6:]) == len(line.values) and not line.segments[0].is_year
    )


def _is_long(line: Line, lines: Sequence[Line], rows: Sequence[int]) -> bool:
    left, right = min(lines[row].x0 for row in rows), max(lines[row].x1 for row in rows)
    return line.x1 - line.x0 > 0.6 * (right - left) or line.x1 > right + line.height


def _tail(lines: Sequence[Line], last: int, rows: Sequence[int]) -> int:
    """Return the index after the lines in which a label goes on below the last row's values."""
    values = _values_start(lines, rows)
    tail = last + 1
    if any(segment.hangs for line in lines[rows[0] : last + 1] for segment in line.segments):
        left = min(lines[row].x0 for row in rows)
        while (
            tail < len(lines)
            and not is_row(lines[tail])
            and _hangs_over(lines[max(last - 4, 0) : tail + 1], left)
        ):
            tail += 1
        return tail
    while (
        tail < len(lines)
        and not is_row(lines[tail])
        and lines[tail].x1 <= max(values + 0.3 * lines[tail].height, _texts_end(lines, rows, values))
        and _is_tight(lines[max(last - 4, 0) : tail + 1])
    ):
        tail += 1
    return tail


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
        and abs(lower.x0 - upper.x0) <= _SET_ALIKE * height
        and lower.middle - upper.middle <= _TIGHT * height
    )


def _texts_end(lines: Sequence[Line], rows: Sequence[int], values: float) -> float:
    """Return where the texts of rows end, for a list in which values come first or not at all."""
    if values < float("inf"):
        return values
    return max(lines[row].x1 for row in rows)


def _is_tight(lines: Sequence[Line]) -> bool:
    """Say whether the last of some lines goes on with a text in one of those above."""
    last = lines[-1]
    return any(
        0 < segment.middle - other.middle <= _TIGHT * last.height and segment.overlap(other.x0, other.x1) > 0
        for segment in last.segments
        for line in lines[:-1]
        # Lines of one text are of one size; a title may be larger.
        if last.height <= _SAME_SIZE * line.height
        for other in line.segments
    )


def _fits(line: Line, above: Sequence[Line], height: float) -> bool:
    """Say whether a line's segments stand under those of the rows above it."""
    segments = [segment for row in above for segment in row.segments]
    pad = (0.6 if any(segment.is_value for segment in segments) else 2.2) * height
    under = sum(
        any(segment.overlap(other.x0 - pad, other.x1 + pad) > 0 for other in segments)
        for segment in line.segments
    )
    return under >= 0.5 * len(line.segments) if is_row(line) else under == len(line.segments)


def _counts_among_labels(line: Line, lines: Sequence[Line], rows: Sequence[int]) -> bool:
    """Say whether a line's counts all stand where the rows above have labels: it is another table's."""
    counts = [value for value in line.values if not value.is_year and value is not line.segments[0]]
    above = [lines[row] for row in rows if lines[row].values and not lines[row].segments[0].is_value]
    if not counts or not above:
        return False
    start = min(row.values[0].x0 for row in above)
    return all(
        count.x1 < start and any(count.overlap(row.segments[0].x0, row.segments[0].x1) > 0 for row in above)
        for count in counts
    )


def _stands_in(line: Line, edges: Sequence[float]) -> bool:
    """Say whether each of a line's texts stands in a column of its own, which other rows may leave blank."""
    columns = [
        column
        for segment in line.segments
        for column, (left, right) in enumerate(pairwise(edges))
        if left - 1 <= segment.x0 and segment.x1 <= right + 1
    ]
    return len(columns) == len(set(columns)) == len(line.segments)


def _start(lines: Sequence[Line], first: int, end: int, floor: int, height: float) -> int:
    """Return the index of the first line of the table: of its head, or of its first label.

    Lines that may name a section are taken only together with a head above them.
    """
    body = [index for index in range(first, end) if is_row(lines[index]) or index == first]
    sides = _Sides(
        # No value may be level with a line of its label.
        min(line.x0 for line in lines[first:end]),
        _labels_end(lines, body, range(first, end)),
        _values_start(lines, body),
        max(lines[row].x1 for row in body),
    )
    start = index = first
    while index > floor and first - index < _MOST_HEAD_LINES:
        line = lines[index - 1]
        most = _MOST_HEAD_GAP if len(line.segments) == 1 else _MOST_GAP
        if lines[index].middle - line.middle > most * height:
            break
        if line.segments[-1].x0 > sides.right + 4 * height or line.x0 < sides.left - 4 * height:
            break
        index -= 1
        if len(line.segments) > 1 or line.x0 > sides.labels:
            start = index
        elif line.x1 > sides.values + 0.3 * height:
            if not _is_centred(line, sides, height):
                break
        elif _leads_on(line, lines[index + 1 : index + 5], height):
            start = index
    return start


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
    values = _values_start(lines, rows)
    for some in (rows, within):
        ends = [segment.x1 for at in some for segment in lines[at].segments if segment.x1 <= values]
        if ends:
            return max(ends)
    return values


def _is_centred(line: Line, sides: _Sides, height: float) -> bool:
    """Say whether a text stands over the middle of the table, as the name of a section may."""
    centre = (sides.left + sides.right) / 2
    return abs((line.x0 + line.x1) / 2 - centre) < height and line.x0 > sides.left + height


def _leads_on(line: Line, below: Sequence[Line], height: float) -> bool:
    """Say whether a line goes on in one of those below it, as the first line of a wrapped label does."""
    segment: Segment = line.segments[0]
    return any(
        0 < other.middle - segment.middle <= _TIGHT * height and segment.overlap(other.x0, other.x1) > 0
        for each in below
        for other in each.segments
    )
