"""What the reader and the screening of OpenDocument sheets both know of the format."""

from __future__ import annotations

GROUPS = frozenset(
    (
        "table-header-rows",
        "table-row-group",
        "table-rows",
        "table-header-columns",
        "table-column-group",
        "table-columns",
    )
)
"""Elements that only hold rows or columns together."""
