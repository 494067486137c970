"""A PDF page's characters, read with pdfium, and how each goes on from the one before it."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from parsers.pages.characters import SPACES, TOUCH
from parsers.pages.full_cells import FullCells, may_be_of_two
from parsers.pages.ligatures import make_ligatures_level
from parsers.pages.links import TOUCHING, Links
from parsers.pdfium_calls import content_of

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence

    from parsers.pages.characters import Characters
    from parsers.pages.links import Likely, Link
    from parsers.pages.page import Rule

_HYPHENS = {0x02: 0x2D, 0xFFFE: 0x2D, 0xAD: 0x2D}
"""What pdfium puts where a line ends in a hyphen."""
_BREAKS = frozenset((0x0D, 0x0A))
_TELLING = re.compile("[gpqy][aceo]|[aceo][gpqy]")
"""A letter with a tail beside one without, which are of one size in one word."""
_LETTERS = re.compile("[!-~]+|[^!-~]+")
_PLAIN = (0x21, 0x7E)
"""Letters, digits and signs that are what they seem."""
KERNED = 0.15
"""Line heights by which letters of one word may overlap, as two ones or an A and a V do."""
_EVEN = 1.02
"""Boxes that are a font's own are of one height; how much rounding may part them."""
_TALLEST = 2.0
"""From the lowest tail to the highest tip a font's letters reach over less than so many heights of one."""


@dataclass(slots=True)
class Glyph:
    """One character, or several of a word that are level and touch, with their box and quarter turns."""

    char: str
    x0: float
    top: float
    x1: float
    bottom: float
    angle: int
    index: int = -1
    """Which character of its page is the first of it; the others follow."""
    link: Link | None = None
    """How it goes on from the character before it, None where that is not known."""
    hangs: bool = False
    """Whether a space was drawn behind it with nothing of the same text to follow."""
    bold: bool | None = None
    """Whether its font is a bold one, None where the page does not tell."""
    width: float = 0.0
    """How wide all but its last character are."""
    cell: int = -1
    """The number of the cell that the file's tags put it in, -1 for none."""
    in_word: bool = False
    """Whether it is a small letter that is drawn together with the letter before it."""

    @property
    def height(self) -> float:
        """The height of its line."""
        return self.bottom - self.top

    @property
    def last(self) -> int:
        """Which character of its page is the last of it."""
        return self.index + len(self.char) - 1


def read_glyphs(
    characters: Characters, unseen: Container[int], rules: Iterable[Rule]
) -> tuple[list[Glyph | None], int]:
    """Return the characters in reading order, None for white space, and how many are no characters at all.

    `unseen` are those that the page does not show, which are left out. Letters that touch come as one, but
    for those that one of the `rules` (in the file's own coordinates) could part, and where text is turned.
    """
    drawn = _Drawn(characters, unseen)
    drawn.take_words(rules)
    uneven = _uneven(drawn.glyphs)
    if uneven:
        drawn.begin_again()
        drawn.take(0, characters.count)
    _link(drawn.glyphs, drawn.white, Links(characters))
    if uneven:
        _make_even(drawn.glyphs, characters)
    return drawn.glyphs, drawn.garbled


class _Drawn:
    """The characters of a page as they are taken in, one after another."""

    def __init__(self, characters: Characters, unseen: Container[int]) -> None:
        self._codes, self._quarters, self._owners = characters.codes, characters.quarters, characters.owners
        self._boxed, self._edges = characters.boxes()
        make_ligatures_level(characters, self._edges)
        self._full_cells = FullCells(self._codes, self._owners, self._edges)
        self._unseen = unseen
        self._is_bold = _bold_of(characters)
        self.begin_again()

    def begin_again(self) -> None:
        """Forget what was taken in."""
        self._broken = -1
        self.glyphs: list[Glyph | None] = []
        self.white: list[int] = []
        """The indexes of white characters, one for each None among the glyphs."""
        self.garbled = 0

    def take_words(self, rules: Iterable[Rule]) -> None:
        """Take in all characters, those together that touch and that no rule could part."""
        verticals = sorted((rule.at, rule.start, rule.end) for rule in rules if rule.orientation == "v")
        if self._unseen or any(self._quarters) or max(self._codes, default=0) > sys.maxunicode:
            self.take(0, len(self._codes))
            return
        lefts, tops, rights, bottoms = (self._edges[edge::4] for edge in range(4))
        joined = _joined(lefts, tops, rights, bottoms)
        for match in _LETTERS.finditer("".join(map(chr, self._codes))):
            start, end = match.span()
            if (
                end - start > 1
                and _PLAIN[0] <= self._codes[start] <= _PLAIN[1]
                and False not in joined[start + 1 : end]
                and 0 not in self._boxed[start:end]
                and not self._full_cells.holds_two(match.group(), start)
            ):
                left, top, right, bottom = lefts[start], tops[start], rights[end - 1], bottoms[start]
                if not (verticals and _may_part(verticals, left, top, right, bottom)):
                    width = lefts[end - 1] - left
                    self._add(Glyph(match.group(), left, top, right, bottom, 0, start, width=width))
                    continue
            self.take(start, end)

    def take(self, start: int, end: int) -> None:
        """Take in the characters from `start` to before `end`, each by itself."""
        for index in range(start, end):
            code = self._codes[index]
            if not _PLAIN[0] <= code <= _PLAIN[1]:
                if code in _BREAKS:
                    self._broken = index
                    continue
                code = _HYPHENS.get(code, code)
            if code in SPACES or index in self._unseen:
                self.glyphs.append(None)
                self.white.append(index)
                continue
            self.garbled += code < _PLAIN[0] or 0xE000 <= code <= 0xF8FF or code == 0xFFFD
            if code == 0 or not self._boxed[index]:
                continue
            left, top, right, bottom = self._edges[4 * index : 4 * index + 4]
            glyph = Glyph(chr(code), left, top, right, bottom, self._quarters[index], index)
            before = chr(self._codes[index - 1]) if index else ""
            if glyph.char.isupper() and (before.islower() or before.isdecimal()):
                glyph.link = "parted" if self._full_cells.begins(index) else None
            elif may_be_of_two(before, glyph.char) and self._full_cells.begins(index):
                glyph.link = "parted"
            elif glyph.char.islower() and before.isalpha():
                glyph.in_word = self._owners[index] == self._owners[index - 1] is not None
            self._add(glyph)

    def _add(self, glyph: Glyph) -> None:
        before = self.glyphs[-1] if self.glyphs else None
        if self._broken >= 0 and not (before is not None and _touches(before, glyph)):
            self.glyphs.append(None)
            self.white.append(self._broken)
            before = None
        self._broken = -1
        glyph.bold = self._is_bold(glyph.index) if before is None else before.bold
        self.glyphs.append(glyph)


def put_in_cells(glyphs: Iterable[Glyph | None], characters: Characters, cells: Mapping[int, int]) -> bool:
    """Note at characters the `cells` that the marked content is in that they are drawn as.

    Returns whether each has one: letters that touch may be of two.
    """
    owners = characters.owners
    known: dict[int | None, int] = {None: -1}
    sure = True

    def cell_at(index: int) -> int:
        drawn = owners[index]
        if drawn not in known:
            known[drawn] = cells.get(content_of(drawn), -1)
        return known[drawn]

    for glyph in glyphs:
        if glyph is not None:
            glyph.cell = cell_at(glyph.index)
            sure = sure and all(cell_at(at) == glyph.cell for at in range(glyph.index + 1, glyph.last + 1))
    return sure


def _may_part(
    verticals: Sequence[tuple[float, float, float]], left: float, top: float, right: float, bottom: float
) -> bool:
    """Say whether one of the rules, from the left, each with its ends, stands at or within a box."""
    first, beyond = bisect_left(verticals, (left - 1.0,)), bisect_left(verticals, (right + 1.0,))
    return any(low <= top and bottom <= high for _, low, high in verticals[first:beyond])


def _joined(
    lefts: Sequence[float], tops: Sequence[float], rights: Sequence[float], bottoms: Sequence[float]
) -> list[bool]:
    """Return whether each character is level with the one before it, as high, and touches it."""
    pairs = zip(lefts[1:], tops[1:], rights[1:], bottoms[1:], lefts, tops, rights, bottoms, strict=False)
    joined = [
        upper == top > bottom == lower
        and start <= end <= right >= left
        and abs(left - end) <= TOUCH * (top - bottom)
        for left, top, right, bottom, start, upper, end, lower in pairs
    ]
    return [False, *joined]


def _link(glyphs: Iterable[Glyph | None], white: Iterable[int], links: Links) -> None:
    """Note at each character how it goes on from the one before it; `white` are those of white space."""
    white = iter(white)
    linked: list[tuple[Glyph, Likely]] = []
    spaces: list[int] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if glyph is None:
            spaces.append(next(white))
            continue
        if last is not None:
            height = glyph.top - glyph.bottom
            if not spaces and abs(glyph.x0 - last.x1) <= TOUCHING * height:
                links.touch(last.last, glyph.index)
            else:
                likely, last.hangs = links.over(last.last, last.x1, spaces, glyph.index, glyph.x0, height)
                if likely is not None:
                    linked.append((glyph, likely))
                spaces = []
        else:
            spaces = []
        if len(glyph.char) > 1:
            links.touch_all(glyph.index, glyph.last)
        last = glyph
    for glyph, each in linked:
        glyph.link = links.settled(each)


def _bold_of(characters: Characters) -> Callable[[int], bool | None]:
    """Return what says of a character of a page whether its font is bold, by the font's name or weight."""
    known: dict[int | None, bool | None] = {}

    def is_bold(index: int) -> bool | None:
        font = characters.font(index)
        if font is None:
            return characters.is_bold(index)
        if font not in known:
            known[font] = characters.is_bold(index)
        return known[font]

    return is_bold


def _touches(before: Glyph, glyph: Glyph) -> bool:
    """Say whether a character follows on the one before a break as letters of a word do.

    pdfium takes narrow columns of short lines for text that is written from the top down, and puts a break
    behind each of their letters.
    """
    height = abs(before.height)
    near = -KERNED * height <= glyph.x0 - before.x1 <= TOUCH * height
    return near and abs(glyph.bottom - before.bottom) <= TOUCH * height


def _uneven(glyphs: Iterable[Glyph | None]) -> bool:
    """Say whether letters with a tail have higher boxes than those beside them, as no line's boxes should.

    Fonts that do not say how far their letters reach, such as LibreOffice embeds, have boxes drawn around
    each letter; beside a "p" an "h" would be taken for a raised mark.
    """
    heights = {glyph.top - glyph.bottom for glyph in glyphs if glyph and not glyph.angle}
    if not heights or max(heights) == min(heights) >= 0:
        return False
    uneven = even = 0
    last: Glyph | None = None
    for glyph in glyphs:
        if glyph is None or glyph.angle:
            last = None
            continue
        if len(glyph.char) > 1:
            # Only letters with boxes of one height come as one.
            even += _TELLING.search(glyph.char) is not None
        elif last is not None and _TELLING.fullmatch(last.char[-1] + glyph.char):
            tail, other = (glyph, last) if glyph.char in "gpqy" else (last, glyph)
            uneven += tail.top - tail.bottom > _EVEN * (other.top - other.bottom)
            even += tail.top - tail.bottom <= _EVEN * (other.top - other.bottom)
        last = glyph
    return uneven > even


def _make_even(glyphs: Iterable[Glyph | None], characters: Characters) -> None:
    """Give all upright letters of a size the height from its lowest tail to its highest tip.

    Plain letters and digits tell it: accents, and signs that stand for lost letters, reach further.
    """
    placed: list[tuple[Glyph, float, float]] = []
    above: dict[float, float] = {}
    below: dict[float, float] = {}
    for glyph in glyphs:
        if glyph is None or glyph.angle:
            continue
        size = round(characters.size(glyph.index), 1)
        base = characters.origin(glyph.index)[1]
        placed.append((glyph, size, base))
    plain = {size for glyph, size, _ in placed if _is_plain(glyph)}
    heights = defaultdict(list)
    for glyph, size, base in placed:
        heights[size].append(glyph.top - glyph.bottom)
        if size not in plain or _is_plain(glyph):
            above[size] = max(above.get(size, 0.0), glyph.top - base)
            below[size] = max(below.get(size, 0.0), base - glyph.bottom)
    # Where all text is of size one and a matrix makes it large or small, sizes tell nothing.
    told = {size for size in heights if above[size] + below[size] < _TALLEST * median(heights[size])}
    for glyph, size, base in placed:
        if size in told:
            glyph.top, glyph.bottom = base + above[size], base - below[size]


def _is_plain(glyph: Glyph) -> bool:
    return glyph.char.isascii() and glyph.char.isalnum()
