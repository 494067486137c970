"""Outcome codes of the Home Office and the wordings under which replies print them.

A label maps by its exact wording or by the number that it carries, never by likeness: wordings that differ by
"not" mean opposite outcomes. Only where its spaces stand does not matter, as narrow cells break words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from parsers.vocabulary.offences import looks_like_offence
from parsers.vocabulary.outcome_numbers import Carried, carried, without_list_letter
from parsers.vocabulary.outcome_signs import signs_in
from parsers.vocabulary.periods import read_period
from parsers.vocabulary.table import LazyTable, rows
from parsers.vocabulary.text import normalise, words_of

if TYPE_CHECKING:
    from collections.abc import Callable


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

    `codes` is a code set, or None where the label is not known or contradicts itself; then `contradiction`
    says what its number and its words say. `rule` is "wording", "number" or "".
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
# "15A" and "C2" are forces' own codes: alone they mean something only where outcomes stand.
_BARE_CODE = re.compile(r"[a-z]?\d{1,2}[a-z]?")
_FINANCIAL_YEAR = re.compile(r"(?<!oc)(?<!\d)\d\d/\d\d(?!\d)")
_OUTCOME_WORDS = re.compile(
    r"\b(?:charg|summon|requisition|caution|consideration|offender|suspect|died\b|deceased|dead\b|ill\b|penalty"
    r"|pnd|cannabis|khat|resolution|restorative|prosecut|public interest|cps\b|decision|evidential|victim"
    r"|witness|complainant|support|identif|investigation|time limit|nfib|agency|another body|other body"
    r"|diversion|educational|intervention|outcome|detect|undetected|disposal|criminal responsibility"
    r"|formal action|further action|assigned|finalis|unfinalised|nfa\b)"
)
_BROKEN_OFF = re.compile(r"(?:\s[-\u2010-\u2015]|[,(\[&])\s*$")
"""How the first lines of a label end that goes on elsewhere: what follows may make it another outcome."""
_WORDS = re.compile(r"[^\W\d_]+")
_LEAST_UNSPACED = 12
"""Letters and spaces of a wording that is told without its spaces: shorter words are found in others."""
_SEPARATED = re.compile(r"[(\[]?\d[^\s:.)\]-]*[:.)\]-]")


@lru_cache(maxsize=1)
def known_wordings() -> dict[str, tuple[str, ...]]:
    """Return the words of each known wording -> its codes."""
    return {
        words_of(row["wording"]): tuple(row["code_or_codes"].split("|")) for row in rows("outcome_wordings")
    }


def wordings_by(key: Callable[[str], str]) -> dict[str, str]:
    """Return the known wordings by a key of each; none where those of one key mean different outcomes."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for words, codes in known_wordings().items():
        found.setdefault(key(words), set()).add(codes)
    return {key(words): words for words in known_wordings() if len(found[key(words)]) == 1}


@lru_cache(maxsize=1)
def _unspaced_wordings() -> dict[str, tuple[str, ...]]:
    """Return the known wordings without their spaces -> codes; none with a number, or of two meanings."""
    return {
        unspaced: known_wordings()[words]
        for unspaced, words in wordings_by(lambda words: words.replace(" ", "")).items()
        if len(words) >= _LEAST_UNSPACED and not any(char.isdigit() for char in words)
    }


def _known_codes(words: str) -> tuple[str, ...] | None:
    """Return the codes of a wording, wherever its spaces stand; None where it is not known."""
    return known_wordings().get(words) or _unspaced_wordings().get(words.replace(" ", ""))


@lru_cache(maxsize=1)
def words_of_wordings() -> frozenset[str]:
    """Return the words, in small letters, of which the known wordings are made."""
    return frozenset(word for wording in known_wordings() for word in _WORDS.findall(wording.lower()))


@lru_cache(maxsize=65536)
def find_outcome(label: str, *, bare_numbers: bool = False) -> OutcomeMatch:
    """Return the outcome codes that a label means, by exact wording or by the number that it carries.

    `bare_numbers` says that the label stands where outcomes do, so that "16" alone counts, and "16:
    Anything". Number and words that exclude each other give no codes and a contradiction.
    """
    key = without_list_letter(normalise(label))
    words = words_of(key)
    if not words:
        return _NOTHING
    known = None if _BROKEN_OFF.search(label) else _known_codes(words)
    if known and (bare_numbers or not _BARE_CODE.fullmatch(words)):
        return OutcomeMatch(known, "wording", None)
    found = carried(key)
    return _by_number(found, key, bare_numbers=bare_numbers) if found.numbers else _NOTHING


def _by_number(found: Carried, key: str, *, bare_numbers: bool) -> OutcomeMatch:
    codes = outcome_codes(found.numbers)
    words = words_of(found.words)
    known = _known_codes(words) if words else None
    if not _counts(found, key, codes, words, bare_numbers=bare_numbers):
        return _NOTHING
    said = ", ".join(found.numbers)
    if not found.agree:
        all_said = "; ".join(", ".join(place) for place in found.places)
        return _contradiction(f"the label carries different numbers: {all_said}")
    if codes is None:
        return (
            _contradiction(f"{said} is no outcome code, the words say {', '.join(known)}")
            if known
            else _NOTHING
        )
    if (years := _FINANCIAL_YEAR.search(key)) and read_period(years.group()):
        return _contradiction(f"{years.group()} may be outcomes or a financial year")
    if known is not None:
        if not set(codes) <= set(known):
            return _contradiction(f"the number says {said}, the words say {', '.join(known)}")
        return OutcomeMatch(codes, "number", None)
    for sign in signs_in(words):
        if not sign.codes & set(codes):
            return _contradiction(f'the number says {said}, the words say "{sign.says}"')
    return OutcomeMatch(codes, "number", None)


def _contradiction(text: str) -> OutcomeMatch:
    return OutcomeMatch(None, "", text)


def _counts(
    found: Carried, key: str, codes: tuple[str, ...] | None, words: str, *, bare_numbers: bool
) -> bool:
    """Say whether the numbers of a label are outcome numbers at all.

    Offence classes of the Home Office are numbered too ("1 Murder"), and so are ages, streets and footnotes.
    """
    if found.strength == "strong" or _known_codes(words):
        return True
    if found.strength == "bare":
        return bare_numbers
    if found.strength == "trailing" or codes is None:
        return False
    if not words:
        return True
    if looks_like_offence(words) or looks_like_offence(key):
        return False
    return _OUTCOME_WORDS.search(words) is not None or (bare_numbers and _SEPARATED.match(key) is not None)


@lru_cache(maxsize=1024)
def outcome_codes(numbers: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the codes of printed numbers, or None where one of them is none.

    A spread holds what lies between its ends; a force's own part of a code ("15B") counts where it is a known
    wording.
    """
    codes: list[str] = []
    for number in numbers:
        if "-" in number:
            first, last = (int(re.sub(r"\D", "", end)) for end in number.split("-"))
            found = [
                code for code in OUTCOMES if code[0].isdigit() and first <= int(code.rstrip("A")) <= last
            ]
        elif number in OUTCOMES:
            found = [number]
        else:
            found = list(known_wordings().get(number.casefold(), ()))
        if not found:
            return None
        codes += found
    return tuple(dict.fromkeys(codes))


def looks_like_outcome(label: str) -> bool:
    """Say whether a label is an outcome's, even one that contradicts itself."""
    found = find_outcome(label)
    return found.codes is not None or found.contradiction is not None


def suggest_outcomes(label: str, limit: int = 3) -> list[Suggestion]:
    """Return the known wordings most like a label, best first. For people only: likeness decides nothing."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  # 70 ms that only a person's question needs

    choices = {row["wording"]: words_of(row["wording"]) for row in rows("outcome_wordings")}
    found = process.extract(words_of(label), choices, scorer=fuzz.token_sort_ratio, limit=limit)
    return [Suggestion(wording, known_wordings()[words], round(score, 1)) for words, score, wording in found]
