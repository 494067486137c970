"""The head of a table: how many rows it has, and what unmerged and mixed heads stand for."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from parsers.layout.kinds import is_count, is_line, kind_of
from parsers.layout.meaning import is_part, kind_of_label
from parsers.vocabulary.dimensions import axis_named, is_measure, looks_like_place
from parsers.vocabulary.offences import looks_like_offence
from parsers.vocabulary.outcomes import find_outcome, looks_like_outcome
from parsers.vocabulary.periods import read_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsers.document import Cell
    from parsers.layout.kinds import Rows

_MEASURES = frozenset(("count", "recorded", "percentage", "rate"))


_OPEN = re.compile(r"(?:\d|\b[A-Za-z]{3,9}) ?(?:[-\u2013]|to)$", re.IGNORECASE)
"""How a period ends of which the next line says the rest."""


def head_height(rows: Rows) -> int:
    """Return how many rows at the top of a block are heads."""
    for number, row in enumerate(rows):
        beyond = row[1:]
        if any(is_count(cell.text) for cell in beyond):
            below = rows[number + 1 :]
            if number and (_names_columns(row, below) or _names_members(rows[number - 1], row, below)):
                continue
            if _names_outcomes(row):
                continue
            return _without_sections(rows[:number])
        years = [cell for cell in beyond if kind_of(cell.text) == "year"]
        # Years with a label of the rows' kind are counts that look like years.
        if number and years and _heads_counts(rows[:number]) and not names_head(row[0].text):
            return _without_sections(rows[:number])
    return 0


def _names_columns(row: Sequence[Cell], below: Rows) -> bool:
    """Say whether words stand in a row over counts, beside ages and the like that look like counts.

    "16 | 17+ | Female | Male" is a head's row: each word is known, and no row of counts is called so.
    """
    words = [cell for cell in row[1:] if kind_of(cell.text) == "text"]
    known = all(kind_of_label(cell.text) is not None for cell in words)
    return known and names_head(row[0].text) and _stand_over_counts(row, below)


def _names_members(above: Sequence[Cell], row: Sequence[Cell], below: Rows) -> bool:
    """Say whether a row stands below nothing but names of axes: "Age | Gender", and then what each has."""
    return names_of_axes(cell.text for cell in above[1:]) and _stand_over_counts(row, below)


def names_of_axes(heads: Iterable[str]) -> bool:
    """Say whether heads are the names of several axes, beside which a total may stand."""
    names = {head for head in heads if head and kind_of_label(head) != "total"}
    return len(names) > 1 and all(axis_named(name) is not None for name in names)


def _stand_over_counts(row: Sequence[Cell], below: Rows) -> bool:
    """Say whether words of a row stand in columns in which the first row of counts below has counts."""
    words = [at for at, cell in enumerate(row) if at and kind_of(cell.text) == "text"]
    counted = next((each for each in below if any(is_count(cell.text) for cell in each[1:])), None)
    return len(words) > 1 and counted is not None and all(is_count(counted[at].text) for at in words)


def _names_outcomes(row: Sequence[Cell]) -> bool:
    """Say whether a row names outcomes, some by their number alone: "Charged | 14 | 15A"."""
    texts = [cell.text for cell in row[1:] if cell.text]
    words = [text for text in texts if kind_of(text) == "text"]
    known = all(kind_of_label(text) in {"outcome", "total"} for text in words)
    numbers = [text for text in texts if text not in words]
    coded = all(find_outcome(text, bare_numbers=True).codes is not None for text in numbers)
    return len(words) > len(numbers) and known and coded and names_head(row[0].text)


def names_head(text: str) -> bool:
    """Say whether a row's first text is one that heads begin with: nothing, an axis's name or a measure."""
    return not text or axis_named(text) is not None or is_measure(text) is not None


def _without_sections(head: Rows) -> int:
    """Return the height of a head without the lines at its end, which name the first section."""
    height = len(head)
    while height > 1:
        row = head[height - 1]
        alone = not any(cell.text for cell in row[1:])
        merged = not alone and is_line(row) and is_measure(row[0].text) is None
        if not merged and (not alone or _is_corner(head, height - 1)):
            break
        height -= 1
    return height


def _is_corner(head: Rows, number: int) -> bool:
    """Say whether a label-only row is the name of the labels, set lower than the heads beside it."""
    blank = not any(row[0].text for row in head[:number])
    text = head[number][0].text
    known = looks_like_outcome(text) or looks_like_offence(text) or looks_like_place(text)
    return blank and not known and kind_of(text) == "text"


def _heads_counts(rows: Rows) -> bool:
    return any(heads_counts(cell.text) for row in rows for cell in row[1:])


def heads_counts(text: str) -> bool:
    """Say whether what stands below a head is counted, though it may look like years: 2019 crimes."""
    if kind_of(text) in {"year", "period"} or is_measure(text) in _MEASURES:
        return True
    return bool(text) and find_outcome(text).codes is not None


def filled(head: Rows) -> Rows:
    """Give blank heads of upper rows the head at their left, as unmerged group heads are written.

    Only between heads: a blank one at the left of all belongs to the labels.
    """
    rows = []
    for number, row in enumerate(head):
        cells = list(row)
        if number < len(head) - 1:
            for column in range(1, len(cells)):
                if not cells[column].text and cells[column - 1].text and head[-1][column].text:
                    if _over_labels(head, column - 1) or _is_beside(row, column, head[-1][column]):
                        continue
                    cells[column] = cells[column - 1]
        rows.append(tuple(cells))
    return tuple(rows)


def with_periods_whole(head: Rows) -> Rows:
    """Return head rows with those as one of which the upper begins periods that the lower ends.

    So a page cuts "Jan 2017 -" over "Dec 2017": the lower alone would be another period. Other columns have
    the text of either row, or both.
    """
    rows = list(head)
    for at in range(len(rows) - 1, 0, -1):
        pairs = list(zip(rows[at - 1], rows[at], strict=True))
        begun = [(above, below) for above, below in pairs if _OPEN.search(above.text)]
        if begun and all(read_period(f"{above.text} {below.text}") for above, below in begun):
            rows[at - 1 : at + 1] = [tuple(_as_one(above, below) for above, below in pairs)]
    return tuple(rows)


def _as_one(above: Cell, below: Cell) -> Cell:
    if above is below or not below.text:
        return above
    return replace(above, text=f"{above.text} {below.text}") if above.text else below


def _is_beside(row: Sequence[Cell], column: int, below: Cell) -> bool:
    """Say whether a total stands beside several heads, the last of them merged over its columns.

    It is not one of these; one text over nearly all columns is a title.
    """
    several = len({cell.text for cell in row[1:] if cell.text}) > 1
    return several and row[column - 1].column_span > 1 and kind_of_label(below.text) == "total"


def _over_labels(head: Rows, column: int) -> bool:
    lowest = head[-1][column].text
    return column == 0 or (axis_named(lowest) is not None and kind_of_label(lowest) is None)


def with_measures(head: Rows, values: Sequence[int]) -> Rows:
    """Return a head of one row whose measures belong to the columns at their left in two rows.

    "2019 | % | 2020 | %" names two years with a share each, and a part ("of which …") counts part of the
    column before it. A share that stands once among several columns belongs to none that it names, unless
    it stands behind the total.
    """
    if len(head) != 1:
        return head
    texts = [head[0][column].text for column in values]
    over = _owners(texts)
    if over is None:
        return head
    upper, lower = list(head[0]), [replace(cell, text="") for cell in head[0]]
    for position, column in enumerate(values):
        if over[position] != position:
            lower[column] = head[0][column]
            upper[column] = head[0][values[over[position]]]
    return tuple(upper), tuple(lower)


def _owners(texts: Sequence[str]) -> list[int] | None:
    """Return for each head of a row the position of the one that it belongs to, None where all are alike."""
    owners: list[int] = []
    shares = [kind_of_label(text) in {"percentage", "rate"} for text in texts]
    members = [
        at for at, text in enumerate(texts) if not shares[at] and not is_part(text) and not _counts(text)
    ]
    followed = [at + 1 < len(texts) and shares[at + 1] for at in members]
    for at, text in enumerate(texts):
        left = owners[at - 1] if at else at
        owned = at > 0 and left in members
        behind_total = owned and kind_of_label(texts[left]) == "total"
        if owned and (is_part(text) or (shares[at] and (all(followed) or behind_total))):
            owners.append(left)
        else:
            owners.append(at)
    return owners if any(owner != at for at, owner in enumerate(owners)) else None


def _counts(text: str) -> bool:
    return kind_of_label(text) in _MEASURES
