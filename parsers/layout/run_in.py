"""Sections whose names ran into the label of the row below them: those below stand in them too."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from parsers.vocabulary.offences import looks_like_offence
from parsers.vocabulary.outcomes import find_outcome
from parsers.vocabulary.text import normalise

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from parsers.figure import Figure

RAN_IN = "a section's name may have run into a label above"


def held_below_run_in(figures: Sequence[Figure]) -> list[Figure]:
    """Return one table's figures, with those held that may stand in a section that no label names.

    A label of an offence and a whole outcome behind it, where the table has outcomes alone, is that of the
    section's first row. What follows it would be taken for rows of the section before. A label of the table
    that has other words before it, below the name of a section, has the rest of that name before it.
    """
    rows = [list(row) for _, row in groupby(figures, key=lambda figure: figure.row)]
    labels = {normalise(row[0].outcome_label or "") for row in rows}
    rest = {id(row) for row in rows if _begins_with_rest(row[0].outcome_label or "", labels)}
    made: list[Figure] = []
    section: tuple[object, ...] | None = None
    before = -1
    for row in rows:
        about = (row[0].offence_label, *sorted(row[0].breakdown.items()))
        if about != section:
            section = None
        if section is None and id(row) in rest and row[0].row - before > 1:
            section = about
        before = row[0].row
        if section is not None:
            made += [replace(cell, held_reason=cell.held_reason or RAN_IN) for cell in row]
            continue
        made += row
        if any(cell.outcome_label and _holds_two(cell.outcome_label) for cell in row):
            section = about
    return made


def _begins_with_rest(label: str, labels: Container[str]) -> bool:
    """Say whether a label is another one of its table with words before it that begin with a small letter."""
    words = label.split()
    return label[:1].islower() and any(
        normalise(" ".join(words[at:])) in labels for at in range(1, len(words))
    )


def _holds_two(label: str) -> bool:
    """Say whether a label that is no outcome is an offence and, behind it, an outcome."""
    if find_outcome(label).codes is not None:
        return False
    words = label.split()
    return any(
        words[at][:1].isupper()
        and looks_like_offence(" ".join(words[:at]))
        and find_outcome(" ".join(words[at:])).codes is not None
        for at in range(1, len(words))
    )
