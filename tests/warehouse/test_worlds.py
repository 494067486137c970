"""Made-up crimes, printed in tables drawn by chance: whatever is withheld, the truth lies in every bound."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from made_replies import (
    CHARGED,
    DECLINED,
    NO_SUSPECT,
    PENDING,
    UNIDENTIFIED_DECLINED,
    built,
    calendar,
    deliver,
    figure,
    month,
    reading,
    signs_of,
    span,
    value,
    workspace_of,
)

from parsers.vocabulary.forces import FORCES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from parsers.figure import Figure, Period

ASKED = [force for force in FORCES.values() if force.kind == "territorial"][:40]
LABELS = {"1": CHARGED, "14": UNIDENTIFIED_DECLINED, "16": DECLINED, "18": NO_SUSPECT, "0": PENDING}
EITHER = "Evidential difficulties (victim does not support action)"
"""A wording of both 14 and 16."""
YEARS = (2019, 2020, 2021)
WHOLE = span(date(2019, 1, 1), date(2021, 12, 31))
TELLING = (("o", "y"), ("o", "p"), ("o", "p", "y"), ("o", "f", "y"), ("o",), ("o", "m"))
"""Tables by outcome, year, place, offence and month."""
OTHERS = (("f", "y"), ("p", "y"), ("y",), ("p",), ("f",))
MEASURES = (["16"], ["14", "16"], ["1"], ["1", "18"], ["0"])
REQUEST = """
id = "worlds"
title = "Crimes"
sent = 2022-01-10
[asks]
period = ["2019", "2021"]
year_kind = "calendar"
dimensions = ["outcome"]
offences = "all"
""" + "".join(f'[[authority]]\nforce = "{force.id}"\n' for force in ASKED)


@dataclass(frozen=True)
class Crime:
    day: date
    outcome: str
    offence: str
    place: str


@dataclass
class Reply:
    """What one force knows, and the tables in which it says so."""

    chance: random.Random
    crimes: list[Crime] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)

    def fill(self) -> None:
        codes = self.chance.sample(list(LABELS), self.chance.randint(2, 5))
        for _ in range(self.chance.choice([3, 12, 40])):
            day = date(self.chance.choice(YEARS), self.chance.randint(1, 12), self.chance.randint(1, 28))
            outcome, offence = self.chance.choice(codes), self.chance.choice(["Violence", "Theft"])
            self.crimes.append(Crime(day, outcome, offence, self.chance.choice(["North", "South"])))
        others = self.chance.choices([*TELLING, *OTHERS], k=self.chance.randint(0, 3))
        usual = self.chance.choice(["", "<5", "rounded"])
        for table, axes in enumerate(dict.fromkeys([self.chance.choice(TELLING), *others]), start=1):
            either = self.chance.random() < 0.25
            style = usual if self.chance.random() < 0.8 else ""
            self.print(table, axes, codes, style, either=either)

    def print(self, table: int, axes: tuple[str, ...], codes: list[str], style: str, *, either: bool) -> None:
        def outcome(code: str) -> str:
            return EITHER if either and code in {"14", "16"} else LABELS[code]

        def place(crime: Crime) -> tuple[object, ...]:
            labels = {
                "o": outcome(crime.outcome),
                "y": crime.day.year,
                "m": (crime.day.year, crime.day.month),
                "f": crime.offence,
                "p": crime.place,
            }
            return tuple(labels[axis] for axis in axes)

        labels: dict[str, list[Any]] = {
            "o": sorted({outcome(code) for code in codes}),
            "y": list(YEARS),
            "m": list(product(YEARS, range(1, 13))),
            "f": ["Violence", "Theft"],
            "p": ["North", "South"],
        }
        counted = Counter(place(crime) for crime in self.crimes)
        keys = list(product(*(labels[axis] for axis in axes)))
        waits = self.chance.choice(keys) if self.chance.random() < 0.2 else None
        for row, key in enumerate(keys, start=1):
            told = meaning(dict(zip(axes, key, strict=True)))
            if key == waits:
                self.figures.append(self.doubted(table, row, counted[key], style, **told))
            else:
                self.figures.append(cell(table, row, counted[key], style, **told))
            if self.chance.random() < 0.05:
                part = min(1, counted[key])
                self.figures.append(figure(table, 1000 + row, 1, part, role="of_which", **told))

    def doubted(self, table: int, row: int, count: int, style: str, **told: object) -> Figure:
        """Return a figure that waits: for what it counts, or, recognised on a picture, for its digits."""
        if self.chance.random() < 0.5:
            return cell(table, row, count, style, held_reason="rows not told apart", **told)
        misread = self.chance.choice([0, self.chance.randint(0, 9)])
        return cell(table, row, misread, "", held_reason="recognised with doubt", confidence=0.6, **told)


def meaning(labels: dict[str, Any]) -> dict[str, Any]:
    period: Period = WHOLE
    if "y" in labels:
        period = calendar(labels["y"])
    elif "m" in labels:
        period = month(*labels["m"])
    told: dict[str, Any] = {"period": period}
    names = {"o": "outcome_label", "f": "offence_label"}
    told |= {names[axis]: label for axis, label in labels.items() if axis in names}
    return told | ({"breakdown": {"place": labels["p"]}} if "p" in labels else {})


def cell(table: int, row: int, count: int, style: str, **told: object) -> Figure:
    if style == "rounded":
        near = 5 * round(count / 5)
        bounds = (max(0, near - 2), near + 2)
        return figure(table, row, 1, None, value_status="rounded", raw_text=str(near), bounds=bounds, **told)
    return value(table, row, 1, "<5" if style and 0 < count < 5 else count, **told)


Round = tuple[dict[str, Reply], duckdb.DuckDBPyConnection]


@pytest.fixture(scope="module", params=range(3))
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Round]:
    chance = random.Random(request.param)
    workspace = workspace_of(tmp_path_factory.mktemp("worlds"), requests=(REQUEST,))
    replies = {force.id: Reply(chance) for force in ASKED}
    for force in ASKED:
        replies[force.id].fill()
        letter = reading(
            f"{force.id}.pdf", replies[force.id].figures, signs=signs_of(force.id, force.domains[0])
        )
        deliver(workspace, letter, folder="worlds")
    path: Path = built(workspace).path
    with duckdb.connect(str(path), read_only=True) as connection:
        yield replies, connection


def rows_of(connection: duckdb.DuckDBPyConnection, sql: str) -> Iterator[dict[str, Any]]:
    result = connection.execute(sql)
    names = [column[0] for column in result.description or []]
    return (dict(zip(names, row, strict=True)) for row in result.fetchall())


def crimes_of(made: Round, row: dict[str, Any]) -> list[Crime]:
    replies, _ = made
    return [
        crime
        for crime in replies[row["force_id"]].crimes
        if row["period_start"] <= crime.day <= row["period_end"]
    ]


def lies(number: float, low: float | None, high: float | None) -> bool:
    near = 1e-9
    return (low is None or low - near <= number) and (high is None or number <= high + near)


@pytest.mark.parametrize("codes", MEASURES, ids="+".join)
@pytest.mark.parametrize("macro", ["outcome_share", "trend"])
def test_counts_and_shares_hold_the_truth(made: Round, macro: str, codes: list[str]) -> None:
    rows = list(rows_of(made[1], f"FROM {macro}('worlds', {codes})"))
    assert {row["force_id"] for row in rows} == {force.id for force in ASKED}
    for row in rows:
        crimes = crimes_of(made, row)
        inside = sum(crime.outcome in codes for crime in crimes)
        assert lies(inside, row["count_low"], row["count_high"]), row
        assert not crimes or lies(inside / len(crimes), row["share_low"], row["share_high"]), row
        exact = (row["count_low"], row["share_low"]) == (row["count_high"], row["share_high"])
        assert exact or row["reasons"], row


def test_no_sum_of_all_forces_leaves_the_truth_out(made: Round) -> None:
    crimes = [crime for reply in made[0].values() for crime in reply.crimes]
    for codes in MEASURES:
        (row,) = rows_of(made[1], f"FROM outcome_share_national('worlds', {codes})")
        inside = sum(crime.outcome in codes for crime in crimes)
        assert lies(inside, row["count_low"], row["count_high"]), row
        assert lies(inside / len(crimes), row["share_low"], row["share_high"]), row


@pytest.mark.parametrize("relation", ["outcome_counts", "recorded_counts"])
def test_a_count_is_exact_where_it_says_so(made: Round, relation: str) -> None:
    for row in rows_of(made[1], f"FROM {relation}"):
        codes = row.get("outcome_codes") or LABELS
        true = sum(
            crime.outcome in codes and row["offence_label"] in {"Crimes", crime.offence}
            for crime in crimes_of(made, row)
        )
        assert lies(true, row["count_low"], row["count_high"]), row
        assert row["count"] in {None, true}, row
        assert row["count"] is not None or set(row["reasons"]) - {"part period", "assumed period"}, row


def test_tables_of_the_same_crimes_never_contradict_one_another(made: Round) -> None:
    assert made[1].execute("SELECT note, expected, actual FROM checks WHERE NOT passed").fetchall() == []
