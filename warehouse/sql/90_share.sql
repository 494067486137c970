-- The share of crimes whose outcome lies in a set of codes, as bounds, for each force of one request.
-- At least: what lies wholly inside the set. At most: also what may lie in it, that is rows whose codes lie
-- partly inside, crimes without an outcome yet, figures that wait for a person, and crimes that the reply
-- counts elsewhere and gives no outcome for; never more than were recorded.
CREATE MACRO outcome_share(request, codes) AS TABLE
WITH rows AS (
    SELECT
        *,
        list_has_all(codes::VARCHAR[], outcome_codes) AS inside,
        list_has_any(codes::VARCHAR[], outcome_codes) AS touching,
        list_contains(outcome_codes, '0') AND NOT list_contains(codes::VARCHAR[], '0') AS pending,
        -- Nothing limits a bound that is NULL; a number beyond all counts stands for it.
        coalesce(count_high, 9000000000000000) AS high
    FROM outcome_counts
    WHERE request_id = request
),
summed AS (
    SELECT
        force_id,
        coalesce(sum(count_low) FILTER (inside), 0) AS low,
        coalesce(sum(high) FILTER (touching OR pending), 0) AS high,
        coalesce(sum(high), 0) AS all_high,
        flatten(list(reasons) FILTER ((touching OR pending) AND count_low < high)) AS width_reasons,
        flatten(list(reasons) FILTER (count_low < high)) AS all_reasons,
        coalesce(bool_or(touching AND NOT inside AND NOT pending AND high > 0), false) AS overlap,
        coalesce(bool_or(pending AND high > 0), false) AS pending
    FROM rows
    GROUP BY force_id
),
bounded AS (
    SELECT
        c.force_id,
        f.name AS force_name,
        c.recorded_low,
        c.recorded_high,
        c.recorded_conflict,
        c.period_start,
        c.period_end,
        c.part_period,
        c.assumed_period,
        coalesce(low, 0) AS low,
        coalesce(c.held_high, 9000000000000000) AS held,
        greatest(0, coalesce(c.recorded_high, 0) - coalesce(all_high, 0) - held) AS gap,
        least(coalesce(high, 0) + held + gap, coalesce(c.recorded_high, 9000000000000000)) AS high,
        -- Where the crimes recorded are not exact, whatever is not exact makes the share so.
        coalesce(CASE WHEN c.recorded_low = c.recorded_high THEN width_reasons ELSE all_reasons END, []) AS why,
        coalesce(c.recorded_low < c.recorded_high, true) AS recorded_open,
        coalesce(overlap, false) AS overlap,
        coalesce(pending, false) AS pending
    FROM cuts c
    JOIN forces f ON f.id = c.force_id
    LEFT JOIN summed USING (force_id)
    WHERE c.request_id = request AND c.answers
)
SELECT
    force_id,
    force_name,
    CASE WHEN recorded_low = recorded_high THEN recorded_low END AS recorded,
    recorded_low,
    recorded_high,
    low::BIGINT AS count_low,
    CASE WHEN high < 9000000000000000 THEN greatest(low, high)::BIGINT END AS count_high,
    CASE WHEN recorded_high > 0 THEN least(1, low / recorded_high) END AS share_low,
    CASE WHEN recorded_low > 0 AND count_high IS NOT NULL THEN least(1, count_high / recorded_low) END AS share_high,
    period_start,
    period_end,
    list_sort(list_distinct(list_filter(
        CASE WHEN count_high IS NULL OR count_high > low OR recorded_open THEN
            list_filter(why, lambda x: x IN ('suppressed', 'rounded', 'conflict')) || [
                CASE WHEN pending THEN 'pending' END,
                CASE WHEN overlap THEN 'overlap' END,
                CASE WHEN held > 0 THEN 'held' END,
                CASE WHEN gap > 0 THEN CASE WHEN recorded_conflict THEN 'conflict' ELSE 'held' END END
            ] ELSE [] END || [
            CASE WHEN recorded_conflict THEN 'conflict' END,
            CASE WHEN part_period THEN 'part period' END,
            CASE WHEN assumed_period THEN 'assumed period' END
        ],
        lambda x: x IS NOT NULL
    ))) AS reasons
FROM bounded
ORDER BY force_id;
