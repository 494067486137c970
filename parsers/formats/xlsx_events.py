"""The XML of one sheet of an Excel workbook, told to its reader row by row and cell by cell.

A tree of it would be an object for each cell and each value. Nearly all cells hold one value and nothing
else: those are told by that alone, and only of the others is a piece of the tree made.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Protocol
from xml.etree.ElementTree import Element, TreeBuilder  # makes elements, parses none

from lxml import etree
from openpyxl.worksheet._reader import CELL_TAG, COL_TAG, INLINE_STRING, ROW_TAG, VALUE_TAG
from openpyxl.xml.constants import SHEET_MAIN_NS

from parsers.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Event = tuple[str, Mapping[str, str]] | str | None
    """An element begins, with its name and attributes; a text; an element ends."""

_MERGED_TAG = f"{{{SHEET_MAIN_NS}}}mergeCell"
_INLINE = [INLINE_STRING, f"{{{SHEET_MAIN_NS}}}t"]
_OF_A_VALUE, _OF_A_TEXT = 3, 5
"""How many events tell of a cell's one value, and of its one text."""


class Taker(Protocol):
    """Who takes what a sheet holds, in its order; what it raises goes through."""

    def take_columns(self, about: Mapping[str, str]) -> None:
        """Take what the sheet says of one or more columns."""

    def begin_row(self, about: Mapping[str, str]) -> None:
        """Take what the sheet says of a row, whose cells come next."""

    def end_row(self) -> None:
        """Take that a row has no more cells."""

    def take_value(self, about: Mapping[str, str], stored: str) -> None:
        """Take a cell that holds nothing but one value."""

    def take_text(self, about: Mapping[str, str], text: str) -> None:
        """Take a cell that holds nothing but an inline text in one piece."""

    def take_cell(self, about: Mapping[str, str], cell: Element | None) -> None:
        """Take any other cell, whole; None where it holds nothing."""

    def take_merged(self, area: str) -> None:
        """Take an area of cells that are merged."""


def tell(part: bytes, taker: Taker) -> None:
    """Tell what the part of a sheet holds.

    Raises:
        UnreadableError: It declares a document type.
        Exception: Its XML is damaged.
    """
    target: Any = _Events(taker)
    etree.fromstring(part, etree.XMLParser(target=target, resolve_entities=False, no_network=True))


class _Events:
    """What the parser calls; the events within a cell are gathered until it ends."""

    def __init__(self, taker: Taker) -> None:
        self._taker = taker
        self._cell: Mapping[str, str] | None = None
        self._events: list[Event] = []
        self._cells_within = 0
        self._depth = 0
        """How many elements are open from the row on, without those of its cells."""

    def start(self, tag: str, about: Mapping[str, str]) -> None:
        """Take the beginning of an element."""
        if self._cell is not None:
            self._events.append((tag, about))
            self._cells_within += tag == CELL_TAG
        elif self._depth == 1 and tag == CELL_TAG:
            self._cell = about
            self._events = []
        elif self._depth:
            self._depth += 1
        elif tag == ROW_TAG:
            self._depth = 1
            self._taker.begin_row(about)
        elif tag == COL_TAG:
            self._taker.take_columns(about)
        elif tag == _MERGED_TAG:
            self._taker.take_merged(about.get("ref", ""))

    def data(self, text: str) -> None:
        """Take a text or a piece of one."""
        if self._events and self._cell is not None:
            self._events.append(text)

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        if self._cell is None:
            if self._depth:
                self._depth -= 1
                if not self._depth:
                    self._taker.end_row()
        elif tag != CELL_TAG:
            self._events.append(None)
        elif self._cells_within:
            self._cells_within -= 1
            self._events.append(None)
        else:
            about, self._cell = self._cell, None
            self._tell_cell(about, self._events)

    def _tell_cell(self, about: Mapping[str, str], events: Sequence[Event]) -> None:
        if len(events) == _OF_A_VALUE:
            begins, text, _ = events
            if isinstance(text, str) and isinstance(begins, tuple) and begins[0] == VALUE_TAG:
                self._taker.take_value(about, text)
                return
        elif len(events) == _OF_A_TEXT and about.get("t") == "inlineStr":
            begins, of_it, text, *_ = events
            tags = [event[0] for event in (begins, of_it) if isinstance(event, tuple)]
            if isinstance(text, str) and tags == _INLINE:
                self._taker.take_text(about, text)
                return
        elif not events:
            self._taker.take_cell(about, None)
            return
        whole = _in_one_piece(events)
        if len(whole) < len(events):
            self._tell_cell(about, whole)
        else:
            self._taker.take_cell(about, _tree(about, events))

    def doctype(self, *_: str | None) -> None:
        """Refuse a document type."""
        raise UnreadableError("the workbook declares a document type, as only a hostile file does")

    def close(self) -> None:
        """Take the end of the part."""


def _in_one_piece(events: Sequence[Event]) -> list[Event]:
    """Return a cell's events with each text in one piece, and without those between its elements."""
    found: list[Event] = []
    depth = 0
    for is_text, some in groupby(events, lambda event: isinstance(event, str)):
        if not is_text:
            each = list(some)
            depth += sum(1 if event else -1 for event in each)
            found += each
        elif depth:
            found.append("".join(piece for piece in some if isinstance(piece, str)))
    return found


def _tree(about: Mapping[str, str], events: Sequence[Event]) -> Element:
    """Return a cell as an element."""
    builder = TreeBuilder()
    within = [CELL_TAG]
    builder.start(CELL_TAG, dict(about))
    for event in events:
        if event is None:
            builder.end(within.pop())
        elif isinstance(event, str):
            builder.data(event)
        else:
            within.append(event[0])
            builder.start(event[0], dict(event[1]))
    builder.end(CELL_TAG)
    return builder.close()
