-- The check against what the Home Office published: what FOI replies say beside it, with the difference. There,
-- alternate offences lie inside 1, 2 and 3, so that ours are added to them; crimes without an outcome when a force
-- replied may have any by now; and a reply counts on a basis that it seldom names, so that both are shown.
CREATE MACRO official_check(request) AS TABLE
WITH told AS (
    SELECT
        force_id, offence_id, period_start, period_end, period_label, count_low, count_high,
        list_distinct(list_transform(outcome_codes, lambda c: CASE WHEN c IN ('1A', '2A', '3A') THEN left(c, 1) ELSE c END))
            AS codes
    FROM outcome_counts
    WHERE request_id = request AND offence_id IS NOT NULL AND offence_id <> 'all'
),
answered AS (
    SELECT DISTINCT force_id, offence_id, string_split(offence_id, '|') AS offences, period_start, period_end, period_label
    FROM told
),
published AS (
    SELECT
        a.force_id, a.offence_id, a.period_start, a.period_end, a.period_label, p.outcome_code,
        sum(p.by_offences_recorded)::BIGINT AS by_offences_recorded,
        sum(p.by_investigations_closed)::BIGINT AS by_investigations_closed,
        count(*) > count(p.by_offences_recorded) OR count(*) > count(p.by_investigations_closed) AS some_missing
    FROM answered a
    JOIN official.published_outcomes p ON p.force_id = a.force_id AND list_contains(a.offences, p.offence_code)
        AND p.period_start >= a.period_start AND p.period_end <= a.period_end
    WHERE p.outcome_code IS NOT NULL AND p.outcome_code NOT IN ('1A', '2A', '3A')
    GROUP BY ALL
),
covered AS (
    SELECT force_id, offence_id, period_start, period_end, sum(days) AS days
    FROM (
        SELECT DISTINCT a.force_id, a.offence_id, a.period_start, a.period_end, p.period_start AS quarter,
            p.period_end - p.period_start + 1 AS days
        FROM answered a
        JOIN official.published_outcomes p ON p.force_id = a.force_id AND list_contains(a.offences, p.offence_code)
            AND p.period_start >= a.period_start AND p.period_end <= a.period_end
    )
    GROUP BY ALL
),
beside AS (
    SELECT
        p.*,
        coalesce((SELECT sum(count_low) FROM told t WHERE t.force_id = p.force_id AND t.offence_id = p.offence_id
            AND t.period_start = p.period_start AND t.period_end = p.period_end AND t.codes = [p.outcome_code]), 0)::BIGINT
            AS foi_low,
        (SELECT CASE WHEN count(*) = count(count_high) THEN coalesce(sum(count_high), 0)::BIGINT END
            FROM told t WHERE t.force_id = p.force_id AND t.offence_id = p.offence_id
            AND t.period_start = p.period_start AND t.period_end = p.period_end
            AND list_has_any(t.codes, [p.outcome_code, '0'])) AS foi_high,
        c.days
    FROM published p
    JOIN covered c USING (force_id, offence_id, period_start, period_end)
)
SELECT
    force_id, offence_id, period_label, period_start, period_end, outcome_code,
    foi_low, foi_high, by_offences_recorded, by_investigations_closed,
    foi_low - by_offences_recorded AS above_recorded_low,
    foi_high - by_offences_recorded AS above_recorded_high,
    foi_low - by_investigations_closed AS above_closed_low,
    foi_high - by_investigations_closed AS above_closed_high,
    coalesce(by_offences_recorded BETWEEN foi_low AND coalesce(foi_high, by_offences_recorded), false) AS fits_recorded,
    coalesce(by_investigations_closed BETWEEN foi_low AND coalesce(foi_high, by_investigations_closed), false) AS fits_closed,
    list_filter([
        CASE WHEN days < period_end - period_start + 1 THEN 'published for ' || days || ' of '
            || (period_end - period_start + 1) || ' days' END,
        CASE WHEN some_missing THEN 'some quarters were not provided' END
    ], lambda x: x IS NOT NULL) AS notes
FROM beside
ORDER BY force_id, offence_id, period_start,
    list_position((SELECT list(code) FROM outcomes), outcome_code);
