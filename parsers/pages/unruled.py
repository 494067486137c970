"""Tables without cells drawn around them: from the positions of words to a grid.

Lines with values in several places are rows; white strips down the page part columns, white strips across it
part rows; texts above the first count are the head and belong to the columns that they stand over. Rules that
are there help: horizontal ones to part rows, vertical ones to cut lines, boxes around heads to part columns.
"""

from __future__ import annotations

from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from parsers.pages.aligned import find_aligned_columns
from parsers.pages.blocks import Block, blocks_of, cut_at
from parsers.pages.columns import Columns, drawn_columns, edges_clear_of, find_columns
from parsers.pages.continued import edges_between, rows_going_on
from parsers.pages.drawn_rows import body_as_drawn
from parsers.pages.framed_rows import as_high_as_rows
from parsers.pages.head import Head, cell_of, head_of, with_open_ends
from parsers.pages.head_rows import bands_of_head, joined_as_drawn, lines_over_head, with_pieces_inside
from parsers.pages.head_tiers import head_of_tiers
from parsers.pages.lines import cut_line, lines_of
from parsers.pages.page import Line, hull, segment_of
from parsers.pages.regions import begins_rows, end_of_rows, find_regions
from parsers.pages.row_lines import has_counts, is_row, only_values, with_periods_whole
from parsers.pages.row_rules import end_at_rule, levels_over, without_notes
from parsers.pages.rows import NOT_TOLD_APART, Body, bands_of, body_of
from parsers.pages.ruled import GridCell, PageTable
from parsers.pages.sides import end_of_sides, sides
from parsers.pages.spacing import Spacing, spacing_of
from parsers.pages.wraps import wraps_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.document import Box
    from parsers.pages.page import Page, Rule, Word
    from parsers.pages.rows import Row


_HEAD_LEADING = 1.35
"""Line heights from line to line in a head, at most."""


def find_unruled_tables(
    page: Page, words: Sequence[Word], heads: Sequence[PageTable] = ()
) -> list[PageTable]:
    """Return the tables that `words` (what no drawn table or head holds) form on `page`.

    `heads` are drawn heads without drawn rows: their boxes say where the columns below them stand.
    """
    if not words:
        return []
    verticals = page.verticals
    horizontals = [rule for rule in page.rules if rule.orientation == "h"]
    height = median(word.height for word in words)
    tables = []
    rest = list(words)
    for head in heads:
        lines = _lines_below(rest, head, heads, verticals)
        table = _under_head(_rows_below(lines, head, height), head, horizontals)
        if table is not None:
            tables.append(table)
            taken = {id(word) for cell in table.cells for word in cell.words}
            rest = [word for word in rest if id(word) not in taken]
    lines = with_periods_whole([cut_line(line, verticals) for line in lines_of(rest)])
    return [*tables, *_tables(lines, horizontals, height)]


def find_rows_overleaf(
    page: Page, words: Sequence[Word], heads: Sequence[PageTable], above: PageTable
) -> tuple[PageTable | None, list[Word]]:
    """Return the rows at the top of `page` that stand in the columns of `above`, and the words below them.

    `above` is the table with which the page before ended; None where no rows go on with it. The line over
    one of the drawn `heads` is the title of the next table.
    """
    lines = [cut_line(line, page.verticals) for line in lines_of(words)]
    height = median(word.height for word in words)
    rows = [lines[row] for row in rows_going_on(lines, above, height, page.verticals)]
    while len(rows) > 1 and _is_title(rows[-2], rows[-1], heads):
        rows.pop()
    horizontals = [rule for rule in page.rules if rule.orientation == "h"]
    edges = edges_between(rows, above)
    table = _in_columns(rows, edges, horizontals)
    if table is None:
        return None, list(words)
    if edges != tuple(above.columns):
        # They were moved within the white of the page before: the columns are the same.
        table = replace(table, columns=above.columns)
    # Notes below its last rule are none of its rows.
    taken = {id(word) for cell in table.cells for word in cell.words}
    return table, [word for word in words if id(word) not in taken]


def _is_title(above: Line, line: Line, heads: Sequence[PageTable]) -> bool:
    """Say whether a line is one text right over a drawn head, and not the rest of a label above it."""
    near = any(
        0 <= head.box.top - line.bottom <= line.height and line.x0 < head.box.x1 and head.box.x0 < line.x1
        for head in heads
    )
    return near and len(line.segments) == 1 and not line.values and not above.segments[0].hangs


def _lines_below(
    words: Sequence[Word], head: PageTable, heads: Sequence[PageTable], verticals: Sequence[Rule]
) -> list[Line]:
    """Return the lines between the outer edges of a boxed head below it, down to the next one."""
    box = head.box
    end = min(
        (other.box.top for other in heads if other.box.top >= box.bottom and _meet(other.box, box)),
        default=float("inf"),
    )
    inside = [
        word
        for word in words
        if box.x0 - 2 <= word.centre <= box.x1 + 2 and box.bottom - 2 <= word.top and word.bottom <= end
    ]
    return [cut_line(line, verticals) for line in lines_of(inside)]


def _meet(box: Box, other: Box) -> bool:
    return box.x0 < other.x1 and other.x0 < box.x1


def _rows_below(lines: Sequence[Line], head: PageTable, height: float) -> Sequence[Line]:
    """Return the lines below a boxed head that are rows, up to the next paragraph or gap."""
    bottom = head.box.bottom
    for index, line in enumerate(lines):
        if line.top - bottom > 3.0 * height or _is_paragraph(line, head):
            break
        if begins_rows(lines, index):
            return lines[: end_of_rows(lines, index, height, head.columns)]
        bottom = line.bottom
    return ()


def _is_paragraph(line: Line, head: PageTable) -> bool:
    """Say whether a line runs from the labels over the columns, as sentences below a table do.

    What stands in the middle of all columns names the first section.
    """
    edges = head.columns
    wide = line.x1 - line.x0 > 0.6 * (edges[-1] - edges[0])
    over = line.x0 < edges[1] < line.x1
    centred = abs(line.x0 + line.x1 - edges[0] - edges[-1]) < line.height
    runs = wide or (line.x1 > edges[min(2, len(edges) - 1)] and not centred)
    return len(line.segments) == 1 and over and runs


def _in_columns(
    lines: Sequence[Line], edges: Sequence[float], horizontals: Sequence[Rule]
) -> PageTable | None:
    """Return rows without a head in columns that are known, or None where none holds a value.

    Those of two tables beside one another are none either.
    """
    rows = [line for line in lines if is_row(line)]
    if not rows:
        return None
    # A text that goes on is of one cell, and so wide is its column.
    wide = [line for line in lines if is_row(line) or all(each.hangs for each in line.segments)]
    edges = edges_clear_of(wide, edges)
    lines, columns, body = _body_in(lines, rows, edges, horizontals)
    if not body.rows or columns.second_table is not None:
        return None
    box = hull(segment for line in lines for segment in line.segments)
    cells = tuple(_body_cells(body, 0, columns))
    return PageTable(box, len(body.rows), columns.count, cells, tuple(edges), ruled=False)


def _under_head(lines: Sequence[Line], head: PageTable, horizontals: Sequence[Rule]) -> PageTable | None:
    """Return the table of a boxed head and the rows below it, in the columns that the boxes draw."""
    rows = [line for line in lines if is_row(line) or line.values]
    if not rows:
        return None
    lines, columns, body = _body_in(lines, rows, head.columns, horizontals)
    years = {cell.column for cell in head.cells if cell.words and segment_of(cell.words).is_year}
    counts = (label.block for label in body.merged if label.block.is_count)
    # A count is said once: what seems to be a label of several rows below a year is one text of two cells.
    doubt = NOT_TOLD_APART if any(columns.of(block.segments[0]) in years for block in counts) else ""
    cells = [*head.cells, *_body_cells(body, head.height, columns, doubt)]
    box = hull([head.box, *(segment for line in lines for segment in line.segments)])
    return PageTable(box, head.height + len(body.rows), head.width, tuple(cells), head.columns, ruled=False)


def _body_in(
    lines: Sequence[Line], rows: Sequence[Line], edges: Sequence[float], horizontals: Sequence[Rule]
) -> tuple[Sequence[Line], Columns, Body]:
    """Return the lines without the notes below them, the drawn columns of the rows, and the rows in these."""
    spacing = spacing_of(lines)
    columns = drawn_columns(edges, rows)
    lines = without_notes(lines, 0, levels_over(horizontals, columns, spacing.height))
    return lines, columns, _body(_blocks(lines, columns, spacing, horizontals), columns, spacing, horizontals)


def _body(
    blocks: Sequence[Block],
    columns: Columns,
    spacing: Spacing,
    horizontals: Sequence[Rule],
    head: Sequence[Block] = (),
) -> Body:
    """Return the rows that some blocks below a head form: as the file draws them, or as they stand."""
    drawn = body_as_drawn(blocks, columns, spacing, head)
    return drawn or body_of(blocks, columns, spacing, horizontals)


def _blocks(
    lines: Sequence[Line],
    columns: Columns,
    spacing: Spacing,
    horizontals: Sequence[Rule],
    heads: int = 0,
) -> list[Block]:
    while 0 < heads < len(lines) and lines[heads].middle - lines[heads - 1].middle < 0.5 * spacing.height:
        # The end of a section's name is printed over the first row.
        heads -= 1
    over = [segment for line in lines[:heads] for segment in cut_at(line, None, spacing)]
    below = [segment for line in lines[heads:] for segment in cut_at(line, columns, spacing)]
    top = lines[heads].top if heads < len(lines) else float("inf")
    return blocks_of([*over, *below], spacing, horizontals, wraps_of(below, top, spacing, over, columns))


def _tables(lines: Sequence[Line], horizontals: Sequence[Rule], height: float) -> list[PageTable]:
    """Return the tables that some lines form: one per region, or two beside each other."""
    tables: list[PageTable] = []
    regions = find_regions(lines, height)
    afters = [each.start for each in regions[1:]] + [len(lines)] * bool(regions)
    taken = 0
    for region, after in zip(regions, afters, strict=True):
        if region.start < taken:
            continue
        end = end_at_rule(lines, region, after, horizontals, height)
        some = lines[region.start : end]
        spacing = spacing_of(some)
        begin, columns = _columns(some, region.first - region.start, spacing)
        if columns is None:
            continue
        if columns.second_table is not None:
            taken = end_of_sides(lines, end, columns)
            for side in sides(lines[region.start : taken], columns.second_table):
                tables += _tables(side, horizontals, height)
            continue
        table = _table(some, begin, columns, spacing, horizontals)
        if table is not None:
            tables.append(table)
    return tables


def _columns(lines: Sequence[Line], first: int, spacing: Spacing) -> tuple[int, Columns | None]:
    """Return the first line with a count, and the columns of the lines from there on."""
    counted = [at for at, line in enumerate(lines) if has_counts(line)]
    counts = [at for at in counted if is_row(lines[at])]
    # Where all labels wrap around their values, these stand on lines of their own.
    alone = [at for at in counted if only_values(lines[at])] if not counts else []
    begin = [*counts, *alone, first][0]
    below = lines[begin:]
    rows = [line for line in below if line.values or not (counts or alone)]
    texts = [line for line in below if not line.values]
    columns = find_aligned_columns(rows, texts, lines[:begin], spacing) or find_columns(rows, texts, spacing)
    if columns is None and alone:
        # No value stands beside a label: what stands on any line tells the columns.
        begin, below = first, lines[first:]
        columns = find_columns(below, [line for line in below if not line.values], spacing)
    return begin, columns


def _table(
    lines: Sequence[Line], begin: int, columns: Columns, spacing: Spacing, horizontals: Sequence[Rule]
) -> PageTable | None:
    """Return the table of a region; line `begin` is the first with a count."""
    levels = levels_over(horizontals, columns, spacing.height)
    lines = without_notes(lines, begin, levels)
    over = lines_over_head(lines[:begin], lines[begin], columns, horizontals, spacing.height)
    lines, begin = lines[over:], begin - over
    blocks = _blocks(lines, columns, spacing, horizontals, begin)
    bands = bands_of(blocks, spacing.height, levels)
    heads = bands_of_head(bands, columns)
    top = max((block.last for band in bands[:heads] for block in band), default=0.0)
    above = [line for line in lines if line.middle <= top + 0.5 * spacing.height]
    head = head_over(above, top, columns, spacing, horizontals)
    blank = _blank_columns(head, columns)
    if blank:
        columns = columns.with_blank(blank)
        head = head_over(above, top, columns, spacing, horizontals)
    above_rows = [block for band in bands[:heads] for block in band]
    body = _body(
        [block for band in bands[heads:] for block in band], columns, spacing, horizontals, above_rows
    )
    if not body.rows:
        return None
    rows = _body_cells(body, head.height, columns, head.doubt)
    cells = [*head.cells, *as_high_as_rows(rows, levels, head.cells)]
    box = hull(segment for line in lines for segment in line.segments)
    height = head.height + len(body.rows)
    edges = columns.edges(box, (text for band in bands[heads:] for block in band for text in block.segments))
    return PageTable(box, height, columns.count, tuple(cells), edges, ruled=False)


def _blank_columns(head: Head, columns: Columns) -> list[tuple[float, float]]:
    """Return where heads stand over nothing, if there are just as many more of them than columns.

    So does the head of labels where all rows of a page go on below a label of the page before.
    """
    blank: list[tuple[float, float]] = []
    for heads, count in ((head.names, columns.labels), (head.leaves, columns.count - columns.labels)):
        alone = [
            (each.box.x0, each.box.x1)
            for each in heads
            if all(min(each.box.x1, x1) <= max(each.box.x0, x0) for x0, x1 in columns.spans)
        ]
        blank += alone if len(alone) == len(heads) - count else []
    return blank


def head_over(
    lines: Sequence[Line], bottom: float, columns: Columns, spacing: Spacing, horizontals: Sequence[Rule]
) -> Head:
    """Return the head of the lines above `bottom`; its texts may stand as close as two words nearly do."""
    best: Head | None = None
    for measures in spacing.narrowing():
        segments = [segment for line in lines for segment in cut_at(line, None, measures)]
        over = [segment for segment in segments if segment.middle <= bottom]
        tiered = head_of_tiers(over, columns, replace(measures, leading=_HEAD_LEADING * measures.height))
        if tiered is not None:
            return tiered
        for leading in (spacing.leading, _HEAD_LEADING * spacing.height):
            blocks = blocks_of(segments, replace(measures, leading=leading), horizontals)
            blocks = with_pieces_inside([block for block in blocks if block.last <= bottom])
            blocks = joined_as_drawn(blocks, spacing.height)
            bound = best is not None and not best.doubt
            if leading != spacing.leading and bound and len(blocks) != columns.count:
                # Lines as tight as rows are joined where that makes one head for each column, or binds them.
                continue
            head = head_of(with_open_ends(blocks, spacing.height), columns, spacing.height)
            if not head.doubt and (head.height == 1 or leading != spacing.leading):
                return head
            best = best if best and not (best.doubt and not head.doubt) else head
        if best and not best.doubt:
            return best
    return best or Head((), 0)


def _body_cells(body: Body, start: int, columns: Columns, doubt: str = "") -> list[GridCell]:
    """Return the cells of a table's rows, numbered from `start`, blank ones included.

    `doubt` is about the whole table.
    """
    cells: list[GridCell] = []
    covered: set[tuple[int, int]] = set()
    doubts: dict[int, str] = {}
    for label in body.merged:
        column = columns.of(label.block.segments[0])
        rows = range(label.run.start, label.run.end)
        covered |= {(row, column) for row in rows}
        doubts |= dict.fromkeys(rows, label.doubt) if label.doubt else {}
        cells.append(GridCell(start + rows[0], column, len(rows), 1, label.block.box, label.block.words))
    for number, row in enumerate(body.rows):
        beside = {at for down, at in covered if down == number}
        why = doubt or row.doubt or doubts.get(number, "")
        cells += [replace(cell, doubt=why) for cell in _row_cells(row, start + number, columns, beside)]
    return cells


def _row_cells(row: Row, number: int, columns: Columns, covered: set[int]) -> list[GridCell]:
    if len(row.blocks) == 1 and _is_section(row.blocks[0], columns):
        return [cell_of(row.blocks, number, 0, columns.count)]
    placed: dict[int, list[Block]] = {}
    for block in row.blocks:
        placed.setdefault(columns.of(block.segments[0]), []).append(block)
    box = hull(block.box for block in row.blocks)
    cells = []
    for column in range(columns.count):
        if column in placed:
            cells.append(cell_of(placed[column], number, column, 1))
        elif column not in covered:
            cells.append(GridCell(number, column, 1, 1, columns.blank(column, box), ()))
    return cells


def _is_section(block: Block, columns: Columns) -> bool:
    """Say whether a text that stands alone in its row runs over the columns of values or among them."""
    return not columns.records and not block.is_value and block.box.x1 > columns.spans[columns.labels][0]
