"""Bounds against all worlds that leave them open, counted out one by one."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import duckdb
import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from made_replies import ask, calendar, deliver, figure, reading, signs_of, workspace_of

from parsers.vocabulary.forces import FORCES
from warehouse.sql import statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsers.figure import Figure

Bounds = tuple[int, int | None]

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
FORCE_IDS = sorted(FORCES)[:24]
REQUEST = """
id = "images"
title = "Images"
sent = 2022-01-10
[asks]
period = ["2020", "2020"]
year_kind = "calendar"
offences = "all"
"""
# A build takes too long for a failing example to be made small in many steps.
BUILDING = settings(max_examples=3, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])


@dataclass(frozen=True)
class Row:
    """One row of a made-up reply: the least and the most that its printed number can be."""

    label: str
    low: int
    high: int


@dataclass(frozen=True)
class Reply:
    """Rows, and the total that is printed below them, which may tell of crimes that no row counts."""

    rows: tuple[Row, ...]
    total: int | None

    @property
    def most(self) -> int:
        return sum(row.high for row in self.rows)

    @property
    def contradicts(self) -> bool:
        """Whether the total is more than the rows can add up to."""
        return self.total is not None and self.total > self.most

    @property
    def waits(self) -> bool:
        """Whether a row waits for a person."""
        return any(LABELS[row.label] is None for row in self.rows)


def rows_of(label: str) -> st.SearchStrategy[Row]:
    exact = st.integers(0, 4).map(lambda n: Row(label, n, n))
    return exact | st.sampled_from([Row(label, 0, 2), Row(label, 1, 2)])


@st.composite
def replies(draw: st.DrawFn) -> Reply:
    labels = draw(st.lists(st.sampled_from(sorted(LABELS)), min_size=1, max_size=4, unique=True))
    rows = tuple(draw(rows_of(label)) for label in labels)
    least, most = sum(row.low for row in rows), sum(row.high for row in rows)
    return Reply(rows, draw(st.none() | st.integers(least, most + 2)))


def worlds(reply: Reply) -> Iterator[tuple[int, int]]:
    """Yield how many crimes lie in the measure, and how many there are, for each way in which it may be."""
    for numbers in product(*(range(row.low, row.high + 1) for row in reply.rows)):
        beyond = 0 if reply.total is None else reply.total - sum(numbers)
        # A total that the rows can add up to is theirs. Of one beyond them nobody knows whether it counts
        # crimes that no row does, or is wrong.
        if beyond < 0 or (beyond and not reply.contradicts):
            continue
        yield from worlds_with(reply, numbers, beyond)
        if beyond:
            yield from worlds_with(reply, numbers, 0)


def worlds_with(reply: Reply, numbers: tuple[int, ...], unlisted: int) -> Iterator[tuple[int, int]]:
    # Of each row's crimes some may lie in the measure: all, none, or any number of them.
    choices = [range(unlisted + 1)]
    for row, number in zip(reply.rows, numbers, strict=True):
        codes = LABELS[row.label]
        if codes is None or "0" in codes or (codes & MEASURE and not codes <= MEASURE):
            choices.append(range(number + 1))
        else:
            choices.append(range(number, number + 1) if codes <= MEASURE else range(1))
    for chosen in product(*choices):
        yield sum(chosen), sum(numbers) + unlisted


def printed(reply: Reply) -> tuple[int, int]:
    """Return the bounds as far as the rows of the measure and the total tell by themselves."""
    low = high = 0
    for row in reply.rows:
        codes = LABELS[row.label]
        if codes is not None and codes <= MEASURE:
            low += row.low
        if codes is None or "0" in codes or codes & MEASURE:
            high += row.high
    return low, high if reply.total is None else min(high, reply.total)


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
    if reply.total is not None:
        figures.append(figure(1, 99, 1, reply.total, role="total", of_total=("outcome",), period=year))
    return figures


WITHHELD_BESIDE_ZERO = Reply((Row("Outcome 16", 0, 2), Row("Outcome 18", 0, 0)), 1)
"""The total and the others' zero tell what was withheld."""


@BUILDING
@given(st.lists(replies(), min_size=len(FORCE_IDS), max_size=len(FORCE_IDS)))
@example([WITHHELD_BESIDE_ZERO] * len(FORCE_IDS))
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
            "SELECT force_id, count_low, count_high, share_low, share_high, reasons"
            " FROM outcome_share('images', $codes)",
            codes=sorted(MEASURE),
        )
    assert [row[0] for row in found] == FORCE_IDS
    for force, low, high, share_low, share_high, reasons in found:
        reply = by_force[force]
        told = (reply, low, high, share_low, share_high, reasons)
        possible = set(worlds(reply))
        counts = {count for count, _ in possible}
        shares = {Fraction(count, whole) for count, whole in possible if whole}
        assert low <= min(counts) <= max(counts) <= high, told
        if shares:
            assert share_low <= float(min(shares)) <= float(max(shares)) <= share_high, told
        if low < high:
            assert reasons, told
        if reply.waits:
            continue
        if len(counts) == 1 and printed(reply)[0] < printed(reply)[1]:
            # What the authority withheld is not printed, though it can be worked out.
            assert (low, high) == printed(reply) or all(
                (LABELS[row.label] or frozenset()) <= MEASURE for row in reply.rows
            ), told
            continue
        assert (low, high) == (min(counts), max(counts)), told
        # Where a total contradicts the rows, a share may lie anywhere between what either says.
        if shares and not reply.contradicts:
            assert (share_low, share_high) == pytest.approx((float(min(shares)), float(max(shares)))), told


small = st.integers(0, 5)
some_bounds = st.tuples(small, small).map(lambda pair: (min(pair), max(pair)))


def each(bounds: tuple[int, int]) -> range:
    return range(bounds[0], bounds[1] + 1)


@pytest.fixture(scope="module")
def arithmetic() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(statement("01_bounds"))
        yield connection


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(some_bounds, some_bounds), min_size=20, max_size=20))
def test_arithmetic_gives_the_narrowest_bounds(
    arithmetic: duckdb.DuckDBPyConnection, pairs: list[tuple[tuple[int, int], tuple[int, int]]]
) -> None:
    rows = arithmetic.execute(
        """
        WITH pairs AS (
            SELECT bounds(unnest($a), unnest($b)) AS one, bounds(unnest($c), unnest($d)) AS other
        )
        SELECT bounds_add(one, other), bounds_rest(one, other), bounds_meet(one, other),
            bounds_share(one, other), bounds_change(one, other)
        FROM pairs
        """,
        {
            "a": [one[0] for one, _ in pairs],
            "b": [one[1] for one, _ in pairs],
            "c": [other[0] for _, other in pairs],
            "d": [other[1] for _, other in pairs],
        },
    ).fetchall()
    for (one, other), (added, rest, meeting, share, change) in zip(pairs, rows, strict=True):
        cases = [(first, second) for first in each(one) for second in each(other)]
        assert ends(added) == spread([first + second for first, second in cases])
        left = [first - second for first, second in cases if first >= second]
        assert ends(rest) == (spread(left) if left else (0, 0))
        common = [first for first, second in cases if first == second]
        assert ends(meeting) == (spread(common) if common else spread([*each(one), *each(other)]))
        shares = [first / (first + second) for first, second in cases if first + second]
        assert ends(share) == (pytest.approx(spread(shares)) if shares else (None, None))
        assert ends(change) == spread([second - first for first, second in cases])
        if one[0]:
            relative = spread([(second - first) / first for first, second in cases])
            assert (change["relative_low"], change["relative_high"]) == pytest.approx(relative)


def ends(bounds: dict[str, float]) -> tuple[float, float]:
    return bounds["low"], bounds["high"]


def spread(numbers: list[float]) -> tuple[float, float]:
    return min(numbers), max(numbers)


@pytest.mark.parametrize(
    ("asked", "low", "high"),
    [
        ("bounds_add(bounds(1, NULL), bounds(2, 3))", 3, None),
        ("bounds_rest(bounds(5, NULL), bounds(1, 2))", 3, None),
        ("bounds_rest(bounds(5, 6), bounds(1, NULL))", 0, 5),
        ("bounds_meet(bounds(1, NULL), bounds(0, 4))", 1, 4),
        ("bounds_meet(bounds(9, NULL), bounds(0, 4))", 0, None),
        ("bounds_share(bounds(1, NULL), bounds(0, 4))", 0.2, 1.0),
        ("bounds_share(bounds(1, 1), bounds(3, NULL))", 0.0, 0.25),
        ("bounds_change(bounds(1, NULL), bounds(0, 4))", None, 3),
    ],
)
def test_what_nothing_limits_stays_without_limit(
    arithmetic: duckdb.DuckDBPyConnection, asked: str, low: float | None, high: float | None
) -> None:
    ((found,),) = arithmetic.execute(f"SELECT {asked}").fetchall()
    assert (found["low"], found["high"]) == (low, high)
