"""Each crime once: cuts, restated figures, rolled-up periods, crimes recorded, and checks between them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from made_replies import (
    CHARGED,
    DECLINED,
    FORCE_SIGNS,
    HOSPITAL_YEARS,
    HOSPITALS,
    IMAGES,
    NO_SUSPECT,
    PENDING,
    ask,
    calendar,
    crosstab,
    cumbria,
    day,
    decide,
    doc,
    durham,
    figure,
    financial,
    hertfordshire,
    month,
    reading,
    span,
    totals,
    workspace_of,
)

from parsers.figure import Caveat, Period, Sign

if TYPE_CHECKING:
    from pathlib import Path

    from parsers.figure import Figure
    from warehouse.workspace import Workspace

Y20, Y21 = calendar(2020), calendar(2021)
WHOLE = span(date(2019, 4, 1), date(2024, 3, 31))


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


# --- the three shapes of reply that the story needs -------------------------------------------------------


def test_a_reply_by_outcome_and_year(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path, hertfordshire())
    assert ask(workspace, "SELECT sum(count) FROM outcome_counts WHERE outcome_code = '16'") == [(139,)]
    assert ask(workspace, "SELECT sum(count) FROM recorded_counts") == [(372,)]
    assert ask(
        workspace,
        "SELECT recorded, count_low, count_high, round(share_low, 3), reasons"
        " FROM outcome_share('images', ['14', '16'])",
    ) == [(372, 170, 193, 0.457, ["pending"])]
    assert ask(workspace, "SELECT light FROM replies") == [("green",)]
    assert outcomes(workspace, "DISTINCT offence_id, offence_label") == [("008/71", "Private sexual images")]


def test_a_gap_between_the_authoritys_own_tables_is_reported_and_not_mended(tmp_path: Path) -> None:
    found = durham()
    workspace = workspace_of(tmp_path, found)
    assert ask(workspace, "SELECT expected, actual, locators, note FROM checks WHERE NOT passed") == [
        (
            "289",
            "285",
            [f"{doc(found)}.t1", f"{doc(found)}.t3"],
            "2021/22: printed total against sum of outcomes",
        )
    ]
    assert [row for row in recorded(workspace) if row[1] is None] == [
        ("2021/22", None, 285, 289, "printed total", ["conflict"])
    ]
    assert ask(workspace, "SELECT sum(count) FROM outcome_counts WHERE period_label = '2021/22'") == [(285,)]
    assert ask(workspace, "SELECT state, light FROM replies JOIN coverage USING (request_id, force_id)") == [
        ("answered", "amber")
    ]


def test_side_tables_without_years_are_one_cut(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path, cumbria())
    assert outcomes(workspace, "outcome_code, count, period_start, period_end, reasons") == [
        ("1", 517, date(2019, 4, 1), date(2024, 3, 31), ["assumed period"]),
        ("16", 1454, date(2019, 4, 1), date(2024, 3, 31), ["assumed period"]),
        ("18", 529, date(2019, 4, 1), date(2024, 3, 31), ["assumed period"]),
    ]
    assert ask(workspace, "SELECT sum(count), count(*) FROM recorded_counts") == [(2500, 5)]
    assert failed(workspace) == []
    assert ask(workspace, "SELECT note FROM checks WHERE note LIKE '%sum of outcomes'") == [
        ("2019-04-01 to 2024-03-31: sum of years against sum of outcomes",)
    ]


# --- one cut answers, and cuts are never added ------------------------------------------------------------


def test_years_come_before_spans(tmp_path: Path) -> None:
    figures = crosstab(1, "outcome_label", {CHARGED: [7]}, [span(date(2015, 4, 1), date(2021, 12, 31))])
    figures += crosstab(2, "outcome_label", {CHARGED: [3, 4]}, [Y20, Y21])
    assert outcomes(herts(tmp_path, *figures)) == [("2020", "1", 3), ("2021", "1", 4)]


def test_an_exact_cut_comes_before_a_suppressed_one(tmp_path: Path) -> None:
    figures = crosstab(1, "outcome_label", {CHARGED: ["<5"]}, [Y20], breakdown={"place": "A"})
    figures += crosstab(1, "outcome_label", {CHARGED: [9]}, [Y20], breakdown={"place": "B"})
    figures += crosstab(2, "outcome_label", {CHARGED: [12]}, [Y20])
    assert outcomes(herts(tmp_path, *figures)) == [("2020", "1", 12)]


def test_a_small_exact_cut_does_not_come_before_the_whole(tmp_path: Path) -> None:
    """A table of some of the outcomes leaves the others open, however exact it is."""
    figures = crosstab(1, "outcome_label", {CHARGED: [12], DECLINED: [80], NO_SUSPECT: ["<5"]}, [Y20])
    figures += crosstab(2, "outcome_label", {CHARGED: [12]}, [Y20], breakdown={"gender": "male"})
    figures += totals(1, 9, [95], [Y20], "outcome")
    assert outcomes(herts(tmp_path, *figures), "outcome_code, count_low, count_high") == [
        ("1", 12, 12), ("16", 80, 80), ("18", 0, 4),
    ]  # fmt: skip


def test_a_few_years_do_not_come_before_all(tmp_path: Path) -> None:
    years = [calendar(year) for year in range(2016, 2022)]
    figures = crosstab(1, "outcome_label", {CHARGED: [1, 2, 3, 4, 5, "<5"]}, years)
    figures += crosstab(2, "outcome_label", {CHARGED: [4]}, [Y21], breakdown={"gender": "any"})
    assert len(outcomes(herts(tmp_path, *figures))) == 6


def test_offences_are_told_apart_where_the_request_asks(tmp_path: Path) -> None:
    figures = crosstab(1, "outcome_label", {CHARGED: [12]}, HOSPITAL_YEARS[:1])
    figures += crosstab(2, "outcome_label", {CHARGED: [5]}, HOSPITAL_YEARS[:1], offence_label="Violence")
    figures += crosstab(3, "outcome_label", {CHARGED: [7]}, HOSPITAL_YEARS[:1], offence_label="Theft")
    found = reading("Durham.pdf", figures, signs=FORCE_SIGNS["durham"])
    rows = outcomes(workspace_of(tmp_path, found), "offence_label, count")
    assert rows == [("Theft", 7), ("Violence", 5)]


def test_the_offence_asked_for_is_no_breakdown(tmp_path: Path) -> None:
    """One table names the offence, the other does not: they count the same crimes."""
    figures = crosstab(1, "outcome_label", {CHARGED: [12]}, [Y20], offence_label="008/71")
    figures += [figure(2, 1, 1, 12, period=Y20)]
    workspace = herts(tmp_path, *figures)
    assert recorded(workspace) == [("2020", 12, 12, 12, "printed total", [])]
    assert failed(workspace) == []


def test_what_was_not_asked_for_is_left_out_and_said(tmp_path: Path) -> None:
    figures = crosstab(1, "outcome_label", {CHARGED: [12]}, [Y20], offence_label="008/71")
    figures += crosstab(2, "outcome_label", {CHARGED: [90]}, [Y20], offence_label="175/08")
    figures += crosstab(3, "outcome_label", {CHARGED: [7]}, [Y20], unit="people")
    workspace = herts(tmp_path, *figures)
    assert outcomes(workspace) == [("2020", "1", 12)]
    assert {(check, str(actual)) for check, _, actual in failed(workspace)} == {
        ("figures answer the question", "1 figures: offence 175/08 was not asked for"),
        ("figures answer the question", "1 figures: counts people, not crimes"),
    }
    assert ask(workspace, "SELECT light FROM replies") == [("green",)]


def test_rows_of_one_code_are_added(tmp_path: Path) -> None:
    rows = {CHARGED: [3], "Charged": [4], "Outcome 1": [5]}
    workspace = herts(tmp_path, *crosstab(1, "outcome_label", rows, [Y20]))
    assert outcomes(workspace, "outcome_code, count, method, len(figure_ids)") == [
        ("1", 12, "sum of figures", 3)
    ]


def test_totals_parts_and_percentages_are_not_counted(tmp_path: Path) -> None:
    figures = crosstab(1, "outcome_label", {CHARGED: [3], DECLINED: [4]}, [Y20])
    figures += totals(1, 3, [7], [Y20], "outcome")
    figures.append(figure(1, 4, 1, 2, outcome_label=CHARGED, period=Y20, role="of_which"))
    figures.append(
        figure(1, 5, 1, None, value_status="exact", outcome_label=CHARGED, period=Y20, role="percentage")
    )
    assert outcomes(herts(tmp_path, *figures)) == [("2020", "1", 3), ("2020", "16", 4)]


# --- the same figure in several tables --------------------------------------------------------------------


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


def records(table: int, days: list[date], label: str = CHARGED) -> list[Figure]:
    return [
        figure(table, row, 1, 1, value_status="record", outcome_label=label, period=day(value))
        for row, value in enumerate(days, start=1)
    ]


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


# --- periods ----------------------------------------------------------------------------------------------


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


# --- crimes recorded --------------------------------------------------------------------------------------


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


# --- shares -----------------------------------------------------------------------------------------------


def share(workspace: Workspace, *codes: str) -> list[tuple[object, ...]]:
    return ask(
        workspace,
        "SELECT recorded, count_low, count_high, share_low, share_high, reasons"
        " FROM outcome_share('images', $codes)",
        codes=list(codes),
    )


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
    assert share(workspace, "14", "16") == [(None, 3, 7, 3 / 9, 1.0, ["conflict"])]


def test_a_share_says_when_less_was_answered_than_asked(tmp_path: Path) -> None:
    figures = crosstab(1, "outcome_label", {DECLINED: [3], CHARGED: [2]}, [Y20])
    assert share(herts(tmp_path, *figures), "14", "16") == [(5, 3, 3, 0.6, 0.6, ["part period"])]


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
    assert share(workspace, "14", "16") == [(None, 0, 5, 0.0, None, ["held", "part period"])]


# --- replies ----------------------------------------------------------------------------------------------


def test_a_reply_gathers_what_its_documents_say(tmp_path: Path) -> None:
    found = reading(
        "Durham.pdf",
        crosstab(1, "outcome_label", {CHARGED: [5]}, HOSPITAL_YEARS[:1]),
        signs=[
            *FORCE_SIGNS["durham"],
            Sign("date", "2025-09-15", "page 1"),
            Sign("date", "2025-10-15", "page 1"),
            Sign("reference", "1406745", "page 1"),
        ],
        caveats=[
            Caveat("Not comparable.", "page 9"),
            Caveat("As of today.", "page 2"),
            Caveat("As of today.", "page 3"),
        ],
        disposition="full",
        exemptions=("s.40(2)",),
    )  # fmt: skip
    workspace = workspace_of(tmp_path, found, requests=(HOSPITALS,))
    assert ask(
        workspace,
        'SELECT reply_id, received_on, due_on, days_late, disposition, exemptions, "references", caveats'
        " FROM replies",
    ) == [
        (
            "hospitals/durham",
            date(2025, 10, 15),
            date(2025, 10, 13),
            2,
            "full",
            ["s.40(2)"],
            ["1406745"],
            ["As of today.", "Not comparable."],
        )
    ]
    assert ask(workspace, "SELECT force_id, state, usable FROM coverage") == [
        ("cumbria", "overdue", False),
        ("durham", "part", True),
    ]


@pytest.mark.parametrize(
    ("disposition", "state"), [("refused", "refused"), ("acknowledgement", "overdue"), ("unknown", "held")]
)
def test_what_a_reply_without_figures_is(tmp_path: Path, disposition: str, state: str) -> None:
    found = reading("Durham.pdf", signs=FORCE_SIGNS["durham"], disposition=disposition)
    workspace = workspace_of(tmp_path, found, requests=(HOSPITALS,))
    assert ask(workspace, "SELECT state FROM coverage WHERE force_id = 'durham'") == [(state,)]


def test_two_files_of_one_force_are_one_reply(tmp_path: Path) -> None:
    letter = reading("letter.pdf", signs=FORCE_SIGNS["kent"])
    sheet = reading(
        "data.xlsx", crosstab(1, "outcome_label", {CHARGED: [5]}, [Y20]), signs=FORCE_SIGNS["kent"]
    )
    workspace = workspace_of(tmp_path, letter, sheet)
    assert ask(workspace, "SELECT reply_id, figures_accepted, light FROM replies") == [
        ("images/kent", 1, "green")
    ]
    assert ask(workspace, "FROM held") == []


def test_every_relation_column_and_macro_says_what_it_means(tmp_path: Path) -> None:
    workspace = workspace_of(tmp_path)
    assert (
        ask(
            workspace,
            "SELECT table_name FROM duckdb_tables() WHERE comment IS NULL"
            " UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL"
            " UNION ALL SELECT table_name || '.' || column_name FROM duckdb_columns()"
            " WHERE NOT internal AND comment IS NULL"
            " UNION ALL SELECT function_name FROM duckdb_functions()"
            " WHERE NOT internal AND schema_name = 'main' AND function_type LIKE '%macro'"
            " AND comment IS NULL",
        )
        == []
    )
