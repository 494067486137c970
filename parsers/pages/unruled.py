"""Tables without cells drawn around them: from the positions of words to a grid.

Lines with values in several places are rows; the places where values stand above one another are columns;
lines with nothing but text at the left go on with a wrapped label; lines above the first row are its head
and belong to the columns that they stand over. Rules that are there help: horizontal ones to separate rows,
vertical ones to cut lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from parsers.pages.columns import Columns, drawn_columns, find_columns
from parsers.pages.head import head_cells
from parsers.pages.labels import rows_of
from parsers.pages.page import Line, cut_line, hull, lines_of
from parsers.pages.ruled import GridCell, PageTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.document import Box
    from parsers.pages.page import Page, Rule, Word

_MOST_HEAD_LINES = 8
_MOST_LABEL_LINES = 9
_WIDE_GAP = 1.2
"""Line heights: text columns stand at least so far apart, which justified paragraphs do not."""


@dataclass(frozen=True, slots=True)
class _Region:
    """Lines from `head` up to `first` are the head, from `first` up to `end` the body."""

    head: int
    first: int
    end: int


def find_unruled_tables(
    page: Page, words: Sequence[Word], heads: Sequence[PageTable] = ()
) -> list[PageTable]:
    """Return the tables that `words` (what no drawn table or head holds) form on `page`.

    `heads` are drawn heads without drawn rows: their boxes say where the columns below them stand.
    """
    if not words:
        return []
    verticals = [rule for rule in page.rules if rule.orientation == "v"]
    horizontals = [rule for rule in page.rules if rule.orientation == "h"]
    lines = [cut_line(line, verticals) for line in lines_of(words)]
    height = median(word.height for word in words)
    tables = []
    taken: set[int] = set()
    for head in heads:
        rows = _rows_below(lines, head, height)
        table = _under_head([lines[row] for row in rows], head, horizontals, height)
        if table is not None:
            tables.append(table)
            taken |= set(rows)
    rest = [line for index, line in enumerate(lines) if index not in taken]
    for region in _regions(rest, height):
        tables += _tables(rest, region, horizontals, height)
    return tables


def _rows_below(lines: Sequence[Line], head: PageTable, height: float) -> list[int]:
    """Return the lines in the columns of a boxed head below it, up to the next paragraph or gap."""
    box, bottom, found = head.box, head.box.bottom, []
    for index, line in enumerate(lines):
        if line.top < head.box.bottom - 2:
            continue
        inside = line.x0 >= box.x0 - height and line.x1 <= box.x1 + height
        if line.top - bottom > 3.0 * height or not inside or _is_paragraph(line, head):
            break
        found.append(index)
        bottom = line.bottom
    return found


def _is_paragraph(line: Line, head: PageTable) -> bool:
    """Say whether a line runs from the labels over the columns, as sentences below a table do."""
    edges = head.columns
    wide = line.x1 - line.x0 > 0.6 * (edges[-1] - edges[0])
    return (
        len(line.segments) == 1 and line.x0 < edges[1] and (wide or line.x1 > edges[min(2, len(edges) - 1)])
    )


def _under_head(
    body: Sequence[Line], head: PageTable, horizontals: Sequence[Rule], height: float
) -> PageTable | None:
    """Return the table of a boxed head and the rows below it, in the columns that the boxes draw."""
    if not any(is_row(line) for line in body):
        return None
    columns = drawn_columns(head.columns, [line for line in body if is_row(line)])
    rows = rows_of(body, columns, horizontals, height)
    if not rows:
        return None
    cells = list(head.cells)
    for number, row in enumerate(rows):
        cells += _row_cells(row, head.height + number, columns)
    box = hull([head.box, *(segment for line in body for segment in line.segments)])
    return PageTable(box, head.height + len(rows), head.width, tuple(cells), head.columns, ruled=False)


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


def _only_values(line: Line) -> bool:
    return len(line.values) == len(line.segments)


def _regions(lines: Sequence[Line], height: float) -> list[_Region]:
    regions: list[_Region] = []
    index = floor = 0
    while index < len(lines):
        if not is_row(lines[index]):
            index += 1
            continue
        end = _end_of_rows(lines, index, height)
        first = _start_of_label(lines, index, floor)
        head = _start_of_head(lines, first, end, floor, height)
        rows = sum(is_row(line) for line in lines[head:end])
        if rows >= 2:
            regions.append(_Region(head, first, end))
            floor = end
        index = max(end, index + 1)
    return regions


def _start_of_label(lines: Sequence[Line], row: int, floor: int) -> int:
    """Return where the label of a row begins whose own line holds values only: in the tight lines above."""
    if not _only_values(lines[row]) or lines[row].segments[0].is_year:
        return row
    first, values = row, lines[row].x0
    while (
        first > floor
        and len(lines[first - 1].segments) == 1
        and not is_row(lines[first - 1])
        and lines[first - 1].x1 <= values
        and lines[first].top - lines[first - 1].bottom < 0.2 * lines[first].height
    ):
        first -= 1
    return first


def _end_of_rows(lines: Sequence[Line], first: int, height: float) -> int:
    """Return the index after the last line that belongs to the rows that begin at `first`."""
    last, index = first, first + 1
    rows = [first]
    while index < len(lines):
        line = lines[index]
        gap = line.middle - lines[index - 1].middle
        if is_row(line) or _only_values(line):
            if gap > 5.0 * height or not _fits(line, [lines[row] for row in rows[-6:]], height):
                break
            rows.append(index)
            last = index
        elif (
            gap > 3.2 * height
            or index - last > _MOST_LABEL_LINES
            or (len(line.segments) == 1 and line.x1 > _values_start(lines, rows) + 0.5 * height)
        ):
            break
        index += 1
    # A label may go on below the last row's values.
    tail = last + 1
    while (
        tail < len(lines)
        and not is_row(lines[tail])
        and len(lines[tail].segments) == 1
        and lines[tail].middle - lines[tail - 1].middle < 1.45 * lines[tail].height
        and lines[tail].x1 <= _values_start(lines, rows) + 0.3 * height
    ):
        tail += 1
    return tail


def _values_start(lines: Sequence[Line], rows: Sequence[int]) -> float:
    starts = [
        segment.x0 for row in rows for segment in lines[row].values if segment is not lines[row].segments[0]
    ]
    return min(starts, default=float("inf"))


def _fits(line: Line, above: Sequence[Line], height: float) -> bool:
    """Say whether a line's segments stand under those of the rows above it."""
    segments = [segment for row in above if is_row(row) for segment in row.segments]
    pad = (0.6 if any(segment.is_value for segment in segments) else 2.2) * height
    under = sum(
        any(segment.overlap(other.x0 - pad, other.x1 + pad) > 0 for other in segments)
        for segment in line.segments
    )
    return under >= 0.5 * len(line.segments) if is_row(line) else under == len(line.segments)


def _start_of_head(lines: Sequence[Line], first: int, end: int, floor: int, height: float) -> int:
    """Return the index of the first line above the rows that is part of their head."""
    body = [line for line in lines[first:end] if is_row(line)]
    left, right = min(line.x0 for line in body), max(line.x1 for line in body)
    values = _values_start(lines, [row for row in range(first, end) if is_row(lines[row])])
    labels = max((line.segments[0].x1 for line in body if not line.segments[0].is_value), default=left)
    index = first
    while index > floor and first - index < _MOST_HEAD_LINES:
        line = lines[index - 1]
        if lines[index].middle - line.middle > 2.6 * height:
            break
        if line.x1 > right + 4 * height or line.x0 < left - 4 * height:
            break
        if len(line.segments) == 1:
            wide = line.x1 - line.x0 > 0.6 * (right - left)
            over_labels = line.x0 < values - 2 * height and not (
                line.x0 > labels and line.x1 - line.x0 < 0.4 * (right - left)
            )
            closes = line.x1 > values or len(lines[index].segments) == 1 or line.x0 <= left + height
            if wide or (over_labels and closes):
                break
        index -= 1
    return index


def _tables(
    lines: Sequence[Line], region: _Region, horizontals: Sequence[Rule], height: float
) -> list[PageTable]:
    first = _first_count(lines, region, height)
    head, body = lines[region.head : first], lines[first : region.end]
    columns = find_columns(head, [line for line in body if is_row(line)])
    if columns is None:
        return []
    rows = rows_of(body, columns, horizontals, height)
    if not rows:
        return []
    cells = head_cells(head, columns, height)
    heads = max((cell.row + cell.row_span for cell in cells), default=0)
    for number, row in enumerate(rows):
        cells += _row_cells(row, heads + number, columns)
    box = _box(lines[region.head : region.end])
    return [PageTable(box, heads + len(rows), columns.count, tuple(cells), columns.edges(box), ruled=False)]


def _first_count(lines: Sequence[Line], region: _Region, height: float) -> int:
    """Return where the body of a region begins: rows of years above the first count are heads.

    Lines of a label that stand tight above the first count are the beginning of its label.
    """
    counts = (
        index
        for index in range(region.first, region.end)
        if any(not value.is_year for value in lines[index].values)
    )
    first = next(counts, None)
    if first is None:
        # A list of items: its first line names their properties.
        return region.first + 1
    heads = [index for index in range(region.head, first) if len(lines[index].segments) > 1]
    if heads:
        # What stands alone between the last row of heads and the first count names the first section, or
        # begins the first label; the rest of a wrapped head stands tight below its beginning.
        last = heads[-1]
        while (
            last + 1 < first
            and lines[last + 1].x0 > _values_start(lines, [first]) - height
            and lines[last + 1].top - lines[last].bottom < 0.3 * height
        ):
            last += 1
        return max(last + 1, region.head)
    values = _values_start(lines, [first])
    while (
        first > max(region.first, region.head)
        and len(lines[first - 1].segments) == 1
        and lines[first - 1].x1 <= values
        and lines[first].top - lines[first - 1].bottom < 0.2 * lines[first].height
    ):
        first -= 1
    return first


def _box(lines: Sequence[Line]) -> Box:
    return hull(segment for line in lines for segment in line.segments)


def _row_cells(row: Sequence[Line], number: int, columns: Columns) -> list[GridCell]:
    """Return the cells of one row, blank ones included."""
    placed: dict[int, list[Word]] = {column: [] for column in range(columns.count)}
    for line in row:
        for segment in line.segments:
            placed[columns.of(segment)] += segment.words
    row_box = hull(segment for line in row for segment in line.segments)
    return [
        GridCell(number, column, 1, 1, hull(words) if words else columns.blank(column, row_box), tuple(words))
        for column, words in placed.items()
    ]
