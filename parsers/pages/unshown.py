"""What of a page's text is not shown, counted; and whether a page beside it shows the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pypdfium2 import raw

from parsers.figure import Hidden
from parsers.pages.characters import SPACES
from parsers.pages.unseen import OFF_PAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import pypdfium2 as pdfium

    from parsers.pages.page import Page
    from parsers.pages.strokes import Place

_MOST_LABELS = 3
"""A sheet prints a label that is merged over rows of two pages in their middle, off one page or both."""
_LEAST_LETTERS = 3
"""Letters of a label: a number that stands on both pages may say two things."""
_BREAKS = frozenset((0x0A, 0x0D))
_SAME = 1.0
"""Points by which the left ends of what is printed on two pages differ."""


@dataclass(frozen=True, slots=True)
class Unshown:
    """Text that a page does not show in one way: `pieces` that hang together, `words` in them.

    `lines` are its lines without spaces, each with its left end on the page as that is read.
    """

    way: str
    pieces: int
    words: int
    lines: tuple[tuple[str, float], ...]

    def told(self, number: int, beside: Sequence[Page]) -> Hidden:
        """Count it, with whether it could be personal data; `beside` are the pages before and after it.

        A sheet prints a label that is merged over rows of two pages on both, and cuts it off one: what a page
        beside shows in the same place across is no secret.
        """
        digits = any(char.isdigit() for text, _ in self.lines for char in text)
        holds = self.way != OFF_PAGE or self.pieces > _MOST_LABELS or digits
        shown = holds and all(any(_shows(page, text, x0) for page in beside) for text, x0 in self.lines)
        return Hidden(self.way, f"page {number}", self.pieces, self.words, holds=holds and not shown)


def unshown_text(
    textpage: pdfium.PdfTextPage,
    unseen: Mapping[int, str],
    place: Callable[[float, float, float, float], Place],
) -> tuple[Unshown, ...]:
    """Return the text of the characters that a page does not show, by the way in which they are hidden.

    `unseen` are their indexes with these ways, `place` turns the file's coordinates into the page's.
    """
    codes = {index: raw.FPDFText_GetUnicode(textpage.raw, index) for index in unseen}
    found = []
    for way in sorted(set(unseen.values())):
        some = sorted(index for index, each in unseen.items() if each == way and codes[index] not in SPACES)
        pieces = words = 0
        before = -2
        for at in some:
            gap = range(max(before, 0) + 1, at)
            parted = any(raw.FPDFText_GetUnicode(textpage.raw, index) not in SPACES for index in gap)
            pieces += before < 0 or parted
            words += before < 0 or at > before + 1
            before = at
        if pieces:
            found.append(Unshown(way, pieces, words, tuple(_lines(textpage, some, codes, place))))
    return tuple(found)


def _lines(
    textpage: pdfium.PdfTextPage,
    indexes: Sequence[int],
    codes: Mapping[int, int],
    place: Callable[[float, float, float, float], Place],
) -> Iterator[tuple[str, float]]:
    """Yield lines of text with their left ends: each begins left of the last, or behind a break."""
    text, left, before = "", 0.0, -2
    for index in indexes:
        x0 = place(*textpage.get_charbox(index))[0]
        gap = range(before + 1, index) if text else ()
        if text and (x0 < left or any(raw.FPDFText_GetUnicode(textpage.raw, at) in _BREAKS for at in gap)):
            yield text, left
            text = ""
        if not text:
            left = x0
        text, before = text + chr(codes[index]), index
    if text:
        yield text, left


def _shows(page: Page, text: str, x0: float) -> bool:
    """Say whether a page shows a label, at the same distance from its left edge."""
    if sum(char.isalpha() for char in text) < _LEAST_LETTERS:
        return False
    for first in page.words:
        if abs(first.x0 - x0) > _SAME or not text.startswith(first.text):
            continue
        level = [
            word
            for word in page.words
            if word.x0 >= first.x0 and abs(word.middle - first.middle) < first.height / 2
        ]
        line = "".join(word.text for word in sorted(level, key=lambda word: word.x0))
        if line.startswith(text):
            return True
    return False
