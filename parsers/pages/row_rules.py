"""What rules tell of the rows of a table without cells: where rows part, where the last one ends."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from parsers.pages.row_lines import is_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.pages.columns import Columns
    from parsers.pages.page import Line, Rule
    from parsers.pages.regions import Region

_ACROSS = 0.6
"""Share of the values' width that rules between rows cover."""
_SAME_PADDING = 0.1
"""Line heights by which rows may stand differently between their rules."""
_LEAST_RULES = 2
"""Rules below a table's first row, from which on they part rows, and the last one ends the table."""


def levels_over(horizontals: Sequence[Rule], columns: Columns, height: float) -> list[float]:
    """Return the heights at which rules run over the columns of values, or over all where none holds any."""
    first = columns.labels if not columns.records else 0
    return levels_of(horizontals, columns.spans[first][0], columns.spans[-1][1], height)


def levels_of(horizontals: Sequence[Rule], x0: float, x1: float, height: float) -> list[float]:
    """Return the heights at which rules cover most of a span, those drawn piece by piece as one."""
    shelves: list[list[Rule]] = []
    for rule in sorted(horizontals, key=lambda rule: rule.at):
        if shelves and rule.at - shelves[-1][0].at <= 0.2 * height:
            shelves[-1].append(rule)
        else:
            shelves.append([rule])
    return [shelf[0].at for shelf in shelves if _covered(shelf, x0, x1) >= _ACROSS * (x1 - x0)]


def _covered(rules: Sequence[Rule], x0: float, x1: float) -> float:
    covered, end = 0.0, x0
    for rule in sorted(rules, key=lambda rule: rule.start):
        start, stop = max(rule.start, end), min(rule.end, x1)
        if stop > start:
            covered += stop - start
            end = stop
    return covered


def end_at_rule(
    lines: Sequence[Line], region: Region, after: int, horizontals: Sequence[Rule], height: float
) -> int:
    """Return the end of a region with the labels below its last row that stand between rules as its rows do.

    Their values are blank. `after` is where the next region begins.
    """
    inside = lines[region.first : region.end]
    left, right = min(line.x0 for line in inside), max(line.x1 for line in inside)
    levels = levels_of(horizontals, left, right, height)
    rows = [line for line in inside if is_row(line)]
    if len(rows) < _LEAST_RULES or not all(
        any(upper.middle < level < lower.middle for level in levels) for upper, lower in pairwise(rows)
    ):
        return region.end
    usual = [_padding(line, levels) for line in rows]
    # What stands below the rule under the last row is no part of its label, however tight it stands.
    last = max((line.middle for line in inside if line.values), default=rows[-1].middle)
    under = min((level for level in levels if level > last), default=float("inf"))
    end = next((at for at in range(region.first, region.end) if lines[at].middle > under), region.end)
    while end < after and lines[end].x1 <= right:
        padding = _padding(lines[end], levels)
        if not any(_is_alike(padding, other, height) for other in usual):
            break
        end += 1
    return end


def _padding(line: Line, levels: Sequence[float]) -> tuple[float, float]:
    """Return how far a line stands below the rule above it, and above the one below it."""
    above = max((level for level in levels if level < line.middle), default=float("-inf"))
    below = min((level for level in levels if level > line.middle), default=float("inf"))
    return line.top - above, below - line.bottom


def _is_alike(padding: tuple[float, float], other: tuple[float, float], height: float) -> bool:
    return all(abs(one - two) < _SAME_PADDING * height for one, two in zip(padding, other, strict=True))


def without_notes(lines: Sequence[Line], begin: int, levels: Sequence[float]) -> Sequence[Line]:
    """Return the lines without the texts below the last rule of a ruled table: notes, not labels."""
    inside = [level for level in levels if level > lines[begin].middle]
    if len(inside) < _LEAST_RULES:
        return lines
    below = [at for at, line in enumerate(lines) if line.middle > inside[-1]]
    if not below or any(is_row(lines[at]) or lines[at].values for at in below):
        return lines
    return lines[: below[0]]
