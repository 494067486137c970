"""What a letter says its figures count, and by which date: crimes or people, recorded or closed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_UNIT = re.compile(
    r"\b(?:figures?|data|numbers?|tables?|results?|totals?|counts?)\b[^.;]{0,40}?"
    r"\b(?:relates? to|counts?|shows?|represents?|(?:is|are) (?:based on|for|of)|refers? to|gives?|reflects?)"
    r" (?:the )?(?:number of |count of |unique |distinct |individual )*"
    r"(?P<unit>people|persons|individuals|offenders|victims|suspects|defendants|arrests|occurrences|incidents"
    r"|investigations|crimes|offences)\b(?! (?:rather than|recorded by|and)\b.{0,20}\?)",
    re.IGNORECASE,
)
_NOT_UNIT = re.compile(r"\bnot (?:the )?(?:number of )?$", re.IGNORECASE)
_PEOPLE = frozenset(("people", "persons", "individuals"))
_BY_DATE = re.compile(
    r"\b(?:by|on|using|used|uses|from)\s+(?:the\s+)?(?:date|day|month|year|period)s?\b(?P<date>[^.;]{0,90})"
    r"|\bbased on when\b(?P<when>[^.;]{0,90})|\b(?P<kind>created|recorded|reported|committed|offence|outcome)"
    r" date\b",
    re.IGNORECASE,
)
_BASES = (
    (
        "outcome",
        re.compile(r"outcome|finali[sz]ed|closed|dispos|result(?:ed)?\b|detected|filed", re.IGNORECASE),
    ),
    ("offence date", re.compile(r"committed|occurred|took place|offence", re.IGNORECASE)),
    ("recorded", re.compile(r"record|report|creat|crimed|logged", re.IGNORECASE)),
)


def unit_in(sentences: Iterable[str]) -> str | None:
    """Return the one thing that a letter says its figures count, None where it says none or several.

    "people", "offenders", "occurrences", "crimes", … : what is not crimes answers another question.
    """
    found = set()
    for sentence in sentences:
        match = _UNIT.search(sentence)
        if match is not None and not _NOT_UNIT.search(sentence[: match.start("unit")]):
            unit = match["unit"].lower()
            found.add("people" if unit in _PEOPLE else "crimes" if unit == "offences" else unit)
    return found.pop() if len(found) == 1 else None


def basis_in(sentences: Iterable[str]) -> str | None:
    """Return by which date a letter says its figures are counted, None where it says none or several.

    "recorded", "outcome" or "offence date": forces answer the same question by each of them.
    """
    found = {
        basis
        for sentence in sentences
        for match in _BY_DATE.finditer(sentence)
        for basis in [_basis_of(match["date"] or match["when"] or match["kind"] or "")]
        if basis is not None
    }
    return found.pop() if len(found) == 1 else None


def _basis_of(text: str) -> str | None:
    """Return the basis whose word comes first."""
    places = [(match.start(), basis) for basis, sign in _BASES for match in [sign.search(text)] if match]
    return min(places)[1] if places else None
