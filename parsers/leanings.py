"""To which kind of letter a letter leans, all that it says weighed together: a second opinion.

The rules of `disposition` say why a letter is of a kind, and know only turns of phrase that were thought of.
The leanings were learned from all made-up letters at once (`tests/benchmarks/leanings.py`): each word, each
pair of words beside each other and each sign of `letter_signs` weighs for or against each kind. Where both
opinions agree, the kind is told; where they differ, only a leaning that is nearly certain is followed.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from parsers.exemptions import is_law
from parsers.gifts import comes_with, only_cover, tells_a_count
from parsers.letter_rows import is_row
from parsers.letter_words import Sign
from parsers.statements import is_conditional, is_effort, stated
from parsers.vocabulary.table import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

CLEAR = 0.65
"""The share of the leanings from which a kind is told though no rule is clear."""
CONFIRMS = 0.4
"""The share of the leanings that is enough for a kind that the rules tell doubtfully."""
CERTAIN = 0.9
"""The share of the leanings from which a kind is told though the rules tell another."""
CONTRARY = 0.6
"""The share of the leanings to another kind from which what the rules tell is doubted."""
LEAST = 0.2
"""The share of the leanings that a kind has at least that is told at all."""
_NOTHING = frozenset(("refused", "not held"))
_ANSWERED = frozenset(("full", "part", "refused", "not held"))
"""Kinds that differ by a sentence, which the rules see better than the words of the whole letter."""
BIAS = "*"
"""The trait of every letter."""
_FEWEST = 20
"""Known words and pairs: fewer tell too little against what the rules say."""
_FIRST = 150
"""Sentences: what a letter is stands in its first ones; what comes after them is documents and data."""
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
_ENDINGS = ("ingly", "ings", "ing", "edly", "ed", "es", "s", "ly")
_SHORTEST = 4
"""Letters: what is left of a word without its ending."""
_NO = frozenset(("not", "no", "unable", "cannot", "without", "nor", "never", "none", "neither", "nothing"))
_DENIED = 6
"""Words behind a word of no to which it may belong."""


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


def words(said: Said) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return a letter's words with each two beside each other, each three, and what a word of no is said of.

    All are without their endings; the words of its subject are with the first.
    """
    found = {f"subject {word}" for word in _SUBJECT.findall(said.subject.lower())}
    threes: set[str] = set()
    denied: set[str] = set()
    for sentence in said.spoken[:_FIRST]:
        if _SALUTATION.match(sentence):
            continue
        each = ("^", *_stems(sentence), "$")
        found.update(each)
        found.update(map(" ".join, pairwise(each)))
        threes.update(map(" ".join, zip(each, each[1:], each[2:], strict=False)))
        for number, word in enumerate(each):
            if word in _NO:
                denied.update(f"no {other}" for other in each[number + 1 : number + 1 + _DENIED])
    return frozenset(found), frozenset(threes), frozenset(denied)


def _stems(sentence: str) -> list[str]:
    text = sentence.lower().replace("’", "'")
    for pattern, same in _SAME:
        text = pattern.sub(same, text)
    return [_stem(word) for word in _WORD.findall(text)]


@cache
def _stem(word: str) -> str:
    """Return a word without its ending: "withholding" is of "withhold" as is "withholds"."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word.removesuffix(ending)
            break
    return word.removesuffix("e") if len(word) > _SHORTEST else word


def signs(said: Said) -> frozenset[str]:
    """Return what is known of a letter beside its words: its signs, exemptions, figures and answers."""
    return frozenset(_signs(said))


def _signs(said: Said) -> Iterator[str]:
    for sentence in said.told[:_FIRST]:
        if is_conditional(sentence) or is_law(sentence):
            continue
        yield from (f"* states {each}" for each in stated(sentence))
        yield from (f"* sign {sign.name}" for sign in _all_signs() if sign.search(sentence))
        yield from (f"* {name}" for name, says in _SAYS if says(sentence))
        if sentence.rstrip().endswith("?"):
            yield "* asks"
    for exemption in said.exemptions:
        yield f"* exemption {exemption.partition('(')[0]}"
        yield "* exemption"
    if said.figures:
        yield "* figures"
    yield from (f"* answer {each}" for each in said.answers)


_SAYS = (("comes with", comes_with), ("counts", tells_a_count), ("row", is_row), ("effort", is_effort))


@cache
def _all_signs() -> tuple[Sign, ...]:
    return tuple(Sign(name) for name in sorted({row["sign"] for row in rows("letter_phrases")}))


def leaning(said: Said) -> dict[str, float]:
    """Return the share of each kind in the leanings of a letter; together they are 1.

    Empty where too few of its words are known.
    """
    weights, kinds = _weights()
    found = words(said)
    if sum(each in weights for each in found[0]) < _FEWEST:
        return {}
    sums = [0.0] * len(kinds)
    for group in (*found, signs(said), frozenset((BIAS,))):
        share = share_of(group)
        for trait in group:
            for number, weight in enumerate(weights.get(trait, ())):
                sums[number] += weight * share
    return shares(dict(zip(kinds, sums, strict=True)))


def share_of(group: frozenset[str]) -> float:
    """Return how much each trait of a group counts: a long letter says no more than a short one."""
    return 1 / math.sqrt(max(1, len(group)))


def shares(sums: dict[str, float]) -> dict[str, float]:
    """Return sums of weights as shares."""
    most = max(sums.values())
    raised = {kind: math.exp(value - most) for kind, value in sums.items()}
    whole = sum(raised.values())
    return {kind: value / whole for kind, value in raised.items()}


def settled(kind: str, said: Said, *, doubtful: bool) -> str:
    """Return the kind that a letter is told to be, once its leaning was asked beside the rules.

    A refusal that names no exemption is not told by leaning alone: the law wants it named. What is given
    beside a refusal makes it a part, however many words the refusal has.
    """
    if kind in {"full", "unknown"} and only_cover(said.told):
        return "unknown"
    told = leaning(said)
    most = max(told, key=lambda each: told[each], default="unknown")
    if most in _NOTHING and kind in {"part", "full"} and _gives(said):
        return "unknown" if doubtful or kind == "full" else kind
    if most == "part" and kind == "refused" and _costs_too_much(said) and not _gives(said):
        return kind if told[most] < CERTAIN and not doubtful else "unknown"
    if kind == "full" and "unknown" in said.answers and len(said.answers) > 1:
        doubtful = True
    share = told.get(most, 0.0)
    # A leaning to another answer makes an answer doubtful: whether some of it is given hangs on a sentence.
    if {kind, most} <= _ANSWERED and not (most == "part" and (kind == "full" or _gives(said))):
        share = min(share, CERTAIN - 0.01)
    if kind in {"full", "part"} and most not in _ANSWERED and share < CERTAIN and _gives(said):
        # What is told is told, whatever else the letter speaks of.
        share = min(share, CONTRARY - 0.01)
    kind = _weighed(kind, most, share, doubtful=doubtful, nameless=not said.exemptions)
    if kind in _NOTHING and (kind != most or told[most] < CERTAIN) and _may_count(said):
        return "unknown"
    return kind if told.get(kind, 0.0) >= LEAST or not told else "unknown"


def _weighed(kind: str, most: str, share: float, *, doubtful: bool, nameless: bool) -> str:
    """Return the kind that the rules tell, or that to which most leans, or "unknown"."""
    if most == "refused" and nameless:
        return "unknown" if doubtful or (kind != most and share >= CONTRARY) else kind
    if most == kind:
        return kind if share >= CONFIRMS or not doubtful else "unknown"
    if kind == "unknown" or doubtful:
        return most if share >= CLEAR else "unknown"
    if share >= CERTAIN:
        return most
    return "unknown" if share >= CONTRARY else kind


def _may_count(said: Said) -> bool:
    """Say whether a count may be given; what costs too much is counted to say so."""
    return not _costs_too_much(said) and any(map(tells_a_count, said.told))


def _costs_too_much(said: Said) -> bool:
    """Say whether what is refused is refused as a whole, so that numbers may be the reason why."""
    return any(each.startswith(("s.12", "s.14")) for each in said.exemptions)


def _gives(said: Said) -> bool:
    given = said.figures > 0 or "full" in said.answers or any(map(comes_with, said.told))
    return given or _may_count(said)


def traits_of(rows_: Iterable[Said]) -> Iterator[dict[str, float]]:
    """Yield the traits of some letters, each with how much it counts."""
    for said in rows_:
        groups = (*words(said), signs(said), frozenset((BIAS,)))
        yield {trait: share_of(group) for group in groups for trait in group}


@cache
def _weights() -> tuple[dict[str, tuple[float, ...]], tuple[str, ...]]:
    table = rows("letter_leanings")
    kinds = tuple(name for name in table[0] if name != "trait")
    return {row["trait"]: tuple(int(row[kind]) / 100 for kind in kinds) for row in table}, kinds
