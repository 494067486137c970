"""Each crime once: which cut answers, and what is counted in it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from counted import Y20, Y21, failed, herts, outcomes, recorded
from made_replies import (
    CHARGED,
    DECLINED,
    FORCE_SIGNS,
    HOSPITAL_YEARS,
    NO_SUSPECT,
    ask,
    calendar,
    crosstab,
    cumbria,
    doc,
    durham,
    figure,
    hertfordshire,
    reading,
    span,
    totals,
    workspace_of,
)

if TYPE_CHECKING:
    from pathlib import Path


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
