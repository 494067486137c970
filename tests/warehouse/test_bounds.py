"""The bounds of a share against all worlds that a small reply leaves open, counted out one by one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from made_replies import ask, calendar, deliver, figure, reading, signs_of, workspace_of

from parsers.vocabulary.forces import FORCES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsers.figure import Figure

MEASURE = frozenset({"14", "16"})
LABELS = {
    "Charge/summons": frozenset({"1"}),
    "Outcome 14": frozenset({"14"}),
    "Outcome 16": frozenset({"16"}),
    "Outcome 18": frozenset({"18"}),
    "Evidential difficulties (victim does not support action)": frozenset({"14", "16"}),
    "Evidential difficulties": frozenset({"14", "15", "16"}),
    "Not yet assigned an outcome": frozenset({"0"}),
    "Nobody knows what this means": None,
}
FORCE_IDS = sorted(FORCES)[:12]
REQUEST = """
id = "images"
title = "Images"
sent = 2022-01-10
[asks]
period = ["2020", "2020"]
year_kind = "calendar"
offences = "all"
"""


@dataclass(frozen=True)
class Row:
    """One row of a made-up reply: the least and the most that its printed number can be."""

    label: str
    low: int
    high: int


@dataclass(frozen=True)
class Reply:
    """Rows, and how many crimes beyond them the printed total tells of; None where no total is printed."""

    rows: tuple[Row, ...]
    beyond: int | None


def rows_of(label: str) -> st.SearchStrategy[Row]:
    exact = st.integers(0, 4).map(lambda n: Row(label, n, n))
    return exact | st.sampled_from([Row(label, 0, 2), Row(label, 1, 2)])


replies = st.builds(
    Reply,
    st.lists(st.sampled_from(sorted(LABELS)), min_size=1, max_size=4, unique=True).flatmap(
        lambda labels: st.tuples(*(rows_of(label) for label in labels))
    ),
    st.none() | st.integers(0, 2),
)


def worlds(reply: Reply) -> Iterator[int]:
    """Yield how many crimes may lie in the measure, for every way in which the reply may be true."""
    for numbers in product(*(range(row.low, row.high + 1) for row in reply.rows)):
        # Of each row's crimes some may lie in the measure: all, none, or any number of them.
        choices = []
        for row, number in zip(reply.rows, numbers, strict=True):
            codes = LABELS[row.label]
            if codes is None or "0" in codes or (codes & MEASURE and not codes <= MEASURE):
                choices.append(range(number + 1))
            else:
                choices.append(range(number, number + 1) if codes <= MEASURE else range(1))
        gap = gap_of(reply)
        for chosen in product(*choices, range(gap + 1)):
            yield sum(chosen)


def printed_total(reply: Reply) -> int | None:
    if reply.beyond is None:
        return None
    return sum(row.high for row in reply.rows) + reply.beyond


def gap_of(reply: Reply) -> int:
    """Crimes that the reply counts in its total and gives no row for."""
    return reply.beyond or 0


def figures_of(reply: Reply) -> list[Figure]:
    year = calendar(2020)
    figures = [
        figure(
            1,
            number,
            1,
            row.low if row.low == row.high else None,
            value_status="exact" if row.low == row.high else "suppressed",
            bounds=(row.low, row.high),
            outcome_label=row.label,
            period=year,
        )
        for number, row in enumerate(reply.rows, start=1)
    ]
    total = printed_total(reply)
    if total is not None:
        figures.append(figure(1, 99, 1, total, role="total", of_total=("outcome",), period=year))
    return figures


@settings(max_examples=10, deadline=None)
@given(st.lists(replies, min_size=len(FORCE_IDS), max_size=len(FORCE_IDS)))
def test_bounds_are_those_of_all_worlds(made: list[Reply]) -> None:
    by_force = dict(zip(FORCE_IDS, made, strict=True))
    request = REQUEST + "".join(f'[[authority]]\nforce = "{force}"\n' for force in by_force)
    with TemporaryDirectory() as folder:
        workspace = workspace_of(Path(folder), requests=(request,))
        for force, reply in by_force.items():
            signs = signs_of(force, FORCES[force].domains[0])
            deliver(workspace, reading(f"{force}.pdf", figures_of(reply), signs=signs), folder="images")
        found = ask(
            workspace,
            "SELECT force_id, count_low, count_high, recorded_low, recorded_high, share_low, share_high,"
            " reasons FROM outcome_share('images', $codes)",
            codes=sorted(MEASURE),
        )
    assert [row[0] for row in found] == FORCE_IDS
    for force, low, high, recorded_low, recorded_high, share_low, share_high, reasons in found:
        reply = by_force[force]
        possible = set(worlds(reply))
        assert (low, high) == (min(possible), max(possible)), (reply, reasons)
        assert bool(reasons) == (low < high or recorded_low < recorded_high), (reply, reasons)
        total = printed_total(reply)
        assert recorded_high == (sum(row.high for row in reply.rows) if total is None else total)
        if recorded_high:
            assert share_low == low / recorded_high
        if share_high is not None:
            assert share_low <= share_high <= 1
