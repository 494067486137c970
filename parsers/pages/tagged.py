"""Tables that a file tells itself by structure tags, where what its pages show agrees.

Tags say which text is of which cell, over pages too; where it stands says whether that can be: columns stand
beside one another and rows below one another, nothing else stands among them, no rule runs through a cell. A
table of which any page says otherwise is left to the geometric reading, as if it had no tags.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from parsers.document import GOES_ON, Box
from parsers.pages.page import hull, segment_of
from parsers.pages.ruled import GridCell, PageTable, holds_several_values
from parsers.pages.tagged_edges import DisagreeError, edges_of
from parsers.pages.tagged_grid import grid_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from parsers.pages.page import Page, Word
    from parsers.pages.tagged_grid import CellAt, Grid, Place
    from parsers.pages.tags import Path, TaggedTable

_NEAR = 1.0
"""Points by which texts of neighbouring columns may overlap."""
_LEVEL = 0.35
"""Line heights by which texts of neighbouring rows may overlap: lines are higher than their letters."""
_BESIDE = 1.0
"""Line heights beside a table in which no other word stands."""
_SHEET = 100_000.0
"""Points from one page to the next, where the lines of a text are put in order that stand on several."""
_HALVES = 2
"""Pages that a row may stand on."""
_LIST = 3
"""Columns: fewer with no count in them are a form or a letter's, not data."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What one page shows of a table: the words of its cells by their numbers."""

    at: int
    page: Page
    table: TaggedTable
    words: Mapping[int, Sequence[Word]]


@dataclass(slots=True)
class _Whole:
    """A table with the words of its cells, page by page."""

    grid: Grid
    words: dict[Place, dict[int, list[Word]]] = field(default_factory=dict)
    rows: dict[int, list[int]] = field(default_factory=dict)
    """Which rows each page shows."""
    heads: frozenset[int] = frozenset()
    """Rows that more than one page shows alike."""


def find_tagged(pages: Sequence[Page]) -> list[list[PageTable]]:
    """Return the tables of each page that its tags tell and its words and rules confirm, in order."""
    found: list[list[PageTable]] = [[] for _ in pages]
    shown: dict[Path, list[_Shown]] = defaultdict(list)
    for at, page in enumerate(pages):
        if page.tags is None:
            continue
        words: dict[int, list[Word]] = defaultdict(list)
        for word in page.words:
            words[word.cell].append(word)
        for table in page.tags.tables:
            shown[table.path].append(_Shown(at, page, table, words))
    for path, parts in shown.items():
        try:
            tables = _tables_of(path, parts)
        except DisagreeError:
            continue
        for part, made in zip(parts, tables, strict=True):
            if made is not None:
                found[part.at].append(made)
    return [sorted(tables, key=lambda table: (table.box.top, table.box.x0)) for tables in found]


def without_tagged(page: Page, tables: Sequence[PageTable]) -> Page:
    """Return a page without the words of some tables and without the rules among these."""
    if not tables:
        return page
    taken = {
        id(word)
        for table in tables
        for cell in table.cells
        for word in (cell.words if cell.here is None else cell.here)
    }
    boxes = [table.box for table in tables]
    return replace(
        page,
        words=tuple(word for word in page.words if id(word) not in taken),
        rules=tuple(
            rule
            for rule in page.rules
            if not any(
                (box.top <= rule.at <= box.bottom and box.x0 <= (rule.start + rule.end) / 2 <= box.x1)
                if rule.orientation == "h"
                else (box.x0 <= rule.at <= box.x1 and box.top <= (rule.start + rule.end) / 2 <= box.bottom)
                for box in boxes
            )
        ),
    )


def _tables_of(path: Path, parts: Sequence[_Shown]) -> list[PageTable | None]:
    """Return what each page shows of a table; none that shows no row of it.

    Raises:
        DisagreeError: where tags and pages do not agree, or the table holds no data.
    """
    if not all(part.table.sound for part in parts):
        raise DisagreeError
    words: dict[CellAt, dict[int, list[Word]]] = defaultdict(dict)
    for at, part in enumerate(parts):
        for row, cells in part.table.rows.items():
            for number, cell in cells.cells.items():
                some = part.words.get(cell.number)
                if some:
                    words[row, number].setdefault(at, []).extend(some)
    ends = {
        cell: (
            min(word.x0 for some in pages.values() for word in some),
            max(word.x1 for some in pages.values() for word in some),
        )
        for cell, pages in words.items()
    }
    grid = grid_of([part.table for part in parts], ends)
    if grid is None:
        raise DisagreeError
    whole = _Whole(grid, {grid.places[cell]: pages for cell, pages in words.items()})
    if not _is_data(whole):
        raise DisagreeError
    _put_rows_on_pages(whole, len(parts))
    edges = edges_of(whole.words, whole.grid.width)
    return [_on_page(path, whole, edges, at, part.page) for at, part in enumerate(parts)]


def _is_data(whole: _Whole) -> bool:
    """Say whether a table has several rows and columns and counts among them, or is as wide as a list."""
    grid = whole.grid
    if grid.height < 2 or grid.width < 2 or not whole.words:
        return False
    if grid.width >= _LIST:
        return True
    texts = [
        segment_of(words) for place, pages in whole.words.items() for words in pages.values() if place.column
    ]
    return any(text.is_value and not text.is_year for text in texts)


def _put_rows_on_pages(whole: _Whole, pages: int) -> None:
    """Note which rows each page shows.

    Raises:
        DisagreeError: where rows stand on pages in another order than theirs.
    """
    texts: dict[int, dict[int, list[tuple[int, str]]]] = defaultdict(lambda: defaultdict(list))
    beside: dict[int, set[int]] = defaultdict(set)
    for place, words in whole.words.items():
        for at, some in words.items():
            texts[place.row][at].append((place.column, " ".join(word.text for word in some)))
            if place.row_span == 1:
                beside[place.row].add(at)
    # A label beside several rows may stand in the middle of them, or at their end.
    on = [sorted(beside[row] or texts[row]) for row in range(whole.grid.height)]
    whole.heads = frozenset(
        row
        for row, ats in enumerate(on)
        if len(ats) > 1 and len({tuple(sorted(texts[row][at])) for at in ats}) == 1
    )
    last = -1
    for row, ats in enumerate(on):
        # Blank rows say nothing, and may be no rows.
        if ats and row not in whole.heads:
            if ats[0] < last or len(ats) > _HALVES or ats[-1] > ats[0] + 1:
                raise DisagreeError
            last = ats[-1]
    whole.rows = {at: [row for row, ats in enumerate(on) if at in ats] for at in range(pages)}


def _on_page(path: Path, whole: _Whole, edges: Sequence[float], at: int, page: Page) -> PageTable | None:
    """Return what a page shows of a table.

    Raises:
        DisagreeError: where its rows do not stand below one another, or other things stand among them.
    """
    rows = whole.rows[at]
    own = [(place, pages[at]) for place, pages in whole.words.items() if at in pages]
    if not rows or not own:
        return None
    levels = _levels(rows, own, edges)
    box = hull(word for _, words in own for word in words)
    _check_alone(page, box, {id(word) for _, words in own for word in words})
    _check_rules(page, own)
    verticals = page.verticals
    cells: list[GridCell] = []
    for place in sorted(whole.grid.places.values()):
        covered = [number for number, row in enumerate(rows) if place.row <= row < place.row + place.row_span]
        if not covered:
            continue
        words, doubt = _words_of(whole, place, at, rows)
        here = tuple(whole.words.get(place, {}).get(at, ()))
        if words and place.row_span == 1 and holds_several_values(words, verticals):
            raise DisagreeError
        first, last = covered[0], covered[-1]
        right = edges[place.column + place.column_span]
        area = Box(edges[place.column], levels[first], right, levels[last + 1])
        cells.append(
            GridCell(
                first,
                place.column,
                len(covered),
                place.column_span,
                area,
                words,
                doubt,
                None if words == here else here,
            )
        )
    cells.sort(key=lambda cell: (cell.row, cell.column))
    repeated = sum(row in whole.heads for row in rows) if at else 0
    return PageTable(
        Box(edges[0], box.top, edges[-1], box.bottom),
        len(rows),
        whole.grid.width,
        tuple(cells),
        tuple(edges),
        ruled=True,
        path=path,
        repeated=repeated,
        cut=repeated < len(rows) and rows[repeated] in whole.rows.get(at - 1, ()),
    )


def _words_of(whole: _Whole, place: Place, at: int, rows: Sequence[int]) -> tuple[tuple[Word, ...], str]:
    """Return the words of a cell on a page, and why they may not be all.

    A label beside rows of several pages is said of those of each. A row that the page cuts goes on overleaf.
    """
    pages = whole.words.get(place, {})
    own = tuple(pages.get(at, ()))
    covers = range(place.row, place.row + place.row_span)
    if all(row in whole.heads for row in covers):
        return own, ""
    if place.row_span == 1:
        return own, GOES_ON if at + 1 in pages and rows[-1] == place.row else ""
    if set(pages) <= {at} and set(covers) <= set(rows) and not _goes_on(whole, covers, at):
        return own, ""
    words = tuple(
        replace(word, top=word.top + page * _SHEET, bottom=word.bottom + page * _SHEET)
        for page, some in sorted(pages.items())
        for word in some
    )
    if words and segment_of(words).is_value:
        # A count beside rows of two pages is one count.
        raise DisagreeError
    return (own if set(pages) == {at} else words), ""


def _goes_on(whole: _Whole, rows: Iterable[int], at: int) -> bool:
    """Say whether another page than one shows any of some rows."""
    return any(row in some for page, some in whole.rows.items() if page != at for row in rows)


def _levels(
    rows: Sequence[int], own: Sequence[tuple[Place, Sequence[Word]]], edges: Sequence[float]
) -> list[float]:
    """Return where a page's rows end, halfway between the texts of neighbours, from the top of the first.

    Raises:
        DisagreeError: where a cell's words stand outside of its rows or columns.
    """
    number_of = {row: number for number, row in enumerate(rows)}
    boxes = [(place, hull(words), max(word.height for word in words)) for place, words in own]
    spans: list[tuple[float, float] | None] = [None] * len(rows)
    for place, box, _ in boxes:
        if place.row_span == 1:
            number = number_of[place.row]
            known = spans[number]
            spans[number] = (
                (min(known[0], box.top), max(known[1], box.bottom)) if known else (box.top, box.bottom)
            )
    level = _LEVEL * min(height for _, _, height in boxes)
    bottoms = [float("-inf")]
    for span in spans:
        if span is not None and span[0] < bottoms[-1] - level:
            raise DisagreeError
        bottoms.append(span[1] if span is not None else bottoms[-1])
    tops = [float("inf")] * (len(rows) + 1)
    for number in range(len(rows) - 1, -1, -1):
        span = spans[number]
        tops[number] = span[0] if span is not None else tops[number + 1]
    for place, box, _ in boxes:
        covered = [number_of[row] for row in range(place.row, place.row + place.row_span) if row in number_of]
        if place.row_span > 1 and (
            not covered or box.top < bottoms[covered[0]] - level or box.bottom > tops[covered[-1] + 1] + level
        ):
            raise DisagreeError
        if place.column_span > 1 and not (
            edges[place.column] - _NEAR <= box.x0
            and box.x1 <= edges[place.column + place.column_span] + _NEAR
        ):
            raise DisagreeError
    over = hull(box for _, box, _ in boxes)
    inner = [
        (max(bottoms[number], over.top) + min(tops[number], over.bottom)) / 2
        for number in range(1, len(rows))
    ]
    return [over.top, *inner, over.bottom]


def _check_alone(page: Page, box: Box, own: set[int]) -> None:
    """Raise an error where a word stands in or right beside the box of a table that is none of its words."""
    for word in page.words:
        if (
            box.top <= word.middle <= box.bottom
            and box.x0 - _BESIDE * word.height <= word.x1
            and word.x0 <= box.x1 + _BESIDE * word.height
            and id(word) not in own
        ):
            raise DisagreeError


def _check_rules(page: Page, own: Sequence[tuple[Place, Sequence[Word]]]) -> None:
    """Raise an error where a rule parts the words of one cell."""
    if not page.rules:
        return
    boxes = [hull(words) for _, words in own if len(words) > 1]
    for rule in page.rules:
        for box in boxes:
            if rule.orientation == "v":
                parted = (
                    box.x0 + _NEAR < rule.at < box.x1 - _NEAR
                    and rule.start <= box.top + _NEAR
                    and box.bottom - _NEAR <= rule.end
                )
            else:
                parted = (
                    box.top + _NEAR < rule.at < box.bottom - _NEAR
                    and rule.start < box.x0 - _NEAR
                    and box.x1 + _NEAR < rule.end
                )
            if parted:
                raise DisagreeError
