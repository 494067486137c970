"""Tables that go on over a page become one table again.

A table goes on where nothing but page furniture stands between it and the next, the columns stand where they
stood and hold what they held. A head printed again is left out, a row that the page cut in two is made whole,
and what stays doubtful about such a row is said with it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from parsers.document import GOES_ON, Cell, Table
from parsers.layout.cut import cut_verdict, ends_a_value, healed, is_rest
from parsers.layout.kinds import is_count, kind_of
from parsers.layout.meaning import kind_of_label
from parsers.layout.overleaf import (
    begins_with_head,
    columns_of,
    head_height,
    is_dated,
    reach_alike,
    recast,
    renumbered,
    stand_alike,
    texts_of,
    with_label,
    with_label_above,
    words_over,
)
from parsers.layout.signature import is_lone, signature_of
from parsers.vocabulary.periods import find_periods
from parsers.vocabulary.text import normalise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from parsers.layout.overleaf import Row
    from parsers.layout.signature import Signature

_MOST_HEAD_ROWS = 5
_SHORT = 90
"""Characters: the name of a section is no longer."""
CUT_ROW = "row cut by the page: what belongs to it is not certain"
TITLE_ABOVE = "a title at the foot of the page before may be over these rows"
UNTITLED = "tables with one head and nothing between them"
"""Sheets printed without their names: what tells one from the next was not printed."""


@dataclass(frozen=True, slots=True)
class Stitched:
    """A table with all its pages' rows; `parts` names where each page's rows begin and their place.

    `first` is its table on the first of them; `doubts` are the rows whose figures must wait, each with the
    reason; `rests` are the places of what the cells of the page before go on with.
    """

    table: Table
    parts: tuple[tuple[int, str], ...]
    first: Table
    doubts: Mapping[int, str] = field(default_factory=dict)
    rests: frozenset[str] = frozenset()


def stitch(tables: Sequence[Table]) -> list[Stitched]:
    """Return the tables with continuations joined to the tables that they continue."""
    growing: list[_Growing] = []
    for table in tables:
        known = [each for each in growing if table.path and each.first.path == table.path]
        if known:
            known[-1].take_known(table)
            continue
        if growing and ((table.continues and growing[-1].take(table)) or growing[-1].take_section(table)):
            continue
        if len(growing) > 1 and table.continues and growing[-2].take_beside(table, growing[-1].first):
            continue
        growing.append(_Growing(table))
        if table.continues and len(growing) > 1 and growing[-2].goes_on_in(table):
            growing[-2].doubts[len(growing[-2].rows) - 1] = CUT_ROW
        if table.continues and len(growing) > 1 and growing[-2].is_followed_by(table):
            for each in growing[-2:]:
                each.doubts = dict.fromkeys(range(len(each.rows)), UNTITLED)
    return [each.stitched() for each in growing]


class _Growing:
    """A table while its pages are joined to it."""

    def __init__(self, first: Table) -> None:
        self.first = first
        self.page = first.page
        self.rows: list[Row] = list(first.grid)
        self.parts: list[tuple[int, str]] = [(0, first.place)]
        self.doubts: dict[int, str] = {}
        self.rests: set[str] = set()
        self.head = head_height(first.grid)
        self._places: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._labels: Counter[str] = Counter()
        self._learned = 0
        self._untitled: Table | None = None

    def is_followed_by(self, table: Table) -> bool:
        """Say whether a table that was not taken has the same head and labels, and no title over them."""
        return self._untitled is table

    def goes_on_in(self, table: Table) -> bool:
        """Say whether a table of its own on the same page begins with what seems the last label's rest."""
        first = table.grid[0]
        bare = not any(is_count(cell.text) for cell in first)
        return table.page is not None and table.page == self.page and bare and is_rest(first[0].text)

    def _learn(self) -> None:
        """Take in which heads and labels the rows have that came since the last look.

        Most tables are never asked.
        """
        for number in range(self._learned, len(self.rows)):
            row = self.rows[number]
            self._labels.update(_labels(row))
            if not any(is_count(cell.text) for cell in row[1:]):
                self._places[texts_of(row)].append(number)
        self._learned = len(self.rows)

    def take(self, below: Table) -> bool:
        """Take in a table that continues this one; False where it is a table of its own."""
        columns = columns_of(self.first, below)
        if columns is None:
            return False
        rows = recast(below.grid, columns, self.first)
        body = signature_of(self.rows[self.head :])
        repeated = self._repeated_head(rows, body)
        if not repeated and len(rows) > 1 and is_lone(rows[0]) and self._is_headed(rows[1:], body):
            # A title over a head: the same said of something else.
            return False
        cut = not repeated and ends_a_value(self.rows[-1], rows[0])
        if not (repeated or cut) and (begins_with_head(rows, body) or self._is_titled(rows, body)):
            return False
        if repeated and self._begins_again(rows[repeated:], body):
            self._untitled = below
            return False
        rows = rows[repeated:]
        if not rows:
            return True
        if not repeated and not body.agrees(signature_of(rows[cut:])):
            return False
        # Those of earlier pages are known; the last page's first may stand in a row that began before it.
        known = max(self.parts[-1][0] - 1, 0)
        self.rows[known:] = [with_label(row) for row in self.rows[known:]]
        start = len(self.rows)
        titled = self._may_end_with_title()
        if below.page is None or below.page != self.page:
            rows = self._mended(rows, body, signature_of(self.rows[self.head : -1]))
        if not repeated and rows:
            rows = with_label_above(self.rows[-1], rows)
        self.page = below.page
        self.rows += rows
        self.parts.append((start, below.place))
        if titled and not repeated:
            self.doubts |= dict.fromkeys(range(start - 1, len(self.rows)), TITLE_ABOVE)
        return True

    def take_known(self, below: Table) -> None:
        """Take in what another page shows of this very table, as its file tells."""
        rows = list(below.grid[below.repeated :])
        if below.cut and rows:
            whole = (replace(cell, doubt="") if cell.doubt == GOES_ON else cell for cell in self.rows[-1])
            rows = self._healed(tuple(whole), rows, known=True)
        self.page = below.page
        self.parts.append((len(self.rows), below.place))
        self.rows += rows
        self.head = head_height(self.rows)

    def _may_end_with_title(self) -> bool:
        """Say whether the last row is one text that names a period, as no label does: a title at the foot."""
        *above, last = self.rows[self.head :] or [()]
        return (
            bool(above and last)
            and is_lone(last)
            and bool(find_periods(last[0].text))
            and not any(find_periods(row[0].text) for row in above)
        )

    def take_beside(self, below: Table, beside: Table) -> bool:
        """Take in a table on the page after both this one and the one beside it that goes on with this one.

        It repeats this one's head, or its columns stand where this one's did and the other's did not.
        """
        if not beside.continues or beside.page != self.first.page or below.page in {None, self.first.page}:
            return False
        columns = columns_of(self.first, below)
        if columns is None:
            return False
        rows = recast(below.grid, columns, self.first)
        repeated = self._repeated_head(rows, signature_of(self.rows[self.head :])) > 0
        stands = (stand_alike(self.first, below) and not stand_alike(beside, below)) or (
            reach_alike(self.first, below) and columns_of(beside, below) is None
        )
        return (repeated or stands) and self.take(below)

    def take_section(self, below: Table) -> bool:
        """Take in rows without a head, parted from this table by no more than the name of a section.

        The page may end below it, and it may wrap; False where it is a table of its own.
        """
        name = " ".join(below.context)
        if below.continues or not 0 < len(name) < _SHORT or below.page in {None, self.first.page}:
            return False
        kind = kind_of_label(name)
        sections = [row[0].text for row in self.rows[self.head :] if is_lone(row)]
        if kind is None or not sections or any(kind_of_label(text) != kind for text in sections):
            return False
        head = self._repeated_head(below.grid, signature_of(self.rows[self.head :]))
        rows = below.grid[head:]
        if not rows or not any(is_count(cell.text) for cell in rows[0][1:]):
            return False
        first = rows[0][0]
        line = tuple(
            Cell("" if column else name, f"{first.locator} (over it)", 0, column)
            for column in range(below.width)
        )
        return self.take(replace(below, grid=(line, *rows)))

    def _is_headed(self, rows: Sequence[Row], body: Signature) -> bool:
        """Say whether rows begin with the head above printed again, or with one of other columns."""
        return self._repeated_head(rows, body) > 0 or begins_with_head(rows, body)

    def _is_titled(self, rows: Sequence[Row], body: Signature) -> bool:
        """Say whether lines of text stand over this head again, or another: the title of the next table."""
        titles = 0
        while titles < len(rows) and is_lone(rows[titles]):
            titles += 1
        if not 0 < titles < len(rows):
            return False
        return self._repeated_head(rows[titles:], body) > 0 or begins_with_head(rows[titles:], body)

    def _begins_again(self, rows: Sequence[Row], body: Signature) -> bool:
        """Say whether rows under a head printed again begin with the label that the table began with.

        They are of the next table with the same head; in a table with sections each may begin so.
        """
        if not (rows and self.head < len(self.rows)) or body.sections or "value" not in body.kinds:
            return False
        first = body.kinds.index("value")
        labels = texts_of(rows[0][:first])
        return any(labels) and labels == texts_of(self.rows[self.head][:first])

    def _mended(self, rows: list[Row], body: Signature, before: Signature) -> list[Row]:
        """Return the rows of a page without the first, where it is the rest of a row that the page cut."""
        upper, lower = self.rows[-1], rows[0]
        if len(self.rows) <= self.head:
            return rows
        # Neither half of a cut row tells what the table's rows are like.
        whole = signature_of([*self.rows[self.head : -1], *rows[1:]]) if len(rows) > 1 else before
        if not whole.kinds:
            whole = body
        labels = (
            self._labels
            - Counter(_labels(upper))
            + Counter(label for row in rows[1:] for label in _labels(row))
        )
        verdict = cut_verdict(upper, lower, whole, labels)
        if any(cell.doubt == GOES_ON for cell in upper):
            return self._gone_on(rows, known=verdict == "one row")
        if verdict == "two rows":
            return rows
        last = len(self.rows) - 1
        if verdict == "doubtful" and whole.sections:
            # The rows below it stand under the section that its lower half may be.
            self.doubts[last] = CUT_ROW
            for number, row in enumerate(rows):
                if number and is_lone(row):
                    break
                self.doubts[last + 1 + number] = CUT_ROW
            return rows
        if verdict == "doubtful":
            self.doubts |= {last: CUT_ROW, last + 1: CUT_ROW}
            return rows
        return self._healed(upper, rows)

    def _gone_on(self, rows: list[Row], *, known: bool) -> list[Row]:
        """Return the rows of a page without the first, where it is the rest of a row known to be cut.

        The rest stands alone, or it ran into the next label: then both rows wait.
        """
        upper, lower = self.rows[-1], rows[0]
        if not known and not _is_rest(upper, lower):
            cut = [column for column, cell in enumerate(upper) if cell.doubt == GOES_ON]
            last = len(self.rows) - 1
            self.doubts |= {last: CUT_ROW, last + 1: CUT_ROW}
            for number, row in enumerate(rows[1:], last + 2):
                # A label beside several rows may be the rest of one, too.
                if not any(row[column].locator == lower[column].locator for column in cut):
                    break
                self.doubts[number] = CUT_ROW
            return rows
        whole = (replace(cell, doubt="") if cell.doubt == GOES_ON else cell for cell in upper)
        return self._healed(tuple(whole), rows)

    def _healed(self, upper: Row, rows: list[Row], *, known: bool = False) -> list[Row]:
        """Make the last row whole with the first of a page, and return the others.

        A label that the page cut may stand beside more rows on both pages: it is whole there as well.
        """
        lower = rows[0]
        while (
            not known
            and len(rows) > 1
            and is_lone(lower)
            and is_lone(rows[1])
            and rows[1][0].text[:1].islower()
        ):
            # A long rest may be taken for several rows; the name of a section begins with a capital letter.
            lower = healed(lower, rows[1])
            rows = [lower, *rows[2:]]
        whole = healed(upper, lower)
        self.rests |= {
            half.locator
            for made, half in zip(whole, lower, strict=True)
            if half.text and made.locator != half.locator and made.text.endswith(half.text)
        }
        texts = {
            half.locator: made.text
            for made, above, below in zip(whole, upper, lower, strict=True)
            if above.text and below.text and made.text != above.text
            for half in (above, below)
            if half.row_span > 1
        }
        self.rows[-1] = whole
        if not texts:
            return rows[1:]
        self.rows = [_with_texts(row, texts) for row in self.rows]
        return [_with_texts(row, texts) for row in rows[1:]]

    def _repeated_head(self, rows: Sequence[Row], body: Signature) -> int:
        """Return how many rows at the top of a continuation repeat a head that stands above.

        Two tables without a gap between them are one grid with two heads; the lower one goes on.
        """
        self._learn()
        most = 0
        # Rows of a list without counts may say the same; no head has a period where they have theirs.
        dated = () if "value" in body.kinds else body.anchors
        for place in self._places.get(texts_of(rows[0]), ()):
            if (place and is_lone(rows[0])) or is_dated(rows[0], dated):
                continue
            height = 1
            while (
                height < min(len(rows), _MOST_HEAD_ROWS)
                and not is_lone(rows[height])
                and not is_dated(rows[height], dated)
                and place + height in self._places.get(texts_of(rows[height]), ())
            ):
                height += 1
            most = max(most, height)
        return most or self._wrapped_head(rows)

    def _wrapped_head(self, rows: Sequence[Row]) -> int:
        """Return the height of a head that says the same as the one above in other lines."""
        above = words_over(self.rows[: self.head])
        for height in range(1, min(len(rows), _MOST_HEAD_ROWS) + 1):
            if any(is_count(cell.text) for cell in rows[height - 1][1:]):
                return 0
            if above and words_over(rows[:height]) == above:
                return height
        return 0

    def stitched(self) -> Stitched:
        """Return what it has grown to."""
        if len(self.parts) == 1:
            return Stitched(self.first, tuple(self.parts), self.first, self.doubts)
        table = replace(self.first, grid=renumbered(self.rows))
        return Stitched(table, tuple(self.parts), self.first, self.doubts, frozenset(self.rests))


def _with_texts(row: Row, texts: Mapping[str, str]) -> Row:
    """Return a row with the texts of some cells, by their locators, in place of what was read of them."""
    if not any(cell.locator in texts for cell in row):
        return row
    return tuple(
        replace(cell, text=texts[cell.locator], doubt="" if cell.doubt == GOES_ON else cell.doubt)
        if cell.locator in texts
        else cell
        for cell in row
    )


def _is_rest(upper: Row, lower: Row) -> bool:
    """Say whether a page's first row is nothing but what the texts go on with that the page before cut."""
    return all(not below.text or above.doubt == GOES_ON for above, below in zip(upper, lower, strict=True))


def _labels(row: Sequence[Cell]) -> list[str]:
    return [normalise(cell.text) for cell in row if kind_of(cell.text) == "text"]
