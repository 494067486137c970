"""Known wordings behind a recogniser's misprints: letters of one shape, and spaces that come and go.

On paper a capital I, a small l and a 1 are one stroke, and the gaps between words are a matter of opinion.
Nothing else is taken for anything else: a word more or less makes another outcome.
"""

from __future__ import annotations

from functools import lru_cache

from parsers.vocabulary.outcomes import find_outcome, wordings_by
from parsers.vocabulary.text import words_of

_SHAPES = str.maketrans({"1": "l", "i": "l", "|": "l", "0": "o"})


def as_known(text: str) -> str:
    """Return the known wording that `text` is but for letters of one shape and spaces, else `text` itself."""
    if not any(char.isalpha() for char in text) or find_outcome(text).codes is not None:
        return text
    return _by_shape().get(_shape(words_of(text)), text)


@lru_cache(maxsize=1)
def _by_shape() -> dict[str, str]:
    return wordings_by(_shape)


def _shape(words: str) -> str:
    return words.lower().replace(" ", "").translate(_SHAPES)
