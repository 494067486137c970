"""A PDF page's characters, read with pdfium, and how each goes on from the one before it."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from pypdfium2 import raw

from parsers.pages.links import Likely, Link, Links

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Sequence

    import pypdfium2 as pdfium

SPACES = frozenset((0x20, 0xA0, 0x0D, 0x0A, 0x09, 0x2002, 0x2003, 0x2009, 0x200B, 0x202F))
_HYPHENS = {0x02: 0x2D, 0xFFFE: 0x2D, 0xAD: 0x2D}
"""What pdfium puts where a line ends in a hyphen."""
_BREAKS = frozenset((0x0D, 0x0A))
_TOUCH = 0.06
"""Line heights: letters of one word stand no further apart, cells of a table do."""
_KERNED = 0.15
"""Line heights by which letters of one word may overlap, as two ones or an A and a V do."""
_EVEN = 1.02
"""Boxes that are a font's own are of one height; how much rounding may part them."""
_LONGEST_NAME = 128
"""Bytes of a font's name with its end; PDF allows 127."""
_BOLD = re.compile(rb"bold|black|heavy", re.IGNORECASE)
_BOLD_WEIGHT = 600
_TALLEST = 2.0
"""From the lowest tail to the highest tip a font's letters reach over less than so many heights of one."""


@dataclass(slots=True)
class Glyph:
    """One character with its box, and how many quarter turns it is turned."""

    char: str
    x0: float
    top: float
    x1: float
    bottom: float
    angle: int
    index: int = -1
    """Which character of its page it is."""
    link: Link | None = None
    """How it goes on from the character before it, None where that is not known."""
    hangs: bool = False
    """Whether a space was drawn behind it with nothing of the same text to follow."""
    bold: bool | None = None
    """Whether its font is a bold one, None where the page does not tell."""

    @property
    def height(self) -> float:
        """The height of its line."""
        return self.bottom - self.top


def read_glyphs(textpage: pdfium.PdfTextPage, unseen: Container[int]) -> tuple[list[Glyph | None], int]:
    """Return the characters in reading order, None for white space, and how many are no characters at all.

    `unseen` are those that the page does not show, which are left out.
    """
    handle = textpage.raw
    box = raw.FS_RECTF()
    reference = ctypes.byref(box)
    glyphs: list[Glyph | None] = []
    links = Links(handle)
    is_bold = _bold_of(handle)
    likely: list[Likely | None] = []
    garbled = 0
    unicode_of, box_of, angle_of = (
        raw.FPDFText_GetUnicode,
        raw.FPDFText_GetLooseCharBox,
        raw.FPDFText_GetCharAngle,
    )
    broken = -1
    for index in range(textpage.count_chars()):
        code = unicode_of(handle, index)
        if code in _BREAKS:
            broken = index
            continue
        if code in SPACES or index in unseen:
            glyphs.append(None)
            links.space(index)
            continue
        code = _HYPHENS.get(code, code)
        if code < 0x20 or 0xE000 <= code <= 0xF8FF or code == 0xFFFD:
            garbled += 1
        if code == 0 or not box_of(handle, index, reference):
            continue
        if broken >= 0 and not _touches(glyphs, box):
            glyphs.append(None)
            links.space(broken)
        broken = -1
        quarter = round(angle_of(handle, index) / (math.pi / 2)) % 4
        likely.append(links.to(index, box.left, box.right, box.top - box.bottom))
        before = glyphs[-1] if glyphs else None
        bold = is_bold(index) if before is None else before.bold
        glyphs.append(Glyph(chr(code), box.left, box.top, box.right, box.bottom, quarter, index, bold=bold))
    for glyph, each in zip(filter(None, glyphs), likely, strict=True):
        glyph.link = links.settled(each)
        glyph.hangs = glyph.index in links.hanging
    if _uneven(glyphs):
        _make_even(glyphs, handle)
    return glyphs, garbled


def _bold_of(handle: object) -> Callable[[int], bool | None]:
    """Return what says of a character of a page whether its font is bold, by the font's name or weight."""
    name = ctypes.create_string_buffer(_LONGEST_NAME)
    flags = ctypes.c_int()

    def is_bold(index: int) -> bool | None:
        length = raw.FPDFText_GetFontInfo(handle, index, name, _LONGEST_NAME, ctypes.byref(flags))
        if not 1 < length <= _LONGEST_NAME:
            return None
        if _BOLD.search(name.value) is not None:
            return True
        # Browsers give their fonts odd weights, of which only the name can be trusted.
        return bool(raw.FPDFText_GetFontWeight(handle, index) >= _BOLD_WEIGHT)

    return is_bold


def _touches(glyphs: Sequence[Glyph | None], box: raw.FS_RECTF) -> bool:
    """Say whether a character follows on the one before a break as letters of a word do.

    pdfium takes narrow columns of short lines for text that is written from the top down, and puts a break
    behind each of their letters.
    """
    before = glyphs[-1] if glyphs else None
    if before is None:
        return False
    height = abs(before.height)
    near = -_KERNED * height <= box.left - before.x1 <= _TOUCH * height
    return bool(near and abs(box.bottom - before.bottom) <= _TOUCH * height)


def _uneven(glyphs: Iterable[Glyph | None]) -> bool:
    """Say whether letters with a tail have higher boxes than those without, as no line's boxes should.

    Fonts that do not say how far their letters reach, such as LibreOffice embeds, have boxes drawn around
    each letter; beside a "p" an "h" would be taken for a raised mark.
    """
    tails, rounds = Counter[float](), Counter[float]()
    for glyph in glyphs:
        if glyph and not glyph.angle:
            if glyph.char in "gpqy":
                tails[round(glyph.top - glyph.bottom, 1)] += 1
            elif glyph.char in "aceo":
                rounds[round(glyph.top - glyph.bottom, 1)] += 1
    if not (tails and rounds):
        return False
    return tails.most_common(1)[0][0] > _EVEN * rounds.most_common(1)[0][0]


def _make_even(glyphs: Iterable[Glyph | None], handle: object) -> None:
    """Give all upright letters of a size the height from its lowest tail to its highest tip."""
    x, y = ctypes.c_double(), ctypes.c_double()
    placed: list[tuple[Glyph, float, float]] = []
    above: dict[float, float] = {}
    below: dict[float, float] = {}
    for glyph in glyphs:
        if glyph is None or glyph.angle or not raw.FPDFText_GetCharOrigin(handle, glyph.index, x, y):
            continue
        size = round(raw.FPDFText_GetFontSize(handle, glyph.index), 1)
        base = y.value
        placed.append((glyph, size, base))
        above[size] = max(above.get(size, 0.0), glyph.top - base)
        below[size] = max(below.get(size, 0.0), base - glyph.bottom)
    heights = defaultdict(list)
    for glyph, size, _ in placed:
        heights[size].append(glyph.top - glyph.bottom)
    # Where all text is of size one and a matrix makes it large or small, sizes tell nothing.
    told = {size for size in heights if above[size] + below[size] < _TALLEST * median(heights[size])}
    for glyph, size, base in placed:
        if size in told:
            glyph.top, glyph.bottom = base + above[size], base - below[size]
