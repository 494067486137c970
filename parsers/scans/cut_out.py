"""The picture of one number of a scan, with what stands around it, for a person to look at."""

from __future__ import annotations

import io
import re
from itertools import islice
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from parsers.formats.sniff import sniff
from parsers.scans.pictures import picture_of_page, pictures_of_file
from parsers.scans.scan import laid_straight

if TYPE_CHECKING:
    from parsers.scans.pictures import Picture

_PLACE = re.compile(r"page (\d+)\b.* @ (\d+),(\d+),(\d+),(\d+)$")
_BESIDE, _OVER = 120, 40
"""Points that are shown to the left and right of a number, and over and under it."""
_FRAME = 3
_LEAST_DPI = 150
_RED = (200, 0, 0)


def cut_out(data: bytes, locator: str) -> bytes | None:
    """Return a PNG of the place that `locator` names in a scanned PDF or a picture, the number framed in red.

    None where the locator names no place on a page.

    Raises:
        UnreadableError: the picture is broken.
    """
    place = _PLACE.match(locator)
    if place is None:
        return None
    number, *box = map(int, place.groups())
    picture = _page(data, number)
    if picture is None:
        return None
    picture = laid_straight(picture)
    left, top, right, bottom = (at / picture.scale for at in box)
    beside, over = _BESIDE / picture.scale, _OVER / picture.scale
    whole = Image.fromarray(picture.pixels).convert("RGB")
    frame = (left - _FRAME, top - _FRAME, right + _FRAME, bottom + _FRAME)
    ImageDraw.Draw(whole).rectangle(frame, outline=_RED, width=2)
    shown = whole.crop(
        (
            round(max(left - beside, 0)),
            round(max(top - over, 0)),
            round(min(right + beside, whole.width)),
            round(min(bottom + over, whole.height)),
        )
    )
    if picture.dpi < _LEAST_DPI:
        shown = shown.resize((shown.width * 2, shown.height * 2))
    target = io.BytesIO()
    shown.save(target, "PNG")
    return target.getvalue()


def _page(data: bytes, number: int) -> Picture | None:
    if sniff(data) != "pdf":
        return next(islice(pictures_of_file(data), number - 1, None), None)
    with pdfium.PdfDocument(data) as source:
        if number > len(source):
            return None
        page = source[number - 1]
        try:
            return picture_of_page(page)
        finally:
            page.close()
