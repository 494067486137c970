"""Whose crimes are counted where a reply speaks of several forces: each title holds until another one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsers.document import Passage
from parsers.vocabulary.forces import find_force

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from parsers.document import Document, Table
    from parsers.letter import ZonedPassage

_SHORT = 90
"""Characters: a longer line is a sentence and no title."""
_BEHIND = re.compile(r"\s*:\s|\s[-\u2013\u2014]\s")


def force_titled(line: str) -> str | None:
    """Return the force that a title names: it alone, or before a colon or a dash."""
    if len(line) > _SHORT:
        return None
    for text in (line.strip().rstrip(":"), _BEHIND.split(line.strip(), maxsplit=1)[0]):
        if find_force(text) is not None:
            return text
    return None


def forces_over(document: Document, zoned: Sequence[ZonedPassage]) -> dict[int, str]:
    """Return, by the id of a block, the force named by the nearest title of the answer above it.

    A title on one sheet of a workbook says nothing of the next sheet.
    """
    answers = {id(item.passage) for item in zoned if item.zone == "answer"}
    named: dict[int, str] = {}
    force: str | None = None
    sheet = ""
    for block in document.blocks:
        if _sheet_of(block) != sheet:
            force, sheet = None, _sheet_of(block)
        if isinstance(block, Passage) and id(block) in answers:
            force = force_titled(block.text) or force
        if force is not None:
            named[id(block)] = force
    return named


def _sheet_of(block: Table | Passage) -> str:
    """Return the name of the sheet on which a block stands, as its locators print it; none on a page."""
    locator = block.locator if isinstance(block, Passage) else block.grid[0][0].locator if block.grid else ""
    return locator.rpartition("!")[0]


def forces_of_tables(document: Document, named: Mapping[int, str]) -> dict[int, str]:
    """Return the same for tables, by the id of its grid, which every copy of it keeps."""
    return {id(table.grid): named[id(table)] for table in document.tables if id(table) in named}
