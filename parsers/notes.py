"""What a document's notes say of how its figures are written: rounded, or hidden behind a mark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARK_MEANS = re.compile(
    r"(?:^|\s|\(|'|\")([*~#†]|\[?c\]?|x)(?:'|\"|\))?\s*"
    r"(?:=|-|–|:|denotes|means|represents|indicates|refers to|has been used (?:to|for|where)"
    r"|is used (?:to|for|where)|replaces)[^.]{0,60}?(?:less|fewer|lower) than (\w+)",
    re.IGNORECASE,
)
_ROUNDED = re.compile(r"\brounded\s+(?:up |down |off )?to\s+(?:the\s+)?nearest\s+(\w+)", re.IGNORECASE)
_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "twenty": 20}


def rounding_step(texts: Iterable[str]) -> int:
    """Return the step to which a note says that figures are rounded, 0 where none does."""
    for text in texts:
        match = _ROUNDED.search(text)
        if match:
            return int(match[1]) if match[1].isdecimal() else _WORDS.get(match[1].lower(), 0)
    return 0


def hiding_marks(texts: Iterable[str]) -> dict[str, int]:
    """Return the marks that notes explain ("* fewer than five"), each with the most that it can hide."""
    found = {}
    for text in texts:
        for mark, number in _MARK_MEANS.findall(text):
            limit = int(number) if number.isdecimal() else _WORDS.get(number.lower())
            if limit is not None:
                found[mark.lower()] = limit - 1
    return found
