"""To which kind of letter a letter leans by its words alone: a second opinion beside the rules.

Each word, each two beside each other and each word that is denied weighs for or against each kind, as made-up
letters teach (`tests/benchmarks/leanings.py`). It sees no sign and no figure that the rules see. `opinions`
weighs it with the others.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from parsers.vocabulary.table import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_FEWEST = 12
"""Known words and pairs: fewer tell too little against what the rules say."""
_FIRST = 150
"""Sentences: what a letter is stands in its first ones; what comes after them is documents and data."""
_SALUTATION = re.compile(r"\W*dear\b", re.IGNORECASE)
_HEADING = re.compile(
    r"(?=.*(?:ref|foi|request|enquir|date|[a-z]{3} \d{4}))"
    r"(?:\W*+(?>date\w*|sent|respond\w*|received|our|your|my|ref\w*|foi\w*|request|enquiry|number|no|dc|rfi"
    r"|freedom of|information|(?=\S*\d)[a-z\d]+(?:[/.-][a-z\d]+)+"
    r"|\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w* \d{4})(?!\w))++\W*",
    re.IGNORECASE,
)
"""A line of a letter's day or of its reference."""
_MARK = re.compile(
    r"\W*(?:(?:q(?:uestion)?|part|point|item|request)\s*\d{1,2}[a-z]?|\d{1,2}[a-z]?\s*[.):]|\(?[a-h]\)|ref\.?"
    r"|(?=\S*\d)[a-z]{2,}[a-z\d]*+(?:[/.-][a-z\d]+)++)\W*",
    re.IGNORECASE,
)
"""A question's number that stands alone, or a reference of letters and digits."""
_MONTHS = (
    "january|february|march|april|may(?= \\d)|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
_SAME = (
    (re.compile(r"\b(?:sections?|ss?\.?)\s*\d+\S*"), " SECTION "),
    (re.compile(r"£\s?\d[\d,.]*"), " MONEY "),
    (re.compile(rf"\b(?:{_MONTHS})\b"), " MONTH "),
    (re.compile(r"\b(?:19|20)\d\d\b"), " YEAR "),
    (re.compile(r"\d[\d,./-]*"), " NUMBER "),
)
"""What differs from letter to letter and means the same."""
_WORD = re.compile(r"[A-Za-z']+|\?|£")
_SUBJECT = re.compile(r"[a-z]{3,}")
_ENDINGS = ("ingly", "ings", "ing", "edly", "ed", "es", "s", "ly")
_SHORTEST = 4
"""Letters: what is left of a word without its ending."""
_NO = frozenset(("not", "no", "unable", "cannot", "without", "nor", "never", "none", "neither", "nothing"))
_SHORT_NO = "n't"
_DENIED = 6
"""Words behind a word of no to which it may belong."""
EDGE = "^"
"""What stands before the first and behind the last word of a sentence."""
ALL = "*"
"""The row of the weights that tells from how many letters they were learned."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a letter says.

    `spoken` are the authority's sentences, `told` those of its answer; `exemptions` it applies; `figures`
    were read from it; `answers` are the kinds of answer to its numbered questions.
    """

    spoken: Sequence[str]
    told: Sequence[str] = ()
    subject: str = ""
    exemptions: Sequence[str] = ()
    figures: int = 0
    answers: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned: the kinds, each trait's weight for each, and in how many letters it stands."""

    kinds: tuple[str, ...]
    of_trait: Mapping[str, tuple[float, ...]]
    letters_with: Mapping[str, int]
    letters: int

    def vector(self, said: Said) -> dict[str, float]:
        """Return how much each known trait of a letter counts: rare ones more, and a long letter no more."""
        return vector_of(traits(said), self.letters_with, self.letters)


def vector_of(times: Mapping[str, int], letters_with: Mapping[str, int], letters: int) -> dict[str, float]:
    """Return how much each trait counts that stands so many times, by how many of all letters have it.

    That is the usual measure tf-idf, with logarithms of both, of length 1. Unknown traits count nothing.
    """
    found = {
        trait: (1 + math.log(often)) * (1 + math.log((1 + letters) / (1 + letters_with[trait])))
        for trait, often in times.items()
        if trait in letters_with
    }
    length = math.sqrt(sum(value * value for value in found.values()))
    return {trait: value / length for trait, value in found.items()}


def traits(said: Said) -> Counter[str]:
    """Return a letter's words, each two beside each other and each that is denied, without their endings."""
    found = Counter(subject_traits(said.subject))
    for sentence in said.spoken[:_FIRST]:
        if not is_heading(sentence):
            found.update(traits_in(sentence))
    return found


def is_heading(sentence: str) -> bool:
    """Say whether a sentence only greets, is a bare mark, or the line of a letter's day or reference."""
    if _SALUTATION.match(sentence) is not None:
        return True
    return any(each.fullmatch(sentence) is not None for each in (_HEADING, _MARK))


def subject_traits(subject: str) -> list[str]:
    """Return the words of a message's subject."""
    return [f"subject {word}" for word in _SUBJECT.findall(subject.lower())]


def traits_in(sentence: str) -> Iterator[str]:
    """Yield a sentence's words, each two beside each other and each that is denied."""
    text = sentence.lower().replace("’", "'")
    for pattern, same in _SAME:
        text = pattern.sub(same, text)
    each = [EDGE, *map(_stem, _WORD.findall(text)), EDGE]
    yield from each[1:-1]
    yield from map(" ".join, pairwise(each))
    for number, word in enumerate(each):
        if word in _NO or word.endswith(_SHORT_NO):
            yield from (f"no {other}" for other in each[number + 1 : number + 1 + _DENIED] if other != EDGE)


@cache
def _stem(word: str) -> str:
    """Return a word without its ending: "withholding" is of "withhold" as is "withholds"."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word.removesuffix(ending)
            break
    return word.removesuffix("e") if len(word) > _SHORTEST else word


def sums(said: Said, weights: Weights) -> dict[str, float]:
    """Return the sum of weights of each kind; empty where too few words of a letter are known."""
    vector = weights.vector(said)
    if len(vector) < _FEWEST:
        return {}
    return {
        kind: sum(value * weights.of_trait[trait][number] for trait, value in vector.items())
        for number, kind in enumerate(weights.kinds)
    }


@cache
def learned() -> Weights:
    """Return the weights that were learned from all made-up letters."""
    table = rows("letter_leanings")
    kinds = tuple(name for name in table[0] if name not in {"trait", "letters"})
    of_trait = {row["trait"]: tuple(int(row[kind]) / 100 for kind in kinds) for row in table}
    letters_with = {row["trait"]: int(row["letters"]) for row in table}
    letters = letters_with.pop(ALL)
    return Weights(kinds, of_trait, letters_with, letters)
