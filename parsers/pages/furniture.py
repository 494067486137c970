"""What pages repeat: letterheads, footers and page numbers, which are no part of what a reply says."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from parsers.pages.lines import cut_line, lines_of
from parsers.pages.page import BESIDE
from parsers.pages.row_lines import is_row, only_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from parsers.pages.page import Line, Page, Word

_MARGIN = 0.14
"""Share of a sheet's longer side at its top and bottom where letterheads and footers stand."""
_OUTER = 0.1
"""The same for page numbers."""
_TIGHT = 1.35
"""Line heights: lines of one text stand no further apart."""
_HEAD_GAP = 2.4
_SURE_LETTERS = 4
"""Shorter words are as high as they are wide, whichever way they run."""
_SAME_HEIGHT = 10.0
"""Points by which a line that pages repeat may stand higher on the first of them."""
_HEAD_LINES = 3
"""Lines of a table's head that may stand between the lines of one of its cells."""
_PAGE_NUMBER = re.compile(
    r"page\s*[-–]?\s*\d{1,4}\s*(?:(?:of|/)\s*\d{1,4})?\s*[-–]?|[-–]\s*\d{1,4}\s*[-–]|\d{1,4}\s*of\s*\d{1,4}",
    re.IGNORECASE,
)
_BARE = re.compile(r"\d{1,4}")


@dataclass(frozen=True, slots=True)
class Furniture:
    """What the pages of a document repeat: lines in their margins, each with the page's number left out.

    `first` is the number printed on the first page where pages are numbered with a number alone. `heights`
    are those at which each repeated line stands outside of tables, in points from the top of the page, or
    below nought from its foot.
    """

    repeated: frozenset[str]
    first: int | None
    heights: Mapping[str, Sequence[float]]

    def holds(self, line: Line, page: Page) -> bool:
        """Say whether a line is furniture of its page."""
        if self._stands_there(line, page):
            return True
        if not in_margin(line, page, _OUTER):
            return False
        text = line.text.strip()
        if _PAGE_NUMBER.fullmatch(text):
            return True
        return self.first is not None and text == str(self.first + page.number - 1)

    def lines(self, page: Page, words: Iterable[Word]) -> list[Line]:
        """Return the lines of furniture among some words of a page, from its edges inwards.

        A label that stands on several pages at the edge of a table has other lines of the table beyond it.
        """
        lines = lines_of(words)
        found = [cut_line(line, ()) for line in lines if _runs_along_side(line)]
        found = [line for line in found if self.holds(line, page)]
        upright = _Cut([line for line in lines if not _runs_along_side(line)])
        places = range(len(upright.lines))
        for ordered in (places, places[::-1]):
            outer = [upright[at] for at in takewhile(lambda at: self.holds(upright[at], page), ordered)]
            kept = len(outer)
            while outer and any(
                _goes_on(outer[-1], inner) or _is_over_columns(outer[-1], inner)
                for inner in (upright[at] for at in ordered[len(outer) : kept + _HEAD_LINES])
            ):
                outer.pop()
            while outer and _is_over_values(outer[-1], (upright[at] for at in ordered[len(outer) :])):
                outer.pop()
            inner = [upright[at] for at in ordered[len(outer) : len(outer) + 1]]
            found += outer[: _staggered(outer, inner)]
        return list({id(line): line for line in found}.values())

    def lines_under(self, page: Page, words: Iterable[Word]) -> list[Line]:
        """Return the lines of furniture among the words of a page whose tables may reach over them.

        A table's text may stand beyond such a line, which is known by where it stands on other pages.
        """
        words = list(words)
        found = self.lines(page, words)
        taken = {id(word) for line in found for word in line.words}
        cut = _in_margins([word for word in words if id(word) not in taken], page)
        # Heads of tables stand at one height too, at the top of their pages.
        foot = [line for line in cut if line.middle > page.height / 2]
        return found + [line for line in foot if self._stands_there(line, page)]

    def _stands_there(self, line: Line, page: Page) -> bool:
        return any(
            abs(_height(line, page) - height) < _SAME_HEIGHT
            for key in self.repeated & _keys(line, page)
            for height in self.heights[key]
        )


def find_furniture(pages: Sequence[Page], loose: Sequence[Sequence[Word]]) -> Furniture:
    """Return what stands in the margins of most pages; `loose` are the words of each outside its tables.

    Rows of tables are left alone: a head that a continued table repeats is still its head. A number alone is
    a page's only where the pages count on in it: it may be a figure.
    """
    heights: dict[str, dict[int, float]] = defaultdict(dict)
    again: dict[str, list[float]] = defaultdict(list)
    starts: Counter[int] = Counter()
    for page, words in zip(pages, loose, strict=True):
        lines = _in_margins(words, page)
        for line in lines:
            for key in _keys(line, page):
                if page.number in heights[key]:
                    again[key].append(_height(line, page))
                else:
                    heights[key][page.number] = _height(line, page)
        starts.update(
            {
                int(line.text) - page.number + 1
                for line in lines
                if _BARE.fullmatch(line.text) and in_margin(line, page, _OUTER)
            }
        )
    counts = Counter(
        {key: max(_most_at(at.values(), height) for height in at.values()) for key, at in heights.items()}
    )
    counts.update(_hidden_by_tables(pages, loose, heights))
    least = max(2, 0.5 * len(pages))
    repeated = frozenset(key for key, count in counts.items() if count >= least)
    if repeated:
        repeated -= _in_labels(pages, loose)
    numbered = [start for start, count in starts.items() if count >= least or (len(pages) == 1 == start)]
    return Furniture(
        repeated,
        numbered[0] if len(numbered) == 1 else None,
        {
            key: (
                *heights[key].values(),
                # A page may say the same at its top and its foot; but tables may have one head.
                *(height for height in again[key] if _most_at(again[key], height) >= least),
            )
            for key in repeated
        },
    )


def _height(line: Line, page: Page) -> float:
    """Return where a line stands, from the top or below nought from the foot: pages may lie across."""
    return line.middle if line.middle < page.height / 2 else line.middle - page.height


def _most_at(heights: Iterable[float], height: float) -> int:
    """Return how many lines stand at a height: what stands elsewhere on each page is no furniture."""
    return sum(abs(height - other) < _SAME_HEIGHT for other in heights)


def _hidden_by_tables(
    pages: Sequence[Page], loose: Sequence[Sequence[Word]], heights: Mapping[str, Mapping[int, float]]
) -> Counter[str]:
    """Return on how many more pages a table reaches over a line that others have at that height."""
    found: Counter[str] = Counter()
    for page, words in zip(pages, loose, strict=True):
        if len(words) == len(page.words):
            continue
        lines = _in_margins(page.words, page)
        found.update(
            {
                key
                for line in lines
                for key in _keys(line, page)
                if page.number not in heights.get(key, {page.number: 0.0})
                and _most_at(heights[key].values(), _height(line, page))
            }
        )
    return found


def _in_labels(pages: Sequence[Page], loose: Sequence[Sequence[Word]]) -> set[str]:
    """Return the lines of wrapped labels: they stand beside values or tight to such, off the margins.

    A page may begin with the rest of the same label as another, as it does not with a letterhead.
    """
    found: set[str] = set()
    for page, words in zip(pages, loose, strict=True):
        lines = [cut_line(line, ()) for line in lines_of(words)]
        rows = [number for number, line in enumerate(lines) if is_row(line) or only_values(line)]
        for row in rows:
            found |= {
                lines[number].segments[0].text
                for number in range(max(row - 1, 0), min(row + 2, len(lines)))
                if not in_margin(lines[number], page, _MARGIN)
                and abs(lines[number].middle - lines[row].middle) < _TIGHT * lines[row].height
            }
    return found


class _Cut:
    """Lines of words, cut into segments when they are asked for: most are not."""

    def __init__(self, lines: Sequence[Sequence[Word]]) -> None:
        self.lines = lines
        self._cut: dict[int, Line] = {}

    def __getitem__(self, at: int) -> Line:
        if at not in self._cut:
            self._cut[at] = cut_line(self.lines[at], ())
        return self._cut[at]


def _in_margins(words: Iterable[Word], page: Page) -> list[Line]:
    """Return the lines of some words of a page that may be furniture of it, cut into segments."""
    reach = max(_MARGIN, _OUTER) * max(page.width, page.height)
    return [
        cut_line(line, ())
        for line in lines_of(words)
        if min(middle := sum([word.middle for word in line]) / len(line), page.height - middle) < reach
        or _runs_along_side(line)
    ]


def in_margin(line: Line, page: Page, share: float) -> bool:
    """Say whether a line stands at the edge of its page: beside a turned table, footers stand at its side."""
    # A letterhead is as high on a sheet that lies across.
    reach = share * max(page.width, page.height)
    across, down = (line.x0 + line.x1) / 2, line.middle
    if min(down, page.height - down) < reach:
        return True
    return _runs_along_side(line.words) and min(across, page.width - across) < reach


def _goes_on(outer: Line, inner: Line) -> bool:
    """Say whether a line stands as tight to the next as the lines of one wrapped head do."""
    return any(
        segment.overlap(other.x0, other.x1) > 0 and abs(other.middle - segment.middle) < _TIGHT * outer.height
        for segment in outer.segments
        for other in inner.segments
    )


def _is_over_columns(outer: Line, inner: Line) -> bool:
    """Say whether the texts of a line stand over those of a row below it, as those of heads do."""
    return (
        len(outer.segments) == len(inner.segments) > 1
        and is_row(inner)
        and 0 < inner.middle - outer.middle < _HEAD_GAP * outer.height
        and all(
            upper.overlap(lower.x0, lower.x1) > 0
            for upper, lower in zip(outer.segments, inner.segments, strict=True)
        )
    )


def _is_over_values(outer: Line, below: Iterable[Line]) -> bool:
    """Say whether texts of a line stand over the first values below it, close over their label.

    A label of many lines has its values in its middle or at its end.
    """
    last = outer.middle
    for line in below:
        if not 0 < line.middle - last < _HEAD_GAP * outer.height:
            return False
        last = line.middle
        if line.values:
            heads = [
                next((at for at, head in enumerate(outer.segments) if value.overlap(head.x0, head.x1) > 0), 0)
                for value in line.values
            ]
            return len(heads) > 1 and heads[0] > 0 and heads == sorted(set(heads))
        if line.x1 > outer.segments[-1].x0:
            return False
    return False


def _staggered(outer: Sequence[Line], inner: Sequence[Line]) -> int:
    """Return how many lines stand before those of a head whose texts are set at heights of their own.

    Those stand close to the rows below them, and nearer to one another than lines of one text.
    """
    if not (outer and inner) or abs(inner[0].middle - outer[-1].middle) > _HEAD_GAP * outer[-1].height:
        return len(outer)
    near = (abs(one.middle - other.middle) < BESIDE * one.height for one, other in pairwise(outer))
    return next((at for at, beside in enumerate(near) if beside), len(outer))


def _runs_along_side(words: Sequence[Word]) -> bool:
    """Say whether the words of a line run from bottom to top or from top to bottom."""
    tall = all(word.height > word.x1 - word.x0 and len(word.text) > 1 for word in words)
    return tall and any(len(word.text) >= _SURE_LETTERS for word in words)


def _keys(line: Line, page: Page) -> set[str]:
    """Return a margin's line as it is and with the page's own number left out; nothing for other lines."""
    if not in_margin(line, page, _MARGIN) or is_row(line):
        return set()
    return {line.text, re.sub(rf"(?<!\d){page.number}(?!\d)", "#", line.text, count=1)} - {"#"}
