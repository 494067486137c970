"""Learn what the sentences of letters do, from letters of which only the kind is known.

`learned` finds weights so that what the sentences do, by their words, makes each letter's kind as likely as
can be: the gradient runs through the composition of `parsers.acts`, whose shares are linear in how likely
each single act is. `tests/benchmarks/leanings.py` writes them and measures what they add.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from parsers.acts import ACTS, ALL, Weights, composed, sentences_with_traits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from parsers.leanings import Said

    Numbers = npt.NDArray[np.float64]

DATA = Path(__file__).parents[2] / "parsers" / "vocabulary" / "data" / "letter_acts.csv"
_FEWEST, _FEWEST_SETS = 4, 2
"""Letters and sets with a trait: what stands in one set alone is what its letters are about."""
_RESTRAINT = 0.002
"""How much a weight costs: little, as new sets are told best."""
_STEPS = 60
_BEFORE = -3.5
"""The odds of an act before anything is learned: most sentences do nothing."""
_MOST = 25.0
_LONE = 0.5
"""How much a single sentence counts beside a letter."""


def learned(given: Sequence[tuple[Said, str, str]]) -> Weights:
    """Return the weights of each trait for each act, from letters, their kinds and the sets they are of.

    Kinds of few letters weigh more than their number, and less than those of many. A letter without a
    subject is a single sentence, which has neither a subject nor figures.
    """
    sentences, letter_of = [], []
    for number, (said, _, _) in enumerate(given):
        own = list(sentences_with_traits(said))
        own = own if said.subject else own[: len(said.spoken)]
        sentences += own
        letter_of += [number] * len(own)
    letters, sets = defaultdict(set), defaultdict(set)
    for found, number in zip(sentences, letter_of, strict=True):
        for trait in found:
            letters[trait].add(number)
            sets[trait].add(given[number][2])
    known = sorted(
        trait for trait in letters if len(letters[trait]) >= _FEWEST and len(sets[trait]) >= _FEWEST_SETS
    )
    blank = Weights((), {}, {trait: len(letters[trait]) for trait in known}, len(given))
    often = Counter(kind for _, kind, _ in given)
    weights = [
        (len(given) / len(often) / often[kind]) ** 0.5 * (1.0 if said.subject else _LONE)
        for said, kind, _ in given
    ]
    task = _Task(_matrix(sentences, known, blank), letter_of, [kind for _, kind, _ in given], weights)
    of_trait, before = task.solved()
    rows = {trait: tuple(row) for trait, row in zip(known, of_trait.round(2).tolist(), strict=True)}
    return Weights(tuple(before.round(2).tolist()), rows, blank.letters_with, len(given))


def _matrix(sentences: Sequence[Counter[str]], known: Sequence[str], blank: Weights) -> csr_matrix:
    column = {trait: number for number, trait in enumerate(known)}
    found = [
        (number, column[trait], value)
        for number, sentence in enumerate(sentences)
        for trait, value in blank.vector(sentence).items()
    ]
    at, of, values = zip(*found, strict=True)
    return csr_matrix((values, (at, of)), shape=(len(sentences), len(known)))


class _Task:
    """The weights to be found: `loss` of a vector of them with its gradient."""

    def __init__(
        self, vectors: csr_matrix, letter_of: Sequence[int], kinds: Sequence[str], weights: Sequence[float]
    ) -> None:
        """Keep what is learned from; the sentences of a letter stand together."""
        self.vectors, self.turned = vectors, vectors.T.tocsr()
        self.letter_of = np.asarray(letter_of)
        self.first = np.flatnonzero(np.r_[True, self.letter_of[1:] != self.letter_of[:-1]])
        self.kinds, self.weights = np.asarray(kinds), np.asarray(weights)

    def solved(self) -> tuple[Numbers, Numbers]:
        """Return the weights of traits, a row each, and the odds before any word."""
        traits, acts = self.vectors.shape[1], len(ACTS)
        start = np.zeros((traits + 1) * acts)
        start[traits * acts :] = _BEFORE
        found = minimize(self.loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}).x
        return found[: traits * acts].reshape(traits, acts), found[traits * acts :]

    def loss(self, flat: Numbers) -> tuple[float, Numbers]:
        """Return how unlikely the letters' kinds are, with the gradient."""
        acts = len(ACTS)
        of_trait, before = flat[:-acts].reshape(-1, acts), flat[-acts:]
        odds = np.clip(self.vectors @ of_trait + before, -_MOST, _MOST)
        undone = np.add.reduceat(-np.logaddexp(0, odds), self.first, axis=0)
        does = np.clip(-np.expm1(undone), 1e-9, 1 - 1e-9)
        share = np.clip(self.share(does), 1e-12, 1)
        # A share is linear in each act's likelihood: its slope is the difference of both ends.
        slope = np.empty_like(does)
        for number in range(acts):
            done, not_done = does.copy(), does.copy()
            done[:, number], not_done[:, number] = 1, 0
            slope[:, number] = self.share(done) - self.share(not_done)
        by_letter = -(self.weights / share)[:, None] * slope * (1 - does)
        by_sentence = by_letter[self.letter_of] / (1 + np.exp(-odds))
        cost = -(self.weights * np.log(share)).sum() + _RESTRAINT * (of_trait**2).sum()
        gradient = self.turned @ by_sentence + 2 * _RESTRAINT * of_trait
        return float(cost), np.r_[gradient.ravel(), by_sentence.sum(axis=0)]

    def share(self, does: Numbers) -> Numbers:
        """Return the share of each letter's true kind."""
        shares: Mapping[str, Numbers] = composed(dict(zip(ACTS, does.T, strict=True)))
        return np.choose([list(shares).index(kind) for kind in self.kinds], list(shares.values()))


def write(weights: Weights) -> int:
    """Write the weights in hundredths; return how many traits there are."""
    with DATA.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["trait", "letters", *ACTS])
        table.writerow([ALL, weights.letters, *(round(each * 100) for each in weights.before)])
        for trait, row in weights.of_trait.items():
            if any(row):
                table.writerow([trait, weights.letters_with[trait], *(round(each * 100) for each in row)])
    return len(weights.of_trait)
