"""What two versions of the parsers read of the same documents."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from parsers.figure import PARSER_VERSION
from warehouse.files import TEMPORARY
from warehouse.segments import SCHEMAS

if TYPE_CHECKING:
    from warehouse.parsed import ParsedStore
    from warehouse.workspace import Workspace

_PARTS = ("figures", "lost")


def other_version(workspace: Workspace) -> str | None:
    """Return the parser version that has read documents here last but this one, None where none has."""
    folders = [
        path
        for path in workspace.parsed.iterdir()
        if path.is_dir() and path.name != PARSER_VERSION and not path.name.startswith(TEMPORARY)
    ]
    latest = max(folders, key=lambda path: path.stat().st_mtime_ns, default=None)
    return latest.name if latest else None


def read_otherwise(before: ParsedStore, now: ParsedStore) -> dict[str, tuple[int, int]]:
    """Return the delivered documents that both have read, and not alike: how many figures each found."""
    read = before.parsed_roots() & now.parsed_roots()
    was, is_now = (_by_document(store) for store in (before, now))
    return {
        root: (len(was["figures", root]), len(is_now["figures", root]))
        for root in sorted(read)
        if any(was[part, root] != is_now[part, root] for part in _PARTS)
    }


def _by_document(store: ParsedStore) -> dict[tuple[str, str], list[tuple[Any, ...]]]:
    rows: dict[tuple[str, str], list[tuple[Any, ...]]] = defaultdict(list)
    for part in _PARTS:
        names = [name for name in SCHEMAS[part].names if name != "root_id"]
        for row in store.table(part).to_pylist():
            rows[part, row["root_id"]].append(tuple(repr(row[name]) for name in names))
    for found in rows.values():
        found.sort()
    return rows
