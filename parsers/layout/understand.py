"""From a document's blocks to its figures."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from parsers.document import BROKEN_LABEL, COUNTS_APART
from parsers.figure import Check
from parsers.layout.apart import held_where_alike
from parsers.layout.binding import LABELS_UNKNOWN
from parsers.layout.carried import rows_without_section
from parsers.layout.context import Context, Told, context_of
from parsers.layout.crosstab import Crosstab
from parsers.layout.figures import figures_of
from parsers.layout.heading import is_name
from parsers.layout.kinds import kind_of
from parsers.layout.meaning import kind_of_label
from parsers.layout.mostly import held_with_most
from parsers.layout.records import RecordList, record_checks, record_figures, titles_of
from parsers.layout.run_in import held_below_run_in
from parsers.layout.siblings import told_by_names
from parsers.layout.stitch import UNTITLED, Stitched, stitch
from parsers.layout.table_parts import Part, parts_of
from parsers.vocabulary.periods import hull, read_period
from parsers.vocabulary.text import normalise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from parsers.document import Cell, Document, Table
    from parsers.figure import Figure, Period


_NUMBERED = re.compile(
    r"^(?:table|sheet|figure|question|q|part|appendix|annex)\s*\d*[a-z]?\s*[:.)–-]\s*", re.IGNORECASE
)
"""What numbers a caption and says nothing of what the table is about."""
_ADDRESS = re.compile(r"[\d@]")
_MOST_WORDS = 8
"""Names of places have no more."""


@dataclass(slots=True)
class Understood:
    """What was made of a document's tables; `unused` are cells with text that took no part in any figure.

    `rests` are the places of what cells of the page before go on with.
    """

    figures: list[Figure] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    unused: list[Cell] = field(default_factory=list)
    rests: set[str] = field(default_factory=set)


def understand(document: Document, told: Told, forces: Mapping[int, str] | None = None) -> Understood:
    """Return the figures of a document's tables; `told` is for tables that name no period.

    `forces` says, by the id of a table's grid, in whose part of the reply it stands.
    """
    understood = Understood()
    parts: list[Part] = []
    above: Crosstab | None = None
    for stitched in stitch(document.tables):
        found = parts_of(stitched, above, (forces or {}).get(id(stitched.first.grid)))
        if not found:
            understood.unused += _cells(stitched.table)
            understood.checks += _not_understood(stitched)
            continue
        parts += found
        understood.rests |= stitched.rests
        last = found[-1].tab
        above = last if isinstance(last, Crosstab) else above
        understood.unused += _unused(stitched.table, found)
    names = [part.lines[-1] if part.lines else "" for part in parts]
    contexts = told_by_names([part.shared for part in parts], names, _contexts(parts))
    untitled = _untitled(parts, contexts)
    contexts = _with_periods(contexts, parts, told)
    contexts = [replace(context, step=told.step) for context in contexts]
    number = 0
    before: Crosstab | None = None
    for at, (part, context) in enumerate(zip(parts, contexts, strict=True)):
        doubts = part.doubts
        if isinstance(part.tab, RecordList):
            figures = record_figures(part.tab, number + 1, context)
        else:
            figures = held_below_run_in(figures_of(part.tab, number + 1, context))
            if before is not None:
                doubts = {**rows_without_section(before, part.tab, context), **doubts}
            before = part.tab
        heads = _heads_in_doubt(part.tab)
        figures = [_doubted(figure, doubts.get(figure.row) or heads.get(figure.column)) for figure in figures]
        if at in untitled:
            figures = [_doubted(figure, UNTITLED) for figure in figures]
        if not figures:
            continue
        number += 1
        understood.figures += figures
        if isinstance(part.tab, RecordList):
            understood.checks += record_checks(part.tab, number)
    understood.figures = held_with_most(held_where_alike(understood.figures))
    return understood


def _untitled(parts: Sequence[Part], contexts: Sequence[Context]) -> set[int]:
    """Return the parts below a titled one, themselves without a title, which are not of its table.

    Where nothing stands between the two, they may go on with it, and then are about what its title says, or
    not. So may those with the same heads as one whose title is its period, or names what it is about.
    """
    found: set[int] = set()
    dated: set[tuple[str, ...]] = set()
    named: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for at, (part, context) in enumerate(zip(parts, contexts, strict=True)):
        heads = _heads_of(part.tab)
        undated = part.paged and heads in dated and context.period is None
        if part.paged and named[heads] - _named_by(context):
            found.add(at)
        elif heads:
            named[heads] |= _named_by(context)
        if _is_titled(context) and not undated:
            dated |= {heads} if heads and context.period is not None and not _is_carried(context) else set()
            continue
        if undated or (at > 0 and part.continues and _is_titled(contexts[at - 1])):
            found.add(at)
    return found


def _heads_of(tab: Crosstab | RecordList) -> tuple[str, ...]:
    if isinstance(tab, RecordList):
        return ()
    return tuple(normalise(row[column].text) for row in tab.head for column in tab.values)


def _is_carried(context: Context) -> bool:
    """Say whether the period over a table holds for those below it, too."""
    return context.period is not None and (context.for_all or context.period.kind == "range")


def _is_titled(context: Context) -> bool:
    return (context.period is not None and not context.for_all) or bool(_named_by(context))


def _named_by(context: Context) -> set[str]:
    """Return the kinds of what a title says that its table is about."""
    named = {"outcome": context.outcome, "offence": context.offence, "breakdown": context.breakdown}
    return {kind for kind, name in named.items() if name}


def _doubted(figure: Figure, reason: str | None) -> Figure:
    """Doubt a figure that waits for nothing, or for what its labels mean: that may be settled by itself."""
    known = figure.held_reason not in {None, LABELS_UNKNOWN}
    return figure if reason is None or known else replace(figure, held_reason=reason)


def _not_understood(stitched: Stitched) -> list[Check]:
    """Name a table that speaks of outcomes or periods and gave no figure; a list may hold no number."""
    cells = _cells(stitched.table)
    known = [cell for cell in cells if kind_of_label(cell.text) in {"outcome", "period"}]
    filled = any(kind_of(cell.text) == "value" for cell in cells)
    if stitched.table.height < 3 or len(known) < 3 or (not filled and _is_form(stitched.table)):
        return []
    return [
        Check(
            check="table understood",
            passed=False,
            expected="figures",
            actual="none",
            table_no=0,
            locators=(cells[0].locator, cells[-1].locator),
            note=f"{stitched.table.height} rows beginning “{cells[0].text[:60]}”",
        )
    ]


def _is_form(table: Table) -> bool:
    """Say whether a table has labels and heads and nothing inside: the requester's empty form."""
    return not any(cell.text for row in table.grid[1:] for cell in row[1:])


def _heads_in_doubt(tab: Crosstab | RecordList) -> dict[int, str]:
    """Return the columns of a crosstab below heads that may not be whole, each with the reason.

    Other doubts of a head's cells are about the row that they stand in.
    """
    if isinstance(tab, RecordList):
        return {}
    return {at: BROKEN_LABEL for row in tab.head for at in tab.values if row[at].doubt == BROKEN_LABEL}


def _with_periods(contexts: Sequence[Context], parts: Sequence[Part], told: Told) -> list[Context]:
    """Give tables without a period the one that is said for them further away.

    A line over a table's title holds for the tables below it too, as does a range of years, in the part of
    one force. Then what the answer as a whole speaks of; then what the request asked for, unless the answer's
    own tables cover something else: the period asked for is not always the one that is answered.
    """
    covered = _covered(parts)
    asked = told.request
    if covered is not None and asked is not None and (covered.start, covered.end) != (asked.start, asked.end):
        asked = None
    above: Period | None = None
    force: str | None = None
    filled = []
    for context in contexts:
        if context.period is not None:
            above = context.period if _is_carried(context) else None
            force = context.force
            filled.append(context)
            continue
        if context.force != force:
            above = None
        for period, source in ((above, "section"), (told.answer, "document"), (asked, "request restated")):
            if period is not None:
                filled.append(replace(context, period=period, period_source=source))
                break
        else:
            filled.append(context)
    return filled


def _covered(parts: Sequence[Part]) -> Period | None:
    """Return what the tables with periods of their own cover together."""
    texts: set[str] = set()
    for part in parts:
        tab = part.tab
        if isinstance(tab, RecordList):
            continue
        texts |= {row[column].text for row in tab.head for column in tab.values}
        texts |= {row[column].text for row in tab.body for column in tab.labels}
    periods = [period for period in map(read_period, texts) if period is not None]
    return hull(periods) if periods else None


def _contexts(parts: Sequence[Part]) -> list[Context]:
    """Return what stands around each part: a title that is a name says what all of its table is about."""
    contexts = [_context(part) for part in parts]
    contexts = [
        replace(context, force=context.force or part.force)
        for context, part in zip(contexts, parts, strict=True)
    ]
    return [
        _named(context, part.lines[-1]) if part.lines else context
        for context, part in zip(contexts, parts, strict=True)
    ]


def _context(part: Part) -> Context:
    """Return what stands over a part: of its corner's cells, the line right above is still the nearer.

    What its own corner says holds for no table below.
    """
    context = context_of(part.lines)
    if not part.corner:
        return context
    whole = context_of((*part.lines[:-1], *part.corner, *part.lines[-1:]))
    return replace(whole, for_all=whole.for_all and whole.period == context.period)


def _named(context: Context, title: str) -> Context:
    """Take in the place or group of people that a title names, unless it is already understood."""
    title = _NUMBERED.sub("", title).strip()
    if read_period(title) is not None:
        return context
    if title in {context.outcome, context.offence, context.force}:
        return context
    # An address over a table is the letterhead's, and names no place of crimes.
    parts = (title, *re.split(r"\s[-–—]\s|[:.]\s", title))
    kind, title = next(
        (
            (kind, part)
            for part in parts[::-1]
            if len(part.split()) <= _MOST_WORDS and not _ADDRESS.search(part)
            for kind in [kind_of_label(part)]
            if kind in {"age", "sex"} or (kind == "place" and is_name(part))
        ),
        (None, title),
    )
    if kind is None:
        return context
    return replace(context, breakdown=(kind, title))


def _cells(table: Table) -> list[Cell]:
    seen: dict[int, Cell] = {}
    for row in table.grid:
        for cell in row:
            if cell.text:
                seen.setdefault(id(cell), cell)
    return list(seen.values())


def _unused(table: Table, parts: Sequence[Part]) -> list[Cell]:
    """Return the cells with text that are no head, label or value of any part, or not that alone."""
    used: set[str] = set()
    cells = _cells(table)
    for part in parts:
        tab = part.tab
        if isinstance(tab, RecordList):
            rows = (tab.head, *tab.rows, *((tab.total,) if tab.total else ()))
            used |= {cell.locator for row in rows for cell in row}
            used |= {cell.locator for row in table.grid[: len(titles_of(table.grid))] for cell in row}
            continue
        used |= {cell.locator for row in tab.head for cell in row}
        for row in tab.body:
            used |= {row[column].locator for column in (*tab.labels, *tab.values)}
        if tab.titles:
            used |= {cell.locator for cell in cells if cell.text in tab.titles}
    return [cell for cell in cells if cell.locator not in used or cell.doubt == COUNTS_APART]
