"""Sections that go on where their table was parted: rows whose own section stands elsewhere."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from parsers.document import number_of
from parsers.layout.sections import body_rows
from parsers.vocabulary.dimensions import is_total
from parsers.vocabulary.text import normalise

if TYPE_CHECKING:
    from parsers.layout.context import Context
    from parsers.layout.crosstab import Crosstab

NO_SECTION = "row without the section that it stands in"


def rows_without_section(above: Crosstab, tab: Crosstab, context: Context) -> dict[int, str]:
    """Return the rows of `tab` that may belong to a section of the table `above` it, each with the reason.

    They are those before its own first section, where it has the heads of a table with sections and nothing
    around it says what it is about.
    """
    told = context.offence or context.outcome or context.breakdown
    if told or _heads(above) != _heads(tab) or not any(row.section for row in body_rows(above)):
        return {}
    first = takewhile(lambda row: not row.section, body_rows(tab))
    return {
        number_of(row.cells): NO_SECTION for row in first if not any(is_total(label) for label in row.labels)
    }


def _heads(tab: Crosstab) -> list[str]:
    return [normalise(row[column].text) for row in tab.head for column in tab.values]
