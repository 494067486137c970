"""`foi held`: what waits for a person, and the command that settles each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.commands.sql import Format, show
from flows.terminal import console, printable, say, some
from parsers.errors import FoiError
from warehouse.decisions import KINDS
from warehouse.query import connect
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from flows.settings import Settings

_HELD = """
SELECT item, kind, reason, "where", suggestions, figures, command FROM held
WHERE $kind IS NULL OR kind = $kind OR command LIKE 'foi decide ' || $kind || ' %'
ORDER BY kind = 'release' DESC, figures DESC NULLS LAST, kind, item, command
"""


def held(settings: Settings, kind: str | None, form: Format) -> None:
    """Print what is held: as blocks for a person, or as rows.

    Raises:
        FoiError: There is no workspace or warehouse, or no such kind of decision.
    """
    if kind is not None and kind not in KINDS:
        raise FoiError(f"{kind}: no such kind of decision; known are {', '.join(sorted(KINDS))}")
    with connect(Workspace.open(settings.workspace)) as connection:
        result = connection.execute(_HELD, {"kind": kind})
        columns = [str(column[0]) for column in result.description or []]
        rows = result.fetchall()
    if form != "table":
        show(columns, rows, form)
        return
    if not rows:
        say("Nothing is held." if kind is None else f"Nothing is held for a decision on a {kind}.")
        return
    items = [dict(zip(columns, row, strict=True)) for row in rows]
    hiding = sum(item["kind"] == "release" for item in items)
    if hiding:
        say(f"{some(hiding, 'document')} with hidden data that may be personal: look before you release it.")
        say()
    _blocks(items)
    say(f"{some(len(rows), 'decision')} waiting. CAPITALS in a command are for you to fill in.")


def _blocks(items: list[dict[str, object]]) -> None:
    from rich.text import Text

    out = console()
    for item in items:
        frees = f" ({some(int(str(item['figures'])), 'figure')})" if item["figures"] else ""
        out.print(Text(printable(f"{item['item']}: {item['reason']}{frees}"), style="bold"))
        out.print(Text(printable(f"  {item['where']}")))
        suggestions = item["suggestions"]
        if suggestions:
            listed = suggestions if isinstance(suggestions, list) else [suggestions]
            out.print(Text(printable(f"  perhaps: {'; '.join(str(one) for one in listed)}")))
        # The command is what is copied: it stands alone and is never wrapped.
        out.print(Text(printable(f"  {item['command']}"), style="cyan"), soft_wrap=True)
        out.print()
