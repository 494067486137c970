"""An override put into effect: the tables that it names are read as it says, and no others are touched."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from parsers.document import Cell, Passage, Table
from parsers.errors import FoiError
from parsers.figure import Check, Figure
from parsers.layout.kinds import is_count
from parsers.layout.override import TEXT, column_name
from parsers.vocabulary.periods import read_period
from parsers.vocabulary.values import read_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parsers.document import Document, Grid
    from parsers.figure import Period
    from parsers.layout.override import Line, Override, OverrideTable

_NUMBER_AT_END = re.compile(r"\s(\S*\d\S*|[-–—*])$")


@dataclass(slots=True)
class Overridden:
    """What an override comes to: the rest of the document, for the generic reading, and its own figures.

    `tables` are the grids that it reads; the figures' table numbers count from 1.
    """

    rest: Document
    tables: list[Table] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)


def grids_of(document: Document) -> dict[int, Table]:
    """Return the grids of a document by the numbers under which a person sees them, `TEXT` for its lines."""
    grids = dict(enumerate(document.tables, start=1))
    lines = text_grid(document.passages)
    return {**grids, TEXT: lines} if lines.grid else grids


def text_grid(passages: Sequence[Passage]) -> Table:
    """Return running text as a grid: a line a row, its words first, then each number at its end by itself."""
    rows = []
    for passage in passages:
        text = passage.text.strip()
        numbers: list[str] = []
        while match := _NUMBER_AT_END.search(text):
            numbers.insert(0, match[1])
            text = text[: match.start()].rstrip()
        rows.append((text, *numbers) if text or numbers else ("",))
    width = max((len(row) for row in rows), default=0)
    grid = tuple(
        tuple(
            Cell(row[column] if column < len(row) else "", passage.locator, number, column)
            for column in range(width)
        )
        for number, (row, passage) in enumerate(zip(rows, passages, strict=True))
    )
    return Table("text", grid)


def grid_digest(grid: Grid) -> str:
    """Return the digest of a grid's texts, by which an override is bound to it: sixteen digits."""
    lines = ("\x1f".join(" ".join(cell.text.split()) for cell in row) for row in grid)
    return hashlib.sha256("\x1e".join(lines).encode()).hexdigest()[:16]


def overridden(document: Document, override: Override) -> Overridden:
    """Return what an override makes of its document.

    Raises:
        FoiError: It does not fit the document as it is read now; the message names the file, the table and
            the cell. Nothing of it may be used then.
    """
    grids = grids_of(document)
    used = {table.grid for table in override.tables}
    result = Overridden(replace(document, blocks=_rest(document, override, grids)))
    for number, table in enumerate(override.tables, start=1):
        place = f"overrides/{override.name}, table {number}"
        if table.grid not in grids:
            raise FoiError(f"{place}: no longer fits its document, which has no grid {table.grid}.")
        grid = grids[table.grid]
        _refuse_misfit(place, table, grid)
        result.figures += _Reader(place, table, grid.grid, number).figures()
        result.checks.append(_left_out_check(table, grid, number))
    result.tables = [grids[number] for number in sorted(used)]
    _refuse_unread(override, grids, result.figures)
    return result


def _rest(document: Document, override: Override, grids: dict[int, Table]) -> list[Table | Passage]:
    """Return the blocks that no table of the override reads."""
    read = {id(grids[table.grid]) for table in override.tables if table.grid in grids}
    lines = {
        cell.locator
        for table in override.tables
        if table.grid == TEXT and TEXT in grids
        for number, row in enumerate(grids[TEXT].grid)
        for cell in row[:1]
        if _is_read(table, number)
    }
    return [
        block
        for block in document.blocks
        if not (id(block) in read or (isinstance(block, Passage) and block.locator in lines))
    ]


def _is_read(table: OverrideTable, row: int) -> bool:
    """Say whether a line of running text is one of the rows of a table, its heads among them."""
    return table.values.top <= row <= table.values.bottom or any(line.at == row for line in table.heads)


def _refuse_misfit(place: str, table: OverrideTable, grid: Table) -> None:
    """Make sure that an override's table is the one that it was written for.

    Raises:
        FoiError: It is not.
    """
    again = "write it anew with 'foi override', or take the file away."
    ends = (table.values.bottom, table.values.right)
    outside = [line for line in (*table.heads, *table.labels) if line.at >= _size(grid, line.side)]
    if ends[0] >= grid.height or ends[1] >= grid.width or outside:
        raise FoiError(
            f"{place}: no longer fits its document, whose grid ends at"
            f" {column_name(grid.width - 1)}{grid.height}; {again}"
        )
    for row, column, text in table.expect:
        inside = row < grid.height and column < grid.width
        found = grid.grid[row][column].text if inside else None
        if found is None or found.split() != text.split():
            raise FoiError(
                f"{place}: no longer fits its document: {column_name(column)}{row + 1} reads {found!r}, where"
                f" {text!r} is expected; {again}"
            )
    if table.digest and table.digest != grid_digest(grid.grid):
        raise FoiError(
            f"{place}: no longer fits its document: the grid's texts have the digest"
            f" {grid_digest(grid.grid)}, not {table.digest}; {again}"
        )


def _size(grid: Table, side: str) -> int:
    return grid.height if side == "row" else grid.width


def _left_out_check(table: OverrideTable, grid: Table, number: int) -> Check:
    """Name the cells that a person said are no data."""
    places = [
        cell.locator
        for row, cells in enumerate(grid.grid)
        for column, cell in enumerate(cells)
        if cell.text and table.grid != TEXT and any(region.holds(row, column) for region in table.left_out)
    ]
    return Check(
        check="override fits its document",
        passed=True,
        expected=table.digest or "its cells",
        actual=table.digest or "its cells",
        table_no=number,
        locators=tuple(dict.fromkeys(places)),
        note=f"{len(places)} cells are left out as no data" if places else "",
    )


def _refuse_unread(override: Override, grids: dict[int, Table], figures: Sequence[Figure]) -> None:
    """Make sure that no number in the lines that an override reads is passed over: nothing else reads them.

    Raises:
        FoiError: One is.
    """
    if TEXT not in grids:
        return
    tables = [table for table in override.tables if table.grid == TEXT]
    read = {(figure.row, figure.column) for figure in figures if any(table.grid == TEXT for table in tables)}
    for row, cells in enumerate(grids[TEXT].grid):
        if not any(_is_read(table, row) for table in tables):
            continue
        for column, cell in enumerate(cells):
            known = (
                (row, column) in read
                or any(line.at == row for table in tables for line in table.heads)
                or any(line.at == column for table in tables for line in table.labels)
                or any(region.holds(row, column) for table in tables for region in table.left_out)
            )
            if not known and is_count(cell.text):
                raise FoiError(
                    f"overrides/{override.name}: {column_name(column)}{row + 1} of the text reads"
                    f" {cell.text!r} and is neither value, head nor label; take it in, or leave_out."
                )


class _Reader:
    """One table of an override, cell by cell."""

    def __init__(self, place: str, table: OverrideTable, grid: Grid, number: int) -> None:
        self._place = place
        self._table = table
        self._grid = grid
        self._number = number

    def figures(self) -> list[Figure]:
        """Return the figures of the region, row by row; a cell that is left out gives none."""
        region = self._table.values
        return [
            self._figure(row, column)
            for row in range(region.top, region.bottom + 1)
            for column in range(region.left, region.right + 1)
            if not any(out.holds(row, column) for out in self._table.left_out)
        ]

    def _figure(self, row: int, column: int) -> Figure:
        table, cell = self._table, self._grid[row][column]
        heads = [(line, self._head(line, column)) for line in table.heads]
        labels = [(line, self._label(line, row)) for line in table.labels]
        in_total_row, in_total_column = row in table.total_rows, column in table.total_columns
        said = [*([] if in_total_column else heads), *([] if in_total_row else labels)]
        over = [*(heads if in_total_column else []), *(labels if in_total_row else [])]
        value = read_value(cell.text)
        share = value is not None and value.percentage
        understood = value is not None and value.status != "unreadable"
        counted = value if value is not None and not share else None
        period, source = self._period(said, row, column)
        return Figure(
            table_no=self._number,
            row=row,
            column=column,
            locator=cell.locator,
            raw_text=cell.text,
            row_label=" | ".join(text for _, text in labels if text),
            column_label=" | ".join(text for _, text in heads if text),
            role="percentage" if share else "total" if over else "cell",
            value_status=value.status if value is not None else "unreadable",
            count=counted.count if counted else None,
            count_low=counted.low if counted else None,
            count_high=counted.high if counted else None,
            outcome_label=_joined(said, "outcome") or (None if _has(over, "outcome") else table.outcome),
            offence_label=_joined(said, "offence") or (None if _has(over, "offence") else table.offence),
            force_label=_joined(said, "force") or table.force,
            period=period,
            period_source=source,
            breakdown={
                line.kind: text
                for line, text in said
                if text and line.kind not in {"period", "outcome", "offence", "force"}
            },
            of_total=tuple(dict.fromkeys(line.kind for line, _ in over)),
            unit=table.unit,
            held_reason=None if understood else "value not understood",
        )

    def _head(self, line: Line, column: int) -> str:
        """Return a head: an empty one has that at its left, as unmerged heads of groups are written."""
        cells = self._grid[line.at]
        known = [cells[at].text for at in range(self._table.values.left, column + 1) if cells[at].text]
        return known[-1] if known else ""

    def _label(self, line: Line, row: int) -> str:
        """Return a label: an empty one has that above it."""
        rows = range(self._table.values.top, row + 1)
        known = [self._grid[at][line.at].text for at in rows if self._grid[at][line.at].text]
        return known[-1] if known else ""

    def _period(
        self, said: Iterable[tuple[Line, str]], row: int, column: int
    ) -> tuple[Period | None, str | None]:
        texts = [text for line, text in said if line.kind == "period" and text]
        if not texts:
            if self._table.period is not None:
                return self._table.period, "override"
            return self._span(), "cell"
        for text in (" ".join(texts), " ".join(reversed(texts)), *reversed(texts)):
            period = read_period(text)
            if period is not None:
                return period, "cell"
        raise FoiError(
            f"{self._place}: {' / '.join(texts)!r} over or beside {column_name(column)}{row + 1} is no"
            " period; name another row or column."
        )

    def _span(self) -> Period | None:
        """Return what the periods of the table cover together: that of its totals over time."""
        from parsers.vocabulary.periods import hull  # noqa: PLC0415 needed for totals alone

        region, texts = self._table.values, set()
        for line in self._table.heads:
            if line.kind == "period":
                columns = set(range(region.left, region.right + 1)) - self._table.total_columns
                texts |= {self._head(line, column) for column in columns}
        for line in self._table.labels:
            if line.kind == "period":
                rows = set(range(region.top, region.bottom + 1)) - self._table.total_rows
                texts |= {self._label(line, row) for row in rows}
        periods = [period for period in map(read_period, sorted(texts)) if period is not None]
        return hull(periods) if periods else None


def _joined(said: Iterable[tuple[Line, str]], kind: str) -> str | None:
    return " - ".join(text for line, text in said if line.kind == kind and text) or None


def _has(over: Iterable[tuple[Line, str]], kind: str) -> bool:
    return any(line.kind == kind for line, _ in over)
