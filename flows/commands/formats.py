"""`foi formats`: what is read, by which library, and what is lost on the way."""

from __future__ import annotations

from flows.terminal import console, printable
from parsers.formats.registry import FORMATS


def formats() -> None:
    """Print one row for each format."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, show_edge=False)
    for name in ("format", "library", "not read"):
        table.add_column(name, overflow="fold")
    for each in FORMATS:
        table.add_row(printable(each.about), printable(each.library), printable(each.loses))
    console().print(table)
