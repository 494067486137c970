"""A second look at what matters: every number alone, and the ink in which no word was found.

Two readings of the same ink that agree are nearly always right, and a small mark that the search for lines of
text has passed over ("-", "*", a single digit) stands in a table as surely as any other value.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from parsers.scans.recognise import Seen, by_line, read_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsers.scans.ink import Ink
    from parsers.scans.pictures import Grey, Picture

UNREAD = "\N{REPLACEMENT CHARACTER}"
"""What stands for ink that could not be read: it is no value, so that a person looks at it."""
_DISPUTED = 0.3
"""The confidence in a number that two looks read differently."""
_DRAWN = 0.6
"""The confidence in a dash that is known by its shape alone."""
_DRAWN_AND_READ = 0.97
"""The confidence in a dash by its shape that also reads as one."""
_READ_HEIGHT = 48
"""Pixels: the height at which a line of text is recognised."""
_MARGIN = 0.35
"""Line heights of paper around what is looked at alone."""
_SPECK = 0.012
"""Inches: smaller ink is dirt."""
_MOST_MARKS = 400
"""More unread ink than this is a picture or a dirty page, not marks that were passed over."""
_SURE = 0.5
_LEGIBLE = re.compile(r"[\x21-\x7e£–—’‘“”…•][\x20-\x7e£–—’‘“”…•]*")
"""The recogniser knows thousands of signs; replies are written in these."""
_DASHES = frozenset("-–—−_一")
"""How a short level stroke reads; the last is the Chinese numeral one."""


def looked_at_twice(seen: Sequence[Seen], ink: Ink, picture: Picture, line_height: float) -> Iterator[Seen]:
    """Yield the words; a number that reads otherwise when it is looked at alone is doubtful.

    A dash is sure where its ink is one: a low stroke and nothing else. `line_height` is in pixels.
    """
    for word in seen:
        if word.text in _DASHES:
            drawn = _is_dash(*_inked(word, ink), line_height)
            yield replace(word, confidence=_DRAWN_AND_READ if drawn else min(word.confidence, _DRAWN))
            continue
        if not any(char.isdigit() for char in word.text):
            yield word
            continue
        text, confidence = read_line(_cut(picture.pixels, word))
        agree = _bare(text) == _bare(word.text)
        yield replace(word, confidence=max(word.confidence, confidence) if agree else _DISPUTED)


def _inked(word: Seen, ink: Ink) -> tuple[int, int]:
    """Return how wide and how high the ink in a word's box is, in pixels."""
    rows, columns = np.nonzero(
        ink.text[max(int(word.top), 0) : int(word.bottom) + 1, max(int(word.x0), 0) : int(word.x1) + 1]
    )
    if not rows.size:
        return 0, 0
    return int(columns.max() - columns.min()) + 1, int(rows.max() - rows.min()) + 1


def _is_dash(width: int, height: int, line_height: float) -> bool:
    return 0 < height < 0.2 * line_height and 1.5 * height <= width < 1.5 * line_height


def _bare(text: str) -> str:
    return re.sub(r"[\s.,;:|'’`·_-]", "", text)


def _cut(pixels: Grey, word: Seen) -> Grey:
    """Return a word's pixels with paper around them, as high as lines are recognised."""
    margin = _MARGIN * (word.bottom - word.top) / 2
    top, bottom = max(int(word.top), 0), int(word.bottom) + 1
    left, right = max(int(word.x0 - margin), 0), int(word.x1 + margin) + 1
    cut = pixels[top:bottom, left:right]
    factor = _READ_HEIGHT / max(cut.shape[0], 1)
    return np.asarray(
        cv2.resize(cut, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC), dtype=np.uint8
    )


def passed_over(seen: Sequence[Seen], ink: Ink, picture: Picture, line_height: float) -> list[Seen]:
    """Return what stands in ink that no word covers, as high as a line of text or lower, beside some word.

    What has no word on its level is part of a picture: a crest, a signature, a stamp.
    `line_height` is in pixels. Ink that reads as nothing is `UNREAD`.
    """
    left = ink.text.copy()
    for line in by_line(seen):
        top, bottom = min(word.top for word in line), max(word.bottom for word in line)
        x0, x1 = min(word.x0 for word in line), max(word.x1 for word in line)
        left[max(int(top), 0) : int(bottom) + 1, max(int(x0) - 2, 0) : int(x1) + 3] = False
    reach = max(round(0.35 * line_height), 1)
    joined = cv2.dilate(left.astype(np.uint8), np.ones((1, 2 * reach + 1), np.uint8))
    count, _, places, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    speck = _SPECK * picture.dpi
    levels = [(word.top, word.bottom) for word in seen]
    marks = []
    for x0, top, width, height, _ in places[1:count].tolist():
        inner = width - 2 * reach
        if max(inner, height) < 2 * speck or min(inner, height) < 0.5 * speck or height > 1.6 * line_height:
            continue
        middle = top + height / 2
        if any(above < middle < below for above, below in levels):
            marks.append((x0 + reach, top, inner, height))
    if len(marks) > _MOST_MARKS:
        return []
    first = max((word.line for word in seen), default=-1) + 1
    found = [_mark(box, first + number, picture, line_height) for number, box in enumerate(marks)]
    return [
        mark for mark, box in zip(found, marks, strict=True) if mark.text != UNREAD or not _at_rule(box, ink)
    ]


def _at_rule(box: tuple[int, int, int, int], ink: Ink) -> bool:
    """Say whether ink touches a rule: what reads as nothing there is the rule's own dirt."""
    x0, top, width, height = box
    return bool(ink.blur[max(top - 1, 0) : top + height + 1, max(x0 - 1, 0) : x0 + width + 1].any())


def _mark(box: tuple[int, int, int, int], line: int, picture: Picture, line_height: float) -> Seen:
    x0, top, width, height = box
    missing = max(line_height - height, 0.0) / 2
    place = Seen(UNREAD, 0.0, line, x0, top - missing, x0 + width, top + height + missing)
    text, confidence = read_line(_cut(picture.pixels, place))
    if _is_dash(width, height, line_height):
        return replace(place, text="-", confidence=_DRAWN_AND_READ if text in _DASHES else _DRAWN)
    legible = _LEGIBLE.fullmatch(text) is not None and confidence >= _SURE
    return replace(place, text=text, confidence=confidence) if legible else place
