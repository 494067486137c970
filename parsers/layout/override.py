"""Overrides: what a person says of one document's tables that no generic reading can get.

A file names a document by its SHA-256, and for each table the region, the axes and their meaning in the words
of a layout: `heads = ["years in row 4"]`, `labels = ["outcomes in column A"]`, `values = "C5:H10"`. Rows and
columns are counted as `foi override DOCUMENT` shows them. `digest` and `expect` bind the file to the cells it
was written for.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from parsers.errors import FoiError
from parsers.vocabulary.periods import read_period

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parsers.figure import Period

TEXT = 0
"""The grid of the running text, a line a row: its words, then each number in a column of its own."""

_LINE = re.compile(r"(?P<what>[a-z][a-z ]*?) in (?P<side>row|column) (?P<at>[0-9]+|[A-Z]{1,3})")
_RANGE = re.compile(r"(?P<left>[A-Z]{1,3})(?P<top>[0-9]+):(?P<right>[A-Z]{1,3})(?P<bottom>[0-9]+)")
_CELL = re.compile(r"(?P<column>[A-Z]{1,3})(?P<row>[0-9]+)")
_KINDS = {
    "year": "period",
    "period": "period",
    "quarter": "period",
    "month": "period",
    "outcome": "outcome",
    "offence": "offence",
    "force": "force",
    "place": "place",
}
_FILE_KEYS = {"document", "why", "who", "table"}
_TABLE_KEYS = {
    "grid",
    "heads",
    "labels",
    "values",
    "totals",
    "leave_out",
    "period",
    "outcome",
    "offence",
    "force",
    "unit",
    "digest",
    "expect",
}

Side = Literal["row", "column"]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of heads or a column of labels: what its texts are, and where it is, counted from 0.

    `kind` is "period", "outcome", "offence", "force", or the key of its labels in a breakdown.
    """

    kind: str
    side: Side
    at: int


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle of a grid, rows and columns counted from 0, all ends included."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Say whether a cell lies in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(frozen=True, slots=True)
class OverrideTable:
    """What a person says of one table; `grid` is its number as shown, `TEXT` for running text."""

    grid: int
    heads: tuple[Line, ...]
    labels: tuple[Line, ...]
    values: Region
    total_rows: frozenset[int]
    total_columns: frozenset[int]
    left_out: tuple[Region, ...]
    period: Period | None
    outcome: str | None
    offence: str | None
    force: str | None
    unit: str | None
    digest: str
    expect: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class Override:
    """One file: the document that it speaks of, why, and its tables. `digest` is that of the file's text."""

    name: str
    document: str
    why: str
    who: str
    tables: tuple[OverrideTable, ...]
    digest: str


def override_digest(text: str) -> str:
    """Return the digest by which a file's text is told from any other: sixteen hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def read_override(text: str, name: str) -> Override:
    """Return what an override file says.

    Raises:
        FoiError: It is not as it must be; the message names the file, the table, what was found and what to
            write.
    """
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FoiError(f"{name}: not TOML ({error}).") from None
    _refuse_others(name, said, _FILE_KEYS)
    document = _text(name, said, "document")
    if not re.fullmatch(r"[0-9a-f]{64}", document):
        raise FoiError(f"{name}: found document {document!r}; write the 64 digits of its SHA-256.")
    why = _text(name, said, "why")
    if not why:
        raise FoiError(f"{name}: why is empty; say why no reading of all documents can get this one.")
    tables = said.get("table", [])
    if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        raise FoiError(f"{name}: no table is named; fill in a [[table]], or take the file away.")
    read = tuple(_table(f"{name}, table {number}", table) for number, table in enumerate(tables, start=1))
    for number, table in enumerate(read):
        for other in read[:number]:
            if other.grid == table.grid and _overlap(other.values, table.values):
                raise FoiError(f"{name}, table {number + 1}: its values overlap those of a table above it.")
    return Override(name, document, why, _text(name, said, "who"), read, override_digest(text))


def column_number(letters: str) -> int:
    """Return a column's number from 0: A is 0, Z is 25, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def column_name(number: int) -> str:
    """Return a column's letters: 0 is A, 26 is AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _table(place: str, said: Mapping[str, Any]) -> OverrideTable:
    _refuse_others(place, said, _TABLE_KEYS)
    grid = said.get("grid")
    if grid != "text" and not (isinstance(grid, int) and grid >= 1):
        raise FoiError(f'{place}: found grid {grid!r}; write its number as shown, or "text".')
    heads = _lines(place, said, "heads", "row")
    labels = _lines(place, said, "labels", "column")
    if not heads and not labels:
        raise FoiError(f"{place}: neither heads nor labels; say what one row or column holds.")
    values = _region(place, _text(place, said, "values"))
    for line in (*heads, *labels):
        first, last = (values.top, values.bottom) if line.side == "row" else (values.left, values.right)
        if first <= line.at <= last:
            raise FoiError(
                f"{place}: {line.side} {_shown(line)} lies inside the values; take it out of them."
            )
    totals = [_whole_line(place, text) for text in _texts(place, said, "totals")]
    expect = _expected(place, said.get("expect", {}))
    digest = _text(place, said, "digest")
    if not digest and not expect:
        raise FoiError(f"{place}: neither digest nor expect; one of them must bind it to its document.")
    period = _text(place, said, "period")
    if period and read_period(period) is None:
        raise FoiError(f"{place}: found period {period!r}; write a label such as 2019/20.")
    return OverrideTable(
        grid=TEXT if grid == "text" else int(grid),
        heads=heads,
        labels=labels,
        values=values,
        total_rows=frozenset(at for side, at in totals if side == "row"),
        total_columns=frozenset(at for side, at in totals if side == "column"),
        left_out=tuple(_left_out(place, text) for text in _texts(place, said, "leave_out")),
        period=read_period(period) if period else None,
        outcome=_text(place, said, "outcome") or None,
        offence=_text(place, said, "offence") or None,
        force=_text(place, said, "force") or None,
        unit=_text(place, said, "unit") or None,
        digest=digest,
        expect=expect,
    )


def _refuse_others(place: str, said: Mapping[str, Any], known: set[str]) -> None:
    others = sorted(set(said) - known)
    if others:
        raise FoiError(f"{place}: nothing is known of {others[0]!r}; known are {', '.join(sorted(known))}.")


def _text(place: str, said: Mapping[str, Any], key: str) -> str:
    value = said.get(key, "")
    if not isinstance(value, str):
        raise FoiError(f"{place}: found {key} {value!r}; write a text in quotes.")
    return value.strip()


def _texts(place: str, said: Mapping[str, Any], key: str) -> list[str]:
    value = said.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise FoiError(f"{place}: found {key} {value!r}; write a list of texts.")
    return [item.strip() for item in value]


def _lines(place: str, said: Mapping[str, Any], key: str, side: Side) -> tuple[Line, ...]:
    lines = []
    for text in _texts(place, said, key):
        match = _LINE.fullmatch(text)
        if match is None or match["side"] != side:
            example = "years in row 4" if side == "row" else "outcomes in column A"
            raise FoiError(f"{place}: found {key} {text!r}; write such as {example!r}.")
        _, at = _whole_line(place, f"{side} {match['at']}")
        name = match["what"]
        one = re.sub(r"s$", "", name)
        kind = next((kind for word, kind in _KINDS.items() if one == word or one.endswith(f" {word}")), one)
        lines.append(Line(kind, side, at))
    return tuple(lines)


def _whole_line(place: str, text: str) -> tuple[Side, int]:
    match = re.fullmatch(r"row ([1-9][0-9]*)|column ([A-Z]{1,3})", text)
    if match is None:
        raise FoiError(f"{place}: found {text!r}; write such as 'row 11' or 'column H'.")
    return ("row", int(match[1]) - 1) if match[1] else ("column", column_number(match[2]))


def _region(place: str, text: str) -> Region:
    match = _RANGE.fullmatch(text)
    if match is None:
        raise FoiError(f"{place}: found values {text!r}; write the first and last cell, such as 'C5:H10'.")
    found = Region(
        int(match["top"]) - 1,
        column_number(match["left"]),
        int(match["bottom"]) - 1,
        column_number(match["right"]),
    )
    if found.top < 0 or found.top > found.bottom or found.left > found.right:
        raise FoiError(f"{place}: {text!r} does not run from its upper left cell to its lower right one.")
    return found


def _left_out(place: str, text: str) -> Region:
    if ":" in text:
        return _region(place, text)
    side, at = _whole_line(place, text)
    most = 10**6
    return Region(at, 0, at, most) if side == "row" else Region(0, at, most, at)


def _expected(place: str, said: object) -> tuple[tuple[int, int, str], ...]:
    if not isinstance(said, dict):
        raise FoiError(f'{place}: found expect {said!r}; write such as expect = {{ C5 = "12" }}.')
    cells = []
    for name, text in said.items():
        match = _CELL.fullmatch(name)
        if match is None or not isinstance(text, str):
            raise FoiError(f'{place}: found expect {name} = {text!r}; write such as C5 = "12".')
        cells.append((int(match["row"]) - 1, column_number(match["column"]), text))
    return tuple(cells)


def _overlap(one: Region, other: Region) -> bool:
    return (
        one.top <= other.bottom
        and other.top <= one.bottom
        and one.left <= other.right
        and other.left <= one.right
    )


def _shown(line: Line) -> str:
    return str(line.at + 1) if line.side == "row" else column_name(line.at)
