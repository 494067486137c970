"""What labels say of people and of units: age, sex, and whether crimes, incidents or people are counted."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from parsers.vocabulary.text import normalise

_AGES = re.compile(
    r"(?:aged? )?(?:under|over|up to)? ?\d{1,2} ?(?:-|to|and over|and under|or over|or under|\+)? ?\d{0,2} ?"
    r"(?:years?(?: old| of age)?|yrs?)|(?:aged? |ages? |under |over )\d{1,2}(?: ?(?:-|to) ?\d{1,2}|\+)?"
    r"|\d{1,2}\+|(?:child(?:ren)?|adults?|youths?|juveniles?|minors?|young (?:people|persons?|adults?))"
    r"(?: \(.*\))?|.*\b\d{1,2}(?:-\d{1,2}|\+)? (?:years?|yrs?)",
)
_SEXES = frozenset(
    (
        "male",
        "males",
        "female",
        "females",
        "men",
        "women",
        "boys",
        "girls",
        "man",
        "woman",
        "non binary",
        "non-binary",
    )
)
_UNITS = {
    "crimes": "crimes",
    "offences": "crimes",
    "recorded crimes": "crimes",
    "recorded offences": "crimes",
    "incidents": "incidents",
    "individuals": "people",
    "people": "people",
    "persons": "people",
    "victims": "victims",
    "suspects": "suspects",
    "offenders": "suspects",
    "defendants": "suspects",
    "arrests": "arrests",
    "reports": "reports",
    "occurrences": "occurrences",
}


@lru_cache(maxsize=4096)
def group_of(label: str) -> Literal["age", "sex"] | None:
    """Return "age" or "sex" where a label names a group of people by it, else None."""
    text = normalise(label)
    if text in _SEXES:
        return "sex"
    return "age" if _AGES.fullmatch(text) else None


def unit_of(label: str) -> str | None:
    """Return what a label says is counted ("crimes", "incidents", "people", …); None where it does not."""
    text = normalise(label).removeprefix("number of ").removeprefix("no. of ")
    return _UNITS.get(text)
