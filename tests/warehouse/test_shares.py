"""Shares with their bounds and reasons."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import duckdb
import pytest
from counted import Y20, Y21, failed, herts, outcomes, recorded, share
from made_replies import (
    CHARGED,
    DECLINED,
    FORCE_SIGNS,
    IMAGES,
    PENDING,
    ask,
    built,
    calendar,
    crosstab,
    deliver,
    figure,
    reading,
    span,
    totals,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
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


def test_a_share_that_nothing_limits_may_have_any_rank(tmp_path: Path) -> None:
    star = figure(
        1, 1, 1, None, value_status="suppressed", bounds=(0, None), outcome_label=DECLINED, period=Y20
    )
    workspace = herts(tmp_path, star, *crosstab(2, "outcome_label", {CHARGED: [5]}, [Y20]))
    rows = {CHARGED: [3], DECLINED: [1]}
    deliver(
        workspace, reading("kent.pdf", crosstab(1, "outcome_label", rows, [Y20]), signs=FORCE_SIGNS["kent"])
    )
    asked = "SELECT force_id, rank_best, rank_worst FROM force_ranks('images', ['16'], ranked_by := $by)"
    for by in ("share", "count"):
        assert ask(workspace, asked, by=by) == [("hertfordshire", 1, 2), ("kent", 1, 2)]


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


def test_a_number_is_not_exact_while_a_part_of_it_waits(tmp_path: Path) -> None:
    figures = [
        figure(
            1,
            1,
            column,
            count,
            outcome_label=DECLINED,
            period=Y20,
            breakdown={"place": place},
            held_reason=doubt,
        )
        for column, (place, count, doubt) in enumerate(
            [("North", 5, None), ("South", 7, "recognised with doubt")], start=1
        )
    ]
    figures.append(figure(1, 2, 1, 4, outcome_label=CHARGED, period=Y20, breakdown={"place": "North"}))
    workspace = herts(tmp_path, *figures)
    assert outcomes(workspace, "outcome_code, count, count_low, count_high, reasons") == [
        ("1", 4, 4, 4, []),
        ("16", None, 5, 12, ["held"]),
    ]
    assert share(workspace, "16")[0][:3] == (None, 5, 12)


def test_a_figure_that_waits_for_its_year_counts_once_in_the_share_of_all_years(tmp_path: Path) -> None:
    figures = crosstab(1, "outcome_label", {CHARGED: ["<5", "<5"], DECLINED: [1, 1]}, [Y20, Y21])
    figures.append(figure(1, 2, 3, 10, outcome_label=DECLINED))
    figures += [
        figure(
            2,
            1,
            column,
            None,
            value_status="rounded",
            bounds=(1, most),
            period=year,
            breakdown={"place": "A"},
        )
        for column, (most, year) in enumerate([(11, Y20), (9, Y21)], start=1)
    ]
    request = IMAGES.replace('"2015-04-01", "2021-12-31"', '"2020", "2021"')
    found = share(herts(tmp_path, *figures, request=request), "16")
    # It is of one year, and then there may be twelve crimes in all.
    assert found == [(None, 2, 12, 2 / 20, 1.0, ["held", "suppressed"])]


def test_years_that_do_not_add_up_to_the_span_beside_them_say_so(tmp_path: Path) -> None:
    """The crimes recorded agree; the outcomes of the two tables do not."""
    both = span(date(2020, 1, 1), date(2021, 12, 31))
    figures = crosstab(1, "outcome_label", {CHARGED: [3, 4], DECLINED: [5, 6]}, [Y20, Y21])
    for row, (label, count) in enumerate({CHARGED: 8, DECLINED: 10}.items(), start=1):
        figures.append(
            figure(2, row, 1, count, outcome_label=label, period=both, breakdown={"place": "North"})
        )
    request = IMAGES.replace('"2015-04-01", "2021-12-31"', '"2020", "2021"')
    workspace = herts(tmp_path, *figures, request=request)
    assert failed(workspace) == [("cuts agree", "11", "10"), ("cuts agree", "7", "8")]
    note = "2020-01-01 to 2021-12-31, outcome 16: by outcome, its years added up against by outcome and place"
    assert (note,) in ask(workspace, "SELECT note FROM checks WHERE NOT passed", build_first=False)
    assert share(workspace, "16") == [(18, 11, 11, 11 / 18, 11 / 18, ["conflict"])]
    ((warnings,),) = ask(workspace, "SELECT warnings FROM comparability", build_first=False)
    assert warnings == ["its own tables differ"]


def test_crimes_recorded_that_are_withheld_here_and_rounded_there_have_reasons(tmp_path: Path) -> None:
    figures = crosstab(1, "outcome_label", {CHARGED: ["<5"], DECLINED: [5]}, [Y20])
    figures.append(
        figure(
            2,
            1,
            1,
            None,
            raw_text="10",
            value_status="rounded",
            bounds=(8, 12),
            period=Y20,
            breakdown={"place": "A"},
        )
    )
    assert recorded(herts(tmp_path, *figures)) == [
        ("2020", None, 8, 9, "sum of outcomes", ["suppressed", "rounded"])
    ]


@pytest.mark.parametrize("codes", ["NULL", "[]", "['99']", "['1a']"])
@pytest.mark.parametrize(
    "macro",
    ["outcome_share", "outcome_share_national", "outcome_trend_national", "force_ranks", "outcome_bounds"],
)
def test_codes_that_there_are_not_are_refused(
    exact: duckdb.DuckDBPyConnection, macro: str, codes: str
) -> None:
    with pytest.raises(duckdb.Error, match="is no list of outcome codes such as"):
        exact.execute(f"FROM {macro}('images', {codes})")


@pytest.fixture(scope="module")
def exact(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("exact")
    workspace = herts(folder, *crosstab(1, "outcome_label", {CHARGED: [3], DECLINED: [1]}, [Y20]))
    with duckdb.connect(str(built(workspace).path), read_only=True) as connection:
        yield connection


def test_digits_that_were_recognised_with_doubt_limit_nothing(tmp_path: Path) -> None:
    doubt = {"held_reason": "recognised with doubt", "confidence": 0.6}
    figures = [
        figure(1, 1, 1, 5, outcome_label=CHARGED, period=Y20),
        figure(1, 2, 1, 3, outcome_label=DECLINED, period=Y20, **doubt),
    ]
    workspace = herts(tmp_path / "alone", *figures)
    asked = "SELECT recorded_low, recorded_high, count_low, count_high FROM outcome_share('images', ['16'])"
    assert ask(workspace, asked) == [(5, None, 0, None)]
    # The crimes recorded say what is left for it.
    with_total = herts(tmp_path / "total", *figures, *totals(1, 9, [35], [Y20], "outcome"))
    assert ask(with_total, asked) == [(35, 35, 0, 30)]
