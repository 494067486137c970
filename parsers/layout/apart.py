"""Tables that say different things of the same crimes: the name of what each is about was not read.

A table for each place, each offence or each force is told apart by its title. Where titles were missed, the
tables seem to count the same crimes and disagree nearly everywhere, which no authority's own tables do.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from parsers.layout.binding import LABELS_UNKNOWN
from parsers.vocabulary.text import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parsers.figure import Figure

NOT_TOLD_APART = "tables not told apart"
_FEWEST_TABLES = 2
_FEW = 2
"""Fewer differences are the authority's own, and are kept as a conflict."""

_Key = tuple[object, ...]
_Bounds = tuple[int | None, int | None]


def held_where_alike(figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures; those of tables that nothing tells apart are held.

    So are those that wait for the meaning of a label: it would not say which table is which.
    """
    if len({figure.table_no for figure in figures}) < _FEWEST_TABLES:
        return list(figures)
    agree: Counter[tuple[int, int]] = Counter()
    differ: Counter[tuple[int, int]] = Counter()
    for said in _said(figures).values():
        for (one, first), (other, second) in combinations(sorted(said.items()), 2):
            if first == second == (0, 0):
                continue
            (agree if _meet(first, second) else differ)[one, other] += 1
    alike = {
        table for pair, count in differ.items() if count >= _FEW and count > agree[pair] for table in pair
    }
    return [
        replace(figure, held_reason=NOT_TOLD_APART)
        if figure.table_no in alike and figure.held_reason in {None, LABELS_UNKNOWN}
        else figure
        for figure in figures
    ]


def _said(figures: Sequence[Figure]) -> dict[_Key, dict[int, _Bounds]]:
    """Return what each table says under each meaning, where it says it once."""
    found: dict[_Key, dict[int, list[_Bounds]]] = defaultdict(lambda: defaultdict(list))
    for figure in figures:
        if figure.table_no and figure.role == "cell" and figure.value_status != "record":
            found[_about(figure)][figure.table_no].append((figure.count_low, figure.count_high))
    return {
        about: {table: bounds[0] for table, bounds in tables.items() if len(bounds) == 1}
        for about, tables in found.items()
    }


def _about(figure: Figure) -> _Key:
    return (
        normalise(figure.outcome_label or ""),
        normalise(figure.offence_label or ""),
        normalise(figure.force_label or ""),
        (figure.period.start, figure.period.end) if figure.period else None,
        figure.unit,
        figure.basis,
        tuple(sorted(figure.breakdown.items())),
    )


def _meet(first: _Bounds, second: _Bounds) -> bool:
    """Say whether two bounds may be of one number."""
    (low, high), (other_low, other_high) = first, second
    return (high is None or (other_low or 0) <= high) and (other_high is None or (low or 0) <= other_high)
