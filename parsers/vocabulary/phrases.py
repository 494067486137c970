"""What sentences say became of crimes ("led to a charge"), each phrase with the wording it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from parsers.vocabulary.outcomes import find_outcome
from parsers.vocabulary.table import LazyTable, rows
from parsers.vocabulary.text import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Phrase(NamedTuple):
    """A phrase, the outcome wording that it stands for, and that wording's codes."""

    phrase: str
    wording: str
    codes: tuple[str, ...]


def _load() -> dict[str, Phrase]:
    return {
        words_of(row["phrase"]): Phrase(row["phrase"], row["wording"], tuple(row["code_or_codes"].split("|")))
        for row in rows("outcome_phrases")
    }


PHRASES: LazyTable[Phrase] = LazyTable(_load)


def find_phrase(text: str) -> Phrase | None:
    """Return what a phrase says became of crimes; only listed phrases count, whole, never likenesses."""
    return PHRASES.get(words_of(text))


def phrase_problems(listed: Sequence[dict[str, str]]) -> Iterator[tuple[int, str]]:
    """Yield the faults of phrases: one twice, no reason, a wording that is not known or has other codes."""
    seen: set[str] = set()
    for number, row in enumerate(listed, start=2):
        key, codes = words_of(row["phrase"]), tuple(row["code_or_codes"].split("|"))
        if key in seen:
            yield number, f"the phrase {row['phrase']!r} stands there already"
        seen.add(key)
        if not row["reason"]:
            yield number, f"{row['phrase']!r} gives no reason"
        if find_outcome(row["wording"]).codes != codes:
            yield number, f"{row['wording']!r} is not a wording of {', '.join(codes)}"
