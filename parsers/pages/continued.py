"""Parts of drawn tables that only the page before or after shows to be parts: single rows and lone heads."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.pages.ruled import Drawn, PageTable

_NEAR = 4.0
"""Points: the edges of one table's columns differ no more from page to page."""


def with_continued(drawn: Sequence[Drawn]) -> list[Drawn]:
    """Return what is drawn on each page, with single rows that continue a table taken for tables.

    A row alone at the top of a page goes on with the last table of the page before, and a row alone at the
    foot of a page begins the first table of the next, where all edges of their columns agree.
    """
    made = list(drawn)
    for number, page in enumerate(made):
        rows = [*page.rows, *page.heads]
        first = _topmost([*page.tables, *rows])
        if first in rows and number and _agree(_lowest(made[number - 1].tables), first):
            made[number] = _promoted(page, first)
    for number in range(len(made) - 2, -1, -1):
        page = made[number]
        rows = [*page.rows, *page.heads]
        last = _lowest([*page.tables, *rows])
        if last in rows and _agree(last, _topmost(made[number + 1].tables)):
            made[number] = _promoted(page, last)
    return made


def _topmost(grids: Sequence[PageTable]) -> PageTable | None:
    return min(grids, key=lambda grid: grid.box.top, default=None)


def _lowest(grids: Sequence[PageTable]) -> PageTable | None:
    return max(grids, key=lambda grid: grid.box.bottom, default=None)


def _agree(above: PageTable | None, below: PageTable | None) -> bool:
    """Say whether two grids stand in the same columns."""
    if above is None or below is None or len(above.columns) != len(below.columns):
        return False
    pairs = zip(above.columns, below.columns, strict=True)
    return all(abs(one - two) <= _NEAR for one, two in pairs)


def _promoted(page: Drawn, grid: PageTable | None) -> Drawn:
    """Return what is drawn on a page with one of its single rows taken for a table."""
    if grid is None:
        return page
    tables = sorted([*page.tables, grid], key=lambda table: (table.box.top, table.box.x0))
    return replace(
        page,
        tables=tuple(tables),
        rows=tuple(row for row in page.rows if row is not grid),
        heads=tuple(head for head in page.heads if head is not grid),
    )
