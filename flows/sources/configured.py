"""The sources that a workspace names in its `sources.toml`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from flows.sources.table import load_tables
from parsers.errors import FoiError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.sources.errand import Errand
    from flows.sources.memory import Memory
    from flows.sources.table import Table
    from warehouse.archive import Delivery
    from warehouse.workspace import Workspace

KINDS = ("alaveteli", "bucket", "folder", "links", "mailbox")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


class Watched(Protocol):
    """A source that remembers what it has delivered."""

    @property
    def name(self) -> str:
        """Its name in `sources.toml`."""
        ...

    @property
    def request(self) -> str | None:
        """The id of the request that all of it answers, where that is said."""
        ...

    def deliveries(self, memory: Memory, errand: Errand) -> Iterator[tuple[bytes, Delivery]]:
        """Yield what is new; what was yielded is noted in `memory` when the next is asked for.

        Raises:
            SourceError: It cannot be read at all, or no further.
        """
        ...


def load_sources(workspace: Workspace) -> list[Watched]:
    """Return the sources of a workspace, in the order of the file.

    Raises:
        FoiError: There is no file, it cannot be read, or an entry is wrong; the message says which.
    """
    path = workspace.sources
    try:
        tables = load_tables(path, "source")
    except FileNotFoundError:
        raise FoiError(f"{path}: there is no such file; name your sources in it, or give a folder") from None
    sources = [_source(table) for table in tables]
    names = [source.name for source in sources]
    for name in names:
        if names.count(name) > 1:
            raise FoiError(f"{path}: two sources are named {name!r}; give each a name of its own")
    return sources


def _source(table: Table) -> Watched:
    name = table.text("name")
    if not _NAME.fullmatch(name):
        raise FoiError(f"{table.where}: name: {name!r} is no name; use letters, digits, '.', '-' and '_'")
    table.where = f"{table.where} ({name})"
    kind, request = table.one_of("kind", KINDS), table.optional("request")
    source: Watched
    if kind == "mailbox":
        from flows.sources.mailbox import Mailbox

        source = Mailbox.of(name, request, table)
    elif kind == "alaveteli":
        from flows.sources.alaveteli import Alaveteli

        source = Alaveteli.of(name, request, table)
    elif kind == "links":
        from flows.sources.links import Links

        source = Links.of(name, request, table)
    elif kind == "bucket":
        from flows.sources.bucket import Bucket

        source = Bucket.of(name, request, table)
    else:
        from flows.sources.watched_folder import WatchedFolder

        source = WatchedFolder.of(name, request, table)
    table.done()
    return source
