"""Which marks of a page's lists go on with those of the page before: one list over its pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from parsers.pages.cut_marks import find_cut_mark, is_begun
from parsers.pages.marks import Stack, find_stacks, goes_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.pages.page import Word

_LEAST_MARKS = 3
"""Marks that a list has at least on one of its pages."""
_EDGE = 3.0
"""Points by which the rows of one column stand off."""
_MOST = 0.6
"""Share of a list's rows: a fuller stack is its column."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A list's marks on one page, and the other stacks beside them."""

    page: int
    stack: Stack
    beside: tuple[Stack, ...]
    cut: tuple[Word, ...] = ()
    """Words of marks that the ends of pages cut."""


def chains_of(loose: Sequence[Sequence[Word]]) -> list[list[Stretch]]:
    """Return the stretches of marks, those that go on over pages together."""
    chains: list[list[Stretch]] = []
    above: list[Stretch] | None = None
    for number, words in enumerate(loose):
        stretches = _stretches(number, words, [each.stack for each in above or ()])
        for stretch in stretches:
            if above and (
                goes_on([each.stack for each in above], stretch.stack)
                or (stretch is stretches[0] and _is_column_of(above, stretch, loose))
            ):
                above.append(stretch)
            else:
                above = [stretch]
                chains.append(above)
            if stretch is not stretches[-1]:
                above = None
        above = above if stretches else None
    # A head that is printed again on every page has a mark or two on each.
    return [chain for chain in chains if max(len(each.stack.marks) for each in chain) >= _LEAST_MARKS]


def _is_column_of(chain: Sequence[Stretch], below: Stretch, loose: Sequence[Sequence[Word]]) -> bool:
    """Say whether periods set otherwise stand in one column: years at its right, and longer ones at its left.

    Nothing else stands there on either page, and right of it the next column begins at one place.
    """
    stacks = [*(each.stack for each in chain), below.stack]
    if below.page != chain[-1].page + 1 or any(stack.marks[0].kind != "period" for stack in stacks):
        return False
    left, right = min(stack.x0 for stack in stacks), max(stack.x1 for stack in stacks)
    if below.stack.x0 > left + _EDGE and below.stack.x1 < right - _EDGE:
        return False
    begins = []
    for each in (chain[-1], below):
        top, bottom = each.stack.top - _EDGE, each.stack.bottom + _EDGE
        rows = [word for word in loose[each.page] if top <= word.middle <= bottom]
        within = [word for word in rows if word.x0 < right and word.x1 > left]
        behind = [word.x0 for word in rows if word.x0 >= right]
        if not behind or not all(any(mark.holds(word) for mark in each.stack.marks) for word in within):
            return False
        begins.append(min(behind))
    return abs(begins[0] - begins[1]) <= _EDGE


def _stretches(number: int, words: Sequence[Word], above: Sequence[Stack]) -> list[Stretch]:
    """Return the stacks of a page that may be those of lists, from the top, with what stands beside them.

    `above` are those of the list that the page before ended with.
    """
    stacks = find_stacks(words)
    most = len(stacks[0].marks) if stacks else 0

    def rank(stack: Stack) -> tuple[bool, int, bool, float]:
        """Put first what goes on with the page before, then what has most marks, periods before numbers."""
        on = goes_on(above, stack) and 2 * len(stack.marks) >= most
        return not on, -len(stack.marks), stack.marks[0].kind != "period", stack.x0

    taken: list[Stack] = []
    for stack in sorted(stacks, key=rank):
        several = stack.names_rows and len(stack.marks) > 1
        free = (several or goes_on(above, stack)) and not any(_beside(stack, other) for other in taken)
        if free and not is_begun(stack, words):
            taken.append(stack)
    return [
        Stretch(
            number,
            stack,
            tuple(other for other in stacks if other is not stack and _is_column_beside(stack, other)),
        )
        for stack in sorted(taken, key=lambda stack: stack.top)
    ]


def _beside(stack: Stack, other: Stack) -> bool:
    return stack.top <= other.bottom and other.top <= stack.bottom


def _is_column_beside(stack: Stack, other: Stack) -> bool:
    """Say whether another stack is a column of the same list: most of its rows have a mark there."""
    return _beside(stack, other) and len(other.marks) >= _MOST * len(stack.marks)


def with_first_row(chain: list[Stretch], loose: Sequence[Sequence[Word]]) -> list[Stretch]:
    """Return a chain with the lone mark that it goes on with, at the foot of the page before its first."""
    first = chain[0]
    lone = (
        [stack for stack in find_stacks(loose[first.page - 1]) if len(stack.marks) == 1] if first.page else []
    )
    before = [stack for stack in lone if goes_on([stack], first.stack)]
    if not before:
        return chain
    stack = max(before, key=lambda stack: stack.top)
    beside = tuple(other for other in lone if other is not stack and _is_column_beside(stack, other))
    return [Stretch(first.page - 1, stack, beside), *chain]


def with_cut_marks(chain: Sequence[Stretch], loose: Sequence[Sequence[Word]]) -> list[Stretch]:
    """Return a chain in which a mark that the end of a page cuts is the last there, and none on the next."""
    made = [chain[0]]
    for below in chain[1:]:
        above = made[-1]
        is_next = below.page == above.page + 1
        cut = is_next and find_cut_mark(above.stack, loose[above.page], below.stack, loose[below.page])
        if not cut:
            made.append(below)
            continue
        made[-1] = replace(above, stack=cut.above(above.stack), cut=(*above.cut, *cut.words))
        made.append(replace(below, stack=cut.below(below.stack), cut=cut.words))
    return made
