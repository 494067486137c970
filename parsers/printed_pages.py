"""What a PDF's pages print, counted by a way of its own: pdfium's plain text, not the reader's words.

Nothing here may share code with `parsers/pages/` but pdfium itself: a fault that both had would not be seen.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import repeat
from typing import TYPE_CHECKING

import pypdfium2 as pdfium

from parsers.often_made import often_made
from parsers.pages.actual_text import take_drawn_text
from parsers.pages.drawn_items import drawn_items
from parsers.pages.fields import with_fields_printed
from parsers.pdfium_calls import Room, address_of, angle_of, box_of, code_of, origin_of, size_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from parsers.document import Box, Cell

DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W_]+")
_LEAST_SIZE = 0.88
"""A mark set above a line is smaller than this share of what it marks."""
_RAISED = 0.1
"""Line heights by which such a mark stands above or below the line."""
_LEVEL = 0.5
"""Line heights by which characters of one line stand off from one another."""
_SAME_PLACE = 2.0
"""Points: what is painted again so near is one word, made bold or shadowed."""
_ABOVE, _LEFT = 2.0, 15.0
"""Points by which a word may begin outside its cell: full cells touch their rules and overrun them."""
_MOST_TURNED = 0.3
_TORN = re.compile(r"(?:\w\s*[\r\n]+){4}")
_TOUCH = 0.1
"""Line heights: letters of one word stand no further apart."""
_NOTHING = "\u2060"
"""The word joiner, which is no space and no letter."""
_BOX, _ORIGIN = Room(ctypes.c_float, 4), Room(ctypes.c_double, 2)
_WORD_MENDED = re.compile(rf"[^\W_]+(?:{_NOTHING}+[^\W_]+)*")


def digits_of(texts: Iterable[str]) -> Counter[str]:
    """Return how often each run of digits stands in some texts."""
    return Counter(run for text in texts for run in DIGITS.findall(text))


def letters_of(texts: Iterable[str]) -> Counter[str]:
    """Return how often each letter stands in some texts, ligatures taken apart."""
    counts = Counter(unicodedata.normalize("NFKC", "".join(texts)))
    return Counter({letter: count for letter, count in counts.items() if letter.isalpha()})


@dataclass(slots=True)
class PrintedPage:
    """One page as pdfium's plain text has it; usable only until the next page is asked for."""

    number: int
    text: str
    edges: tuple[float, float, float, float]
    _textpage: pdfium.PdfTextPage
    _starts: dict[str, list[int]] = field(default_factory=dict)
    _placed: list[_Character | None] | None = None
    _handle: int = field(init=False)

    def __post_init__(self) -> None:
        """Note where the open text page lies in memory."""
        self._handle = address_of(self._textpage.raw)

    def digits(self) -> Counter[str]:
        """Return how often each run of digits is printed."""
        return Counter(DIGITS.findall(self.text.replace(_NOTHING, "")))

    def digits_once(self) -> Counter[str]:
        """Return the same without marks raised above the line and without what is painted twice.

        It asks for every character's place, and so is for pages whose plain counts do not agree.
        """
        chars = self._characters()
        seen: dict[str, list[tuple[float, float]]] = defaultdict(list)
        counted: Counter[str] = Counter()
        for run in _runs(chars):
            text = "".join(char.text for char in run)
            x, y = run[0].along[0], run[0].across[0]
            again = any(abs(x - a) <= _SAME_PLACE and abs(y - b) <= _SAME_PLACE for a, b in seen[text])
            seen[text].append((x, y))
            if not again:
                counted[text] += 1
        return counted

    def letters(self) -> Counter[str]:
        """Return how often each letter is printed."""
        return letters_of([self.text])

    def letters_once(self) -> Counter[str]:
        """Return the same without raised marks and without what is painted twice."""
        seen: dict[str, list[tuple[float, float]]] = defaultdict(list)
        base: _Character | None = None
        for char in self._characters():
            if char is None or (base is not None and char.marks(base)):
                continue
            base = char
            x, y = char.along[0], char.across[0]
            near = seen[char.text]
            if not any(abs(x - a) <= _SAME_PLACE and abs(y - b) <= _SAME_PLACE for a, b in near):
                near.append((x, y))
        return letters_of(text * len(places) for text, places in seen.items())

    def misplaced(self, cells: Sequence[Cell]) -> list[Cell]:
        """Return the cells that hold a word which is printed on the page, but nowhere in the cell's box."""
        if not self._starts and len(self.text) != self._textpage.count_chars():
            return []
        if not self._starts:
            for match in _WORD_MENDED.finditer(self.text):
                self._starts.setdefault(match.group().replace(_NOTHING, ""), []).append(match.start())
        straight = self._outside(cells, 0)
        if len(straight) <= _MOST_TURNED * len(cells):
            return straight
        # Pages whose text runs sideways were turned by the reader; the turn that fits shows which way.
        return min((straight, *(self._outside(cells, turn) for turn in (1, 2, 3))), key=len)

    def _outside(self, cells: Sequence[Cell], turn: int) -> list[Cell]:
        places: dict[str, list[tuple[float, float]]] = {}
        outside = []
        for cell in cells:
            box = cell.box
            if box is None:
                continue
            for word in _WORD.findall(cell.text):
                if word not in places:
                    places[word] = [self._place(start, turn) for start in self._starts.get(word, ())]
                if (
                    places[word]
                    and not _any_inside(places[word], box)
                    and not _any_inside(self._joined(word, turn), box)
                    and not self._is_wrapped(word, turn, box)
                ):
                    outside.append(cell)
                    break
        return outside

    def _joined(self, word: str, turn: int) -> list[tuple[float, float]]:
        """Return the places of a word where plain text runs it into a footnote mark or its neighbour."""
        return [
            self._place(start + at.start(), turn)
            for longer, starts in self._starts.items()
            if word in longer and word != longer
            for at in re.finditer(f"(?={re.escape(word)})", longer)
            for start in starts
        ]

    def _is_wrapped(self, word: str, turn: int, box: Box) -> bool:
        """Say whether a box holds a word on two lines, as a cell does that is narrower than the word.

        Or its first letters beside the rest, where plain text puts another word between.
        """
        for at in range(1, len(word)):
            upper, lower = (
                [
                    place
                    for start in self._starts.get(part, ())
                    if _any_inside([place := self._place(start, turn)], box)
                ]
                for part in (word[:at], word[at:])
            )
            if any(
                above < below or (above == below and left < right)
                for left, above in upper
                for right, below in lower
            ):
                return True
        return False

    def _place(self, index: int, turn: int) -> tuple[float, float]:
        """Return where a character stands, from the top left of the page turned by some quarters."""
        origin_of(self._handle, index, *_ORIGIN.places)
        x, y = _ORIGIN.numbers
        left, bottom, right, top = self.edges
        across, up = x - left, y - bottom
        if turn == 0:
            return across, top - bottom - up
        width, height = right - left, top - bottom
        return ((up, across), (width - across, up), (height - up, width - across))[turn - 1]

    def _characters(self) -> list[_Character | None]:
        if self._placed is None:
            self._placed = list(self._place_all())
        return self._placed

    def _place_all(self) -> Iterator[_Character | None]:
        count = self._textpage.count_chars()
        if count <= 0:
            return
        page, numbers = repeat(self._handle), range(count)
        boxes, origins = Room(ctypes.c_float, 4 * count), Room(ctypes.c_double, 2 * count)
        codes = map(code_of, page, numbers)
        boxed = map(box_of, page, numbers, boxes.places[::4])
        placed = map(origin_of, page, numbers, origins.places[::2], origins.places[1::2])
        turned, sizes = map(angle_of, page, numbers), map(size_of, page, numbers)
        known = list(zip(map(chr, codes), boxed, turned, sizes, placed, strict=True))
        edges, feet = list(boxes.numbers), list(origins.numbers)
        for index, (text, has_box, angle, size, _) in enumerate(known):
            if not has_box or text.isspace():
                yield None
                continue
            left, top, right, bottom = edges[4 * index : 4 * index + 4]
            along, across, foot = (left, right), (bottom, top), feet[2 * index + 1]
            if angle and round(angle / (math.pi / 2)) % 2:
                along, across, foot = across, along, feet[2 * index]
            yield _Character(text, along, across, foot, size)


def _any_inside(places: Iterable[tuple[float, float]], box: Box) -> bool:
    left, right = box.x0 - _LEFT, box.x1 + _ABOVE
    top, bottom = box.top - _ABOVE, box.bottom + _ABOVE
    for x, y in places:  # noqa: SIM110 a loop, as a word may have a hundred places and a page a thousand words
        if left <= x <= right and top <= y <= bottom:
            return True
    return False


@often_made(frozen=True, slots=True)
class _Character:
    """A character: its extent along its line and across it, where its line stands, and its font's size."""

    text: str
    along: tuple[float, float]
    across: tuple[float, float]
    foot: float
    size: float

    def marks(self, base: _Character) -> bool:
        """Say whether this is a small mark beside another character and off its line.

        Either the font is smaller, or one font is drawn smaller.
        """
        if self.foot == base.foot:
            return False
        height, own = (abs(char.across[1] - char.across[0]) for char in (base, self))
        apart = min(abs(one - other) for one in self.along for other in base.along)
        off = abs(self.foot - base.foot)
        smaller = self.size < _LEAST_SIZE * base.size or (
            self.size == base.size and own < _LEAST_SIZE * height
        )
        return apart < height and smaller and _RAISED * height < off < height

    def is_level(self, other: _Character) -> bool:
        """Say whether this character stands on the line of another."""
        return abs(self.foot - other.foot) < _LEVEL * max(abs(other.across[1] - other.across[0]), 1.0)


def _runs(chars: Sequence[_Character | None]) -> Iterator[list[_Character]]:
    """Yield the runs of digits; a raised mark ends the run that it marks and is none itself.

    Of digits below one another, of which plain text may make one number, each is its own.
    """
    run: list[_Character] = []
    base: _Character | None = None
    for char in chars:
        raised = char is not None and base is not None and char.marks(base)
        if run and char is not None and not raised and not char.is_level(run[-1]):
            yield run
            run = []
        if char is not None and not raised and char.text.isdecimal():
            run.append(char)
        elif run:
            yield run
            run = []
        if char is not None and not raised:
            base = char
    if run:
        yield run


def _mended(text: str, textpage: pdfium.PdfTextPage) -> str:
    """Return a page's text with the breaks between letters that touch made nothing, the rest made spaces.

    pdfium puts a break behind each letter of columns that it takes for text written from the top down. The
    text keeps its length, so that a character's number still finds its place.
    """
    if len(text) != textpage.count_chars():
        return text
    handle = address_of(textpage.raw)
    made: list[str] = []
    before: tuple[float, float, float] | None = None
    for index, char in enumerate(text):
        if char.isspace() or not box_of(handle, index, _BOX.places[0]):
            made.append(_NOTHING if char in "\r\n" else char)
            continue
        left, top, right, bottom = _BOX.numbers
        origin_of(handle, index, *_ORIGIN.places)
        y = _ORIGIN.numbers[1]
        if before is not None:
            end, foot, height = before
            # The letters of a ligature have boxes that are less high than those of others.
            touch = _TOUCH * max(height, top - bottom)
            if abs(y - foot) > touch or not abs(left - end) < touch:
                made[-1] = " " if made[-1] == _NOTHING else made[-1]
        before = right, y, top - bottom
        made.append(char)
    return "".join(made)


def printed_pages(data: bytes) -> Iterator[PrintedPage]:
    """Yield the pages of a PDF that open; those that do not are the reader's to name."""
    document = pdfium.PdfDocument(with_fields_printed(data))
    try:
        for index in range(len(document)):
            try:
                page = document[index]
                take_drawn_text(document, page, drawn_items(page))
                textpage = page.get_textpage()
            except pdfium.PdfiumError:
                continue
            try:
                edges = page.get_cropbox(fallback_ok=True)
                text = textpage.get_text_range()
                if _TORN.search(text):
                    text = _mended(text, textpage)
                yield PrintedPage(index + 1, text, edges, textpage)
            finally:
                textpage.close()
                page.close()
    finally:
        document.close()
