"""The grid of a Word table: its cells with their spans, from rows that may hold controls and revisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.formats.docx_runs import W, local
from parsers.formats.flow import LONGEST_CELL
from parsers.vocabulary.values import read_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

_WIDEST = 1_000
_WRAPPERS = frozenset(("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))


@dataclass(slots=True)
class Spot:
    """A cell's place in the grid, its spans, and its paragraphs and inner tables in order."""

    row: int
    column: int
    content: list[_Element]
    row_span: int = 1
    column_span: int = 1


def table_rows(table: _Element) -> list[Spot]:
    """Return the cells of a table's rows in order, without rows that are hidden."""
    spots: list[Spot] = []
    above: dict[int, Spot] = {}
    number = 0
    for row in _within(table, "tr"):
        properties = row.find(f"{W}trPr")
        if properties is not None and any(
            properties.find(f"{W}{gone}") is not None for gone in ("del", "hidden")
        ):
            continue
        column = _count(properties, "gridBefore", 0)
        below: dict[int, Spot] = {}
        for cell in _within(row, "tc"):
            settings = cell.find(f"{W}tcPr")
            span = max(1, min(_count(settings, "gridSpan", 1), _WIDEST))
            merged = settings.find(f"{W}vMerge") if settings is not None else None
            goes_on = merged is not None and merged.get(f"{W}val", "continue") != "restart"
            anchor = above.get(column) if goes_on else None
            content = list(_content(cell))
            if anchor is not None and anchor.column_span == span:
                anchor.row_span = number - anchor.row + 1
                anchor.content += content
                below[column] = anchor
            else:
                spot = Spot(number, column, content, 1, span)
                spots.append(spot)
                below[column] = spot
            column += span
        above = below
        number += 1
    return spots


def has_own_cells(spots: Sequence[Spot]) -> bool:
    """Say whether a table is one of its own, and no frame around others.

    A frame holds inner tables and no number of its own in any of its cells, or whole paragraphs of text.
    """
    if any(len(_text(spot)) > LONGEST_CELL for spot in spots):
        return False
    if not any(local(element) == "tbl" for spot in spots for element in spot.content):
        return True
    return any(_is_number(spot) for spot in spots)


def _is_number(spot: Spot) -> bool:
    if any(local(element) == "tbl" for element in spot.content):
        return False
    text = _text(spot)
    return any(sign.isdigit() for sign in text) and read_value(text) is not None


def _text(spot: Spot) -> str:
    paragraphs = (element for element in spot.content if local(element) == "p")
    return "".join(t.text or "" for element in paragraphs for t in element.iter(f"{W}t")).strip()


def _within(parent: _Element, name: str) -> Iterator[_Element]:
    """Yield rows or cells, those inside content controls and insertions too."""
    for child in parent:
        if local(child) == name:
            yield child
        elif local(child) in _WRAPPERS:
            yield from _within(child, name)


def _content(cell: _Element) -> Iterator[_Element]:
    for child in cell:
        if local(child) in {"p", "tbl"}:
            yield child
        elif local(child) in _WRAPPERS:
            yield from _content(child)


def _count(properties: _Element | None, name: str, default: int) -> int:
    found = properties.find(f"{W}{name}") if properties is not None else None
    text = found.get(f"{W}val", "") if found is not None else ""
    return min(int(text), _WIDEST) if text.isdecimal() else default
