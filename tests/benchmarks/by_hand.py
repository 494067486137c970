# ruff: noqa: S608 - the queries are made of words of this file
"""What somebody would write by hand over one flat Parquet file to get the numbers that each macro gives.

The file has a row for each count of `outcome_counts`, with the crimes recorded in its period beside it. The
queries take for granted what the macros may not, and what only the benchmark's made-up crimes fulfil: every
row is of one outcome, each period's outcomes add up to the crimes recorded, nothing is pending, and nothing
waits. Reasons and warnings they do not give.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FLAT = """
COPY (
    SELECT o.*, p.recorded_low AS recorded
    FROM outcome_counts o
    JOIN outcome_periods p USING (request_id, force_id, period_start, period_end)
    ORDER BY o.request_id, o.force_id, o.period_start
) TO '{flat}' (FORMAT parquet)
"""

_RECORDED = (
    "SELECT force_id, period_label, period_start, any_value(recorded) AS count_low"
    " FROM '{flat}' WHERE request_id = '{request}' GROUP BY ALL"
)


def _measured(name: str) -> str:
    """Return columns for the crimes of each period that a flag of that name picks out."""
    return (
        f"sum(count_low) FILTER ({name})::BIGINT AS {name}_printed_low,"
        f" sum(count_high) FILTER ({name})::BIGINT AS {name}_printed_high,"
        f" greatest({name}_printed_low, any_value(recorded) - sum(count_high) FILTER (NOT {name}))"
        f" AS {name}_low,"
        f" least({name}_printed_high, any_value(recorded) - sum(count_low) FILTER (NOT {name}))"
        f" AS {name}_high"
    )


def _sums(*names: str) -> str:
    columns = [f"{name}_{end}" for name in names for end in ("printed_low", "printed_high", "low", "high")]
    summed = ", ".join(f"sum({column})::BIGINT AS {column}" for column in (*columns, "recorded"))
    return f"{summed}, min(period_start) AS period_start, max(period_end) AS period_end"


def _shown(name: str, as_name: str = "count") -> str:
    """Return columns for what is shown: what others make exact is given as it was printed."""
    return (
        f"CASE WHEN {name}_low = {name}_high THEN {name}_printed_low ELSE {name}_low END AS {as_name}_low,"
        f" CASE WHEN {name}_low = {name}_high THEN {name}_printed_high ELSE {name}_high END AS {as_name}_high"
    )


def _periods(**flags: str) -> str:
    picked = ", ".join(f"list_has_all({codes}, outcome_codes) AS {name}" for name, codes in flags.items())
    measured = ", ".join(_measured(name) for name in flags)
    return (
        "WITH periods AS (SELECT force_id, period_start, period_end, any_value(period_label) AS period_label,"
        f" any_value(recorded) AS recorded, {measured}"
        f" FROM (SELECT *, {picked} FROM '{{flat}}' WHERE request_id = '{{request}}')"
        " GROUP BY force_id, period_start, period_end)"
    )


def _forces(**flags: str) -> str:
    return f"{_periods(**flags)}, forces AS (SELECT force_id, {_sums(*flags)} FROM periods GROUP BY force_id)"


_SHARES = "count_low / recorded AS share_low, count_high / recorded AS share_high"
_OF_FORCES = f"{_forces(inside='{codes}')}, shown AS (SELECT *, {_shown('inside')} FROM forces)"
_OF_PERIODS = f"{_periods(inside='{codes}')}, shown AS (SELECT *, {_shown('inside')} FROM periods)"
_OF_VICTIMS = _forces(inside="['14', '16']", known="['16']")

QUESTIONS = {
    "outcome_share('{request}', {codes})": f"{_OF_FORCES} SELECT force_id, recorded, count_low, count_high,"
    f" {_SHARES}, period_start, period_end FROM shown ORDER BY force_id",
    "outcome_share_national('{request}', {codes})": f"{_periods(inside='{codes}')}, forces AS"
    f" (SELECT count(DISTINCT force_id) AS forces_counted, {_sums('inside')} FROM periods), shown AS"
    f" (SELECT *, {_shown('inside')} FROM forces) SELECT forces_counted, recorded AS recorded_low, count_low,"
    f" count_high, {_SHARES}, period_start, period_end FROM shown",
    "outcome_trend_national('{request}', {codes})": f"{_periods(inside='{codes}')}, years AS"
    f" (SELECT period_label, count(*) AS forces_counted, {_sums('inside')} FROM periods"
    f" GROUP BY period_label), shown AS (SELECT *, {_shown('inside')} FROM years)"
    " SELECT period_label, forces_counted, recorded AS recorded_low, count_low, count_high,"
    f" {_SHARES} FROM shown ORDER BY period_start",
    "trend('{request}')": "SELECT force_id, period_label, count_low,"
    " count_low - lag(count_low) OVER (PARTITION BY force_id ORDER BY period_start) AS change_low"
    f" FROM ({_RECORDED}) ORDER BY force_id, period_start",
    "trend('{request}', {codes})": f"{_OF_PERIODS} SELECT force_id, period_label, count_low, count_high,"
    f" {_SHARES}, count_low - lag(count_high) OVER time AS change_low,"
    " count_high - lag(count_low) OVER time AS change_high FROM shown"
    " WINDOW time AS (PARTITION BY force_id ORDER BY period_start) ORDER BY force_id, period_start",
    "peak_period('{request}', {codes})": f"{_OF_PERIODS}, best AS"
    " (SELECT *, max(count_low) OVER (PARTITION BY force_id) AS best_low FROM shown)"
    " SELECT force_id, period_label, count_low, count_high,"
    " count(*) OVER (PARTITION BY force_id) = 1 AS certain FROM best WHERE count_high >= best_low"
    " ORDER BY force_id, period_start",
    "force_ranks('{request}', {codes})": f"{_OF_FORCES}, shares AS (SELECT *, {_SHARES} FROM shown)"
    " SELECT m.force_id, 1 + count(*) FILTER (o.share_low > m.share_high) AS rank_best,"
    " 1 + count(*) FILTER (o.share_high > m.share_low AND o.force_id <> m.force_id) AS rank_worst,"
    " m.count_low, m.count_high, m.share_low, m.share_high FROM shares m CROSS JOIN shares o"
    " GROUP BY m.force_id, m.count_low, m.count_high, m.share_low, m.share_high"
    " ORDER BY rank_best, rank_worst, m.force_id",
    "outcome_rates('{request}', {codes})": f"{_OF_PERIODS} SELECT force_id, period_label, count_low,"
    " count_high, 1000 * (count_low / recorded) AS per_1000_crimes_low,"
    " 1000 * (count_high / recorded) AS per_1000_crimes_high FROM shown ORDER BY force_id, period_start",
    "victim_withdrawal('{request}')": f"{_OF_VICTIMS}, shown AS"
    f" (SELECT *, {_shown('inside')}, {_shown('known', 'suspect_known')} FROM forces)"
    f" SELECT force_id, count_low, count_high, {_SHARES}, suspect_known_low, suspect_known_high,"
    " suspect_known_low / recorded AS suspect_known_share_low,"
    " suspect_known_high / recorded AS suspect_known_share_high FROM shown ORDER BY force_id",
    "period_coverage('{request}')": "SELECT period_label, count(DISTINCT force_id) AS forces_recorded"
    " FROM '{flat}' WHERE request_id = '{request}' GROUP BY period_label, period_start ORDER BY period_start",
}


def questions(flat: Path, request: str) -> dict[str, str]:
    """Return for the call of each macro the query by hand that gives some of its columns."""
    words = {"flat": str(flat), "request": request, "codes": "['14', '16']"}
    return {call.format(**words): query.format(**words) for call, query in QUESTIONS.items()}
