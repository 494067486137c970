"""Learn the leanings of words from all made-up letters: `python tests/benchmarks/leanings.py [--without …]`.

It writes `parsers/vocabulary/data/letter_leanings.csv`, always the same for the same letters. Told to learn
without some sets of `fixtures/said/`, it writes nothing, learns from all but one of them in turn, and tells
how often that set's letters lean to their true kind, and how often where they do so clearly.
"""

from __future__ import annotations

import argparse
import csv
import math
import random
import sys
from collections import Counter
from email.message import EmailMessage
from pathlib import Path

from fixtures.said_letters import NAMES, letters, sentences
from parsers.disposition import spoken_in
from parsers.formats.registry import read_document
from parsers.leanings import CLEAR, shares, traits
from parsers.letter import zones

DATA = Path(__file__).parents[2] / "parsers" / "vocabulary" / "data" / "letter_leanings.csv"
_ROUNDS, _FIRST_STEP, _DECAY, _LEAST = 16, 16.0, 5e-6, 0.08
Example = tuple[frozenset[str], str]
Weights = dict[str, list[float]]


def examples(name: str) -> list[Example]:
    """Return the traits and the true kinds of the letters of a set."""
    made = []
    for letter in letters(name):
        mail = EmailMessage()
        mail["From"], mail["Subject"] = letter.sender, letter.subject
        mail.set_content(letter.text)
        document = read_document(mail.as_bytes())
        told = traits(spoken_in(zones(document)), document.facts.get("subject", ""))
        made.append((told, letter.disposition))
    return made


def learned(given: list[Example]) -> tuple[Weights, list[str]]:
    """Return the weight of each trait for each kind, by logistic regression; rare traits have none."""
    seen = Counter(trait for found, _ in given for trait in found)
    kinds = sorted({kind for _, kind in given})
    often = Counter(kind for _, kind in given)
    weights: Weights = {trait: [0.0] * len(kinds) for trait, count in seen.items() if count > 1}
    known = [([t for t in sorted(found) if t in weights], kind) for found, kind in given]
    rng = random.Random(1)
    for turn in range(_ROUNDS):
        step = _FIRST_STEP / (1 + turn / 4)
        rng.shuffle(known)
        for found, true in known:
            if found:
                _correct(weights, kinds, found, true, step * len(given) / len(kinds) / often[true])
        shrink = (1 - _DECAY * step) ** len(given)
        weights = {trait: [w * shrink for w in each] for trait, each in weights.items()}
    return weights, kinds


def _correct(weights: Weights, kinds: list[str], found: list[str], true: str, step: float) -> None:
    """Move the weights of some traits towards their true kind; rare kinds move them further."""
    rows = [weights[trait] for trait in found]
    told = shares(dict(zip(kinds, map(sum, zip(*rows, strict=True)), strict=True)), len(found))
    step = min(step, 3 * _FIRST_STEP) / math.sqrt(len(found)) / 10
    off = [step * ((kind == true) - told[kind]) for kind in kinds]
    for row in rows:
        for number, each in enumerate(off):
            row[number] += each


def write(weights: Weights, kinds: list[str]) -> int:
    """Write the weights in hundredths, without those of next to nothing; return how many there are."""
    kept = {trait: row for trait, row in sorted(weights.items()) if max(map(abs, row)) >= _LEAST}
    with DATA.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["trait", *kinds])
        table.writerows([trait, *(round(each * 100) for each in row)] for trait, row in kept.items())
    return len(kept)


def told_without(name: str, given: dict[str, list[Example]]) -> str:
    """Return how well the letters of a set are told by what the others teach."""
    weights, kinds = learned([each for other, made in given.items() if other != name for each in made])
    right = clear = clear_right = 0
    for found, true in given[name]:
        rows = [weights[trait] for trait in found if trait in weights]
        told = shares(dict(zip(kinds, map(sum, zip(*rows, strict=True)), strict=True)), len(rows))
        most = max(told, key=lambda each: told[each])
        right += most == true
        clear += told[most] >= CLEAR
        clear_right += told[most] >= CLEAR and most == true
    whole = len(given[name])
    of_these = clear_right / max(1, clear)
    return f"{name}: {right / whole:.1%} right; {clear / whole:.1%} clear, of these {of_these:.1%} right"


def main() -> None:
    """Write the leanings, or tell how well they are learned."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", nargs="+", choices=NAMES, default=[])
    asked = parser.parse_args()
    given = {name: examples(name) for name in NAMES}
    given["sentences"] = [(traits([sentence], ""), kind) for kind, sentence in sentences()]
    for name in asked.without:
        sys.stdout.write(f"{told_without(name, given)}\n")
        sys.stdout.flush()
    if not asked.without:
        count = write(*learned([each for made in given.values() for each in made]))
        sys.stdout.write(f"{count} traits\n")


if __name__ == "__main__":
    main()
