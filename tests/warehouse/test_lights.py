"""The light of every table and reply, and what each light means for the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from counted import Y20, Y21
from made_replies import (
    CHARGED,
    DECLINED,
    FORCE_SIGNS,
    ask,
    crosstab,
    decide,
    doc,
    durham,
    hertfordshire,
    reading,
    totals,
    workspace_of,
)

from parsers.figure import Check, LostNumber

if TYPE_CHECKING:
    from pathlib import Path

    from parsers.figure import Reading
    from warehouse.workspace import Workspace

TWO = [
    *crosstab(1, "outcome_label", {CHARGED: [3], DECLINED: [5]}, [Y20]),
    *crosstab(2, "outcome_label", {CHARGED: [4], DECLINED: [6]}, [Y21]),
]
"""Two tables, a year each."""


def herts(**more: object) -> Reading:
    return reading("Hertfordshire.pdf", TWO, **{"signs": FORCE_SIGNS["hertfordshire"], **more})


def failed(check: str, table: int, *locators: str) -> Check:
    return Check(check, passed=False, expected="8", actual="7", table_no=table, locators=locators)


def lights(workspace: Workspace) -> tuple[list[str], list[str]]:
    tables = ask(workspace, "SELECT light FROM tables ORDER BY document_id, table_no")
    replies = ask(workspace, "SELECT light FROM replies", build_first=False)
    return [light for (light,) in tables], [light for (light,) in replies]


def years(workspace: Workspace) -> list[tuple[str, int]]:
    return ask(
        workspace, "SELECT period_label, sum(count)::INT FROM outcome_counts GROUP BY ALL ORDER BY ALL"
    )


def test_green_has_no_reason_to_be_anything_else(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path, hertfordshire())
    assert lights(workspace) == (["green"], ["green"])
    assert ask(workspace, "SELECT light_reasons FROM tables UNION ALL SELECT light_reasons FROM replies") == [
        ([],),
        ([],),
    ]


@pytest.mark.parametrize(
    "check", ["printed total closes", "row numbers run on", "numbers conserved", "table's numbers understood"]
)
def test_what_points_at_the_reading_of_a_table_keeps_that_table_back(tmp_path: Path, check: str) -> None:
    workspace = workspace_of(tmp_path, herts(checks=[failed(check, 2, "page 1")]))
    assert lights(workspace) == (["green", "red"], ["red"])
    assert years(workspace) == [("2020", 8)]
    assert ask(workspace, "SELECT light_reasons[1] FROM tables WHERE light = 'red'") == [
        (f"{check}: expected 8, found 7",)
    ]


def test_a_table_that_was_misread_limits_no_count(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path, herts(checks=[failed("row numbers run on", 2, "page 1")]))
    asked = "SELECT recorded_low, recorded_high, count_low, count_high FROM outcome_share('images', ['16'])"
    assert ask(workspace, asked) == [(8, None, 5, None)]


def test_a_page_that_was_not_read_keeps_the_whole_document_back(tmp_path: Path) -> None:
    found = herts(state="held", reason="page 3: needs OCR")
    workspace = workspace_of(tmp_path, found)
    assert lights(workspace) == (["red", "red"], ["red"])
    assert years(workspace) == []
    assert ask(workspace, "SELECT kind, figures, command FROM held") == [
        ("document", 4, f"foi decide accept {doc(found)}")
    ]
    decide(workspace, "accept", doc(found))
    assert years(workspace) == [("2020", 8), ("2021", 10)]
    assert lights(workspace) == (["green", "green"], ["amber"])


def test_a_number_lost_in_a_table_is_settled_by_saying_that_it_is_no_data(tmp_path: Path) -> None:
    found = herts(
        lost=[LostNumber("cell 1", "77", "77 wards"), LostNumber("cell 2", "78", "78 wards")],
        checks=[failed("table's numbers understood", 1, "cell 1", "cell 2")],
    )
    workspace = workspace_of(tmp_path, found)
    decide(workspace, "ignore", doc(found), "", "cell 1")
    assert lights(workspace) == (["red", "green"], ["red"])
    assert years(workspace) == [("2021", 10)]
    decide(workspace, "ignore", doc(found), "", "cell 2")
    assert lights(workspace) == (["green", "green"], ["green"])
    assert years(workspace) == [("2020", 8), ("2021", 10)]


def test_a_number_lost_in_running_text_makes_the_reply_red_and_no_table(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path, herts(lost=[LostNumber("page 1, line 4", "77", "77 more")]))
    assert lights(workspace) == (["green", "green"], ["red"])
    assert years(workspace) == [("2020", 8), ("2021", 10)]


def test_what_waits_is_amber(tmp_path: Path) -> None:
    figures = [*TWO, *crosstab(3, "outcome_label", {"Never seen": [7, 8]}, [Y20, Y21])]
    found = reading("Hertfordshire.pdf", figures, signs=FORCE_SIGNS["hertfordshire"])
    workspace = workspace_of(tmp_path, found)
    assert lights(workspace) == (["green", "green", "amber"], ["amber"])
    assert ask(workspace, "SELECT light_reasons FROM tables WHERE light = 'amber'") == [
        (["2 figures wait: outcome wording unknown"],)
    ]


def test_tables_that_contradict_each_other_are_amber_and_loaded_as_printed(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path, durham())
    assert lights(workspace) == (["amber", "green", "amber"], ["amber"])
    assert ask(workspace, "SELECT DISTINCT state FROM figures") == [("accepted",)]


def test_outcomes_of_cuts_that_disagree_carry_both(tmp_path: Path) -> None:
    figures = crosstab(1, "outcome_label", {CHARGED: [30], DECLINED: [10]}, [Y20])
    for column, (place, charged, declined) in enumerate((("A", 20, 5), ("B", 5, 10)), start=1):
        rows = {CHARGED: [charged], DECLINED: [declined]}
        figures += crosstab(2 + column, "outcome_label", rows, [Y20], breakdown={"place": place})
    found = reading("Hertfordshire.pdf", figures, signs=FORCE_SIGNS["hertfordshire"])
    workspace = workspace_of(tmp_path, found)
    assert ask(
        workspace,
        "SELECT outcome_code, count, count_low, count_high, reasons, len(figure_ids) FROM outcome_counts",
    ) == [("1", None, 25, 30, ["conflict"], 3), ("16", None, 10, 15, ["conflict"], 3)]
    assert ask(workspace, "SELECT count FROM recorded_counts") == [(40,)]
    assert set(ask(workspace, "SELECT note, expected, actual FROM checks WHERE NOT passed")) == {
        ("2020, outcome 1: by outcome against by outcome and place", "30", "25"),
        ("2020, outcome 16: by outcome against by outcome and place", "10", "15"),
    }
    assert lights(workspace) == (["amber", "amber", "amber"], ["amber"])
    assert ask(workspace, "SELECT DISTINCT count FROM figures WHERE outcome_codes = ['1'] ORDER BY 1") == [
        (5,), (20,), (30,),
    ]  # fmt: skip


def test_outcomes_of_cuts_that_agree_are_exact_and_checked(tmp_path: Path) -> None:
    figures = crosstab(1, "outcome_label", {CHARGED: [25]}, [Y20])
    figures += crosstab(2, "outcome_label", {CHARGED: [20]}, [Y20], breakdown={"place": "A"})
    figures += crosstab(3, "outcome_label", {CHARGED: [5]}, [Y20], breakdown={"place": "B"})
    figures += totals(1, 9, [25], [Y20], "outcome")
    found = reading("Hertfordshire.pdf", figures, signs=FORCE_SIGNS["hertfordshire"])
    workspace = workspace_of(tmp_path, found)
    assert ask(workspace, "SELECT count, reasons FROM outcome_counts") == [(25, [])]
    assert ask(workspace, "SELECT count(*) FROM checks WHERE note LIKE '%outcome 1:%' AND passed") == [(1,)]


def test_decisions_of_one_cause_are_a_group_and_say_what_they_free(tmp_path: Path) -> None:
    years = [Y20, Y21]
    figures = crosstab(1, "outcome_label", {CHARGED: [3, ""], "Never seen": [7, ""]}, years)
    figures += crosstab(2, "outcome_label", {CHARGED: [4, ""]}, years, breakdown={"place": "A"})
    found = reading("Hertfordshire.pdf", figures, signs=FORCE_SIGNS["hertfordshire"])
    scans = [
        reading(f"{name}.pdf", state="held", reason="needs OCR", signs=found.signs) for name in ("a", "b")
    ]
    workspace = workspace_of(tmp_path, found, *scans)
    rows = ask(workspace, "SELECT kind, decisions, figures, frees, documents, answers FROM held_groups")
    assert rows == [
        ("blank", 2, 2, 2, 1, ["zero", "missing"]),
        ("wording", 1, 2, 1, 1, []),
        ("document", 2, 0, 0, 2, ["reject"]),
    ]
    assert ask(workspace, "SELECT DISTINCT decision, answers FROM held WHERE kind = 'blank'") == [
        ("blank", ["zero", "missing"])
    ]
    ((group, command),) = ask(workspace, "SELECT \"group\", command FROM held_groups WHERE kind = 'blank'")
    assert command == f"foi decide group {group} zero|missing"
    decide(workspace, "wording", "Never seen", "14")
    assert ask(workspace, "SELECT frees, \"group\" FROM held_groups WHERE kind = 'blank'") == [(3, group)]
