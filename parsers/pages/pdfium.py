"""A PDF page's words and rules, read with pdfium.

pdfium hands out characters and paths some thirty times faster than pdfminer, which is why the geometry starts
here and pdfplumber's table methods are applied to it afterwards.
"""

from __future__ import annotations

import ctypes
import itertools
import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
from pypdfium2 import raw

from parsers.figure import Hidden
from parsers.pages.page import Page, Rule, Word
from parsers.pages.unseen import find_unseen

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator

_THIN = 2.6
"""Points: a drawn shape no thicker than this is a rule, a thicker filled one is shading."""
_SHORT = 3.0
"""Points: shorter strokes are dots, ticks and underlined marks, not rules."""
_SPACES = frozenset((0x20, 0xA0, 0x0D, 0x0A, 0x09, 0x2002, 0x2003, 0x2009, 0x200B, 0x202F))
_HYPHENS = {0x02: 0x2D, 0xFFFE: 0x2D, 0xAD: 0x2D}
"""What pdfium puts where a line ends in a hyphen."""
_GARBLED_SHARE = 0.05
_FORM_DEPTH = 6
_INVISIBLE = 3
_SMALL = 0.88
"""A mark raised beside a word is smaller than this share of it: browsers set it at five sixths."""
_WHOLE_PAGE = 0.8
_TALLEST = 2.0
"""From the lowest tail to the highest tip a font's letters reach over less than so many heights of one."""

_Place = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PageText:
    """A page's geometry and what can be said of the trust that its text deserves."""

    page: Page
    scanned: bool
    """True where the page shows a picture and no text of its own that can be trusted."""
    hidden: tuple[Hidden, ...] = ()
    """The text that the page does not show, by the way in which it is hidden."""


@dataclass(slots=True)
class _Glyph:
    char: str
    x0: float
    top: float
    x1: float
    bottom: float
    angle: int
    index: int = -1
    """Which character of its page it is."""

    @property
    def height(self) -> float:
        return self.bottom - self.top


def read_page(document: pdfium.PdfDocument, index: int) -> PageText:
    """Return page `index` (from 0) of an open document."""
    page = document[index]
    try:
        textpage = page.get_textpage()
        try:
            unseen = find_unseen(page, textpage)
            hidden = _told(textpage, unseen, index + 1) if unseen else ()
            glyphs, garbled = _glyphs(textpage, unseen)
            turn = _turn(glyphs)
            rules = list(_rules(page))
            pictures = _picture_share(page)
            invisible = pictures >= _WHOLE_PAGE and bool(glyphs) and _all_invisible(page)
        finally:
            textpage.close()
        size, place = _display(page, turn)
        placed = tuple(_place_rule(rule, place) for rule in rules)
        words = _once(_words(_place_glyphs(glyphs, place, turn), _Verticals.of(placed)))
    finally:
        page.close()
    count = sum(len(word.text) for word in words)
    scanned = (pictures > 0 and count == 0) or invisible or (count > 0 and garbled > _GARBLED_SHARE * count)
    return PageText(Page(index + 1, *size, words, placed), scanned, hidden)


def _told(textpage: pdfium.PdfTextPage, unseen: dict[int, str], number: int) -> tuple[Hidden, ...]:
    """Count what a page does not show: pieces that hang together, and the words in them."""
    found = []
    unseen = {
        index: way
        for index, way in unseen.items()
        if raw.FPDFText_GetUnicode(textpage.raw, index) not in _SPACES
    }
    for way in sorted(set(unseen.values())):
        pieces = words = 0
        before = -2
        for at in sorted(index for index, each in unseen.items() if each == way):
            gap = range(max(before, 0) + 1, at)
            parted = any(raw.FPDFText_GetUnicode(textpage.raw, index) not in _SPACES for index in gap)
            pieces += before < 0 or parted
            words += before < 0 or at > before + 1
            before = at
        found.append(Hidden(way, f"page {number}", pieces, words, holds=True))
    return tuple(found)


def _glyphs(textpage: pdfium.PdfTextPage, unseen: Container[int]) -> tuple[list[_Glyph | None], int]:
    """Return the characters in reading order, None for white space, and how many are no characters at all."""
    handle = textpage.raw
    box = raw.FS_RECTF()
    reference = ctypes.byref(box)
    glyphs: list[_Glyph | None] = []
    garbled = 0
    unicode_of, box_of, angle_of = (
        raw.FPDFText_GetUnicode,
        raw.FPDFText_GetLooseCharBox,
        raw.FPDFText_GetCharAngle,
    )
    for index in range(textpage.count_chars()):
        code = unicode_of(handle, index)
        if code in _SPACES or index in unseen:
            glyphs.append(None)
            continue
        code = _HYPHENS.get(code, code)
        if code < 0x20 or 0xE000 <= code <= 0xF8FF or code == 0xFFFD:
            garbled += 1
        if code == 0 or not box_of(handle, index, reference):
            continue
        quarter = round(angle_of(handle, index) / (math.pi / 2)) % 4
        glyphs.append(_Glyph(chr(code), box.left, box.top, box.right, box.bottom, quarter, index))
    if _uneven(glyphs):
        _make_even(glyphs, handle)
    return glyphs, garbled


def _uneven(glyphs: Iterable[_Glyph | None]) -> bool:
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
    return tails.most_common(1)[0][0] > 1.08 * rounds.most_common(1)[0][0]


def _make_even(glyphs: Iterable[_Glyph | None], handle: object) -> None:
    """Give all upright letters of a size the height from its lowest tail to its highest tip."""
    x, y = ctypes.c_double(), ctypes.c_double()
    placed: list[tuple[_Glyph, float, float]] = []
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


def _turn(glyphs: list[_Glyph | None]) -> int:
    """Return by how many quarter turns most of the page's text is drawn sideways."""
    counts = [0, 0, 0, 0]
    for glyph in glyphs:
        if glyph:
            counts[glyph.angle] += 1
    return max(range(4), key=lambda quarter: counts[quarter]) if any(counts) else 0


def _display(
    page: pdfium.PdfPage, turn: int
) -> tuple[tuple[float, float], Callable[[float, float, float, float], _Place]]:
    """Return the page's size as it is read, and the way from the file's coordinates to the shown ones."""
    left, bottom, right, top = page.get_cropbox(fallback_ok=True)
    width, height = right - left, top - bottom
    # A page is read the way its text runs. What the file says of turning the page serves the same end and
    # must not be applied as well. pdfium counts a character's quarter turns clockwise.
    quarter = -turn % 4

    def corner(x: float, y: float) -> tuple[float, float]:
        x, y = x - left, y - bottom
        return ((x, height - y), (y, x), (width - x, y), (height - y, width - x))[quarter]

    def place(x0: float, y0: float, x1: float, y1: float) -> _Place:
        (ax, ay), (bx, by) = corner(x0, y0), corner(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    return ((width, height) if quarter % 2 == 0 else (height, width)), place


def _place_glyphs(
    glyphs: list[_Glyph | None], place: Callable[[float, float, float, float], _Place], turn: int
) -> Iterator[_Glyph | None]:
    for glyph in glyphs:
        if glyph is None:
            yield None
        else:
            shown = place(glyph.x0, glyph.bottom, glyph.x1, glyph.top)
            yield _Glyph(glyph.char, *shown, (glyph.angle - turn) % 4)


@dataclass(frozen=True, slots=True)
class _Verticals:
    """The vertical rules of a page from left to right, to be found by their place."""

    places: tuple[float, ...]
    rules: tuple[Rule, ...]

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> _Verticals:
        """Return the vertical ones of some rules."""
        ordered = sorted((rule for rule in rules if rule.orientation == "v"), key=lambda rule: rule.at)
        return cls(tuple(rule.at for rule in ordered), tuple(ordered))

    def part(self, left: _Glyph, right: _Glyph) -> bool:
        """Say whether a rule stands between two characters: full cells may touch it from both sides."""
        start = bisect_left(self.places, left.x1 - 0.7)
        end = bisect_right(self.places, right.x0 + 0.7)
        middle = (left.top + left.bottom) / 2
        return any(rule.start <= middle <= rule.end for rule in self.rules[start:end])


def _words(glyphs: Iterator[_Glyph | None], verticals: _Verticals) -> Iterator[Word]:
    """Join characters to words; drop raised small marks that would read as digits of the number before."""
    run: list[_Glyph] = []
    spaced = False
    for glyph in glyphs:
        if glyph is None:
            spaced = True
            continue
        if run and _is_mark(run[-1], glyph):
            continue
        if run and (
            glyph.angle != run[-1].angle
            or _apart(run[-1], glyph)
            or (glyph.angle == 0 and (spaced or verticals.part(run[-1], glyph)))
        ):
            yield _word(run)
            run = []
        elif run and spaced:
            run.append(_Glyph(" ", *_corners(run[-1]), run[-1].angle))
        run.append(glyph)
        spaced = False
    if run:
        yield _word(run)


def _once(words: Iterator[Word]) -> tuple[Word, ...]:
    """Return the words without those painted again in their place and without marks raised beside a word."""
    seen: dict[tuple[str, int, int], Word] = {}
    for word in words:
        seen.setdefault((word.text, round(word.x0 / 2), round(word.top / 2)), word)
    kept = list(seen.values())
    if not kept:
        return ()
    usual = median(word.height for word in kept)
    small = [word for word in kept if word.height < _SMALL * usual and len(word.text) <= 3]
    marks = {id(mark) for mark in small if any(_is_raised(word, mark) for word in kept)}
    return tuple(word for word in kept if id(word) not in marks)


def _is_raised(word: Word, mark: Word) -> bool:
    """Say whether a small word is a footnote mark at the end of another."""
    return (
        mark.height < _SMALL * word.height
        and -1.0 <= mark.x0 - word.x1 <= 0.3 * word.height
        and word.top - 0.5 * word.height <= mark.top <= word.top + 0.08 * word.height
        and mark.bottom < word.bottom - 0.12 * word.height
    )


def _corners(glyph: _Glyph) -> _Place:
    return glyph.x0, glyph.top, glyph.x1, glyph.bottom


def _is_mark(base: _Glyph, glyph: _Glyph) -> bool:
    """Say whether `glyph` is a footnote mark set above the line of `base`.

    The letters of a ligature have boxes as small, but do not reach the top of the line.
    """
    return (
        glyph.angle == base.angle == 0
        and glyph.height < _SMALL * base.height
        and glyph.bottom < base.bottom - 0.12 * base.height
        and glyph.top <= base.top + 0.08 * base.height
        and abs(glyph.x0 - base.x1) < base.height
    )


def _apart(left: _Glyph, right: _Glyph) -> bool:
    """Say whether two characters in reading order stand apart."""
    if left.angle:
        gap = max(left.top - right.bottom, right.top - left.bottom)
        return gap > 0.6 * (left.x1 - left.x0) or min(left.x1, right.x1) < max(left.x0, right.x0)
    size = max(left.height, right.height, 1.0)
    return (
        right.x0 - left.x1 > 0.25 * size
        or right.x0 < left.x0 - 0.5 * size
        or abs(right.bottom - left.bottom) > 0.5 * size
    )


def _word(run: list[_Glyph]) -> Word:
    return Word(
        "".join(glyph.char for glyph in run),
        min(glyph.x0 for glyph in run),
        min(glyph.top for glyph in run),
        max(glyph.x1 for glyph in run),
        max(glyph.bottom for glyph in run),
    )


def _objects(container: object, count: int, get: Callable[[object, int], object]) -> Iterator[object]:
    for index in range(count):
        yield get(container, index)


def _page_objects(page: pdfium.PdfPage) -> Iterator[object]:
    return _objects(page.raw, raw.FPDFPage_CountObjects(page.raw), raw.FPDFPage_GetObject)


def _rules(page: pdfium.PdfPage) -> Iterator[Rule]:
    """Yield the drawn rules in the file's own coordinates (y upwards)."""
    identity = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    for item in _page_objects(page):
        yield from _rules_of(item, identity, 0)


def _rules_of(item: object, matrix: tuple[float, ...], depth: int) -> Iterator[Rule]:
    kind = raw.FPDFPageObj_GetType(item)
    if kind == raw.FPDF_PAGEOBJ_PATH:
        for x0, y0, x1, y1 in _strokes(item):
            yield from _rule(*_apply(matrix, x0, y0), *_apply(matrix, x1, y1))
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH:
        inner = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(item, inner)
        own = (inner.a, inner.b, inner.c, inner.d, inner.e, inner.f)
        for child in _objects(item, raw.FPDFFormObj_CountObjects(item), raw.FPDFFormObj_GetObject):
            yield from _rules_of(child, _compose(own, matrix), depth + 1)


def _apply(matrix: tuple[float, ...], x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _compose(first: tuple[float, ...], then: tuple[float, ...]) -> tuple[float, ...]:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _rule(x0: float, y0: float, x1: float, y1: float) -> Iterator[Rule]:
    width, height = abs(x1 - x0), abs(y1 - y0)
    if height <= _THIN < width and width >= _SHORT:
        yield Rule("h", (y0 + y1) / 2, min(x0, x1), max(x0, x1))
    elif width <= _THIN < height and height >= _SHORT:
        yield Rule("v", (x0 + x1) / 2, min(y0, y1), max(y0, y1))


def _strokes(path: object) -> Iterator[_Place]:
    """Yield the straight strokes of a path: its own lines if stroked, itself if it is thin."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value and not stroke.value:
        return
    count = raw.FPDFPath_CountSegments(path)
    bounds = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(path, *bounds)
    left, bottom, right, top = (bound.value for bound in bounds)
    if right - left <= _THIN or top - bottom <= _THIN:
        yield left, bottom, right, top
    elif stroke.value or count > 5:
        yield from _lines_of(path, count, stroked=bool(stroke.value))


def _lines_of(path: object, count: int, *, stroked: bool) -> Iterator[_Place]:
    """Yield a path's lines; of a path that is only filled, those of its thin sub-rectangles."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    own = (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
    x, y = ctypes.c_float(), ctypes.c_float()
    shape: list[tuple[float, float]] = []

    def finish() -> Iterator[_Place]:
        if not stroked:
            xs, ys = [p[0] for p in shape], [p[1] for p in shape]
            if shape and min(max(xs) - min(xs), max(ys) - min(ys)) <= _THIN:
                yield min(xs), min(ys), max(xs), max(ys)
            return
        for (ax, ay), (bx, by) in itertools.pairwise(shape):
            yield ax, ay, bx, by

    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            yield from finish()
            shape = []
        shape.append(_apply(own, x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment) and shape:
            shape.append(shape[0])
    yield from finish()


def _place_rule(rule: Rule, place: Callable[[float, float, float, float], _Place]) -> Rule:
    if rule.orientation == "h":
        x0, top, x1, bottom = place(rule.start, rule.at, rule.end, rule.at)
    else:
        x0, top, x1, bottom = place(rule.at, rule.start, rule.at, rule.end)
    if x1 - x0 >= bottom - top:
        return Rule("h", (top + bottom) / 2, x0, x1)
    return Rule("v", (x0 + x1) / 2, top, bottom)


def _picture_share(page: pdfium.PdfPage) -> float:
    """Return the share of the page that its largest picture covers, 0 without pictures."""
    width, height = page.get_size()
    share = 0.0
    bounds = [ctypes.c_float() for _ in range(4)]
    for item in _page_objects(page):
        if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_IMAGE:
            raw.FPDFPageObj_GetBounds(item, *bounds)
            left, bottom, right, top = (bound.value for bound in bounds)
            share = max(share, (right - left) * (top - bottom) / max(width * height, 1.0))
    return share


def _all_invisible(page: pdfium.PdfPage) -> bool:
    """Say whether all text is drawn invisibly: somebody's recognition of a scan, which cannot be trusted."""
    return all(
        raw.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE
        for item in _page_objects(page)
        if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_TEXT
    )
