"""The board: forces by requests, in the width of a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.terminal import printable, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WIDTH = 80
MARKS = {
    "answered": "yes",
    "part": "part",
    "refused": "no",
    "held": "held",
    "waiting": "wait",
    "overdue": "late",
}
LEGEND = (
    "yes answered · part less than asked for · no refused · held waits for a person",
    "wait not due yet · late N by N working days · * came late · blank not asked",
)
_FORCE = 22
_CELL = 9
PREPARE = """
CREATE TEMP TABLE board AS
SELECT c.force_id, c.request_id, v.state, coalesce(c.working_days_late, 0) AS late, v.usable
FROM clock c JOIN coverage v USING (request_id, force_id)
"""
"""Works out once what `QUERY` and others ask for: planning these views takes longer than all else."""
QUERY = "SELECT force_id, request_id, state, late FROM board ORDER BY request_id, force_id"

Row = tuple[str, str, str, int]


def board(rows: Iterable[Row]) -> Iterator[str]:
    """Yield the board's lines, none wider than a terminal: as many requests beside each other as fit.

    Each row is force, request, state (as in `coverage`) and working days late.
    """
    cells: dict[tuple[str, str], str] = {}
    for force, request, state, late in rows:
        mark = MARKS.get(state, state)
        if state == "overdue":
            mark = f"{mark} {late}"
        elif late and state != "waiting":
            mark = f"{mark}*"
        cells[force, request] = mark
    forces = sorted({force for force, _ in cells})
    requests = sorted({request for _, request in cells})
    beside = (WIDTH - _FORCE) // _CELL
    for start in range(0, len(requests), beside):
        shown = requests[start : start + beside]
        if start:
            yield ""
        for number, request in enumerate(shown, start=start + 1):
            yield f"[{number}] {printable(request)}"[:WIDTH]
        heads = [f"[{number}]" for number in range(start + 1, start + 1 + len(shown))]
        yield _line("", heads)
        for force in forces:
            if any((force, request) in cells for request in shown):
                yield _line(force, [cells.get((force, request), "") for request in shown])
    if cells:
        yield from LEGEND


def _line(force: str, cells: list[str]) -> str:
    return f"{force[: _FORCE - 1]:<{_FORCE}}{''.join(f'{cell:<{_CELL}}' for cell in cells)}".rstrip()


def show_board(rows: Iterable[Row]) -> None:
    """Print the board."""
    for line in board(rows):
        say(line)
