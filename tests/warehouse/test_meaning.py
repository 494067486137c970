"""What figures mean and whether they may be used: vocabulary, decisions, and the reasons for holding."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from made_replies import (
    CHARGED,
    DECLINED,
    FORCE_SIGNS,
    ask,
    calendar,
    crosstab,
    decide,
    doc,
    figure,
    reading,
    workspace_of,
    zero,
)

from parsers.figure import Check, Finding

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
