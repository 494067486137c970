"""Tables drawn with rules: from rules to cells, by pdfplumber's table methods.

Edges are joined, their crossings found, the smallest rectangles between crossings are cells, and touching
cells are a table. Two things are added that real letters need: the missing rule at the top or bottom of a
table that goes on over the page, and the refusal of a box that only looks like a table.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pdfplumber.table import cells_to_tables, edges_to_intersections, merge_edges

from parsers.document import NO_LABEL, Box
from parsers.often_made import often_made
from parsers.pages.crossings import cells_of
from parsers.pages.lines import cut_line, lines_of, text_of
from parsers.pages.overflowing import with_texts_whole
from parsers.pages.overprinted import with_texts_in_their_cells
from parsers.pages.page import Rule, Word, segment_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from parsers.pages.page import Line, Page, Segment

_NEAR = 3.0
"""Points: rules that lie closer are one rule; ends that lie closer meet."""
_NEXT = 1.6
"""Line heights to what stands right outside of a table."""
_ENDINGS = 3
"""This many vertical rules that end together show where a horizontal one belongs."""


@often_made(frozen=True, slots=True)
class GridCell:
    """A cell of a drawn or inferred grid; spans count rows and columns from its upper left corner."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    words: tuple[Word, ...]
    doubt: str = ""
    """Why the cell may stand in another row or column."""
    here: tuple[Word, ...] | None = None
    """Those of the words that this page shows, where a cell of several pages has others."""

    @property
    def text(self) -> str:
        """What stands in the cell, line by line."""
        return text_of(self.words)


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table on one page as cells in a grid; `columns` are its column edges from left to right."""

    box: Box
    height: int
    width: int
    cells: tuple[GridCell, ...]
    columns: tuple[float, ...]
    ruled: bool
    path: tuple[int, ...] = ()
    """Which element of the file's tags it is, the same on all pages; empty where it was not told by tags."""
    repeated: int = 0
    """How many rows at its top the tags tell to be the head of the pages before printed again."""
    cut: bool = False
    """Whether they tell the row below these to be the rest of the last row of the page before."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What rules draw on a page: whole tables, and heads in boxes over rows that are not.

    `rows` are single rows of cells, which may be parts of tables of the pages before and after.
    """

    tables: tuple[PageTable, ...]
    heads: tuple[PageTable, ...]
    rows: tuple[PageTable, ...] = ()


def find_ruled_tables(page: Page) -> list[PageTable]:
    """Return the tables of `page` whose cells are drawn, from the top; boxes without a grid are left out."""
    return list(find_drawn(page).tables)


def find_drawn(page: Page) -> Drawn:
    """Return the drawn tables of `page` and the drawn heads of tables that are not, each from the top."""
    rules = _joined(_with_missing_ends(_joined(page.rules)))
    if not rules:
        return Drawn((), ())
    edges = [_edge(rule) for rule in rules]
    cells = cells_of(edges_to_intersections(edges, _NEAR, _NEAR))
    tables, heads, rows = [], [], []
    for boxes in cells_to_tables(cells):
        grid = _grid([Box(*box) for box in boxes], page.words)
        if grid is None:
            continue
        if grid.height >= 2 and _is_table(grid, page):
            tables.append(grid)
        elif _is_head(grid):
            heads.append(grid)
        elif grid.height == 1 and any(cell.words for cell in grid.cells):
            rows.append(grid)
    return Drawn(tuple(_from_the_top(tables)), tuple(_from_the_top(heads)), tuple(_from_the_top(rows)))


def _from_the_top(grids: Sequence[PageTable]) -> list[PageTable]:
    return sorted(grids, key=lambda grid: (grid.box.top, grid.box.x0))


def _is_head(grid: PageTable) -> bool:
    """Say whether a drawn grid is only the head of a table: words or years in its columns, and no count."""
    texts = [segment_of(cell.words) for cell in grid.cells if cell.words]
    counts = any(text.is_value and not text.is_year for text in texts)
    return grid.width >= 2 and len(texts) >= 2 and not counts


def _with_missing_ends(rules: Sequence[Rule]) -> list[Rule]:
    """Add the horizontal rule that is missing where several of the joined vertical ones end together.

    A table that goes on over a page is often drawn without the rule at the break; without it the row there
    would be no cell and vanish.
    """
    added: list[Rule] = []
    horizontal = [rule for rule in rules if rule.orientation == "h"]
    vertical = [rule for rule in rules if rule.orientation == "v"]
    ends = [(end, rule) for rule in vertical for end in (rule.start, rule.end)]
    group: list[tuple[float, Rule]] = []
    for end, rule in sorted(ends, key=lambda each: each[0]):
        if group and end - group[0][0] > _NEAR:
            added += _missing_at(group, horizontal)
            group = []
        group.append((end, rule))
    return [*rules, *added, *_missing_at(group, horizontal)]


def _missing_at(ends: Sequence[tuple[float, Rule]], horizontal: Sequence[Rule]) -> Iterator[Rule]:
    """Yield the horizontal rules that are missing where vertical ones end at one height.

    A label that is merged over rows of two pages has none at the break where its rows have theirs; that it
    is a cell of the table shows another rule between the same two.
    """
    if len({round(rule.at / _NEAR) for _, rule in ends}) < _ENDINGS:
        return
    level = sum(end for end, _ in ends) / len(ends)
    drawn = [rule for rule in horizontal if abs(rule.at - level) <= _NEAR]
    verticals = sorted((rule for _, rule in ends), key=lambda rule: rule.at)
    left, right = verticals[0].at, verticals[-1].at
    if sum(max(min(rule.end, right) - max(rule.start, left), 0.0) for rule in drawn) < 0.5 * (right - left):
        yield Rule("h", level, left, right)
        return
    for one, other in pairwise(verticals):
        between = [rule for rule in horizontal if min(rule.end, other.at) - max(rule.start, one.at) > _NEAR]
        beside = any(
            rule.start <= one.at + _NEAR
            and other.at - _NEAR <= rule.end
            and one.start - _NEAR <= rule.at <= one.end + _NEAR
            for rule in between
        )
        if beside and not any(abs(rule.at - level) <= _NEAR for rule in between):
            yield Rule("h", level, one.at, other.at)


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """Return rules with those as one that are drawn piece by piece, from cell to cell."""
    edges = [_edge(rule) for rule in rules]
    return [_rule(edge) for edge in merge_edges(edges, _NEAR, _NEAR, _NEAR, _NEAR)]


def _rule(edge: dict[str, Any]) -> Rule:
    if edge["orientation"] == "h":
        return Rule("h", edge["top"], edge["x0"], edge["x1"])
    return Rule("v", edge["x0"], edge["top"], edge["bottom"])


def _edge(rule: Rule) -> dict[str, float | str]:
    """Return a rule in the form that pdfplumber's table methods take."""
    length = rule.end - rule.start
    if rule.orientation == "h":
        place = {"x0": rule.start, "x1": rule.end, "top": rule.at, "bottom": rule.at}
        return {**place, "width": length, "height": 0.0, "orientation": "h"}
    place = {"x0": rule.at, "x1": rule.at, "top": rule.start, "bottom": rule.end}
    return {**place, "width": 0.0, "height": length, "orientation": "v"}


def _levels(values: Sequence[float]) -> list[float]:
    """Return the distinct values, those nearer than two points taken as one."""
    levels: list[float] = []
    for value in sorted(values):
        if not levels or value - levels[-1] > 2.0:
            levels.append(value)
    return levels


def _level(levels: Sequence[float], value: float) -> int:
    at = bisect_left(levels, value)
    if at == len(levels):
        return at - 1
    return at - 1 if at and value - levels[at - 1] <= levels[at] - value else at


@often_made(frozen=True, slots=True)
class _Place:
    """Where a drawn cell stands in the grid, and the rows and columns that it covers."""

    row: int
    column: int
    row_span: int
    column_span: int


def _grid(boxes: Sequence[Box], words: Sequence[Word]) -> PageTable | None:
    """Place the cells in a grid and the words in the cells.

    Positions without a drawn cell become blank ones.
    """
    xs = _levels([x for box in boxes for x in (box.x0, box.x1)])
    ys = _levels([y for box in boxes for y in (box.top, box.bottom)])
    if len(xs) < 3 or len(ys) < 2:
        return None
    end = _end_of_rows(boxes, words)
    ys = [y for y in ys if y <= end + _NEAR]
    places = _places(boxes, xs, ys)
    owner = {
        (row, column): place
        for place in reversed(list(places))
        for row in range(place.row, place.row + place.row_span)
        for column in range(place.column, place.column + place.column_span)
    }
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) not in owner:
                owner[row, column] = place = _Place(row, column, 1, 1)
                places[place] = Box(xs[column], ys[row], xs[column + 1], ys[row + 1])
    contents: dict[_Place, list[Word]] = {}
    for word in words:
        column, row = bisect_left(xs, word.centre) - 1, bisect_left(ys, word.middle) - 1
        if 0 <= row < len(ys) - 1 and 0 <= column < len(xs) - 1:
            contents.setdefault(owner[row, column], []).append(word)
    cells = [
        GridCell(
            place.row, place.column, place.row_span, place.column_span, box, tuple(contents.get(place, ()))
        )
        for place, box in places.items()
    ]
    hidden = {
        row
        for cell in cells
        if not cell.words and cell.box.bottom > ys[-1] + _NEAR
        for row in range(cell.row, cell.row + cell.row_span)
    }
    cells = [replace(cell, doubt=NO_LABEL) if cell.row in hidden else cell for cell in cells]
    cells = sorted(
        with_texts_in_their_cells(with_texts_whole(cells)), key=lambda cell: (cell.row, cell.column)
    )
    box = Box(xs[0], ys[0], xs[-1], ys[-1])
    return PageTable(box, len(ys) - 1, len(xs) - 1, tuple(cells), tuple(xs), ruled=True)


def _end_of_rows(boxes: Sequence[Box], words: Sequence[Word]) -> float:
    """Return where the last row ends: a cell that is merged over rows may be drawn beyond them.

    What stands there is the cell's only where all of it stands between the cell's sides.
    """
    last = max(box.top for box in boxes)
    end = min(box.bottom for box in boxes if box.top > last - _NEAR)
    beyond = [word for word in words if word.middle > end]
    for box in boxes:
        below = [word for word in beyond if box.top < word.middle <= box.bottom]
        inside = [word for word in below if word.x0 < box.x1 and word.x1 > box.x0]
        if inside and all(box.x0 - _NEAR <= word.x0 and word.x1 <= box.x1 + _NEAR for word in inside):
            return max(each.bottom for each in boxes)
    return end


def _places(boxes: Sequence[Box], xs: Sequence[float], ys: Sequence[float]) -> dict[_Place, Box]:
    """Return where each drawn cell stands in the grid of all columns' and rows' edges."""
    places: dict[_Place, Box] = {}
    for box in boxes:
        row, column = _level(ys, box.top), _level(xs, box.x0)
        row_span = max(_level(ys, box.bottom) - row, 1)
        column_span = max(_level(xs, box.x1) - column, 1)
        places.setdefault(_Place(row, column, row_span, column_span), box)
    return places


def _is_table(table: PageTable, page: Page) -> bool:
    """Say whether a drawn grid separates the numbers in it, which a box around a whole table does not."""
    filled = [cell for cell in table.cells if cell.words]
    if len(filled) < 3:
        return False
    verticals = [rule for rule in page.rules if rule.orientation == "v"]
    if any(holds_several_values(cell.words, verticals) for cell in filled):
        return False
    return not _goes_on_outside(table, page, verticals)


def holds_several_values(words: Sequence[Word], verticals: Sequence[Rule]) -> bool:
    """Say whether the words of one cell are several values, beside one another or line by line."""
    lines = [cut_line(line, verticals) for line in lines_of(words)]
    stacked = sum(1 for line in lines if line.segments[-1].is_value and not line.segments[-1].is_year)
    side_by_side = any(len(line.values) > 1 for line in lines)
    return side_by_side or (stacked > 1 and stacked == len(lines))


def _goes_on_outside(table: PageTable, page: Page, verticals: Sequence[Rule]) -> bool:
    """Say whether lines of values that belong to the table's columns stand right above or below its rules.

    Below what is no more than a head they may stand in the middle of labels that wrap.
    """
    beside = [
        word
        for word in page.words
        if word.x1 > table.box.x0 - _NEAR
        and word.x0 < table.box.x1 + _NEAR
        and not table.box.top <= word.middle <= table.box.bottom
    ]
    above = [word for word in beside if abs(table.box.top - word.bottom) < _NEXT * word.height]
    below = [word for word in beside if word.middle > table.box.bottom]
    if not _is_head(table):
        below = [word for word in below if abs(word.top - table.box.bottom) < _NEXT * word.height]
    lines = [cut_line(line, verticals) for line in (*lines_of(above), *_tight(below, table.box.bottom))]
    return any(_looks_like_row(line, table) for line in lines)


def _tight(words: Iterable[Word], bottom: float) -> Iterator[list[Word]]:
    """Yield lines from the top as long as each stands right below the one before."""
    for line in lines_of(words):
        if min(word.top for word in line) - bottom >= _NEXT * line[0].height:
            return
        yield line
        bottom = max(word.bottom for word in line)


def _looks_like_row(line: Line, table: PageTable) -> bool:
    inside = [
        segment
        for segment in line.segments
        if _is_of_row(segment) and table.columns[1] - _NEAR <= segment.centre <= table.box.x1 + _NEAR
    ]
    return bool(inside) and len(line.segments) >= 2 and len(inside) >= 0.5 * (table.width - 1)


def _is_of_row(segment: Segment) -> bool:
    """Say whether a text is a count, or the unit that a narrow cell wraps below one."""
    return (segment.is_value and not segment.is_year) or segment.text == "%"
