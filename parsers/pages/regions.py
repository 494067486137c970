"""Where tables stand on a page: runs of lines that hold rows, with the lines of their heads."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from parsers.pages.page import BESIDE
from parsers.pages.region_tails import tail_of
from parsers.pages.region_tops import MOST_GAP, MOST_HEAD_LINES, start_of
from parsers.pages.row_lines import (
    SET_ALIKE,
    has_counts,
    is_row,
    is_set_alike,
    is_tight,
    is_word,
    only_values,
    values_start,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.pages.page import Line

_MOST_LABEL_LINES = 3
_FEW = 2
_ONE_TEXT = 0.5
"""Line heights: what stands nearer is one text, in which a sign of another font may be drawn by itself."""
_MOST_GAP_OF_ALIKE = 14.0
_MOST_TEXT_GAP = 3.2


@dataclass(frozen=True, slots=True)
class Region:
    """The lines of a table, from `start` up to `end`; the first line with a value is `first`."""

    start: int
    first: int
    end: int


def find_regions(lines: Sequence[Line], height: float) -> list[Region]:
    """Return the regions of tables in the lines of a page, from the top."""
    regions: list[Region] = []
    index = floor = 0
    while index < len(lines):
        if not begins_rows(lines, index):
            index += 1
            continue
        end = end_of_rows(lines, index, height)
        start = start_of(lines, index, end, floor, height)
        if regions and _is_head_of(regions[-1], lines, index):
            # The name of the first section runs over the columns between the two, or its row is high.
            start = regions.pop().start
        rows = sum(is_row(line) or only_values(line) for line in lines[start:end])
        if rows >= 2 or _is_headed(lines[start:index], lines[index]):
            regions.append(Region(start, index, end))
            floor = end
        elif end < len(lines) and begins_table(lines, end, [index]):
            # A last row that goes on from the page before is no head of the next table.
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
        and has_counts(row)
        and not any(map(has_counts, over))
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
        and abs(lines[near].middle - line.middle) < BESIDE * line.height
        and lines[near].x1 < line.x0
        for near in (index - 1, index + 1)
    )


def end_of_rows(lines: Sequence[Line], first: int, height: float, edges: Sequence[float] = ()) -> int:
    """Return the index after the last line of the table whose first row with a value is `first`.

    `edges` are those of the columns, from left to right, where a head is drawn that tells them.
    """
    rows, last, index = [first], first, first + 1
    titled = crossed = False
    counted = has_counts(lines[first])
    while index < len(lines):
        line = lines[index]
        gap = line.middle - lines[index - 1].middle
        if is_row(line) or only_values(line):
            fits = (
                not counted
                or gap < BESIDE * height
                or _fits(line, [lines[row] for row in rows[-6:]], height)
                or _stands_in(line, edges)
            )
            most = _MOST_GAP_OF_ALIKE if is_set_alike(line, lines, rows) else MOST_GAP
            if gap > most * height or not fits or _counts_among_labels(line, lines, rows):
                break
            heads = titled and counted and not has_counts(line)
            if heads and (
                _names_years(line) or not _is_level(line, lines, rows) or _is_again(line, lines, first)
            ):
                # Under a title of its own, heads begin another table; above counts they are one.
                break
            rows.append(index)
            last, titled, crossed = index, False, False
            counted = counted or has_counts(line)
        elif (
            gap > _MOST_TEXT_GAP * height and not (counted and _names_rows(lines, index, rows, height, edges))
        ) or (counted and begins_table(lines, index, rows)):
            break
        elif len(line.segments) == 1:
            # Values alone on a line stand between two of their label.
            over = last - only_values(lines[last])
            titled = titled or not is_tight(lines[max(index - 4, over, 0) : index + 1])
            named = counted and _names_rows(lines, index, rows, height, edges)
            if not named and _crosses(line, lines, rows, height):
                if _is_long(line, lines, rows) or crossed:
                    break
                crossed = True
        elif titled and line.x1 > values_start(lines, rows):
            break
        index += 1
    return tail_of(lines, last, rows)


def _crosses(line: Line, lines: Sequence[Line], rows: Sequence[int], height: float) -> bool:
    """Say whether a line of one text runs from the labels over the values, or over two texts of a row."""
    values = values_start(lines, rows)
    if line.x1 > values + 0.5 * height and line.x0 < values:
        return True
    segment = line.segments[0]
    return any(
        right.x0 - left.x1 >= _ONE_TEXT * height
        and all(segment.overlap(each.x0, each.x1) > 0 for each in (left, right))
        for row in rows[-3:]
        for left, right in pairwise(lines[row].segments)
    )


def begins_table(lines: Sequence[Line], index: int, rows: Sequence[int]) -> bool:
    """Say whether a line is the title of another table: between it and the next counts stand heads of values.

    Below the name of a section stand the counts of its first row, and what stands beside the counts above is
    of their label.
    """
    beside = lines[index].middle - lines[rows[-1]].middle < BESIDE * lines[index].height
    if len(lines[index].segments) > 1 or beside:
        return False
    values = [
        value
        for row in rows[-6:]
        for value in lines[row].values
        if not value.is_year and not (only_values(lines[row]) and is_word(lines, row))
    ]
    for line in lines[index + 1 : index + MOST_HEAD_LINES]:
        if has_counts(line):
            return False
        texts = [segment for segment in line.segments if not segment.is_value]
        if len(line.segments) == 1 and line.x0 < _labels_end(lines, rows):
            # A text alone that begins over the labels names a section, and heads no values.
            continue
        if any(
            segment.overlap(value.x0, value.x1) > 0 and segment.x0 > lines[index].x0 + line.height
            for segment in texts
            for value in values
        ):
            return any(has_counts(below) for below in lines[index + 1 : index + MOST_HEAD_LINES])
    return False


def _labels_end(lines: Sequence[Line], rows: Sequence[int]) -> float:
    """Return where the longest label of the last rows ends."""
    return max((lines[row].segments[0].x1 for row in rows[-6:] if not only_values(lines[row])), default=0.0)


def _names_rows(
    lines: Sequence[Line], index: int, rows: Sequence[int], height: float, edges: Sequence[float]
) -> bool:
    """Say whether a line is the name of a section, far below a high row: the next is set as the rows are.

    It begins where the rows do, or stands in the middle of all columns whose `edges` are drawn.
    """
    if index + 1 == len(lines) or len(lines[index].segments) > 1:
        return False
    line, below = lines[index], lines[index + 1]
    near = below.middle - line.middle <= _MOST_TEXT_GAP * height
    left = min(lines[row].x0 for row in rows)
    centred = bool(edges) and abs(line.x0 + line.x1 - edges[0] - edges[-1]) < line.height
    set_so = near and (centred or abs(line.x0 - left) <= SET_ALIKE * height)
    far = line.middle - lines[rows[-1]].middle > _MOST_GAP_OF_ALIKE * height
    return set_so and is_row(below) and has_counts(below) and not far and is_set_alike(below, lines, rows)


def _is_level(line: Line, lines: Sequence[Line], rows: Sequence[int]) -> bool:
    """Say whether a line of years or signs has as many values as the rows above it."""
    return (
        max(len(lines[row].values) for row in rows[-6:]) == len(line.values) and not line.segments[0].is_year
    )


def _names_years(line: Line) -> bool:
    """Say whether years cannot be counts: one is written as none is, or each is the next of the last."""
    years = [value.text for value in line.values]
    if not all(year.isdecimal() for year in years):
        return True
    return len(years) > _FEW and all(int(later) - int(year) == 1 for year, later in pairwise(years))


def _is_again(line: Line, lines: Sequence[Line], first: int) -> bool:
    """Say whether a line of years repeats one of the head, which stands above the first counts."""
    years = [value.text for value in line.values]
    heads = lines[max(first - MOST_HEAD_LINES, 0) : first + MOST_HEAD_LINES]
    return any(other is not line and [value.text for value in other.values] == years for other in heads)


def _is_long(line: Line, lines: Sequence[Line], rows: Sequence[int]) -> bool:
    left, right = min(lines[row].x0 for row in rows), max(lines[row].x1 for row in rows)
    return line.x1 - line.x0 > 0.6 * (right - left) or line.x1 > right + line.height


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
