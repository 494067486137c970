"""History: the answers as they were before a reply was replaced, from the documents known until then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from warehouse.part import counted, shared

if TYPE_CHECKING:
    from datetime import date

    import duckdb

    from warehouse.inputs import Inputs
    from warehouse.placement import Placement

_REPLACED = """
SELECT p.reply_id, p.request_id, p.force_id, p.known_from, p.known_until, d.superseded_by
FROM reply_versions p
JOIN documents d ON p.reply_id = p.request_id || '/' || p.force_id || '@' || left(d.document_id, 12)
WHERE d.state = 'superseded'
ORDER BY p.reply_id
"""
# All documents of the reply but those that came in the place of this one, or of what replaced it.
_KNOWN_THEN = """
WITH RECURSIVE successors AS (
    SELECT $successor AS document_id
    UNION
    SELECT d.superseded_by FROM documents d JOIN successors s USING (document_id)
    WHERE d.superseded_by IS NOT NULL
)
SELECT DISTINCT root_id FROM documents
WHERE request_id = $request AND list_contains(force_ids, $force)
    AND root_id NOT IN (SELECT document_id FROM successors)
"""


def load_history(
    connection: duckdb.DuckDBPyConnection, inputs: Inputs, placements: dict[str, Placement]
) -> None:
    """Fill `outcome_history` and `recorded_history`: for each replaced reply a build of what was known."""
    for reply, request, force, known_from, known_until, successor in connection.execute(_REPLACED).fetchall():
        given = {"successor": successor, "request": request, "force": force}
        roots = sorted(row[0] for row in connection.execute(_KNOWN_THEN, given).fetchall())
        known = _known(inputs, set(roots), request, successor)
        places = [placements[root] for root in roots]
        with shared(known, places, ":memory:", {}) as then, counted(then, known, roots) as counts:
            for answers, history in (
                ("outcome_counts", "outcome_history"),
                ("recorded_counts", "recorded_history"),
            ):
                rows = counts.sql(
                    f"FROM {answers} WHERE request_id = ? AND force_id = ?",
                    params=[request, force],
                ).to_arrow_table()
                _append(connection, history, rows, reply, (known_from, known_until))


def _known(inputs: Inputs, roots: set[str], request: str, successor: str) -> Inputs:
    return replace(
        inputs,
        deliveries=[row for row in inputs.deliveries if row[0] in roots],
        requests=[entry for entry in inputs.requests if entry.id == request],
        decisions=[
            decision
            for decision in inputs.decisions
            if decision.kind != "supersede" or decision.value != successor[:12]
        ],
        official=[],
    )


def _append(
    connection: duckdb.DuckDBPyConnection,
    history: str,
    rows: object,
    reply: str,
    known: tuple[date | None, date | None],
) -> None:
    connection.register("rows_then", rows)
    connection.execute(
        f"INSERT INTO {history} BY NAME"  # noqa: S608 - one of two names above
        " SELECT *, ? AS reply_id, ?::DATE AS known_from, ?::DATE AS known_until FROM rows_then",
        [reply, *known],
    )
    connection.unregister("rows_then")
