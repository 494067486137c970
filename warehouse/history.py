"""History: the answers as they were before a further document came, from the documents known until then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from warehouse.part import counted, shared

if TYPE_CHECKING:
    from datetime import date

    import duckdb

    from warehouse.inputs import Inputs
    from warehouse.placement import Placement

_EARLIER = """
SELECT reply_id, request_id, force_id, known_from, known_until
FROM reply_versions WHERE known_until IS NOT NULL ORDER BY reply_id
"""
_KNOWN_THEN = """
SELECT DISTINCT d.root_id
FROM documents d
LEFT JOIN received t ON t.document_id = d.root_id
WHERE d.request_id = $request AND list_contains(d.force_ids, $force)
    AND coalesce(t.received_on < $known_until, true)
"""


def load_history(
    connection: duckdb.DuckDBPyConnection, inputs: Inputs, placements: dict[str, Placement]
) -> None:
    """Fill `outcome_history` and `recorded_history`: for each earlier reply a build of what was known.

    What people decided counts from the first: their decisions say what the documents had meant all along.
    """
    for reply, request, force, known_from, known_until in connection.execute(_EARLIER).fetchall():
        given = {"known_until": known_until, "request": request, "force": force}
        roots = sorted(row[0] for row in connection.execute(_KNOWN_THEN, given).fetchall())
        known = _known(inputs, set(roots), request)
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


def _known(inputs: Inputs, roots: set[str], request: str) -> Inputs:
    # A decision on a document that had not come changes nothing, also that it replaces another.
    return replace(
        inputs,
        deliveries=[row for row in inputs.deliveries if row[0] in roots],
        requests=[entry for entry in inputs.requests if entry.id == request],
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
