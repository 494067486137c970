-- What stands in the way of setting one reply's figures beside another's: told with every answer, and not in a
-- manual. Shares below one in twenty are not worth a warning.
CREATE TABLE comparability AS
WITH read_as AS (
    SELECT
        c.request_id, c.force_id,
        named(list(x.basis)) AS bases,
        named(list(x.unit)) AS units,
        count(*) FILTER (len(x.outcome_codes) = 1) / count(*) AS single_codes
    FROM cuts c
    JOIN cells x USING (cut_id)
    WHERE c.answers AND x.state = 'accepted'
    GROUP BY ALL
),
listed AS (
    SELECT
        request_id, force_id,
        sum(count_low) AS low,
        sum_high(count_high) AS high,
        coalesce(sum(count_low) FILTER (list_contains(outcome_codes, '0')), 0) AS pending_low,
        CASE WHEN count(*) FILTER (list_contains(outcome_codes, '0') AND count_high IS NULL) = 0
            THEN coalesce(sum(count_high) FILTER (list_contains(outcome_codes, '0')), 0) END AS pending_high
    FROM outcome_counts
    GROUP BY ALL
),
-- Codes come and go, and one crime's code may move to another class: a series over such a day needs them all.
coded AS (
    SELECT r.request_id, r.force_id, o.ho_code, any_value(o.class) AS class,
        min(o.valid_from) AS valid_from,
        CASE WHEN bool_and(o.valid_to <> '') THEN max(o.valid_to) END AS valid_to
    FROM (
        SELECT DISTINCT request_id, force_id, unnest(string_split(offence_id, '|')) AS ho_code FROM outcome_counts
    ) r
    JOIN offences o USING (ho_code)
    GROUP BY ALL
),
moved AS (
    SELECT
        c.request_id, c.force_id,
        list(d.ho_code || ' began on ' || valid_from ORDER BY d.ho_code)
            FILTER (TRY_CAST(valid_from AS DATE) > c.period_start) AS began,
        list(d.ho_code || ' ended on ' || valid_to ORDER BY d.ho_code)
            FILTER (TRY_CAST(valid_to AS DATE) < c.period_end) AS ended,
        named(list(d.class)) AS classes
    FROM cuts c
    JOIN coded d USING (request_id, force_id)
    WHERE c.answers
    GROUP BY ALL
),
facts AS (
    SELECT
        c.request_id, c.force_id, c.grain AS period_kind, c.period_start, c.period_end, c.part_period,
        q.year_kind AS asked_kind, q.period_start AS asked_start, q.period_end AS asked_end,
        coalesce(r.bases, []) AS bases,
        coalesce(r.units, []) AS units,
        r.single_codes,
        bounds_share(
            bounds(l.pending_low, l.pending_high),
            bounds_rest(bounds(l.low, l.high), bounds(l.pending_low, l.pending_high))
        ) AS pending,
        c.figures_held,
        coalesce(c.conflict, false) OR coalesce(c.recorded_conflict, false) OR x.request_id IS NOT NULL AS conflict,
        len(p.caveats) AS caveats,
        coalesce(m.began, []) || coalesce(m.ended, []) AS codes_moved,
        coalesce(m.classes, []) AS classes
    FROM cuts c
    JOIN requests q USING (request_id)
    LEFT JOIN read_as r ON r.request_id = c.request_id AND r.force_id = c.force_id
    LEFT JOIN listed l ON l.request_id = c.request_id AND l.force_id = c.force_id
    LEFT JOIN moved m ON m.request_id = c.request_id AND m.force_id = c.force_id
    LEFT JOIN replies p ON p.request_id = c.request_id AND p.force_id = c.force_id
        AND p.superseded_by IS NULL
    LEFT JOIN span_conflicts x ON x.request_id = c.request_id AND x.force_id = c.force_id
    WHERE c.answers
)
SELECT
    request_id, force_id, period_kind, bases, units,
    pending.low AS pending_share_low,
    pending.high AS pending_share_high,
    single_codes AS single_code_share,
    list_filter(codes_moved || [
        CASE WHEN len(classes) > 1 THEN 'its offences stand in several Home Office classes: '
            || array_to_string(classes, ', ') END,
        CASE WHEN part_period THEN 'covers ' || period_start || ' to ' || period_end || ' of ' || asked_start
            || ' to ' || asked_end END,
        CASE WHEN period_kind = 'range' THEN 'counts a span of years, not each year'
             WHEN period_kind <> asked_kind THEN 'counts ' || period_kind || ' periods where ' || asked_kind
                || ' ones were asked for' END,
        CASE WHEN list_has_any(bases, ['outcome', 'offence'])
            THEN 'counts by the date of ' || array_to_string(bases, ' and ') END,
        CASE WHEN len(units) > 0 THEN 'counts ' || array_to_string(units, ' and ') END,
        CASE WHEN pending.high >= 0.05 OR pending.high IS NULL
            THEN 'up to ' || coalesce(round(100 * pending.high, 1)::VARCHAR, '100')
                || ' % of its crimes have no outcome yet' END,
        CASE WHEN single_codes <= 0.95
            THEN round(100 * (1 - single_codes), 1) || ' % of its figures stand under wordings of several codes' END,
        CASE WHEN figures_held > 0 THEN figures_held || ' figures wait for a person' END,
        CASE WHEN conflict THEN 'its own tables differ' END,
        CASE WHEN caveats > 0 THEN 'it states ' || caveats || CASE caveats WHEN 1 THEN ' caveat' ELSE ' caveats' END END
    ], lambda x: x IS NOT NULL) AS warnings
FROM facts
ORDER BY request_id, force_id;
