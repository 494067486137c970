"""Shares with their bounds and reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counted import Y20, herts, share
from made_replies import CHARGED, DECLINED, IMAGES, PENDING, calendar, crosstab, figure, totals

if TYPE_CHECKING:
    from pathlib import Path


def test_a_share_that_is_exact_needs_no_reason(tmp_path: Path) -> None:
    figures = crosstab(1, "outcome_label", {CHARGED: [3], DECLINED: [1]}, [Y20])
    workspace = herts(
        tmp_path, *figures, request=IMAGES.replace('"2015-04-01", "2021-12-31"', '"2020", "2020"')
    )
    assert share(workspace, "14", "16") == [(4, 1, 1, 0.25, 0.25, [])]
    assert share(workspace, "14", "16") == [(4, 1, 1, 0.25, 0.25, [])]
    assert share(workspace, "1", "16") == [(4, 4, 4, 1.0, 1.0, [])]
    assert share(workspace, "22") == [(4, 0, 0, 0.0, 0.0, [])]


def test_a_set_of_codes_counts_fully_where_it_lies_inside(tmp_path: Path) -> None:
    label = "Evidential difficulties (victim does not support action)"
    figures = crosstab(1, "outcome_label", {CHARGED: [3], label: [5]}, [Y20])
    request = IMAGES.replace('"2015-04-01", "2021-12-31"', '"2020", "2020"')
    workspace = herts(tmp_path, *figures, request=request)
    assert share(workspace, "14", "16")[0][:3] == (8, 5, 5)
    assert share(workspace, "16") == [(8, 0, 5, 0.0, 5 / 8, ["overlap"])]


def test_pending_crimes_may_become_anything(tmp_path: Path) -> None:
    figures = crosstab(1, "outcome_label", {DECLINED: [3], PENDING: [5], CHARGED: [2]}, [Y20])
    request = IMAGES.replace('"2015-04-01", "2021-12-31"', '"2020", "2020"')
    workspace = herts(tmp_path, *figures, request=request)
    assert share(workspace, "14", "16") == [(10, 3, 8, 0.3, 0.8, ["pending"])]
    assert share(workspace, "0") == [(10, 5, 5, 0.5, 0.5, [])]


def test_crimes_without_an_outcome_may_be_any(tmp_path: Path) -> None:
    figures = crosstab(1, "outcome_label", {DECLINED: [3], CHARGED: [2]}, [Y20])
    figures += totals(1, 3, [9], [Y20], "outcome")
    request = IMAGES.replace('"2015-04-01", "2021-12-31"', '"2020", "2020"')
    workspace = herts(tmp_path, *figures, request=request)
    assert share(workspace, "14", "16") == [(None, 3, 7, 3 / 9, 7 / 9, ["conflict"])]


def test_a_share_says_when_less_was_answered_than_asked(tmp_path: Path) -> None:
    figures = crosstab(1, "outcome_label", {DECLINED: [3], CHARGED: [2]}, [Y20])
    assert share(herts(tmp_path, *figures), "14", "16") == [(5, 3, 3, 0.6, 0.6, ["part period"])]


def test_years_beside_those_asked_for_do_not_make_up_for_missing_ones(tmp_path: Path) -> None:
    years = [calendar(year) for year in range(2020, 2030)]
    workspace = herts(tmp_path, *crosstab(1, "outcome_label", {DECLINED: [1] * 10}, years))
    assert share(workspace, "16")[0][-1] == ["part period"]


def test_a_share_over_nothing_is_not_a_number(tmp_path: Path) -> None:
    figures = crosstab(1, "outcome_label", {DECLINED: [0]}, [Y20])
    assert share(herts(tmp_path, *figures), "14", "16")[0][:5] == (0, 0, 0, None, None)


def test_no_limit_stays_no_limit(tmp_path: Path) -> None:
    star = figure(
        1,
        1,
        1,
        None,
        raw_text="*",
        value_status="suppressed",
        bounds=(0, None),
        outcome_label=DECLINED,
        period=Y20,
    )
    figures = [star, *crosstab(2, "outcome_label", {CHARGED: [5]}, [Y20])]
    assert share(herts(tmp_path, *figures), "14", "16") == [
        (None, 0, None, None, None, ["part period", "suppressed"])
    ]


def test_a_total_limits_what_has_no_limit(tmp_path: Path) -> None:
    star = figure(
        1,
        2,
        1,
        None,
        raw_text="*",
        value_status="suppressed",
        bounds=(0, None),
        outcome_label=DECLINED,
        period=Y20,
    )
    figures = [
        *crosstab(1, "outcome_label", {CHARGED: [5]}, [Y20]),
        star,
        *totals(1, 3, [8], [Y20], "outcome"),
    ]
    assert share(herts(tmp_path, *figures), "14", "16")[0][:3] == (8, 0, 8)


def test_a_force_whose_figures_all_wait_is_there_with_its_bounds(tmp_path: Path) -> None:
    workspace = herts(tmp_path, *crosstab(1, "outcome_label", {"Odd": [5]}, [Y20]))
    assert share(workspace, "14", "16") == [(None, 0, 5, 0.0, 1.0, ["held", "part period"])]
