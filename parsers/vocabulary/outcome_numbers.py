"""The outcome numbers that labels carry ("Type 16 - ...", "16: ...", "(OC16)"), and the words beside them."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Strength = Literal["strong", "weak", "bare", "trailing", "none"]

_CODE = r"\d{1,2}[a-e]?"
_JOIN = r"\s*(?:/|,|\+|\band\b|\bor\b)\s*(?:oc\s?)?"
_LIST = rf"{_CODE}(?:{_JOIN}{_CODE})*"
_SPREAD = rf"{_CODE}(?:-| to ){_CODE}"
_ENDS = r"(?![\w/])\)?[\s:;.,-]*"

# "Outcome 16" and "OC16" say what the number is, wherever they stand.
_STRONG = re.compile(
    rf"\(?\b(?:(?:crime |home office |ho )?outcomes?(?: types?| codes?| numbers?| nos?\.?)?|oc)"
    rf"[\s:#-]{{0,2}}({_SPREAD}|{_LIST}){_ENDS}"
)
_TYPE = re.compile(
    rf"^\(?(?:types?|codes?)\s?({_LIST}){_ENDS}|\(\s*type ({_LIST})\s*\)|\btype ({_CODE}) outcomes?\b"
)
_LEADING = re.compile(rf"^[(\[]?({_LIST})(?:[)\]:.-]+\s*|\s+(?=[^\W\d]))(?=\D)")
_TRAILING = re.compile(rf"\s*[(\[]({_LIST})[)\]]$")
_ALONE = re.compile(rf"[(\[]?({_SPREAD}|{_LIST})[)\]]?")
_LIST_LETTER = re.compile(r"^[a-z][.)]\s+(?=\w)")
_EACH = re.compile(_CODE)
_SPREAD_ENDS = re.compile(rf"({_CODE})(?:-| to )({_CODE})")
_PLACES: tuple[tuple[Strength, re.Pattern[str]], ...] = (
    ("strong", _STRONG),
    ("weak", _TYPE),
    ("weak", _LEADING),
    ("trailing", _TRAILING),
)


class Carried(NamedTuple):
    """The numbers of a label, the words without them, and how plainly the label says that they are outcomes.

    `strength` is "strong" (outcome, OC), "weak" ("Type 16", a leading number), "trailing" (in brackets at
    the end, where it may be a footnote), "bare" (nothing else in the label) or "none". `numbers` are as
    printed, in capitals; a spread is one item ("1-8"). `places` holds the numbers of each place that
    carries any.
    """

    places: tuple[tuple[str, ...], ...]
    words: str
    strength: Strength

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers of the plainest place."""
        return self.places[0] if self.places else ()

    @property
    def agree(self) -> bool:
        """Whether all places carry the same numbers."""
        return all(set(place) == set(self.numbers) for place in self.places)


def without_list_letter(key: str) -> str:
    """Return a normalised label without the letter that numbers it in a list ("b. Charged")."""
    return _LIST_LETTER.sub("", key)


def carried(key: str) -> Carried:
    """Return the outcome numbers that a normalised label carries."""
    if not any(sign.isdigit() for sign in key):
        return Carried((), key, "none")
    if alone := _ALONE.fullmatch(key):
        return Carried((_each(alone.group(1)),), "", "bare")
    places: list[tuple[str, ...]] = []
    strength: Strength = "none"
    rest = key
    for name, pattern in _PLACES:
        found = [next(filter(None, match.groups())) for match in pattern.finditer(rest)]
        if found:
            places += map(_each, found)
            strength = name if strength == "none" else strength
            rest = pattern.sub(" ", rest).strip(" -:;,.")
    return Carried(tuple(places), rest, strength)


def _each(text: str) -> tuple[str, ...]:
    if spread := _SPREAD_ENDS.fullmatch(text):
        return (f"{spread.group(1)}-{spread.group(2)}".upper(),)
    return tuple(dict.fromkeys(found.upper() for found in _EACH.findall(text)))
