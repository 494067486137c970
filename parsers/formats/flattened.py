"""Tables of web pages that were saved as text: a cell on each line, or a row with spaces between its numbers.

Cells that end with a stroke make rows of the one width in which every row begins with a label and goes on
with values alone. Rows of numbers behind a year keep their columns, but not what these are called.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsers.document import Cell, Table
from parsers.vocabulary.periods import read_period

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Numbered = tuple[int, str]
"""A line's number, from 1, and its text."""

_VALUE = re.compile(r"(?:[<\u2264~]\s?)?\d[\d,]*(?:\.\d+)?%?|[-\u2013\u2014*]|nil|none|n/a|", re.IGNORECASE)
_ROW = re.compile(r"(?P<label>\S+)(?P<values>(?:\s+(?:<\s?)?\d[\d,]*)+)")
_NARROWEST, _WIDEST = 3, 40
_FEWEST_ROWS = 3


def flattened_tables(lines: Sequence[str]) -> Iterator[tuple[Table, range]]:
    """Yield the tables in the lines of a text, each with the indices of its lines, from 0."""
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and lines[end].rstrip().endswith("|"):
            end += 1
        found = _of_cells(lines, at, end) or _of_rows(lines, at)
        if found is not None:
            yield found
            at = found[1].stop
        else:
            at = max(end, at + 1)


def _of_cells(lines: Sequence[str], begin: int, end: int) -> tuple[Table, range] | None:
    """Return the table whose cells stand on the lines from `begin` to `end`, if they make rows of one width.

    A last row that is cut off stays outside: its numbers are named as lost.
    """
    cells = [lines[number].rstrip().removesuffix("|").strip() for number in range(begin, end)]
    if any("|" in cell for cell in cells):
        return None
    widths = [width for width in range(_NARROWEST, _WIDEST + 1) if _fits(cells, width)]
    if len(widths) != 1:
        return None
    (width,) = widths
    height = len(cells) // width
    rows = [
        [(begin + row * width + column + 1, cells[row * width + column]) for column in range(width)]
        for row in range(height)
    ]
    return _table(rows, lines, begin), range(begin, begin + height * width)


def _fits(cells: Sequence[str], width: int) -> bool:
    rows = [cells[start : start + width] for start in range(0, len(cells) - width + 1, width)]
    if len(rows) < _FEWEST_ROWS or not all(rows[0][1:]):
        return False
    return all(
        row[0] and not _VALUE.fullmatch(row[0]) and all(map(_VALUE.fullmatch, row[1:])) for row in rows[1:]
    )


def _of_rows(lines: Sequence[str], begin: int) -> tuple[Table, range] | None:
    """Return the table of some lines that each hold a period and as many numbers as the others."""
    rows: list[list[Numbered]] = []
    for number in range(begin, len(lines)):
        match = _ROW.fullmatch(lines[number].strip())
        texts = [match["label"], *match["values"].split()] if match else []
        if not match or read_period(match["label"]) is None or (rows and len(rows[0]) != len(texts)):
            break
        rows.append([(number + 1, text) for text in texts])
    if len(rows) < _FEWEST_ROWS or len(rows[0]) < _NARROWEST:
        return None
    return _table(rows, lines, begin), range(begin, begin + len(rows))


def _table(rows: Sequence[Sequence[Numbered]], lines: Sequence[str], begin: int) -> Table:
    grid = tuple(
        tuple(
            Cell(text, f"line {number}, column {column + 1}", row, column)
            for column, (number, text) in enumerate(cells)
        )
        for row, cells in enumerate(rows)
    )
    above = next((line.strip() for line in reversed(lines[:begin]) if line.strip()), "")
    return Table(place="the text", grid=grid, context=(above,) if above else ())
