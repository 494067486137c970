"""pdfium's functions for what a page holds by the ten thousand: its characters, what draws them, its lines.

pypdfium2's own functions check and wrap each argument, which takes several times as long as pdfium's answers.
These take addresses as they are; 0 and None are none.
"""

from __future__ import annotations

import ctypes
from ctypes import c_char_p, c_float, c_int, c_uint, c_ulong, c_void_p
from typing import TYPE_CHECKING, Any

from pypdfium2 import raw

if TYPE_CHECKING:
    from collections.abc import Callable


def address_of(thing: object) -> int:
    """Return where a function or an open part of a document lies in memory, 0 for none."""
    return ctypes.cast(thing, c_void_p).value or 0  # type: ignore[arg-type]


def _call(function: object, answer: Any, *takes: Any) -> Callable[..., Any]:  # noqa: ANN401 ctypes' own types
    # They keep the interpreter's lock: each is over in a microsecond, and pdfium is not made for threads.
    return ctypes.PYFUNCTYPE(answer, *takes)(address_of(function))


code_of = _call(raw.FPDFText_GetUnicode, c_uint, c_void_p, c_int)
box_of = _call(raw.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
angle_of = _call(raw.FPDFText_GetCharAngle, c_float, c_void_p, c_int)
owner_of = _call(raw.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
origin_of = _call(raw.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, c_void_p, c_void_p)
size_of = _call(raw.FPDFText_GetFontSize, ctypes.c_double, c_void_p, c_int)
is_unmapped = _call(raw.FPDFText_HasUnicodeMapError, c_int, c_void_p, c_int)
is_generated = _call(raw.FPDFText_IsGenerated, c_int, c_void_p, c_int)
content_of = _call(raw.FPDFPageObj_GetMarkedContentID, c_int, c_void_p)
font_of = _call(raw.FPDFTextObj_GetFont, c_void_p, c_void_p)

count_on = _call(raw.FPDFPage_CountObjects, c_int, c_void_p)
object_on = _call(raw.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
count_in = _call(raw.FPDFFormObj_CountObjects, c_int, c_void_p)
object_in = _call(raw.FPDFFormObj_GetObject, c_void_p, c_void_p, c_ulong)
kind_of = _call(raw.FPDFPageObj_GetType, c_int, c_void_p)
bounds_of = _call(raw.FPDFPageObj_GetBounds, c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
matrix_in = _call(raw.FPDFPageObj_GetMatrix, c_int, c_void_p, c_void_p)
fill_of = _call(raw.FPDFPageObj_GetFillColor, c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
pen_of = _call(raw.FPDFPageObj_GetStrokeWidth, c_int, c_void_p, c_void_p)
mode_of = _call(raw.FPDFTextObj_GetTextRenderMode, c_int, c_void_p)
own_size_of = _call(raw.FPDFTextObj_GetFontSize, c_int, c_void_p, c_void_p)

marks_on = _call(raw.FPDFPageObj_CountMarks, c_int, c_void_p)
mark_on = _call(raw.FPDFPageObj_GetMark, c_void_p, c_void_p, c_ulong)
name_of_mark = _call(raw.FPDFPageObjMark_GetName, c_int, c_void_p, c_void_p, c_ulong, c_void_p)
said_by_mark = _call(
    raw.FPDFPageObjMark_GetParamBlobValue, c_int, c_void_p, c_char_p, c_void_p, c_ulong, c_void_p
)

draw_mode_of = _call(raw.FPDFPath_GetDrawMode, c_int, c_void_p, c_void_p, c_void_p)
segments_of = _call(raw.FPDFPath_CountSegments, c_int, c_void_p)
segment_of = _call(raw.FPDFPath_GetPathSegment, c_void_p, c_void_p, c_int)
point_of = _call(raw.FPDFPathSegment_GetPoint, c_int, c_void_p, c_void_p, c_void_p)
kind_of_segment = _call(raw.FPDFPathSegment_GetType, c_int, c_void_p)
closes = _call(raw.FPDFPathSegment_GetClose, c_int, c_void_p)
clip_of = _call(raw.FPDFPageObj_GetClipPath, c_void_p, c_void_p)
paths_in = _call(raw.FPDFClipPath_CountPaths, c_int, c_void_p)
segments_in = _call(raw.FPDFClipPath_CountPathSegments, c_int, c_void_p, c_int)
segment_in = _call(raw.FPDFClipPath_GetPathSegment, c_void_p, c_void_p, c_int, c_int)


class Room:
    """Some numbers of one type that pdfium writes its answers into, each at its place in memory."""

    def __init__(self, kind: Any, count: int) -> None:  # noqa: ANN401 ctypes' own types
        """Make room for so many numbers; it is made once, as a page holds thousands of things."""
        self.numbers = (kind * count)()
        start, size = ctypes.addressof(self.numbers), ctypes.sizeof(kind)
        self.places = tuple(start + size * at for at in range(count))
