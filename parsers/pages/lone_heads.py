"""A head alone at a page's foot: its rows begin at the top of the next page, which may print it again."""

from __future__ import annotations

from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from parsers.pages.columns import columns_of
from parsers.pages.lines import cut_line, lines_of
from parsers.pages.page import BESIDE, hull, segment_of
from parsers.pages.row_lines import is_tight
from parsers.pages.ruled import GridCell, PageTable
from parsers.pages.spacing import spacing_of
from parsers.pages.unruled import head_over

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsers.pages.columns import Columns
    from parsers.pages.page import Line, Page, Word

_HIGHEST = 8.0
"""Line heights of a head, at most."""
_LOOKED_BACK = 4
"""Lines above one of one text in which that may begin."""
_GAP = 1.0
"""Line heights of white that stand between the lines of one head, at most."""
_OFF = 1.0
"""Points by which a text may reach over the edge of its column."""


def heads_alone(table: PageTable) -> list[Word]:
    """Return the words of a table without a single count, which may be the head of one; else nothing."""
    texts = [segment_of(cell.words) for cell in table.cells if cell.words]
    counts = any(text.is_value and not text.is_year for text in texts)
    return [] if table.ruled or counts else [word for cell in table.cells for word in cell.words]


def head_at_foot(page: Page, words: Sequence[Word], below: PageTable) -> PageTable | None:
    """Return the head of the table `below` with which `words`, in no table of counts, end; else None.

    `below` is the topmost table of the next page, with nothing above it. Its own first row must be one of
    counts, and each of its columns must have its own text in the head.
    """
    if not _begins_with_counts(below):
        return None
    columns, rows = _columns_of(below)
    if columns is None:
        return None
    lines = _last_lines([cut_line(line, ()) for line in lines_of(words)], columns)
    if not lines:
        return None
    horizontals = [rule for rule in page.rules if rule.orientation == "h"]
    spacing = spacing_of([*lines, *rows])
    head = head_over(lines, lines[-1].bottom, columns, spacing, horizontals)
    heads = {cell.column for cell in head.cells if cell.row + cell.row_span == head.height}
    if head.doubt or heads != set(range(columns.count)):
        return None
    box = hull(segment for line in lines for segment in line.segments)
    return PageTable(box, head.height, columns.count, head.cells, below.columns, ruled=False)


def drawn_head_at_foot(
    words: Sequence[Word], heads: Sequence[PageTable], below: PageTable
) -> PageTable | None:
    """Return the drawn head, last on its page, within whose columns the table `below` stands; else None.

    `words` are those in no table of the page, `below` as above. Each column must have its own head.
    """
    head = max(heads, key=lambda each: each.box.bottom, default=None)
    if head is None or head.width != below.width or not _begins_with_counts(below):
        return None
    if any(word.middle > head.box.bottom for word in words):
        return None
    said = {cell.column for cell in head.cells if cell.words and cell.row + cell.row_span == head.height}
    within = all(
        head.columns[cell.column] - _OFF <= word.x0
        and word.x1 <= head.columns[cell.column + cell.column_span] + _OFF
        for cell in below.cells
        for word in cell.words
    )
    return replace(head, columns=below.columns) if within and said == set(range(head.width)) else None


def head_printed_again(
    words: Sequence[Word], heads: Sequence[PageTable], below: PageTable
) -> PageTable | None:
    """Return the drawn head, last on its page, that the table `below` prints again; else None.

    `words` are those in no table of the page. Of a row whose values are blank or on the next page the label
    may stand below the head; nothing else does.
    """
    head = max(heads, key=lambda each: each.box.bottom, default=None)
    if head is None or head.width != below.width:
        return None
    if _said(cell for cell in below.cells if cell.row < head.height) != _said(head.cells):
        return None
    label = [word for word in words if word.middle > head.box.bottom]
    if not label:
        return head
    lines = [cut_line(line, ()) for line in lines_of(label)]
    tops = [head.box.bottom, *(line.bottom for line in lines)]
    near = all(line.top - top <= _GAP * line.height for top, line in zip(tops, lines, strict=False))
    if not near or any(word.x1 > head.columns[1] + 1 or word.x0 < head.box.x0 - 1 for word in label):
        return None
    cell = GridCell(head.height, 0, 1, 1, hull(label), tuple(label))
    box = hull([head.box, cell.box])
    return replace(head, box=box, height=head.height + 1, cells=(*head.cells, cell))


def _said(cells: Iterable[GridCell]) -> set[tuple[int, int, str]]:
    return {(cell.row, cell.column, cell.text) for cell in cells if cell.words}


def _begins_with_counts(table: PageTable) -> bool:
    first = [segment_of(cell.words) for cell in table.cells if cell.row == 0 and cell.words]
    return any(segment.is_value and not segment.is_year for segment in first)


def _columns_of(table: PageTable) -> tuple[Columns | None, list[Line]]:
    """Return a table's columns as far as its words reach (None where one holds nothing) and its lines."""
    words = [word for cell in table.cells for word in cell.words]
    rows = [cut_line(line, ()) for line in lines_of(words)]
    spans = []
    for column in range(table.width):
        within = [
            word
            for cell in table.cells
            if cell.column == column and cell.column_span == 1
            for word in cell.words
        ]
        if not within:
            return None, rows
        spans.append((min(word.x0 for word in within), max(word.x1 for word in within)))
    return columns_of(spans, rows), rows


def _last_lines(lines: Sequence[Line], columns: Columns) -> list[Line]:
    """Return the lines at a page's foot that stand as close as those of a head and have its columns.

    A line of one text is the last of a head that goes on from above, the first of one that stands over the
    values alone, or set beside others.
    """
    if not lines:
        return []
    values = columns.bounds[columns.labels - 1] if columns.labels else 0.0
    left = columns.spans[0][0] + _OFF
    height = median(line.height for line in lines)
    found: list[Line] = []
    several = False
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        beside = bool(found) and found[-1].middle - line.middle < BESIDE * height
        alone = len(line.segments) < 2
        # A head set at the right may begin left of its column, but not where the labels do, as titles.
        over = line.segments[0].centre > values and line.x0 > left
        if alone and several and not (beside or over):
            break
        if alone and not several and not is_tight(lines[max(number - _LOOKED_BACK, 0) : number + 1]):
            break
        if found and found[-1].top - line.bottom > _GAP * height:
            break
        if any(not value.is_year for value in line.values):
            return []
        found.append(line)
        several = several or not alone
    high = bool(found) and found[0].bottom - found[-1].top > _HIGHEST * height
    return [] if high or not several else found[::-1]
