"""`foi override`: a file to fill in for a document whose tables no generic reading can get."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from flows.commands.known import refuse_unknown
from flows.terminal import say
from parsers.errors import FoiError
from parsers.formats.registry import read_document
from parsers.layout.overridden import grid_digest, grids_of
from parsers.layout.override import TEXT, column_name
from warehouse.archive import Archive
from warehouse.files import write_whole
from warehouse.query import connect
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from flows.settings import Settings
    from parsers.document import Document, Table

MOST_ROWS = 60
"""Rows of a grid that are shown; the rest of a long one is like them."""
MOST_CHARACTERS = 28
"""Characters of a cell that are shown."""

_HEAD = """\
# What a person says of one document's tables. Fill it in, and run: foi build
# It speaks of this document alone, and holds only while its grids read as they do here.

document = "{document_id}"
why = ""
who = "{who}"

# For each table that is to be read as you say, take the marks away before the lines and fill them in. The
# grids of the document follow: rows are numbered, columns have letters, as in a spreadsheet.
#
# [[table]]
# grid = 1                                 # the grid's number below, or "text"
# heads = ["years in row 1"]               # years, months, outcomes, offences, places, forces, or any word
# labels = ["outcomes in column A"]
# values = "B2:F9"                         # the first and last cell that hold numbers
# totals = ["row 10", "column G"]          # rows and columns of the values that are sums of the others
# leave_out = ["row 12", "A14:C15"]        # numbers that are no data
# period = "2019/20"                       # what no cell says; likewise outcome, offence, force and unit
# digest = "…"                             # from below: the texts of the whole grid
# expect = {{ A2 = "…", B2 = "…" }}        # or in its place: some cells and what they read
"""


def override(settings: Settings, target: str, *, again: bool = False) -> None:
    """Write a file to fill in for a document, with its grids, and say where it lies.

    Raises:
        FoiError: There is no workspace, or no such document in it; or it has a file already, and `again` is
            not set; or the document has no grid that could be shown.
    """
    workspace = Workspace.open(settings.workspace)
    refuse_unknown(workspace, target)
    with connect(workspace) as connection:
        ((document_id, root_id, name),) = connection.execute(
            "SELECT document_id, root_id, name FROM documents WHERE left(document_id, 12) = ?", [target[:12]]
        ).fetchall()
    path = workspace.overrides / f"{document_id[:12]}.toml"
    if path.exists() and not again:
        raise FoiError(f"{path}: is there already; edit it, or write it anew with --again")
    found = _found(Archive(workspace).read(root_id), document_id)
    if found is None:
        raise FoiError(f"{target}: not in the document in which it came")
    document = read_document(found)
    if not any(table.grid for table in grids_of(document).values()):
        raise FoiError(f"{target}: nothing that an override could name is read in it")
    write_whole(path, template(document, document_id, name, settings.who).encode())
    say(f"Wrote {path}. Fill it in, then: foi build")


def template(document: Document, document_id: str, name: str, who: str) -> str:
    """Return an override file to fill in: nothing in it has an effect until a person fills it in."""
    parts = [_HEAD.format(document_id=document_id, who=_plain(who)), f"# {_plain(name)}"]
    for number, table in sorted(
        grids_of(document).items(), key=lambda item: item[0] or len(document.blocks) + 1
    ):
        parts.append(_shown(number, table))
    return "\n".join(parts) + "\n"


def _shown(number: int, table: Table) -> str:
    title = '# grid = "text"  (the lines that stand in no table)' if number == TEXT else f"# grid = {number}"
    lines = [
        "#",
        f'{title}  ({_plain(table.place)}; digest = "{grid_digest(table.grid)}")',
        _letters(table),
    ]
    for row, cells in list(enumerate(table.grid))[:MOST_ROWS]:
        texts = (f"{_cut(cell.text):<{_width(table, column)}}" for column, cell in enumerate(cells))
        lines.append(f"# {row + 1:>4}  {' | '.join(texts)}".rstrip())
    if table.height > MOST_ROWS:
        lines.append(f"#   … and so on to row {table.height}")
    return "\n".join(lines)


def _letters(table: Table) -> str:
    names = (f"{column_name(column):<{_width(table, column)}}" for column in range(table.width))
    return f"#       {' | '.join(names)}".rstrip()


def _width(table: Table, column: int) -> int:
    return max(2, *(len(_cut(row[column].text)) for row in table.grid[:MOST_ROWS]))


def _cut(text: str) -> str:
    text = _plain(text)
    return text if len(text) <= MOST_CHARACTERS else f"{text[: MOST_CHARACTERS - 1]}…"


def _plain(text: str) -> str:
    """Return a reply's text as it may stand in a comment: on one line, without what would end or steer it."""
    return " ".join(
        "".join(letter if letter.isprintable() else " " for letter in text).replace('"', "'").split()
    )


def _found(data: bytes, document_id: str) -> bytes | None:
    """Return the bytes of a document that is this one or lies in it, at any depth."""
    if hashlib.sha256(data).hexdigest() == document_id:
        return data
    try:
        inner = read_document(data).inner
    except FoiError:
        return None
    return next((found for each in inner for found in [_found(each.data, document_id)] if found), None)
