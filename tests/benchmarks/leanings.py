"""Learn the kinds of letters by their words and sentences: `python tests/benchmarks/leanings.py [--measure]`.

It wants scikit-learn (`pip install -e '.[learn]'`), and writes `letter_leanings.csv` and `letter_acts.csv` in
`parsers/vocabulary/data/`, always the same for the same letters: those of `fixtures/said/*.toml`, and short
ones composed of the sentences in its two tables. With `--without` it learns without some sets of letters.

With `--measure` it writes nothing. It learns from all sets but a third of them in turn, puts beside it what
the rules told of those sets when they first saw them (`first_sight.csv`: found by running the version before
the set was worked on), and tells how many letters are told rightly, and how many as another kind. How much
each opinion counts in `parsers.opinions`, and from where a kind is told, was chosen by that.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections import Counter
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from unittest.mock import patch

import acts
import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier

from fixtures.said_letters import NAMES, NOTHING, letters, sentences
from parsers.acts import kinds_by_acts
from parsers.leanings import ALL, Said, Weights, sums, traits
from parsers.opinions import shares, weighed
from parsers.reply import read_reply

DATA = Path(__file__).parents[2] / "parsers" / "vocabulary" / "data" / "letter_leanings.csv"
FIRST_SIGHT = Path(__file__).with_name("first_sight.csv")
_FREEDOM = 10.0
"""How far weights may go to be right on every letter: what tells new sets best."""
_FEWEST = 4
"""Letters with a trait: rarer ones tell nothing of new letters."""
_TWICE = 2
"""How often each sentence is put into a letter."""
_PARTS = 100
"""Letters composed of what is given and what is not."""
_TURNS = 3
"""Into how many parts the sets are divided, of which each is left out once."""


@dataclass(frozen=True, slots=True)
class Example:
    """What a letter says, and its true kind."""

    said: Said
    true: str
    name: str = ""


Told = tuple[str, str, str]
"""The true kind, the one that the rules told, and the one that all opinions tell."""


def examples(name: str) -> list[Example]:
    """Return what the letters of a set say, and their true kinds."""
    made: list[Example] = []

    def keep(ruled: str, said: Said, *, doubtful: bool) -> str:
        made.append(Example(said, letter.disposition, letter.name))
        return "unknown" if doubtful else ruled

    with patch("parsers.disposition.settled", keep):
        for letter in letters(name):
            mail = EmailMessage()
            mail["From"], mail["Subject"] = letter.sender, letter.subject
            mail.set_content(letter.text)
            read_reply(mail.as_bytes(), "reply.eml")
    return made


def composed() -> list[Example]:
    """Return letters of one to five sentences, the same ones each time: each sentence stands in some."""
    draw = random.Random(3)
    of_kind: dict[str, list[str]] = {}
    for kind, sentence in sentences():
        of_kind.setdefault(kind, []).append(sentence)
    nothing = of_kind.pop(NOTHING)
    made = []
    for kind, said in of_kind.items():
        for sentence in said * _TWICE:
            others = of_kind["full"] if kind == "part" else said
            made.append((kind, [sentence, *draw.sample(others, draw.randint(0, 2))]))
    for _ in range(_PARTS):
        given = draw.sample(of_kind["full"], draw.randint(1, 2))
        denied = draw.sample(of_kind[draw.choice(("refused", "refused", "not held"))], draw.randint(1, 2))
        made.append(("part", given + denied))
    whole = [(kind, said + draw.sample(nothing, draw.randint(0, 2))) for kind, said in made]
    return [Example(Said(draw.sample(said, len(said))), kind) for kind, said in whole]


def learn(given: list[Example]) -> Weights:
    """Return the weight of each trait for each kind, by logistic regression of each kind against all others.

    Kinds of few letters weigh as much as those of many.
    """
    often = Counter(trait for each in given for trait in traits(each.said))
    letters_with = {trait: times for trait, times in sorted(often.items()) if times >= _FEWEST}
    blank = Weights((), {}, letters_with, len(given))
    vectors = DictVectorizer()
    found = vectors.fit_transform([blank.vector(each.said) for each in given]).tocsr()
    # liblinear takes no wider ones.
    found.indices, found.indptr = found.indices.astype(np.int32), found.indptr.astype(np.int32)
    one = LogisticRegression(C=_FREEDOM, solver="liblinear", class_weight="balanced", fit_intercept=False)
    model = OneVsRestClassifier(one).fit(found, [each.true for each in given])
    rows = np.vstack([each.coef_ for each in model.estimators_]).T
    names = map(str, vectors.get_feature_names_out())
    of_trait = {
        name: tuple(round(float(each), 2) for each in row) for name, row in zip(names, rows, strict=True)
    }
    return Weights(tuple(map(str, model.classes_)), of_trait, letters_with, len(given))


def write(weights: Weights) -> int:
    """Write the weights in hundredths; return how many traits there are."""
    with DATA.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["trait", "letters", *weights.kinds])
        table.writerow([ALL, weights.letters, *[0] * len(weights.kinds)])
        for trait, row in weights.of_trait.items():
            table.writerow([trait, weights.letters_with[trait], *(round(each * 100) for each in row)])
    return len(weights.of_trait)


def acted(given: dict[str, list[Example]]) -> acts.Weights:
    """Return what the sentences of letters do, learned from sets and from the single sentences."""
    single = [
        (Said([sentence]), "unknown" if kind == NOTHING else kind, name)
        for name in ("sentences", "turns")
        for kind, sentence in sentences(name)
    ]
    whole = [(each.said, each.true, name) for name, made in given.items() for each in made]
    return acts.learned([*whole, *single])


def measure(given: dict[str, list[Example]], extra: list[Example]) -> None:
    """Print how letters of sets that neither the rules nor the words had seen are told."""
    with FIRST_SIGHT.open(encoding="utf-8", newline="") as file:
        ruled = {(row["set"], row["letter"]): row["told"] for row in csv.DictReader(file)}
    seen = [each for each in given if any(name == each for name, _ in ruled)]
    every: list[Told] = []
    for turn in range(_TURNS):
        left = seen[turn::_TURNS]
        others = {name: made for name, made in given.items() if name not in left}
        weights, does = learn([each for made in others.values() for each in made] + extra), acted(others)
        for name in left:
            told = []
            for each in given[name]:
                rules, words = ruled[name, each.name], sums(each.said, weights)
                both = (
                    shares(rules, each.said, words, kinds_by_acts(each.said, does)) if words else {rules: 1.0}
                )
                told.append((each.true, rules, weighed(both)))
            print_shares(name, told)
            every += told
    print_shares("all", every)


def print_shares(name: str, told: list[Told]) -> None:
    """Print the shares that are right and told as another kind, by the rules alone and by all opinions."""
    found = []
    for kinds in ([(true, rules) for true, rules, _ in told], [(true, both) for true, _, both in told]):
        right = sum(true == kind for true, kind in kinds) / len(told)
        wrong = sum(kind not in {true, "unknown"} for true, kind in kinds) / len(told)
        found.append(f"{right:.1%} right, {wrong:.1%} wrong")
    sys.stdout.write(f"{name}: {len(told)} letters; rules {found[0]}; all {found[1]}\n")
    sys.stdout.flush()


def main() -> None:
    """Write the leanings, or tell how well they are learned."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", nargs="+", choices=NAMES, default=[])
    parser.add_argument("--measure", action="store_true")
    asked = parser.parse_args()
    given = {name: examples(name) for name in NAMES if name not in asked.without}
    if asked.measure:
        measure(given, composed())
    else:
        weights = learn([*(each for made in given.values() for each in made), *composed()])
        sys.stdout.write(f"{write(weights)} traits; {acts.write(acted(given))} of sentences\n")


if __name__ == "__main__":
    main()
