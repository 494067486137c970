"""What was recognised on a picture, and how far it may be believed.

A number is accepted if its reader is sure of it or if a printed total closes with it; else it waits for a
person, who can look at the picture of its cell. Labels are not guessed: only letters that look alike on paper
("l", "I" and "1") are taken for one another, and only where exactly one known wording comes of it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from parsers.audit import closed_by_totals
from parsers.document import Passage, Table
from parsers.vocabulary.look_alikes import as_known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.document import Cell, Document
    from parsers.figure import Figure

SURE = 0.9
"""Words of which the recogniser is surer than this are, but for one or two in a thousand, right."""


def with_known_spellings(document: Document) -> Document:
    """Return a document in which labels that were recognised are spelled as the vocabulary spells them."""
    if not document.recognised:
        return document
    pages = frozenset(document.recognised)
    blocks: list[Table | Passage] = []
    for block in document.blocks:
        if isinstance(block, Table) and block.page in pages:
            made: dict[int, Cell] = {}
            grid = tuple(
                tuple(made.setdefault(id(cell), replace(cell, text=as_known(cell.text))) for cell in row)
                for row in block.grid
            )
            blocks.append(replace(block, grid=grid))
        else:
            blocks.append(block)
    return replace(document, blocks=blocks)


def doubted(document: Document, figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures with how sure their reader is of them; the doubtful ones are held.

    A printed total that closes confirms itself and all that it sums over.
    """
    if not document.recognised:
        return list(figures)
    sureness = _sureness(document)
    confirmed = closed_by_totals(figures)
    made = []
    for figure in figures:
        sure = sureness.get(figure.locator, 1.0)
        held = figure.held_reason
        if held is None and sure < SURE and figure.locator not in confirmed:
            held = "recognised with doubt"
        made.append(replace(figure, confidence=round(sure, 3), held_reason=held))
    return made


def _sureness(document: Document) -> dict[str, float]:
    sureness = {passage.locator: passage.confidence for passage in document.passages}
    for table in document.tables:
        for row in table.grid:
            for cell in row:
                sureness[cell.locator] = cell.confidence
    return sureness
