"""Whether the published warehouse knows what a person named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsers.errors import FoiError
from warehouse.publish import published
from warehouse.query import connect
from warehouse.requests import load_requests

if TYPE_CHECKING:
    from warehouse.workspace import Workspace

_TARGET = re.compile(r"(?P<document>[0-9a-f]{12,64})(?:\.t(?P<table>\d+)(?P<cell>\.r\d+\.c\d+)?)?")

_KNOWN = """
SELECT
    count(*) > 0,
    coalesce(bool_or($table IS NULL OR f.table_no = $table), false),
    coalesce(bool_or($figure IS NULL OR f.figure_id = $figure), false)
FROM documents d
LEFT JOIN (
    SELECT document_id, table_no, figure_id FROM figures
    UNION ALL SELECT document_id, table_no, NULL FROM tables
) f USING (document_id)
WHERE left(d.document_id, 12) = $document
"""


def refuse_unknown(workspace: Workspace, target: str) -> None:
    """Make sure that a document, table or figure is in the published warehouse, where there is one.

    Raises:
        FoiError: It is not there, or the target names nothing of the three.
    """
    match = _TARGET.fullmatch(target)
    if match is None:
        raise FoiError(f"{target}: not the id of a document, table or figure, such as 0123456789ab.t1.r2.c3")
    if published(workspace) is None:
        return
    document = match["document"][:12]
    table = int(match["table"]) if match["table"] else None
    figure = f"{document}.t{table}{match['cell']}" if match["cell"] else None
    with connect(workspace) as connection:
        (row,) = connection.execute(
            _KNOWN, {"document": document, "table": table, "figure": figure}
        ).fetchall()
    for known, what in zip(row, ("document", "table", "figure"), strict=True):
        if not known:
            raise FoiError(
                f"{target}: there is no such {what} in the warehouse; 'foi held' names those that wait"
            )


def refuse_unknown_request(workspace: Workspace, request_id: str) -> None:
    """Make sure that a request is in the register.

    Raises:
        FoiError: It is not.
    """
    known = [request.id for request in load_requests(workspace)]
    if request_id not in known:
        listed = ", ".join(known) or "none"
        raise FoiError(f"{request_id}: no such request in {workspace.requests}; known requests: {listed}")
