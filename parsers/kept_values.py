"""Values that a document's fields keep and do not show: whether one could be anything but a program's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

_WORDS = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_SAYS_SOMETHING = re.compile(r"[^\W\d_]{2}[,;:]?\s+[^\W\d_]{2}|\w@\w")


def words_in(texts: Iterable[str]) -> set[str]:
    """Return the words and numbers of some texts, in small letters."""
    return {word.lower() for text in texts for word in _WORDS.findall(text)}


def is_telling(value: str, shown: AbstractSet[str]) -> bool:
    """Say whether a value reads as words or as an address, and not all of it is `shown` elsewhere.

    Programs keep keys and numbers of their own in fields; what is shown anyway is no secret.
    """
    return _SAYS_SOMETHING.search(value) is not None and is_kept(value, shown)


def is_kept(value: str, shown: AbstractSet[str]) -> bool:
    """Say whether a value has words or numbers that are not `shown` elsewhere."""
    return not words_in([value]) <= shown
