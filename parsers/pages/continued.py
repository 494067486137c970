"""Parts of tables that only the page before or after shows to be parts: single rows, lone heads, rows."""

from __future__ import annotations

from bisect import bisect
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from parsers.document import Box
from parsers.pages.lines import told_apart
from parsers.pages.page import hull, segment_of
from parsers.pages.regions import begins_table
from parsers.pages.row_lines import has_counts, is_drawn_behind, is_row, is_tight
from parsers.pages.ruled import GridCell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.pages.page import Line, Rule, Segment, Word
    from parsers.pages.ruled import Drawn, PageTable

_GAP = 1.2
"""Line heights: more white than rows leave between them."""
_GAP_OF_ALIKE = 5.0
"""The same where a row is set as the others are: printed sheets have rows of any height."""
_GAP_OF_MANY = 14.0
"""The same where it is set so in three places and more, which do not agree by chance."""
_SET_AS = 0.15
"""Line heights by which texts that are set alike may stand off."""
_FEW = 2
_ROOM = 0.45
"""Line heights: less than this parts two words of a sentence."""
_OVER = 1.5
_SPACE = 0.6
"""Line heights: the words of a note stand no further apart."""
_SIGNS = frozenset("*†‡#~")
_NEAR = 4.0
"""Points: the edges of one table's columns differ no more from page to page."""


def with_continued(drawn: Sequence[Drawn], loose: Sequence[Sequence[Word]]) -> list[Drawn]:
    """Return what is drawn on each page, with single rows that continue a table taken for tables.

    A row alone at the top of a page goes on with the last table of the page before, and a row alone at the
    foot of a page begins the first table of the next, where all edges of their columns agree. `loose` are
    each page's words outside of what is drawn: a head with any below it is not at the foot.
    """
    made = list(drawn)
    for number, page in enumerate(made):
        rows = [*page.rows, *page.heads]
        first = _topmost([*page.tables, *rows])
        if first in rows and number and _agree(_lowest(made[number - 1].tables), first):
            made[number] = _promoted(page, first)
    for number in range(len(made) - 2, -1, -1):
        page = made[number]
        rows = [*page.rows, *page.heads]
        last = _lowest([*page.tables, *rows])
        foot = last is not None and not any(word.top > last.box.bottom for word in loose[number])
        if foot and last in rows and _agree(last, _topmost(made[number + 1].tables)):
            made[number] = _promoted(page, last)
    return made


def rows_going_on(
    lines: Sequence[Line], above: PageTable, height: float, verticals: Sequence[Rule] = ()
) -> list[int]:
    """Return the lines at the top of a page that go on with the table that the page before ended with.

    They end at the first line that runs over an edge of the columns, and at a gap that no row leaves. A head
    printed again is no row: then the table is read by itself. Labels of the last row before may go on above
    the first.
    """
    found: list[int] = []
    strips = _strips(above)
    left = _left_end(above, height)
    told = any(segment.hangs for line in lines for segment in line.segments)
    for index, line in enumerate(lines):
        if found and not _is_near(lines[found[-1]], line, above, height, verticals):
            break
        near = [*(lines[at] for at in found[-4:]), line]
        tight = is_tight(near) and not (told and is_drawn_behind(near))
        if found and not tight and begins_table(lines, index, found):
            break
        if line.x0 < left or _explains(line):
            break
        if not _stands_in(line, above, strips, height) and not _names_section(line, above):
            break
        found.append(index)
    while found and not _stands_in(lines[found[-1]], above, strips, height):
        # What stands below the last row is the title of the next table.
        found.pop()
    labels = _labels_of(above)
    over = [_columns_with(lines[index], above) for index in found]
    first = next(
        (lines[at] for at, columns in zip(found, over, strict=True) if len(columns) > 1 and columns - labels),
        None,
    )
    if first is None or not any(value.centre > above.columns[1] for value in _counts(first)):
        return []
    edges = edges_between([lines[index] for index in found], above)
    return [] if any(_shares_a_column(lines[index], edges) for index in found) else found


def edges_between(rows: Sequence[Line], above: PageTable) -> tuple[float, ...]:
    """Return the edges of a table's columns, each moved to where two values of a row part in the white there.

    Numbers set at the right and signs set at the left of the next cell tell an edge that no value of the page
    before stands near to.
    """
    edges = list(above.columns)
    strips = _strips(above)
    for left, right in (pair for line in rows for pair in pairwise(line.values)):
        if bisect(edges, left.centre) != bisect(edges, right.centre):
            continue
        between = (left.x1 + right.x0) / 2
        for at, (start, end) in enumerate(strips, 1):
            if start - _OVER <= between <= end + _OVER:
                edges[at] = between
    return tuple(edges)


def _explains(line: Line) -> bool:
    """Say whether a line is a note that begins with the sign that it explains, and no row."""
    first, *rest = line.words
    even = all(right.x0 - left.x1 <= _SPACE * line.height for left, right in pairwise(line.words))
    return first.text in _SIGNS and bool(rest) and rest[0].text.isalpha() and even


def _names_section(line: Line, above: PageTable) -> bool:
    """Say whether one text is set as a name over all columns of the table above is, however long it is."""
    names = [cell.words for cell in above.cells if cell.words and cell.column_span == above.width]
    if len(line.segments) > 1 or line.values:
        return False
    return any(
        not line.segments[0].is_set_otherwise(text)
        and (abs(text.centre - line.segments[0].centre) <= _OVER or abs(text.x0 - line.x0) <= _OVER)
        for text in map(segment_of, names)
    )


def label_at_foot(table: PageTable, lines: Sequence[Line], height: float) -> list[Line]:
    """Return the lines of a label that stand below the last row of a page's last table, its values overleaf.

    `lines` are all those below the table. Nothing but one text may stand there, set as the labels are.
    """
    left = _left_end(table, height)
    edge = table.columns[1]
    last = table.box.bottom
    for line in lines:
        near = line.top - last <= _GAP * height
        if not near or len(line.segments) > 1 or line.x0 < left or line.x1 > edge + _OVER:
            return []
        if is_row(line) or has_counts(line):
            return []
        last = line.bottom
    return list(lines)


def with_label(table: PageTable, lines: Sequence[Line]) -> PageTable:
    """Return a table with one more row at its foot, of which no more than the label stands on its page."""
    words = tuple(word for line in lines for word in line.words)
    box = hull(words)
    row = [GridCell(table.height, 0, 1, 1, box, words)]
    for column in range(1, table.width):
        x0, x1 = table.columns[column : column + 2]
        row.append(GridCell(table.height, column, 1, 1, Box(x0, box.top, x1, box.bottom), ()))
    return replace(table, box=hull([table.box, box]), height=table.height + 1, cells=(*table.cells, *row))


def _is_near(last: Line, line: Line, above: PageTable, height: float, verticals: Sequence[Rule]) -> bool:
    """Say whether a line stands no further below the last row than the next row of a table does."""
    gap = line.top - last.bottom
    if gap <= _GAP * height:
        return True
    # In a higher gap may stand a head that is drawn, with rows of its own below it.
    drawn = any(last.bottom < rule.start < line.top for rule in verticals)
    most = _GAP_OF_MANY if len(line.segments) > _FEW else _GAP_OF_ALIKE
    return gap <= most * height and not drawn and _is_set_as(line, above, height)


def _is_set_as(line: Line, above: PageTable, height: float) -> bool:
    """Say whether all that stands on a line begins or ends where a cell of a table does, as its rows do.

    A number among texts ends where the next column begins.
    """
    near = _SET_AS * height
    boxes = [hull(cell.words) for cell in above.cells if cell.words]
    return len(line.segments) > 1 and all(
        any(abs(box.x0 - segment.x0) <= near or abs(box.x1 - segment.x1) <= near for box in boxes)
        or (segment.is_value and any(abs(edge - segment.x1) <= 2 * near for edge in above.columns))
        for segment in line.segments
    )


def _shares_a_column(line: Line, edges: Sequence[float]) -> bool:
    """Say whether two values of a line stand in one column: these are not the line's columns."""
    places = [bisect(edges, value.centre) for value in line.values]
    return len(set(places)) < len(places)


def _counts(line: Line) -> list[Segment]:
    return [value for value in line.values if not value.is_year]


def _columns_with(line: Line, table: PageTable) -> set[int]:
    """Return the columns that the words of a line stand in."""
    return {bisect(table.columns, word.centre) for word in line.words}


def _labels_of(table: PageTable) -> set[int]:
    """Return the columns before the first with a count, numbered as those of a line."""
    counts = [
        cell.column
        for cell in table.cells
        if cell.words and (text := segment_of(cell.words)).is_value and not text.is_year
    ]
    return set(range(1, min(counts, default=0) + 1))


def _strips(table: PageTable) -> list[tuple[float, float]]:
    """Return the white strips between a table's columns: its longest texts do not reach to all edges."""
    strips = []
    for at, edge in enumerate(table.columns[1:-1], 1):
        left = [
            word.x1 for cell in table.cells if cell.column + cell.column_span <= at for word in cell.words
        ]
        right = [word.x0 for cell in table.cells if cell.column >= at for word in cell.words]
        strips.append((min(max(left, default=edge), edge), max(min(right, default=edge), edge)))
    return strips


def _left_end(table: PageTable, height: float) -> float:
    """Return where texts of a table's first column may begin: anywhere if they are set in its middle."""
    texts = [cell.box for cell in table.cells if cell.words and not cell.column and cell.column_span == 1]
    centres = [(box.x0 + box.x1) / 2 for box in texts]
    lefts = [box.x0 for box in texts]
    if texts and max(centres) - min(centres) < _OVER < max(lefts) - min(lefts):
        return 0.0
    return table.columns[0] - height


def _stands_in(line: Line, table: PageTable, strips: Sequence[tuple[float, float]], height: float) -> bool:
    """Say whether no word of a line stands outside the table or reaches over a strip between its columns."""
    words = line.words
    last = line.segments[-1]
    # "Not held" may be longer than all that the page before has in its last column.
    longer = last.is_value and table.columns[-2] <= last.x0 < table.columns[-1]
    if max(word.x1 for word in words) > table.columns[-1] + height and not longer:
        return False
    for edge, (start, end) in zip(table.columns[1:-1], strips, strict=True):
        if any(word.x0 < start - _OVER and word.x1 > end + _OVER for word in words):
            return False
        # A value longer than those of the page before begins at the edge, a longer label ends before values.
        if all(_runs_over(words, place, height) for place in (end, edge)):
            return False
    return True


def _runs_over(words: Sequence[Word], place: float, height: float) -> bool:
    """Say whether words run over a place with no more room than between any two words, as sentences do."""
    before, after = (
        [word for word in words if word.centre < place],
        [word for word in words if word.centre >= place],
    )
    if not (before and after):
        return False
    last, first = max(before, key=lambda word: word.x1), min(after, key=lambda word: word.x0)
    apart = told_apart(last, first) or segment_of([first]).is_value
    return first.x0 - last.x1 < _ROOM * height and not apart


def _topmost(grids: Sequence[PageTable]) -> PageTable | None:
    return min(grids, key=lambda grid: grid.box.top, default=None)


def _lowest(grids: Sequence[PageTable]) -> PageTable | None:
    return max(grids, key=lambda grid: grid.box.bottom, default=None)


def _agree(above: PageTable | None, below: PageTable | None) -> bool:
    """Say whether two grids stand in the same columns."""
    if above is None or below is None or len(above.columns) != len(below.columns):
        return False
    pairs = zip(above.columns, below.columns, strict=True)
    return all(abs(one - two) <= _NEAR for one, two in pairs)


def _promoted(page: Drawn, grid: PageTable | None) -> Drawn:
    """Return what is drawn on a page with one of its single rows taken for a table."""
    if grid is None:
        return page
    tables = sorted([*page.tables, grid], key=lambda table: (table.box.top, table.box.x0))
    return replace(
        page,
        tables=tuple(tables),
        rows=tuple(row for row in page.rows if row is not grid),
        heads=tuple(head for head in page.heads if head is not grid),
    )
