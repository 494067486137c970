"""Tables of web pages that were saved as text: a cell on each line, or a row with spaces between its numbers.

Cells that end with a stroke make rows of the one width in which every row begins with a label and goes on
with values alone. Rows of numbers behind a year keep their columns, but not what these are called. Labels
that ran into their numbers make rows of two cells below a head that stands alone, or below a line that
announces them; whether all the digits are of the number, or one is a mark, only a person can say.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsers.document import Cell, Table
from parsers.vocabulary.dimensions import is_measure, is_total
from parsers.vocabulary.periods import read_period

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Numbered = tuple[int, str]
"""A line's number, from 1, and its text."""

_VALUE = re.compile(r"(?:[<\u2264~]\s?)?\d[\d,]*(?:\.\d+)?%?|[-\u2013\u2014*]|nil|none|n/a|", re.IGNORECASE)
_ROW = re.compile(r"(?P<label>\S+)(?P<values>(?:\s+(?:<\s?)?\d[\d,]*)+)")
_GLUED = re.compile(r"(?P<label>[^\W\d_].*(?:[^\W\d_]|\)))(?P<value>\d[\d,]*)")
_LETTER = re.compile(r"[^\W\d_]")
_FEWEST_LETTERS = 3
"""A shorter word before digits is a name with them: Q1, A4."""
_MOST_WORDS = 8
_RAN_TOGETHER = "a label and its number ran together"
_NARROWEST, _WIDEST = 3, 40
_FEWEST_ROWS = 3


def flattened_tables(lines: Sequence[str]) -> Iterator[tuple[Table, range]]:
    """Yield the tables in the lines of a text, each with the indices of its lines, from 0."""
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and lines[end].rstrip().endswith("|"):
            end += 1
        found = _of_cells(lines, at, end) or _of_rows(lines, at) or _of_glued(lines, at)
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


def _of_glued(lines: Sequence[str], begin: int) -> tuple[Table, range] | None:
    """Return the table of some lines that each are a label and the number that it ran into."""
    head = lines[begin].strip()
    at = begin + _is_lone_head(head)
    rows: list[list[Numbered]] = []
    while at < len(lines) and (glued := _glued(lines[at])) is not None:
        rows.append([(at + 1, text) for text in glued])
        at += 1
    if at - len(rows) > begin:
        rows = [[(begin + 1, ""), (begin + 1, head)], *rows] if rows else []
    elif len(rows) < _FEWEST_ROWS or not _nearest_above(lines, begin).endswith(":"):
        rows = []
    return (_table(rows, lines, begin, _RAN_TOGETHER), range(begin, at)) if rows else None


def _is_lone_head(line: str) -> bool:
    """Say whether a line can be the one head over a column of numbers: what they count, or a period."""
    return is_total(line) or is_measure(line) in {"count", "recorded"} or read_period(line) is not None


def _glued(line: str) -> tuple[str, str] | None:
    """Return the label and the number that a line is, None where it is something else."""
    found = _GLUED.fullmatch(line.strip())
    if found is None or read_period(line.strip()) is not None:
        return None
    label = found["label"]
    short = len(label.split()) <= _MOST_WORDS and len(_LETTER.findall(label)) >= _FEWEST_LETTERS
    return (label, found["value"]) if short else None


def _nearest_above(lines: Sequence[str], begin: int) -> str:
    return next((line.strip() for line in reversed(lines[:begin]) if line.strip()), "")


def _table(rows: Sequence[Sequence[Numbered]], lines: Sequence[str], begin: int, doubt: str = "") -> Table:
    """Return the table of some cells; below a head, `doubt` is why the numbers behind labels wait."""
    grid = tuple(
        tuple(
            Cell(
                text,
                f"line {number}, column {column + 1}",
                row,
                column,
                doubt=doubt if cells[0][1] and column else "",
            )
            for column, (number, text) in enumerate(cells)
        )
        for row, cells in enumerate(rows)
    )
    above = _nearest_above(lines, begin)
    return Table(place="the text", grid=grid, context=(above,) if above else ())
