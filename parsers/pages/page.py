"""A page as geometry: words, rules and size, in points from the top left of the page as it is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from parsers.document import Box
from parsers.often_made import often_made

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsers.pages.tags import Tags

VALUE = re.compile(
    r"(?:[<≤>≥]\s*\d+|\d{1,3}(?:[, ]\d{3})+|\d+(?:\.\d+)?(?:\s?%)?|\*+|[-–—]+|~|#|nil|n/?a|none|zero|x"
    r"|\d+\s*(?:[-–—]|to)\s*\d+|\d+\s+or\s+(?:fewer|less)|(?:fewer|less)\s+than\s+\w+|under\s+\d+|\[[a-z]+\]"
    r"|\d+\s*\[\d+\]|\d[\d,]*[*†‡]+|\(\d+\)|not (?:held|recorded|available|known)|no data)",
    re.IGNORECASE,
)
"""How a value is written."""
BESIDE = 0.75
"""Line heights: lines of one text stand further apart."""
YEAR = re.compile(r"(?:19|20)\d\d(?:\s*[/–-]\s*(?:20)?\d\d)?|\d\d/\d\d", re.IGNORECASE)
"""How a year is written that may also be a count."""


class Run(NamedTuple):
    """The run of text that a word was drawn in, by its number on the page.

    `begins` and `ends` say whether another text certainly stands before and behind it, for no space was drawn
    there.
    """

    number: int
    begins: bool
    ends: bool
    hangs: bool = False
    """Whether a space was drawn at its end with nothing behind it: the text goes on in the next line."""
    marked: bool = False
    """Whether the file marks it as another piece of content than what stands before it, if only of a text."""


@often_made(frozen=True, slots=True)
class Word:
    """A run of characters without white space; `height` is the line height of its font.

    `confidence` is how sure its reader is of it, from 0 to 1; less than 1 only where it was recognised. `run`
    is None where the page does not tell what was drawn as one text, `bold` where it does not tell the font. A
    value that its cell wraps is one word on several `lines`. `cell` is the number of the cell that the file's
    tags put it in, -1 for none.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float = 1.0
    run: Run | None = None
    lines: int = 1
    bold: bool | None = None
    cell: int = -1
    middle: float = field(init=False, repr=False, compare=False)
    """The vertical middle."""
    height: float = field(init=False, repr=False, compare=False)
    """The height of the line that the word asks for."""

    def __post_init__(self) -> None:
        """Work out what is asked for again and again."""
        object.__setattr__(self, "middle", (self.top + self.bottom) / 2)
        object.__setattr__(self, "height", (self.bottom - self.top) / self.lines)

    @property
    def centre(self) -> float:
        """The horizontal middle."""
        return (self.x0 + self.x1) / 2


@often_made(frozen=True, slots=True)
class Rule:
    """A straight line: a horizontal one lies at y = `at` from x = `start` to `end`, a vertical one turned."""

    orientation: Literal["h", "v"]
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number from 1, its size, and what stands on it."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    tags: Tags | None = None
    """The tables that the file says it has, None where it says nothing of any."""

    @property
    def verticals(self) -> list[Rule]:
        """The vertical rules."""
        return [rule for rule in self.rules if rule.orientation == "v"]


@often_made(frozen=True, slots=True)
class Segment:
    """Neighbouring words of one line with no wide gap between them."""

    words: tuple[Word, ...]
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    is_value: bool
    is_year: bool
    middle: float = field(init=False, repr=False, compare=False)
    """The vertical middle."""

    def __post_init__(self) -> None:
        """Work out what is asked for again and again."""
        object.__setattr__(self, "middle", (self.top + self.bottom) / 2)

    @property
    def centre(self) -> float:
        """The horizontal middle."""
        return (self.x0 + self.x1) / 2

    @property
    def hangs(self) -> bool:
        """Whether its last word ends a line of a text that goes on in the next."""
        run = self.words[-1].run
        return run is not None and run.hangs

    @property
    def bold(self) -> bool | None:
        """Whether all of its words are bold, or none; None where some are, or the page does not tell."""
        weights = {word.bold for word in self.words}
        return weights.pop() if len(weights) == 1 else None

    def is_set_otherwise(self, other: Segment) -> bool:
        """Say whether one of two segments is bold and the other is not: they are of two texts."""
        return {self.bold, other.bold} == {True, False}

    def overlap(self, x0: float, x1: float) -> float:
        """Return how far the segment overlaps the span from `x0` to `x1`; negative: their distance."""
        return min(self.x1, x1) - max(self.x0, x0)


@often_made(frozen=True, slots=True)
class Line:
    """One line of a page, cut into segments from left to right."""

    segments: tuple[Segment, ...]
    middle: float
    height: float

    @property
    def x0(self) -> float:
        """Left end."""
        return self.segments[0].x0

    @property
    def x1(self) -> float:
        """Right end."""
        return max(segment.x1 for segment in self.segments)

    @property
    def top(self) -> float:
        """Upper end."""
        return min(segment.top for segment in self.segments)

    @property
    def bottom(self) -> float:
        """Lower end."""
        return max(segment.bottom for segment in self.segments)

    @property
    def text(self) -> str:
        """The words of the line."""
        return " ".join(segment.text for segment in self.segments)

    @property
    def words(self) -> tuple[Word, ...]:
        """The words of the line, from left to right."""
        return tuple(word for segment in self.segments for word in segment.words)

    @property
    def values(self) -> list[Segment]:
        """The segments that read as values."""
        return [segment for segment in self.segments if segment.is_value]


def segment_of(words: Sequence[Word]) -> Segment:
    """Return the words, in reading order, as one segment."""
    first = words[0]
    if len(words) == 1:
        is_value, is_year = _kinds(first.text)
        return Segment((first,), first.text, first.x0, first.top, first.x1, first.bottom, is_value, is_year)
    text = " ".join([word.text for word in words])
    x0, top, x1, bottom = first.x0, first.top, first.x1, first.bottom
    for word in words:
        x0, top = min(x0, word.x0), min(top, word.top)
        x1, bottom = max(x1, word.x1), max(bottom, word.bottom)
    return Segment(tuple(words), text, x0, top, x1, bottom, *_kinds(text))


def is_value(words: Sequence[Word]) -> bool:
    """Say whether words, in reading order, read as a value."""
    return _kinds(" ".join([word.text for word in words]))[0]


@lru_cache(maxsize=1 << 16)
def _kinds(text: str) -> tuple[bool, bool]:
    """Say whether a text reads as a value, and whether it is a year."""
    is_value = VALUE.fullmatch(text) is not None and not _runs_back(text)
    return is_value, YEAR.fullmatch(text) is not None


def _runs_back(text: str) -> bool:
    """Say whether a text is like a range, but falls: "2014 to 30" of "1 January 2014 to 30 April 2014"."""
    low, to, high = text.partition(" to ")
    return bool(to) and low.isdecimal() and high.isdecimal() and int(low) > int(high)


def is_over(upper: Segment, lower: Segment, height: float) -> bool:
    """Say whether a line of text, `height` high, is printed over the line that begins no higher."""
    return lower.overlap(upper.x0, upper.x1) > 0 and lower.middle - upper.middle < 0.5 * height


def hull(boxes: Iterable[Word | Segment | Box]) -> Box:
    """Return the smallest box that holds all of `boxes`."""
    boxes = list(boxes)
    if len(boxes) == 1:
        return Box(boxes[0].x0, boxes[0].top, boxes[0].x1, boxes[0].bottom)
    return Box(
        min([box.x0 for box in boxes]),
        min([box.top for box in boxes]),
        max([box.x1 for box in boxes]),
        max([box.bottom for box in boxes]),
    )
