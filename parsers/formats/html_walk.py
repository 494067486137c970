"""The walk through a web page: what it shows, paragraph by paragraph and table by table."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parsers.errors import UnreadableError
from parsers.formats.flow import Flow
from parsers.formats.html_tables import is_frame, table_spots
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
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
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
    hidden: int = 0
    struck: int = 0
    tables: int = 0
    paragraphs: int = 0
    pieces: list[str] = field(default_factory=list)
    around: int = 0
    inside: int = 0
    mark: str = ""
    items: dict[_Element, int] = field(default_factory=dict)

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
        around = tag in _AROUND or _is_quoted(element)
        self.around += around
        self.inside += element is self.main
        if tag == "li":
            self.mark = self._item_mark(element)
        self._add(element.text)
        for child in element:
            self.walk(child, depth + 1)
            self._add(child.tail)
        if block:
            self.end()
        self.around -= around
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

    def _add(self, text: str | None) -> None:
        if text:
            self.pieces.append(text)

    def _is_left_out(self, element: _Element, tag: str) -> bool:
        if not self._is_hidden(element, tag):
            return False
        # What a site hides around the page (banners, menus) is none of the reply's.
        if (self.main is None or self.inside) and words(element).strip():
            self.hidden += tag not in _STRUCK
            self.struck += tag in _STRUCK
        return True

    def _is_hidden(self, element: _Element, tag: str) -> bool:
        return (
            tag in _STRUCK
            or "hidden" in element.attrib
            or _HIDDEN.search(element.get("style", "")) is not None
        )

    def _break(self, element: _Element, depth: int) -> None:
        del element, depth
        self.end()

    def _raised(self, element: _Element, depth: int) -> None:
        del depth
        text = words(element)
        if not is_raised_mark(text, "".join(self.pieces)):
            self.pieces.append(text)

    def _field(self, element: _Element, depth: int) -> None:
        """Read what stands in a field of a form."""
        del depth
        if element.tag == "textarea":
            self._add(element.text)
        elif element.get("type", "text").lower() in {"text", "number", "date"}:
            self._add(element.get("value"))

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
        for line in words(element).splitlines():
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
        spots = table_spots(table)
        for caption in table.findall("caption"):
            self.walk(caption, depth + 1)
        texts = [self._cell(spot.element, depth) for spot in spots]
        if table.get("role") == "presentation" or is_frame(spots, [text for text, _ in texts]):
            self._walk_all(table, depth)
            return
        cells = [
            SheetCell(spot.row, spot.column, text, None, spot.row_span, spot.column_span)
            for spot, (text, _) in zip(spots, texts, strict=True)
        ]
        for _, within in texts:
            self.hidden += within.hidden
            self.struck += within.struck
        self.flow.table(cells, where, lambda row, column: f"{where}, row {row + 1}, column {column + 1}")
        for _, within in texts:
            for inner in within.nested:
                self.walk(inner, depth + 1)

    def _walk_all(self, table: _Element, depth: int) -> None:
        for spot in table_spots(table):
            self.walk(spot.element, depth + 1)

    def _cell(self, cell: _Element, depth: int) -> tuple[str, CellReader]:
        reader = CellReader(self.where)
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
        self.pieces.append(words(element))

    def _table(self, table: _Element, depth: int) -> None:
        del depth
        self.nested.append(table)
