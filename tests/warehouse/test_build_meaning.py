"""What figures mean and whether they may be used: vocabulary, decisions, and the reasons for holding."""

from __future__ import annotations

import shlex
from datetime import date
from typing import TYPE_CHECKING

import pytest
from made_replies import (
    CHARGED,
    DECLINED,
    FORCE_SIGNS,
    ask,
    built,
    calendar,
    crosstab,
    decide,
    deliver,
    doc,
    figure,
    reading,
    workspace_of,
    zero,
)

from parsers.figure import Check, Finding, LostNumber, Sign
from warehouse.build import inputs_digest

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


def test_a_figure_has_its_place_and_meaning(tmp_path: Path) -> None:
    found = herts(crosstab(1, "outcome_label", {DECLINED: [7]}, YEARS[:1]))
    (row,) = ask(
        workspace_of(tmp_path, found),
        "SELECT figure_id, request_id, force_id, outcome_codes, outcome_rule, count, state, held_reason,"
        " period_kind, dims FROM figures",
    )
    assert row == (
        f"{doc(found)}.t1.r1.c1", "images", "hertfordshire", ["16"], "wording", 7, "accepted", None,
        "calendar", ["outcome"],
    )  # fmt: skip


def test_an_unknown_wording_is_held_until_it_is_decided(tmp_path: Path) -> None:
    workspace = workspace_of(
        tmp_path, herts(crosstab(1, "outcome_label", {"No fault found": [7, 8], CHARGED: [1, 2]}, YEARS))
    )
    assert states(workspace) == {("accepted", None), ("held", "outcome wording unknown")}
    assert held(workspace) == [("wording", 'foi decide wording "No fault found" CODES', 2)]
    decide(workspace, "wording", "NO FAULT  FOUND", "14|16")
    assert held(workspace) == []
    assert ask(
        workspace,
        "SELECT outcome_code, outcome_codes, outcome_group, count FROM outcome_counts WHERE count > 2",
    ) == [
        (None, ["14", "16"], "Evidential difficulties (victim does not support action)", 7),
        (None, ["14", "16"], "Evidential difficulties (victim does not support action)", 8),
    ]
    assert ask(workspace, "SELECT DISTINCT outcome_rule FROM figures ORDER BY ALL") == [
        ("decision",),
        ("wording",),
    ]


def test_an_unknown_wording_offers_the_closest_known_ones(tmp_path: Path) -> None:
    label = "Community resolutions made"
    workspace = workspace_of(tmp_path, herts(crosstab(1, "outcome_label", {label: [7]}, YEARS[:1])))
    ((suggestions,),) = ask(workspace, "SELECT suggestions FROM held")
    assert any(text.startswith("8: ") for text in suggestions)
    assert ask(workspace, "SELECT outcome_codes FROM figures") == [(None,)]


def test_a_wording_that_contradicts_its_number_is_held(tmp_path: Path) -> None:
    label = f"Type 15 - {DECLINED}"
    workspace = workspace_of(tmp_path, herts(crosstab(1, "outcome_label", {label: [7]}, YEARS[:1])))
    ((state, reason),) = states(workspace)
    assert state == "held"
    assert reason is not None
    assert reason.startswith("words and number differ: ")


@pytest.mark.parametrize(
    ("scopes", "codes"),
    [
        ({"": "14"}, ["14"]),
        ({"": "14", "images": "16"}, ["16"]),
        ({"": "14", "images": "16", "doc": "18"}, ["18"]),
        ({"": "14", "hospitals": "16"}, ["14"]),
    ],
)
def test_the_closest_decision_about_a_wording_holds(
    tmp_path: Path, scopes: dict[str, str], codes: list[str]
) -> None:
    found = herts(crosstab(1, "outcome_label", {"Filed": [7]}, YEARS[:1]))
    workspace = workspace_of(tmp_path, found)
    for scope, value in scopes.items():
        decide(workspace, "wording", "Filed", value, doc(found) if scope == "doc" else scope)
    assert ask(workspace, "SELECT outcome_codes FROM figures") == [(codes,)]


def test_the_last_decision_about_a_wording_holds_over_the_vocabulary(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path, herts(crosstab(1, "outcome_label", {CHARGED: [7]}, YEARS[:1])))
    decide(workspace, "wording", CHARGED, "1A")
    decide(workspace, "wording", CHARGED, "1A|1")
    assert ask(workspace, "SELECT outcome_codes FROM figures") == [(["1", "1A"],)]


def test_a_label_that_is_no_outcome_is_a_breakdown(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path, herts(crosstab(1, "outcome_label", {"Watford": [7, 8]}, YEARS)))
    decide(workspace, "wording", "Watford", "not-an-outcome")
    assert ask(workspace, "SELECT DISTINCT outcome_label, breakdown, dims, state FROM figures") == [
        (None, {"label": "Watford"}, ["label"], "accepted")
    ]


def test_an_unknown_axis_is_held_until_it_is_decided(tmp_path: Path) -> None:
    figures = crosstab(
        1, "?rows", {CHARGED: [7, 8], DECLINED: [1, 2]}, YEARS, held_reason="labels not understood"
    )
    found = herts(figures)
    workspace = workspace_of(tmp_path, found)
    assert states(workspace) == {("held", "labels not understood")}
    assert held(workspace) == [("axis", f'foi decide axis {doc(found)}.t1 "?rows" KIND', 4)]
    decide(workspace, "axis", f"{doc(found)}.t1", "outcome", "?rows")
    assert held(workspace) == []
    assert ask(workspace, "SELECT outcome_code, count FROM outcome_counts ORDER BY count") == [
        ("16", 1), ("16", 2), ("1", 7), ("1", 8),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "column", "value"),
    [
        ("place", "breakdown", {"place": "Watford"}),
        ("other", "breakdown", {"other rows": "Watford"}),
        ("ignore", "breakdown", {}),
        ("offence", "offence_label", "Watford"),
        ("force", "force_label", "Watford"),
    ],
)
def test_an_axis_becomes_what_was_decided(tmp_path: Path, kind: str, column: str, value: object) -> None:
    found = herts(crosstab(1, "?rows", {"Watford": [7]}, YEARS[:1], held_reason="labels not understood"))
    workspace = workspace_of(tmp_path, found)
    decide(workspace, "axis", f"{doc(found)}.t1", kind, "?rows")
    ((row,),) = ask(workspace, "SELECT figures FROM figures")
    assert row[column] == value


def test_two_axes_may_both_be_places(tmp_path: Path) -> None:
    told = {"breakdown": {"?columns": "North"}, "held_reason": "labels not understood"}
    found = herts(crosstab(1, "?rows", {"Watford": [7]}, YEARS[:1], **told))
    workspace = workspace_of(tmp_path, found)
    for side in ("?rows", "?columns"):
        decide(workspace, "axis", f"{doc(found)}.t1", "place", side)
    ((breakdown,),) = ask(workspace, "SELECT breakdown FROM figures")
    assert breakdown == {"place columns": "North", "place rows": "Watford"}


def test_a_period_that_is_not_stated_is_held_until_it_is_decided(tmp_path: Path) -> None:
    found = herts([figure(1, 1, 1, 5, outcome_label=CHARGED)])
    workspace = workspace_of(tmp_path, found)
    assert states(workspace) == {("held", "period not stated")}
    assert held(workspace) == [("period", f'foi decide period {doc(found)}.t1 "FIRST..LAST"', 1)]
    decide(workspace, "period", f"{doc(found)}.t1", "2019-01-01..2021-12-31")
    assert ask(workspace, "SELECT period_start, period_end, state FROM figures") == [
        (date(2019, 1, 1), date(2021, 12, 31), "accepted")
    ]


def test_a_decided_period_does_not_overrule_a_cells_own(tmp_path: Path) -> None:
    figures = crosstab(1, "outcome_label", {CHARGED: [5]}, YEARS[:1])
    figures.append(figure(1, 2, 1, 3, outcome_label=DECLINED, period=YEARS[1], period_source="document"))
    found = herts(figures)
    workspace = workspace_of(tmp_path, found)
    decide(workspace, "period", f"{doc(found)}.t1", "2019")
    assert ask(workspace, "SELECT period_label FROM figures") == [("2020",), ("2019",)]


@pytest.mark.parametrize(("kind", "sign"), [("blank", ""), ("dash", "-")])
def test_a_cell_without_a_number_is_held_until_it_is_decided(tmp_path: Path, kind: str, sign: str) -> None:
    found = herts(
        crosstab(1, "outcome_label", {CHARGED: [5, sign]}, YEARS), findings=[Finding(1, kind, "unknown", "")]
    )
    workspace = workspace_of(tmp_path, found)
    ((state, reason),) = states(workspace) - {("accepted", None)}
    assert state == "held"
    assert str(reason).endswith("of this table may be zero or missing")
    assert held(workspace) == [(kind, f"foi decide {kind} {doc(found)}.t1 zero", 1)]
    decide(workspace, kind, f"{doc(found)}.t1", "zero")
    assert ask(workspace, "SELECT count FROM figures") == [(5,), (0,)]
    decide(workspace, kind, f"{doc(found)}.t1", "missing")
    assert ask(workspace, "SELECT count, count_low, count_high, value_status, state FROM figures")[1] == (
        None, 0, None, "not_held", "accepted",
    )  # fmt: skip


def test_a_proven_zero_needs_no_decision(tmp_path: Path) -> None:
    found = herts(crosstab(1, "outcome_label", {CHARGED: [5, "-"]}, YEARS), findings=[zero(1, "dash")])
    workspace = workspace_of(tmp_path, found)
    assert ask(workspace, "SELECT count, state FROM figures") == [(5, "accepted"), (0, "accepted")]


def test_a_decision_overrules_a_finding(tmp_path: Path) -> None:
    found = herts(crosstab(1, "outcome_label", {CHARGED: [5, "-"]}, YEARS), findings=[zero(1, "dash")])
    workspace = workspace_of(tmp_path, found)
    decide(workspace, "dash", f"{doc(found)}.t1", "missing")
    assert ask(workspace, "SELECT count, count_low, count_high FROM figures")[1] == (None, 0, None)


def test_an_unreadable_value_is_accepted_with_its_count(tmp_path: Path) -> None:
    cell = figure(
        1,
        1,
        1,
        None,
        raw_text="1l",
        outcome_label=CHARGED,
        period=YEARS[0],
        held_reason="value not understood",
    )
    found = herts([cell])
    workspace = workspace_of(tmp_path, found)
    name = f"{doc(found)}.t1.r1.c1"
    assert held(workspace) == [("figure", f"foi decide accept {name} --count N", 1)]
    decide(workspace, "accept", name)
    assert states(workspace) == {("held", "value not understood")}
    decide(workspace, "accept", name, "11")
    assert ask(workspace, "SELECT count, count_low, count_high, state FROM figures") == [
        (11, 11, 11, "accepted")
    ]


def test_a_table_whose_total_does_not_close_is_held_until_it_is_accepted(tmp_path: Path) -> None:
    figures = crosstab(1, "outcome_label", {CHARGED: [5]}, YEARS[:1]) + crosstab(
        2, "outcome_label", {DECLINED: [5]}, YEARS[:1]
    )
    check = Check("printed total closes", False, "5", "6", 1, ("here",))
    found = herts(figures, checks=[check])
    workspace = workspace_of(tmp_path, found)
    assert ask(workspace, "SELECT table_no, state FROM figures") == [(1, "held"), (2, "accepted")]
    assert held(workspace) == [("check", f"foi decide accept {doc(found)}.t1", 1)]
    assert ask(workspace, "SELECT light FROM replies") == [("red",)]
    assert ask(workspace, "SELECT table_no, light FROM tables") == [(1, "red"), (2, "green")]
    decide(workspace, "accept", f"{doc(found)}.t1")
    assert ask(workspace, "SELECT DISTINCT state FROM figures") == [("accepted",)]
    assert ask(workspace, "SELECT light FROM replies") == [("amber",)]


def test_an_authoritys_own_gap_holds_nothing(tmp_path: Path) -> None:
    check = Check("printed total closes", False, "5", "6", 1, ("here",), reading=False)
    found = herts(crosstab(1, "outcome_label", {CHARGED: [5]}, YEARS[:1]), checks=[check])
    workspace = workspace_of(tmp_path, found)
    assert states(workspace) == {("accepted", None)}
    assert ask(workspace, "SELECT light FROM replies") == [("amber",)]


def test_acceptance_does_not_replace_a_meaning(tmp_path: Path) -> None:
    found = herts(
        [
            figure(1, 1, 1, 5, outcome_label="No fault found", period=YEARS[0]),
            figure(1, 2, 1, 5, outcome_label=CHARGED),
        ]
    )
    workspace = workspace_of(tmp_path, found)
    decide(workspace, "accept", doc(found))
    assert states(workspace) == {("held", "outcome wording unknown"), ("held", "period not stated")}


def test_rejection_comes_first(tmp_path: Path) -> None:
    found = herts(crosstab(1, "outcome_label", {"No fault found": [7, 8]}, YEARS))
    workspace = workspace_of(tmp_path, found)
    decide(workspace, "reject", f"{doc(found)}.t1.r1.c2", why="a typing error")
    assert ask(workspace, "SELECT state, held_reason FROM figures") == [
        ("held", "outcome wording unknown"),
        ("rejected", "rejected: a typing error"),
    ]


@pytest.mark.parametrize(
    ("first", "then", "state"), [("accept", "reject", "rejected"), ("reject", "accept", "accepted")]
)
def test_the_later_of_acceptance_and_rejection_holds(
    tmp_path: Path, first: str, then: str, state: str
) -> None:
    found = herts(crosstab(1, "outcome_label", {CHARGED: [7]}, YEARS[:1]))
    workspace = workspace_of(tmp_path, found)
    decide(workspace, first, f"{doc(found)}.t1", when="2026-01-01")
    decide(workspace, then, f"{doc(found)}.t1", when="2026-01-02")
    assert ask(workspace, "SELECT state FROM figures") == [(state,)]


def test_the_closest_verdict_holds(tmp_path: Path) -> None:
    found = herts(crosstab(1, "outcome_label", {CHARGED: [7, 8]}, YEARS))
    workspace = workspace_of(tmp_path, found)
    decide(workspace, "accept", f"{doc(found)}.t1.r1.c1", when="2026-01-01")
    decide(workspace, "reject", doc(found), when="2026-01-02")
    assert ask(workspace, "SELECT state FROM figures") == [("accepted",), ("rejected",)]


def test_percentages_have_no_count(tmp_path: Path) -> None:
    cell = figure(
        1,
        1,
        1,
        None,
        raw_text="37.4%",
        role="percentage",
        value_status="exact",
        outcome_label=CHARGED,
        period=YEARS[0],
    )
    workspace = workspace_of(tmp_path, herts([cell]))
    assert ask(workspace, "SELECT count, count_low, count_high, role, state FROM figures") == [
        (None, None, None, "percentage", "accepted")
    ]
    assert ask(workspace, "FROM outcome_counts") == []


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


def test_commands_survive_a_shell(tmp_path: Path) -> None:
    label = """Closed "as is" – the suspect's $5"""
    workspace = workspace_of(tmp_path, herts(crosstab(1, "outcome_label", {label: [7]}, YEARS[:1])))
    ((_, command, _),) = held(workspace)
    assert shlex.split(command)[3] == label


@pytest.mark.parametrize(
    ("kind", "target", "value", "scope"),
    [
        ("wording", "Never seen", "14", ""),
        ("blank", "0123456789ab.t1", "zero", ""),
        ("period", "0123456789ab.t1", "2019", ""),
        ("axis", "0123456789ab.t1", "place", "?rows"),
        ("accept", "0123456789ab.t1.r1.c1", "", ""),
        ("reject", "0123456789ab", "", ""),
        ("request", "0123456789ab", "images", ""),
        ("force", "0123456789ab", "kent", ""),
        ("ignore", "0123456789ab", "", "page 1"),
    ],
)
def test_a_decision_about_nothing_is_reported(
    tmp_path: Path, kind: str, target: str, value: str, scope: str
) -> None:
    workspace = workspace_of(tmp_path, herts(crosstab(1, "outcome_label", {CHARGED: [7]}, YEARS[:1])))
    decide(workspace, kind, target, value, scope)
    summary = built(workspace)
    (problem,) = summary.problems
    assert target in problem
    assert ask(workspace, "SELECT light FROM replies", build_first=False) == [("green",)]


def test_decisions_that_hold_are_no_problem(tmp_path: Path) -> None:
    found = herts(crosstab(1, "outcome_label", {CHARGED: [7]}, YEARS[:1]))
    workspace = workspace_of(tmp_path, found)
    for kind, target, value in (
        ("wording", CHARGED, "1"),
        ("accept", f"{doc(found)}.t1.r1.c1", "7"),
        ("force", doc(found), "hertfordshire"),
        ("request", doc(found), "images"),
        ("period", f"{doc(found)}.t1", "2019"),
    ):
        decide(workspace, kind, target, value)
    assert built(workspace).problems == ()


def test_a_request_that_is_gone_is_reported(tmp_path: Path) -> None:
    found = herts(crosstab(1, "outcome_label", {CHARGED: [7]}, YEARS[:1]))
    workspace = workspace_of(tmp_path, found)
    decide(workspace, "request", doc(found), "gone")
    assert len(built(workspace).problems) == 1
    assert ask(workspace, "SELECT request_id FROM figures") == [("images",)]


def test_the_same_inputs_give_the_same_rows(tmp_path: Path) -> None:
    found = [
        herts(crosstab(1, "outcome_label", {CHARGED: [7, 8], "Odd": [1, 2]}, YEARS)),
        reading(
            "Kent.pdf", crosstab(1, "outcome_label", {CHARGED: [1, 2]}, YEARS), signs=FORCE_SIGNS["kent"]
        ),
    ]
    dumps = []
    for name, order in (("one", found), ("two", found[::-1])):
        workspace = workspace_of(tmp_path / name, *order)
        relations = (
            "figures",
            "outcome_counts",
            "recorded_counts",
            "checks",
            "held",
            "replies",
            "documents",
            "cuts",
        )
        dumps.append([ask(workspace, f"FROM {relation}") for relation in relations])
        dumps[-1].append([inputs_digest(workspace)])
    assert dumps[0] == dumps[1]


def test_the_digest_changes_with_every_input(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path, herts([]))
    seen = {inputs_digest(workspace)}
    decide(workspace, "wording", "Odd", "14")
    seen.add(inputs_digest(workspace))
    deliver(workspace, reading("b.pdf", signs=[Sign("force", "kent", "page 1")]))
    seen.add(inputs_digest(workspace))
    (workspace.requests / "0.toml").unlink()
    seen.add(inputs_digest(workspace))
    assert len(seen) == 4
    assert inputs_digest(workspace) in seen


def test_an_empty_workspace_builds(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path, requests=())
    summary = built(workspace)
    assert (summary.documents, summary.figures, summary.held) == (0, 0, 0)
    assert ask(workspace, "FROM outcome_counts") == []
    assert ask(workspace, "FROM outcome_share('images', ['16'])") == []
