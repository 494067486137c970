"""Where everything stands: a few numbers over all that a warehouse file holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from pathlib import Path

_STANDING = """
SELECT
    (SELECT count(*) FROM replies),
    (SELECT count(*) FROM replies WHERE light = 'green'),
    (SELECT count(*) FROM replies WHERE light = 'amber'),
    (SELECT count(*) FROM replies WHERE light = 'red'),
    (SELECT count(*) FROM figures WHERE state = 'accepted'),
    (SELECT count(*) FROM figures WHERE state = 'held'),
    (SELECT count(*) FROM lost_numbers WHERE NOT ignored),
    (SELECT count(*) FROM checks WHERE NOT passed),
    (SELECT count(*) FROM held)
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a warehouse says over everything that ever came; `waiting` counts decisions of people."""

    replies: int
    green: int
    amber: int
    red: int
    figures_accepted: int
    figures_held: int
    numbers_lost: int
    checks_failed: int
    waiting: int


def standing(warehouse: Path) -> Standing:
    """What a warehouse file says of everything that it holds."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        (row,) = connection.execute(_STANDING).fetchall()
    return Standing(*row)
