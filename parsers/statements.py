"""What a sentence states of a request: as what is, not as what may be, nor as what the law says of all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from parsers.exemptions import MAY, is_of_another_act
from parsers.letter_signs import (
    DISCLOSED,
    GROUNDS,
    LAW,
    NEITHER,
    NOT_HELD,
    NOT_RECORDED,
    REFUSED,
    REVIEW_TO_COME,
    REVIEWED,
    REVISED,
    UNABLE,
)
from parsers.no_data import unexplained

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parsers.letter_words import Sign

Statement = Literal["disclosed", "counted", "refused", "unable", "grounds", "not held", "not recorded"]
Stated = frozenset[Statement]

_SIGNS: tuple[tuple[Statement, Sign], ...] = (
    ("grounds", NEITHER),
    ("grounds", GROUNDS),
    ("refused", REFUSED),
    ("unable", UNABLE),
    ("not held", NOT_HELD),
    ("not recorded", NOT_RECORDED),
    ("disclosed", DISCLOSED),
)
_CLAUSE = re.compile(r"[,;:]\s|\b(?:and|but|because|as|since|so)\b")
_CONDITION = re.compile(r"\W*(?:if|where|should|unless|in the event|were you|when you)\b", re.IGNORECASE)
_NOT_YET = re.compile(
    rf"\b(?:if|whether|unless|should you|{MAY}|might|could be|where applicable|sometimes"
    r"|in the event that)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"(?:\b(?:unable|not|never|cannot|without|nor|no|nothing|none)\b|n['’]t\b)[^.;,]{0,30}$", re.IGNORECASE
)
_EFFORT = re.compile(r"\b(?:would|need|estimat\w+|each of|by hand|manual\w*|search\w*|read)\b", re.IGNORECASE)
_COUNT = re.compile(r"\d{1,3}(?:,\d{3})*|(?!(?:19|20)\d\d$)\d{1,6}")


def states(sentences: Iterable[str]) -> Stated:
    """Return what some sentences state."""
    return frozenset(each for sentence in sentences for each in stated(sentence))


def stated(sentence: str) -> set[Statement]:
    """Return what a sentence states; "counted" is a number that is no other kind of number."""
    if is_conditional(sentence) or is_law(sentence):
        return set()
    found = {name for name, sign in _SIGNS if _is_meant(sign, sentence)}
    numbers = () if _EFFORT.search(sentence) else unexplained(sentence)
    if any(_COUNT.fullmatch(token.text) for token in numbers):
        found.add("counted")
    return found


def is_stated(sign: Sign, sentence: str) -> bool:
    """Say whether a sentence states a sign as what is."""
    return not is_conditional(sentence) and not is_law(sentence) and _is_meant(sign, sentence)


def any_states(sign: Sign, sentences: Iterable[str]) -> bool:
    """Say whether one of some sentences states a sign as what is."""
    return any(is_stated(sign, each) for each in sentences)


def is_reviewed(sentence: str) -> bool:
    """Say whether a sentence tells of a review that took place, and not of one that may be asked for."""
    return is_stated(REVIEWED, sentence) and REVIEW_TO_COME.search(sentence) is None


def is_revised(sentence: str) -> bool:
    """Say whether a sentence tells that an earlier answer is replaced."""
    return is_stated(REVISED, sentence)


def is_conditional(sentence: str) -> bool:
    """Say whether a sentence begins with a condition, so that all of it need not happen."""
    return _CONDITION.match(sentence) is not None


def is_law(sentence: str) -> bool:
    """Say whether a sentence says what the Act says of every authority."""
    return LAW.search(sentence) is not None


def _is_meant(sign: Sign, sentence: str) -> bool:
    """Say whether a sign stands where its clause neither says no to it nor makes it depend on something."""
    found = sign.search(sentence)
    while found is not None:
        before = _CLAUSE.split(sentence[: found.start()])[-1]
        may_be = _NOT_YET.search(before + found.group()) or _NEGATED.search(before)
        if not may_be and not is_of_another_act(sentence, found.end()):
            return True
        found = sign.search(sentence, found.start() + 1)
    return False
