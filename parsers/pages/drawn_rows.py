"""The rows of a table without cells, by the order in which its file draws them: cell by cell, row by row.

Office programs, browsers and report writers draw a row's cells from left to right, the lines of each from the
top, and then the next row. So the lines of a label that are drawn between the values of one row and those of
the next are of the next, however tight they stand. What is found is checked against the places of the texts:
where they are not drawn so, nothing is said.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from parsers.pages.blocks import Block, block_of
from parsers.pages.rows import Body, MergedLabel, Row
from parsers.pages.runs import Alignment, Run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from parsers.pages.columns import Columns
    from parsers.pages.page import Segment
    from parsers.pages.spacing import Spacing

_NEAR = 0.3
"""Line heights by which a value may stand off from where its label asks for it."""
_LEVEL = 0.6
"""Line heights by which the values of one row may stand off from one another."""
_LEADING = (0.4, 1.6)
"""Line heights from one line of a cell to the next."""
_SEVERAL = 2
"""Columns of values over which no label runs."""


@dataclass(slots=True)
class _DrawnRow:
    """The lines of one row by their columns, in the order in which they are drawn."""

    cells: dict[int, list[Segment]] = field(default_factory=dict)
    across: bool = False
    """Whether it is one text that runs over several columns: the name of a section."""
    level: float | None = None
    """The middle of its values, None where it has none."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """A table's columns, those with labels beside several rows, how values are set, and its line height.

    `home` is the text of which each line is one, as texts stand.
    """

    columns: Columns
    merged: set[int]
    usual: Alignment | None
    height: float
    home: Mapping[int, int]

    def begins_text(self, above: Segment, line: Segment) -> bool:
        """Say whether a line begins another text than the one above it."""
        return self.home[id(above)] != self.home[id(line)]


def body_as_drawn(
    blocks: Sequence[Block], columns: Columns, spacing: Spacing, head: Iterable[Block] = ()
) -> Body | None:
    """Return the rows of a table's body, or None where its texts are not drawn cell by cell, row by row.

    `blocks` are its texts as they stand. What is drawn before the end of the `head` is no row.
    """
    height = spacing.height
    segments = [line for block in blocks for line in block.segments]
    over = [line for block in head for line in block.segments]
    if columns.records or not segments or any(line.words[0].run is None for line in (*segments, *over)):
        return None
    if min(map(_drawn_at, segments))[0] < max((_drawn_at(line)[0] for line in over), default=-1):
        return None
    rows = _rows_of(sorted(segments, key=_drawn_at), columns, spacing)
    if rows is None or not any(row.level is not None for row in rows):
        return None
    home = {id(line): number for number, block in enumerate(blocks) for line in block.segments}
    usual = _alignment(rows, columns, height, home)
    if usual in {None, "bottom"} and any(len(row.cells.get(columns.labels - 1, ())) > 1 for row in rows):
        # What stands over the line that is level with the values may be the name of a section as well.
        return None
    return _body(rows, _Setting(columns, _merged_columns(rows, columns), usual, height, home))


def _body(rows: Sequence[_DrawnRow], setting: _Setting) -> Body | None:
    """Return the drawn rows and the labels beside them, None where they stand otherwise than drawn."""
    if any(_goes_on_alone(above, row, setting) for above, row in pairwise(rows)):
        return None
    found: list[Row] = []
    beside: list[tuple[int, int, Block]] = []
    for row in rows:
        parts = _labels_alone(row, setting) if row.level is None else _parted(row, row.level, setting)
        if parts is None:
            return None
        for column in setting.merged & row.cells.keys():
            label = block_of(row.cells[column])
            first = next((at for at, part in enumerate(parts) if part.last >= label.first), len(parts) - 1)
            beside.append((column, len(found) + max(first, 0), label))
        found += parts
    labels = _with_runs(beside, len(found))
    if not _stand_in_order(found, setting.height) or any(each.run.start >= each.run.end for each in labels):
        return None
    return Body(tuple(found), tuple(labels))


def is_drawn_within(blocks: Sequence[Block], head: Sequence[Block]) -> bool:
    """Say whether all of some texts are drawn before the end of the head above them: they are its lines."""
    lines, over = ([line for block in some for line in block.segments] for some in (blocks, head))
    if any(line.words[0].run is None for line in (*lines, *over)):
        return False
    return max(map(_drawn_at, lines))[0] < max((_drawn_at(line)[0] for line in over), default=-1)


def _drawn_at(segment: Segment) -> tuple[int, float, float]:
    run = segment.words[0].run
    return (run.number if run else 0, segment.middle, segment.x0)


def _rows_of(segments: Sequence[Segment], columns: Columns, spacing: Spacing) -> list[_DrawnRow] | None:
    """Return the rows in the order in which they are drawn, None where a cell holds two values."""
    height = spacing.height
    rows: list[_DrawnRow] = []
    last: tuple[int, Segment] | None = None
    for segment in segments:
        across = _is_across(segment, columns)
        column = 0 if across else columns.of(segment)
        row = rows[-1] if rows else None
        if row is None or last is None or row.across != across or column < last[0]:
            rows.append(_DrawnRow({column: [segment]}, across))
        elif column > last[0]:
            row.cells[column] = [segment]
        elif _is_next_line(last[1], segment, spacing) and not (segment.is_value and columns.numeric[column]):
            row.cells[column].append(segment)
        elif columns.labels <= column:
            return None
        else:
            rows.append(_DrawnRow({column: [segment]}, across))
        last = (column, segment)
    for row in rows:
        values = [each.middle for at, some in row.cells.items() if at >= columns.labels for each in some]
        if values:
            row.level = median(values)
            if max(values) - min(values) > _LEVEL * height:
                return None
    return rows


def _is_across(segment: Segment, columns: Columns) -> bool:
    """Say whether a text that is no value runs from the labels over columns of values, or stands there."""
    if segment.is_value:
        return False
    values = columns.spans[columns.labels :]
    over = sum(segment.overlap(*span) > 0 for span in values)
    return over >= min(_SEVERAL, len(values)) or (
        over > 0 and segment.x0 > columns.spans[columns.labels - 1][1]
    )


def _is_next_line(above: Segment, segment: Segment, spacing: Spacing) -> bool:
    least, most = (share * spacing.height for share in _LEADING)
    # Where distances tell rows from the lines of a cell, labels without values are rows of their own.
    most = min(most, spacing.leading or most)
    return least < segment.middle - above.middle <= most and segment.overlap(above.x0, above.x1) > 0


def _merged_columns(rows: Sequence[_DrawnRow], columns: Columns) -> set[int]:
    """Return the columns of labels, but the last, that are drawn in fewer rows than have values."""
    counted = [row for row in rows if row.level is not None]
    drawn = Counter(column for row in counted for column in row.cells)
    return {column for column in range(columns.labels - 1) if drawn[column] < len(counted)}


_PLACES: dict[Alignment, Callable[[Sequence[Segment]], float]] = {
    "top": lambda lines: lines[0].middle,
    "middle": lambda lines: (lines[0].middle + lines[-1].middle) / 2,
    "bottom": lambda lines: lines[-1].middle,
}


def _alignment(
    rows: Sequence[_DrawnRow], columns: Columns, height: float, home: Mapping[int, int]
) -> Alignment | None:
    """Return how most values are set beside labels of several lines, None where none or several fit.

    The last row may be cut by the end of its page, and says nothing. A label that stands as several texts may
    have the name of a section over it, or the rest of a row of the page before.
    """
    label = columns.labels - 1
    told = [
        (at, row.level, lines)
        for at, row in enumerate(rows[:-1])
        if row.level is not None and len(lines := row.cells.get(label, [])) > 1
    ]
    whole = [each for each in told if len({home[id(line)] for line in each[2]}) == 1]
    fits = Counter(
        way
        for _, level, lines in whole or [each for each in told if each[0]]
        for way, place in _PLACES.items()
        if abs(place(lines) - level) <= _NEAR * height
    )
    most = fits.most_common(2)
    return most[0][0] if most and (len(most) == 1 or most[0][1] > most[1][1]) else None


def _goes_on_alone(above: _DrawnRow, row: _DrawnRow, setting: _Setting) -> bool:
    """Say whether labels without values stand as the rest of the label above them.

    Spreadsheets draw what their cells wrap after the values of its row.
    """
    label = setting.columns.labels - 1
    if row.level is not None or above.level is None or not (label in row.cells and label in above.cells):
        return False
    return not setting.begins_text(above.cells[label][-1], row.cells[label][0])


def _labels_alone(row: _DrawnRow, setting: _Setting) -> list[Row]:
    """Return the rows of labels without values: of these nothing but their places tells where one ends."""
    texts: dict[tuple[int, int], list[Segment]] = {}
    for column, lines in row.cells.items():
        for line in lines if column not in setting.merged else ():
            texts.setdefault((setting.home[id(line)], column), []).append(line)
    blocks = [block_of(lines) for lines in texts.values()]
    if len({column for _, column in texts}) > 1:
        return [Row(tuple(blocks))]
    return [Row((block,)) for block in blocks]


def _parted(row: _DrawnRow, level: float, setting: _Setting) -> list[Row] | None:
    """Return a drawn row with values at a `level` as the names of sections above it, if any, and itself.

    Lines of its label over the one that its values ask for are such names. None where no line fits.
    """
    labels = setting.columns.labels - 1
    lines = row.cells.get(labels, [])
    inner = {column: some for column, some in row.cells.items() if column not in setting.merged}
    if len(lines) == 1 and abs(lines[0].middle - level) > _LEVEL * setting.height:
        return None
    if len(lines) < 2 or setting.usual is None:
        return [Row(tuple(block_of(some) for some in inner.values()))]
    near = _NEAR * setting.height
    place = _PLACES[setting.usual]
    # A line that is known to go on in the next ends no name.
    begins = [at for at in range(len(lines)) if not at or not lines[at - 1].hangs]
    begin = next((at for at in begins if abs(place(lines[at:]) - level) <= near), None)
    if begin is None:
        # The first and the last row of a page may be a part of one, which is set otherwise.
        if not lines[0].middle - near <= level <= lines[-1].middle + near:
            return None
        texts = [at for at in begins if not at or setting.begins_text(lines[at - 1], lines[at])]
        begin = max(at for at in texts if lines[at].middle - near <= level)
    names = _labels_alone(_DrawnRow({labels: lines[:begin]}), setting)
    return [*names, Row(tuple(block_of(some) for some in {**inner, labels: lines[begin:]}.values()))]


def _stand_in_order(rows: Sequence[Row], height: float) -> bool:
    """Say whether the rows stand below one another as they are drawn."""
    return all(below.first - above.last > _LEADING[0] * height for above, below in pairwise(rows))


def _with_runs(beside: Sequence[tuple[int, int, Block]], count: int) -> list[MergedLabel]:
    """Return the labels beside several rows with their rows: up to the next label of their column."""
    found = []
    for column in {column for column, _, _ in beside}:
        labels = [(start, block) for at, start, block in beside if at == column]
        ends = [start for start, _ in labels[1:]] + [count]
        found += [
            MergedLabel(block, Run(start, end)) for (start, block), end in zip(labels, ends, strict=True)
        ]
    return found
