"""Tables that a text sets out by tabs, or by blanks so that its columns stand below one another.

Lines make a table only where they have a head, labels before and numbers below it: whatever else is set out
with blanks (an address beside a reference, a list with its numbers) stays running text.
"""

from __future__ import annotations

import re
from itertools import dropwhile
from typing import TYPE_CHECKING

from parsers.document import Cell, Table
from parsers.vocabulary.periods import read_period

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_VALUE = re.compile(
    r"(?:[<\u2264~]\s?)?\d[\d,]*(?:\.\d+)?\s?%?|[-\u2013\u2014*]|nil|none|n/a|(?:fewer|less) than \w+"
    r"|\d\s?-\s?\d",
    re.IGNORECASE,
)
_GAP = re.compile(r"\t| {2,}")
_WORD = re.compile(r"\S+")
_GUTTER = re.compile(rb"\x00{2,}(?=\x01)")
_ITEM = re.compile(r"\s*(?:[-*\u2022]|\(?\w{1,3}[.)])\s")
_FEWEST_ROWS = 3
_WIDEST = 300
"""Columns: no text is set out in more, and a line of nothing but tabs would make millions."""
_MOST_ARE_VALUES = 0.8
_NARROW = 2
"""Columns: a head must say what the second of only two counts, for a list looks the same."""


def tables_set_out(lines: Sequence[str], where: str = "line") -> Iterator[tuple[Table, range]]:
    """Yield the tables set out in the lines of a text, each with the indices of its lines, from 0."""
    at = 0
    while at < len(lines):
        end = _end(lines, at)
        found = _table(lines, at, end, where) if end - at >= _FEWEST_ROWS else None
        if found is not None:
            yield found, range(at, end)
        at = max(end, at + 1)


def _end(lines: Sequence[str], begin: int) -> int:
    """Return where the lines end that begin with one of several cells: a line of one cell may part them."""
    end = at = begin
    while at < len(lines) and lines[at].strip():
        if _parts(lines[at]):
            end = at + 1
        elif at == begin:
            break
        at += 1
    return end


def _parts(line: str) -> bool:
    return _GAP.search(line.strip(" \r\n")) is not None and _ITEM.match(line) is None


def _table(lines: Sequence[str], begin: int, end: int, where: str) -> Table | None:
    body = [lines[number].rstrip("\r\n") for number in range(begin, end)]
    ways = (_by_tabs,) if any("\t" in line for line in body) else (_by_gutters, _by_gaps)
    rows = next((rows for way in ways if (rows := way(body)) and _is_table(rows)), None)
    if rows is None:
        return None
    above = next((line.strip() for line in reversed(lines[:begin]) if line.strip()), "")
    grid = tuple(_row(row, number, begin, where) for number, row in enumerate(rows))
    return Table(place="the text", grid=grid, context=(above,) if above else ())


def _row(texts: list[str], number: int, begin: int, where: str) -> tuple[Cell, ...]:
    place = f"{where} {begin + number + 1}"
    if len(texts) > 1 and texts[0] and not any(texts[1:]):
        # What stands alone in its line is said of all columns.
        return (Cell(texts[0], f"{place}, column 1", number, 0, column_span=len(texts)),) * len(texts)
    return tuple(
        Cell(text, f"{place}, column {column + 1}", number, column) for column, text in enumerate(texts)
    )


def _by_tabs(body: Sequence[str]) -> list[list[str]]:
    rows = [[" ".join(cell.split()) for cell in line.split("\t")] for line in body]
    width = max(map(len, rows))
    if width > _WIDEST:
        return []
    return [row + [""] * (width - len(row)) for row in rows]


def _by_gutters(body: Sequence[str]) -> list[list[str]]:
    """Part lines where all those of several cells are blank; two blanks at least part two columns."""
    alone = [not _parts(line) for line in body]
    inked = bytearray(max(map(len, body)))
    for line, by_itself in zip(body, alone, strict=True):
        if not by_itself:
            for word in _WORD.finditer(line):
                inked[word.start() : word.end()] = b"\x01" * len(word.group())
    begins = [found.end() for found in _GUTTER.finditer(inked)]
    if len(begins) >= _WIDEST:
        return []
    spans = list(zip([0, *begins], [*begins, None], strict=True))
    return [_cut(line, spans, alone=by_itself) for line, by_itself in zip(body, alone, strict=True)]


def _by_gaps(body: Sequence[str]) -> list[list[str]]:
    """Part lines at their gaps, where all have as many: proportional letters stand in no columns."""
    rows = [[" ".join(cell.split()) for cell in _GAP.split(line.strip())] for line in body]
    widths = {len(row) for row in rows if len(row) > 1}
    if len(widths) != 1 or max(widths) > _WIDEST:
        return []
    return [row + [""] * (max(widths) - len(row)) for row in rows]


def _cut(line: str, spans: Sequence[tuple[int, int | None]], *, alone: bool) -> list[str]:
    if alone:
        return [" ".join(line.split())] + [""] * (len(spans) - 1)
    return [" ".join(line[begin:end].split()) for begin, end in spans]


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether rows have a head, labels in front, and hardly anything but numbers behind these."""
    width = len(rows[0])
    heads = [text for text in rows[0][1:] if text]
    if width < _NARROW or not heads or any(map(_is_bare_number, heads)):
        return False
    if width == _NARROW and read_period(heads[0]) is not None:
        return False
    # Heads may take several rows.
    below = list(dropwhile(lambda row: not any(map(_is_bare_number, row[1:])), rows[1:]))
    below = [row for row in below if any(row[1:])]
    first = next((at for at in range(1, width) if _are_values([row[at] for row in below])), width)
    behind = [text for row in below for text in row[first:] if text]
    labelled = sum(any(row[:first]) and not _is_bare_number(row[0]) for row in below)
    enough = len(below) >= _FEWEST_ROWS - 1 and labelled >= _MOST_ARE_VALUES * len(below)
    return enough and _are_values(behind)


def _is_bare_number(text: str) -> bool:
    return _VALUE.fullmatch(text) is not None and read_period(text) is None


def _are_values(texts: Sequence[str]) -> bool:
    shown = [text for text in texts if text]
    return bool(shown) and sum(map(bool, map(_VALUE.fullmatch, shown))) >= _MOST_ARE_VALUES * len(shown)
