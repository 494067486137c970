"""`foi held`: what waits for a person, by its cause, and the command that settles each."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, Any

from flows.commands.sql import Format, show
from flows.terminal import console, printable, say, some
from parsers.errors import FoiError
from warehouse.harmless import harmless
from warehouse.publish import published
from warehouse.query import connect
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from flows.settings import Settings

LINES_BESIDE = 5
"""Lines of a terminal that the groups leave to the prompt and the closing words."""

_OF_KIND = """
($kind IS NULL OR kind = $kind OR decision = $kind OR (decision = 'verdict' AND $kind IN ('accept', 'reject'))
    OR ($kind = 'accept' AND decision = 'count'))
"""
_HELD = f"""
SELECT item, kind, reason, "where", suggestions, figures, frees, "group", command FROM held
WHERE {_OF_KIND} AND ($group IS NULL OR "group" = $group)
ORDER BY kind = 'release' DESC, frees DESC, figures DESC, kind, item, command
"""  # noqa: S608 both parts are this module's own
_GROUPS = f"""
SELECT g."group", g.kind, g.cause, g.decisions, g.figures, g.frees, g.documents, g.places, g.suggestions,
    g.command
FROM held_groups g
WHERE "group" IN (SELECT "group" FROM held WHERE {_OF_KIND})
ORDER BY kind = 'release' DESC, frees DESC, figures DESC, decisions DESC, "group"
"""  # noqa: S608 as above
_LISTS = (
    "SELECT code, title FROM outcomes",
    "SELECT request_id, title FROM requests ORDER BY request_id",
    "SELECT id, name FROM forces ORDER BY id",
)
Row = dict[str, Any]


def _as_text(value: object) -> object:
    """Return what a spreadsheet shows and does not run: replies' own words stand in what is held."""
    return harmless(value) if isinstance(value, str) else value


def held(
    settings: Settings, kind: str | None, form: Format, group: str | None = None, *, everything: bool = False
) -> None:
    """Print what is held: as groups of one cause, as the items of one group, or all items as rows.

    On a terminal only the groups that fit it are shown, unless `everything` is asked for.

    Raises:
        FoiError: There is no workspace or warehouse, or no such kind of decision or group.
    """
    if kind is not None:
        _check(kind)
    as_groups = group is None and form == "table"
    with connect(Workspace.open(settings.workspace)) as connection:
        items = [] if as_groups else _rows(connection, _HELD, kind=kind, group=group)
        groups = _rows(connection, _GROUPS, kind=kind)
    if group is not None and not items:
        raise FoiError(f"{group}: no such group waits; 'foi held' names those that do")
    if form != "table":
        rows = [tuple(map(_as_text, item.values()) if form == "csv" else item.values()) for item in items]
        show(list(items[0]) if items else [], rows, form)
        return
    if not groups:
        say("Nothing is held." if kind is None else f"Nothing is held for a decision on a {kind}.")
        return
    shown = [each for each in groups if group in {None, each["group"]}]
    hiding = sum(each["decisions"] for each in shown if each["kind"] == "release")
    if hiding:
        say(f"{some(hiding, 'document')} with hidden data that may be personal: look before you release it.")
        say()
    if group is None:
        _show_groups(groups, everything=everything)
    else:
        _show_items(items, shown[0])


def _check(kind: str) -> None:
    # The kinds bring the whole vocabulary with them, which takes longer than to read what waits.
    from warehouse.decisions import KINDS

    if kind not in KINDS:
        raise FoiError(f"{kind}: no such kind of decision; known are {', '.join(sorted(KINDS))}")


def write_review(settings: Settings, path: Path) -> None:
    """Write everything that waits into a workbook for a person to fill in.

    Raises:
        FoiError: There is no workspace or warehouse, or the file cannot be written.
    """
    from flows.review.questions import questions
    from flows.review.writing import Lists, write_book

    if path.suffix.lower() != ".xlsx":
        raise FoiError(f"{path}: name a file that ends in .xlsx")
    workspace = Workspace.open(settings.workspace)
    if published(workspace) == path.absolute():
        raise FoiError(f"{path}: that is the warehouse itself")
    with connect(workspace) as connection:
        asked = questions(connection)
        lists = Lists(*(connection.execute(query).fetchall() for query in _LISTS))
    write_book(path, asked, lists)
    say(
        f"Wrote {some(len(asked), 'question')} to {path}. Fill in the yellow cells, then:"
        f" foi decide --from {path}"
    )


def _show_groups(groups: list[Row], *, everything: bool) -> None:
    from rich.text import Text

    out = console()
    fits = sys.stdout.isatty() and not everything
    room = shutil.get_terminal_size().lines - LINES_BESIDE if fits else sys.maxsize
    shown = 0
    for group in groups:
        lines = _lines(group)
        room -= len(lines) + 1
        if room < 0 and shown:
            break
        for number, line in enumerate(lines):
            last = number == len(lines) - 1
            style = "bold" if number == 0 else "cyan" if last else ""
            # The command is what is copied: it stands alone and is never cut.
            text = Text(printable(line), style=style, no_wrap=not last, overflow="ellipsis")
            out.print(text, soft_wrap=last)
        out.print()
        shown += 1
    left = len(groups) - shown
    decisions, frees = (sum(group[name] for group in groups) for name in ("decisions", "frees"))
    more = f" {some(left, 'more group')}: foi held --all." if left else ""
    say(
        f"{some(decisions, 'decision')} waiting in {some(len(groups), 'group')}, which free"
        f" {some(frees, 'figure')}.{more}"
    )
    say("CAPITALS and a|b in a command are yours to fill in. One group in full: foi held GROUP")


def _lines(group: Row) -> list[str]:
    frees = some(group["frees"], "figure")
    waits = f", {group['figures'] - group['frees']:,} need more" if group["figures"] > group["frees"] else ""
    number = "" if group["decisions"] == 1 else f", {some(group['decisions'], 'decision')}"
    head = f"{group['group']}: {group['cause']} (frees {frees}{waits}{number})"
    lines = [
        head,
        f"  {'; '.join(group['places'])}{' …' if group['decisions'] > len(group['places']) else ''}",
    ]
    if group["suggestions"]:
        lines.append(f"  perhaps: {'; '.join(group['suggestions'])}")
    return [*lines, f"  {group['command']}"]


def _show_items(items: list[Row], group: Row) -> None:
    from rich.text import Text

    out = console()
    for item in items:
        frees = f" ({some(item['figures'], 'figure')})" if item["figures"] else ""
        out.print(Text(printable(f"{item['item']}: {item['reason']}{frees}"), style="bold"))
        out.print(Text(printable(f"  {item['where']}")))
        if item["suggestions"]:
            out.print(Text(printable(f"  perhaps: {'; '.join(item['suggestions'])}")))
        out.print(Text(printable(f"  {item['command']}"), style="cyan"), soft_wrap=True)
        out.print()
    if len(items) > 1:
        say(f"All {len(items)} alike: {group['command']} (--dry-run says what it would free)")


def _rows(connection: DuckDBPyConnection, query: str, **values: object) -> list[Row]:
    result = connection.execute(query, values)
    names = [str(column[0]) for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
