"""What a table on the next page has in common with the one above: its heads, its columns, its rows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from parsers.document import CUT_LABEL, NO_LABEL, Cell
from parsers.layout.kinds import is_count, kind_of
from parsers.layout.signature import is_lone
from parsers.vocabulary.text import normalise, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.document import Grid, Table
    from parsers.layout.signature import Signature

_BEYOND = 3.0
"""Points by which a cell is drawn further down than those of its row where it goes on over the page."""
_NEAR = 8.0
"""Points: column edges of one table differ no more between pages."""

Row = tuple[Cell, ...]


def head_height(grid: Sequence[Sequence[Cell]]) -> int:
    """Return how many rows at the top are heads: those before the first with a count beyond its label.

    In a list without counts it is the first row, with those below it that heads over several columns have.
    The name of the first section is none of them.
    """
    height = _spanned(grid)
    for number, row in enumerate(grid):
        beyond = [cell for cell in row[1:] if cell.row == number or cell.row_span == 1]
        if any(is_count(cell.text) for cell in beyond):
            height = number
            break
    while height > 1 and is_lone(grid[height - 1]) and any(row[0].text for row in grid[: height - 1]):
        height -= 1
    return height


def _spanned(grid: Sequence[Sequence[Cell]]) -> int:
    """Return how many rows at the top stand under heads that lie over some of the columns, and these."""
    height = 1
    while height < len(grid) and any(1 < cell.column_span < len(grid[0]) for cell in grid[height - 1]):
        height += 1
    return height


def begins_with_head(rows: Sequence[Row], body: Signature) -> bool:
    """Say whether rows begin with a head: words or periods where the table above holds its values.

    One text alone is a section's, and the rest of a row that the page cut holds nothing there. Where the
    table above is an empty form, any row of several texts is a head.
    """
    row = rows[0]
    if is_lone(row):
        return False
    if body.is_form:
        texts = [cell.text for cell in {id(cell): cell for cell in row}.values() if cell.text]
        return len(texts) > 1 and not any(is_count(text) for text in texts)
    beyond = [row[column].text for column in body.anchors if row[column].text]
    if "value" not in body.kinds:
        return bool(beyond) and not is_dated(row, body.anchors)
    heads = [text for text in beyond if not is_count(text)]
    years = all(kind_of(text) == "year" for text in heads)
    return bool(heads) and len(heads) == len(beyond) and (not years or len(heads) > 1 or not row[0].text)


def is_dated(row: Sequence[Cell], columns: Sequence[int]) -> bool:
    """Say whether a row has a period in one of some columns."""
    return any(kind_of(row[column].text) in {"period", "year"} for column in columns)


def words_over(head: Sequence[Sequence[Cell]]) -> list[str]:
    """Return the words over each column, from the top, each cell's once."""
    columns: list[str] = []
    for column in range(len(head[0]) if head else 0):
        cells = {id(row[column]): row[column].text for row in head}
        columns.append(words_of(" ".join(cells.values())))
    return columns


def texts_of(row: Sequence[Cell]) -> tuple[str, ...]:
    """Return the texts of a row, normalised."""
    return tuple(normalise(cell.text) for cell in row)


def columns_of(above: Table, below: Table) -> list[int] | None:
    """Return for each column of `below` the column of `above` that it continues.

    Under one head they are the same, wherever edges were taken to be: without rules, texts tell where.
    """
    if not (above.column_edges and below.column_edges):
        return list(range(below.width)) if above.width == below.width else None
    if above.width == below.width and (
        texts_of(above.grid[0]) == texts_of(below.grid[0])
        or all(
            abs(left - right) <= _NEAR
            for left, right in zip(above.column_edges[1:-1], below.column_edges[1:-1], strict=True)
        )
    ):
        return list(range(below.width))
    # A column that stays blank on one page is not seen there; the others still stand where they stood.
    spans = list(pairwise(above.column_edges))
    columns = []
    for column in range(below.width):
        cells = [row[column] for row in below.grid if row[column].text and row[column].column_span == 1]
        boxes = [cell.box for cell in cells if cell.box]
        if not boxes and above.width == below.width:
            # The rest of a row may be all that a page shows of a table: its blank columns are those above.
            columns.append(column)
            continue
        if not boxes:
            return None
        centre = sum((box.x0 + box.x1) / 2 for box in boxes if box) / len(boxes)
        # Signs stand at the left of narrow cells, not far from the edge: the column around them is theirs.
        off = [max(x0 - centre, centre - x1, 0.0) for x0, x1 in spans]
        if min(off) > _NEAR:
            return None
        columns.append(off.index(min(off)))
    return columns if all(left < right for left, right in pairwise(columns)) else None


def stand_alike(above: Table, below: Table) -> bool:
    """Say whether all columns of two tables begin and end at the same places."""
    edges = (above.column_edges, below.column_edges)
    return (
        all(edges)
        and above.width == below.width
        and all(abs(left - right) <= _NEAR for left, right in zip(*edges, strict=True))
    )


def reach_alike(above: Table, below: Table) -> bool:
    """Say whether two tables begin and end at the same places."""
    edges = (above.column_edges, below.column_edges)
    return all(edges) and all(abs(edges[0][at] - edges[1][at]) <= _NEAR for at in (0, -1))


def recast(grid: Grid, columns: Sequence[int], above: Table) -> list[Row]:
    """Return rows in the columns of the table that they continue; columns not seen are blank."""
    if list(columns) == list(range(above.width)):
        return [tuple(row) for row in grid]
    rows = []
    for row in grid:
        cells = [Cell("", f"{row[0].locator} (blank)", row[0].row, column) for column in range(above.width)]
        over: dict[int, list[int]] = defaultdict(list)
        for cell, column in zip(row, columns, strict=True):
            over[id(cell)].append(column)
        for cell in {id(cell): cell for cell in row}.values():
            first, last = over[id(cell)][0], over[id(cell)][-1]
            made = replace(cell, column=first, column_span=last - first + 1)
            cells[first : last + 1] = [made] * (last - first + 1)
        rows.append(tuple(cells))
    return rows


def renumbered(grid: Sequence[Sequence[Cell]]) -> Grid:
    """Return the rows with every cell's row counted in the whole table."""
    made: dict[int, Cell] = {}
    rows = []
    for number, row in enumerate(grid):
        cells = []
        for cell in row:
            if id(cell) not in made:
                made[id(cell)] = cell if cell.row == number else replace(cell, row=number)
            cells.append(made[id(cell)])
        rows.append(tuple(cells))
    return tuple(rows)


def with_label(row: Row) -> Row:
    """Return a row beside a label that goes on over the page, which it does once the next page is known."""
    if not any(cell.doubt == CUT_LABEL for cell in row):
        return row
    return tuple(replace(cell, doubt="") if cell.doubt == CUT_LABEL else cell for cell in row)


def with_label_above(upper: Row, rows: list[Row]) -> list[Row]:
    """Return rows without the wait of those at their top whose label is the last one of the page above.

    Both cells were drawn beyond the rows of their pages.
    """
    for above, below in zip(upper, rows[0], strict=True):
        if below.doubt == NO_LABEL and not below.text and above.text and _reaches_beyond(above, upper):
            beside = sum(row[below.column].locator == below.locator for row in rows)
            return [tuple(replace(cell, doubt="") for cell in row) for row in rows[:beside]] + rows[beside:]
    return rows


def _reaches_beyond(cell: Cell, row: Row) -> bool:
    """Say whether a cell is drawn further down than the others of its row."""
    ends = [other.box.bottom for other in row if other.box and other.column != cell.column]
    return bool(ends) and cell.box is not None and cell.box.bottom > max(ends) + _BEYOND
