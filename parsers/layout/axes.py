"""The axes of a table: what its label columns, its head rows and its section rows each tell of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parsers.layout.binding import MEASURES, axis_key
from parsers.layout.context import periods_in
from parsers.layout.force_titles import force_titled
from parsers.layout.heads import names_of_axes
from parsers.layout.meaning import Axis, axis_of, is_part, kind_of_label, part_names
from parsers.vocabulary.dimensions import axis_named
from parsers.vocabulary.text import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from parsers.layout.crosstab import Crosstab
    from parsers.layout.sections import BodyRow


_TITLED = frozenset(("place", "period", "force"))


@dataclass(frozen=True, slots=True)
class TableAxis:
    """An axis with the side of the table that it is called by where it has no name.

    `members` is true where labels of it name things, not only what is measured.
    """

    axis: Axis
    side: str
    members: bool

    @property
    def key(self) -> str:
        """Under what name the axis stands in a figure."""
        return axis_key(self.axis, self.side)


@dataclass(frozen=True, slots=True)
class Axes:
    """The axes of one table: one per label column, one per head row, and that of its sections.

    `parted` are those of head rows whose columns stand on several axes, each named over its own: by row and
    column. A total beside them sums over any one of them.
    """

    rows: tuple[TableAxis, ...]
    heads: tuple[TableAxis, ...]
    section: TableAxis | None
    parted: Mapping[int, Mapping[int, TableAxis]] = field(default_factory=dict)

    @property
    def kinds(self) -> set[str]:
        """The kinds of all axes on which a cell has a place of its own; a section's is a row's."""
        return {each.axis.kind for each in (*self.rows, *self.heads)}

    @property
    def asked_of_columns(self) -> list[tuple[str, ...]]:
        """The keys of the axes on which a column has a place, on one of several where they are parted."""
        asked = []
        for number, each in enumerate(self.heads):
            if number in self.parted:
                asked.append(tuple(dict.fromkeys(axis.key for axis in self.parted[number].values())))
            elif each.members and number + 1 not in self.parted:
                asked.append((each.key,))
        return asked


def axes_of(tab: Crosstab, rows: Sequence[BodyRow]) -> Axes:
    """Return the axes of a crosstab by their names and by what stands on them."""
    labels: list[Axis] = []
    beside = ""
    for position in range(len(tab.labels)):
        below, aside = part_names(tab.corner(position))
        beside = beside or aside
        labels.append(axis_of(below, (row.labels[position] for row in rows)))
    heads = []
    for number, row in enumerate(tab.head):
        name = beside or _banner(tab, number)
        heads.append(axis_of(name, (row[column].text for column in tab.values)))
    return Axes(
        parted={at: parted for at in range(1, len(tab.head)) if (parted := _parted(tab, at))},
        rows=tuple(
            TableAxis(axis, _side(labels, number, "rows"), _has_members(row.labels[number] for row in rows))
            for number, axis in enumerate(labels)
        ),
        heads=tuple(
            TableAxis(axis, _side(heads, number, "columns"), _heads_name(tab, number))
            for number, axis in enumerate(heads)
        ),
        section=_section([row.section for row in rows if row.section]),
    )


def _parted(tab: Crosstab, number: int) -> dict[int, TableAxis]:
    """Return the axis of each column of a head row below names of several: "Age" over some, then "Sex".

    Only what describes people or places is told so: a column without a period, an outcome or an offence of
    its own, where others have one, would be of nobody knows which.
    """
    over = {column: tab.head[number - 1][column].text for column in tab.values}
    if not names_of_axes(over.values()):
        return {}
    found: dict[int, TableAxis] = {}
    for name in dict.fromkeys(over.values()):
        columns = [column for column in tab.values if over[column] == name]
        labels = [tab.head[number][column].text for column in columns]
        if axis_named(name) is None:
            continue
        if not any(label != name for label in labels):
            return {}
        on = TableAxis(axis_of(name, labels), normalise(name), members=True)
        if on.axis.kind not in {"other", "place"}:
            return {}
        found |= dict.fromkeys(columns, on)
    return found


def _section(sections: Sequence[str]) -> TableAxis | None:
    if not sections:
        return None
    axis = axis_of("", sections)
    if axis.kind == "unknown":
        # Half of a section's name may have been read: what the others are called tells what it is of.
        kinds = [kind for section in dict.fromkeys(sections) if (kind := kind_of_label(section)) is not None]
        one = set(kinds) == {"offence"} and 2 * len(kinds) >= len(set(sections))
        axis = Axis("offence", "") if one else Axis("other", "section")
    return TableAxis(axis, "section", members=True)


def _has_members(labels: Iterable[str]) -> bool:
    return any(
        label and kind_of_label(label) not in {*MEASURES, "total"} and not is_part(label) for label in labels
    )


def _heads_name(tab: Crosstab, number: int) -> bool:
    return not is_banner(tab, number) and _has_members(tab.head[number][column].text for column in tab.values)


def _side(axes: Sequence[Axis], number: int, side: str) -> str:
    """Return the name of an axis without one: its side, counted where several axes there are unknown."""
    unknown = [index for index, axis in enumerate(axes) if axis.kind == "unknown"]
    if number in unknown[1:]:
        return f"{side} {unknown.index(number) + 1}"
    return side


def _banner(tab: Crosstab, number: int) -> str:
    """Return the text of the head row above that names this one: "Financial year" over the years."""
    return banner_text(tab, number - 1) if number and is_banner(tab, number - 1) else ""


def is_banner(tab: Crosstab, number: int) -> bool:
    """Say whether a head row is one text over the heads below it, which names their axis and no cell.

    Over all columns it may as well be a title; a member (one year over its outcomes) is neither. A head that
    stands beside it over both rows (the total's) is no part of it; then the text must be the name of an axis.
    """
    if number + 1 >= len(tab.head) or len(tab.values) < 2:
        return False
    texts = {tab.head[number][column].text for column in tab.values}
    text = banner_text(tab, number)
    if axis_named(text) is not None:
        return True
    return len(texts) == 1 and kind_of_label(next(iter(texts))) in {None, *MEASURES, "total"}


def titles_in_corner(tab: Crosstab) -> tuple[str, ...]:
    """Return what stands over the labels before the name of their axis: a title that ran into the head.

    It names one thing: "Barsetshire General Hospital Disposal" is a place over its disposals.
    """
    words = tab.corner(0).split() if tab.labels and tab.head else []
    for at in range(len(words) - 1, 0, -1):
        title, name = " ".join(words[:at]), " ".join(words[at:])
        # A school's name ends as an axis of schools is called, and none as one of outcomes is.
        ends = axis_named(words[at - 1]) in {None, "place"} and axis_named(title) is None
        if ends and axis_named(name) is not None and _is_title(title):
            return (title,)
    return ()


def _is_title(text: str) -> bool:
    return kind_of_label(text) in _TITLED or force_titled(text) is not None or len(periods_in(text)) == 1


def dated_cells_of_corner(tab: Crosstab) -> tuple[str, ...]:
    """Return the texts over the labels that name a period: of a sheet's title that stands in its head."""
    texts = dict.fromkeys(row[column].text for row in tab.head for column in tab.labels)
    return tuple(text for text in texts if len(periods_in(text)) == 1)


def banner_text(tab: Crosstab, number: int) -> str:
    """Return the one text of a head row that has other heads below it, "" where there are more."""
    below = tab.head[number + 1] if number + 1 < len(tab.head) else tab.head[number]
    texts = {
        tab.head[number][column].text
        for column in tab.values
        if below[column].text not in {"", tab.head[number][column].text}
    }
    return texts.pop() if len(texts) == 1 else ""
