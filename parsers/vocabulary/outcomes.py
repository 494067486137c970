"""Outcome codes of the Home Office and the wordings under which replies print them.

A label maps by its exact wording or by the number that it carries, never by likeness: wordings that differ by
"not" mean opposite outcomes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from parsers.vocabulary.offences import looks_like_offence
from parsers.vocabulary.outcome_numbers import Carried, carried
from parsers.vocabulary.outcome_signs import signs_in
from parsers.vocabulary.table import LazyTable, rows
from parsers.vocabulary.text import normalise, words_of


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome code; dates are ISO days, empty where not known or open."""

    code: str
    title: str
    group: str
    suspect_identified: str
    victim_supports: str
    valid_from: str
    valid_to: str
    note: str
    source: str


class OutcomeMatch(NamedTuple):
    """What an outcome label means.

    `codes` is a code set, or None where the label is not known or contradicts itself; then `contradiction` says
    what its number and its words say. `rule` is "wording", "number" or "".
    """

    codes: tuple[str, ...] | None
    rule: Literal["wording", "number", ""]
    contradiction: str | None


class Suggestion(NamedTuple):
    """A known wording like one that is not known, for a person to judge; `score` runs from 0 to 100."""

    wording: str
    codes: tuple[str, ...]
    score: float


def _load() -> dict[str, Outcome]:
    return {row["code"]: Outcome(**row) for row in rows("outcomes")}


OUTCOMES: LazyTable[Outcome] = LazyTable(_load)
"""Outcome code -> outcome: Home Office codes in their order, then the pseudo codes of other schemes."""

_NOTHING = OutcomeMatch(None, "", None)
_BARE_CODE = re.compile(r"[a-z]{0,2}\d{1,2}[a-z]?")
_OUTCOME_WORDS = re.compile(
    r"\b(?:charg|summon|requisition|caution|consideration|offender|suspect|died|deceased|dead\b|too ill|penalty|pnd|"
    r"cannabis|khat|resolution|restorative|prosecut|public interest|cps\b|evidential|victim|witness|support|identif|"
    r"investigation|time limit|nfib|agency|another body|diversion|educational|intervention|outcome|detect|disposal|"
    r"responsibility|formal action|further action|assigned|finalis|nfa\b|complainant|undetected|unfinalised)"
)


@lru_cache(maxsize=1)
def _wordings() -> dict[str, tuple[str, ...]]:
    return {
        words_of(row["wording"]): tuple(row["code_or_codes"].split("|")) for row in rows("outcome_wordings")
    }


@lru_cache(maxsize=65536)
def find_outcome(label: str, *, bare_numbers: bool = False) -> OutcomeMatch:
    """Return the outcome codes that a label means, by exact wording or by the number that it carries.

    `bare_numbers` says that the label stands where outcomes do, so that "16" alone and "16 Anything" count.
    Number and words that exclude each other give no codes and a contradiction (Home Office Counting Rules, crime
    outcomes: 14, 15 and 16 differ by whether a suspect is identified and whether the victim supports action).
    """
    key = normalise(label)
    if not key:
        return _NOTHING
    words = words_of(key)
    known = _wordings().get(words)
    if known and (bare_numbers or not _BARE_CODE.fullmatch(words)):
        return OutcomeMatch(known, "wording", None)
    found = carried(key)
    if not found.numbers:
        if found.words != key and (known := _wordings().get(words_of(found.words))):
            return OutcomeMatch(known, "wording", None)
        return _NOTHING
    return _by_number(found, bare_numbers=bare_numbers)


def _by_number(found: Carried, *, bare_numbers: bool) -> OutcomeMatch:
    numbers = _codes_of(found.numbers)
    words = words_of(found.words)
    known = _wordings().get(words) if words else None
    if not _counts(found, numbers, words, known, bare_numbers=bare_numbers):
        return _NOTHING
    said = ", ".join(found.numbers)
    if found.several:
        return OutcomeMatch(None, "", f"the label carries different numbers, {said} among them")
    if numbers is None:
        return _NOTHING
    if known is not None:
        if not set(numbers) <= set(known):
            return OutcomeMatch(None, "", f"the number says {said}, the words say {', '.join(known)}")
        return OutcomeMatch(numbers, "number", None)
    for sign, codes in signs_in(words):
        if not codes & set(numbers):
            return OutcomeMatch(None, "", f'the number says {said}, the words say "{sign}"')
    return OutcomeMatch(numbers, "number", None)


def _counts(
    found: Carried,
    numbers: tuple[str, ...] | None,
    words: str,
    known: tuple[str, ...] | None,
    *,
    bare_numbers: bool,
) -> bool:
    """Say whether the numbers of a label are outcome numbers at all."""
    if found.strength == "strong" or known is not None:
        return True
    if found.strength in {"bare", "weak"} and bare_numbers:
        return True
    if found.strength != "weak" or numbers is None:
        return False
    if not words:
        return True
    # Home Office offence classes are numbered too ("1 Murder", "16 ..."), and so are ages and addresses.
    return _OUTCOME_WORDS.search(words) is not None and not looks_like_offence(words)


@lru_cache(maxsize=1024)
def _codes_of(numbers: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the codes of printed numbers; forces' own sub-codes count where they are known wordings."""
    codes: list[str] = []
    for number in numbers:
        if "-" in number:
            first, last = (int(re.sub(r"\D", "", end)) for end in number.split("-"))
            codes += [
                code for code in OUTCOMES if code[0].isdigit() and first <= int(code.rstrip("A")) <= last
            ]
        elif number in OUTCOMES:
            codes.append(number)
        else:
            codes += _wordings().get(number.casefold(), ())
            if not codes:
                return None
    return tuple(dict.fromkeys(codes)) or None


def looks_like_outcome(label: str) -> bool:
    """Say whether a label is an outcome's, even one that contradicts itself."""
    found = find_outcome(label)
    return found.codes is not None or found.contradiction is not None


def suggest_outcomes(label: str, limit: int = 3) -> list[Suggestion]:
    """Return the known wordings most like a label, best first. For people only: likeness decides nothing."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  # only where a person is asked

    choices = {row["wording"]: words_of(row["wording"]) for row in rows("outcome_wordings")}
    found = process.extract(words_of(label), choices, scorer=fuzz.token_sort_ratio, limit=limit)
    return [Suggestion(wording, _wordings()[words], round(score, 1)) for words, score, wording in found]
