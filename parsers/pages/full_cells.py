"""Texts of full cells that touch: where within letters that touch another text begins, by what draws them.

Office programs leave no room at the end of a full cell; letter by letter such texts are one word.
A program that draws a word or a number in pieces must not part it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsers.pages.characters import SPACES, TOUCH

if TYPE_CHECKING:
    from collections.abc import Sequence

_WITHIN = re.compile("[a-z0-9](?=[A-Z])|[a-zA-Z0-9)%](?=[0-9])|[a-z)](?=%)")
"""What a text may end in right before another begins."""
_CLOSING = frozenset(")%")
"""Signs behind which no digit of the same text stands without a space."""


def may_be_of_two(before: str, char: str) -> bool:
    """Say whether of two characters that touch the first may end a text, and the other begin the next."""
    return (before.isalnum() or before in _CLOSING) and (
        char.isalnum() or (char == "%" and not before.isdecimal())
    )


class FullCells:
    """The characters of a page, where they may be of two texts."""

    def __init__(self, codes: Sequence[int], owners: Sequence[int | None], edges: Sequence[float]) -> None:
        """Take each character with what draws it, and four edges of each: left, top, right and bottom."""
        self._codes, self._owners, self._edges = codes, owners, edges

    def holds_two(self, letters: str, start: int) -> bool:
        """Say whether letters that touch, from a place on, are those of two texts."""
        if self._owners[start] == self._owners[start + len(letters) - 1]:
            return False
        return any(self.begins(start + at.end()) for at in _WITHIN.finditer(letters))

    def begins(self, index: int) -> bool:
        """Say whether a letter or digit that touches the character before it begins another text."""
        before, char = chr(self._codes[index - 1]), chr(self._codes[index])
        if self._edges[4 * index - 1] != self._edges[4 * index + 3]:
            return False  # the mark of a note
        if char.islower() or (char.isupper() and before.isupper()):
            return False  # programs draw words in pieces
        if before in _CLOSING:
            last = self._owners[index - 1]
            return index > 1 and self._owners[index - 2] == last != self._owners[index]
        if char.isupper() or before.isalpha() or char == "%":
            return self._is_drawn_apart(index)
        return self._begins_wording(index)

    def _is_drawn_apart(self, index: int) -> bool:
        """Say whether a character is drawn with the next one, and without what it touches.

        That is drawn with another before it, or is a digit by itself, beside which none of its number stands.
        """
        if not 0 < index < len(self._codes) - 1:
            return False
        last, first, after = self._owners[index - 1 : index + 2]
        if last == first or first != after:
            return False
        with_others = index > 1 and self._owners[index - 2] == last
        return with_others or (chr(self._codes[index - 1]).isdecimal() and not self._touches_last(index - 1))

    def _touches_last(self, index: int) -> bool:
        """Say whether a character is level with the one before it, and touches it."""
        if not index or self._codes[index - 1] in SPACES:
            return False
        left, top, _, bottom = self._edges[4 * index : 4 * index + 4]
        right, last = self._edges[4 * index - 2 : 4 * index]
        return bottom == last and abs(left - right) <= TOUCH * abs(top - bottom)

    def _begins_wording(self, index: int) -> bool:
        """Say whether a digit that touches another begins a text of its own that goes on in letters.

        "13" and "5 or fewer" are two; a number that a program draws in pieces is one.
        """
        owner = self._owners[index]
        if owner == self._owners[index - 1]:
            return False
        end = index + 1
        while end < len(self._codes) and self._owners[end] == owner:
            if not (chr(self._codes[end]).isdecimal() or self._codes[end] in SPACES):
                return chr(self._codes[end]).isalpha() and self._codes[end - 1] in SPACES
            end += 1
        return False
