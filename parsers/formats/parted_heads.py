"""Heads of sheets that blank rows part from the rows below them.

A head stands at the top, blank rows follow, then groups of rows, each with its name over it and blank rows
before and after it. What stands under one head is one table: names of groups become its section rows. Where
two names follow one another, the first is that of a table of its own, with the head over it again. A sum that
was copied down a sheet shows a zero beside a name and in a blank row, where it adds up nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from parsers.document import IDLE_SUM
from parsers.vocabulary.dimensions import is_total
from parsers.vocabulary.periods import read_period
from parsers.vocabulary.values import read_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsers.formats.sheets import SheetCell

    Row = Sequence[SheetCell]
    Band = Sequence[Row]

_MOST_HEAD_ROWS = 5
_NOTE = re.compile(r"[*#~†‡]|\(\*|\[\w{1,2}\]|notes?\b|source\b", re.IGNORECASE)
"""How a note begins: it names no group of rows."""
_CAPTION = re.compile(
    r"(?:table|sheet|figure|chart|question|q|part|appendix|annex|request)\s*\d+[a-z]?\b", re.IGNORECASE
)
"""How the title of the next table begins, which has no part in this one."""
_FEWEST_COLUMNS = 2
"""One column of counts is told from no other by its head; what stands over it may be a letterhead."""
_MOST_LETTERS = 100
"""A longer text is no name."""


def with_heads_over(bands: Sequence[Band]) -> list[Band]:
    """Return the bands of a sheet's rows, a head that blank rows part from its rows in one with them."""
    found: list[Band] = []
    at = 0
    while at < len(bands):
        head = _head_of(bands[at])
        joined, end = _under(head, bands, at) if head else ([], at)
        if joined:
            found += joined
            at = end
        else:
            found.append(bands[at])
            at += 1
    return found


@dataclass(slots=True)
class _Group:
    """Rows that follow one another, with the names over them from the outermost, and the notes below them."""

    names: list[Row]
    rows: list[Row] = field(default_factory=list)
    notes: list[Row] = field(default_factory=list)

    @property
    def is_total(self) -> bool:
        """Whether it is one row of totals."""
        rows = list(filter(_filled, self.rows))
        return len(rows) == 1 and is_total(_filled(rows[0])[0].text)


@dataclass(slots=True)
class _Part:
    """The groups of one table under a head, with the name that stands over all of them."""

    over: list[Row]
    groups: list[_Group]

    @property
    def rows(self) -> list[Row]:
        """The rows below the head."""
        return [row for each in self.groups for row in (*each.names[-1:], *each.rows)]

    @property
    def has_names(self) -> bool:
        """Whether a name stands over some of its rows."""
        return any(each.names for each in self.groups)


def _head_of(band: Band) -> Band:
    """Return the rows at the top of a band down to the last before any count that heads columns; or none."""
    height = 0
    for number, row in enumerate(band[: _MOST_HEAD_ROWS + 1]):
        if _is_data(row):
            break
        if len(_filled(row)) > 1:
            height = number + 1
    else:
        height = height if len(band) <= _MOST_HEAD_ROWS else 0
    return band[:height]


def _under(head: Band, bands: Sequence[Band], at: int) -> tuple[list[Band], int]:
    """Return what stands under a head as bands, the head over each table, and the first band after it."""
    heads = frozenset(_covered(head))
    bodies = [bands[at][len(head) :]] if len(bands[at]) > len(head) else []
    if bodies and not (_is_line(bodies[0][0]) and _fits(bodies[0], heads)):
        # A table in one piece: what stands below it is a table of its own.
        return [], at
    end, known = at + 1, len(bodies)
    for number, whole in enumerate(bands[at + 1 :], at + 1):
        pieces = _pieces(whole)
        grown = list(bodies)
        for band in pieces:
            if not _fits(band, heads) or (grown and not _goes_on(grown, band)):
                break
            grown.append(band)
        if len(grown) < len(bodies) + len(pieces):
            break
        bodies = grown
        if any(map(_is_data, whole)):
            end, known = number + 1, len(bodies)
    bodies = bodies[:known]
    counted = {column for band in bodies for row in band for column in _counted(row)}
    if end == at + 1 or len(counted) < _FEWEST_COLUMNS:
        return [], at
    found: list[Band] = []
    for part in _parts(_groups(bodies)):
        over = _printed_again(head, part.rows[0][0].row) if found else head
        found += [part.over] * bool(part.over)
        found.append([*over, *part.rows])
        found += [part.groups[-1].notes] * bool(part.groups[-1].notes)
    return found, end


def _pieces(band: Band) -> list[Band]:
    """Return a band in the pieces that rows of idle sums part, which stand where a blank row would.

    A sum that is copied down a sheet is a zero in a blank row, and beside the name of a group below one.
    """
    pieces: list[list[Row]] = [[]]
    apart = False
    for number, row in enumerate(band):
        filled = _filled(row)
        zeros = [cell for cell in filled if cell.text == "0"]
        begins = number == 0 or apart
        named = len(zeros) == len(filled) - 1 and not _is_count(filled[0].text)
        wider = number + 1 < len(band) and _is_data(band[number + 1]) and _is_wider(band[number + 1], zeros)
        apart = bool(zeros) and len(zeros) == len(filled)
        if apart or (zeros and named and begins and (wider or (number and begins))):
            pieces[-1].append([replace(cell, doubt=IDLE_SUM) if cell.text == "0" else cell for cell in row])
        else:
            pieces[-1].append(row)
        if apart:
            pieces.append([])
    return [piece for piece in pieces if piece]


def _is_wider(row: Row, zeros: Sequence[SheetCell]) -> bool:
    return {cell.column for cell in zeros} < set(_counted(row))


def _groups(bodies: Sequence[Band]) -> list[_Group]:
    """Return bands of rows below a head as groups; none where it is not certain what a line is."""
    groups: list[_Group] = []
    names: list[Row] = []
    for band in bodies:
        if len(band) > 1 and all(_is_line(row) and not _is_note(row) for row in band):
            return []
        for number, row in enumerate(band):
            if not _filled(row) and groups and not groups[-1].notes:
                groups[-1].rows.append(row)
            elif _is_note(row):
                if names or not groups:
                    return []
                groups[-1].notes.append(row)
            elif _is_line(row) and not (number and _is_line(band[number - 1])):
                names.append(row)
            else:
                # The second of two lines has no values and may be any row.
                if names or not number or groups[-1].notes:
                    groups.append(_Group(names))
                    names = []
                groups[-1].rows.append(row)
    return groups


def _parts(groups: Sequence[_Group]) -> list[_Part]:
    """Return groups by the name that stands over several of them; none where that is not certain."""
    parts: list[_Part] = []
    deepest = max((len(each.names) for each in groups), default=0)
    nested = deepest == 2
    for each in groups:
        if not parts or parts[-1].groups[-1].notes or (nested and len(each.names) == deepest):
            if deepest > 2 or (nested and len(each.names) < deepest):
                return []
            parts.append(_Part(each.names[:-1], [each]))
        elif each.names or not parts[-1].has_names or each.is_total:
            parts[-1].groups.append(each)
        else:
            # Rows behind a blank row: of the group above, or of none.
            return []
    return parts


def _printed_again(head: Band, above: int) -> Band:
    """Return a head's cells right above a row, each with the row that it stands in."""
    down = above - 1 - head[-1][0].row
    return [[replace(cell, row=cell.row + down, home=cell.row) for cell in row] for row in head]


def _covered(head: Band) -> Iterator[int]:
    """Yield the columns over which a text of a head stands."""
    for row in head:
        for cell in _filled(row):
            yield from range(cell.column, cell.column + cell.column_span)


def _fits(band: Band, heads: frozenset[int]) -> bool:
    """Say whether the rows of a band are names, notes and rows of counts that stand under some heads."""
    return all(
        not _filled(row)
        or _is_note(row)
        or (_is_line(row) and not _CAPTION.match(_filled(row)[0].text))
        or (_is_data(row) and all(at in heads or _is_idle(band, at, heads) for at in _counted(row)))
        for row in band
    )


def _is_idle(band: Band, column: int, heads: frozenset[int]) -> bool:
    """Say whether a column between heads has nothing but zeros: a formula beside the table's columns."""
    texts = {cell.text for row in band for cell in row if cell.column == column}
    return {column - 1, column + 1} <= heads and texts <= {"0", ""}


def _counted(row: Row) -> Iterator[int]:
    return (cell.column for cell in _filled(row)[1:] if _is_count(cell.text))


def _filled(row: Row) -> list[SheetCell]:
    """Return the cells of a row that say something; an idle sum says nothing."""
    return [cell for cell in row if cell.text and not cell.doubt]


def _is_line(row: Row) -> bool:
    """Say whether a row holds a name alone."""
    filled = _filled(row)
    return len(filled) == 1 and not _is_count(filled[0].text) and len(filled[0].text) <= _MOST_LETTERS


def _is_note(row: Row) -> bool:
    filled = _filled(row)
    return len(filled) == 1 and _NOTE.match(filled[0].text) is not None


def _is_data(row: Row) -> bool:
    """Say whether a row holds labels and behind them nothing but counts; years alone head columns."""
    filled = _filled(row)
    counts = [_is_count(cell.text) for cell in filled]
    if len(filled) < 2 or not any(counts[1:]):
        return False
    return all(counts[counts.index(True, 1) :])


def _is_count(text: str) -> bool:
    value = read_value(text)
    return value is not None and value.status != "unreadable" and read_period(text) is None


def _goes_on(bodies: Sequence[Band], band: Band) -> bool:
    """Say whether a table goes on with a band: below a name alone, with the next name, or one row of totals.

    Rows that no name stands over are all of their table: the next name is another's title.
    """
    if not any(map(_filled, band)):
        return True
    if not _is_line(bodies[0][0]):
        return not _is_line(band[0])
    if _is_line(band[0]) or not any(map(_is_data, bodies[-1])):
        return True
    rows = [row for row in band if not _is_note(row)]
    return len(rows) == 1 and _is_data(rows[0]) and is_total(_filled(rows[0])[0].text)
