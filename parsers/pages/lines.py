"""Words as lines from the top, lines as texts from the left: which words of a page stand together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from statistics import median
from typing import TYPE_CHECKING

from parsers.pages.page import VALUE, YEAR, Line, is_value, segment_of
from parsers.vocabulary.outcomes import words_of_wordings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsers.pages.page import Page, Rule, Word

_MOST_SPACE = 0.35
"""Line heights: a wider gap is not one space."""
_USUAL_SPACE = 0.25
_MORE_THAN_SPACE = 1.4
"""Spaces: a wider gap before a value parts cells."""
BEFORE_MARKED = 1.05
"""The same before what begins another piece of content: a word set otherwise stands one space apart."""
_BROKEN = re.compile(r"\d(?:/\d+){3,} \d")
"""Numbers of outcomes that share a row, set without spaces: no date or span of years has so many."""
_BROKEN_DATE = re.compile(r"\d{1,2}([/.])\d{1,2}\1(?:19|20) \d\d")
_WORD = re.compile(r"[^\W\d_]+(?:[/-][^\W\d_]+)*")
_REST = re.compile(r"(?:[b-df-hj-np-tv-xz]+|[eouy])[*,.;:]*")
"""The end of a word without a vowel, or a vowel that is no word."""
_LETTERS = re.compile(r"[^\W\d_]+")
_LOOKED_BACK = 6
"""Lines above a word that may be its own."""


def lines_of(words: Iterable[Word]) -> list[list[Word]]:
    """Group words into lines from the top; words belong together when their middles nearly agree.

    Words that are printed over one another, as where a text runs out of its cell, are of two lines. Whoever
    looks for something on a page asks for the lines of the same words again.
    """
    words = tuple(words)
    if len(words) < _LEAST_KEPT:
        return _levels_of(words)
    asked = tuple(map(id, words))
    known = _LINES.get(asked)
    if known is None:
        if len(_LINES) >= _MOST_LINES:
            _LINES.clear()
        # The words are kept, so that no others can have their identity.
        known = _LINES[asked] = (_levels_of(words), words)
    return [line.copy() for line in known[0]]


_LINES: dict[tuple[int, ...], tuple[list[list[Word]], tuple[Word, ...]]] = {}
_LEAST_KEPT, _MOST_LINES = 8, 1_000
"""Words of which it pays to keep the lines; groups of words, some of them whole pages."""


def _levels_of(words: Sequence[Word]) -> list[list[Word]]:
    placed = [(word.middle, word.x0, at, word) for at, word in enumerate(words)]
    if len(placed) == 1:
        return [[placed[0][3]]]
    lines: list[_Level] = []
    for own, x0, _, word in sorted(placed):
        tall = word.height
        last = lines[-1] if lines else None
        if last and own == last.middle and x0 >= last.right and tall > 0 < last.height:
            # What most words do: they stand level with the one before, and behind it.
            last.words.append(word)
            last.height, last.right = max(last.height, tall), max(last.right, word.x1)
            continue
        for line in lines[: -_LOOKED_BACK - 1 : -1]:
            off = abs(own - line.middle)
            if off < 0.45 * tall and off < 0.45 * line.height:
                members = line.words
                if x0 < line.right and any(_is_over(word, other) for other in members):
                    continue
                members.append(word)
                line.middle += (own - line.middle) / len(members)
                if tall > line.height:  # noqa: PLR1730 a page has a thousand words, looked at many times
                    line.height = tall
                if word.x1 > line.right:  # noqa: PLR1730 the same
                    line.right = word.x1
                break
        else:
            lines.append(_Level(own, tall, word.x1, [word]))
    lines.sort(key=_MIDDLE)
    return [sorted(line.words, key=_LEFT) for line in lines]


@dataclass(slots=True)
class _Level:
    """A line while words are put into it: its middle, its height, its right end."""

    middle: float
    height: float
    right: float
    words: list[Word]


_MIDDLE, _LEFT = attrgetter("middle"), attrgetter("x0")


def _is_over(word: Word, other: Word) -> bool:
    """Say whether two words of one height are printed over one another."""
    shared = min(word.x1, other.x1) - max(word.x0, other.x0)
    return shared > 0.5 * min(word.x1 - word.x0, other.x1 - other.x0) > 0


def told_apart(left: Word, right: Word) -> bool | None:
    """Say whether neighbours on a line were drawn as two texts, None where the page does not tell."""
    if left.run is None or right.run is None:
        return None
    if left.run.number == right.run.number:
        return False
    if right.run.marked:
        values = VALUE.fullmatch(left.text) and VALUE.fullmatch(right.text)
        return True if values or right.x0 - left.x1 > _MOST_SPACE * left.height else None
    return True if left.run.ends and right.run.begins else None


def are_two_texts(left: Word, right: Word) -> bool:
    """Say whether two words are drawn as two texts, or the second begins a piece of content of its own.

    Words set otherwise within one text do so too, but not at one place in nearly all rows.
    """
    return told_apart(left, right) is True or (right.run is not None and right.run.marked)


def cut_line(words: Sequence[Word], vertical_rules: Sequence[Rule]) -> Line:
    """Cut one line's words, from left to right, where a wide gap or a vertical rule stands between them.

    Whoever looks for something on a page cuts its lines anew; most are the same words again.
    """
    asked = (*map(id, words), None, *map(id, vertical_rules))
    known = _CUT.get(asked)
    if known is None:
        if len(_CUT) >= _MOST_CUT:
            _CUT.clear()
        # The words, in the line, and the rules are kept, so that no others can have their identity.
        known = _CUT[asked] = (_cut(words, vertical_rules), tuple(vertical_rules))
    return known[0]


_CUT: dict[tuple[int | None, ...], tuple[Line, tuple[Rule, ...]]] = {}
_MOST_CUT = 10_000
"""Lines: those of a hundred pages."""


def _cut(words: Sequence[Word], vertical_rules: Sequence[Rule]) -> Line:
    height = median([word.height for word in words])
    middle = sum(word.middle for word in words) / len(words)
    if len(words) == 1:
        return Line((segment_of(words),), middle, height)
    wide = _wide_gap(words, height)
    runs = [[words[0]]]
    for left, right in pairwise(words):
        gap = right.x0 - left.x1
        apart = told_apart(left, right)
        if apart is None:
            apart = gap > _limit(left.text, right.text, height, wide) or any(
                rule.start - 1 <= middle <= rule.end + 1 and left.x1 - 1 <= rule.at <= right.x0 + 1
                for rule in vertical_rules
            )
        if apart:
            runs.append([right])
        else:
            runs[-1].append(right)
    space = _usual_space(words, height)
    parts = [part for run in runs for part in _values_apart(run, space)]
    return Line(tuple(segment_of(part) for part in parts), middle, height)


def _usual_space(words: Sequence[Word], height: float) -> float:
    """Return the gap between two words of a text on a line."""
    gaps = [right.x0 - left.x1 for left, right in pairwise(words)]
    return median([gap for gap in gaps if 0 < gap < _MOST_SPACE * height] or [_USUAL_SPACE * height])


def _values_apart(words: list[Word], space: float) -> list[list[Word]]:
    """Part words where more than a space stands before a value: cells so full that nearly nothing parts them.

    Behind a value it is the next one's; behind a text it is so only if the page drew it by itself.
    """
    if len(words) == 1 or is_value(words):
        return [words]
    parts = [[words[0]]]
    for left, right in pairwise(words):
        marked = right.run is not None and right.run.marked
        least = BEFORE_MARKED if marked else _MORE_THAN_SPACE
        if right.x0 - left.x1 >= least * space and told_apart(left, right) is not False:
            parts.append([right])
        else:
            parts[-1].append(right)
    made = [parts[0]]
    for part in parts[1:]:
        behind, first = made[-1][-1], part[0]
        drawn = behind.run is not None and first.run is not None
        if is_value(part) and (drawn or is_value(made[-1])):
            made.append(part)
        else:
            made[-1] = [*made[-1], *part]
    return made


def _limit(left: str, right: str, height: float, wide: float) -> float:
    """Return the gap beyond which two words stand in different columns.

    Numbers side by side do so sooner than words, and two years are two heads: sentences part them by commas.
    """
    if YEAR.fullmatch(left) and YEAR.fullmatch(right):
        return -height
    if VALUE.fullmatch(left) and VALUE.fullmatch(right) and len(left) + len(right) > 2:
        return 0.45 * height
    return wide


def _wide_gap(words: Sequence[Word], height: float) -> float:
    """Return the gap beyond which words of a line stand in different columns.

    A line of running text set to the full width has even gaps, which may be wide; none of them parts columns.
    """
    if len(words) < 6:
        return 0.62 * height
    texts = [word for word in words if not VALUE.fullmatch(word.text) and not YEAR.fullmatch(word.text)]
    if len(texts) < 0.6 * len(words):
        return 0.62 * height
    usual = median(right.x0 - left.x1 for left, right in pairwise(words))
    return min(max(0.62 * height, 1.5 * usual), 1.3 * height)


def lines_off_page(page: Page) -> list[Line]:
    """Return the lines that stand wholly beyond the upper or lower edge of a page.

    A sheet prints a label that is merged over rows of two pages in the middle of these, on one page or both.
    """
    beyond = [word for word in page.words if word.bottom <= 0 or word.top >= page.height]
    return [cut_line(line, ()) for line in lines_of(beyond)]


def text_of(words: Iterable[Word]) -> str:
    """Return the words as one text, line by line from the top; a word that its cell parts is whole again."""
    lines = lines_of(words)
    if not lines:
        return ""
    if len(lines) == 1:
        return " ".join([word.text for word in lines[0]])
    widest = max(line[-1].x1 - line[0].x0 for line in lines)
    text = " ".join(word.text for word in lines[0])
    for upper, lower in pairwise(lines):
        text += "" if _is_parted(upper, lower[0], widest) else " "
        text += " ".join(word.text for word in lower)
    return text


def _is_parted(upper: Sequence[Word], rest: Word, widest: float) -> bool:
    """Say whether a line is one word that fills its cell, and the next line begins with the word's rest.

    The rest shows it: a list of numbers without its stroke between them, a day whose year goes on in digits,
    or letters that are no word, or none of the wordings of outcomes, where both together are.
    """
    word = upper[0]
    if len(upper) > 1 or word.run is None or word.run.hangs or word.x1 - word.x0 < widest:
        return False
    return (
        is_broken(f"{word.text} {rest.text}")
        or _BROKEN_DATE.fullmatch(f"{word.text} {rest.text}") is not None
        or (
            _WORD.fullmatch(word.text) is not None
            and (_REST.fullmatch(rest.text) is not None or _is_one_word(word.text, rest.text))
        )
    )


def _is_one_word(first: str, rest: str) -> bool:
    """Say whether the letters at the end of one text and at the beginning of another are only one word."""
    end, begin = _LETTERS.findall(first)[-1], _LETTERS.match(rest)
    if begin is None or not rest[0].islower():
        return False
    known = words_of_wordings()
    return begin.group() not in known and f"{end}{begin.group()}".lower() in known


def is_broken(text: str) -> bool:
    """Say whether a list of numbers may be parted within a number, where the cell that it fills ends."""
    return _BROKEN.search(text) is not None
