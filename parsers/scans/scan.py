"""From a picture of a page to its words and rules."""

from __future__ import annotations

from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from parsers.errors import NeedsOcrError
from parsers.pages.page import Page, Word
from parsers.scans.ink import Ink, Mask, ink_of
from parsers.scans.recognise import Seen, by_line, recognise
from parsers.scans.second_look import looked_at_twice, passed_over
from parsers.scans.straighten import straightened

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsers.scans.pictures import Picture

_SURE_PAGE = 0.8
"""Words of a page that stands upright are recognised with more confidence than this in the mean."""
_SURE_TURN = 0.9
"""A turned page whose letters, no fewer than before, are recognised so surely stands upright.

The made-up letter reaches 0.1 on its head and 0.7 on its side.
"""
_LINE_HEIGHT = 1.35
"""A font's line asks for this much more than its ink is high."""
_PAPER = 160
"""Grey level: the darkest paper."""
_DIRT = 0.0005
"""The share of a page that is dark although nothing stands on it."""
_LETTERS_OF_A_PAGE = 12


def read_scan(picture: Picture, number: int) -> Page:
    """Return page `number` (from 1) as it was recognised, upright and straight.

    Raises:
        NeedsOcrError: when something stands on the page and nothing of it was recognised.
    """
    picture, seen = _upright(picture)
    ink = ink_of(picture)
    usual = _usual_height(seen, ink)
    seen = [
        *looked_at_twice(seen, ink, picture, _LINE_HEIGHT * usual),
        *passed_over(seen, ink, picture, _LINE_HEIGHT * usual),
    ]
    words = tuple(_words(seen, ink, picture.scale, usual))
    if not words and not _is_blank(picture):
        raise NeedsOcrError("needs OCR: no text was recognised in the picture; ask for it as a spreadsheet")
    height, width = picture.pixels.shape
    return Page(number, width * picture.scale, height * picture.scale, words, ink.rules)


def laid_straight(picture: Picture) -> Picture:
    """Return a page as `read_scan` lays it: upright and straight."""
    return _upright(picture)[0]


def _is_blank(picture: Picture) -> bool:
    """Say whether a page is white paper, as the back of a sheet is."""
    return float((picture.pixels < _PAPER).mean()) < _DIRT


def _upright(picture: Picture) -> tuple[Picture, list[Seen]]:
    """Return the page laid straight, turned by quarters until its text reads best, with its words.

    A page that reads well as it lies is not turned to try, nor further once it reads very well.
    """
    best: tuple[float, Picture, list[Seen]] | None = None
    as_it_lies = 0
    for quarters in (0, 1, 3, 2):
        turned = straightened(
            replace(picture, pixels=np.ascontiguousarray(np.rot90(picture.pixels, quarters)))
        )
        seen = recognise(turned.pixels)
        sure, letters = _sureness(seen), _letters(seen)
        if quarters == 0 and (sure >= _SURE_PAGE or letters < _LETTERS_OF_A_PAGE):
            return turned, seen
        if best is None or sure > best[0]:
            best = (sure, turned, seen)
        as_it_lies = as_it_lies or letters
        if sure >= _SURE_TURN and letters >= as_it_lies:
            break
    assert best is not None  # noqa: S101 the loop has run
    return best[1], best[2]


def _letters(seen: Iterable[Seen]) -> int:
    return sum(len(word.text) for word in seen)


def _sureness(seen: Sequence[Seen]) -> float:
    """Return the mean confidence in a page's letters; text found in upright columns does not count."""
    level = [
        word for word in seen if word.x1 - word.x0 > 0.8 * (word.bottom - word.top) or len(word.text) < 3
    ]
    letters = _letters(seen)
    return sum(word.confidence * len(word.text) for word in level) / letters if letters else 0.0


def _usual_height(seen: Sequence[Seen], ink: Ink) -> float:
    """Return the height in pixels of the ink of a usual line."""
    return median([bottom - top for top, bottom in (_span(line, ink) for line in by_line(seen))] or [1.0])


def _words(seen: Sequence[Seen], ink: Ink, scale: float, usual: float) -> Iterable[Word]:
    """Yield the words in points, each as wide as its ink, those of a line on one level.

    The recogniser's boxes reach into the lines above and below.
    """
    for line in by_line(seen):
        top, bottom = _span(line, ink)
        middle = (top + bottom) / 2
        # A line of marks has little ink, and is as high as the others all the same.
        half = _LINE_HEIGHT * max(min(bottom - top, 2.5 * usual), 0.8 * usual) / 2
        for word in line:
            x0, x1 = _width(word, top, bottom, ink)
            yield Word(
                word.text,
                x0 * scale,
                (middle - half) * scale,
                x1 * scale,
                (middle + half) * scale,
                word.confidence,
            )


def _span(line: Sequence[Seen], ink: Ink) -> tuple[float, float]:
    """Return the first and last row of ink of a line within its box, between the neighbouring lines."""
    top, bottom = min(word.top for word in line), max(word.bottom for word in line)
    inked = []
    for word in line:
        first_row = max(int(word.top), 0)
        box = ink.text[first_row : int(word.bottom) + 1, max(int(word.x0), 0) : int(word.x1) + 1]
        first, last = _middle_run(np.asarray(box.any(axis=1)))
        if last > first:
            inked.append((first_row + first, first_row + last))
    if not inked:
        return top, bottom
    return median(first for first, _ in inked), median(last for _, last in inked)


def _middle_run(row: Mask) -> tuple[int, int]:
    """Return the ends of the ink around the middle of a box, leaving out what reaches in from outside."""
    places = np.flatnonzero(row)
    if not places.size:
        return 0, 0
    breaks = np.flatnonzero(np.diff(places) > 2)
    runs = np.split(places, breaks + 1)
    run = max(runs, key=len)
    return int(run[0]), int(run[-1]) + 1


def _width(word: Seen, top: float, bottom: float, ink: Ink) -> tuple[float, float]:
    left = max(int(word.x0), 0)
    columns = np.flatnonzero(
        ink.text[max(int(top), 0) : int(bottom) + 1, left : int(word.x1) + 1].any(axis=0)
    )
    if not columns.size:
        return word.x0, word.x1
    return left + float(columns[0]), left + float(columns[-1]) + 1
