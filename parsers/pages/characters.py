"""What pdfium knows of a page's characters: one property of all of them, asked for in one go."""

from __future__ import annotations

import ctypes
import math
import re
from functools import cached_property
from itertools import repeat
from typing import TYPE_CHECKING

from pypdfium2 import raw

from parsers.pages.untold import codes_of
from parsers.pdfium_calls import (
    Room,
    address_of,
    angle_of,
    box_of,
    font_of,
    is_generated,
    origin_of,
    owner_of,
    size_of,
)

if TYPE_CHECKING:
    import pypdfium2 as pdfium

_BOX = ctypes.sizeof(raw.FS_RECTF)
_LONGEST_NAME = 128
"""Bytes of a font's name with its end; PDF allows 127."""
_BOLD = re.compile(rb"bold|black|heavy", re.IGNORECASE)
_BOLD_WEIGHT = 600
_ORIGIN, _SIDES = Room(ctypes.c_double, 2), Room(ctypes.c_float, 4)

SPACES = frozenset((0x20, 0xA0, 0x0D, 0x0A, 0x09, 0x2002, 0x2003, 0x2009, 0x200B, 0x202F))
TOUCH = 0.06
"""Line heights: letters of one word stand no further apart, cells of a table do."""


class Characters:
    """The characters of an open text page, by their index from 0; usable while it is open."""

    def __init__(self, textpage: pdfium.PdfTextPage) -> None:
        """Take an open text page."""
        self.count: int = textpage.count_chars()
        self._textpage = textpage
        self._handle = address_of(textpage.raw)

    @property
    def codes(self) -> list[int]:
        """The code point of each, `UNTOLD` where its font does not tell it."""
        return self._told[0]

    @property
    def lost_before(self) -> int:
        """How many are told to be the sign that stands for a character which an older program lost."""
        return self._told[1]

    @cached_property
    def _told(self) -> tuple[list[int], int]:
        return codes_of(self._textpage)

    @cached_property
    def owners(self) -> list[int | None]:
        """Which object of the page draws each, by its address; None where that is not known."""
        return list(map(owner_of, repeat(self._handle), range(self.count)))

    @cached_property
    def quarters(self) -> list[int]:
        """By how many quarter turns each is turned clockwise, from 0 to 3."""
        angles: list[float] = list(map(angle_of, repeat(self._handle), range(self.count)))
        if not any(angles):
            return [0] * self.count
        turns = {angle: round(angle / (math.pi / 2)) % 4 for angle in set(angles)}
        return [turns[angle] for angle in angles]

    def boxes(self) -> tuple[list[int], list[float]]:
        """Return whether each has a box, and all boxes in one list: left, top, right, bottom of each.

        Boxes are as wide as the font sets the characters, in the file's own coordinates (y upwards).
        """
        boxes = (raw.FS_RECTF * self.count)()
        start = ctypes.addressof(boxes)
        places = range(start, start + _BOX * self.count, _BOX)
        found = list(map(box_of, repeat(self._handle), range(self.count), places))
        edges: list[float] = memoryview(boxes).cast("B").cast("f").tolist()  # type: ignore[assignment]
        return found, edges

    def box(self, index: int) -> tuple[float, float, float, float] | None:
        """Return the box of one character by itself, None where it has none."""
        if not box_of(self._handle, index, _SIDES.places[0]):
            return None
        left, top, right, bottom = _SIDES.numbers
        return left, top, right, bottom

    def origin(self, index: int) -> tuple[float, float]:
        """Return where on its line a character is set."""
        origin_of(self._handle, index, *_ORIGIN.places)
        across, up = _ORIGIN.numbers
        return across, up

    def size(self, index: int) -> float:
        """Return the size of a character's font."""
        size: float = size_of(self._handle, index)
        return size

    def is_generated(self, index: int) -> bool:
        """Say whether nothing draws a character: pdfium puts a space or a break where white is."""
        return bool(is_generated(self._handle, index))

    def font(self, index: int) -> int | None:
        """Return which font a character is set in, None where that is not known."""
        owner = self.owners[index]
        found: int | None = None if owner is None else font_of(owner)
        return found

    def is_bold(self, index: int) -> bool | None:
        """Say whether a character's font is bold, by its name or weight; None where that is not known."""
        name, flags = ctypes.create_string_buffer(_LONGEST_NAME), ctypes.c_int()
        length = raw.FPDFText_GetFontInfo(self._textpage.raw, index, name, _LONGEST_NAME, ctypes.byref(flags))
        if not 1 < length <= _LONGEST_NAME:
            return None
        if _BOLD.search(name.value) is not None:
            return True
        # Browsers give their fonts odd weights, of which only the name can be trusted.
        return bool(raw.FPDFText_GetFontWeight(self._textpage.raw, index) >= _BOLD_WEIGHT)
