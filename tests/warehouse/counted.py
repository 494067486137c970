"""Questions that tests put to the counts of one made-up reply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from made_replies import FORCE_SIGNS, IMAGES, ask, calendar, reading, workspace_of

if TYPE_CHECKING:
    from pathlib import Path

    from parsers.figure import Figure
    from warehouse.workspace import Workspace

Y20, Y21 = calendar(2020), calendar(2021)


def herts(tmp_path: Path, *figures: Figure, request: str = IMAGES) -> Workspace:
    found = reading("Hertfordshire.pdf", figures, signs=FORCE_SIGNS["hertfordshire"])
    return workspace_of(tmp_path, found, requests=(request,))


def outcomes(
    workspace: Workspace, columns: str = "period_label, outcome_code, count"
) -> list[tuple[object, ...]]:
    return ask(workspace, f"SELECT {columns} FROM outcome_counts")  # noqa: S608 - the test's own columns


def recorded(workspace: Workspace) -> list[tuple[object, ...]]:
    return ask(
        workspace, "SELECT period_label, count, count_low, count_high, method, reasons FROM recorded_counts"
    )


def failed(workspace: Workspace) -> list[tuple[object, ...]]:
    return ask(workspace, 'SELECT "check", expected, actual FROM checks WHERE NOT passed')


def share(workspace: Workspace, *codes: str) -> list[tuple[object, ...]]:
    return ask(
        workspace,
        "SELECT recorded, count_low, count_high, share_low, share_high, reasons"
        " FROM outcome_share('images', $codes)",
        codes=list(codes),
    )
