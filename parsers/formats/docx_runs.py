"""The text of a Word paragraph, run by run: what is shown of it, and the text boxes anchored in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from parsers.formats.list_marks import is_raised_mark

if TYPE_CHECKING:
    from collections.abc import Container

    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = frozenset(("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "footnoteRef", "endnoteRef"))
_SIGNS = {"tab": "\t", "noBreakHyphen": "-", "br": "\n", "cr": "\n"}


@dataclass(slots=True)
class Line:
    """A paragraph's lines and the text boxes anchored in it."""

    texts: list[str]
    boxes: list[_Element] = field(default_factory=list)


def local(element: _Element) -> str:
    """Return an element's name without its namespace, empty for what is no element."""
    tag = element.tag
    return etree.QName(tag).localname if isinstance(tag, str) else ""


def lines_of(paragraph: _Element, unseen: Container[_Element] = ()) -> Line:
    """Return what a paragraph shows; a line break parts its lines. Nobody sees the runs `unseen`."""
    line = Line([])
    pieces: list[str] = []
    _Walk(line, pieces, unseen).walk(paragraph)
    line.texts = "".join(pieces).split("\n")
    return line


@dataclass(slots=True)
class _Walk:
    """The walk through a paragraph; inside a field's instructions nothing is shown."""

    line: Line
    pieces: list[str]
    unseen: Container[_Element]
    fields: list[bool] = field(default_factory=list)
    """The fields that are open, true for those whose instructions are still being read."""

    def walk(self, parent: _Element) -> None:
        for child in parent:
            name = local(child)
            if name in _GONE:
                continue
            if name == "r":
                self._run(child)
            elif name == "AlternateContent":
                self._alternate(child)
            elif name == "txbxContent":
                self.line.boxes.append(child)
            else:
                self.walk(child)

    def _alternate(self, element: _Element) -> None:
        """Read one of the forms in which a drawing is stored, the one for newer programs."""
        for child in element:
            if local(child) in {"Choice", "Fallback"}:
                self.walk(child)
                return

    def _run(self, run: _Element) -> None:
        if run in self.unseen:
            return  # what is hidden is counted by `parsers.screening`
        before = len(self.pieces)
        for child in run:
            name = local(child)
            if name == "fldChar":
                self._field(child.get(f"{W}fldCharType", ""))
            elif any(self.fields) or name in _GONE:
                continue
            elif name == "t":
                self.pieces.append(child.text or "")
            elif name in _SIGNS:
                self.pieces.append(_SIGNS[name])
            elif name == "AlternateContent":
                self._alternate(child)
            elif name == "txbxContent":
                self.line.boxes.append(child)
            else:
                self.walk(child)
        if is_raised(run):
            self._drop_mark(before)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(True)
        elif kind == "separate" and self.fields:
            self.fields[-1] = False
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _drop_mark(self, before: int) -> None:
        """Leave out a raised mark behind text: "459" with the mark 1 is not 4591."""
        raised = "".join(self.pieces[before:])
        standing = "".join(self.pieces[:before])
        if is_raised_mark(raised, standing):
            del self.pieces[before:]


def is_raised(run: _Element) -> bool:
    """Say whether a run is set as a superscript."""
    found = run.find(f"{W}rPr/{W}vertAlign")
    return found is not None and found.get(f"{W}val") == "superscript"
