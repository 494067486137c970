"""PDF letters: pdfium's words and rules, pdfplumber's table methods, and the lines between the tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
from pypdfium2 import raw

from parsers.document import Document, Passage
from parsers.errors import PasswordNeededError, UnreadableError
from parsers.formats.pdf_cells import table_of
from parsers.formats.pdf_files import add_files
from parsers.formats.pdf_pages import pages_of
from parsers.pages.continued import label_at_foot, with_continued, with_label
from parsers.pages.fields import is_dynamic_form, with_fields_printed
from parsers.pages.furniture import find_furniture
from parsers.pages.lines import cut_line, lines_of, lines_off_page
from parsers.pages.listed import find_lists
from parsers.pages.lone_heads import drawn_head_at_foot, head_at_foot, head_printed_again, heads_alone
from parsers.pages.paragraphs import line_locator, paragraphs
from parsers.pages.remarks import find_remarks
from parsers.pages.rests import find_overleaf
from parsers.pages.ruled import PageTable, find_drawn
from parsers.pages.tagged import find_tagged, without_tagged
from parsers.pages.told_edges import columns_at_foot, with_edges_told
from parsers.pages.unruled import find_rows_overleaf, find_unruled_tables
from parsers.pages.wrapped_values import with_values_whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.pages.furniture import Furniture
    from parsers.pages.page import Line, Page, Word
    from parsers.pages.ruled import Drawn

_MOST_PAGES = 5_000
_CONTEXT_LINES = 8


def read_pdf(data: bytes) -> Document:
    """Return the tables and passages of a PDF's pages.

    Raises:
        PasswordNeededError: when it does not open without a password.
        NeedsOcrError: when no page holds text that can be trusted.
        UnreadableError: when it is broken, or longer than any reply.
    """
    try:
        source = pdfium.PdfDocument(with_fields_printed(data))
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise PasswordNeededError("password needed: the PDF is encrypted") from error
        raise UnreadableError(f"the PDF is broken ({error}); ask for it again") from error
    try:
        document = _read(source)
    finally:
        source.close()
    document.hidden += find_remarks(data)
    return document


def _read(source: pdfium.PdfDocument) -> Document:
    count = len(source)
    if count > _MOST_PAGES:
        raise UnreadableError(f"the PDF has {count:,} pages, more than are read ({_MOST_PAGES:,})")
    document = Document("pdf", parts=count)
    add_files(document, source)
    if is_dynamic_form(source):
        document.gaps.append(("the PDF", "a form that only Adobe's reader fills: ask for it as plain PDF"))
    pages = pages_of(document, source)
    fill_from_pages(document, pages)
    return document


def fill_from_pages(document: Document, pages: Sequence[Page]) -> None:
    """Add the pages' tables and passages to `document` in reading order."""
    whole: list[Page] = []
    for page in pages:
        beyond = lines_off_page(page)
        document.blocks += [_off_page(line, page) for line in beyond]
        within = replace(page, words=tuple(_without(page.words, beyond)))
        whole.append(with_values_whole(within))
    tagged = find_tagged(whole)
    shown: list[Page] = []
    for page, tables in zip(whole, tagged, strict=True):
        before = columns_at_foot(shown[-1]) if shown else ()
        shown.append(with_edges_told(without_tagged(page, tables), before))
    parts = _parts(shown, tagged)
    context: list[str] = []
    over_left: list[str] = []
    parted = True
    for part in parts:
        for line in part.fixed:
            document.blocks.append(_furniture_passage(line, part.page))
        number = 0
        left: PageTable | None = None
        for block in part.blocks():
            if isinstance(block, Passage):
                document.blocks.append(block)
                context.append(block.text)
                parted = True
            else:
                number += 1
                if left is not None and _stands_beside(left, block):
                    # What stands over two tables side by side is said of both.
                    context = [*over_left, *context]
                over_left, left = context, block
                table = table_of(block, part.page.number, number)
                document.blocks.append(
                    replace(table, context=tuple(context[-_CONTEXT_LINES:]), continues=not parted)
                )
                context, parted = [], False


@dataclass(slots=True)
class _Part:
    """A page's tables, the words in none of them, and the lines that all pages repeat.

    `alone` are the drawn heads among the words, below which no rows were found.
    """

    page: Page
    fixed: list[Line]
    tables: list[PageTable]
    text: list[Word]
    alone: list[PageTable]

    def blocks(self) -> list[PageTable | Passage]:
        """Return tables and passages in reading order."""
        return _in_order(self.tables, paragraphs(self.page, self.text))

    def take_head_of(self, below: PageTable, x0: float, x1: float) -> None:
        """Take the head of a first table of the next page for a table, if it stands at this page's foot.

        It is sought from `x0` to `x1`: another table may stand beside that one.
        """
        last = max(self.tables, key=lambda table: table.box.bottom, default=None)
        alone = heads_alone(last) if last else []
        text, alone = ([word for word in some if x0 <= word.centre <= x1] for some in (self.text, alone))
        heads = [head for head in self.alone if x0 <= (head.box.x0 + head.box.x1) / 2 <= x1]
        head = (
            head_printed_again(text, heads, below)
            or drawn_head_at_foot(text, heads, below)
            or head_at_foot(self.page, [*text, *alone], below)
        )
        if head is None:
            return
        if last and len(_not_in(alone, [head])) < len(alone):
            self.tables = [table for table in self.tables if table is not last]
            self.text = [*self.text, *heads_alone(last)]
        self.tables.append(head)
        self.text = _not_in(self.text, [head])

    def put(self, whole: PageTable, table: PageTable) -> None:
        """Put a table that turned out to reach further in the place of what was found of it."""
        self.tables = [whole if each is table else each for each in self.tables]
        self.text = _not_in(self.text, [whole])


def _parts(pages: Sequence[Page], tagged: Sequence[Sequence[PageTable]]) -> list[_Part]:
    """Return what each page holds; a head alone at a page's foot is found by the rows on the next page.

    `tagged` are the tables that each page's tags told, whose words are none of the page's any more.
    """
    drawn, lists, furniture, over = _drawn(pages)
    loose = [_outside(page, found, some) for page, found, some in zip(pages, drawn, lists, strict=True)]
    parts: list[_Part] = []
    ends_with: PageTable | None = None
    foot: list[Line] = []
    for page, found, listed, words, under, told in zip(pages, drawn, lists, loose, over, tagged, strict=True):
        fixed = [*furniture.lines(page, words), *under]
        body = _without(words, fixed)
        on = find_overleaf([*body, *_words_of(found.heads)], ends_with) if ends_with else None
        whole = on.table if on is not None and on.alone else None
        heads = [head for head in found.heads if whole is None or not _holds(whole, head)]
        body = [word for word in body if on is None or not on.is_gone(word)]
        above = None if whole else _above(ends_with, found, body)
        overleaf, rest = find_rows_overleaf(page, body, heads, above) if above else (None, body)
        tables = [*([overleaf] if overleaf else []), *find_unruled_tables(page, rest, heads)]
        if on is not None:
            tables = [whole, *tables] if whole else on.put_into(tables, page, body, heads)
        inferred = [*listed, *tables]
        if overleaf and above and foot:
            parts[-1].put(with_label(above, foot), above)
        alone = [head for head in heads if not any(_holds(table, head) for table in inferred)]
        text = _not_in(body, inferred)
        text += _words_of(alone)
        part = _Part(page, fixed, [*told, *found.tables, *inferred], text, alone)
        firsts = _first_tables(part) if parts else []
        inner = [(left.box.x1 + right.box.x0) / 2 for left, right in pairwise(firsts)]
        for first, sides in zip(firsts, pairwise((float("-inf"), *inner, float("inf"))), strict=False):
            parts[-1].take_head_of(first, *sides)
        ends_with, foot = _end(part)
        parts.append(part)
    return parts


def _first_tables(part: _Part) -> list[PageTable]:
    """Return the undrawn table with which a page begins, and the one beside it."""
    firsts: list[PageTable] = []
    for block in part.blocks()[:2]:
        if (
            not isinstance(block, PageTable)
            or block.ruled
            or (firsts and not _stands_beside(firsts[0], block))
        ):
            break
        firsts.append(block)
    return firsts


def _end(part: _Part) -> tuple[PageTable | None, list[Line]]:
    """Return the table that a page ends with, and the lines below it that may label a row overleaf."""
    last = max(part.tables, key=lambda table: table.box.bottom, default=None)
    if last is None or last.path:
        return None, []
    lines = [cut_line(line, part.page.verticals) for line in lines_of(part.text)]
    below = [line for line in lines if line.middle > last.box.bottom]
    if not below:
        ends = part.blocks()[-1:]
        return next((block for block in ends if isinstance(block, PageTable)), None), []
    foot = [] if last.ruled else label_at_foot(last, below, median(word.height for word in part.text))
    return (last, foot) if foot else (None, [])


def _above(last: PageTable | None, found: Drawn, words: Sequence[Word]) -> PageTable | None:
    """Return the table with which the page before ended, where loose words at the top may go on with it."""
    if last is None or last.ruled or not words:
        return None
    top = min(word.top for word in words)
    return None if any(grid.box.top < top for grid in (*found.tables, *found.heads)) else last


def _stands_beside(left: PageTable, table: PageTable) -> bool:
    return table.box.x0 >= left.box.x1 - 1 and table.box.top < left.box.bottom


def _drawn(
    pages: Sequence[Page],
) -> tuple[list[Drawn], list[list[PageTable]], Furniture, list[list[Line]]]:
    """Return what is drawn on each page, with what continues over pages, the lists, and the pages' furniture.

    The last are the lines of furniture over which a table of their page reaches.
    """
    drawn = [find_drawn(page) for page in pages]
    words = [_beyond(page.words, found.tables) for page, found in zip(pages, drawn, strict=True)]
    lists = find_lists(pages, words, [found.heads for found in drawn])
    drawn = [_without_heads(found, some) for found, some in zip(drawn, lists, strict=True)]
    loose = [_outside(page, found, some) for page, found, some in zip(pages, drawn, lists, strict=True)]
    furniture = find_furniture(pages, loose)
    under: list[list[Line]] = [[] for _ in pages]
    for index, (page, found) in enumerate(zip(pages, drawn, strict=True)):
        if not found.tables:
            continue
        # A table may reach over a footer, which is no row of it.
        within = [word for table in found.tables for cell in table.cells for word in cell.words]
        over = [line for line in furniture.lines_under(page, page.words) if _any_of(line, within)]
        if over:
            under[index] = over
            again = find_drawn(replace(page, words=tuple(_without(page.words, over))))
            drawn[index] = _without_heads(again, lists[index])
    below = [_without(words, furniture.lines(page, words)) for page, words in zip(pages, loose, strict=True)]
    return with_continued(drawn, below), lists, furniture, under


def _words_of(tables: Sequence[PageTable]) -> list[Word]:
    return [word for table in tables for cell in table.cells for word in cell.words]


def _without_heads(found: Drawn, lists: Sequence[PageTable]) -> Drawn:
    """Return what is drawn on a page without the heads of its lists."""
    heads = tuple(head for head in found.heads if not any(_holds_middle(table, head) for table in lists))
    return replace(found, heads=heads)


def _holds_middle(table: PageTable, head: PageTable) -> bool:
    across, down = (head.box.x0 + head.box.x1) / 2, (head.box.top + head.box.bottom) / 2
    return table.box.x0 <= across <= table.box.x1 and table.box.top <= down <= table.box.bottom


def _beyond(words: Sequence[Word], tables: Sequence[PageTable]) -> list[Word]:
    """Return the words that none of some tables holds."""
    left = list(words)
    for table in tables:
        left = [word for word in left if not _inside(word, table)]
    return left


def _not_in(words: Sequence[Word], tables: Sequence[PageTable]) -> list[Word]:
    """Return the words in no cell of some tables without rules, whose boxes may meet."""
    taken = {id(word) for table in tables for cell in table.cells for word in cell.words}
    return [word for word in words if id(word) not in taken]


def _any_of(line: Line, words: Sequence[Word]) -> bool:
    ids = {id(word) for word in words}
    return any(id(word) in ids for word in line.words)


def _without(words: Sequence[Word], lines: Sequence[Line]) -> list[Word]:
    """Return the words that stand in none of the lines."""
    taken = {id(word) for line in lines for word in line.words}
    return [word for word in words if id(word) not in taken]


def _outside(page: Page, found: Drawn, lists: Sequence[PageTable]) -> list[Word]:
    """Return the words of a page that no drawn table or head and no list holds."""
    return _not_in(_beyond(page.words, (*found.tables, *found.heads)), lists)


def _inside(word: Word, table: PageTable) -> bool:
    box = table.box
    return box.x0 - 1 <= word.centre <= box.x1 + 1 and box.top - 1 <= word.middle <= box.bottom + 1


def _holds(table: PageTable, head: PageTable) -> bool:
    """Say whether a table was found under a drawn head."""
    return (
        table.box.top <= head.box.top + 1
        and head.box.bottom <= table.box.bottom
        and table.box.x0 <= head.box.x0 + 1
    )


def _furniture_passage(line: Line, page: Page) -> Passage:
    return Passage(line.text, line_locator(page, line), page.number, furniture=True)


def _off_page(line: Line, page: Page) -> Passage:
    """Return a line beyond the edge of its page: a number there is said to nobody, yet not passed over."""
    silent = not any(char.isdigit() for char in line.text)
    return Passage(line.text, line_locator(page, line), page.number, furniture=silent)


def _in_order(
    tables: Sequence[PageTable], paragraphs: Sequence[tuple[float, Passage]]
) -> list[PageTable | Passage]:
    blocks: list[tuple[float, float, PageTable | Passage]] = [
        (table.box.top, table.box.x0, table) for table in tables
    ]
    blocks += [(top, 0.0, passage) for top, passage in paragraphs]
    blocks.sort(key=lambda block: (block[0], block[1]))
    return [block for _, _, block in blocks]
