"""Values of several words that their narrow cell wraps, each as the one word that it is.

"Fewer than / five", "5 or / fewer" and "100.0 / %" are one value on two lines or three. Line by line they are
no values at all, and what stands beside them would form rows of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING

from parsers.pages.lines import cut_line, lines_of
from parsers.vocabulary.periods import MONTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsers.pages.page import Page, Segment, Word

_WHOLE = re.compile(
    r"\d{1,3} or (?:fewer|less)|(?:fewer|less) than \w+|under \d{1,3}|\d{1,3} ?(?:to|[-–—]) ?\d{1,3}"
    r"|not (?:held|recorded|available|known)|no data|\d+(?:\.\d+)? %"
    # A month over the year that its cell parts from it is a head, and its year no count.
    rf"|{MONTH}[-–] \d\d(?:\d\d)?",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?:19|20)\d\d ?/ ?(?:\d\d|20\d\d)")
"""Two years, of which a cell that is too narrow may part the second within its digits."""
_BEGINS = re.compile(rf"\d|(?:fewer|less|under|not|no)\b|{MONTH}", re.IGNORECASE)
"""With what each of these begins: most texts are told at once to be none."""
_LEADING_DIGITS = re.compile(r"[1-9]\d{0,2}")
_THOUSAND = re.compile(r"\d{3}")
_APART = 1.3
"""Pitches of the lines of a cell: other numbers of its column stand further off."""
_ROUNDING = 0.01
_SPACE = 0.2
"""Line heights that a space takes, at least."""
_MOST_LINES = 3
_NEXT = (0.5, 1.45)
"""Line heights from one line of a cell to the next."""
_MIDDLE = attrgetter("middle")


def with_values_whole(page: Page) -> Page:
    """Return a page on which each wrapped value is one word in the place of its lines."""
    verticals = page.verticals
    segments = [segment for line in lines_of(page.words) for segment in cut_line(line, verticals).segments]
    ordered = sorted(segments, key=_MIDDLE)
    wrapped: list[list[Word]] = []
    taken: set[int] = set()
    for at, segment in enumerate(segments):
        if id(segment) not in taken and _BEGINS.match(segment.text):
            lines = _value_from(segment, islice(segments, at + 1, None)) or _thousands_from(
                segment, segments, ordered
            )
            if len({word.cell for line in lines for word in line.words}) > 1:
                lines = []
            taken |= {id(line) for line in lines}
            wrapped += [[word for line in lines for word in line.words]] if lines else []
    if not wrapped:
        return page
    parts = {id(word) for words in wrapped for word in words}
    rest = [word for word in page.words if id(word) not in parts]
    return replace(page, words=(*rest, *map(_one, wrapped)))


def _value_from(first: Segment, below: Iterable[Segment]) -> list[Segment]:
    """Return the lines of the value that begins with a segment, none where it begins none."""
    lines, text = [first], first.text
    for segment in below:
        upper = lines[-1]
        gap = (segment.middle - upper.middle) / upper.words[0].height
        if gap > _NEXT[1]:
            break
        if gap < _NEXT[0] or segment.overlap(upper.x0, upper.x1) <= 0:
            continue
        lines.append(segment)
        if _is_parted_year(upper, segment):
            return lines
        text = f"{text} {segment.text}"
        if _WHOLE.fullmatch(text) and not all(line.is_value for line in lines):
            return lines
        if len(lines) == _MOST_LINES:
            break
    return []


def _is_parted_year(upper: Segment, lower: Segment) -> bool:
    """Say whether a line ends within the second of two years, and the next holds nothing but its rest."""
    whole = _YEARS.fullmatch(upper.text + lower.text) is not None
    return whole and not upper.is_year and lower.text.isdigit() and upper.text[-1].isdigit()


def _thousands_from(first: Segment, segments: Sequence[Segment], ordered: Sequence[Segment]) -> list[Segment]:
    """Return the two lines of a number that its cell parts at its thousands, none where it may be two.

    No other number of its column stands so near, and either one label stands beside both lines or the file
    says that a cell too narrow for one line holds both.
    `ordered` are the `segments` from the top, whatever lines they stand in.
    """
    height = first.words[0].height
    if not _LEADING_DIGITS.fullmatch(first.text):
        return []
    start = bisect_right(ordered, first.middle, key=_MIDDLE)
    end = bisect_right(ordered, first.middle + (_NEXT[1] + 1) * height, key=_MIDDLE)
    near = [
        segment
        for segment in ordered[start:end]
        if _NEXT[0] <= (segment.middle - first.middle) / height <= _NEXT[1]
        and segment.overlap(first.x0, first.x1) > 0
    ]
    if len(near) != 1 or not _THOUSAND.fullmatch(near[0].text):
        return []
    (second,) = near
    pitch = (second.middle - first.middle) / height
    highest, lowest = -_APART * pitch, (1 + _APART) * pitch
    start = bisect_left(ordered, first.middle + (highest - _ROUNDING) * height, key=_MIDDLE)
    end = bisect_right(ordered, first.middle + (lowest + _ROUNDING) * height, key=_MIDDLE)
    column = [
        (segment.middle - first.middle) / height
        for segment in ordered[start:end]
        if segment is not first and segment.overlap(first.x0, first.x1) > 0
    ]
    if any(highest < gap < lowest for gap in column if gap != pitch):
        return []
    beside = [
        segment
        for segment in segments
        if segment.x1 < first.x0
        and (segment.is_year or not segment.is_value)
        and first.top - height / 2 < segment.middle < second.bottom + height / 2
    ]
    nearest = max(beside, key=lambda segment: segment.x1, default=None)
    labels = [label for label in beside if nearest and label.overlap(nearest.x0, nearest.x1) > 0]
    if len(labels) == 1 or _is_too_narrow(first, second, labels, segments):
        return [first, second]
    return []


def _is_too_narrow(
    first: Segment, second: Segment, labels: Sequence[Segment], segments: Iterable[Segment]
) -> bool:
    """Say whether both lines are of one tagged cell, their labels too, and it has no room for one line.

    Someone who writes two counts into one cell breaks the line where there is room as well.
    """
    tagged = first.words[0].cell
    if tagged < 0 or second.words[0].cell != tagged or len({label.words[0].cell for label in labels}) > 1:
        return False
    width = first.x1 - first.x0 + second.x1 - second.x0 + _SPACE * first.words[0].height
    return all(
        segment.x1 - segment.x0 <= width
        for segment in segments
        if segment.words[0].cell >= 0 and segment.overlap(second.x0, second.x1) > 0
    )


def _one(words: Sequence[Word]) -> Word:
    """Return the words of a wrapped value, in reading order, as one."""
    first, last = words[0], words[-1]
    run = None
    if first.run is not None and last.run is not None:
        run = last.run._replace(number=first.run.number, begins=first.run.begins)
    top, bottom = min(word.top for word in words), max(word.bottom for word in words)
    return replace(
        first,
        text=_text_of(words),
        x0=min(word.x0 for word in words),
        top=top,
        x1=max(word.x1 for word in words),
        bottom=bottom,
        confidence=min(word.confidence for word in words),
        run=run,
        lines=max(round((bottom - top) / first.height), 1),
    )


def _text_of(words: Sequence[Word]) -> str:
    """Return what the words of a wrapped value say; a year is whole again."""
    joined = "".join(word.text for word in words)
    return joined if _YEARS.fullmatch(joined) else " ".join(word.text for word in words)
