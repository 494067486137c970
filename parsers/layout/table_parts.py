"""The parts of a table: its crosstabs or its list, each with the lines over it and rows that must wait."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import dropwhile
from typing import TYPE_CHECKING

from parsers.document import TWO_TEXTS, number_of
from parsers.layout.axes import banner_text, dated_cells_of_corner, is_banner, titles_in_corner
from parsers.layout.crosstab import Crosstab, crosstabs
from parsers.layout.meaning import kind_of_label
from parsers.layout.records import RecordList, find_records, titles_of
from parsers.vocabulary.text import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from parsers.document import Table
    from parsers.layout.stitch import Stitched

NO_HEAD = "continued table has no head"
"""Rows at the top of a page that go on with no table above: whose they are, only a person can say."""


@dataclass(slots=True)
class Part:
    """One crosstab or list of a table, with the lines over it and the force in whose part it stands."""

    tab: Crosstab | RecordList
    lines: tuple[str, ...]
    force: str | None
    doubts: Mapping[int, str] = field(default_factory=dict)
    """Rows whose figures wait, each with the reason."""
    continues: bool = False
    """Whether nothing stands on its pages between the table before and this one."""
    paged: bool = False
    """Whether it stands on a page, which may have cut it from its title."""
    shared: tuple[str, ...] = ()
    """The places of the heads over it, where these may stand over other tables, too."""
    corner: tuple[str, ...] = ()
    """What stands in the cells over its labels and is a title, as cells of a sheet are exact."""


def parts_of(stitched: Stitched, above: Crosstab | None, force: str | None) -> list[Part]:
    """Return the parts of a table; where it has no head of its own, it may have that of the crosstab `above`.

    `force` is the one in whose part of the reply it stands, None where only one answers.
    """
    table = stitched.table
    doubts = {**_rows_in_doubt(table), **stitched.doubts}
    records = find_records(table.grid)
    if records is not None:
        return [Part(records, (*table.context, *titles_of(table.grid)), force, doubts)]
    # What begins with a small letter above a table is the rest of a label that the page cut, and no title.
    over = tuple(dropwhile(lambda line: line[:1].islower(), table.context)) if table.page else table.context
    continues = table.page is not None and (table.continues or (bool(table.context) and not over))
    parts: list[Part] = []
    for tab in crosstabs(table.grid):
        whole = _with_head(tab, above)
        if whole is not None:
            lines = (*_over_heads(over, whole), *tab.titles, *_banners(whole), *titles_in_corner(whole))
            lent = whole is not tab and table.page is not None and not table.continues
            why = NO_HEAD if lent else _labels_in_doubt(tab)
            waiting = {number_of(row): why for row in tab.body} if why else {}
            parts.append(
                Part(
                    whole,
                    lines,
                    force,
                    {**waiting, **doubts},
                    continues=continues and not parts,
                    paged=table.page is not None,
                    shared=tuple(cell.locator for row in tab.head for cell in row if cell.text),
                    corner=dated_cells_of_corner(whole) if table.page is None else (),
                )
            )
    return parts


def _over_heads(lines: Sequence[str], tab: Crosstab) -> tuple[str, ...]:
    """Return the lines above a table without those that are its head: it may stand alone at a page's foot."""
    heads = {word for row in tab.head for cell in row for word in words_of(cell.text).split()}
    kept = list(lines)
    while len(kept) > 1 and heads and set(words_of(kept[-1]).split()) <= heads:
        kept.pop()
    return tuple(kept)


def _rows_in_doubt(table: Table) -> dict[int, str]:
    """Return the rows whose cells may stand in other rows or columns, each with the reason."""
    doubts = (next((cell.doubt for cell in row if cell.doubt), "") for row in table.grid)
    return {number: doubt for number, doubt in enumerate(doubts) if doubt}


def _labels_in_doubt(tab: Crosstab) -> str:
    """Return why a head over the labels may be two: then it stands over two columns of them in all rows."""
    two = any(row[at].doubt == TWO_TEXTS for row in tab.head for at in tab.labels)
    return TWO_TEXTS if two else ""


def _banners(tab: Crosstab) -> tuple[str, ...]:
    """Return the texts of head rows that stand over all columns: titles inside the table."""
    return tuple(banner_text(tab, number) for number in range(len(tab.head)) if is_banner(tab, number))


def _with_head(tab: Crosstab, above: Crosstab | None) -> Crosstab | None:
    """Return a crosstab with the head of the one above where it has none and stands in its columns."""
    if tab.head:
        return tab
    if above is None or len(tab.body[0]) != len(above.body[0]):
        return tab if _labelled(tab) else None
    return replace(tab, head=above.head, labels=above.labels, values=above.values)


def _labelled(tab: Crosstab) -> bool:
    """Say whether the labels of a crosstab without a head are understood by themselves."""
    labels = [row[column].text for row in tab.body for column in tab.labels if row[column].text]
    known = sum(kind_of_label(label) is not None for label in labels)
    return bool(labels) and known >= 0.5 * len(labels)
