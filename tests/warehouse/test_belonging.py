"""Whose reply figures are, what could not be read, and what waits for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from made_replies import (
    CHARGED,
    FORCE_SIGNS,
    ask,
    calendar,
    crosstab,
    decide,
    deliver,
    doc,
    reading,
    workspace_of,
)

from parsers.figure import LostNumber

if TYPE_CHECKING:
    from pathlib import Path

    from parsers.figure import Figure, Reading
    from warehouse.workspace import Workspace

YEARS = [calendar(2020), calendar(2021)]
HERTS = FORCE_SIGNS["hertfordshire"]


def herts(figures: list[Figure], **more: object) -> Reading:
    return reading("Hertfordshire.pdf", figures, **{"signs": HERTS, **more})


def states(workspace: Workspace) -> set[tuple[str, str | None]]:
    return set(ask(workspace, "SELECT state, held_reason FROM figures"))


def held(workspace: Workspace) -> list[tuple[str, str, int]]:
    return ask(workspace, "SELECT kind, command, figures FROM held")


def test_what_cannot_be_placed_is_held(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path)
    found = reading("letter.pdf", crosstab(1, "outcome_label", {CHARGED: [7]}, YEARS[:1]))
    deliver(workspace, found, folder="")
    assert [(kind, figures) for kind, _, figures in held(workspace)] == [("request", 1), ("force", 0)]
    decide(workspace, "request", doc(found), "images")
    assert held(workspace) == [("force", f"foi decide force {doc(found)} FORCE", 1)]
    decide(workspace, "force", doc(found), "kent")
    assert held(workspace) == []
    assert ask(workspace, "SELECT force_id, count FROM outcome_counts") == [("kent", 7)]


def test_a_joint_reply_says_itself_whose_its_figures_are(tmp_path: Path) -> None:
    figures = crosstab(1, "outcome_label", {CHARGED: [5]}, YEARS[:1], force_label="Hertfordshire")
    figures += crosstab(2, "outcome_label", {CHARGED: [7]}, YEARS[:1], force_label="Kent Police")
    figures += crosstab(3, "outcome_label", {CHARGED: [9]}, YEARS[:1])
    signs = [*FORCE_SIGNS["hertfordshire"], *FORCE_SIGNS["kent"]]
    found = reading("joint.pdf", figures, signs=signs)
    workspace = workspace_of(tmp_path, found)
    assert ask(workspace, "SELECT force_id, count FROM outcome_counts") == [("hertfordshire", 5), ("kent", 7)]
    assert ask(workspace, "SELECT reply_id FROM replies") == [("images/hertfordshire",), ("images/kent",)]
    assert ask(workspace, "SELECT held_reason FROM figures WHERE state = 'held'") == [
        ("force unknown: the reply speaks for hertfordshire and kent",)
    ]


def test_a_table_of_other_forces_is_not_theirs(tmp_path: Path) -> None:
    figures = crosstab(1, "outcome_label", {CHARGED: [5]}, YEARS[:1], force_label="Kent Police")
    figures += crosstab(2, "outcome_label", {CHARGED: [7]}, YEARS[:1], force_label="The Elsewhere Force")
    found = herts(figures)
    workspace = workspace_of(tmp_path, found)
    reasons = {reason for _, reason in states(workspace)}
    assert reasons == {
        "force unknown: the table says kent, the reply is that of hertfordshire",
        'force unknown: no force is known as "The Elsewhere Force"',
    }
    assert {command for _, command, _ in held(workspace)} == {f"foi decide force {doc(found)} FORCE"}
    decide(workspace, "force", doc(found), "hertfordshire|kent")
    assert ask(workspace, "SELECT force_id FROM outcome_counts") == [("kent",)]


def test_an_attachment_belongs_where_its_message_does(tmp_path: Path) -> None:
    mail = reading("mail.eml", signs=HERTS)
    sheet = reading(
        "data.xlsx", crosstab(1, "outcome_label", {CHARGED: [5]}, YEARS[:1]), parent_id=mail.document_id
    )
    workspace = workspace_of(tmp_path, [mail, sheet])
    assert ask(workspace, "SELECT force_id, count FROM outcome_counts") == [("hertfordshire", 5)]
    assert ask(workspace, "SELECT name, parent_id FROM documents ORDER BY name") == [
        ("data.xlsx", mail.document_id),
        ("mail.eml", None),
    ]


def test_a_file_that_is_also_an_attachment_counts_once(tmp_path: Path) -> None:
    sheet = reading("data.csv", crosstab(1, "outcome_label", {CHARGED: [5]}, YEARS[:1]))
    mail = reading("mail.eml", signs=HERTS)
    workspace = workspace_of(tmp_path, [mail, sheet])
    deliver(workspace, sheet, folder="images")
    assert ask(workspace, "SELECT count(*) FROM figures") == [(1,)]
    assert ask(workspace, "SELECT force_id, count FROM outcome_counts") == [("hertfordshire", 5)]
    assert ask(workspace, "SELECT parent_id FROM documents WHERE name = 'data.csv'") == [(None,)]


def test_one_file_for_two_requests_is_held(tmp_path: Path) -> None:
    found = reading(
        "a.pdf", crosstab(1, "outcome_label", {CHARGED: [5]}, YEARS[:1]), signs=FORCE_SIGNS["durham"]
    )
    workspace = workspace_of(tmp_path, found)
    deliver(workspace, found, folder="images")
    ((_, reason),) = states(workspace)
    assert reason == "request unknown: its folder names hospitals and images"


def test_unread_and_failed_documents_are_rows(tmp_path: Path) -> None:
    scan = reading("scan.pdf", state="held", reason="needs OCR", signs=HERTS)
    broken = reading("broken.xlsx", state="failed", reason="not a workbook", signs=HERTS)
    workspace = workspace_of(tmp_path, scan, broken)
    assert ask(workspace, "SELECT name, state, reason FROM documents ORDER BY name") == [
        ("broken.xlsx", "failed", "not a workbook"),
        ("scan.pdf", "held", "needs OCR"),
    ]
    assert {command for _, command, _ in held(workspace)} == {
        f'foi decide reject {doc(scan)} --why "…"',
        f'foi decide reject {doc(broken)} --why "…"',
    }
    decide(workspace, "reject", doc(scan), why="asked for a better one")
    decide(workspace, "reject", doc(broken))
    assert held(workspace) == []


def test_lost_numbers_make_a_reply_red_until_they_are_told_to_be_no_data(tmp_path: Path) -> None:
    lost = [LostNumber("page 2, line 3", "7", "about 7 days"), LostNumber("page 2, line 3", "9", "or 9")]
    found = herts(crosstab(1, "outcome_label", {CHARGED: [5]}, YEARS[:1]), lost=lost)
    workspace = workspace_of(tmp_path, found)
    assert ask(workspace, "SELECT light, numbers_lost FROM replies") == [("red", 2)]
    assert held(workspace) == [("lost", f'foi decide ignore {doc(found)} "page 2, line 3"', 0)]
    decide(workspace, "ignore", doc(found), scope="page 2, line 3")
    assert ask(workspace, "SELECT light, numbers_lost FROM replies") == [("green", 0)]
    assert held(workspace) == []


def test_a_reply_without_figures_or_refusal_waits_for_a_person(tmp_path: Path) -> None:
    found = herts([])
    workspace = workspace_of(tmp_path, found)
    assert held(workspace) == [("document", f'foi decide reject {doc(found)} --why "…"', 0)]
    assert ask(workspace, "SELECT light FROM replies") == [("amber",)]
    assert ask(workspace, "SELECT state, usable FROM coverage WHERE force_id = 'hertfordshire'") == [
        ("held", False)
    ]
    decide(workspace, "reject", doc(found))
    assert ask(workspace, "SELECT state FROM coverage WHERE force_id = 'hertfordshire'") == [("overdue",)]
