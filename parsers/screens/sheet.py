"""What one sheet of an Excel workbook hides: rows and columns that hold filled cells, told by its XML."""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import defusedxml.ElementTree as SafeTree

from parsers.formats.text_encoding import decode
from parsers.looks import LEAST_HEIGHT, LEAST_WIDTH
from parsers.screens.parts import is_true, local
from parsers.screens.places import column_number

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_FLAT = rb"""\s*=\s*["'](?:0*[01])?(?:\.\d*)?["']"""
_MAY_HIDE = (
    re.compile(rb"""hidden(?<=\bhidden)\s*=\s*["'](?!0|f|off)"""),
    re.compile(rb"width(?<=\bwidth)" + _FLAT),
    re.compile(rb"ht(?<=\bht)" + _FLAT),
)
"""Each begins with its letters: what a sheet does not hold is soon looked for."""
_FILLED = re.compile(rb"<(?:\w+:)?(?:v|is)\b[^>/]*>")
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d+)")
_HEAD = 200
_LAST_COLUMN = 16_384


@dataclass(slots=True)
class Concealed:
    """The filled cells that a sheet does not show: how many in each hidden row, and in each hidden column.

    A cell that is hidden twice counts with its row; its column counts too, with no cell of its own. `spans`
    are the hidden columns, filled or not, as first and last; `empty_rows` are hidden rows without such cells.
    """

    rows: Counter[int] = field(default_factory=Counter)
    columns: Counter[int] = field(default_factory=Counter)
    spans: list[tuple[int, int]] = field(default_factory=list)
    empty_rows: set[int] = field(default_factory=set)


def as_utf8(part: bytes) -> bytes:
    """Return an XML part in UTF-8, in which nearly all are written."""
    return decode(part).encode() if b"\x00" in part[:_HEAD] else part


def filled_cells(part: bytes) -> int:
    """Return how many cells of a sheet hold anything, without looking at what."""
    return len(_FILLED.findall(part))


def concealed(part: bytes) -> Concealed:
    """Return what a visible sheet hides.

    A row or column is hidden if it says so or is too flat for anything to be seen.
    """
    found = Concealed()
    if not any(sign.search(part) for sign in _MAY_HIDE):
        return found
    row, column, hides = 0, 0, False
    for event, element in SafeTree.iterparse(io.BytesIO(part), events=("start", "end"), forbid_dtd=True):
        match event, local(element.tag):
            case "start", "col" if _is_hidden(element, "width"):
                found.spans.append((int(element.get("min") or 1), int(element.get("max") or _LAST_COLUMN)))
            case "start", "row":
                row, column = int(element.get("r") or row + 1), 0
                hides = _is_hidden(element, "ht")
            case "start", "c":
                column = _column(element, column)
            case "end", "c" if _is_filled(element):
                _count(found, row, column, hides=hides)
            case "end", "row":
                if hides and row not in found.rows:
                    found.empty_rows.add(row)
                element.clear()
            case "end", "sheetData":
                break
    return found


def _count(found: Concealed, row: int, column: int, *, hides: bool) -> None:
    if hides:
        found.rows[row] += 1
    if any(first <= column <= last for first, last in found.spans):
        found.columns[column] += not hides


def _is_hidden(element: Element, size: str) -> bool:
    least = LEAST_HEIGHT if size == "ht" else LEAST_WIDTH
    return is_true(element.get("hidden")) or float(element.get(size) or least) < least


def _column(cell: Element, before: int) -> int:
    address = _ADDRESS.fullmatch(cell.get("r") or "")
    return column_number(address[1]) if address else before + 1


def _is_filled(cell: Element) -> bool:
    return any(local(child.tag) in {"v", "is", "f"} and "".join(child.itertext()).strip() for child in cell)
