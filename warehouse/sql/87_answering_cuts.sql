-- The cut of each reply that answers for outcomes, with all that the macros need of it whatever the codes they are
-- asked for: they are asked too often to work it out each time, and much of their time goes into being planned.
CREATE TABLE answering_cuts AS
WITH listed AS (
    SELECT
        request_id, force_id,
        bool_or(unlisted_high IS NULL) AS endless,
        sum(listed_low)::BIGINT AS low,
        sum(unlimited(listed_high)) AS high
    FROM outcome_periods GROUP BY ALL
)
SELECT
    c.request_id, c.force_id, f.force_name, c.period_start, c.period_end, c.grain AS period_kind,
    -- A span is one of the years that it begins and ends with: five financial years are no five calendar years.
    CASE
        WHEN c.grain IN ('calendar', 'financial') THEN c.grain
        WHEN c.grain = 'range' AND strftime(c.period_start, '%d%m') = '0101'
            AND strftime(c.period_end, '%d%m') = '3112' THEN 'calendar'
        WHEN c.grain = 'range' AND strftime(c.period_start, '%d%m') = '0104'
            AND strftime(c.period_end, '%d%m') = '3103' THEN 'financial'
    END AS year_kind,
    c.part_period,
    c.assumed_period,
    c.recorded_conflict OR x.request_id IS NOT NULL AS conflict, c.recorded_low, c.recorded_high,
    -- A figure that waits may belong to any one of the periods that it may lie in, and not to all at once.
    CASE
        WHEN c.figures_held = 0 OR l.endless THEN 9000000000000000
        ELSE least(9000000000000000, unlimited(c.held_high) + CASE
            WHEN coalesce(c.recorded_high, 0) > l.high + c.held_high THEN c.recorded_high - l.low ELSE 0 END)
    END::BIGINT AS together_high,
    list_filter([
        CASE WHEN c.assumed_period THEN 'assumed period' END,
        CASE WHEN c.recorded_conflict OR x.request_id IS NOT NULL THEN 'conflict' END,
        CASE WHEN c.part_period THEN 'part period' END
    ], lambda x: x IS NOT NULL) AS standing_reasons,
    w.warnings
FROM cuts c
JOIN listed l ON l.request_id = c.request_id AND l.force_id = c.force_id
JOIN force_names f ON f.force_id = c.force_id
JOIN comparability w ON w.request_id = c.request_id AND w.force_id = c.force_id
LEFT JOIN span_conflicts x ON x.request_id = c.request_id AND x.force_id = c.force_id
WHERE c.answers
ORDER BY c.request_id, c.force_id;
