"""What a cell's text is by itself: a value, a period, a word or nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from parsers.vocabulary.periods import read_period
from parsers.vocabulary.values import read_value

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
    return "value"


def is_count(text: str) -> bool:
    """Say whether a text is a value and cannot be a head or a label."""
    return kind_of(text) == "value"
