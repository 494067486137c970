"""What stands once in every row of a list: dates, periods and running numbers, one below the other."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Literal

from parsers.often_made import often_made
from parsers.pages.lines import lines_of, told_apart
from parsers.vocabulary.periods import MONTH, read_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from parsers.pages.page import Word

Kind = Literal["period", "number"]

_MOST_WORDS = 8
SPACE = 0.62
"""Line heights: words of one date stand no further apart."""
_WORD_SPACE = 0.4
_LEADING = 1.4
"""Line heights: the second line of a period stands no further below the first."""
GOES_ON = re.compile(r"\(?(?:to|from|until|and|end(?:ing|ed)?|[-–—/&])", re.IGNORECASE)
_HALF = re.compile(rf"q[1-4]|{MONTH}(?:\s*-\s*[a-z]+)?", re.IGNORECASE)
"""What is half a period: its year may stand below it."""
_DAY = re.compile(rf"\d{{1,2}}(?:st|nd|rd|th)? {MONTH}", re.IGNORECASE)
"""A day without its year."""
_MOST_ON_A_PAGE = 10_000
"""Words: a sheet of A3 that is printed full in the smallest type holds fewer."""
_LEVEL = 2.0
"""Points: marks of one column agree so nearly in their left or right ends, or in their middles."""
_TOUCH = 1.0
_LEAST_RUN = 3
"""Numbers that run on; two that do may be counts."""
_NEARER = 0.1
"""Line heights by which distances must differ."""
FARTHEST = 14.0
"""Line heights between the marks of two rows."""
_LAST = 60
"""Marks of a page that those of the next are compared with."""
_BEGINS = re.compile(
    r"[(\['‘]?(?:\d|q[1-4]\b|[cf]?ye?\b|year|quarter|calendar|financial|week|month|"
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,6}\.?")


@often_made(frozen=True, slots=True)
class Mark:
    """A period or a running number, with the middles of its first and its last line."""

    text: str
    kind: Kind
    x0: float
    x1: float
    first: float
    last: float

    @property
    def number(self) -> int:
        """The number that it is."""
        return int(self.text.strip("."))

    def holds(self, word: Word) -> bool:
        """Say whether a word is one of the mark's."""
        level = self.first - _LEVEL <= word.middle <= self.last + _LEVEL
        return level and self.x0 - _TOUCH <= word.x0 and word.x1 <= self.x1 + _TOUCH

    def is_below(self, other: Mark) -> bool:
        """Say whether this is set in the column of another mark."""
        return (
            self.kind == other.kind
            and min(
                abs(self.x0 - other.x0),
                abs(self.x1 - other.x1),
                abs(self.x0 + self.x1 - other.x0 - other.x1) / 2,
            )
            <= _LEVEL
        )


@dataclass(frozen=True, slots=True)
class Stack:
    """Marks of one column from the top, with nothing else in their column between them."""

    marks: tuple[Mark, ...]

    @property
    def x0(self) -> float:
        """Left end."""
        return min(mark.x0 for mark in self.marks)

    @property
    def x1(self) -> float:
        """Right end."""
        return max(mark.x1 for mark in self.marks)

    @property
    def top(self) -> float:
        """The middle of the first mark."""
        return self.marks[0].first

    @property
    def bottom(self) -> float:
        """The middle of the last mark."""
        return self.marks[-1].last

    @property
    def names_rows(self) -> bool:
        """Whether the marks are periods, or numbers that run on: other numbers are counts."""
        if self.marks[0].kind == "period":
            return True
        numbers = [mark.number for mark in self.marks]
        steps = sum(after - before == 1 for before, after in pairwise(numbers))
        return len(numbers) >= _LEAST_RUN and steps >= 0.9 * (len(numbers) - 1)


def goes_on(above: Sequence[Stack], stack: Stack) -> bool:
    """Say whether a stack goes on with those of the pages before, from the first to the last.

    Years may be set at the right and longer periods at the left of one column.
    """
    if not above:
        return False
    last, first = above[-1].marks[-1], stack.marks[0]
    if first.kind != last.kind or (first.kind == "number" and first.number != last.number + 1):
        return False
    own = _places(stack.marks)
    return any(
        mark.is_below(other)
        for each in reversed(above)
        for other in _places(each.marks[-_LAST:])
        for mark in own
    )


def _places(marks: Sequence[Mark]) -> list[Mark]:
    """Return one mark for each place in their column: those of a list are set in a few places only."""
    return list({(mark.x0, mark.x1): mark for mark in marks}.values())


def find_stacks(words: Sequence[Word]) -> list[Stack]:
    """Return the stacks of marks on a page, those with most marks first; none of a page that is no page.

    Each mark is set against every stack, so that words heaped over one another would cost hours.
    """
    if len(words) > _MOST_ON_A_PAGE:
        return []
    ordered = sorted(words, key=lambda word: word.middle)
    heights = [word.middle for word in ordered]
    growing: list[list[Mark]] = []
    for mark in find_marks(words):
        home = next(
            (
                marks
                for marks in reversed(growing)
                if mark.is_below(marks[-1])
                and not _starts_anew(mark, marks)
                and _is_free(marks[-1], mark, ordered, heights)
            ),
            None,
        )
        if home is None:
            growing.append([mark])
        else:
            home.append(mark)
    stacks = _joined([Stack(tuple(marks)) for marks in growing], ordered, heights)
    return sorted(stacks, key=lambda stack: -len(stack.marks))


def _joined(stacks: Iterable[Stack], ordered: Sequence[Word], heights: Sequence[float]) -> list[Stack]:
    """Return stacks of periods that follow one another in a column as one: a year may be set as a number."""
    joined: list[Stack] = []
    usual = median(word.height for word in ordered) if ordered else 0.0
    for stack in sorted(stacks, key=lambda stack: stack.top):
        first = stack.marks[0]
        home = next(
            (
                at
                for at, other in enumerate(joined)
                if first.kind == other.marks[-1].kind == "period"
                and _LEVEL < stack.top - other.bottom <= FARTHEST * usual
                and _is_free(other.marks[-1], first, ordered, heights)
            ),
            None,
        )
        if home is None:
            joined.append(stack)
        else:
            joined[home] = Stack((*joined[home].marks, *stack.marks))
    return joined


def find_marks(words: Iterable[Word]) -> Iterator[Mark]:
    """Yield the periods and whole numbers of a page from the top, each as long as it reads.

    A period may go on in a second line. What stands within a sentence is no mark.
    """
    lines = lines_of(words)
    used: set[int] = set()
    for number, line in enumerate(lines):
        at = 0
        while at < len(line):
            if id(line[at]) in used or not _BEGINS.match(line[at].text):
                at += 1
                continue
            run = _run(line, at)
            count = _longest(run)
            below = _lines_below(run, count, lines[number + 1 : number + 8])
            if below:
                used |= {id(word) for rest in below for word in rest}
                yield _mark([run, *below])
                at += len(run)
            elif count:
                if not _is_spoken(line, at, count):
                    yield _mark([run[:count]])
                at += count
            else:
                at += 1


def _mark(lines: Sequence[Sequence[Word]]) -> Mark:
    words = [word for line in lines for word in line]
    text = " ".join(word.text for word in words)
    first, last = (sum(word.middle for word in line) / len(line) for line in (lines[0], lines[-1]))
    kind: Kind = "number" if read_period(text) is None else "period"
    return Mark(text, kind, min(word.x0 for word in words), max(word.x1 for word in words), first, last)


def _run(line: Sequence[Word], at: int) -> Sequence[Word]:
    """Return the words from `at` on with no more than a space between them."""
    end = at + 1
    while (
        end < min(len(line), at + _MOST_WORDS) and line[end].x0 - line[end - 1].x1 <= SPACE * line[at].height
    ):
        end += 1
    return line[at:end]


def _longest(run: Sequence[Word]) -> int:
    """Return how many words of a run are one period or number, 0 where none are."""
    for count in range(len(run), 0, -1):
        if read_period(" ".join(word.text for word in run[:count])) is not None:
            return count
    return 1 if _NUMBER.fullmatch(run[0].text) else 0


def _lines_below(
    run: Sequence[Word], count: int, below: Sequence[Sequence[Word]]
) -> Sequence[Sequence[Word]]:
    """Return the lines below a run with which it is one period, as those of a narrow cell are.

    So is "1 April 2019 / to 31 March / 2020".
    """
    whole = count == len(run)
    if not whole and not (
        GOES_ON.fullmatch(run[count or -1].text)
        or _HALF.fullmatch(run[0].text)
        or _DAY.fullmatch(" ".join(word.text for word in run))
    ):
        return ()
    text = " ".join(word.text for word in run)
    taken: list[Sequence[Word]] = []
    last = run
    while len(taken) < _MOST_WORDS:
        more = _next_line(last, below)
        if not more or more[0].middle - last[0].middle > _LEADING * last[0].height:
            break
        if whole and not (taken or GOES_ON.fullmatch(more[0].text) or _is_half_alone(run, more, below)):
            break
        for length in range(len(more), 0, -1):
            ends = length == len(more) or not GOES_ON.fullmatch(more[length].text)
            if ends and read_period(" ".join([text, *(each.text for each in more[:length])])) is not None:
                return [*taken, more[:length]]
        text = " ".join([text, *(word.text for word in more)])
        taken.append(more)
        last = more
    return ()


def _next_line(run: Sequence[Word], below: Iterable[Sequence[Word]]) -> Sequence[Word]:
    """Return the words that stand next below a run, from the first that overlaps it."""
    for line in below:
        for at, word in enumerate(line):
            if word.middle > run[0].middle and word.x1 >= run[0].x0 and word.x0 <= run[-1].x1:
                return _run(line, at)
    return ()


def _is_half_alone(year: Sequence[Word], half: Sequence[Word], below: Iterable[Sequence[Word]]) -> bool:
    """Say whether half a period is not one of several below their year: a year or none stands below it.

    It is the one below's where that stands nearer.
    """
    if not _HALF.fullmatch(" ".join(word.text for word in half)):
        return False
    after = _next_line(half, below)
    if not after:
        return True
    nearer = after[0].middle - half[0].middle < half[0].middle - year[0].middle - _NEARER * half[0].height
    return not nearer and not _HALF.match(after[0].text)


def _is_spoken(line: Sequence[Word], at: int, count: int) -> bool:
    """Say whether words stand within a sentence: no more than a space from those on both sides.

    At its end they do where the page tells that it was drawn as one text.
    """
    if not at or _BEGINS.match(line[at - 1].text):
        return False
    near = _WORD_SPACE * line[at].height
    if line[at].x0 - line[at - 1].x1 > near:
        return False
    if at + count >= len(line):
        return told_apart(line[at - 1], line[at]) is False
    return line[at + count].x0 - line[at + count - 1].x1 <= near


def _starts_anew(mark: Mark, marks: Sequence[Mark]) -> bool:
    """Say whether a number is less than the last of numbers that ran on: those of notes below a list."""
    last = marks[-1]
    ran_on = mark.kind == "number" and len(marks) > 1 and last.number == marks[-2].number + 1
    return ran_on and mark.number < last.number


def _is_free(above: Mark, mark: Mark, ordered: Sequence[Word], heights: Sequence[float]) -> bool:
    """Say whether no word stands between two marks, on their own lines or between these."""
    start, end = bisect_left(heights, above.first - _LEVEL), bisect_right(heights, mark.last + _LEVEL)
    left, right = min(above.x0, mark.x0) + _TOUCH, max(above.x1, mark.x1) - _TOUCH
    between = [word for word in ordered[start:end] if word.x0 < right and word.x1 > left]
    return all(above.holds(word) or mark.holds(word) for word in between)
