"""The shape of a table: head rows, label columns and value columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.layout.blocks import side_by_side, stacked
from parsers.layout.heads import filled, head_height, heads_counts, with_measures, with_periods_whole
from parsers.layout.indented import without_indent
from parsers.layout.kinds import column_kinds, kind_of, without_lines

if TYPE_CHECKING:
    from parsers.layout.kinds import Rows


_MARK = 2
"""Letters of a mark, at most."""


@dataclass(frozen=True, slots=True)
class Crosstab:
    """A grid cut into head rows, label columns and value columns.

    `titles` are lines of text that stand over this part of the table only; `groups` are the rows of the body
    whose labels stand further left than the labels below them.
    """

    head: Rows
    body: Rows
    labels: tuple[int, ...]
    values: tuple[int, ...]
    titles: tuple[str, ...] = ()
    groups: frozenset[int] = frozenset()

    def corner(self, label: int) -> str:
        """Return what stands over a label column, nearest last."""
        texts: list[str] = []
        for row in self.head:
            text = row[self.labels[label]].text
            if text and text not in texts:
                texts.append(text)
        return " ".join(texts)

    def head_path(self, column: int) -> tuple[str, ...]:
        """Return the heads over a value column from the top, one per head row, blank ones included."""
        return tuple(row[column].text for row in self.head)


def crosstabs(rows: Rows) -> list[Crosstab]:
    """Return the crosstabs in a grid: stacked ones with their own heads, and ones that stand side by side."""
    found: list[Crosstab] = []
    inherited: Rows = ()
    for block, titles in stacked(_trimmed(_without_notes(rows))):
        height = head_height(block)
        body = block[height:]
        if not body:
            continue
        heads = filled(with_periods_whole(block[:height])) or inherited
        inherited = heads
        tabs = [_crosstab(heads, body, columns, titles) for columns in side_by_side(heads, body)]
        found += [tab for tab in tabs if tab is not None]
    return found


def _without_notes(rows: Rows) -> Rows:
    """Leave out the texts below a table: what follows its last value behind a row in which nothing stands."""
    upwards = range(len(rows), 0, -1)
    after = next(
        (at for at in upwards if any(kind_of(cell.text) == "value" for cell in rows[at - 1])), len(rows)
    )
    blank = (at for at, row in enumerate(rows[after:], after) if not any(cell.text for cell in row))
    return rows[: next(blank, len(rows))]


def _trimmed(rows: Rows) -> Rows:
    """Leave out rows and columns in which nothing stands, or nothing but one mark: spacers."""
    kept_rows = [row for row in rows if any(cell.text for cell in row)]
    if not kept_rows:
        return ()
    kept = [
        column
        for column in range(len(kept_rows[0]))
        if not _is_spacer({row[column].text for row in kept_rows if row[column].column == column}, column)
    ]
    return tuple(tuple(row[column] for column in kept) for row in kept_rows)


def _is_spacer(texts: set[str], column: int) -> bool:
    """Say whether a column holds nothing, or one mark without a head ("R" for revised) beside some values.

    It names no row that it stands in, and says nothing of how many were counted.
    """
    texts = texts - {""}
    marks = [text for text in texts if text.isalpha() and len(text) <= _MARK and kind_of(text) == "text"]
    return not texts or (column > 0 and len(texts) == len(marks) == 1)


def _crosstab(head: Rows, body: Rows, columns: tuple[int, ...], titles: tuple[str, ...]) -> Crosstab | None:
    """Return the crosstab in some columns of a block, or None where they hold no counts."""
    body = tuple(row for row in body if any(row[column].text for column in columns))
    plain = without_lines(body)
    kinds = dict(zip(columns, column_kinds(body, columns), strict=True))
    for column in columns[1:]:
        if _counts_years(head, plain, column):
            kinds[column] = "count"
    labels: list[int] = []
    for position, column in enumerate(columns):
        later = columns[position + 1 :]
        if kinds[column] == "label" and any(kinds[c] in {"count", "blank"} for c in later):
            labels.append(column)
        elif kinds[column] == "count" and later and kinds[later[0]] == "label" and position == 0:
            # Numbers before the labels: codes or row numbers.
            labels.append(column)
        else:
            break
    values = tuple(
        column for column in columns if column not in labels and _holds_values(plain, column, head)
    )
    if not values or not any(kinds[column] == "count" for column in values):
        return None
    body, labelled, groups = without_indent(body, labels, values)
    return Crosstab(with_measures(head, values), body, labelled, values, titles, groups)


def _counts_years(head: Rows, body: Rows, column: int) -> bool:
    """Say whether a column holds nothing but values and what looks like years, below a head of counts.

    The `body` is without its lines of text.
    """
    over = next((row[column].text for row in reversed(head) if row[column].text), "")
    kinds = {kind_of(row[column].text) for row in body if row[column].text}
    return "year" in kinds and kinds <= {"year", "value"} and heads_counts(over)


def _holds_values(body: Rows, column: int, head: Rows) -> bool:
    """Leave out columns of remarks: text with no count in it. The `body` is without its lines of text."""
    kinds = {kind_of(row[column].text) for row in body if row[column].text}
    if not kinds:
        return any(row[column].text for row in head)
    return "value" in kinds or "year" in kinds
