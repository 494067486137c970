"""Small PDFs with structure tags, written by hand: tables whose tags say what a test wants them to say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_HEIGHT = 842


@dataclass(frozen=True)
class Text:
    """A text on a page, `y` points from its top; of the pages only the first has a number, 0."""

    x: float
    y: float
    text: str
    page: int = 0


@dataclass(frozen=True)
class Tagged:
    """An element: its kind, what it holds, its attributes as PDF writes them."""

    kind: str
    inside: tuple[Tagged | Text, ...] = ()
    attributes: str = ""
    twice: bool = False
    """Whether its own number stands among its children: a tree that goes round."""


@dataclass
class _Writer:
    """What was written so far: objects by their number from 1, pieces of pages, parents of marked content."""

    pages: int
    bodies: dict[int, str] = field(default_factory=dict)
    drawn: dict[int, list[str]] = field(default_factory=dict)
    parents: dict[int, list[int]] = field(default_factory=dict)
    last: int = 0

    def number(self) -> int:
        self.last += 1
        return self.last

    def page_object(self, page: int) -> int:
        return 10 + 2 * page

    def draw(self, text: Text, mark: int | None) -> None:
        shown = f"BT /F 10 Tf {text.x} {_HEIGHT - text.y} Td ({text.text}) Tj ET"
        if mark is not None:
            shown = f"/P <</MCID {mark}>> BDC {shown} EMC"
        self.drawn.setdefault(text.page, []).append(shown)

    def element(self, tagged: Tagged, parent: int) -> int:
        own = self.number()
        kids = []
        for inner in tagged.inside:
            if isinstance(inner, Tagged):
                kids.append(f"{self.element(inner, own)} 0 R")
                continue
            owners = self.parents.setdefault(inner.page, [])
            kids.append(f"<</Type /MCR /Pg {self.page_object(inner.page)} 0 R /MCID {len(owners)}>>")
            self.draw(inner, len(owners))
            owners.append(own)
        if tagged.twice:
            kids.append(f"{own} 0 R")
        attributes = f"/A <</O /Table {tagged.attributes}>>" if tagged.attributes else ""
        self.bodies[own] = (
            f"<</Type /StructElem /S /{tagged.kind} /P {parent} 0 R /K [{' '.join(kids)}] {attributes}>>"
        )
        return own


def tagged_pdf(elements: Sequence[Tagged], loose: Iterable[Text] = (), pages: int = 1) -> bytes:
    """Return a PDF with some elements, and texts outside of all of them."""
    writer = _Writer(pages, last=10 + 2 * pages)
    top = [writer.element(each, 3) for each in elements]
    for text in loose:
        writer.draw(text, None)
    numbers = []
    for page in range(pages):
        content = "\n".join(writer.drawn.get(page, []))
        writer.bodies[writer.page_object(page)] = (
            f"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 {_HEIGHT}] /StructParents {page}"
            f" /Contents {writer.page_object(page) + 1} 0 R /Resources <</Font <</F 5 0 R>>>>>>"
        )
        writer.bodies[writer.page_object(page) + 1] = (
            f"<</Length {len(content)}>>\nstream\n{content}\nendstream"
        )
        owners = " ".join(f"{owner} 0 R" for owner in writer.parents.get(page, []))
        numbers.append(f"{page} [{owners}]")
    kids = " ".join(f"{writer.page_object(page)} 0 R" for page in range(pages))
    writer.bodies |= {
        1: "<</Type /Catalog /Pages 2 0 R /MarkInfo <</Marked true>> /StructTreeRoot 3 0 R>>",
        2: f"<</Type /Pages /Kids [{kids}] /Count {pages}>>",
        3: f"<</Type /StructTreeRoot /K [{' '.join(f'{each} 0 R' for each in top)}] /ParentTree 4 0 R>>",
        4: f"<</Nums [{' '.join(numbers)}]>>",
        5: "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
    }
    made = "%PDF-1.7\n"
    for number, body in sorted(writer.bodies.items()):
        made += f"{number} 0 obj\n{body}\nendobj\n"
    # Without a table of its objects: whoever opens it looks for them.
    return f"{made}trailer <</Root 1 0 R /Size {writer.last + 1}>>\n%%EOF\n".encode("latin-1")


def cell(*texts: Text, attributes: str = "", kind: str = "TD") -> Tagged:
    """Return a cell with some texts; it says what it covers, as browsers do, if only one row and column."""
    spans = {"RowSpan": 1, "ColSpan": 1}
    said = " ".join(f"/{name} {count}" for name, count in spans.items() if f"/{name} " not in attributes)
    return Tagged(kind, tuple(texts), f"{attributes} {said}")


def unsaid(*texts: Text, kind: str = "TD") -> Tagged:
    """Return a cell that does not say what it covers."""
    return Tagged(kind, tuple(texts))


def row(*cells: Tagged) -> Tagged:
    """Return a row of cells."""
    return Tagged("TR", cells)
