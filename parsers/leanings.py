"""To which kind of letter a letter leans by its words alone: a second opinion beside the rules.

The rules of `disposition` say why a letter is of a kind, and know only turns of phrase that were thought of.
The words are another reader: each word, each two beside each other and each word that is denied weighs for or
against each kind, as made-up letters teach (`tests/benchmarks/leanings.py`). It sees no sign and no figure
that the rules see, so that both seldom err alike. Where both tell one kind it is told; where they differ, or
only the words tell one, both together must be sure of it, else the letter is "unknown".
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from parsers.gifts import comes_with, only_cover, tells_a_count
from parsers.vocabulary.table import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

WORDS, RULES = 1.2, 1.85
"""How much the words' sum for a kind counts, and how much it does that the rules tell a kind."""
ENOUGH = 0.7
"""The share of both opinions from which a kind is told that only the words tell, or that the rules
tell against the words."""
AGAINST = 0.95
"""The share of both opinions from which a kind is told against the rules."""
SURE = 0.9
"""The share of the words from which a refusal is told though something seems to be given beside it.

These were chosen on letters that neither the rules nor the words had seen: `tests/benchmarks/leanings.py
--measure` tells how many of those are told rightly.
"""
_NOTHING = frozenset(("refused", "not held"))
_FEWEST = 12
"""Known words and pairs: fewer tell too little against what the rules say."""
_FIRST = 150
"""Sentences: what a letter is stands in its first ones; what comes after them is documents and data."""
_SALUTATION = re.compile(r"\W*dear\b", re.IGNORECASE)
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
        """Return how much each known trait of a letter counts: rare ones more, and a long letter no more.

        That is the usual measure tf-idf, with logarithms of both, of length 1.
        """
        found = {
            trait: (1 + math.log(times)) * (1 + math.log((1 + self.letters) / (1 + self.letters_with[trait])))
            for trait, times in traits(said).items()
            if trait in self.letters_with
        }
        length = math.sqrt(sum(value * value for value in found.values()))
        return {trait: value / length for trait, value in found.items()}


def traits(said: Said) -> Counter[str]:
    """Return a letter's words, each two beside each other and each that is denied, without their endings."""
    found = Counter(f"subject {word}" for word in _SUBJECT.findall(said.subject.lower()))
    for sentence in said.spoken[:_FIRST]:
        if not _SALUTATION.match(sentence):
            found.update(_traits(sentence))
    return found


def _traits(sentence: str) -> Iterator[str]:
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


def shares(told: Mapping[str, float], ruled: str = "unknown") -> dict[str, float]:
    """Return the share of each kind in both opinions, the words' sums and what the rules tell, together 1."""
    raised = {
        kind: math.exp(WORDS * value + RULES * (kind == ruled != "unknown")) for kind, value in told.items()
    }
    whole = sum(raised.values())
    return {kind: value / whole for kind, value in raised.items()}


def settled(ruled: str, said: Said, *, doubtful: bool) -> str:
    """Return the kind of a letter by the rules and its words; what the rules doubt they do not tell."""
    ruled = "unknown" if doubtful else ruled
    if ruled in {"full", "unknown"} and only_cover(said.told):
        return "unknown"
    return weighed(ruled, said, sums(said, learned()))


def weighed(ruled: str, said: Said, told: Mapping[str, float]) -> str:
    """Return the kind that the rules and the words' sums tell together, or "unknown"."""
    if not told:
        return ruled
    words, both = shares(told), shares(told, ruled)
    kind = max(both, key=lambda each: both[each])
    own = max(words, key=lambda each: words[each])
    enough = 0 if ruled == own else ENOUGH if ruled in {kind, "unknown"} else AGAINST
    if both[kind] < enough or (kind in _NOTHING and words[kind] < SURE and _gives(said)):
        return "unknown"
    return kind


def _gives(said: Said) -> bool:
    """Say whether something seems to be given; what costs too much is counted to say so."""
    whole = any(each.startswith(("s.12", "s.14")) for each in said.exemptions)
    counts = not whole and any(map(tells_a_count, said.told))
    return counts or said.figures > 0 or "full" in said.answers or any(map(comes_with, said.told))


@cache
def learned() -> Weights:
    """Return the weights that were learned from all made-up letters."""
    table = rows("letter_leanings")
    kinds = tuple(name for name in table[0] if name not in {"trait", "letters"})
    of_trait = {row["trait"]: tuple(int(row[kind]) / 100 for kind in kinds) for row in table}
    letters_with = {row["trait"]: int(row["letters"]) for row in table}
    letters = letters_with.pop(ALL)
    return Weights(kinds, of_trait, letters_with, letters)
