"""Characters whose font does not tell which letters they are: what pdfium makes of their codes is no text.

A font without a table of its letters is read by its codes, and a program that numbers a font's letters in the
order in which they are needed gives any of them the code of a digit.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import repeat
from typing import TYPE_CHECKING

from parsers.pdfium_calls import address_of, code_of, font_of, is_generated, is_unmapped, owner_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pypdfium2 as pdfium

    from parsers.pages.page import Word

UNTOLD = 0xFFFD
"""The sign that stands for a character which cannot be told."""
_FIRST_SIGN, _BEYOND_SIGNS = 0x21, 0x2D
"""The signs with which a program begins that numbers a font's letters from the first that is printed."""
_SIGNS = frozenset(range(_FIRST_SIGN, _BEYOND_SIGNS))
_TELLING = frozenset(map(ord, '!"#'))
_MOST_SIGNS = 8
"""No page has so many different ones of these signs in one font and a third of its text in them."""
_SHARE_OF_SIGNS, _SHARE_OF_CODES = 1 / 3, 1 / 4
_BREAKS = frozenset((0x09, 0x0A, 0x0D))
_MENDED = frozenset((0x00, 0x02))
"""No character at all, and a hyphen at a line's end."""


def codes_of(textpage: pdfium.PdfTextPage) -> tuple[list[int], int]:
    """Return the code points of a page's characters, `UNTOLD` for each that its font does not tell.

    The other number is how many characters their font tells to be `UNTOLD`.
    """
    handle, count = address_of(textpage.raw), textpage.count_chars()
    codes = list(map(code_of, repeat(handle), range(count)))
    unmapped = list(map(is_unmapped, repeat(handle), range(count)))
    unsure = {at for at, found in enumerate(unmapped) if found == 1} if 1 in unmapped else set()
    distinct = set(codes)
    controls = set(filter(_is_control, distinct))
    if controls:
        unsure.update(at for at, code in enumerate(codes) if code in controls)
    printed = codes.count(UNTOLD) - sum(codes[at] == UNTOLD for at in unsure)
    if not unsure and not distinct >= _TELLING:
        return codes, printed
    for at in unsure | _of_untold_fonts(handle, codes, unsure):
        codes[at] = UNTOLD
    return codes, printed


def untold_words(words: Sequence[Word], codes: Sequence[int], told: int) -> int:
    """Return how many words have characters that cannot be told; signs before a line are bullets.

    `codes` are those of the page's characters. `told` of them are told to be that same sign, which letters
    print where an older program lost one: without others it stands for nothing else.
    """
    sign = chr(UNTOLD)
    if codes.count(UNTOLD) <= told:
        return 0
    untold = [word for word in words if sign in word.text]
    return sum(len(word.text) > 1 or not _is_bullet(word, words) for word in untold)


def told_untold(count: int) -> str:
    """Return what a person is told of a page with so many words that cannot be told."""
    many = "a word" if count == 1 else f"{count:,} words"
    return f"{many} in a font that does not tell its letters: not read; ask for the figures as a workbook"


def _is_bullet(sign: Word, words: Sequence[Word]) -> bool:
    """Say whether a sign by itself has words of its line behind it and none before it."""
    level = [word for word in words if word.top < sign.middle < word.bottom and word is not sign]
    return bool(level) and all(word.x0 >= sign.x1 for word in level)


def _is_control(code: int) -> bool:
    return code < 0x20 and code not in _BREAKS and code not in _MENDED


def _of_untold_fonts(handle: int, codes: Sequence[int], unsure: set[int]) -> set[int]:
    """Return the characters of the fonts in which too many are untold, or which were numbered as needed."""
    fonts: dict[int, list[int]] = defaultdict(list)
    known: dict[int | None, int | None] = {None: None}
    for at in range(len(codes)):
        owner = owner_of(handle, at)
        if owner not in known:
            known[owner] = font_of(owner)
        font = known[owner]
        if font is not None and not is_generated(handle, at):
            fonts[font].append(at)
    return {
        at
        for places in fonts.values()
        if _is_untold(codes, places, unsure) or _is_numbered([codes[at] for at in places])
        for at in places
    }


def _is_untold(codes: Sequence[int], places: Sequence[int], unsure: set[int]) -> bool:
    """Say whether so many of a font's characters are untold that the others are so by chance alone."""
    distinct = {codes[at] for at in places}
    return len({codes[at] for at in places if at in unsure}) >= _SHARE_OF_CODES * len(distinct)


def _is_numbered(codes: Sequence[int]) -> bool:
    """Say whether a font's codes are the first ones there are, in place of those of its letters."""
    distinct = set(codes)
    if distinct >= _TELLING and distinct == set(range(_FIRST_SIGN, _FIRST_SIGN + len(distinct))):
        return True
    signs = sum(code in _SIGNS for code in codes)
    return len(distinct & _SIGNS) >= _MOST_SIGNS and signs > _SHARE_OF_SIGNS * len(codes)
