"""Which characters of a page were drawn as one text: told by the spaces that are drawn and that are not.

Office programs and browsers draw the space between two words of a text, and none between two cells. A reader
of the page sees the same white in both places; what the file draws tells them apart.
"""

from __future__ import annotations

import ctypes
from typing import Literal

from pypdfium2 import raw

Link = Literal["joined", "parted"]

_TOUCHING = 0.1
"""Line heights: characters of a word stand no further apart, and overlap no more."""
_FILLED = 0.15
"""Line heights that a drawn space may leave open between the texts on both sides of it."""
_LEAST_DRAWN = 3
_MOST_OPEN = 0.1
"""Share of the spaces in texts that may be none but white: where more are, the page draws no spaces."""


class Links:
    """What one page's characters, taken in one by one, tell of how they hang together."""

    def __init__(self, textpage: object) -> None:
        """Begin with the first character of an open text page."""
        self._page = textpage
        self._last: tuple[int, float] | None = None
        self._spaces: list[int] = []
        self._drawn = self._open = 0

    @property
    def are_drawn(self) -> bool:
        """Whether the page draws its spaces, so that where none is drawn two texts stand side by side."""
        return self._drawn >= _LEAST_DRAWN and self._open <= _MOST_OPEN * self._drawn

    def space(self, index: int) -> None:
        """Take in a character of white space, or one that is not shown."""
        self._spaces.append(index)

    def to(self, index: int, left: float, right: float, height: float) -> Link | None:
        """Return how a character, from `left` to `right`, goes on from the one before it."""
        last, spaces = self._last, self._spaces
        self._last = (index, right)
        if spaces:
            self._spaces = []
        if last is None:
            return None
        before, end = last
        if not spaces:
            touching = abs(left - end) <= _TOUCHING * height
            return "parted" if not touching and self._are_two(before, index) else None
        drawn = [space for space in spaces if not raw.FPDFText_IsGenerated(self._page, space)]
        if not drawn:
            same = self._is_one(before, index)
            self._open += same
            return "parted" if not same and self._are_two(before, index) else None
        if len(drawn) > 1:
            # Columns of a typewriter's page are set apart by spaces.
            return None
        same = self._is_one(before, index)
        self._drawn += same
        return "joined" if same or self._fills(drawn[0], end, left, height) else None

    def _is_one(self, one: int, other: int) -> bool:
        """Say whether two characters are drawn by one instruction, or marked as one piece of content."""
        first, second = self._object(one), self._object(other)
        if _address(first) == _address(second):
            return True
        mark = raw.FPDFPageObj_GetMarkedContentID(first)
        return bool(mark >= 0 and mark == raw.FPDFPageObj_GetMarkedContentID(second))

    def _are_two(self, before: int, index: int) -> bool:
        """Say whether two texts meet between neighbours: letters drawn one by one do not tell."""
        if self._is_one(before, index):
            return False
        marks = (raw.FPDFPageObj_GetMarkedContentID(self._object(each)) for each in (before, index))
        return min(marks) >= 0 or self._is_one(before - 1, before) or self._is_one(index, index + 1)

    def _object(self, index: int) -> object:
        return raw.FPDFText_GetTextObject(self._page, index)

    def _fills(self, space: int, end: float, start: float, height: float) -> bool:
        """Say whether a drawn space reaches from the character before it to the one behind."""
        box = raw.FS_RECTF()
        if not raw.FPDFText_GetLooseCharBox(self._page, space, ctypes.byref(box)):
            return False
        return bool(abs(box.left - end) <= _FILLED * height and abs(start - box.right) <= _FILLED * height)


def _address(item: object) -> int:
    return int(ctypes.cast(item, ctypes.c_void_p).value or 0)  # type: ignore[arg-type]
