"""`foi dictionary`: what every relation, column and macro of the warehouse means."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from flows.terminal import console, printable
from parsers.errors import FoiError
from warehouse.dictionary import dictionary as entries_of
from warehouse.dictionary import markdown
from warehouse.query import connect
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from flows.settings import Settings
    from warehouse.dictionary import Entry


def dictionary(settings: Settings, name: str | None, *, as_markdown: bool) -> None:
    """Print the dictionary, or the part of it that is about one relation or macro.

    Raises:
        FoiError: There is no warehouse, or nothing of that name in it.
    """
    with connect(Workspace.open(settings.workspace)) as connection:
        entries = entries_of(connection)
    if name is not None:
        known = ", ".join(entry.name for entry in entries)
        entries = [entry for entry in entries if entry.name == name.lower()]
        if not entries:
            raise FoiError(f"{name}: no such relation or macro; known are {known}")
    if as_markdown:
        sys.stdout.write(markdown(entries))
    else:
        _show(entries)


def _show(entries: list[Entry]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    out = console()
    for entry in entries:
        out.print(Text.assemble((printable(entry.call), "bold"), f"  {entry.kind}"))
        out.print(Padding(Text(printable(entry.comment)), (0, 0, 0, 2), expand=False))
        for column in entry.columns:
            out.print(
                Padding(
                    Text.assemble((column.name, "cyan"), f" {column.type}: {printable(column.comment)}"),
                    (0, 0, 0, 4),
                    expand=False,
                )
            )
        out.print()
