"""Words without which a phrase of letters cannot stand in a text: most texts hold none of a phrase's.

Whether a text holds some words is told far sooner than whether it holds a phrase. Phrases are written as
`parsers.letter_words` says; of what is not understood here nothing is said to be needed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Choice = frozenset[str]
"""Parts of words in small letters, one of which a text must hold."""

_WORD = re.compile(r"[a-z]+")
_KIND = re.compile(r"\{([a-z]+)\}")
_OTHER = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\{[^}]*\}|.", re.DOTALL)
"""What tells no word: a class of characters, how often something stands, a mark."""
_OPTIONAL = re.compile(r"[?*]|\{0")
_LEAST = 2
"""Letters; one alone stands in any text."""
_ALIKE = str.maketrans("ıİſ", "iis")
"""Letters that a search without regard to case takes for others."""


def needed(phrase: str, kind: Callable[[str], Sequence[Choice]]) -> tuple[Choice, ...]:
    """Return choices from each of which a text must hold a part if it holds the phrase, longest parts first.

    `kind` returns the same of the words of a kind.
    """
    return tuple(sorted(_read(phrase, 0, kind)[0], key=_shortest, reverse=True))


def one_of(phrases: Iterable[Sequence[Choice]]) -> list[Choice]:
    """Return what is needed for one of several phrases, by what is needed for each."""
    best = [max(choices, key=_shortest, default=frozenset()) for choices in phrases]
    return [frozenset().union(*best)] if all(best) else []


def words_in(text: str) -> list[str]:
    """Return the runs of letters of a text in which such parts can stand."""
    return _WORD.findall(text.translate(_ALIKE).lower())


def _shortest(choice: Choice) -> int:
    return min(map(len, choice))


def _read(phrase: str, at: int, kind: Callable[[str], Sequence[Choice]]) -> tuple[list[Choice], int]:
    """Return what is needed from a place on to the end of its group, and where that is."""
    branches: list[list[Choice]] = [[]]
    while at < len(phrase) and phrase[at] != ")":
        if phrase[at] == "|":
            branches.append([])
            at += 1
            continue
        found: Sequence[Choice] = ()
        if phrase[at] == "(":
            # What only looks ahead or back, as "(?!…)" does, tells of words that are not wanted.
            looks = phrase.startswith("(?", at)
            found, end = _read(phrase, at + 1, kind)
            found, at = ([] if looks else found), end + 1
        elif word := _WORD.match(phrase, at):
            at = word.end()
            sure = word[0][:-1] if _OPTIONAL.match(phrase, at) else word[0]
            branches[-1] += [frozenset((sure,))] if len(sure) >= _LEAST else []
            continue
        elif words := _KIND.match(phrase, at):
            found, at = kind(words[1]), words.end()
        elif other := _OTHER.match(phrase, at):
            at = other.end()
        if not _OPTIONAL.match(phrase, at):
            branches[-1] += found
    return (branches[0] if len(branches) == 1 else one_of(branches)), at
