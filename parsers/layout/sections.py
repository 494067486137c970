"""The rows of a table's body with all their labels: filled down, and with the section that they stand in."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from parsers.document import IDLE_SUM
from parsers.layout.kinds import is_line, kind_of
from parsers.layout.meaning import kind_of_label
from parsers.vocabulary.dimensions import is_total
from parsers.vocabulary.offences import find_offence
from parsers.vocabulary.text import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.document import Cell
    from parsers.layout.crosstab import Crosstab

_NOTE = re.compile(r"[*#~†‡]|\[\w{1,2}\]|notes?\b", re.IGNORECASE)
"""How a note begins: with the mark that it explains."""


def is_note(text: str) -> bool:
    """Say whether a text begins as a note does, and names nothing."""
    return _NOTE.match(text) is not None


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A row of the body with its labels, one per label column, and the section that it stands in.

    `group` is true where its label stands further left than those below it; `idle` where it holds no values
    but zeros that add up nothing.
    """

    cells: tuple[Cell, ...]
    labels: tuple[str, ...]
    section: str | None
    group: bool = False
    idle: bool = False


def body_rows(tab: Crosstab) -> list[BodyRow]:
    """Return the rows that hold values, with labels filled down and section rows applied to what follows.

    A total below a section's own total sums over all sections.
    """
    rows: list[BodyRow] = []
    carried = [""] * len(tab.labels)
    section: str | None = None
    summed = False
    sparse = _is_sparse(tab)
    body = tab.body[: _notes_begin(tab)]
    begun = _begun_labels(tab, body)
    for number, cells in enumerate(body):
        own = [cells[column].text for column in tab.labels]
        if (not number and _is_rest(tab, cells, own)) or number in begun:
            continue
        if number - 1 in begun:
            own[-1] = f"{body[number - 1][tab.labels[-1]].text} {own[-1]}"
        if _is_section(tab, cells, own, sparse=sparse):
            section, summed = section_label(cells, own), False
            carried = [""] * len(tab.labels)
            if _is_idle(tab, cells):
                rows.append(BodyRow(cells, tuple(own), None, idle=True))
            continue
        if _is_idle(tab, cells):
            rows.append(BodyRow(cells, tuple(own), section, idle=True))
            continue
        labels = _filled(own, carried)
        total = any(is_total(label) for label in own)
        grand = total and (summed or any(_is_grand(label) for label in own))
        rows.append(BodyRow(cells, tuple(labels), None if grand else section, number in tab.groups))
        summed = summed or total
    return rows


def _begun_labels(tab: Crosstab, body: Sequence[Sequence[Cell]]) -> set[int]:
    """Return the rows that are the first line of the next one's label.

    They hold no values, and only with what stands below them are they a label that the table has elsewhere.
    """
    if not tab.labels:
        return set()
    column = tab.labels[-1]
    texts = [normalise(row[column].text) for row in body]
    often = Counter(texts)
    return {
        number
        for number, (upper, lower) in enumerate(pairwise(texts))
        if upper
        and lower
        and not _holds_any(tab, body[number])
        and _holds_any(tab, body[number + 1])
        and often[upper] == often[lower] == 1
        and often[f"{upper} {lower}"]
    }


def _is_rest(tab: Crosstab, cells: Sequence[Cell], own: Sequence[str]) -> bool:
    """Say whether a page's first row is the rest of the label that the page before cut, and names no section.

    It alone begins with a small letter, and no offence has it for its whole name.
    """
    if find_offence(section_label(cells, own)).codes:
        return False
    others = [row[column].text for row in tab.body if row is not cells for column in tab.labels]
    return (
        cells[0].box is not None
        and section_label(cells, own)[:1].islower()
        and not _holds_any(tab, cells)
        and not any(text[:1].islower() for text in others)
    )


def _notes_begin(tab: Crosstab) -> int:
    """Return the row from which on notes stand below the last values: they name no section of any row."""
    upwards = range(len(tab.body) - 1, -1, -1)
    last = next((at for at in upwards if _holds_any(tab, tab.body[at])), -1)
    below = enumerate(tab.body[last + 1 :], last + 1)
    return next((at for at, cells in below if is_line(cells) and is_note(cells[0].text)), len(tab.body))


def _filled(own: Sequence[str], carried: list[str]) -> list[str]:
    """Return a row's labels with blank ones before others filled from above; `carried` is what stands there.

    "Arson total" below Arson's rows is the total of that group.
    """
    labels = list(own)
    for position in range(len(labels)):
        group = carried[position]
        if not labels[position] and any(own[position + 1 :]):
            labels[position] = group
        elif group and position + 1 < len(labels) and _is_total_of(own[position], group):
            labels[position : position + 2] = [group, own[position]]
            break
        elif labels[position]:
            carried[position] = labels[position]
            carried[position + 1 :] = [""] * (len(carried) - position - 1)
    return labels


def _is_total_of(label: str, group: str) -> bool:
    words, of = normalise(label), normalise(group)
    return words in {f"{of} total", f"total {of}", f"{of} totals", f"{of} sub total", f"{of} subtotal"}


def section_label(cells: Sequence[Cell], own: Sequence[str]) -> str:
    """Return the one text of a row that names a section: its label, or a text centred over its columns."""
    labels = [text for text in own if text]
    if labels:
        return labels[0]
    texts = {id(cell): cell.text for cell in cells if cell.text}
    (text,) = texts.values() if len(texts) == 1 else ("",)
    return text if kind_of(text) in {"text", "period"} else ""


def _holds_any(tab: Crosstab, cells: Sequence[Cell]) -> bool:
    return any(
        cells[column].text and cells[column].doubt != IDLE_SUM
        for column in tab.values
        if cells[column].column in tab.values
    )


def _is_idle(tab: Crosstab, cells: Sequence[Cell]) -> bool:
    """Say whether all that stands among a row's values are sums that add up nothing."""
    return any(cells[column].doubt == IDLE_SUM for column in tab.values) and not _holds_any(tab, cells)


def _is_grand(label: str) -> bool:
    """Say whether a total is one over all sections."""
    return is_total(label) and normalise(label).startswith(("grand", "overall", "all "))


def _is_sparse(tab: Crosstab) -> bool:
    """Say whether rows with values also have blank cells, so that a row of blanks may be a row of zeros.

    A blank below no head, where others have one, is none of these.
    """
    headed = [column for column in tab.values if any(tab.head_path(column))] or tab.values
    return any(
        _holds_any(tab, cells) and any(not cells[column].text for column in headed) for cells in tab.body
    )


def _is_section(tab: Crosstab, cells: Sequence[Cell], own: Sequence[str], *, sparse: bool) -> bool:
    """Say whether a row has a label and no values because it names the rows below it."""
    label = section_label(cells, own)
    if not label or (any(own) and _holds_any(tab, cells)):
        return False
    if is_total(label):
        return False
    merged = any(cell.column_span >= len(tab.values) > 1 for cell in cells if cell.text)
    if merged or not any(own):
        return True
    others = Counter(kind_of_label(row[tab.labels[-1]].text) for row in tab.body if row is not cells)
    # Totals say nothing of what they sum, and of two kinds as frequent either may be the rows'.
    del others["total"]
    most = max(others.values(), default=0)
    usual = {each for each, count in others.items() if count == most}
    kind = kind_of_label(label)
    if not sparse:
        # Outcomes have no outcomes below them: one without a value, where no other is blank, counts none.
        return kind != "outcome" or kind not in usual
    return kind is not None and kind not in usual
