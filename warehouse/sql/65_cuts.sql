-- The cut that answers for outcomes: years before spans of years, those of the kind that was asked for before
-- others; then the one that leaves least open, which
-- is the width of its bounds, the figures that wait, and by how much it lacks crimes recorded or has too many.
CREATE TABLE cuts AS
WITH summed AS (
    SELECT
        cut_id,
        sum(low)::BIGINT AS count_low,
        CASE WHEN count(*) = count(high) THEN sum(high)::BIGINT END AS count_high,
        bool_or(conflict) AS conflict,
        count(*) AS keys
    FROM keys
    JOIN cut_periods USING (cut_id, bucket_start, bucket_end, part)
    WHERE counted
    GROUP BY cut_id
),
waiting AS (
    SELECT cut_id, count(*) AS figures_held, sum_high(count_high) AS held_high FROM held_cells GROUP BY cut_id
),
spans AS (
    SELECT
        p.cut_id, min(p.period_start) AS period_start, max(p.period_end) AS period_end,
        sum(p.period_end - p.period_start + 1)::BIGINT AS days,
        sum(greatest(0, least(p.period_end, q.period_end) - greatest(p.period_start, q.period_start) + 1))
            AS days_asked_for,
        count(*) AS periods,
        bool_or(p.part_period) AS part_period,
        bool_or(p.assumed) AS assumed,
        CASE WHEN count(*) = count(r.low) THEN sum(r.low)::BIGINT END AS recorded_low,
        CASE WHEN count(*) = count(r.high) THEN sum(r.high)::BIGINT END AS recorded_high,
        coalesce(bool_or(r.conflict), false) AS recorded_conflict
    FROM cut_periods p
    JOIN cut_facts f USING (cut_id)
    JOIN requests q USING (request_id)
    LEFT JOIN recorded r ON r.request_id = f.request_id AND r.force_id = f.force_id AND r.level = 'all'
        AND r.grain = f.grain AND r.period_start = p.period_start AND r.period_end = p.period_end
    WHERE p.counted
    GROUP BY p.cut_id
),
-- All the crimes that the reply speaks of, in the grain in which it speaks of most.
whole AS (
    SELECT request_id, force_id, max(total) AS total
    FROM (
        SELECT request_id, force_id, grain, sum(coalesce(high, low)) AS total
        FROM recorded WHERE level = 'all' GROUP BY ALL
    )
    GROUP BY ALL
),
described AS (
    SELECT
        f.*, s.* EXCLUDE (cut_id),
        coalesce(count_low, 0) AS low,
        CASE WHEN keys IS NULL THEN 0 ELSE count_high END AS high,
        coalesce(conflict, false) AS has_conflict,
        coalesce(figures_held, 0) AS waiting_figures,
        CASE WHEN figures_held IS NULL THEN 0 ELSE held_high END AS waiting_high,
        q.dimensions AS asked_dimensions, q.offences AS asked_offences,
        q.period_end - q.period_start + 1 AS asked_days,
        total
    FROM cut_facts f
    LEFT JOIN spans s USING (cut_id)
    LEFT JOIN summed USING (cut_id)
    LEFT JOIN waiting USING (cut_id)
    LEFT JOIN whole USING (request_id, force_id)
    JOIN requests q USING (request_id)
    WHERE f.cut_kind = 'cells'
),
judged AS (
    SELECT
        *,
        list_contains(dims, 'outcome') AS is_candidate,
        high IS NULL OR waiting_high IS NULL AS endless,
        unlimited(high) - low + unlimited(waiting_high)
            + greatest(0, total - unlimited(high)) + greatest(0, low - total) AS open,
        (list_contains(asked_dimensions, 'offence') OR len(asked_offences) > 1)
            AND list_contains(dims, 'offence') AS tells_offences
    FROM described
)
SELECT
    cut_id, request_id || '/' || force_id AS reply_id, request_id, force_id, dims, grain, table_ids,
    is_candidate AND row_number() OVER (
        PARTITION BY request_id, force_id, is_candidate
        ORDER BY grain = 'range', grain IS NULL, grain <> year_kind, endless, coalesce(open, 0), tells_offences DESC, len(dims),
            periods DESC, first_table, cut_id
    ) = 1 AS answers,
    period_start, period_end, days AS days_covered,
    low AS count_low, high AS count_high,
    waiting_figures AS figures_held, waiting_high AS held_high,
    recorded_low, recorded_high, recorded_conflict,
    has_conflict AS conflict,
    coalesce(assumed, false) AS assumed_period,
    coalesce(part_period OR days_asked_for < asked_days, true) AS part_period
FROM judged
ORDER BY cut_id;
