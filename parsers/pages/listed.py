"""Lists on pages: a row for each crime, or for each combination with its count, over many pages.

A list has a mark in every row (`marks`): its date, its period, its running number. The marks of one column,
page after page, say where the list stands; white strips down all of its pages part its columns
(`list_columns`); what stands between the marks is parted into rows (`list_rows`). What cannot be parted in
one way alone is handed on with its doubt.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from parsers.pages.columns import merged
from parsers.pages.lines import lines_of
from parsers.pages.list_chains import chains_of, with_cut_marks, with_first_row
from parsers.pages.list_columns import Evidence, ListColumns, columns_of
from parsers.pages.list_parting import Part, chosen_parting
from parsers.pages.list_rows import Sheet, pitch_of
from parsers.pages.list_table import table_of
from parsers.pages.row_rules import levels_of
from parsers.vocabulary.periods import read_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from parsers.pages.list_chains import Stretch
    from parsers.pages.list_rows import Parting
    from parsers.pages.marks import Stack
    from parsers.pages.page import Page, Segment, Word
    from parsers.pages.ruled import PageTable

_HEAD_GAP = 13.0
"""Line pitches between the first mark and its head: as many lines as a row may have above its mark."""
_TIGHT = 1.12
_LOOSE = 2.2
"""Line pitches to the rest of a row that the page before began, where rows stand no further apart."""
_HAIR = 0.05
"""Line pitches by which equal distances differ."""
_HALF = 0.6
_NEAR = 0.3
_EDGE = 3.0
"""Points by which a mark may begin outside its box."""
_SPACE = 0.4
"""Line pitches: words of a sentence stand no further apart."""
_WIDE = 0.6
"""Share of a list's width: a wider text over it is its title."""


def find_lists(
    pages: Sequence[Page], loose: Sequence[Sequence[Word]], heads: Sequence[Sequence[PageTable]]
) -> list[list[PageTable]]:
    """Return the parts of lists on each page.

    `loose` are the words of each page that no drawn table holds, `heads` the heads that are drawn on it.
    """
    found: list[list[PageTable]] = [[] for _ in pages]
    for found_chain in chains_of(loose):
        chain = with_cut_marks(found_chain, loose)
        for some in (chain, with_first_row(chain, loose)):
            edges = _edges_over(some[0].stack, heads[some[0].page])
            tables = list(_tables(some, pages, loose, edges))
            for stretch, table in tables:
                found[stretch.page].append(table)
            if tables:
                break
    return found


def _edges_over(stack: Stack, heads: Sequence[PageTable]) -> Sequence[float]:
    """Return the columns' edges of the head in boxes that is drawn next above a stack, none without one."""
    over = [
        head
        for head in heads
        if head.box.bottom < stack.top and head.box.x0 <= stack.x0 + _EDGE and stack.x1 <= head.box.x1
    ]
    return max(over, key=lambda head: head.box.bottom).columns if over else ()


def _tables(
    chain: Sequence[Stretch],
    pages: Sequence[Page],
    loose: Sequence[Sequence[Word]],
    edges: Sequence[float],
) -> Iterator[tuple[Stretch, PageTable]]:
    """Yield a chain's tables, none where it is no list or has no head."""
    height = median(word.height for stretch in chain for word in loose[stretch.page])
    cores = [_between(loose[each.page], each.stack.top, each.stack.bottom, height) for each in chain]
    first = chain[0]
    over = _between(loose[first.page], first.stack.top - 6 * height, first.stack.top - height, 0.0)
    marked = (min(each.stack.x0 for each in chain), max(each.stack.x1 for each in chain))
    beside = merged(((stack.x0, stack.x1) for each in chain for stack in each.beside), 0.0)
    columns = columns_of(cores, Evidence(marked, beside, _head_runs(over, cores), edges))
    if columns is None:
        return
    column = columns.at(sum(marked) / 2)
    if not columns.are_of_list([each.stack for each in chain], column):
        return
    pitch = pitch_of(columns.cores, height)
    cut = frozenset(id(word) for each in chain for word in each.cut)
    reader = _Reader(columns, pitch, column, _row_gap(cores, chain, pitch), cut)
    head = reader.head_over(pages[first.page], loose[first.page], first.stack)
    if head is None:
        return
    for each in chain[1:]:
        again = reader.head_over(pages[each.page], loose[each.page], each.stack)
        if again is not None and head.text.endswith(f" {again.text}"):
            # The lines that are not printed again are the list's title.
            head = replace(again, first=head.last - (again.last - again.first), last=head.last)
    parts = [reader.part(pages[first.page], loose[first.page], first.stack, head, last=len(chain) == 1)]
    heads = _head_lines(parts[0], chosen_parting(parts, columns, pitch)[0])
    if not _is_head(heads, pitch):
        return
    middles = [line.middle for column in heads for line in column]
    head = replace(head, above=head.first - min(middles), below=max(middles) - head.first)
    for each in chain[1:]:
        last = each is chain[-1]
        parts.append(reader.later_part(pages[each.page], loose[each.page], each.stack, head, last=last))
    partings = chosen_parting(parts, columns, pitch)
    for stretch, part, parting in zip(chain, parts, partings, strict=True):
        yield stretch, table_of(part, parting, columns)


def _between(words: Iterable[Word], top: float, bottom: float, height: float) -> list[Word]:
    return [word for word in words if top - _HALF * height <= word.middle <= bottom + _HALF * height]


def _row_gap(cores: Sequence[Sequence[Word]], chain: Sequence[Stretch], pitch: float) -> float:
    """Return how far the last line of a row and the first of the next stand apart, at least.

    Between two marks the rows part at the widest white. Rows of one line do not count: no page cuts them.
    """
    gaps: list[float] = []
    for core, each in zip(cores, chain, strict=True):
        heights = sorted({word.middle for word in core})
        for upper, lower in pairwise(each.stack.marks):
            inside = [at for at in heights if upper.first <= at <= lower.last]
            steps = [below - above for above, below in pairwise(inside)]
            if any(abs(step - pitch) <= (_TIGHT - 1) * pitch for step in steps):
                gaps.append(max(steps))
    return min(gaps, default=pitch)


def _head_runs(over: Sequence[Word], cores: Sequence[Sequence[Word]]) -> list[list[Word]]:
    """Return the texts over a list that are no running text or title: they leave white between columns."""
    words = [word for core in cores for word in core]
    wide = max(word.x1 for word in words) - min(word.x0 for word in words)
    kept: list[list[Word]] = []
    for line in lines_of(over):
        runs = [[line[0]]]
        for word in line[1:]:
            if word.x0 - runs[-1][-1].x1 > _HALF * word.height:
                runs.append([word])
            else:
                runs[-1].append(word)
        kept += [run for run in runs if run[-1].x1 - run[0].x0 < _WIDE * wide]
    return kept


@dataclass(frozen=True, slots=True)
class _Head:
    """The head of the marks' column: the middles of its first and last line, and its words.

    `above` and `below` say how far the lines of all heads stand from its first one.
    """

    first: float
    last: float
    text: str
    above: float = 0.0
    below: float = 0.0


def _head_lines(part: Part, parting: Parting) -> list[list[Segment]]:
    """Return the lines of the head of each column, as a first page was parted."""
    return [[line for line in column if parting.row_of(line.middle) == 0] for column in part.sheet.columns]


def _is_head(heads: Sequence[Sequence[Segment]], pitch: float) -> bool:
    """Say whether columns have heads, and these are no words of one sentence."""
    if sum(not column for column in heads) > 1:
        return False
    gaps = [
        other.x0 - line.x1
        for left, right in pairwise(heads)
        for line in left
        for other in right
        if abs(line.middle - other.middle) < _NEAR * pitch
    ]
    return sum(gap <= _SPACE * pitch for gap in gaps) <= 0.5 * len(gaps)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the pages of one list: its columns, the pitch of its lines, and the column of its marks."""

    columns: ListColumns
    pitch: float
    marked: int
    row_gap: float
    """How far the lines of two rows stand apart, at least."""
    cut: frozenset[int]
    """The words, by their ids, of marks that the ends of pages cut."""

    def head_over(self, page: Page, words: Sequence[Word], stack: Stack) -> _Head | None:
        """Return what stands over the marks of a page in their column."""
        lines = [
            line
            for line in self.columns.lines(
                [word for word in words if word.middle < stack.top - self.pitch / 2]
            )[self.marked]
            if stack.top - line.middle <= _HEAD_GAP * self.pitch
        ]
        if not lines or read_period(lines[-1].text) is not None:
            # What stands over the marks is a row of another table.
            return None
        levels = self._levels(page)
        block: list[Segment] = [lines.pop()]
        while lines and block[0].middle - lines[-1].middle <= _TIGHT * self.pitch:
            if any(lines[-1].middle < level < block[0].middle for level in levels):
                break
            block.insert(0, lines.pop())
        return _Head(block[0].middle, block[-1].middle, " ".join(line.text for line in block))

    def part(self, page: Page, words: Sequence[Word], stack: Stack, head: _Head, *, last: bool) -> Part:
        """Return what the first page holds of the list, its head among the rows."""
        top, bottom = self._top(words, head.first, _TIGHT), self._bottom(words, stack.bottom)
        inside = [word for word in words if top <= word.middle <= bottom]
        marks = [(head.first, head.last), *((mark.first, mark.last) for mark in stack.marks)]
        return Part(self._sheet(page, inside, marks, first=True, last=last), tuple(inside))

    def later_part(self, page: Page, words: Sequence[Word], stack: Stack, head: _Head, *, last: bool) -> Part:
        """Return what a later page holds of the list; a head printed again stands by itself."""
        again = self.head_over(page, words, stack)
        heads: list[Word] = []
        begin = float("-inf")
        if again is not None and again.text == head.text:
            begin = again.first + head.below + _NEAR * self.pitch
            end = again.first - head.above - _NEAR * self.pitch
            heads = [word for word in words if end <= word.middle <= begin]
            words = [word for word in words if word.middle > begin]
        loose = max(_LOOSE, self.row_gap / self.pitch + _HAIR)
        top, bottom = self._top(words, stack.top, loose), self._bottom(words, stack.bottom)
        inside = [word for word in words if top <= word.middle <= bottom]
        marks = [(mark.first, mark.last) for mark in stack.marks]
        sheet = self._sheet(page, inside, marks, first=False, last=last)
        return Part(sheet, (*heads, *inside), self.columns.lines(heads) if heads else ())

    def _sheet(
        self,
        page: Page,
        inside: Sequence[Word],
        marks: Sequence[tuple[float, float]],
        *,
        first: bool,
        last: bool,
    ) -> Sheet:
        columns, levels = self.columns.lines(inside), tuple(self._levels(page))
        return Sheet(tuple(marks), columns, levels, headed=first, opens=first, closes=last)

    def _levels(self, page: Page) -> list[float]:
        """Return the heights at which rules run over the list."""
        horizontals = [rule for rule in page.rules if rule.orientation == "h"]
        left, right = self.columns.spans[0][0], self.columns.spans[-1][1]
        return levels_of(horizontals, left, right, self.pitch)

    def _top(self, words: Sequence[Word], y: float, most: float) -> float:
        """Return where the list begins on a page: above its head, or where a row of the page before ends."""
        top = y - self.pitch / 2
        above = [word for word in words if word.middle < top]
        # The first line of a row may stand a little above its mark.
        y = min((word.middle for word in words if top <= word.middle < y), default=y)
        for line in reversed(lines_of(above)):
            middle = sum(word.middle for word in line) / len(line)
            if y - middle > most * self.pitch or not self._is_of_row(line):
                break
            if y - middle > _TIGHT * self.pitch:
                # Above it stands the rest of a row that the page before began.
                most = min(most, _LOOSE)
            y, top = middle, min(word.middle for word in line) - 0.1
        return top

    def _bottom(self, words: Sequence[Word], y: float) -> float:
        """Return where the list ends on a page: below the last line of the last row."""
        bottom = y + self.pitch / 4
        for line in lines_of(word for word in words if word.middle > bottom):
            middle = sum(word.middle for word in line) / len(line)
            if middle - y > _TIGHT * self.pitch or not self._is_of_row(line):
                break
            y, bottom = middle, max(word.middle for word in line) + 0.1
        return bottom

    def _is_of_row(self, line: Sequence[Word]) -> bool:
        """Say whether a line may be of a row beside its mark: in columns other than that of the marks."""
        beside = all(self.columns.at(word.centre) != self.marked or id(word) in self.cut for word in line)
        return beside and not self.columns.crosses(line)
