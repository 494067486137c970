"""Every number in a table is accounted for: it became a figure, is a label or a head, or is named as lost."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from parsers.figure import Check
from parsers.layout.kinds import is_count
from parsers.no_data import unexplained

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from parsers.document import Cell, Table
    from parsers.figure import Figure, LostNumber

_FEW = 5
_NUMBER = re.compile(r"\W*\d")
"""A text that begins with its number; "(OC16)" is a word with one."""


def unaccounted(
    tables: Sequence[Table],
    figures: Sequence[Figure],
    lost: Iterable[LostNumber],
    checks: Iterable[Check],
    rests: Iterable[str] = (),
) -> list[Check]:
    """Return failed checks for every table with numbers that nothing came of, else one that is passed.

    `lost` and `checks` name places too: the printed number of rows of a list of crimes is checked and is no
    figure. `rests` are the places of what cells of the page before go on with, which stands in these. A
    number that is named as lost in a table with figures fails a check of its own, which a person settles by
    saying of each that it is no data.
    """
    lost = list(lost)
    by_place: dict[str, list[Figure]] = defaultdict(list)
    numbers: dict[int, set[str]] = defaultdict(set)
    for figure in figures:
        by_place[figure.locator].append(figure)
        if figure.value_status == "record":
            numbers[figure.table_no].add(figure.row_label)
    named = {number.locator for number in lost} | by_place.keys()
    named |= {locator for check in checks for locator in check.locators}
    named |= set(rests)
    failed = []
    for table in tables:
        placed = list(_placed(table, by_place))
        own = {figure.table_no for _, _, figure in placed}
        # What is said of a crime may stand on the page after its number.
        said = {label for number in own for label in numbers[number]}
        left = _left_over(table, placed, named, said)
        failed += _lost_in(table, sorted(own), lost)
        if not left:
            continue
        failed += [
            Check(
                check="table's numbers accounted for",
                passed=False,
                expected="figures, labels or lost numbers",
                actual=", ".join(cell.text for cell in left[:_FEW]),
                table_no=number,
                locators=tuple(cell.locator for cell in left[:_FEW]),
                note=f"nothing came of {len(left)} numbers of a table",
            )
            for number in sorted(own) or [0]
        ]
    if failed or not tables:
        return failed
    what = f"{len(tables)} tables"
    return [
        Check(
            "table's numbers accounted for", passed=True, expected=what, actual=what, table_no=0, locators=()
        )
    ]


def _lost_in(table: Table, numbers: Sequence[int], lost: Sequence[LostNumber]) -> list[Check]:
    """Return a failed check for each of the tables in a grid in which a number is lost."""
    if not lost:
        return []
    places = {cell.locator for row in table.grid for cell in row}
    found = [number for number in lost if number.locator in places]
    if not found:
        return []
    return [
        Check(
            check="table's numbers understood",
            passed=False,
            expected="no number lost",
            actual=", ".join(each.raw_text for each in found[:_FEW]),
            table_no=number,
            locators=tuple(dict.fromkeys(each.locator for each in found)),
            note=f"{len(found)} numbers of the table are lost",
        )
        for number in numbers
    ]


def _left_over(
    table: Table, placed: Sequence[tuple[int, int, Figure]], named: set[str], numbers: set[str]
) -> list[Cell]:
    """Return the cells of a table that hold a number and are nothing that is known of.

    `placed` are its figures, `named` the places of figures and of what is named otherwise; `numbers` are
    those of the rows of the list that it is a part of.
    """
    rows: set[int] = set()
    columns: set[int] = set()
    said: set[str] = set()
    listed: set[int] = set()
    for number, column, figure in placed:
        rows.add(number)
        columns.add(column)
        said.update((figure.row_label, figure.column_label))
        if figure.value_status == "record":
            listed.add(number)
    labels = numbers | {label for each in said for label in each.split(" | ")}
    left: dict[str, Cell] = {}
    for number, row in enumerate(table.grid):
        # A row of a list of crimes is one figure, whatever numbers describe the crime.
        if number in listed:
            continue
        for column, cell in enumerate(row):
            if not cell.text or cell.locator in named:
                continue
            label = cell.text in labels and (number not in rows or column not in columns)
            if not label and _NUMBER.match(cell.text) and is_count(cell.text) and unexplained(cell.text):
                left.setdefault(cell.locator, cell)
    return list(left.values())


def _placed(table: Table, figures: dict[str, list[Figure]]) -> Iterator[tuple[int, int, Figure]]:
    """Yield the figures of a table with the row and the column in which each stands."""
    for number, row in enumerate(table.grid):
        for column, cell in enumerate(row):
            if cell.locator in figures:
                for figure in figures[cell.locator]:
                    yield number, column, figure
