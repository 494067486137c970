"""A PDF page's words and rules, read with pdfium.

pdfium hands out characters and paths some thirty times faster than pdfminer, which is why the geometry starts
here and pdfplumber's table methods are applied to it afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
from pypdfium2 import raw

from parsers.figure import Hidden
from parsers.pages.actual_text import take_drawn_text
from parsers.pages.characters import Characters
from parsers.pages.drawn_items import drawn_items
from parsers.pages.glyphs import Glyph, put_in_cells, read_glyphs
from parsers.pages.page import Page
from parsers.pages.strokes import place_rule, rules_of
from parsers.pages.unseen import HIDDEN, find_unseen
from parsers.pages.unshown import Unshown, unshown_text
from parsers.pages.untold import untold_words
from parsers.pages.wording import words_of
from parsers.pdfium_calls import mode_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from parsers.pages.drawn_items import Item
    from parsers.pages.strokes import Place
    from parsers.pages.tags import TagReader

_GARBLED_SHARE = 0.05
_INVISIBLE = 3
_WHOLE_PAGE = 0.8


@dataclass(frozen=True, slots=True)
class PageText:
    """A page's geometry and what can be said of the trust that its text deserves."""

    page: Page
    scanned: bool
    """True where the page shows a picture and no text of its own that can be trusted."""
    unshown: tuple[Unshown, ...] = ()
    """The text that the page does not show, by the way in which it is hidden."""
    hidden: tuple[Hidden, ...] = ()
    """What it says in another way than it shows it."""
    untold: int = 0
    """How many of its words are in a font that does not tell which letters they are."""


def read_page(document: pdfium.PdfDocument, index: int, reader: TagReader | None = None) -> PageText:
    """Return page `index` (from 0) of an open document, with its tags where a `reader` of them is given."""
    page = document[index]
    try:
        items = list(drawn_items(page))
        said = take_drawn_text(document, page, items)
        textpage = page.get_textpage()
        try:
            characters = Characters(textpage)
            unseen = find_unseen(page, textpage, items)
            rules = list(rules_of(items))
            glyphs, garbled = read_glyphs(characters, unseen, rules)
            tags = reader.read(page) if reader else None
            if tags and not put_in_cells(glyphs, characters, tags.cells):
                tags = tags.unsound()
            turn = _turn(glyphs)
            pictures = _picture_share(page, items)
            invisible = pictures >= _WHOLE_PAGE and bool(glyphs) and _all_invisible(items)
            size, place = _display(page, turn)
            unshown = unshown_text(textpage, unseen, place)
        finally:
            textpage.close()
        placed = tuple(place_rule(rule, place) for rule in rules)
        words = words_of(_place_glyphs(glyphs, place, turn), placed)
    finally:
        page.close()
    count = sum(len(word.text) for word in words)
    scanned = (pictures > 0 and count == 0) or invisible or (count > 0 and garbled > _GARBLED_SHARE * count)
    hidden = (Hidden(HIDDEN, f"page {index + 1}", *said, holds=True),) if said.pieces else ()
    shown = Page(index + 1, *size, words, placed, tags)
    untold = untold_words(words, characters.codes, characters.lost_before)
    return PageText(shown, scanned, unshown, hidden, untold)


def _turn(glyphs: list[Glyph | None]) -> int:
    """Return by how many quarter turns most of the page's text is drawn sideways."""
    counts = [0, 0, 0, 0]
    for glyph in glyphs:
        if glyph:
            counts[glyph.angle] += len(glyph.char)
    return max(range(4), key=lambda quarter: counts[quarter]) if any(counts) else 0


def _display(
    page: pdfium.PdfPage, turn: int
) -> tuple[tuple[float, float], Callable[[float, float, float, float], Place]]:
    """Return the page's size as it is read, and the way from the file's coordinates to the shown ones."""
    left, bottom, right, top = page.get_cropbox(fallback_ok=True)
    width, height = right - left, top - bottom
    # A page is read the way its text runs. What the file says of turning the page serves the same end and
    # must not be applied as well. pdfium counts a character's quarter turns clockwise.
    quarter = -turn % 4

    def upright(x0: float, y0: float, x1: float, y1: float) -> Place:
        return x0 - left, top - y1, x1 - left, top - y0

    def to_the_right(x0: float, y0: float, x1: float, y1: float) -> Place:
        return y0 - bottom, x0 - left, y1 - bottom, x1 - left

    def upside_down(x0: float, y0: float, x1: float, y1: float) -> Place:
        return right - x1, y0 - bottom, right - x0, y1 - bottom

    def to_the_left(x0: float, y0: float, x1: float, y1: float) -> Place:
        return top - y1, right - x1, top - y0, right - x0

    place = (upright, to_the_right, upside_down, to_the_left)[quarter]

    return ((width, height) if quarter % 2 == 0 else (height, width)), place


def _place_glyphs(
    glyphs: list[Glyph | None], place: Callable[[float, float, float, float], Place], turn: int
) -> Iterator[Glyph | None]:
    for glyph in glyphs:
        if glyph is None:
            yield None
        else:
            glyph.x0, glyph.top, glyph.x1, glyph.bottom = place(glyph.x0, glyph.bottom, glyph.x1, glyph.top)
            glyph.angle = (glyph.angle - turn) % 4
            yield glyph


def _picture_share(page: pdfium.PdfPage, items: Iterable[Item]) -> float:
    """Return the share of the page that its largest picture covers, 0 without pictures."""
    width, height = page.get_size()
    share = 0.0
    for item in items:
        if item.kind == raw.FPDF_PAGEOBJ_IMAGE and not item.within:
            left, bottom, right, top = item.bounds
            share = max(share, (right - left) * (top - bottom) / max(width * height, 1.0))
    return share


def _all_invisible(items: Iterable[Item]) -> bool:
    """Say whether all text is drawn invisibly: somebody's recognition of a scan, which cannot be trusted."""
    return all(
        mode_of(item.handle) == _INVISIBLE
        for item in items
        if item.kind == raw.FPDF_PAGEOBJ_TEXT and not item.within
    )
