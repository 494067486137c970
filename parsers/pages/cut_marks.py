"""Marks of a list that a page's end cuts: "Apr 2015 -" is its last line, "Mar 2016" begins the next page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from parsers.pages.lines import lines_of
from parsers.pages.marks import FARTHEST, GOES_ON, SPACE, Mark, Stack
from parsers.vocabulary.periods import read_period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.pages.page import Word

_NEXT = 2.0
"""Line heights to the next line of a mark, at most."""


@dataclass(frozen=True, slots=True)
class CutMark:
    """A mark of which one part ends the column of its list on a page, and the rest begins it on the next."""

    begun: Mark
    words: tuple[Word, ...]
    """All words of it, on both pages."""
    rest_is_mark: bool
    """Whether the rest is by itself the first mark of the next page."""

    def above(self, stack: Stack) -> Stack:
        """Return the marks of the page that it ends with it."""
        return Stack((*stack.marks, self.begun))

    def below(self, stack: Stack) -> Stack:
        """Return the marks of the next page without its rest."""
        return replace(stack, marks=stack.marks[1:]) if self.rest_is_mark else stack


def find_cut_mark(
    above: Stack, words: Sequence[Word], below: Stack, words_below: Sequence[Word]
) -> CutMark | None:
    """Return the period that begins below the marks of a page and ends above or in those of the next.

    `words` and `words_below` are all those of the pages. None where no period is cut.
    """
    if above.marks[-1].kind != "period" or below.marks[0].kind != "period":
        return None
    foot = [word for word in _in_column(words, above) if word.middle > above.bottom + word.height / 2]
    top = [word for word in _in_column(words_below, below) if word.middle < below.top + word.height / 2]
    begun = next(iter(lines_of(foot)), [])
    rest = next(iter(lines_of(top)), [])
    # What stands further down is the page's own foot.
    under = [word for word in foot if begun and word.middle - begun[0].middle <= _NEXT * word.height]
    if not begun or len(under) > len(begun) or not rest or len(top) > len(rest):
        return None
    text = " ".join(word.text for word in begun)
    if begun[0].middle - above.bottom > FARTHEST * begun[0].height or read_period(text) is not None:
        return None
    if read_period(" ".join([text, *(word.text for word in rest)])) is None:
        return None
    is_mark = all(below.marks[0].holds(word) for word in rest)
    if is_mark and len(below.marks) == 1:
        return None
    middle = sum(word.middle for word in begun) / len(begun)
    mark = Mark(text, "period", begun[0].x0, begun[-1].x1, middle, middle)
    return CutMark(mark, (*begun, *rest), is_mark)


def is_begun(stack: Stack, words: Sequence[Word]) -> bool:
    """Say whether a lone mark at a page's foot is the beginning of a period: "Apr 2015" of "Apr 2015 -"."""
    if len(stack.marks) > 1:
        return False
    lines = lines_of(word for word in _in_column(words, stack) if word.middle > stack.top - word.height / 2)
    beside = [
        word for word in words if word.x0 >= stack.x1 and abs(word.middle - stack.top) < word.height / 2
    ]
    after = min(beside, key=lambda word: word.x0, default=None)
    return (
        len(lines) == 1
        and after is not None
        and after.x0 - stack.x1 <= SPACE * after.height
        and GOES_ON.fullmatch(after.text) is not None
    )


def _in_column(words: Sequence[Word], stack: Stack) -> list[Word]:
    """Return the words that stand where the marks do."""
    return [word for word in words if word.x0 < stack.x1 and word.x1 > stack.x0]
