"""Which characters of a page were drawn as one text: told by the spaces that are drawn and that are not.

Office programs and browsers draw the space between two words of a text, and none between two cells. A reader
of the page sees the same white in both places; what the file draws tells them apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from parsers.pdfium_calls import content_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.pages.characters import Characters

Link = Literal["joined", "parted", "marked"]
"""How a character goes on; "marked" where all that is told is that it begins another piece of content."""
Likely = Literal["joined", "parted", "parted unless letters", "parted if lines"]
"""What a place shows by itself; the page as a whole says what becomes of the last two."""

TOUCHING = 0.1
"""Line heights: characters of a word stand no further apart, and overlap no more."""
_FILLED = 0.15
"""Line heights that a drawn space may leave open between the texts on both sides of it."""
_LEAST_DRAWN = 3
_FEW = 0.1
"""Share that is left out of account."""
_SAMPLED = 8


class Links:
    """What one page's characters, taken in one by one, tell of how they hang together."""

    def __init__(self, characters: Characters) -> None:
        """Begin with the first of the characters of an open text page."""
        self._characters = characters
        self._owners = characters.owners
        self._drawn = self._open = self._between = 0
        self._touching = self._sampled = self._single = 0

    def touch(self, before: int, index: int) -> None:
        """Take in a letter within a word; some tell whether the page draws its letters one by one."""
        self._touching += 1
        if self._touching % _SAMPLED == 0:
            self._sampled += 1
            self._single += not self._is_one(before, index)

    def touch_all(self, first: int, last: int) -> None:
        """Take in letters that follow on one another and touch."""
        self._touching += last - first
        for index in range(last - self._touching % _SAMPLED, first, -_SAMPLED):
            self._sampled += 1
            self._single += not self._is_one(index - 1, index)

    def over(  # noqa: PLR0913, PLR0917 two characters and what is between
        self, before: int, end: float, spaces: Sequence[int], index: int, left: float, height: float
    ) -> tuple[Likely | None, bool]:
        """Return how a character seems to go on from the one before it, which it does not touch.

        That one ends at `end`, the character begins at `left`; `spaces` are the white between. It is also
        said whether the text before hangs: whether it ends in a drawn space.
        """
        one = self._is_one(before, index)
        drawn = [space for space in spaces if not self._characters.is_generated(space)]
        if not drawn:
            # Where a text goes on at the left it is on its next line, before which no space need be drawn.
            self._open += one and bool(spaces) and left > end
            return (None if one else self._two(before, index)), False
        if one:
            self._drawn += 1
            # Columns of a typewriter's page are set apart by spaces.
            return ("joined" if len(drawn) == 1 else None), False
        if len(drawn) == 1 and self._fills(drawn[0], end, left, height):
            self._between += 1
            return "joined", False
        return "parted if lines", True

    def settled(self, likely: Likely | None) -> Link | None:
        """Return how a character goes on from the one before it, by what the whole page shows."""
        if likely is None or likely == "joined":
            return likely
        # Only where the page draws its spaces are there two texts where it draws none.
        if self._drawn < _LEAST_DRAWN or self._open > _FEW * self._drawn:
            return "marked" if likely == "parted" else None
        if likely == "parted unless letters":
            return None if self._single > _FEW * self._sampled else "parted"
        if likely == "parted if lines":
            # A text drawn word by word may be set wider than its spaces.
            return "parted" if self._between <= self._drawn else None
        return "parted"

    def _is_one(self, one: int, other: int) -> bool:
        """Say whether two characters are drawn by one instruction, or marked as one piece of content."""
        first, second = self._owners[one], self._owners[other]
        if first == second:
            return True
        mark = content_of(first)
        return bool(mark >= 0 and mark == content_of(second))

    def _two(self, before: int, index: int) -> Likely:
        """Return what becomes of neighbours that two instructions draw and that are not marked as one."""
        marks = (content_of(self._owners[each]) for each in (before, index))
        return "parted" if min(marks) >= 0 else "parted unless letters"

    def _fills(self, space: int, end: float, start: float, height: float) -> bool:
        """Say whether a drawn space reaches from the character before it to the one behind."""
        box = self._characters.box(space)
        if box is None:
            return False
        return abs(box[0] - end) <= _FILLED * height and abs(start - box[2]) <= _FILLED * height
