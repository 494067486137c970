"""The structure tags of a PDF's pages: which marked content stands in which cell of which table.

Word, Aspose, browsers and newer office programs write them for people who have a page read to them. They are
what a file says of itself and may be wrong, or made to do harm: how much of them is followed is bounded, and
whoever uses them checks them against what the page shows.
"""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pypdfium2 import raw

from parsers.pdfium_calls import address_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pypdfium2 as pdfium

_MOST_STEPS = 2_000_000
"""Elements of a whole document that are looked at, those of other pages among them."""
_MOST_ON_TOP = 1_000
"""Elements that are in no other: pdfium takes the square of their number in time, and files have one."""
_DEEPEST = 48
"""Levels of elements: letters that are one table hold their own tables some ten levels down."""
_MOST_SPAN = 1_000
_MOST_ATTRIBUTES = 16
_LONGEST_TYPE = 64
"""Bytes of the name of an element's kind, two each letter."""
_CELLS = frozenset({"TD", "TH"})
_GROUPS = frozenset({"THead", "TBody", "TFoot"})
_NONE = "NonStruct"
"""What browsers call tables, rows and cells where they take a table to be there for its looks alone."""
_UNNAMED = frozenset({_NONE})
_TEXTS = frozenset({"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Span", "Link", "Figure", "Lbl"})
"""Elements that hold no tables: most of a page's."""

Path = tuple[int, ...]
"""Which child of which child an element is: it is the same on all pages of a document."""
RowAt = tuple[int, int]
"""A row by its group within the table and its place in the group; the second is -1 for a row in no group."""


@dataclass(frozen=True, slots=True)
class TaggedCell:
    """A cell of which a page shows something; spans are None where the file does not say them."""

    number: int
    """By which the page's words name it."""
    row_span: int | None
    column_span: int | None


@dataclass(slots=True)
class TaggedRow:
    """A row of a table: how many cells it has, and those of which the page shows something."""

    count: int
    cells: dict[int, TaggedCell] = field(default_factory=dict)
    drawn: set[int] = field(default_factory=set)
    """Which of its children are no cells but what it draws itself: its ground, its borders."""


@dataclass(slots=True)
class TaggedTable:
    """What a page shows of a table without tables in it; `rows` are all that the file tells on this page.

    `sound` is False where it is not made of rows of cells.
    """

    path: Path
    rows: dict[RowAt, TaggedRow] = field(default_factory=dict)
    drawn: set[RowAt] = field(default_factory=set)
    """Which of its children are no rows but what it draws itself."""
    sound: bool = True


@dataclass(frozen=True, slots=True)
class Tags:
    """The tables that a page's tags tell, and which cell each piece of marked content stands in."""

    tables: tuple[TaggedTable, ...]
    cells: Mapping[int, int]
    """The numbers of cells by those of marked content."""

    def unsound(self) -> Tags:
        """Return the same with no table that can be trusted."""
        return replace(self, tables=tuple(replace(table, sound=False) for table in self.tables))


# As with characters: each call is over in a microsecond, of which wrapped arguments would take the most.
_count_of = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p)(address_of(raw.FPDF_StructElement_CountChildren))
_child_of = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    address_of(raw.FPDF_StructElement_GetChildAtIndex)
)
_content_of = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)(
    address_of(raw.FPDF_StructElement_GetChildMarkedContentID)
)
_type_of = ctypes.PYFUNCTYPE(ctypes.c_ulong, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong)(
    address_of(raw.FPDF_StructElement_GetType)
)
_attributes_of = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p)(
    address_of(raw.FPDF_StructElement_GetAttributeCount)
)
_attribute_of = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    address_of(raw.FPDF_StructElement_GetAttributeAtIndex)
)
_value_of = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)(
    address_of(raw.FPDF_StructElement_Attr_GetValue)
)
_number_of = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(
    address_of(raw.FPDF_StructElement_Attr_GetNumberValue)
)


class TagReader:
    """Reads the tags of a document's pages, as far as they are no more than any reply has."""

    def __init__(self, document: pdfium.PdfDocument) -> None:
        """Take an open document."""
        self._steps = _MOST_STEPS if raw.FPDFCatalog_IsTagged(document.raw) else 0

    def read(self, page: pdfium.PdfPage) -> Tags | None:
        """Return the tags of an open page; None where it has no tables, or there are too many to follow."""
        if self._steps <= 0:
            return None
        tree = raw.FPDF_StructTree_GetForPage(page.raw)
        if not tree:
            return None
        try:
            walk = _Walk(self._steps)
            count = raw.FPDF_StructTree_CountChildren(tree)
            if count > _MOST_ON_TOP:
                self._steps = 0
                return None
            for at in walk.upto(count):
                element = raw.FPDF_StructTree_GetChildAtIndex(tree, at)
                if element:
                    walk.follow(address_of(element), (at,))
            self._steps = walk.steps
        finally:
            raw.FPDF_StructTree_Close(tree)
        if self._steps <= 0 or not walk.tables:
            return None
        return Tags(tuple(walk.tables), walk.cells)


class _Walk:
    """One walk over the elements of a page."""

    def __init__(self, steps: int) -> None:
        self.steps = steps
        self.tables: list[TaggedTable] = []
        self.cells: dict[int, int] = {}
        self._number = 0
        self._kind = ctypes.create_string_buffer(_LONGEST_TYPE)
        self._at = ctypes.addressof(self._kind)
        self._names: dict[bytes, str] = {}

    def upto(self, count: int) -> Iterator[int]:
        """Yield the places of children as long as there are steps left."""
        for at in range(count):
            self.steps -= 1
            if self.steps <= 0:
                return
            yield at

    def follow(self, element: int, path: Path) -> bool:
        """Take in the tables in and below an element; say whether there were any."""
        if len(path) > _DEEPEST:
            return False
        kind = self._kind_of(element)
        if kind in _TEXTS:
            return False
        if kind == "Table":
            if not self._follow_children(element, path):
                self.tables.append(self._table(element, path))
            return True
        if kind == _NONE and self._is_unnamed_table(element):
            table = TaggedTable(path)
            for at, child in self._children(element):
                self._row(table, (at, -1), child, _UNNAMED)
            self.tables.append(table)
            return True
        return self._follow_children(element, path)

    def _is_unnamed_table(self, element: int) -> bool:
        """Say whether an element is made of rows of cells of text, though none of them is called so."""
        rows = [child for _, child in self._children(element)]
        cells = [[cell for _, cell in self._children(row)] for row in rows if self._kind_of(row) == _NONE]
        if len(cells) < len(rows) or not any(len(row) > 1 for row in cells):
            return False
        return all(self._is_unnamed_cell(cell) for row in cells for cell in row)

    def _is_unnamed_cell(self, element: int) -> bool:
        """Say whether an element holds texts that hold nothing else."""
        if self._kind_of(element) != _NONE:
            return False
        texts = [child for _, child in self._children(element)]
        return bool(texts) and not any(True for text in texts for _ in self._children(text))

    def _follow_children(self, element: int, path: Path) -> bool:
        found = False
        for at, child in self._children(element):
            found = self.follow(child, (*path, at)) or found
        return found

    def _children(self, element: int) -> Iterator[tuple[int, int]]:
        """Yield the children of which this page shows something, with their places among all."""
        for at in self.upto(_count_of(element)):
            child = _child_of(element, at)
            if child:
                yield at, child

    def _kind_of(self, element: int) -> str:
        length = _type_of(element, self._at, _LONGEST_TYPE)
        if not 2 < length <= _LONGEST_TYPE:
            return ""
        name = self._kind.raw[: length - 2]
        known = self._names.get(name)
        if known is None:
            known = self._names[name] = name.decode("utf-16-le", "replace")
        return known

    def _table(self, element: int, path: Path) -> TaggedTable:
        table = TaggedTable(path)
        for at in self.upto(_count_of(element)):
            child = _child_of(element, at)
            kind = self._kind_of(child) if child else ""
            if not child:
                self._absent(table, element, (at, -1), at)
            elif kind == "TR":
                self._row(table, (at, -1), child)
            elif kind in _GROUPS:
                self._group(table, at, child)
            elif kind != "Caption":
                table.sound = False
        return table

    @staticmethod
    def _absent(table: TaggedTable, element: int, at: RowAt, child: int) -> None:
        """Take in a child that is no element of this page: a row of another or a blank one, or a drawing."""
        if _content_of(element, child) >= 0:
            table.drawn.add(at)
        else:
            table.rows[at] = TaggedRow(0)

    def _group(self, table: TaggedTable, at: int, element: int) -> None:
        for row in self.upto(_count_of(element)):
            child = _child_of(element, row)
            if not child:
                self._absent(table, element, (at, row), row)
            elif self._kind_of(child) == "TR":
                self._row(table, (at, row), child)
            else:
                table.sound = False

    def _row(self, table: TaggedTable, at: RowAt, element: int, kinds: frozenset[str] = _CELLS) -> None:
        row = table.rows[at] = TaggedRow(_count_of(element))
        for place in self.upto(row.count):
            child = _child_of(element, place)
            if not child:
                if _content_of(element, place) >= 0:
                    row.drawn.add(place)
                continue
            if self._kind_of(child) not in kinds:
                table.sound = False
                continue
            row_span, column_span = _span(child, b"RowSpan"), _span(child, b"ColSpan")
            row.cells[place] = TaggedCell(self._number, row_span, column_span)
            if not self._take_content(child, 0):
                table.sound = False
            self._number += 1

    def _take_content(self, element: int, depth: int) -> bool:
        """Note what stands in a cell; say whether it stands in no other and all of it was looked at."""
        if depth > _DEEPEST:
            return False
        whole = True
        for at in self.upto(_count_of(element)):
            child = _child_of(element, at)
            if child:
                whole = self._take_content(child, depth + 1) and whole
            else:
                content = _content_of(element, at)
                if content >= 0:
                    whole = self.cells.setdefault(content, self._number) == self._number and whole
        return whole


def _span(element: int, name: bytes) -> int | None:
    """Return how many rows or columns a cell says that it covers, None where it does not say so."""
    number = ctypes.c_float()
    for at in range(min(_attributes_of(element), _MOST_ATTRIBUTES)):
        attribute = _attribute_of(element, at)
        value = _value_of(attribute, name) if attribute else None
        if value and _number_of(value, ctypes.addressof(number)):
            return int(min(max(number.value, 1.0), _MOST_SPAN)) if math.isfinite(number.value) else None
    return None
