"""The running text of a page: its lines as paragraphs, each with its place."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from parsers.document import Passage
from parsers.pages.lines import cut_line, lines_of
from parsers.pages.page import Line
from parsers.pages.row_lines import only_values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.pages.page import Page, Word

_PARAGRAPH_GAP = 1.55
_COLUMN_GAP = 2.5
"""Line heights: text that stands so far apart on one line is no running sentence."""
_COUNTED = re.compile(r"\s[=:–—-]\s*\d[\d ,]*$")
"""How an item of a list ends."""
_NAMED_COUNT = re.compile(r"\w[=:]\s*\d[\d ,]*$")
"""How it may end as well, and a sentence too: two lines in a row that do are items."""
_SLACK = 0.5
"""Line heights that are left free behind a word that has room on its line."""
_SAME_SIZE = 0.06
"""Share of its height by which a line of one paragraph may differ from the next."""


def line_locator(page: Page, line: Line) -> str:
    """Return where a line stands, for a person to find it."""
    box = ",".join(str(round(at)) for at in (line.x0, line.top, line.x1, line.bottom))
    return f"page {page.number} @ {box}"


def paragraphs(page: Page, words: Sequence[Word]) -> list[tuple[float, Passage]]:
    """Return the running text of a page as paragraphs with the heights at which they begin."""
    pieces: list[Line] = []
    for line in lines_of(words):
        pieces += _pieces(cut_line(line, ()))
    right = max((piece.x1 for piece in pieces), default=0.0)
    margin = page.width - min((piece.x0 for piece in pieces), default=0.0)
    groups: list[list[Line]] = []
    for piece in pieces:
        home = next(
            (group for group in reversed(groups[-4:]) if _goes_on(group[-1], piece, right, margin)), None
        )
        if home is None:
            groups.append([piece])
        else:
            home.append(piece)
    return [
        (
            group[0].top,
            Passage(
                " ".join(line.text for line in group),
                line_locator(page, group[0]),
                page.number,
                confidence=_confidence(group),
            ),
        )
        for group in groups
    ]


def _confidence(lines: Sequence[Line]) -> float:
    """Return how sure the reader is of the least sure number in some lines."""
    return min(
        (
            word.confidence
            for line in lines
            for word in line.words
            if any(char.isdigit() for char in word.text)
        ),
        default=1.0,
    )


def _pieces(line: Line) -> list[Line]:
    """Cut a line where text stands in separate columns."""
    runs = [[line.segments[0]]]
    for left, right in pairwise(line.segments):
        if right.x0 - left.x1 > _COLUMN_GAP * line.height:
            runs.append([right])
        else:
            runs[-1].append(right)
    return [Line(tuple(run), line.middle, line.height) for run in runs]


def _goes_on(above: Line, line: Line, right: float, margin: float) -> bool:
    """Say whether a line goes on with the sentence of the line above it."""
    gap = line.middle - above.middle
    near = 0 < gap <= _PARAGRAPH_GAP * max(above.height, line.height)
    full = above.x1 > right - 0.25 * right
    beside = min(above.x1, line.x1) > max(above.x0, line.x0)
    # Notes are printed smaller than the text that they stand below.
    alike = abs(above.height - line.height) <= _SAME_SIZE * above.height
    starts = re.match(r"(?:[•·▪o-]|\(?[a-zA-Z0-9]{1,3}[.)])\s", line.text) is not None
    # After a sentence or a list of numbers that ends where the next word had room, something new begins.
    first = line.segments[0].words[0]
    had_room = above.x1 + first.x1 - first.x0 + _SLACK * line.height < margin
    begins = line.text[:1].isupper() or (line.text[:1].isdigit() and not only_values(line))
    counted = above.text[-1:].isdigit() and begins
    items = all(_NAMED_COUNT.search(each.text) for each in (above, line))
    listed = counted and (had_room or items or _COUNTED.search(above.text) is not None)
    ended = listed or (had_room and above.text.endswith((".", "?", "!")))
    # What a colon announces begins on a line of its own, unless it is the count that had no room on its line.
    announced = above.text.endswith(":") and (had_room or not only_values(line))
    return near and beside and full and alike and not (starts or ended or announced)
