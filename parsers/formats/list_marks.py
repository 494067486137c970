"""Marks that a format sets before the items of a list, and raised marks that it sets behind words."""

from __future__ import annotations

import re

BULLET = "•"
_LETTERS = 26
_ROMAN = (("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))
_RAISED = re.compile(r"[\d*†‡§,()\[\]\s]{1,6}|[a-z]")


def is_raised_mark(text: str, before: str) -> bool:
    """Say whether raised text is the mark of a footnote and not the "th" of a day or the "2" of an area.

    It stands behind a number or name: "459" with the mark 1 is not 4591.
    """
    return bool(before[-1:].strip()) and _RAISED.fullmatch(text) is not None


def item_number(number: int, form: str) -> str:
    """Return an item's number as a list writes it, in digits where `form` is not known.

    `form` is a first sign ("1", "a", "A", "i", "I") or Word's name of it ("lowerLetter").
    """
    if form in {"a", "A", "lowerLetter", "upperLetter"}:
        repeated, at = divmod(max(number, 1) - 1, _LETTERS)
        text = chr(ord("a") + at) * min(repeated + 1, 10)
    elif form in {"i", "I", "lowerRoman", "upperRoman"}:
        text, rest = "", min(number, 200)
        for sign, worth in _ROMAN:
            text += sign * (rest // worth)
            rest %= worth
    else:
        return str(number)
    return text.upper() if form in {"A", "I", "upperLetter", "upperRoman"} else text
