"""What the warehouse says in the morning: lights, who is overdue, what waits for a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

MOST_GROUPS = 40
"""Groups that the report names; `foi held` has them all."""

_LIGHTS = """
SELECT coalesce(request_id, 'not placed'), count(*) FILTER (light = 'green'),
    count(*) FILTER (light = 'amber'), count(*) FILTER (light = 'red')
FROM replies WHERE superseded_by IS NULL GROUP BY request_id ORDER BY request_id
"""
# What hides data comes first, as in `foi held`; then what frees most.
_GROUPS = """
SELECT kind, cause, command, frees, documents FROM held_groups
ORDER BY kind = 'release' DESC, frees DESC, figures DESC, decisions DESC, "group"
"""
_OVERDUE = """
SELECT r.request_id, coalesce(f.name, r.force_id), r.due_on, r.working_days_overdue, r.step
FROM reminders(current_date) r LEFT JOIN forces f ON f.id = r.force_id
WHERE r.working_days_overdue > 0
ORDER BY r.working_days_overdue DESC, r.request_id, r.force_id
"""


@dataclass(frozen=True, slots=True)
class Lights:
    """How many of a request's replies have which light."""

    request: str
    green: int
    amber: int
    red: int


@dataclass(frozen=True, slots=True)
class Group:
    """What waits for one cause: the command settles it and frees so many figures."""

    kind: str
    cause: str
    command: str
    frees: int
    documents: int


@dataclass(frozen=True, slots=True)
class Overdue:
    """An authority that has not answered in time; `step` is what to write to it."""

    request: str
    force: str
    due_on: date
    working_days: int
    step: str


@dataclass(frozen=True, slots=True)
class Morning:
    """Where everything stands; `groups` are the first of `groups_all`."""

    lights: tuple[Lights, ...]
    groups: tuple[Group, ...]
    groups_all: int
    overdue: tuple[Overdue, ...]

    @property
    def hiding(self) -> int:
        """How many documents wait because of hidden data that could be personal."""
        return sum(group.documents for group in self.groups if group.kind == "release")


def morning(warehouse: Path) -> Morning:
    """Ask a warehouse file."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        groups = [Group(*row) for row in connection.execute(_GROUPS).fetchall()]
        return Morning(
            tuple(Lights(*row) for row in connection.execute(_LIGHTS).fetchall()),
            tuple(groups[:MOST_GROUPS]),
            len(groups),
            tuple(Overdue(*row) for row in connection.execute(_OVERDUE).fetchall()),
        )
