"""What stands in letters of every kind, and so tells nothing of what a letter is: known by its words.

Authorities put the same paragraphs into all their letters: what the Act says of rights and duties, how the
figures of forces differ, under what licence they may be used, what a web page says of cookies. They speak of
information, refusals and fees as an answer does. One sentence of each stands in
`vocabulary/data/letter_commonplaces.csv`; a sentence of nearly the same words is another wording of it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from parsers.vocabulary.table import rows

_WORD = re.compile(r"[a-z]{2,}")
_ENOUGH = 0.7
"""The share of the words of both sentences that must be in each other."""
_FEWEST = 5
"""Words: shorter sentences say too little to be told by their words."""


@lru_cache(maxsize=4096)
def is_commonplace(sentence: str) -> bool:
    """Say whether a sentence has nearly the words of one that stands in letters of every kind."""
    words = _words(sentence)
    if len(words) < _FEWEST:
        return False
    return any(len(words & each) >= _ENOUGH * max(len(words), len(each)) for each in _known())


def _words(sentence: str) -> frozenset[str]:
    return frozenset(_WORD.findall(sentence.lower()))


@cache
def _known() -> tuple[frozenset[str], ...]:
    return tuple(_words(row["sentence"]) for row in rows("letter_commonplaces"))
