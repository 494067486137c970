"""What every format becomes: tables of cells, passages of running text and inner documents."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from parsers.often_made import often_made

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from parsers.figure import Hidden


BROKEN_LABEL = "row whose label may have a number parted in two"
"""The doubt about a label or a head whose words, not place, may be wrong."""
GOES_ON = "the label goes on below what was read of it"
"""Why the last row of a page waits until the rest of its label is found on the next."""
CUT_LABEL = "the label could go on over the page"
"""Why the rows beside the last label of a page wait until the next page goes on with its table."""
NO_LABEL = "the page does not show the label of merged rows"
"""Why rows wait whose label is merged over them and reaches beyond the last: its text may stand there."""

TWO_TEXTS = "two texts that were drawn apart stand side by side in one cell"
"""The doubt about a cell that may be two: the page draws a text of its own in either."""
COUNTS_APART = "counts stand apart from the text of their cell"
"""Why a cell is not read: it holds what the page shows as cells of their own."""


IDLE_SUM = "a zero beside a name or in a row without one, where a sum adds up nothing"
"""Why a zero waits that a sheet shows where a formula was copied beyond the rows that it is for."""


class Box(NamedTuple):
    """A rectangle on a page in points, origin at the top left of the page as it is shown."""

    x0: float
    top: float
    x1: float
    bottom: float


@often_made(frozen=True, slots=True)
class Cell:
    """One cell as a reader of the document sees it.

    `text` is what is shown (number format applied, white space folded); `value` is what is stored where the
    format stores types. `locator` is unique in the document and can be found by a person: `'Sheet1'!C7`,
    `page 3, table 2, row 5, column 2 @ 72,310,98,322`, `row 7, column 3`.
    `row` and `column` are the anchor's place in the table's grid, from 0. `confidence` is how sure the reader
    is of the text, from 0 to 1; less than 1 only where it was recognised on a picture.
    """

    text: str
    locator: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    value: int | float | date | None = None
    box: Box | None = None
    doubt: str = ""
    """Why it is not certain which row or column the cell stands in."""
    confidence: float = 1.0
    own: str | None = None
    """What its page prints of the text, where others print more of it; None where that is all."""


Grid = tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells; every position holds a cell, and a merged cell stands at all positions that it covers.

    `context` are the lines above the table that may say what its cells do not (the question, a caption, a
    sheet's name), nearest last. `column_edges` are the x positions of the columns' left edges plus the last
    right edge, where the format has geometry; tables that continue one another agree in them.
    """

    place: str
    grid: Grid
    context: tuple[str, ...] = ()
    page: int | None = None
    column_edges: tuple[float, ...] = ()
    continues: bool = False
    """True where nothing but page furniture stands between the previous table and this one."""
    path: tuple[int, ...] = ()
    """Which element of its file's structure it is, on all pages; empty where the file does not say so."""
    repeated: int = 0
    """How many rows at its top are known to be the head of the pages before printed again."""
    cut: bool = False
    """True where the row below these is known to be the rest of the last row of the page before."""

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """Yield the rows from the top."""
        yield from self.grid

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.grid)

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.grid[0]) if self.grid else 0


def number_of(row: Sequence[Cell]) -> int:
    """Return the number of a row of a grid: cells merged down from rows above count from their own."""
    return max(cell.row for cell in row)


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph or line of running text; `confidence` as a cell's."""

    text: str
    locator: str
    page: int | None = None
    furniture: bool = False
    """True for what a page repeats: letterhead, page numbers, footers."""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class InnerDocument:
    """A document inside a document: an attachment or a member of an archive."""

    name: str
    data: bytes


@dataclass(slots=True)
class Document:
    """What a reader makes of one file's bytes.

    `blocks` holds tables and passages in reading order. `parts` counts pages or sheets. `facts` are what the
    container says about itself that places a reply: sender, subject, date, message id (never authors or other
    hidden metadata). `gaps` name the parts that could not be read, each with its reason. `recognised` are the
    numbers (from 1) of the pages that are pictures of text. `unseen` are the locators of cells in hidden rows
    and columns, of which nothing was kept, where only the reader can tell them; `hidden` is the text of
    pages that they do not show, counted and not kept.
    """

    format: str
    blocks: list[Table | Passage] = field(default_factory=list)
    inner: list[InnerDocument] = field(default_factory=list)
    parts: int | None = None
    facts: dict[str, str] = field(default_factory=dict)
    gaps: list[tuple[str, str]] = field(default_factory=list)
    recognised: list[int] = field(default_factory=list)
    unseen: set[str] = field(default_factory=set)
    hidden: list[Hidden] = field(default_factory=list)

    @property
    def tables(self) -> list[Table]:
        """The tables in reading order."""
        return [block for block in self.blocks if isinstance(block, Table)]

    @property
    def passages(self) -> list[Passage]:
        """The passages in reading order."""
        return [block for block in self.blocks if isinstance(block, Passage)]

    @property
    def texts(self) -> list[str]:
        """What passages and cells say, each text once: a note may have been read as a table's last row."""
        return list(dict.fromkeys(text for block in self.blocks for text in _texts(block)))


def _texts(block: Table | Passage) -> Iterator[str]:
    if isinstance(block, Passage):
        yield block.text
    else:
        yield from (cell.text for row in block.rows() for cell in row)
