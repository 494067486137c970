"""`foi diff`: what a revised reply changed, value by value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.commands.sql import Format, show
from flows.terminal import say, some
from parsers.errors import FoiError
from warehouse.query import connect
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from flows.settings import Settings

_CHANGES = """
SELECT change, role, period_label AS period, coalesce(outcome_label, '') AS outcome,
    coalesce(offence_label, '') AS offence,
    array_to_string(list_transform(map_entries(breakdown), lambda e: e.key || '=' || e.value), '; ')
        AS breakdown,
    bounds_text(before_low, before_high) AS before, bounds_text(after_low, after_high) AS after
FROM reply_changes($reply) WHERE change <> 'same'
"""
_KNOWN = (
    "SELECT list(DISTINCT superseded_by ORDER BY superseded_by) FROM replies WHERE superseded_by IS NOT NULL"
)


def diff(settings: Settings, reply: str, form: Format) -> None:
    """Print the values that differ, and how many do not.

    Raises:
        FoiError: There is no warehouse, or the reply replaced none.
    """
    with connect(Workspace.open(settings.workspace)) as connection:
        ((revised,),) = connection.execute(_KNOWN).fetchall()
        if reply.partition("@")[0] not in (revised or []):
            listed = ", ".join(revised or []) or "none; 'foi decide supersede OLD NEWER' says so"
            raise FoiError(f"{reply}: no reply that replaced another; revised replies: {listed}")
        result = connection.execute(_CHANGES, {"reply": reply})
        columns = [str(column[0]) for column in result.description or []]
        rows = result.fetchall()
        ((same,),) = connection.execute(
            "SELECT count(*) FROM reply_changes($reply) WHERE change = 'same'", {"reply": reply}
        ).fetchall()
    if rows or form != "table":
        show(columns, rows, form)
    if form == "table":
        say(f"{some(len(rows), 'value')} changed, {same:,} as before.")
