"""What the columns of a table hold: by it a table that goes on over the page is known again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from parsers.document import GOES_ON
from parsers.layout.kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.document import Cell

ColumnKind = Literal["value", "period", "text", "blank"]

_MOST = 0.6
_STEADY = 0.95
_MOST_ROWS = 120
"""Rows from the end of a table that tell what its columns hold: a list of thousands is alike all the way."""


@dataclass(frozen=True, slots=True)
class Signature:
    """The kind of each column, and which columns of values (without any, of periods) are never blank.

    `blank` columns held nothing in the rows seen. `sections` says whether some rows are one text alone.
    """

    kinds: tuple[ColumnKind, ...]
    steady: frozenset[int]
    sections: bool

    @property
    def sparse(self) -> bool:
        """Whether some column of values is blank in some rows: a row of blanks may be a row of values."""
        return any(kind == "value" and at not in self.steady for at, kind in enumerate(self.kinds))

    @property
    def is_form(self) -> bool:
        """Whether there are labels alone: what a requester asks to be filled in."""
        return set(self.kinds[1:]) == {"blank"}

    def agrees(self, other: Signature) -> bool:
        """Say whether two parts may be of one table: no column holds values here and words there."""
        if not (self.kinds and other.kinds):
            return True
        pairs = zip(self.kinds, other.kinds, strict=True)
        return all("blank" in {one, two} or (one == "value") == (two == "value") for one, two in pairs)

    @property
    def anchors(self) -> tuple[int, ...]:
        """The columns of values, in a list without values those of periods: what a row stands for."""
        return _anchors(self.kinds)


def signature_of(rows: Sequence[Sequence[Cell]]) -> Signature:
    """Return what the columns of some rows below a head hold."""
    rows = rows[-_MOST_ROWS:]
    full = [row for row in rows if not is_lone(row)]
    width = len(rows[0]) if rows else 0
    # Half of a text, of which the rest stands on the next page, may be of another kind than the whole.
    kinds = tuple(
        _column_kind([row[column].text for row in full if row[column].doubt != GOES_ON])
        for column in range(width)
    )
    steady = frozenset(
        column
        for column in _anchors(kinds)
        if sum(bool(row[column].text) for row in full) >= _STEADY * len(full)
    )
    return Signature(kinds, steady, sections=len(full) < len(rows))


def _anchors(kinds: Sequence[ColumnKind]) -> tuple[int, ...]:
    wanted = "value" if "value" in kinds else "period"
    return tuple(column for column, kind in enumerate(kinds) if kind == wanted)


def is_lone(row: Sequence[Cell]) -> bool:
    """Say whether a row holds one text alone, in its first columns or merged over all of them."""
    filled = {id(cell): cell for cell in row if cell.text}
    if len(filled) != 1:
        return False
    (cell,) = filled.values()
    return cell.row_span == 1 and (cell is row[0] or cell.column_span > 1) and kind_of(cell.text) == "text"


def _column_kind(texts: Sequence[str]) -> ColumnKind:
    kinds = [kind_of(text) for text in texts if text]
    if not kinds:
        return "blank"
    for wanted, found in (("value", {"value"}), ("period", {"period", "year"}), ("text", {"text"})):
        if sum(kind in found for kind in kinds) >= _MOST * len(kinds):
            return wanted  # type: ignore[return-value]
    # Years among other numbers are numbers.
    return "value" if sum(kind != "text" for kind in kinds) >= _MOST * len(kinds) else "text"
