"""What a letter does, sentence by sentence: a third opinion, which its sentences' words tell together.

Each sentence is asked by its words how likely it gives something, refuses, says that nothing is held, asks
back, and so on: each act has a weight for each trait of a sentence, as made-up letters teach
(`tests/benchmarks/acts.py`). A letter does what any of its sentences does; and what it does makes its kind:
it gives and refuses, so it is a part; it only asks, so it is a clarification. Paragraphs that do nothing,
and what is asked about, count for nothing however long they are.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from parsers.gifts import comes_with, tells_a_count
from parsers.leanings import is_heading, subject_traits, traits_in, vector_of
from parsers.vocabulary.table import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from parsers.leanings import Said

ACTS = (
    "bounce",
    "out of office",
    "internal review",
    "revised",
    "given",
    "partly",
    "refused",
    "not held",
    "fee notice",
    "clarification",
    "acknowledgement",
    "something else",
)
"""What a sentence may do; "partly" says by itself that some is given and some is not."""
ALL = "*"
"""The row of the weights that tells from how many letters they were learned, and what every sentence has."""
_COUNTS, _COMES, _SUBJECT = "+counts", "+comes with", "+subject"
_FIGURES = {0: "+no figure", 1: "+one figure", 2: "+figures"}
_FIRST = 60
"""Sentences: what a letter does stands in its first ones."""
_LEAST = 1e-6
"""The share of a kind below which nothing is told apart."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned: each act's odds before any word, each trait's weight for it and letters with it."""

    before: tuple[float, ...]
    of_trait: Mapping[str, tuple[float, ...]]
    letters_with: Mapping[str, int]
    letters: int

    def vector(self, sentence: Counter[str]) -> dict[str, float]:
        """Return how much each known trait of a sentence counts, rare ones more, of length 1."""
        return vector_of(dict.fromkeys(sentence, 1), self.letters_with, self.letters)

    def odds(self, sentence: Counter[str]) -> list[float]:
        """Return the logarithm of the odds that a sentence does each act."""
        vector = self.vector(sentence)
        return [
            before + sum(value * self.of_trait[trait][number] for trait, value in vector.items())
            for number, before in enumerate(self.before)
        ]


def sentences_with_traits(said: Said) -> Iterator[Counter[str]]:
    """Yield the traits of each sentence of a letter, of its subject, and of the figures read from it."""
    for sentence in said.spoken[:_FIRST]:
        if not is_heading(sentence):
            yield sentence_traits(sentence)
    yield Counter([_SUBJECT, *subject_traits(said.subject)])
    yield Counter([_FIGURES[0 if not said.figures else 1 if said.figures <= 2 else 2]])


def sentence_traits(sentence: str) -> Counter[str]:
    """Return a sentence's words and pairs, and whether it seems to give something."""
    found = Counter(traits_in(sentence))
    found[_COUNTS] = tells_a_count(sentence)
    found[_COMES] = comes_with(sentence)
    return +found


def kinds_by_acts(said: Said, weights: Weights | None = None) -> dict[str, float]:
    """Return the logarithm of the share of each kind, by what a letter's sentences do."""
    learned_ = weights or learned()
    undone = [0.0] * len(ACTS)
    for sentence in sentences_with_traits(said):
        for number, odds in enumerate(learned_.odds(sentence)):
            undone[number] -= math.log1p(math.exp(min(odds, 30.0)))
    does = {act: -math.expm1(value) for act, value in zip(ACTS, undone, strict=True)}
    return {kind: math.log(share + _LEAST) for kind, share in composed(does).items()}


def composed(does: Mapping[str, float]) -> dict[str, float]:
    """Return the share of each kind of letter, given how likely a letter does each act.

    What a message is by itself comes first, then what it does with the request, then what it asks or
    promises; who does none of these has sent something else.
    """
    shares: dict[str, float] = {}
    rest = _first(shares, 1.0, does, ("bounce", "out of office", "internal review", "revised"))
    other, rest = rest * does["something else"], rest * (1 - does["something else"])
    partly, given, refused, not_held = (does[act] for act in ("partly", "given", "refused", "not held"))
    less = 1 - (1 - refused) * (1 - not_held)
    shares["part"] = rest * (partly + (1 - partly) * given * less)
    shares["full"] = rest * (1 - partly) * given * (1 - less)
    rest *= (1 - partly) * (1 - given)
    shares["refused"] = rest * refused
    shares["not held"] = rest * (1 - refused) * not_held
    rest *= (1 - refused) * (1 - not_held)
    rest = _first(shares, rest, does, ("fee notice", "clarification", "acknowledgement"))
    shares["unknown"] = other + rest
    return shares


def _first(shares: dict[str, float], rest: float, does: Mapping[str, float], acts: Sequence[str]) -> float:
    """Share `rest` out to kinds of one act each, the first that is done, and return what is left."""
    for act in acts:
        shares[act] = rest * does[act]
        rest *= 1 - does[act]
    return rest


@cache
def learned() -> Weights:
    """Return the weights that were learned from all made-up letters."""
    table = rows("letter_acts")
    of_trait = {row["trait"]: tuple(int(row[act]) / 100 for act in ACTS) for row in table}
    letters_with = {row["trait"]: int(row["letters"]) for row in table}
    letters = letters_with.pop(ALL)
    return Weights(of_trait.pop(ALL), of_trait, letters_with, letters)
