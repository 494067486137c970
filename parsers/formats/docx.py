"""Word documents (.docx): what a reader of the page sees, with lxml straight from the XML.

Insertions are read and deletions are not, content controls and text boxes are read where they stand, hidden
text and hidden rows are not read. Values of merged cells stand once and cover their positions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parsers.document import Document
from parsers.errors import UnreadableError
from parsers.formats.docx_inner import BODY, R, inner_files, relations_of
from parsers.formats.docx_lists import Numbering
from parsers.formats.docx_runs import W, lines_of, local
from parsers.formats.docx_tables import Spot, has_own_cells, table_rows
from parsers.formats.flow import Flow
from parsers.formats.package import Package
from parsers.formats.sheets import SheetCell
from parsers.screens.word_looks import WordLooks, word_looks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

_DEEPEST = 20


def read_docx(data: bytes) -> Document:
    """Return the tables and passages of a Word document, its embedded files as inner documents.

    Raises:
        UnreadableError: when the package is broken or unpacks to more than any reply needs.
    """
    with Package(data, "Word document") as package:
        parts = [
            package.xml(name) if name in package.names else None
            for name in ("word/numbering.xml", "word/styles.xml")
        ]
        return _Reader(package, Numbering.of(*parts), word_looks(parts[1])).read()


@dataclass(slots=True)
class _Place:
    """Where the reader stands: a prefix of locators, how many paragraphs it met there, how deep it is."""

    prefix: str = ""
    paragraphs: int = 0
    tables: int = 0
    depth: int = 0
    furniture: bool = False


@dataclass(slots=True)
class _Reader:
    package: Package
    numbering: Numbering
    looks: WordLooks
    unseen: set[_Element] = field(default_factory=set)
    """Runs that nobody sees, which are counted by `parsers.screening`."""
    flow: Flow = field(default_factory=Flow)
    boxes: int = 0

    def read(self) -> Document:
        body = self._part(BODY).find(f"{W}body")
        if body is None:
            raise UnreadableError("the Word document has no body; ask for it again")
        self._furniture("header")
        self._walk(body, _Place())
        for kind in ("footnote", "endnote"):
            self._notes(kind)
        self._furniture("footer")
        self.flow.settle()
        document = Document("docx", parts=1)
        document.blocks = self.flow.blocks
        document.inner, document.gaps = inner_files(self.package)
        return document

    def _part(self, name: str) -> _Element:
        root = self.package.xml(name)
        self.unseen |= set(self.looks.unseen_runs(root))
        return root

    def _walk(self, parent: _Element, place: _Place) -> None:
        if place.depth > _DEEPEST:
            raise UnreadableError("the Word document nests tables or boxes deeper than any reply does")
        for child in parent:
            name = local(child)
            if name == "p":
                self._paragraph(child, place)
            elif name == "tbl":
                self._table(child, place)
            elif name in {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"}:
                self._walk(child, place)

    def _paragraph(self, paragraph: _Element, place: _Place) -> None:
        lines = lines_of(paragraph, self.unseen)
        place.paragraphs += 1
        label = self.numbering.label(paragraph)
        locator = f"{place.prefix}paragraph {place.paragraphs}"
        for number, text in enumerate(lines.texts):
            shown = f"{label} {text}" if label and number == 0 and text.strip() else text
            where = locator if len(lines.texts) == 1 else f"{locator}, line {number + 1}"
            self.flow.say(shown, where, furniture=place.furniture)
        self._boxes(lines.boxes, place)

    def _boxes(self, boxes: list[_Element], place: _Place) -> None:
        for box in boxes:
            self.boxes += 1
            prefix = f"text box {self.boxes}, "
            self._walk(box, _Place(prefix, depth=place.depth + 1, furniture=place.furniture))

    def _table(self, table: _Element, place: _Place) -> None:
        if place.depth > _DEEPEST:
            raise UnreadableError("the Word document nests tables or boxes deeper than any reply does")
        place.tables += 1
        where = f"{place.prefix}table {place.tables}"
        spots = table_rows(table)
        within = [
            _Place(f"{where}, row {spot.row + 1}, column {spot.column + 1}, ", depth=place.depth + 1)
            for spot in spots
        ]
        if not has_own_cells(spots):
            # A table that only sets other tables and text beside each other is no table.
            for spot, inside in zip(spots, within, strict=True):
                self._blocks(spot.content, inside)
            return
        cells = []
        boxes: list[_Element] = []
        for spot in spots:
            text = self._cell_text(spot, boxes)
            cells.append(SheetCell(spot.row, spot.column, text, None, spot.row_span, spot.column_span))
        self.flow.table(cells, where, lambda row, column: f"{where}, row {row + 1}, column {column + 1}")
        for spot, inside in zip(spots, within, strict=True):
            self._blocks([element for element in spot.content if local(element) == "tbl"], inside)
        self._boxes(boxes, place)

    def _blocks(self, elements: Iterable[_Element], place: _Place) -> None:
        for element in elements:
            if local(element) == "tbl":
                self._table(element, place)
            else:
                self._paragraph(element, place)

    def _cell_text(self, spot: Spot, boxes: list[_Element]) -> str:
        """Return the words of a cell's paragraphs; text boxes in it are added to `boxes`."""
        texts = []
        for element in spot.content:
            if local(element) != "p":
                continue
            lines = lines_of(element, self.unseen)
            boxes += lines.boxes
            label = self.numbering.label(element)
            text = " ".join(" ".join(lines.texts).split())
            texts.append(f"{label} {text}" if label and text else text)
        return " ".join(text for text in texts if text)

    def _notes(self, kind: str) -> None:
        part = f"word/{kind}s.xml"
        if part not in self.package.names:
            return
        for note in self._part(part):
            if local(note) == kind and note.get(f"{W}type") in {None, "normal"}:
                self._walk(note, _Place(f"{kind} {note.get(f'{W}id', '')}, "))

    def _furniture(self, kind: str) -> None:
        """Read the headers or footers that some section uses; what pages repeat is told once."""
        relations = relations_of(self.package, BODY)
        used = {
            relations.get(found.get(f"{R}id", ""), "")
            for found in self.package.xml(BODY).iter(f"{W}{kind}Reference")
        }
        for number, part in enumerate(sorted(used & set(self.package.names)), start=1):
            self._walk(self._part(part), _Place(f"{kind} {number}, ", furniture=True))
