"""The shape of a table: head rows, label columns, section rows, and the paths of labels to every cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.layout.kinds import is_count, kind_of
from parsers.vocabulary.dimensions import axis_named, is_measure, is_total, looks_like_place
from parsers.vocabulary.offences import looks_like_offence
from parsers.vocabulary.outcomes import looks_like_outcome
from parsers.vocabulary.text import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.document import Cell

Rows = tuple[tuple["Cell", ...], ...]


@dataclass(frozen=True, slots=True)
class Crosstab:
    """A grid cut into head rows, label columns and value columns.

    `titles` are lines of text that stand over this part of the table only. `corner` are the texts over the
    label columns, one per label column; `heads` are the head rows over the value columns.
    """

    head: Rows
    body: Rows
    labels: tuple[int, ...]
    values: tuple[int, ...]
    titles: tuple[str, ...] = ()

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
    for block, titles in _stacked(_trimmed(rows)):
        head = _head_rows(block)
        body = block[head:]
        if not body:
            continue
        heads = _filled(block[:head]) or inherited
        inherited = heads
        tabs = [_crosstab(heads, body, columns, titles) for columns in _side_by_side(heads, body)]
        found += [tab for tab in tabs if tab is not None]
    return found


def _trimmed(rows: Rows) -> Rows:
    """Leave out rows and columns in which nothing stands: spacers."""
    kept_rows = [row for row in rows if any(cell.text for cell in row)]
    if not kept_rows:
        return ()
    kept = [
        column
        for column in range(len(kept_rows[0]))
        if any(row[column].text and row[column].column == column for row in kept_rows)
    ]
    return tuple(tuple(row[column] for column in kept) for row in kept_rows)


def _head_rows(rows: Rows) -> int:
    """Return how many rows at the top are heads."""
    for number, row in enumerate(rows):
        beyond = row[1:]
        if any(is_count(cell.text) for cell in beyond):
            return _without_sections(rows[:number])
        years = [cell for cell in beyond if kind_of(cell.text) == "year"]
        # Years with a label of the rows' kind are counts that look like years.
        if number and years and _has_heads(rows[:number]) and not _is_head_label(row[0].text):
            return _without_sections(rows[:number])
    return 0


def _without_sections(head: Rows) -> int:
    """Return the height of a head without the label-only rows at its end, which name the first section."""
    height = len(head)
    while height > 1:
        row = head[height - 1]
        if not _is_merged_section(row) and (
            any(cell.text for cell in row[1:]) or _is_corner(head, height - 1)
        ):
            break
        height -= 1
    return height


def _is_merged_section(row: Sequence[Cell]) -> bool:
    """Say whether one text is merged over a whole row: below heads it names what follows, not columns."""
    first = row[0]
    return (
        len(row) > 1
        and bool(first.text)
        and all(cell is first for cell in row)
        and is_measure(first.text) is None
    )


def _is_corner(head: Rows, number: int) -> bool:
    """Say whether a label-only row is the name of the labels, set lower than the heads beside it."""
    blank = not any(row[0].text for row in head[:number])
    text = head[number][0].text
    known = looks_like_outcome(text) or looks_like_offence(text) or looks_like_place(text)
    return blank and not known and kind_of(text) == "text"


def _has_heads(rows: Rows) -> bool:
    return any(kind_of(cell.text) in {"year", "period"} for row in rows for cell in row[1:])


def _is_head_label(text: str) -> bool:
    return not text or axis_named(text) is not None or is_measure(text) is not None


def _stacked(rows: Rows) -> list[tuple[Rows, tuple[str, ...]]]:
    """Part a grid where a new head begins below a body; lines of text right above it are its titles."""
    starts = [0, *(number for number in range(1, len(rows)) if _begins_block(rows, number))]
    blocks = []
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        block = rows[start:end]
        titles: list[str] = []
        while len(block) > 1 and _is_line(block[0]):
            titles.append(block[0][0].text)
            block = block[1:]
        blocks.append((block, tuple(titles)))
    return blocks


def _is_line(row: Sequence[Cell]) -> bool:
    """Say whether a row is one line of text: its first cell alone, or one merged over all columns."""
    texts = [cell for cell in row if cell.text]
    return bool(texts) and all(cell is texts[0] for cell in texts) and bool(row[0].text)


def _begins_block(rows: Rows, number: int) -> bool:
    """Say whether a row begins a block of its own: a head, or titles right above one, below a body."""
    above = rows[number - 1]
    if _is_line(above) and not _is_new_head(rows, number):
        return False
    if _is_new_head(rows, number):
        return not _is_line(above) and any(is_count(cell.text) for cell in above[1:])
    below = number
    while below < len(rows) and _is_line(rows[below]):
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
    texts = [cell for cell in row[1:] if cell.text]
    if len({id(cell) for cell in texts}) < min(2, len(row) - 1) or number + 1 >= len(rows):
        return False
    if any(is_count(cell.text) for cell in texts):
        return False
    below = rows[number + 1]
    counts = any(is_count(cell.text) for cell in below[1:]) or any(cell.text for cell in below[1:])
    periods = sum(kind_of(cell.text) in {"year", "period"} for cell in texts)
    named = axis_named(row[0].text) is not None
    first = [normalise(cell.text) for cell in rows[0]]
    same = first == [normalise(cell.text) for cell in row]
    return counts and (same or named or (periods >= 0.5 * len(texts) and _is_head_label(row[0].text)))


def _filled(head: Rows) -> Rows:
    """Give blank heads of upper rows the head at their left, as unmerged group heads are written.

    Only between heads: a blank one at the left of all belongs to the labels.
    """
    rows = []
    for number, row in enumerate(head):
        cells = list(row)
        if number < len(head) - 1:
            for column in range(1, len(cells)):
                if not cells[column].text and cells[column - 1].text and head[-1][column].text:
                    left = cells[column - 1]
                    if _over_labels(head, column - 1):
                        continue
                    cells[column] = left
        rows.append(tuple(cells))
    return tuple(rows)


def _over_labels(head: Rows, column: int) -> bool:
    lowest = head[-1][column].text
    return column == 0 or axis_named(lowest) is not None


def _side_by_side(head: Rows, body: Rows) -> list[tuple[int, ...]]:
    """Return the columns of each crosstab that stands beside another, usually one."""
    width = len(body[0])
    kinds = [_column_kind(body, column) for column in range(width)]
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


def _column_kind(body: Rows, column: int) -> str:
    """Return whether a column holds labels, counts or nothing, by the greater part of its cells."""
    kinds = [kind_of(row[column].text) for row in body if row[column].text]
    if not kinds:
        return "blank"
    counts = sum(kind == "value" for kind in kinds)
    return "count" if counts > 0.5 * len(kinds) else "label"


def _crosstab(head: Rows, body: Rows, columns: tuple[int, ...], titles: tuple[str, ...]) -> Crosstab | None:
    """Return the crosstab in some columns of a block, or None where they hold no counts."""
    body = tuple(row for row in body if any(row[column].text for column in columns))
    kinds = {column: _column_kind(body, column) for column in columns}
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
    values = tuple(column for column in columns if column not in labels and _holds_values(body, column, head))
    if not values or not any(kinds[column] == "count" for column in values):
        return None
    return Crosstab(head, body, tuple(labels), values, titles)


def _holds_values(body: Rows, column: int, head: Rows) -> bool:
    """Leave out columns of remarks: text with no count in it."""
    kinds = [kind_of(row[column].text) for row in body if row[column].text]
    if not kinds:
        return any(row[column].text for row in head)
    return "value" in kinds or "year" in kinds


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A row of the body with its labels, one per label column, and the section that it stands in."""

    cells: tuple[Cell, ...]
    labels: tuple[str, ...]
    section: str | None


def body_rows(tab: Crosstab) -> list[BodyRow]:
    """Return the rows that hold values, with labels filled down and section rows applied to what follows."""
    rows: list[BodyRow] = []
    carried = [""] * len(tab.labels)
    section: str | None = None
    sparse = _is_sparse(tab)
    for cells in tab.body:
        own = [cells[column].text for column in tab.labels]
        if _is_section(tab, cells, own, sparse=sparse):
            section = section_label(cells, own)
            carried = [""] * len(tab.labels)
            continue
        labels = list(own)
        for position in range(len(labels)):
            if not labels[position] and any(own[position + 1 :]):
                labels[position] = carried[position]
            elif labels[position]:
                carried[position] = labels[position]
                carried[position + 1 :] = [""] * (len(carried) - position - 1)
        inside = None if any(_is_grand(label) for label in own) else section
        rows.append(BodyRow(cells, tuple(labels), inside))
    return rows


def section_label(cells: Sequence[Cell], own: Sequence[str]) -> str:
    """Return the one text of a row that names a section: its label, or a text centred over its columns."""
    labels = [text for text in own if text]
    if labels:
        return labels[0]
    texts = {id(cell): cell.text for cell in cells if cell.text}
    (text,) = texts.values() if len(texts) == 1 else ("",)
    return text if kind_of(text) in {"text", "period"} else ""


def _holds_any(tab: Crosstab, cells: Sequence[Cell]) -> bool:
    return any(cells[column].text for column in tab.values if cells[column].column in tab.values)


def _is_grand(label: str) -> bool:
    """Say whether a total is one over all sections."""
    return is_total(label) and normalise(label).startswith(("grand", "overall", "all "))


def _is_sparse(tab: Crosstab) -> bool:
    """Say whether rows with values also have blank cells, so that a row of blanks may be a row of zeros."""
    return any(
        any(cells[column].text for column in tab.values)
        and any(not cells[column].text for column in tab.values)
        for cells in tab.body
    )


def _is_section(tab: Crosstab, cells: Sequence[Cell], own: Sequence[str], *, sparse: bool) -> bool:
    """Say whether a row has a label and no values because it names the rows below it."""
    label = section_label(cells, own)
    if not label or (any(own) and _holds_any(tab, cells)):
        return False
    if is_total(label):
        return False
    merged = any(cell.column_span >= len(tab.values) for cell in cells if cell.text)
    if merged or not sparse or not any(own):
        return True
    from parsers.layout.meaning import kind_of_label  # noqa: PLC0415 meaning builds on this module

    others = [kind_of_label(row[tab.labels[-1]].text) for row in tab.body if row is not cells]
    kind = kind_of_label(label)
    usual = max(set(others), key=others.count) if others else None
    return kind is not None and kind != usual
