"""Learn the leanings of letters from all made-up ones: `python tests/benchmarks/leanings.py [--without …]`.

It wants scikit-learn (`pip install -e '.[learn]'`), and writes `parsers/vocabulary/data/letter_leanings.csv`,
always the same for the same letters. Told to learn without some sets of `fixtures/said/`, it writes nothing,
learns from all but one of them in turn, and tells how often that set's letters lean to their true kind, and
how often rules and leanings together tell it, or another kind. The rules know all sets: what is told of a set
that they were not mended with is the guide to them, this one to the leanings.
"""

from __future__ import annotations

import argparse
import csv
import sys
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from unittest.mock import patch

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier

from fixtures.said_letters import NAMES, letters, sentences
from parsers.exemptions import exemptions_in
from parsers.leanings import Said, leaning, settled, traits_of
from parsers.reply import read_reply

DATA = Path(__file__).parents[2] / "parsers" / "vocabulary" / "data" / "letter_leanings.csv"
_FREEDOM = 10.0
"""How far weights may go to be right on every letter: what tells new sets best."""
_LEAST, _MOST = 0.3, 9_000
"""The least weight that is written, and the most traits: what is left out tells nothing of new letters."""


@dataclass(frozen=True, slots=True)
class Example:
    """What a letter says and its true kind, beside the kind that the rules tell, and whether doubtfully."""

    said: Said
    true: str
    ruled: str = "unknown"
    doubtful: bool = False


Weights = dict[str, list[float]]


def examples(name: str) -> list[Example]:
    """Return what the letters of a set say, and their true kinds."""
    made: list[Example] = []

    def keep(kind: str, said: Said, *, doubtful: bool) -> str:
        made.append(Example(said, letter.disposition, kind, doubtful))
        return "unknown" if doubtful else kind

    with patch("parsers.disposition.settled", keep):
        for letter in letters(name):
            mail = EmailMessage()
            mail["From"], mail["Subject"] = letter.sender, letter.subject
            mail.set_content(letter.text)
            read_reply(mail.as_bytes(), "reply.eml")
    return made


def learned(given: list[Example]) -> Weights:
    """Return the weight of each trait for each kind, by logistic regression of each kind against all others.

    Kinds of few letters weigh as much as those of many; traits of one letter only have no weight.
    """
    vectors = DictVectorizer()
    found = vectors.fit_transform(traits_of(each.said for each in given)).tocsr()
    often = np.asarray((found > 0).sum(axis=0)).ravel() > 1
    one = LogisticRegression(
        C=_FREEDOM, solver="liblinear", class_weight="balanced", max_iter=200, fit_intercept=False
    )
    model = OneVsRestClassifier(one).fit(found[:, often], [each.true for each in given])
    names = vectors.get_feature_names_out()[often]
    rows = np.vstack([each.coef_ for each in model.estimators_]).T
    heaviest = np.argsort(-np.abs(rows).max(axis=1), kind="stable")[:_MOST]
    kept = {
        str(names[at]): [round(float(weight), 2) for weight in rows[at]]
        for at in heaviest
        if np.abs(rows[at]).max() >= _LEAST
    }
    return {"": list(map(str, model.classes_)), **dict(sorted(kept.items()))}  # type: ignore[dict-item]


def write(weights: Weights) -> int:
    """Write the weights in hundredths; return how many traits there are."""
    with DATA.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        for trait, row in weights.items():
            written = [each if isinstance(each, str) else round(each * 100) for each in row]
            table.writerow([trait or "trait", *written])
    return len(weights) - 1


def told_without(name: str, given: dict[str, list[Example]]) -> str:
    """Return how well the letters of a set are told by what the others teach."""
    weights = learned([each for other, made in given.items() if other != name for each in made])
    kinds = tuple(map(str, weights.pop("")))
    table = {trait: tuple(row) for trait, row in weights.items()}
    lean = right = wrong = 0
    with patch("parsers.leanings._weights", lambda: (table, kinds)):
        for each in given[name]:
            told = leaning(each.said)
            lean += max(told, key=lambda kind: told[kind], default="unknown") == each.true
            kind = settled(each.ruled, each.said, doubtful=each.doubtful)
            right += kind == each.true
            wrong += kind not in {each.true, "unknown"}
    whole = len(given[name])
    return f"{name}: {lean / whole:.1%} lean rightly; {right / whole:.1%} right, {wrong / whole:.1%} wrong"


def main() -> None:
    """Write the leanings, or tell how well they are learned."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", nargs="+", choices=NAMES, default=[])
    asked = parser.parse_args()
    given = {name: examples(name) for name in NAMES}
    given["sentences"] = [
        Example(Said([sentence], [sentence], exemptions=exemptions_in([sentence])), kind)
        for kind, sentence in sentences()
    ]
    for name in asked.without:
        sys.stdout.write(f"{told_without(name, given)}\n")
        sys.stdout.flush()
    if not asked.without:
        sys.stdout.write(f"{write(learned([each for made in given.values() for each in made]))} traits\n")


if __name__ == "__main__":
    main()
