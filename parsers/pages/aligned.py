"""Columns by how their cells are set: numbers end at one place, texts begin at one, as in printed sheets.

A sheet sets numbers at the right of their cells and words, signs and heads at the left. Where one column ends
and the next begins no white strip runs down the page then; but every place at which texts begin begins a
column, and every place at which numbers end ends one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from parsers.pages.columns import Columns, columns_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsers.pages.page import Line, Segment
    from parsers.pages.spacing import Spacing

_NUMBER = re.compile(r"\d[\d,. ]*%?(?: ?\[\w{1,3}\])?")
"""A number, which may have the mark of a note behind it."""
_NEAR = 0.15
"""Line heights by which texts that are set alike may stand off."""
_ALIKE = 0.95
"""Share of the texts that must be set so."""
_PADDING = 0.5
"""Line heights from the end of one cell's text to the beginning of the next one's, at most."""
_LEAST = 2
_EDGE = 0.2
"""Points that columns leave between them."""


@dataclass(slots=True)
class _Column:
    """Where the texts of a column begin and where its numbers end, None where it holds none.

    `left` and `right` are how far what was taken in reaches.
    """

    start: float | None = None
    end: float | None = None
    left: float = float("inf")
    right: float = float("-inf")

    @property
    def first(self) -> float:
        """Where it begins: where its texts do, else the first of what stands in it."""
        if self.start is not None:
            return min(self.start, self.left)
        return self.left if self.taken else self.last

    @property
    def last(self) -> float:
        """Where it ends: where its numbers do, else the last of what stands in it."""
        if self.end is not None:
            return max(self.end, self.right)
        return self.right if self.taken else self.first

    @property
    def taken(self) -> bool:
        """Whether anything was taken in."""
        return self.left <= self.right

    def take(self, segment: Segment) -> None:
        """Take in what stands in the column."""
        self.left, self.right = min(self.left, segment.x0), max(self.right, segment.x1)


def find_aligned_columns(
    rows: Sequence[Line], texts: Sequence[Line], heads: Sequence[Line], spacing: Spacing
) -> Columns | None:
    """Return the columns of rows whose texts begin and whose numbers end where others do, else None.

    `texts` are lines of wrapped labels between the rows, `heads` the lines over them: a column in which no
    row holds anything still has its head.
    """
    near = _NEAR * spacing.height
    pieces = [segment for line in rows for segment in line.segments]
    over = [segment for line in heads for segment in line.segments]
    # A head that is printed again below is no label.
    known_heads = {(head.text, round(head.x0)) for head in over}
    wrapped = [
        segment
        for line in texts
        for segment in line.segments
        if (segment.text, round(segment.x0)) not in known_heads
    ]
    numbers = [piece for piece in pieces if _NUMBER.fullmatch(piece.text)]
    ends = _ends(pieces, over, near, spacing)
    if sum(_is_at(number.x1, ends, near) for number in numbers) < _ALIKE * max(len(numbers), 1):
        return None
    if len(_places((piece.x0 for piece in numbers), near)) < len(ends):
        # They are set at the left, and long and short ones end at two places.
        return None
    at_right = list(ends)
    counted = {id(piece) for piece in numbers}
    labelled = _ends_of_labels([each for each in (*pieces, *wrapped) if id(each) not in counted], near)
    # Values in words end where the numbers of their column do.
    at_right += [end for end in labelled if not _is_at(end, at_right, near)]
    others = [piece for piece in pieces if not _is_at(piece.x1, at_right, near)]
    widest = max(heads, key=lambda line: len(line.segments), default=None)
    leaves = [piece for piece in (widest.segments if widest else ()) if not _is_at(piece.x1, at_right, near)]
    found = _places((piece.x0 for piece in [*others, *leaves]), near)
    # A head that begins in the middle of texts below it is set in the middle of their column or at its right.
    known = [piece.x0 for piece in leaves if not _is_within(piece.x0, [*pieces, *wrapped], near)]
    # A sign is all that its cell holds.
    known += [piece.x0 for piece in others if piece.is_value and not _is_within(piece.x0, pieces, near)]
    starts = [
        place
        for place, count in found
        if count >= _LEAST or _is_at(place, known, near) or _is_behind(place, at_right, spacing)
    ]
    if sum(_is_at(piece.x0, starts, near) for piece in others) < _ALIKE * len(others):
        return None
    # Labels that stand beside several rows may be level with no value, and stand before all that are.
    outer = [text.x0 for text in wrapped if text.x1 < min(piece.x0 for piece in pieces)]
    starts += [at for at, count in _places(outer, near) if count >= _LEAST and not _is_at(at, starts, near)]
    if sum(_is_at(at, starts, near) for at in outer) < _ALIKE * len(outer):
        return None
    # Where numbers stand between the lines of their labels, the heads or the texts' ends show the two apart.
    columns = _columns(starts, at_right, [*rows, *([widest] if widest else [])], wrapped, near)
    if not (_stand_in(rows, columns, near) and _adjoin(columns, _PADDING * spacing.height)):
        return None
    columns = _under_own_heads(columns, widest.segments if widest else (), near)
    sheet = _is_sheet(at_right, over, spacing)
    if sheet:
        # The name of a section may run over the columns behind its own: the labels on rows tell the width.
        _begin_under_heads(columns, over)
    _take_labels(columns, wrapped, near)
    if sheet:
        _begin_under_heads(columns, over)
    return _made(columns, rows, sheet=sheet)


def _ends(pieces: Sequence[Segment], heads: Sequence[Segment], near: float, spacing: Spacing) -> list[float]:
    """Return where columns of numbers end: two of them do, or one and something else that is set so.

    That is a sign, a head, or the next cell's text, which begins right behind; behind signs alone only that
    tells that they are set at the right, or a head that ends, but does not begin with them. Where a head that
    ends with numbers begins says nothing: it is set at the right.
    """
    values = [piece for piece in pieces if piece.is_value]
    numbers = _places((value.x1 for value in values if _NUMBER.fullmatch(value.text)), near)
    often = [place for place, count in numbers if count >= _LEAST]
    at_left = [head for head in heads if not _is_at(head.x1, often, near)]
    begin = [piece.x0 for piece in (*pieces, *at_left) if not _NUMBER.fullmatch(piece.text)]
    sure: list[float] = []
    signs: list[float] = []
    for place, count in _places((value.x1 for value in values), near):
        here = [value for value in values if abs(value.x1 - place) <= near]
        adjoined = any(_is_behind(start, [place], spacing) for start in begin)
        if not any(_NUMBER.fullmatch(value.text) for value in here):
            left = min(value.x0 for value in here)
            headed = any(abs(head.x1 - place) <= near < abs(head.x0 - left) for head in heads)
            signs += [place] if adjoined or headed else []
        elif adjoined or count >= _LEAST or _is_at(place, (head.x1 for head in heads), near):
            sure.append(place)
    # A sign that begins where a cell does is set at the left of it.
    return sorted(
        [*sure, *(place for place in signs if not _begins_there(place, values, sure, near, spacing))]
    )


def _begins_there(
    end: float, values: Sequence[Segment], ends: Sequence[float], near: float, spacing: Spacing
) -> bool:
    """Say whether a sign that ends at a place begins right behind the end of numbers."""
    return any(abs(value.x1 - end) <= near and _is_behind(value.x0, ends, spacing) for value in values)


def _ends_of_labels(texts: Sequence[Segment], near: float) -> list[float]:
    """Return where texts end together that begin nowhere together: labels set at the right."""
    # The same label in every section begins and ends at the same places, which tells neither.
    left = list({(text.text, round(text.x0), round(text.x1)): text for text in texts}.values())
    ends: list[float] = []
    while left:
        start, starting = _fullest([text.x0 for text in left], near)
        end, ending = _fullest([text.x1 for text in left], near)
        if max(starting, ending) < _LEAST:
            break
        if starting >= ending:
            left = [text for text in left if abs(text.x0 - start) > near]
        else:
            ends.append(end)
            left = [text for text in left if abs(text.x1 - end) > near]
    return ends


def _fullest(values: Iterable[float], near: float) -> tuple[float, int]:
    return max(_places(values, near), key=lambda place: place[1])


def _places(values: Iterable[float], near: float) -> list[tuple[float, int]]:
    """Return the places at which values lie together, each with how many do."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= near:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [(sum(group) / len(group), len(group)) for group in groups]


def _is_at(value: float, places: Iterable[float], near: float) -> bool:
    return any(abs(value - place) <= near for place in places)


def _is_within(place: float, texts: Iterable[Segment], near: float) -> bool:
    return any(text.x0 + near < place < text.x1 - near for text in texts)


def _is_behind(start: float, ends: Iterable[float], spacing: Spacing) -> bool:
    """Say whether a text begins right behind a place where numbers end, as the next cell does."""
    return any(0 < start - end <= _PADDING * spacing.height for end in ends)


def _columns(
    starts: Iterable[float],
    ends: Iterable[float],
    rows: Sequence[Line],
    wrapped: Sequence[Segment],
    near: float,
) -> list[_Column]:
    """Return columns from left to right: one begins where texts do, and behind a place where numbers end.

    Where texts begin and numbers end in one row, these stand in two columns; and where all lines of labels
    that begin there end before the numbers begin.
    """
    columns: list[_Column] = []
    for place, begins in sorted([*((start, True) for start in starts), *((end, False) for end in ends)]):
        last = columns[-1] if columns else None
        if begins:
            columns.append(_Column(start=place))
        elif (
            last is None
            or last.end is not None
            or _in_one_row(rows, last.start, place, near)
            or _all_before(rows, wrapped, last.start, place, near)
        ):
            columns.append(_Column(end=place))
        else:
            last.end = place
    return columns


def _in_one_row(rows: Iterable[Line], start: float | None, end: float, near: float) -> bool:
    return start is not None and any(
        abs(one.x0 - start) <= near and abs(other.x1 - end) <= near
        for line in rows
        for at, one in enumerate(line.segments)
        for other in line.segments[at + 1 :]
    )


def _all_before(
    rows: Iterable[Line], wrapped: Iterable[Segment], start: float | None, end: float, near: float
) -> bool:
    if start is None:
        return False
    labels = [text.x1 for text in wrapped if abs(text.x0 - start) <= near]
    values = [each.x0 for line in rows for each in line.segments if abs(each.x1 - end) <= near]
    return len(labels) >= _LEAST and max(labels) + near < min(values, default=0.0)


def _stand_in(rows: Iterable[Line], columns: Sequence[_Column], near: float) -> bool:
    """Put what stands on the rows into the columns; say whether none of it stands in another's place."""
    for line in rows:
        last = -1
        for segment in line.segments:
            at = _home(segment, columns, near)
            if at is None or at <= last:
                return False
            last = at
            if len(line.segments) > 1:
                # What stands alone may run over the columns beside its own.
                columns[at].take(segment)
    return all(
        left.right <= right.left + near for left, right in pairwise(columns) if left.taken and right.taken
    )


def _under_own_heads(columns: Sequence[_Column], heads: Sequence[Segment], near: float) -> list[_Column]:
    """Return columns with those as one of which the left one holds a head alone, and the other has none.

    Signs set at the right tell no more than where they begin.
    """
    made = [columns[0]]
    for column in columns[1:]:
        last = made[-1]
        begins = column.start is not None and last.start is not None and last.end is None and not last.taken
        if begins and not any(last.last + near < head.x0 <= column.last for head in heads):
            made[-1] = replace(column, start=last.start)
        else:
            made.append(column)
    return made


def _take_labels(columns: Sequence[_Column], wrapped: Iterable[Segment], near: float) -> None:
    """Put lines of labels that are level with no value into their columns, as far as the next one begins."""
    begins = [column.first for column in columns[1:]]
    for segment in wrapped:
        for column, end in zip(columns, begins, strict=False):
            if (
                column.start is not None
                and abs(segment.x0 - column.start) <= near
                and segment.x1 <= end + near
            ):
                column.take(segment)


def _adjoin(columns: Sequence[_Column], padding: float) -> bool:
    """Say whether each column of numbers and texts, or of a head alone, begins where the last one ends."""
    return all(
        right.start - left.end <= padding
        for left, right in pairwise(columns)
        if left.end is not None and right.start is not None and (right.end is not None or not right.taken)
    )


def _home(segment: Segment, columns: Sequence[_Column], near: float) -> int | None:
    for at, column in enumerate(columns):
        if column.end is not None and abs(segment.x1 - column.end) <= near:
            return at
        if column.start is not None and abs(segment.x0 - column.start) <= near:
            return at
    return None


def _is_sheet(ends: Sequence[float], heads: Iterable[Segment], spacing: Spacing) -> bool:
    """Say whether the head of one column begins right behind a place where the numbers of another end.

    So it does in a printed sheet, where nothing but the edge of two cells stands between them.
    """
    return any(_is_behind(head.x0, ends, spacing) and not _NUMBER.fullmatch(head.text) for head in heads)


def _begin_under_heads(columns: Sequence[_Column], heads: Iterable[Segment]) -> None:
    """Let the first column of numbers begin where the first head over the values does.

    That head stands right of all labels; it may reach over several columns.
    """
    at = next((at for at, column in enumerate(columns) if column.end is not None), 0)
    if at and columns[at].start is None and columns[at - 1].taken:
        begin = [head.x0 for head in heads if columns[at - 1].last < head.x0 < columns[at].first]
        columns[at].left = min([columns[at].left, *begin])


def _made(columns: Sequence[_Column], rows: Sequence[Line], *, sheet: bool) -> Columns:
    """Return the columns with the edges between them.

    An edge lies halfway between where one column ends and the next begins; in a `sheet` right behind the end
    of a column of numbers.
    """
    edges = [
        left.last + _EDGE
        if sheet and left.end is not None and right.start is None
        else (left.last + right.first) / 2
        for left, right in pairwise(columns)
    ]
    outer = (columns[0].first, columns[-1].last)
    spans = list(pairwise([outer[0], *edges, outer[1]]))
    made = columns_of([(x0 + _EDGE, x1 - _EDGE) for x0, x1 in spans], rows)
    first = made.numeric.index(True) if any(made.numeric) else made.count
    blank = (at > first and not column.taken for at, column in enumerate(columns))
    return replace(
        made, numeric=tuple(held or empty for held, empty in zip(made.numeric, blank, strict=True))
    )
