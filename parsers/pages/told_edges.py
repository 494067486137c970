"""Edges of columns that no rule draws, told by level rules that are drawn cell by cell.

With them rows between level rules are cells like those of a grid that is drawn whole.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from parsers.pages.between_levels import (
    MIDDLE,
    MORE_WHITE,
    Band,
    bands_of_levels,
    runs_of_rows,
    usual_white,
    words_between,
)
from parsers.pages.level_rules import NEAR, beside_one_another, edges_between, levels_of_page, places_of
from parsers.pages.lines import lines_of
from parsers.pages.page import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsers.pages.level_rules import Edge, Level
    from parsers.pages.page import Page, Word

_TIGHT = 1.6
"""Line heights from one line of a row to the next."""
_MOST_WHITE = 1.0
"""Line heights from the only row of a table on its page to the rule below it."""
_OF_ITS_OWN = 2.5
"""Line heights of white over a text that begins a page."""
_BESIDE = 2.0
"""Line heights from a label to a value of its row that is drawn as another table's."""
_MOST_HEADS = 3
_FEW_EDGES = 3
"""Edges of two columns, which a page may have by chance."""
_MOST_TALL = 1.5
"""How much taller than the others the row outside may be."""
_PADDING = 2.0
"""Points from a row to the rule that it lacks."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """All that stands on a page: its words from the top, its upright rules, its levels; and its height."""

    words: Sequence[Word]
    verticals: Sequence[Rule]
    levels: Sequence[Level]
    height: float
    before: Sequence[float]
    """The edges of the columns with which the page before ended."""

    def goes_on_with(self, edges: Sequence[Edge]) -> bool:
        """Say whether a table stands in the columns with which the page before ended, and in no others."""
        return self.goes_on_at(places_of(edge.x for edge in edges))

    def goes_on_at(self, places: Sequence[float]) -> bool:
        """Say whether places are the edges of the columns with which the page before ended."""
        return len(places) == len(self.before) > _FEW_EDGES and all(
            abs(one - other) <= NEAR for one, other in zip(places, self.before, strict=True)
        )


def columns_at_foot(page: Page) -> list[float]:
    """Return the edges of the columns that reach down furthest on a page."""
    end = max((rule.end for rule in page.verticals), default=0.0)
    return places_of(rule.at for rule in page.verticals if rule.end >= end - NEAR)


def with_edges_told(page: Page, before: Sequence[float] = ()) -> Page:
    """Return the page with a rule for each edge of cells that only the pieces of level rules tell.

    `before` are the edges of the columns with which the page before ended: what stands in the same ones is no
    head over others, and no list that no rule parts.
    """
    levels = levels_of_page(page)
    if not any(level.in_pieces for level in levels):
        return page
    words = sorted(page.words, key=MIDDLE)
    told = tuple(_told(levels, _Setting(words, page.verticals, levels, page.height, before)))
    return replace(page, rules=(*page.rules, *told)) if told else page


def _told(levels: Sequence[Level], page: _Setting) -> Iterator[Rule]:
    """Yield the edges that levels tell: table by table, beside and below one another.

    Where a file draws some edges it draws all that it means to.
    """
    for table in beside_one_another(levels):
        edges = edges_between(table)
        runs = runs_of_rows(table, edges, page.words, parted=page.goes_on_with(edges))
        if [len(run) for run in runs] != [len(table)]:
            for run in runs:
                yield from _told(run, page)
        elif (
            len(table) > 1
            and any(level.in_pieces for level in table)
            and not any(_is_within(rule, table) for rule in page.verticals)
        ):
            yield from _rules_of(table, edges, page)
        elif len(table) == 1 and table[0].in_pieces and page.goes_on_at(places_of(table[0].ends)):
            row = _row_over(table[0], _outside(table[0], page, above=True), _MOST_WHITE, goes_on=False)
            yield from _rules_outside(row, table[0], page.height)


def _rules_of(levels: Sequence[Level], edges: Sequence[Edge], page: _Setting) -> Iterator[Rule]:
    """Yield the edges of one table, and those of the rows that the ends of a page leave outside."""
    bands = bands_of_levels(levels, edges, page.words)
    known = page.goes_on_with(edges)
    may_be_heads = (len(bands) == 1 and bands[0].is_head and not bands[0].begins_level) or _may_merge_heads(
        levels, bands
    )
    if _begins_before(levels, edges) or (may_be_heads and not known) or _has_labels_beside(levels, page):
        return
    for edge in edges:
        beside = bands[edge.upper : edge.lower]
        if not (len(beside) == 1 and beside[0].is_section and beside[0].is_crossed_at(edge.x)):
            yield Rule("v", edge.x, levels[edge.upper].at, levels[edge.lower].at)
    if len(bands) > 1 or not bands[0].is_head or known:
        tallest = max(lower.at - upper.at for upper, lower in pairwise(levels))
        if known:
            first, rest = _with_label_from_before(levels, edges)
            levels = [first, *levels[1:]]
            yield from rest
        most = (usual_white(bands, levels) or 0.0) + MORE_WHITE
        over, under = _outside(levels[0], page, above=True), _outside(levels[-1], page, above=False)
        goes_on = not bands[0].is_head or ((known or _is_list(bands)) and _begins_small(over))
        row = _row_over(levels[0], over, most, goes_on=goes_on)
        # The rows of the page before may be of any height.
        yield from _rules_outside(row, levels[0], float("inf") if known else tallest)
        yield from _rules_outside(_row_under(levels[-1], under, most), levels[-1], tallest)


def _is_list(bands: Sequence[Band]) -> bool:
    """Say whether rows hold no counts: then the first of them may look like a head."""
    return len(bands) > _MOST_HEADS and not any(band.has_counts for band in bands)


def _begins_small(words: Sequence[Word]) -> bool:
    """Say whether the last text of some words, but for what stands beside it, begins with a small letter."""
    lines = lines_of(words)
    return bool(lines) and all(not line[0].text[:1].isupper() for line in lines[-1:])


def _rules_outside(row: Sequence[Word], level: Level, tallest: float) -> Iterator[Rule]:
    """Yield the edges of a row over or under a level, unless it is much higher than the `tallest` inside."""
    if not row:
        return
    top, bottom = min(word.top for word in row), max(word.bottom for word in row)
    if bottom - top > _MOST_TALL * tallest:
        return
    at = top - _PADDING if top < level.at else bottom + _PADDING
    places = places_of(level.ends)
    yield Rule("h", at, places[0], places[-1])
    for x in places:
        yield Rule("v", x, min(at, level.at), max(at, level.at))


def _begins_before(levels: Sequence[Level], edges: Sequence[Edge]) -> bool:
    """Say whether a label beside several rows, at the left, begins on the page before."""
    outer = min(level.left for level in levels)
    return not any(abs(edge.x - outer) <= NEAR for edge in edges)


def _with_label_from_before(levels: Sequence[Level], edges: Sequence[Edge]) -> tuple[Level, list[Rule]]:
    """Return the first level with what a label beside several rows, begun on the page before, leaves out.

    With it comes the edge at the left of the label, which the levels tell from its end on.
    """
    first, outer = levels[0], min(level.left for level in levels)
    begins = min((edge.upper for edge in edges if abs(edge.x - outer) <= NEAR), default=0)
    if not begins:
        return first, []
    edge = Rule("v", outer, first.at, levels[begins].at)
    return replace(first, pieces=((outer, first.left), *first.pieces)), [edge]


def _may_merge_heads(levels: Sequence[Level], bands: Sequence[Band]) -> bool:
    """Say whether a head over others leaves cells blank, or runs over edges: browsers draw some heads so.

    Lists of crimes have no counts that heads could stand over.
    """
    if _is_list(bands):
        return False
    for (upper, lower), band, below in zip(pairwise(levels[:-1]), bands[:-1], bands[1:], strict=True):
        cells = band.cells
        if not band.is_row:
            return True
        if not below.is_head or band.has_counts or 2 * sum(map(bool, cells)) > len(cells) + 1:
            return False
        blank = [
            (left + right) / 2
            for (left, right), inside in islice(zip(pairwise(band.edges), cells, strict=True), 1, None)
            if not inside
        ]
        if any(upper.crosses(x) and lower.crosses(x) for x in blank):
            return True
    return False


def _has_labels_beside(levels: Sequence[Level], page: _Setting) -> bool:
    """Say whether words stand right at the left of a table: labels over whose column no piece is drawn."""
    left = min(level.left for level in levels)
    covered = [piece for level in page.levels for piece in level.pieces]
    return any(
        left - _BESIDE * word.height < word.x1 < left + NEAR
        and not any(start <= word.centre <= end < left + NEAR for start, end in covered)
        for word in words_between(page.words, levels[0].at, levels[-1].at)
    )


def _outside(level: Level, page: _Setting, *, above: bool) -> list[Word]:
    """Return the words over or under a level, up to the next one there."""
    left, right = level.left, level.right
    others = [
        other.at for other in page.levels if any(start < right and left < end for start, end in other.pieces)
    ]
    top = max((at for at in others if at < level.at), default=0.0) if above else level.at
    bottom = level.at if above else min((at for at in others if at > level.at), default=float("inf"))
    return [word for word in words_between(page.words, top, bottom) if left < word.x1 and word.x0 < right]


def _row_over(level: Level, words: Sequence[Word], most: float, *, goes_on: bool) -> list[Word]:
    """Return those of the words over the first level that are a row right over it: `most` line heights.

    A table that `goes_on` from the page before may begin with the rest of a label alone.
    """
    row: list[Word] = []
    limit = level.at
    for line in reversed(lines_of(words)):
        white = (limit - max(word.bottom for word in line)) / line[0].height
        if white > (_TIGHT if row else most):
            goes_on = goes_on and white > _OF_ITS_OWN
            break
        row += line
        limit = min(word.top for word in line)
    return row if _is_whole_row(row, level) or (goes_on and _is_row(row, level)) else []


def _row_under(level: Level, words: Sequence[Word], most: float) -> list[Word]:
    """Return those of the words under the last level that are a row right under it."""
    row: list[Word] = []
    limit = level.at
    for line in lines_of(words):
        if min(word.top for word in line) - limit > (_TIGHT if row else most) * line[0].height:
            break
        row += line
        limit = max(word.bottom for word in line)
    return row if _is_whole_row(row, level) else []


def _is_whole_row(words: Sequence[Word], level: Level) -> bool:
    """Say whether words right outside of a table are a row of it, with texts in several cells."""
    return _is_row(words, level) and not Band(places_of(level.ends), words).is_one_text


def _is_row(words: Sequence[Word], level: Level) -> bool:
    return bool(words) and Band(places_of(level.ends), words).is_row


def _is_within(rule: Rule, levels: Sequence[Level]) -> bool:
    """Say whether an upright rule stands between the levels of a table."""
    left, right = min(level.left for level in levels), max(level.right for level in levels)
    across = left - NEAR <= rule.at <= right + NEAR
    return across and min(rule.end, levels[-1].at) - max(rule.start, levels[0].at) > NEAR
