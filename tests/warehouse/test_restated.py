"""The same figure in several tables: counted once, or kept as bounds."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from counted import Y20, Y21, failed, herts, outcomes
from made_replies import CHARGED, DECLINED, NO_SUSPECT, ask, crosstab, decide, records

if TYPE_CHECKING:
    from pathlib import Path


def test_a_figure_that_is_stated_again_counts_once(tmp_path: Path) -> None:
    figures = crosstab(1, "outcome_label", {CHARGED: [3, 4], DECLINED: [5, 6]}, [Y20, Y21])
    figures += crosstab(2, "outcome_label", {CHARGED: [3], "Outcome 16": [5]}, [Y20])
    workspace = herts(tmp_path, *figures)
    assert outcomes(workspace, "sum(count), max(len(figure_ids))") == [(18, 1)]
    assert ask(workspace, "SELECT passed FROM checks WHERE \"check\" = 'restated figures agree'") == [(True,)]


def test_statements_that_differ_are_bounds(tmp_path: Path) -> None:
    rows = {CHARGED: [3], DECLINED: [5], NO_SUSPECT: [9]}
    figures = crosstab(1, "outcome_label", rows, [Y20])
    figures += crosstab(2, "outcome_label", {**rows, DECLINED: [6]}, [Y20])
    workspace = herts(tmp_path, *figures)
    assert outcomes(workspace, "outcome_code, count, count_low, count_high, reasons") == [
        ("1", 3, 3, 3, []),
        ("16", None, 5, 6, ["conflict"]),
        ("18", 9, 9, 9, []),
    ]
    assert failed(workspace) == [("restated figures agree", "5", "6")]


def test_tables_that_mostly_differ_may_be_parts(tmp_path: Path) -> None:
    """Two districts whose names were not read: the truth is the sum, and must lie within the bounds."""
    figures = crosstab(1, "outcome_label", {CHARGED: [3], DECLINED: [50], NO_SUSPECT: [2]}, [Y20])
    figures += crosstab(2, "outcome_label", {CHARGED: [4], DECLINED: [20], NO_SUSPECT: [2]}, [Y20])
    workspace = herts(tmp_path, *figures)
    assert outcomes(workspace, "outcome_code, count, count_low, count_high") == [
        ("1", None, 3, 7), ("16", None, 20, 70), ("18", None, 2, 4),
    ]  # fmt: skip
    ((check, _, _),) = failed(workspace)
    assert check == "restated figures agree"


def test_a_rejected_table_is_no_statement(tmp_path: Path) -> None:
    figures = crosstab(1, "outcome_label", {CHARGED: [3]}, [Y20])
    figures += crosstab(2, "outcome_label", {CHARGED: [4]}, [Y20])
    workspace = herts(tmp_path, *figures)
    name = ask(workspace, "SELECT left(document_id, 12) FROM documents")[0][0]
    decide(workspace, "reject", f"{name}.t2")
    assert outcomes(workspace) == [("2020", "1", 3)]
    assert failed(workspace) == []


DAYS = [date(2020, 1, 3), date(2020, 1, 3), date(2020, 6, 1), date(2021, 2, 2)]


def test_equal_rows_of_a_list_are_different_crimes(tmp_path: Path) -> None:
    assert outcomes(herts(tmp_path, *records(1, DAYS))) == [("2020", "1", 3), ("2021", "1", 1)]


def test_a_list_that_is_attached_twice_is_one(tmp_path: Path) -> None:
    assert outcomes(herts(tmp_path, *records(1, DAYS), *records(2, DAYS))) == [
        ("2020", "1", 3),
        ("2021", "1", 1),
    ]


def test_lists_that_share_days_may_be_parts_or_the_same(tmp_path: Path) -> None:
    workspace = herts(tmp_path, *records(1, DAYS), *records(2, DAYS[:3]))
    assert outcomes(workspace, "period_label, count_low, count_high, reasons") == [
        ("2020", 3, 6, ["conflict"]),
        ("2021", 1, 1, []),
    ]
    assert failed(workspace)[0][0] == "restated figures agree"


def test_lists_of_different_days_are_added(tmp_path: Path) -> None:
    assert outcomes(herts(tmp_path, *records(1, DAYS[:2]), *records(2, DAYS[2:]))) == [
        ("2020", "1", 3),
        ("2021", "1", 1),
    ]
