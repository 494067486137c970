"""What goes on at the top of a page with the table before: its head printed again, the rest of a row, rows.

Office programs leave the space at which a text was wrapped at the end of its line, and so tell of the last
line of a page that its text goes on, and of a line on the next page that it ends there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from parsers.document import Box
from parsers.pages.lines import cut_line, lines_of
from parsers.pages.page import hull, is_value, segment_of
from parsers.pages.ruled import GridCell, PageTable
from parsers.pages.unruled import find_rows_overleaf

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from parsers.pages.page import Line, Page, Segment, Word

_NEAR = 1.5
"""Points: what is printed again, and the lines of one text, stand no further off."""
_NEXT = 1.45
"""Line heights from line to line of one text."""
_SPACE = 0.4
"""Line heights: a line that leaves no more of them free fills its cell."""
_SAME_SIZE = 0.05
"""Share of a line's height by which the lines of one text differ."""

Texts = dict[int, list["Segment"]]
"""The lines of a row's texts, by their columns."""


@dataclass(frozen=True, slots=True)
class Overleaf:
    """How a page goes on with the table `above`, with which the page before ended.

    `head` are the cells of its head as they are printed again, none where they are not. `rest` are the lines
    that the texts of its last row go on in. `alone` says that nothing else of it stands on the page.
    """

    above: PageTable
    head: tuple[GridCell, ...]
    rest: Mapping[int, Sequence[Segment]]
    alone: bool

    @property
    def table(self) -> PageTable:
        """The head and the rest as a table in the columns of the one above."""
        return self._with(None)

    def is_gone(self, word: Word) -> bool:
        """Say whether a word stands in the rest, or in the head over a rest that stands alone."""
        gone = [word for texts in self.rest.values() for text in texts for word in text.words]
        gone += [word for cell in self.head for word in cell.words] if self.alone else []
        return any(word is other for other in gone)

    def put_into(
        self, tables: Sequence[PageTable], page: Page, words: Sequence[Word], heads: Sequence[PageTable]
    ) -> list[PageTable]:
        """Return a page's tables with the rest below the head of the first, or with that read anew.

        It is read in the columns of the table above where it was found in others, or with doubts. `words` are
        those of the page without the rest and the drawn `heads`.
        """
        first = next((table for table in tables if self._is_headed(table)), None)
        if first is not None and first.width == self.above.width and not _doubts(first):
            return [self._with_rest(first) if table is first else table for table in tables]
        taken = {id(word) for cell in self.head for word in cell.words}
        below = [word for word in words if id(word) not in taken]
        others = [head for head in heads if not any(id(word) in taken for word in head.cells[0].words)]
        rows = find_rows_overleaf(page, below, others, self.above)[0] if below else None
        if rows is None or _doubts(rows) or (first is not None and _size(rows) < _size(first) - len(taken)):
            if first is not None and first.width == self.above.width:
                return [self._with_rest(first) if table is first else table for table in tables]
            held = set().union(*map(_ids, tables))
            head = () if held & taken else self.head
            return [replace(self, head=head).table, *tables] if self.rest else list(tables)
        found = self._with(rows)
        held = {id(word) for cell in found.cells for word in cell.words}
        free = [
            table
            for table in tables
            if not any(id(word) in held for cell in table.cells for word in cell.words)
        ]
        return [found, *free]

    def _is_headed(self, table: PageTable) -> bool:
        """Say whether a table of the page holds the head."""
        words = _ids(table)
        return all(id(word) in words for cell in self.head for word in cell.words)

    def _with(self, rows: PageTable | None) -> PageTable:
        """Return the head, the rest and rows in the same columns as one table."""
        cells = list(self.head)
        height = max((cell.row + cell.row_span for cell in self.head), default=0)
        if self.rest:
            cells += self._cells(height, self.above.columns)
            height += 1
        if rows is not None:
            cells += [replace(cell, row=cell.row + height) for cell in rows.cells]
            height += rows.height
        columns = rows.columns if rows is not None else self.above.columns
        return PageTable(
            hull(cell.box for cell in cells), height, self.above.width, tuple(cells), columns, ruled=False
        )

    def _with_rest(self, table: PageTable) -> PageTable:
        """Return a table of the page with the rest as a row below the head."""
        if not self.rest:
            return table
        heads = {id(word) for cell in self.head for word in cell.words}
        at = 1 + max(
            cell.row + cell.row_span - 1
            for cell in table.cells
            if any(id(word) in heads for word in cell.words)
        )
        cells = [replace(cell, row=cell.row + (cell.row >= at)) for cell in table.cells]
        cells += self._cells(at, table.columns)
        return replace(table, height=table.height + 1, cells=tuple(cells))

    def _cells(self, row: int, columns: Sequence[float]) -> list[GridCell]:
        """Return the rest as the cells of a row, blank ones included."""
        box = hull(text for texts in self.rest.values() for text in texts)
        cells = []
        for column in range(self.above.width):
            texts = self.rest.get(column, ())
            place = hull(texts) if texts else Box(columns[column], box.top, columns[column + 1], box.bottom)
            cells.append(
                GridCell(row, column, 1, 1, place, tuple(word for text in texts for word in text.words))
            )
        return cells


def _ids(table: PageTable) -> set[int]:
    return {id(word) for cell in table.cells for word in cell.words}


def _doubts(table: PageTable) -> bool:
    return any(cell.doubt for cell in table.cells)


def _size(table: PageTable) -> int:
    """Return how many words stand in a table."""
    return sum(len(cell.words) for cell in table.cells)


def find_overleaf(words: Sequence[Word], above: PageTable) -> Overleaf | None:
    """Return how a page, of which `words` are all but its furniture, goes on with the table `above`.

    Without a head it is the rest of a row alone: then a text of the row must be known to go on, or the page
    begin with a small letter, and the rest be set otherwise than what stands below it. None where nothing
    goes on, or where it cannot be told from what does not.
    """
    last = _last_row(above)
    cut = [column for column, cell in last.items() if _hangs(cell)]
    head = _head_again(words, above)
    taken = {id(word) for cell in head for word in cell.words}
    below = [word for word in words if id(word) not in taken]
    if not (cut or head or _begins_small(below)):
        return None
    if head and any(word.middle < head[-1].box.top for word in below):
        return None
    if not cut and not any(is_value(cell.words) for cell in above.cells if _is_last(cell, above)):
        # In a list without counts nothing tells the rest of a row from the next one.
        return Overleaf(above, tuple(head), {}, alone=False)
    lines = [cut_line(line, ()) for line in lines_of(below)]
    rest, after = _rest_of(lines, last, cut, above)
    if rest and (head or _is_set_otherwise(rest, after)):
        return Overleaf(above, tuple(head), rest, alone=True)
    return Overleaf(above, tuple(head), _sure_rest(lines, last, cut, above), alone=False) if head else None


def _begins_small(words: Sequence[Word]) -> bool:
    """Say whether the first text of some words begins with a small letter, as the rest of another does."""
    first = min(words, key=lambda word: (round(word.middle), word.x0), default=None)
    return first is not None and first.text[0].islower()


def _last_row(table: PageTable) -> dict[int, GridCell]:
    """Return the texts that reach down to the end of a table, by their columns; a value is none of them."""
    last = [cell for cell in table.cells if _is_last(cell, table)]
    texts = [cell for cell in last if _hangs(cell) or not is_value(cell.words)]
    return {cell.column: cell for cell in texts if cell.column_span == 1}


def _is_last(cell: GridCell, table: PageTable) -> bool:
    return bool(cell.words) and cell.row + cell.row_span == table.height


def _hangs(cell: GridCell) -> bool:
    """Say whether a text goes on below its last line."""
    end = max(cell.words, key=lambda word: (round(word.middle), word.x1))
    return end.run is not None and end.run.hangs


def _head_again(words: Sequence[Word], above: PageTable) -> list[GridCell]:
    """Return the head of a table as it is printed again at the top of a page: each word in its own place."""
    first = [cell for cell in above.cells if cell.row == 0 and cell.words]
    if not first or not words:
        return []
    down = min(word.top for word in words) - min(word.top for cell in first for word in cell.words)
    places: dict[tuple[str, int], list[Word]] = {}
    for word in words:
        places.setdefault((word.text, round(word.x0)), []).append(word)
    found: list[GridCell] = []
    for row in range(above.height):
        cells = [_cell_again(cell, places, down) for cell in above.cells if cell.row == row]
        again = [cell for cell in cells if cell is not None]
        if len(again) < len(cells):
            break
        found += again
    return found if any(cell.words for cell in found) else []


def _cell_again(
    cell: GridCell, places: Mapping[tuple[str, int], Sequence[Word]], down: float
) -> GridCell | None:
    """Return a cell printed again, `down` points lower; None where one of its words is not."""
    again = []
    for word in cell.words:
        near = [
            other
            for x0 in (round(word.x0) + step for step in (-1, 0, 1))
            for other in places.get((word.text, x0), ())
            if abs(other.x0 - word.x0) <= _NEAR and abs(other.top - down - word.top) <= _NEAR
        ]
        if not near:
            return None
        again.append(near[0])
    box = Box(cell.box.x0, cell.box.top + down, cell.box.x1, cell.box.bottom + down)
    return replace(cell, box=box, words=tuple(again), doubt="")


def _rest_of(
    lines: Sequence[Line], beside: Mapping[int, GridCell], cut: Sequence[int], above: PageTable
) -> tuple[Texts, Line | None]:
    """Return the lines that cut texts go on in, with nothing of the table below, and the line below them.

    Beside these a text may go on whose last line above fills its cell, so that its space was left out.
    Nothing is returned where something else stands among them, or where one of the texts may not end there.
    """
    rest: Texts = {}
    for line in lines:
        homes = [_home(segment, beside, rest, above) for segment in line.segments]
        if None in homes:
            # Values below it are those of the next row, whose label they may stand in the middle of.
            outside = set(homes) == {None} and not line.values and not _is_set_as(line, beside, above)
            return (rest, line) if outside and _are_over(rest, cut) else ({}, None)
        for column, segment in zip(homes, line.segments, strict=True):
            if column is not None:
                rest.setdefault(column, []).append(segment)
    return (rest, None) if _are_over(rest, cut) else ({}, None)


def _is_set_as(line: Line, beside: Mapping[int, GridCell], above: PageTable) -> bool:
    """Say whether a text on a line is set as those of the row are: it may be the next row's."""
    return any(_goes_on(segment, cell, [], above) for segment in line.segments for cell in beside.values())


def _are_over(rest: Texts, cut: Iterable[int]) -> bool:
    """Say whether each text that is known to go on does so, and ends in a line without a space."""
    return all(column in rest and not rest[column][-1].hangs for column in cut)


def _sure_rest(
    lines: Sequence[Line], beside: Mapping[int, GridCell], cut: Sequence[int], above: PageTable
) -> Texts:
    """Return the lines that texts known to go on do so in, if it is certain where each of them ends."""
    rest: Texts = {}
    for line in lines:
        if _are_over(rest, cut):
            break
        for segment in line.segments:
            column = _home(segment, beside, rest, above)
            if column is None or (column in rest and not rest[column][-1].hangs):
                return {}
            rest.setdefault(column, []).append(segment)
    sure = all(column in rest and _ends(rest[column][-1], column, above) for column in cut)
    return rest if sure else {}


def _ends(line: Segment, column: int, above: PageTable) -> bool:
    """Say whether a line leaves room in its cell, so that a space at its end would have been drawn.

    It says nothing where no such space is ever drawn.
    """
    cells = [cell for cell in above.cells if cell.column == column and cell.column_span == 1]
    if not any(word.run is not None and word.run.hangs for cell in cells for word in cell.words):
        return False
    lines = [segment_of(words) for words in lines_of(word for cell in cells for word in cell.words)]
    width = max(text.x1 - text.x0 for text in lines)
    space = _SPACE * (line.bottom - line.top)
    return not line.hangs and line.text[-1].isalnum() and line.x1 - line.x0 < width - space


def _home(segment: Segment, beside: Mapping[int, GridCell], rest: Texts, above: PageTable) -> int | None:
    """Return the column of the text that goes on in a line; all of a row's texts do from one height on."""
    level = min((texts[0].middle for texts in rest.values()), default=segment.middle)
    return next(
        (
            column
            for column, cell in beside.items()
            if _goes_on(segment, cell, rest.get(column, []), above)
            and (
                segment.middle - level < _NEAR
                or (column in rest and not _ends(rest[column][-1], column, above))
            )
        ),
        None,
    )


def _goes_on(segment: Segment, cell: GridCell, before: Sequence[Segment], above: PageTable) -> bool:
    """Say whether a line is set as those of a cell are, below the lines that this has on the page."""
    left, right = above.columns[cell.column : cell.column + 2]
    upper = [segment_of(line) for line in lines_of(cell.words)][-1]
    height = upper.bottom - upper.top
    places = (
        (segment.x0, upper.x0),
        (segment.x1, upper.x1),
        (segment.centre, upper.centre),
    )
    return (
        left - _NEAR <= segment.x0
        and segment.x1 <= right + height
        and abs((segment.bottom - segment.top) - height) <= _SAME_SIZE * height
        and (not before or segment.middle - before[-1].middle <= _NEXT * height)
        and not segment.is_set_otherwise(upper)
        and any(abs(one - other) <= _NEAR for one, other in places)
    )


def _is_set_otherwise(rest: Texts, after: Line | None) -> bool:
    """Say whether the lines of a rest are of another size or weight than the text below them."""
    if after is None:
        return True
    lines = [text for texts in rest.values() for text in texts]
    height = max(text.bottom - text.top for text in lines)
    sized = abs(after.height - height) > _SAME_SIZE * height
    return sized or all(after.segments[0].is_set_otherwise(text) for text in lines)
