"""What OpenDocument files share: their names, and the text that a cell or paragraph shows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from parsers.formats.docx_runs import local

if TYPE_CHECKING:
    from lxml.etree import _Element

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = f"{{{_ODF}office:1.0}}"
STYLE = f"{{{_ODF}style:1.0}}"
TABLE = f"{{{_ODF}table:1.0}}"
TEXT = f"{{{_ODF}text:1.0}}"
_SILENT = frozenset(("annotation", "tracked-changes", "note", "shapes", "hidden-text", "hidden-paragraph"))
_SIGNS = {"tab": "\t", "line-break": "\n"}
_MOST_SPACES = 1_000


def shown_text(cell: _Element) -> str:
    """Return what a cell shows, its paragraphs joined; a number without text is shown as it is stored."""
    texts = [text_of(child) for child in cell if local(child) in {"p", "h", "list"}]
    text = " ".join(" ".join(texts).split())
    if text:
        return text
    stored = cell.get(f"{OFFICE}value") or cell.get(f"{OFFICE}string-value")
    if stored is None or any(local(child) == "p" for child in cell):
        return ""
    return " ".join(str(stored).split()).removesuffix(".0")


def own_number(cell: _Element) -> int | float | date | None:
    """Return the number or day that a cell stores."""
    stored, day = cell.get(f"{OFFICE}value"), cell.get(f"{OFFICE}date-value")
    try:
        if day is not None:
            return date.fromisoformat(str(day)[:10])
        if stored is not None:
            number = float(str(stored))
            return int(number) if number.is_integer() else number
    except (ValueError, OverflowError):
        return None
    return None


def text_of(element: _Element) -> str:
    """Return the text of a paragraph: spaces, tabs and line breaks written out, comments left out."""
    pieces: list[str] = [element.text or ""]
    for child in element:
        name = local(child)
        if name in _SIGNS:
            pieces.append(_SIGNS[name])
        elif name == "s":
            many = str(child.get(f"{TEXT}c", "1"))
            pieces.append(" " * min(int(many) if many.isdecimal() else 1, _MOST_SPACES))
        elif name and name not in _SILENT:
            pieces.append(text_of(child))
        pieces.append(child.tail or "")
    return "".join(pieces)
