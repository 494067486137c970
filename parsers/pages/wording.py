"""From a page's characters to its words, each with the run of text that it was drawn in."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from parsers.pages.characters import TOUCH
from parsers.pages.glyphs import KERNED, Glyph
from parsers.pages.page import Rule, Run, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from parsers.pages.links import Link

_MOST_HANGING = 0.3
"""Share of the numbers standing alone that may end in a space for another reason."""
_LEAST_WRAPPED = 0.5
"""Share of the wrapped lines that must end in a space before the others are known to end their texts."""
_NEXT = 1.45
"""Line heights to the next line of a text."""
_ROOM = 0.35
"""Line heights that a line must leave free in its column for a space at its end."""
_LISTED = re.compile(r"\(?(?:[a-z]|[ivx]{2,4})[.)]")
"""What numbers a list: a small letter with which no text goes on."""
_FEW = 2
"""Lines on which words may begin at one place by chance."""
_SMALL = 0.88
"""A mark raised beside a word is smaller than this share of it: browsers set it at five sixths."""


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

    def part(self, left: Glyph | Word, right: Glyph | Word) -> bool:
        """Say whether a rule stands between two characters: full cells may touch it from both sides.

        Letters that are drawn together are of one word, which is too long for its cell.
        """
        if not self.places or (isinstance(right, Glyph) and right.in_word):
            return False
        start = bisect_left(self.places, left.x1 - 0.7)
        end = bisect_right(self.places, right.x0 + 0.7)
        if start >= end:
            return False
        middle = (left.top + left.bottom) / 2
        return any(rule.start <= middle <= rule.end for rule in self.rules[start:end])


def words_of(glyphs: Iterable[Glyph | None], rules: Iterable[Rule]) -> tuple[Word, ...]:
    """Return the words that the characters form, in their order; `rules` part what stands on their sides.

    Words painted again in their place count once, and raised marks that would read as digits not at all.
    """
    verticals = _Verticals.of(rules)
    return _where_told(_made_whole(_with_capitals(_once(_words(glyphs, verticals))), verticals))


def _with_capitals(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return words with capitals put before the rest of their words, where others came in between.

    A capital may be drawn by itself to be set closer to the letter behind it, as an A is to a p.
    """
    alone = [word for word in words if len(word.text) == 1 and word.text.isupper()]
    if not alone:
        return words
    made: dict[int, Word | None] = {}
    for capital in alone:
        rest = next((word for word in words if _is_rest(capital, word)), None)
        if rest is not None and id(rest) not in made:
            run = (
                rest.run
                and capital.run
                and rest.run._replace(begins=capital.run.begins, marked=capital.run.marked)
            )
            made[id(capital)] = replace(rest, text=capital.text + rest.text, x0=capital.x0, run=run)
            made[id(rest)] = None
    return tuple(word for each in words if (word := made.get(id(each), each)) is not None)


def _is_rest(capital: Word, word: Word) -> bool:
    """Say whether a word begins with a small letter where a capital ends, and is set as that."""
    height = capital.height
    return (
        word.text[0].islower()
        and -KERNED * height <= word.x0 - capital.x1 <= TOUCH * height
        and (word.top, word.bottom, word.bold) == (capital.top, capital.bottom, capital.bold)
    )


def _made_whole(words: tuple[Word, ...], verticals: _Verticals) -> tuple[Word, ...]:
    """Return words as one that touch on one line, where another text came in between.

    pdfium puts what stands a little lower, in another cell, between two letters of a word.
    """
    levels: dict[tuple[float, float], list[tuple[float, int]]] = defaultdict(list)
    for at, word in enumerate(words):
        levels[word.top, word.bottom].append((word.x0, at))
    made: dict[int, Word] = {}
    gone: set[int] = set()
    for level in levels.values():
        level.sort()
        first = level[0][1]
        for (_, before), (_, at) in pairwise(level):
            whole, rest = made.get(first, words[first]), words[at]
            if (
                at > before + 1
                and _is_parted(whole, rest)
                and not verticals.part(whole, rest)
                and (rest.cell >= 0 or not (_begins_column(rest, words) or _ends_column(whole, words)))
            ):
                run = whole.run and rest.run
                if whole.run and rest.run:
                    run = rest.run._replace(begins=whole.run.begins, marked=whole.run.marked)
                made[first] = replace(rest, text=whole.text + rest.text, x0=whole.x0, run=run)
                gone.add(at)
            else:
                first = at
    if not gone:
        return words
    return tuple(made.get(at, word) for at, word in enumerate(words) if at not in gone)


def _begins_column(word: Word, words: Iterable[Word]) -> bool:
    """Say whether a word begins just where words of other lines do: the text of a column of its own."""
    x0 = round(word.x0, 1)
    return len({other.top for other in words if round(other.x0, 1) == x0}) > _FEW


def _ends_column(word: Word, words: Iterable[Word]) -> bool:
    """Say whether a word ends just where words of other lines do: those of a column set at the right."""
    x1 = round(word.x1, 1)
    return len({other.text for other in words if round(other.x1, 1) == x1} - {word.text}) > _FEW


def _is_parted(word: Word, rest: Word) -> bool:
    """Say whether a word goes on in another: they touch, and small letters or the file's tags tell it."""
    height = word.height
    letters = word.text[-1].isalpha() and rest.text[0].islower()
    return (
        -KERNED * height <= rest.x0 - word.x1 <= TOUCH * height
        and word.bold == rest.bold
        and word.cell == rest.cell
        and (letters or word.cell >= 0)
    )


def _where_told(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return the words; where wrapped texts do not end in spaces, or all texts do, none is said to hang."""
    if not any(word.run and word.run.hangs for word in words):
        return words
    runs = _runs(words)
    wraps = _wraps_hang(runs)
    numbers = _numbers_hang(runs)
    if (wraps is not False and numbers is False) or (wraps and numbers is None):
        return words
    return tuple(replace(word, run=word.run and word.run._replace(hangs=False)) for word in words)


def _numbers_hang(runs: Iterable[tuple[Word, Word]]) -> bool | None:
    """Say whether numbers that stand alone, which never wrap, end in spaces as well, None without any."""
    alone = [last.run.hangs for first, last in runs if first is last and last.run and last.text.isdecimal()]
    return sum(alone) > _MOST_HANGING * len(alone) if alone else None


def _wraps_hang(runs: Iterable[tuple[Word, Word]]) -> bool | None:
    """Say whether most lines that go on with a small letter right below them end in a space.

    A line that fills its column leaves no room for one. None where there is no line to tell it.
    """
    places: dict[int, list[tuple[Word, Word]]] = defaultdict(list)
    for first, last in runs:
        places[round(first.x0)].append((first, last))
    wrapped: list[bool] = []
    for column in places.values():
        full = max(last.x1 for _, last in column)
        for (first, last), (below, _) in pairwise(sorted(column, key=lambda run: run[0].top)):
            right_below = below.top - first.top < _NEXT * first.height
            goes_on = below.text[0].islower() and _LISTED.fullmatch(below.text) is None
            room = (last.run is not None and last.run.hangs) or last.x1 < full - _ROOM * first.height
            if last.run and right_below and goes_on and room and len(last.text) > 1:
                wrapped.append(last.run.hangs)
    return sum(wrapped) > _LEAST_WRAPPED * len(wrapped) if wrapped else None


def _runs(words: Iterable[Word]) -> list[tuple[Word, Word]]:
    """Return the first and the last word of each run of text."""
    ends: dict[int, tuple[Word, Word]] = {}
    for word in words:
        if word.run:
            first, _ = ends.get(word.run.number, (word, word))
            ends[word.run.number] = (first, word)
    return list(ends.values())


def _words(glyphs: Iterable[Glyph | None], verticals: _Verticals) -> Iterator[Word]:
    """Join characters to words; drop raised small marks that would read as digits of the number before."""
    run: list[Glyph] = []
    spaced = False
    number = 0
    begins: Link | None = None
    for glyph in glyphs:
        if glyph is None:
            spaced = True
            continue
        if run and not (not spaced and _goes_on(run[-1], glyph, verticals)):
            if _is_mark(run[-1], glyph):
                continue
            if _ends_word(run[-1], glyph, verticals, spaced=spaced):
                yield _word(run, number, begins, ends=glyph.link == "parted")
                begins = glyph.link
                number += glyph.link != "joined" or glyph.cell != run[-1].cell
                run = []
            elif spaced:
                run.append(Glyph(" ", *_corners(run[-1]), run[-1].angle))
        run.append(glyph)
        spaced = False
    if run:
        yield _word(run, number, begins, ends=True)


def _goes_on(last: Glyph, glyph: Glyph, verticals: _Verticals) -> bool:
    """Say at little cost of most letters that they are of the word before them: upright, level, as high."""
    height = glyph.bottom - glyph.top
    return (
        glyph.top == last.top
        and glyph.bottom == last.bottom
        and height > 0
        and last.x0 + last.width - 0.5 * height <= glyph.x0 <= last.x1 + 0.25 * height
        and not (glyph.angle or last.angle)
        and glyph.link != "parted"
        and glyph.cell == last.cell
        and not verticals.part(last, glyph)
    )


def _ends_word(last: Glyph, glyph: Glyph, verticals: _Verticals, *, spaced: bool) -> bool:
    """Say whether a word ends before a character."""
    if glyph.angle != last.angle or glyph.cell != last.cell or _apart(last, glyph):
        return True
    return glyph.angle == 0 and (spaced or glyph.link == "parted" or verticals.part(last, glyph))


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


def _corners(glyph: Glyph) -> tuple[float, float, float, float]:
    return glyph.x0, glyph.top, glyph.x1, glyph.bottom


def _is_mark(base: Glyph, glyph: Glyph) -> bool:
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


def _apart(left: Glyph, right: Glyph) -> bool:
    """Say whether two characters in reading order stand apart."""
    if left.angle:
        gap = max(left.top - right.bottom, right.top - left.bottom)
        return gap > 0.6 * (left.x1 - left.x0) or min(left.x1, right.x1) < max(left.x0, right.x0)
    size = max(left.height, right.height, 1.0)
    return (
        right.x0 - left.x1 > 0.25 * size
        or right.x0 < left.x0 + left.width - 0.5 * size
        or abs(right.bottom - left.bottom) > 0.5 * size
    )


def _word(run: list[Glyph], number: int, begins: Link | None, *, ends: bool) -> Word:
    first, drawn = run[0], Run(number, begins == "parted", ends, run[-1].hangs, marked=begins == "marked")
    if len(run) == 1:
        edges = (first.x0, first.top, first.x1, first.bottom)
        return Word(first.char, *edges, run=drawn, bold=first.bold, cell=first.cell)
    return Word(
        "".join([glyph.char for glyph in run]),
        min([glyph.x0 for glyph in run]),
        min([glyph.top for glyph in run]),
        max([glyph.x1 for glyph in run]),
        max([glyph.bottom for glyph in run]),
        run=drawn,
        bold=first.bold,
        cell=first.cell,
    )
