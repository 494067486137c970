"""Every row of a list of crimes is a crime that was counted: none is lost between page and figure."""

from __future__ import annotations

from collections import defaultdict
from itertools import zip_longest
from typing import TYPE_CHECKING

from parsers.document import GOES_ON
from parsers.figure import Check, LostNumber
from parsers.layout.kinds import kind_of
from parsers.vocabulary.dimensions import is_total
from parsers.vocabulary.text import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsers.document import Cell, Table
    from parsers.figure import Figure

_FEW = 5
_MOST = 0.5
"""Share of a list's rows that describe a crime."""


def rows_left_out(tables: Sequence[Table], figures: Iterable[Figure]) -> list[Check]:
    """Return a failed check for each list of crimes with rows that became no crime and are nothing else.

    Heads, totals, lines of text and the rest of a row that a page cut are no rows of their own. `tables` are
    those of the pages, in their order, before any was joined to the next.
    """
    by_place = {figure.locator: figure for figure in figures if figure.value_status == "record"}
    left: dict[int, list[tuple[Cell, ...]]] = defaultdict(list)
    head: frozenset[str] = frozenset()
    last: Figure | None = None
    above: Sequence[Cell] = ()
    for table, overleaf in zip_longest(tables, tables[1:]):
        cut, above = above, table.grid[-1]
        rows = [(row, _figure_of(row, by_place)) for row in table.grid]
        if not table.continues or last is None:
            first = next((at for at, (_, figure) in enumerate(rows) if figure), None)
            last = None
            if first is None:
                continue
            head = frozenset(_texts(table.grid[first - 1])) if first else frozenset()
            rows = rows[first:]
        for at, (row, figure) in enumerate(rows):
            if figure is not None:
                last = figure
                continue
            if at == len(rows) - 1 and overleaf is not None and overleaf.continues:
                # The outcome may stand in the half of a cut row that is on the next page.
                half = next((each for each in overleaf.grid if _figure_of(each, by_place)), ())
                if _is_first_half(row, half, _figure_of(half, by_place)):
                    continue
            if not at and row is table.grid[0] and _is_second_half(row, cut, last):
                continue
            after = next((each for _, each in rows[at:] if each), None)
            if last is not None and not _is_other(row, head, [each for each in (last, after) if each]):
                left[last.table_no].append(row)
    return [_failed(number, some) for number, some in left.items()]


def rows_lost(tables: Iterable[Table], figures: Sequence[Figure]) -> list[LostNumber]:
    """Return each row of a list of crimes of which nothing was made: one crime, lost where it stands.

    Such a table has no figure and no count; most of its rows have a period and words beside it. A row with
    the heads of figures, which may stand on the next page, is none.
    """
    read = {figure.locator for figure in figures}
    heads = {head for figure in figures for head in figure.column_label.split(" | ") if head}
    lost = []
    for table in tables:
        if any(cell.locator in read for row in table.grid for cell in row):
            continue
        crimes = [row for row in table.grid if _is_crime(row) and heads.isdisjoint(cell.text for cell in row)]
        if len(crimes) <= _MOST * table.height:
            continue
        lost += [
            LostNumber(row[0].locator, "1 row", " | ".join(cell.text for cell in row)[:120]) for row in crimes
        ]
    return lost


def _is_crime(row: Sequence[Cell]) -> bool:
    kinds = [kind_of(cell.text) for cell in {id(cell): cell for cell in row}.values() if cell.text]
    return kinds.count("text") > 1 and bool({"period", "year"} & set(kinds))


def _figure_of(row: Sequence[Cell], by_place: dict[str, Figure]) -> Figure | None:
    return next((by_place[cell.locator] for cell in row if cell.locator in by_place), None)


def _texts(row: Iterable[Cell]) -> list[str]:
    return [normalise(text) for text in {id(cell): cell.text for cell in row}.values() if text]


def _is_other(row: Sequence[Cell], head: frozenset[str], beside: Sequence[Figure]) -> bool:
    """Say whether a row is a head, a total, a line of text, or the rest of a row beside it."""
    texts = _texts(row)
    if len(texts) < 2 or head.issuperset(texts) or is_total(texts[0]):
        return True
    if any(map(_is_when, row)):
        return False
    return any(all(text in said for text in texts) for said in map(_said, beside))


def _is_first_half(row: Sequence[Cell], half: Sequence[Cell], figure: Figure | None) -> bool:
    """Say whether a row without an outcome is the first half of a figure's, which has no period there."""
    if figure is None or len(row) != len(half) or any(_is_when(cell) for cell in half):
        return False
    lacks = all(
        not above.text for above, below in zip(row, half, strict=True) if below.locator == figure.locator
    )
    return lacks and all(text in _said(figure) for text in _texts(row))


def _is_second_half(row: Sequence[Cell], half: Sequence[Cell], figure: Figure | None) -> bool:
    """Say whether a row is the rest of the one before it, whose period is known to go on over the page."""
    if figure is None or len(row) != len(half):
        return False
    goes_on = all(above.doubt == GOES_ON for above, below in zip(half, row, strict=True) if _is_when(below))
    return goes_on and all(text in _said(figure) for text in _texts(row))


def _is_when(cell: Cell) -> bool:
    return kind_of(cell.text) in {"period", "year"}


def _said(figure: Figure) -> str:
    period = figure.period.label if figure.period else ""
    parts = (
        figure.raw_text,
        figure.row_label,
        figure.offence_label or "",
        period,
        *figure.breakdown.values(),
    )
    return " | ".join(map(normalise, parts))


def _failed(table_no: int, rows: Sequence[Sequence[Cell]]) -> Check:
    return Check(
        check="list's rows accounted for",
        passed=False,
        expected="each row a crime",
        actual=f"{len(rows)} rows that are none",
        table_no=table_no,
        locators=tuple(row[0].locator for row in rows[:_FEW]),
        note="; ".join(" | ".join(cell.text for cell in row) for row in rows[:_FEW])[:200],
    )
