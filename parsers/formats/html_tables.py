"""The grid of a table of a web page, by the rules of HTML: groups of rows, spans, free columns."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from parsers.formats.flow import LONGEST_CELL
from parsers.vocabulary.values import read_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

_MOST_COLUMNS = 1_000
_MOST_ROWS = 65_534
"""The most that browsers allow for a span."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell with its place in the grid."""

    element: _Element
    row: int
    column: int
    row_span: int
    column_span: int


def table_spots(table: _Element) -> list[Spot]:
    """Return a table's own cells in the order in which they are shown, the head first and the foot last.

    Source: the HTML standard, "Forming a table".
    """
    spots: list[Spot] = []
    top = 0
    for rows in _groups(table):
        until: dict[int, int] = {}
        for number, row in enumerate(rows):
            column = 0
            for cell in row.iterchildren("td", "th"):
                while until.get(column, 0) > number:
                    column += 1
                wide = max(1, _span(cell, "colspan", _MOST_COLUMNS))
                high = _span(cell, "rowspan", _MOST_ROWS)
                high = min(high or len(rows), len(rows) - number)
                spots.append(Spot(cell, top + number, column, high, wide))
                if high > 1:
                    until.update(dict.fromkeys(range(column, column + wide), number + high))
                column += wide
        top += len(rows)
    return spots


def is_frame(spots: Sequence[Spot], texts: Sequence[str]) -> bool:
    """Say whether a table only sets things in their places: text in one column, paragraphs, other tables.

    A table with other tables in it and a number of its own in a cell is one of its own.
    """
    rows = {spot.row for spot in spots}
    columns = {spot.column for spot in spots}
    if len(rows) < 2 or len(columns) < 2 or any(len(text) > LONGEST_CELL for text in texts):
        return True
    if all(spot.element.find(".//table") is None for spot in spots):
        return False
    return not any(any(sign.isdigit() for sign in text) and read_value(text) for text in texts)


def _groups(table: _Element) -> Iterator[list[_Element]]:
    """Yield the rows of each row group; rows outside of groups that follow each other are one."""
    heads: list[list[_Element]] = []
    bodies: list[list[_Element]] = []
    feet: list[list[_Element]] = []
    loose: list[_Element] = []
    for child in table:
        if child.tag == "tr":
            loose.append(child)
            continue
        if loose and child.tag in {"thead", "tbody", "tfoot"}:
            bodies.append(loose)
            loose = []
        if child.tag in {"thead", "tbody", "tfoot"}:
            place = {"thead": heads, "tbody": bodies, "tfoot": feet}[str(child.tag)]
            place.append([row for row in child if row.tag == "tr"])
    if loose:
        bodies.append(loose)
    yield from chain(heads, bodies, feet)


def _span(cell: _Element, name: str, most: int) -> int:
    text = cell.get(name, "1").strip()
    return min(int(text), most) if text.isdecimal() and len(text) < 9 else 1
