"""Periods as they are counted, and the crimes recorded in them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from counted import Y20, Y21, failed, herts, outcomes, recorded, share
from made_replies import (
    CHARGED,
    DECLINED,
    IMAGES,
    ask,
    crosstab,
    figure,
    financial,
    month,
    records,
    span,
    totals,
)

from parsers.figure import Period
from parsers.reply import read_reply

if TYPE_CHECKING:
    from pathlib import Path


def test_days_cover_the_year_that_was_asked_for(tmp_path: Path) -> None:
    workspace = herts(tmp_path, *records(1, [date(2015, 5, 1), date(2016, 7, 1), date(2015, 2, 1)]))
    assert outcomes(workspace, "period_label, period_start, period_end, period_partial, count, reasons") == [
        ("2015 (part)", date(2015, 2, 1), date(2015, 2, 1), True, 1, []),
        ("2015 (part)", date(2015, 4, 1), date(2015, 12, 31), True, 1, []),
        ("2016", date(2016, 1, 1), date(2016, 12, 31), False, 1, []),
    ]


@pytest.mark.parametrize(
    ("months", "end", "partial", "reasons"),
    [
        (range(1, 13), date(2020, 12, 31), False, []),
        (range(1, 9), date(2020, 8, 31), True, ["part period"]),
        ((1, 2, 11, 12), date(2020, 12, 31), False, ["part period"]),
    ],
)
def test_months_cover_what_they_say(
    tmp_path: Path, months: range, end: date, partial: bool, reasons: list[str]
) -> None:
    periods = [month(2020, number) for number in months]
    figures = crosstab(1, "outcome_label", {CHARGED: [2] * len(periods)}, periods)
    assert outcomes(
        herts(tmp_path, *figures), "period_start, period_end, period_partial, count, period_kind, reasons"
    ) == [(date(2020, 1, 1), end, partial, 2 * len(periods), "calendar", reasons)]


def test_months_stay_months_where_months_were_asked_for(tmp_path: Path) -> None:
    figures = crosstab(1, "outcome_label", {CHARGED: [2, 3]}, [month(2020, 1), month(2020, 2)])
    figures += records(2, [date(2020, 3, 3)])
    workspace = herts(tmp_path, *figures, request=IMAGES.replace('"calendar"', '"month"'))
    assert outcomes(workspace, "period_start, period_end, count") == [
        (date(2020, 1, 1), date(2020, 1, 31), 2),
        (date(2020, 2, 1), date(2020, 2, 29), 3),
    ]


def test_months_and_years_are_not_added(tmp_path: Path) -> None:
    figures = crosstab(1, "outcome_label", {CHARGED: [2] * 12}, [month(2020, n) for n in range(1, 13)])
    figures += crosstab(2, "outcome_label", {CHARGED: [24, 5]}, [Y20, Y21])
    workspace = herts(tmp_path, *figures)
    assert outcomes(workspace) == [("2020", "1", 24), ("2021", "1", 5)]
    assert failed(workspace) == []


def test_financial_years_stay_where_calendar_years_were_asked_for(tmp_path: Path) -> None:
    figures = crosstab(1, "outcome_label", {CHARGED: [2, 3]}, [financial(2019), financial(2020)])
    assert outcomes(herts(tmp_path, *figures), "period_kind, period_start, count") == [
        ("financial", date(2019, 4, 1), 2),
        ("financial", date(2020, 4, 1), 3),
    ]


def test_a_span_within_a_year_is_a_part_of_it(tmp_path: Path) -> None:
    part = span(date(2021, 1, 1), date(2021, 8, 31))
    figures = crosstab(1, "outcome_label", {CHARGED: [2, 3]}, [Y20, part])
    assert outcomes(herts(tmp_path, *figures), "period_kind, period_end, period_partial, count, reasons") == [
        ("calendar", date(2020, 12, 31), False, 2, []),
        ("calendar", date(2021, 8, 31), True, 3, ["part period"]),
    ]


def test_periods_that_overlap_are_not_added(tmp_path: Path) -> None:
    to_august = Period(date(2021, 1, 1), date(2021, 8, 31), "2021 (to August)", "calendar", partial=True)
    figures = crosstab(1, "outcome_label", {CHARGED: [2, 3]}, [Y20, to_august])
    figures += crosstab(2, "outcome_label", {CHARGED: [4]}, [Y21])
    workspace = herts(tmp_path, *figures)
    assert outcomes(workspace) == [("2020", "1", 2), ("2021", "1", 4)]
    assert failed(workspace) == [
        ("periods of one cut do not overlap", "periods side by side", "2021 (to August) left out")
    ]


def test_a_printed_total_comes_first(tmp_path: Path) -> None:
    figures = crosstab(1, "outcome_label", {CHARGED: [3], DECLINED: ["<5"]}, [Y20])
    figures += totals(1, 3, [6], [Y20], "outcome")
    assert recorded(herts(tmp_path, *figures)) == [("2020", 6, 6, 6, "printed total", [])]


@pytest.mark.parametrize(
    ("kind", "label", "method"),
    [
        ("outcome_label", CHARGED, "sum of outcomes"),
        ("offence_label", "Revenge", "sum of offences"),
        ("place", "Watford", "sum of other"),
    ],
)
def test_without_a_total_a_cut_is_summed(tmp_path: Path, kind: str, label: str, method: str) -> None:
    assert recorded(herts(tmp_path, *crosstab(1, kind, {label: [3]}, [Y20]))) == [
        ("2020", 3, 3, 3, method, [])
    ]


def test_bounds_that_meet_agree_and_narrow_one_another(tmp_path: Path) -> None:
    figures = crosstab(1, "outcome_label", {CHARGED: [3], DECLINED: ["<5"]}, [Y20])
    figures += crosstab(2, "place", {"Watford": [5]}, [Y20])
    workspace = herts(tmp_path, *figures)
    assert recorded(workspace) == [("2020", 5, 5, 5, "sum of other", [])]
    assert failed(workspace) == []
    assert outcomes(workspace, "outcome_code, count_low, count_high") == [("1", 3, 3), ("16", 0, 4)]


def test_the_total_of_one_side_table_is_not_that_of_the_reply(tmp_path: Path) -> None:
    figures = []
    for table, (place, count) in enumerate({"East": 5, "West": 7}.items(), start=1):
        figures += crosstab(table, "outcome_label", {CHARGED: [count]}, [Y20], breakdown={"place": place})
        figures += totals(table, 2, [count], [Y20], "outcome")
    workspace = herts(tmp_path, *figures)
    assert recorded(workspace) == [("2020", 12, 12, 12, "sum of outcomes", [])]
    assert failed(workspace) == []


def test_a_sheet_a_year_has_a_total_a_year(tmp_path: Path) -> None:
    figures = []
    for table, (year, count) in enumerate({Y20: 5, Y21: 7}.items(), start=1):
        figures += crosstab(table, "outcome_label", {CHARGED: [count]}, [year])
        figures += totals(table, 2, [count], [year], "outcome")
    assert [row[:2] for row in recorded(herts(tmp_path, *figures))] == [("2020", 5), ("2021", 7)]


def test_outcomes_named_in_sentences_are_not_all_outcomes(tmp_path: Path) -> None:
    said = crosstab(0, "outcome_label", {CHARGED: [5]}, [Y20])
    workspace = herts(tmp_path / "alone", *said)
    assert recorded(workspace) == [("2020", None, 5, None, "sum of outcomes", ["held"])]
    workspace = herts(tmp_path / "with a total", *said, figure(0, 9, 1, 78, period=Y20))
    assert recorded(workspace) == [("2020", 78, 78, 78, "printed total", [])]
    assert failed(workspace) == []
    assert share(workspace, "1")[0][:3] == (78, 5, 78)


def test_held_figures_leave_the_sum_open(tmp_path: Path) -> None:
    figures = crosstab(1, "outcome_label", {CHARGED: [3], "Odd": [4]}, [Y20])
    workspace = herts(tmp_path, *figures)
    assert recorded(workspace) == [("2020", None, 3, 7, "sum of outcomes", ["held"])]
    assert ask(workspace, "SELECT count_low, count_high, recorded FROM outcome_share('images', ['16'])") == [
        (0, 4, None)
    ]


def test_a_subtotal_is_not_the_total(tmp_path: Path) -> None:
    figures = crosstab(1, "outcome_label", {CHARGED: [3], DECLINED: [4]}, [Y20])
    figures += totals(1, 3, [3], [Y20], "outcome") + totals(1, 4, [7], [Y20], "outcome")
    assert recorded(herts(tmp_path, *figures))[0][:2] == ("2020", 7)


def test_each_offence_by_itself_where_several_were_asked_for(tmp_path: Path) -> None:
    request = IMAGES.replace('["008/71"]', '["008/71", "175/08"]')
    figures = crosstab(1, "outcome_label", {CHARGED: [3, 4]}, [Y20, Y21], offence_label="008/71")
    figures += crosstab(2, "outcome_label", {CHARGED: [5, 6]}, [Y20, Y21], offence_label="175/08")
    workspace = herts(tmp_path, *figures, request=request)
    assert ask(workspace, "SELECT offence_id, period_label, count FROM recorded_counts") == [
        ("008/71", "2020", 3), ("008/71", "2021", 4), ("175/08", "2020", 5), ("175/08", "2021", 6),
    ]  # fmt: skip


def test_offences_together_where_they_are_not_told_apart(tmp_path: Path) -> None:
    request = IMAGES.replace('["008/71"]', '["008/71", "175/08"]')
    workspace = herts(tmp_path, *crosstab(1, "outcome_label", {CHARGED: [3]}, [Y20]), request=request)
    assert ask(workspace, "SELECT offence_id, count FROM recorded_counts") == [("008/71|175/08", 3)]


def test_a_sum_of_some_outcomes_is_neither_an_outcome_nor_all_that_was_recorded(tmp_path: Path) -> None:
    rows = (
        "Charged,5,2",
        "Community resolution,3,1",
        "Detected,8,3",
        "No suspect identified,10,9",
        "Total,18,12",
    )
    (read,) = read_reply("\n".join(("Outcome,2020,2021", *rows)).encode(), "reply.csv")
    workspace = herts(tmp_path, *read.figures)
    assert [row[:2] for row in recorded(workspace)] == [("2020", 18), ("2021", 12)]
    assert ask(workspace, "SELECT sum(count) FROM outcome_counts") == [(30,)]
    assert failed(workspace) == []


def test_the_sum_of_one_group_is_not_all_that_was_recorded(tmp_path: Path) -> None:
    rows = ("Detected,,8,3", ",Charged,5,2", ",Community resolution,3,1", "No suspect identified,,10,9")
    (read,) = read_reply("\n".join(("Outcome,,2020,2021", *rows)).encode(), "reply.csv")
    workspace = herts(tmp_path, *read.figures)
    assert recorded(workspace) == [
        ("2020", 18, 18, 18, "sum of outcomes", []),
        ("2021", 12, 12, 12, "sum of outcomes", []),
    ]
    assert failed(workspace) == []
