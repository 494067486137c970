"""The walk through a web page: what it shows, paragraph by paragraph and table by table."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parsers.errors import UnreadableError
from parsers.formats.flow import Flow
from parsers.formats.html_looks import PageLooks
from parsers.formats.html_tables import is_frame, table_spots
from parsers.formats.html_unseen import SHOWN_TYPES, Unseen, gone_rows, is_frame_of_site
from parsers.formats.list_marks import BULLET, is_raised_mark, item_number
from parsers.formats.sheets import SheetCell

if TYPE_CHECKING:
    from lxml.etree import _Element

_SILENT = frozenset(
    ("script", "style", "head", "title", "noscript", "template", "svg", "object", "select", "button")
)
_STRUCK = frozenset(("del", "s", "strike"))
_AROUND = frozenset(("nav", "footer", "aside"))
_QUOTED = re.compile(r"\b(?:gmail_quote|gmail_attr|moz-cite-prefix|yahoo_quoted|protonmail_quote)\b")
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure"
        " footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p section summary tbody td th"
        " thead tr ul",
    )
)
_SPECIAL = {
    "table": "_table",
    "br": "_break",
    "sup": "_raised",
    "pre": "_lines",
    "input": "_field",
    "textarea": "_field",
}
_KEPT_TYPES = frozenset(("hidden", "password"))
_DEEPEST = 200


def _is_quoted(element: _Element) -> bool:
    """Say whether a mail program marked a part as quoted from an earlier message."""
    cited = element.tag == "blockquote" and element.get("type") == "cite"
    return cited or _QUOTED.search(element.get("class", "")) is not None


def words(element: _Element) -> str:
    """Return all text in an element as it stands."""
    return "".join(str(text) for text in element.itertext())


@dataclass(slots=True)
class PageReader:
    """The walk through a page: text gathers until a block ends it."""

    where: str
    flow: Flow = field(default_factory=Flow)
    main: _Element | None = None
    looks: PageLooks = field(default_factory=PageLooks)
    hidden: Unseen = field(default_factory=Unseen)
    struck: int = 0
    tables: int = 0
    paragraphs: int = 0
    pieces: list[str] = field(default_factory=list)
    around: int = 0
    framed: int = 0
    inside: int = 0
    mark: str = ""
    items: dict[_Element, int] = field(default_factory=dict)
    place: str = "the page"
    """Where the reader stands, as what is hidden is told."""

    def walk(self, element: _Element, depth: int) -> None:
        """Read an element with all that it holds."""
        if depth > _DEEPEST:
            raise UnreadableError(f"the page nests its parts more than {_DEEPEST} deep")
        tag = str(element.tag)
        if tag in _SILENT or self._is_left_out(element, tag):
            return
        special = _SPECIAL.get(tag)
        if special is not None:
            getattr(self, special)(element, depth)
            return
        block = tag in _BLOCKS
        if block:
            self.end()
        framed = is_frame_of_site(element)
        around = tag in _AROUND or _is_quoted(element)
        self.around += around
        self.framed += framed
        self.inside += element is self.main
        if tag == "li":
            self.mark = self._item_mark(element)
        self.pieces.append(self._seen(element, element.text))
        for child in element:
            self.walk(child, depth + 1)
            self.pieces.append(self._seen(element, child.tail))
        if block:
            self.end()
        self.around -= around
        self.framed -= framed
        self.inside -= element is self.main

    def end(self) -> None:
        """End a paragraph."""
        text = " ".join("".join(self.pieces).split())
        self.pieces.clear()
        if not text:
            return
        self.paragraphs += 1
        shown = f"{self.mark} {text}" if self.mark else text
        self.mark = ""
        furniture = self.around > 0 or (self.main is not None and not self.inside)
        self.flow.say(shown, f"{self.where}paragraph {self.paragraphs}", furniture=furniture)

    def _seen(self, element: _Element, text: str | None) -> str:
        """Return an element's own words; where they cannot be seen, count them."""
        if text and element in self.looks.unseen:
            self.hidden.count_text(text, self.place, framed=self._is_framed())
            return ""
        if text and element in self.looks.doubtful:
            self.hidden.count_doubtful(text, self.place, framed=self._is_framed())
        return text or ""

    def _is_framed(self) -> bool:
        """Say whether the reader stands in what a site sets around the page's own content."""
        return self.framed > 0 or (self.main is not None and not self.inside)

    def _is_left_out(self, element: _Element, tag: str) -> bool:
        if tag in _STRUCK:
            self.struck += bool((self.main is None or self.inside) and words(element).strip())
            return True
        if element not in self.looks.gone:
            return False
        self.hidden.count(element, self.place, self.looks, framed=self._is_framed())
        return True

    def _seen_words(self, element: _Element, depth: int = 0) -> str:
        """Return the words of an element that are set as they stand, but for what cannot be seen of them."""
        if depth > _DEEPEST:
            raise UnreadableError(f"the page nests its parts more than {_DEEPEST} deep")
        pieces = [self._seen(element, element.text)]
        for child in element:
            tag = str(child.tag)
            if tag not in _SILENT and not self._is_left_out(child, tag):
                pieces.append(self._seen_words(child, depth + 1))
            pieces.append(self._seen(element, child.tail))
        return "".join(pieces)

    def _break(self, element: _Element, depth: int) -> None:
        del element, depth
        self.end()

    def _raised(self, element: _Element, depth: int) -> None:
        del depth
        text = self._seen_words(element)
        if not is_raised_mark(text, "".join(self.pieces)):
            self.pieces.append(text)

    def _field(self, element: _Element, depth: int) -> None:
        """Read what stands in a field of a form."""
        del depth
        value, kind = element.get("value", ""), element.get("type", "text").lower()
        if element.tag == "textarea":
            self.pieces.append(self._seen(element, element.text))
        elif kind in SHOWN_TYPES:
            self.pieces.append(self._seen(element, value))
        elif kind in _KEPT_TYPES and value.strip():
            self.hidden.values.append((value, self.place, self._is_framed()))

    def _item_mark(self, item: _Element) -> str:
        """Return what is shown before an item of a list."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return BULLET
        if parent not in self.items:
            start = parent.get("start", "1")
            self.items[parent] = int(start) - 1 if start.isdecimal() and len(start) < 6 else 0
        self.items[parent] += 1
        return f"{item_number(self.items[parent], parent.get('type', '1'))}."

    def _lines(self, element: _Element, depth: int) -> None:
        """Read text that is set as it stands, line by line."""
        del depth
        self.end()
        for line in self._seen_words(element).splitlines():
            if line.strip():
                self.paragraphs += 1
                self.flow.say(line, f"{self.where}paragraph {self.paragraphs}")

    def _table(self, table: _Element, depth: int) -> None:
        self.end()
        if self.around:
            # In a menu, a footer or a quotation.
            self._walk_all(table, depth)
            return
        self.tables += 1
        where = f"{self.where}table {self.tables}"
        spots = [spot for spot in table_spots(table) if not self._is_in_gone_row(spot.element)]
        for caption in table.findall("caption"):
            self.walk(caption, depth + 1)
        texts = [self._cell(spot.element, depth, where) for spot in spots]
        if table.get("role") == "presentation" or is_frame(spots, [text for text, _ in texts]):
            self._walk_all(table, depth)
            return
        cells = [
            SheetCell(spot.row, spot.column, text, None, spot.row_span, spot.column_span)
            for spot, (text, _) in zip(spots, texts, strict=True)
        ]
        for row in gone_rows(table, self.looks):
            self.hidden.count(row, where, self.looks, framed=self._is_framed())
        for _, within in texts:
            self.hidden.add(within.hidden)
            self.struck += within.struck
        self.flow.table(cells, where, lambda row, column: f"{where}, row {row + 1}, column {column + 1}")
        for _, within in texts:
            for inner in within.nested:
                self.walk(inner, depth + 1)

    def _walk_all(self, table: _Element, depth: int) -> None:
        for row in gone_rows(table, self.looks):
            self.hidden.count(row, self.place, self.looks, framed=self._is_framed())
        for spot in table_spots(table):
            if not self._is_in_gone_row(spot.element):
                self.walk(spot.element, depth + 1)

    def _is_in_gone_row(self, cell: _Element) -> bool:
        row = cell.getparent()
        return row is not None and (row in self.looks.gone or row.getparent() in self.looks.gone)

    def _cell(self, cell: _Element, depth: int, where: str) -> tuple[str, CellReader]:
        reader = CellReader(self.where, looks=self.looks, place=where)
        reader.framed, reader.main, reader.inside = self.framed, self.main, self.inside
        reader.walk(cell, depth + 1)
        reader.end()
        return " ".join(reader.texts), reader


@dataclass(slots=True)
class CellReader(PageReader):
    """The walk through a table's cell: its words are one text, and its tables are read after it."""

    texts: list[str] = field(default_factory=list)
    nested: list[_Element] = field(default_factory=list)

    def end(self) -> None:
        """End a paragraph of the cell."""
        text = " ".join("".join(self.pieces).split())
        self.pieces.clear()
        if text:
            self.texts.append(f"{self.mark} {text}" if self.mark else text)
            self.mark = ""

    def _lines(self, element: _Element, depth: int) -> None:
        del depth
        self.pieces.append(self._seen_words(element))

    def _table(self, table: _Element, depth: int) -> None:
        del depth
        self.nested.append(table)
