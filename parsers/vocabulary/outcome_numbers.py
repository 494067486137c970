"""Outcome numbers that labels carry: "Type 16 - ...", "16: ...", "(OC16)"; and the words that are left."""

from __future__ import annotations

import re
from typing import NamedTuple

_CODE = r"\d{1,2}[a-e]?"
_LIST = rf"{_CODE}(?:\s*(?:/|,|&|\+|\band\b|\bor\b)\s*(?:oc\s?)?{_CODE})*"
# "outcome" or "OC" before a number says what the number is; "type" and "code" say it only beside outcome words.
_STRONG = re.compile(
    rf"\(?\b(?:(?:crime |ho |home office )?outcomes?(?: type| code| number| no\.?)?s?|oc)\W{{0,2}}({_LIST}|{_CODE}(?:-| to ){_CODE})(?![\w/])\)?[:.\s-]*"
)
_WEAK = re.compile(
    rf"^\(?(?:type|code|no\.?|number|t|o)\s?({_LIST})(?![\w/])\)?[\s:.,;)-]*|\(\s*type ({_LIST})\s*\)|\btype ({_CODE}) outcomes?\b"
)
_LEADING = re.compile(rf"^[(\[]?({_LIST})(?:[)\]:.-]+\s*|\s+(?=[^\d\W])(?!of\b|to\b|or\b|and\b|x\b))(?=\D)")
_TRAILING = re.compile(rf"\s*[(\[]({_LIST})[)\]]$")
_ONLY = re.compile(rf"[(\[]?({_LIST})[)\]]?")
_LETTER = re.compile(r"^[a-z][.)]\s*(?=\w{2})")
_EACH = re.compile(_CODE)


class Carried(NamedTuple):
    """The numbers of a label, the words without them, and how plainly the label says that they are outcomes.

    `strength` is "strong" (outcome, OC), "weak" (a leading number, "Type 16"), "trailing" (in brackets at the
    end, where it may be a footnote), "bare" (nothing else in the label) or "none".
    """

    numbers: tuple[str, ...]
    words: str
    strength: str
    several: bool = False
    """True where two places of the label carry different numbers."""


def carried(key: str) -> Carried:
    """Return the outcome numbers that a normalised label carries, as printed and in capitals."""
    key = _LETTER.sub("", key)
    if not any(sign.isdigit() for sign in key):
        return Carried((), key, "none")
    if only := _ONLY.fullmatch(key):
        return Carried(_each(only.group(1)), "", "bare")
    places: list[tuple[str, ...]] = []
    strength = "none"
    rest = key
    for name, pattern in (("strong", _STRONG), ("weak", _WEAK), ("weak", _LEADING), ("trailing", _TRAILING)):
        found = [next(group for group in match.groups() if group) for match in pattern.finditer(rest)]
        if found:
            places += [_each(numbers) for numbers in found]
            strength = name if strength == "none" else strength
            rest = pattern.sub(" ", rest).strip(" -:;,.()")
    if not places:
        return Carried((), key, "none")
    return Carried(places[0], rest, strength, several=any(set(place) != set(places[0]) for place in places))


def _each(text: str) -> tuple[str, ...]:
    if spread := re.fullmatch(rf"({_CODE})(?:-| to )({_CODE})", text):
        return (f"{spread.group(1)}-{spread.group(2)}".upper(),)
    return tuple(dict.fromkeys(found.upper() for found in _EACH.findall(text)))
