"""What pdfium knows of a page's characters: one property of all of them, asked for in one go.

pypdfium2's own functions check and wrap each argument, which for the characters of a page takes several times
as long as pdfium's answers.
"""

from __future__ import annotations

import ctypes
from itertools import repeat
from typing import TYPE_CHECKING

from pypdfium2 import raw

if TYPE_CHECKING:
    import pypdfium2 as pdfium

_BOX = ctypes.sizeof(raw.FS_RECTF)


def address_of(thing: object) -> int:
    """Return where a function or an open thing of pdfium lies in memory, 0 for none."""
    return ctypes.cast(thing, ctypes.c_void_p).value or 0  # type: ignore[arg-type]


# They keep the interpreter's lock: each call is over in a microsecond, and pdfium is not made for threads.
_code_of = ctypes.PYFUNCTYPE(ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)(
    address_of(raw.FPDFText_GetUnicode)
)
_box_of = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(
    address_of(raw.FPDFText_GetLooseCharBox)
)
_angle_of = ctypes.PYFUNCTYPE(ctypes.c_float, ctypes.c_void_p, ctypes.c_int)(
    address_of(raw.FPDFText_GetCharAngle)
)
_object_of = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    address_of(raw.FPDFText_GetTextObject)
)
_mark_of = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p)(address_of(raw.FPDFPageObj_GetMarkedContentID))


class Characters:
    """The characters of an open text page, by their index from 0; usable while it is open."""

    def __init__(self, textpage: pdfium.PdfTextPage) -> None:
        """Take an open text page."""
        self.count: int = textpage.count_chars()
        self._handle = address_of(textpage.raw)

    def codes(self) -> list[int]:
        """Return the code point of each."""
        return list(map(_code_of, repeat(self._handle), range(self.count)))

    def boxes(self) -> tuple[list[int], list[float]]:
        """Return whether each has a box, and all boxes in one list: left, top, right, bottom of each.

        Boxes are as wide as the font sets the characters, in the file's own coordinates (y upwards).
        """
        boxes = (raw.FS_RECTF * self.count)()
        start = ctypes.addressof(boxes)
        places = range(start, start + _BOX * self.count, _BOX)
        found = list(map(_box_of, repeat(self._handle), range(self.count), places))
        edges: list[float] = memoryview(boxes).cast("B").cast("f").tolist()  # type: ignore[assignment]
        return found, edges

    def angles(self) -> list[float]:
        """Return by how much each is turned clockwise, in radians."""
        return list(map(_angle_of, repeat(self._handle), range(self.count)))

    def owner(self, index: int) -> int | None:
        """Return which object of the page draws a character, None where that is not known."""
        found: int | None = _object_of(self._handle, index)
        return found

    def owners(self) -> list[int | None]:
        """Return the same of each."""
        return list(map(_object_of, repeat(self._handle), range(self.count)))


def mark_of(owner: int | None) -> int:
    """Return the number of the marked content that an object of the page belongs to, below 0 for none."""
    mark: int = _mark_of(owner)
    return mark
