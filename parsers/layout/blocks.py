"""Tables within one grid: stacked ones with heads of their own, and ones that stand side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.layout.kinds import column_kinds, is_count, is_line, kind_of
from parsers.vocabulary.dimensions import axis_named, is_measure
from parsers.vocabulary.text import normalise

if TYPE_CHECKING:
    from parsers.layout.kinds import Rows


def stacked(rows: Rows) -> list[tuple[Rows, tuple[str, ...]]]:
    """Part a grid where a new head begins below a body; lines of text right above it are its titles."""
    starts = [0, *(number for number in range(1, len(rows)) if _begins_block(rows, number))]
    blocks = []
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        block = rows[start:end]
        titles: list[str] = []
        while len(block) > 1 and is_line(block[0]):
            titles.append(block[0][0].text)
            block = block[1:]
        blocks.append((block, tuple(titles)))
    return blocks


def _begins_block(rows: Rows, number: int) -> bool:
    """Say whether a row begins a block of its own: a head, or titles right above one, below a body."""
    above = rows[number - 1]
    if is_line(above):
        return False
    if _is_new_head(rows, number):
        return any(is_count(cell.text) for cell in above[1:])
    below = number
    while below < len(rows) and is_line(rows[below]):
        below += 1
    return (
        below > number
        and below < len(rows)
        and _is_new_head(rows, below)
        and any(is_count(cell.text) for cell in above[1:])
    )


def _is_new_head(rows: Rows, number: int) -> bool:
    """Say whether a row below the top is a head again."""
    row = rows[number]
    for cell in row[:0:-1]:
        # Counts stand at the right, and nearly every row has one.
        if is_count(cell.text):
            return False
    texts = [cell for cell in row[1:] if cell.text]
    if len({id(cell) for cell in texts}) < min(2, len(row) - 1) or number + 1 >= len(rows):
        return False
    below = rows[number + 1]
    counts = any(is_count(cell.text) for cell in below[1:]) or any(cell.text for cell in below[1:])
    periods = sum(kind_of(cell.text) in {"year", "period"} for cell in texts)
    text = row[0].text
    named = axis_named(text) is not None
    first = [normalise(cell.text) for cell in rows[0]]
    same = first == [normalise(cell.text) for cell in row]
    label = not text or named or is_measure(text) is not None
    return counts and (same or named or (periods >= 0.5 * len(texts) and label))


def side_by_side(head: Rows, body: Rows) -> list[tuple[int, ...]]:
    """Return the columns of each crosstab that stands beside another, usually one."""
    width = len(body[0])
    kinds = column_kinds(body, range(width))
    starts = [0]
    for column in range(2, width - 1):
        values_left = any(kinds[c] == "count" for c in range(starts[-1] + 1, column))
        if (
            kinds[column] == "label"
            and kinds[column - 1] in {"count", "blank"}
            and values_left
            and any(kinds[c] == "count" for c in range(column + 1, width))
            and _starts_table(head, starts[-1], column)
        ):
            starts.append(column)
    return [tuple(range(start, end)) for start, end in zip(starts, [*starts[1:], width], strict=True)]


def _starts_table(head: Rows, first: int, column: int) -> bool:
    """Say whether a label column in the middle begins a table: its head names an axis too."""
    if not head:
        return True
    here, there = head[-1][column].text, head[-1][first].text
    return normalise(here) == normalise(there) or axis_named(here) is not None or (not here and not there)
