"""To which kind of letter the words of a letter lean: a second opinion beside what its sentences state.

The signs of `letter_signs` say why a letter is of a kind, and know only turns of phrase that were thought of.
The leanings were learned from all made-up letters at once (`tests/benchmarks/leanings.py`): each word, and
each pair of words beside each other, weighs for or against each kind. They decide nothing against the signs:
where both disagree the kind is unknown, and where the signs say nothing only a clear leaning is followed.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from parsers.statements import is_conditional
from parsers.vocabulary.table import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CLEAR = 0.45
"""The share of the leanings from which a kind is told though no sign is clear."""
CONTRARY = 0.6
"""The share of the leanings to another kind from which what the signs say is doubted."""
_GIVEN_OR_NOT = frozenset(("full", "refused", "not held"))
_SHORTEST, _LONGEST = 20, 700
"""Words and pairs: fewer tell too little, and of longer letters most are of what was asked about."""
_SALUTATION = re.compile(r"\W*dear\b", re.IGNORECASE)
_SAME = (
    (re.compile(r"\b(?:sections?|ss?\.)\s*\d+\S*"), " SECTION "),
    (re.compile(r"£\d[\d,.]*"), " MONEY "),
    (
        re.compile(
            r"\b(?:january|february|march|april|june|july|august|september|october|november|december)\b"
        ),
        " MONTH ",
    ),
    (re.compile(r"\b(?:19|20)\d\d\b"), " YEAR "),
    (re.compile(r"\d[\d,./-]*"), " NUMBER "),
)
"""What differs from letter to letter and means the same."""
_WORD = re.compile(r"[A-Za-z']+|\?|£")
_SUBJECT = re.compile(r"[a-z]{3,}")


def traits(sentences: Iterable[str], subject: str) -> frozenset[str]:
    """Return the words of a letter, each pair of words beside each other, and the words of its subject."""
    found = {f"subject {word}" for word in _SUBJECT.findall(subject.lower())}
    for sentence in sentences:
        if _SALUTATION.match(sentence):
            continue
        text = sentence.lower().replace("’", "'")
        for pattern, same in _SAME:
            text = pattern.sub(same, text)
        words = ["^", *_WORD.findall(text), "$"]
        found.update(words)
        found.update(" ".join(pair) for pair in pairwise(words))
    return frozenset(found)


def leaning(found: frozenset[str]) -> dict[str, float]:
    """Return the share of each kind in the leanings of some traits; together they are 1.

    Empty where too few of the traits are known, or too many.
    """
    weights, kinds = _weights()
    known = [weights[each] for each in found if each in weights]
    if not _SHORTEST <= len(known) <= _LONGEST:
        return {}
    return shares(dict(zip(kinds, map(sum, zip(*known, strict=True)), strict=True)), len(known))


def shares(sums: dict[str, float], known: int) -> dict[str, float]:
    """Return sums of weights as shares; `known` is the number of traits that were summed."""
    scaled = {kind: value / math.sqrt(known) for kind, value in sums.items()}
    most = max(scaled.values())
    raised = {kind: math.exp(value - most) for kind, value in scaled.items()}
    whole = sum(raised.values())
    return {kind: value / whole for kind, value in raised.items()}


@dataclass(frozen=True, slots=True)
class Words:
    """What a letter says: its sentences, its subject and the exemptions that it applies."""

    sentences: Sequence[str]
    subject: str
    exemptions: Sequence[str]


def settled(kind: str, words: Words, *, doubtful: bool) -> str:
    """Return the kind that a letter is told to be, once its words were asked beside its signs.

    What the signs say doubtfully the words may confirm, and not change. A refusal that names no exemption is
    not told by words alone: the law wants it named.
    """
    most, share = _most(words.sentences, words.subject)
    if kind == "unknown" or doubtful:
        confirms = kind in {"unknown", most}
        nameless = most == "refused" and not words.exemptions
        return most if share >= CLEAR and confirms and not nameless else "unknown"
    # What may happen has words of other kinds.
    least = [each for each in words.sentences if not is_conditional(each)]
    contrary = (_most(said, words.subject) for said in (words.sentences, least))
    return "unknown" if all(_is_contrary(kind, *each) for each in contrary) else kind


def _most(sentences: Sequence[str], subject: str) -> tuple[str, float]:
    """Return the kind to which some sentences lean most, and its share."""
    told = leaning(traits(sentences, subject))
    most = max(told, key=lambda each: told[each], default="unknown")
    return most, told.get(most, 0.0)


def _is_contrary(kind: str, most: str, share: float) -> bool:
    # Words of a letter that gives and refuses lean to what it does with more of them.
    agrees = most == kind or (kind == "part" and most in _GIVEN_OR_NOT)
    return not agrees and share >= CONTRARY


@cache
def _weights() -> tuple[dict[str, tuple[float, ...]], tuple[str, ...]]:
    table = rows("letter_leanings")
    kinds = tuple(name for name in table[0] if name != "trait")
    return {row["trait"]: tuple(int(row[kind]) / 100 for kind in kinds) for row in table}, kinds
