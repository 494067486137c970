"""What a cell's text is by itself: a value, a period, a word or nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from parsers.vocabulary.outcomes import find_outcome
from parsers.vocabulary.periods import read_period
from parsers.vocabulary.values import read_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsers.document import Cell

Rows = tuple[tuple["Cell", ...], ...]
Kind = Literal["blank", "value", "year", "period", "text"]

_LETTERS = re.compile(r"[^\W\d_]")
_FEW_LETTERS = 4
_BARE_YEAR = re.compile(r"(?:19|20)\d\d(?:\.0)?")


@lru_cache(maxsize=65536)
def kind_of(text: str) -> Kind:
    """Return the kind of a cell's text; "year" is a bare year, which may also be a count."""
    if not text:
        return "blank"
    if _BARE_YEAR.fullmatch(text) and read_period(text):
        return "year"
    if read_period(text):
        return "period"
    value = read_value(text)
    if value is None:
        return "text"
    letters = len(_LETTERS.findall(text))
    if value.status == "unreadable" and (letters >= _FEW_LETTERS or (letters and text[0].isalpha())):
        return "text"
    if value.status == "unreadable" and letters and find_outcome(text).codes:
        # "6: PND" begins with its number.
        return "text"
    return "value"


def is_count(text: str) -> bool:
    """Say whether a text is a value and cannot be a head or a label."""
    return kind_of(text) == "value"


def is_line(row: Sequence[Cell]) -> bool:
    """Say whether a row is one line of text: its first cell alone, or one merged over all columns."""
    first = row[0]
    if not first.text:
        return False
    for cell in row:  # noqa: SIM110 a loop, as every cell of a long table is asked for its row
        if cell is not first and cell.text:
            return False
    return True


def without_lines(body: Rows) -> Rows:
    """Return the rows of a body that are no lines of text."""
    return tuple(row for row in body if not is_line(row))


def column_kinds(body: Rows, columns: Iterable[int]) -> list[Literal["label", "count", "blank"]]:
    """Return whether columns hold labels, counts or nothing, by the greater part of their cells.

    A line of text says something of its first column alone.
    """
    plain = without_lines(body)
    return [_by_most([row[column].text for row in (plain if column else body)]) for column in columns]


def _by_most(texts: Iterable[str]) -> Literal["label", "count", "blank"]:
    kinds = [kind_of(text) for text in texts if text]
    if not kinds:
        return "blank"
    counts = kinds.count("value")
    return "count" if counts > 0.5 * len(kinds) else "label"
