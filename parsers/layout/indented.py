"""Labels of one axis in two columns: the heading of a group at the left, its members set in at the right."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from parsers.layout.kinds import is_line
from parsers.layout.meaning import axis_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.document import Cell
    from parsers.layout.kinds import Rows


def without_indent(
    body: Rows, labels: Sequence[int], values: Sequence[int]
) -> tuple[Rows, tuple[int, ...], frozenset[int]]:
    """Return a body whose indented labels stand in one column, its label columns, and the rows of groups.

    Labels are indented where no row fills both columns, rows of groups have values of their own, and both
    columns hold labels of one kind: "England and Wales" over its forces.
    """
    if len(labels) != 2:
        return body, tuple(labels), frozenset()
    outer, inner = labels
    rows = [row for row in body if not is_line(row)]
    both = any(row[outer].text and row[inner].text for row in rows)
    groups = [row for row in rows if row[outer].text and not row[inner].text]
    members = [row for row in rows if row[inner].text]
    counted = all(any(row[column].text for column in values) for row in groups)
    if both or not groups or not members or not counted:
        return body, tuple(labels), frozenset()
    left = axis_of("", (row[outer].text for row in groups))
    right = axis_of("", (row[inner].text for row in members))
    if left.kind not in {"unknown", right.kind}:
        return body, tuple(labels), frozenset()
    numbers = frozenset(number for number, row in enumerate(body) if row in groups)
    made = tuple(_moved(row, outer, inner) if number in numbers else row for number, row in enumerate(body))
    return made, (inner,), numbers


def _moved(row: Sequence[Cell], outer: int, inner: int) -> tuple[Cell, ...]:
    cells = list(row)
    cells[inner] = replace(row[outer], column=row[inner].column)
    return tuple(cells)
